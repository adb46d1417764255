//! The rules for the document itself.

use serde_json::Value;

use super::change::Class;
use super::nodes::{Entry, Pair};
use super::place::{Place, Use};
use super::walk::Walk;
use crate::extensions::QUOTA;

impl<'a> Walk<'a> {
    /// Compares the documents.
    pub(super) fn document(&mut self) {
        let place = Place { shown: "document".into(), names: Vec::new(), used: Use::Both };
        let keys = self.keys(&place, Pair { was: self.base, is: self.now });
        let (components, others): (Vec<_>, Vec<_>) =
            keys.into_iter().partition(|entry| entry.key == "components");
        for entry in others {
            match entry.key {
                "openapi" => self.value(&place.clone().also("openapi"), entry),
                "info" => self.info(&place, entry),
                "servers" => self.servers(&place, entry),
                "security" => self.security(&place.clone().also("security"), entry),
                "paths" => self.paths(&place, entry),
                // What generated code is called by stands on the operations.
                "tags" if entry.differs() => {
                    self.note(Class::DocOnly, &place, "`tags`", entry);
                }
                "tags" => {}
                QUOTA => self.extension(&place.clone().also(QUOTA), entry),
                _ => self.other(&place, entry),
            }
        }
        for entry in components {
            self.components(&place, entry);
        }
    }

    fn info(&mut self, document: &Place, entry: Entry<'a>) {
        let place = document.inside("info").also("info");
        let Some(pair) = entry.pair() else { return self.value(&place, entry) };
        for entry in self.keys(&place, pair) {
            match entry.key {
                "version" | "contact" | "license" | "termsOfService" if entry.differs() => {
                    self.note(Class::DocOnly, &place, format!("`{}`", entry.key), entry);
                }
                "version" | "contact" | "license" | "termsOfService" => {}
                // Generators make the name of the package from it.
                "title" => self.value(&place.clone().also("title"), entry),
                _ => self.other(&place, entry),
            }
        }
    }

    /// The servers: generated clients take the first one.
    pub(super) fn servers(&mut self, place: &Place, entry: Entry<'a>) {
        if !entry.differs() {
            return;
        }
        let plain = |side: Option<&Value>| {
            let mut servers = side.and_then(Value::as_array).cloned();
            for server in servers.iter_mut().flatten().filter_map(Value::as_object_mut) {
                server.shift_remove("description");
            }
            servers
        };
        let (was, is) = (plain(entry.was), plain(entry.is));
        if was.is_some() && was == is {
            self.note(Class::DocOnly, place, "description of `servers`", entry);
        } else {
            self.value(&place.clone().also("servers"), entry);
        }
    }
}
