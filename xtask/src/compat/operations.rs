//! The rules for paths and operations.

use serde_json::Value;

use super::change::Class;
use super::extension::is_extension;
use super::nodes::{Entry, Pair};
use super::place::{Place, Use};
use super::walk::Walk;
use crate::tree::is_method;

/// An operation of one side.
#[derive(Clone, Copy)]
struct Operation<'a> {
    path: &'a str,
    method: &'a str,
    item: &'a Value,
    node: &'a Value,
}

impl<'a> Operation<'a> {
    fn id(&self) -> Option<&'a str> {
        self.node.get("operationId").and_then(Value::as_str)
    }

    fn route(&self) -> String {
        format!("{} {}", self.method.to_ascii_uppercase(), self.path)
    }

    fn place(&self) -> Place {
        match self.id() {
            Some(id) => Place::named("operation", id, Use::Both).also(self.path),
            None => Place::named("operation", &self.route(), Use::Both).also(self.path),
        }
    }
}

impl<'a> Walk<'a> {
    /// Compares `paths`, with all operations.
    pub(super) fn paths(&mut self, document: &Place, entry: Entry<'a>) {
        let (was, mut is) = (operations(entry.was), operations(entry.is));
        for path in self.map(document, entry) {
            self.path(document, path);
        }
        let mut left = Vec::new();
        for old in was {
            let same = |new: &Operation<'a>| (new.path, new.method) == (old.path, old.method);
            match is.iter().position(same) {
                Some(index) => self.operation(old, is.remove(index)),
                None => left.push(old),
            }
        }
        for old in left {
            let same = |new: &Operation<'a>| new.id().is_some() && new.id() == old.id();
            let place = old.place();
            let Some(index) = is.iter().position(same) else {
                self.note(
                    place.used.breaks(),
                    &place,
                    format!("removed ({})", old.route()),
                    Entry::bare(old.path),
                );
                continue;
            };
            let new = is.remove(index);
            let what = format!("moved from {} to {}", old.route(), new.route());
            self.note(place.used.breaks(), &place.also(new.path), what, Entry::bare(old.path));
            self.operation(old, new);
        }
        for new in is {
            let place = new.place();
            self.note(
                place.used.adds(),
                &place,
                format!("new ({})", new.route()),
                Entry::bare(new.path),
            );
        }
    }

    /// A path, without its operations.
    fn path(&mut self, document: &Place, path: Entry<'a>) {
        if path.key.starts_with("x-") {
            return self.other(document, path);
        }
        let place = Place::named("path", path.key, Use::Both);
        let has_operations = |side: Option<&'a Value>| {
            side.and_then(Value::as_object)
                .is_some_and(|item| item.keys().any(|key| is_method(key)))
        };
        let Some(pair) = path.pair() else {
            // Its operations have been told of.
            if !has_operations(path.was.or(path.is)) {
                let (class, what) = if path.is.is_some() {
                    (place.used.adds(), "new")
                } else {
                    (place.used.breaks(), "removed")
                };
                self.note(class, &place, what, path);
            }
            return;
        };
        for entry in self.keys(&place, pair) {
            match entry.key {
                // Each operation tells what that means for it.
                "parameters" if entry.differs() => {
                    self.note(Class::DocOnly, &place, "`parameters` of all its operations", entry);
                }
                "parameters" => {}
                "servers" => self.servers(&place, entry),
                key if is_method(key) => {}
                _ => self.other(&place, entry),
            }
        }
    }

    fn operation(&mut self, old: Operation<'a>, new: Operation<'a>) {
        let mut place = old.place();
        if let Some(id) = new.id() {
            place = place.also(id);
        }
        let pair = Pair { was: old.node, is: new.node };
        let paths = Pair { was: old.item, is: new.item };
        let keys = self.keys(&place, pair);
        self.parameters(&place, paths, pair);
        for entry in keys {
            match entry.key {
                "operationId" => match new.id() {
                    Some(id) if old.id().is_some_and(|old| old != id) => {
                        let what = format!("renamed to `{id}`");
                        self.note(place.used.breaks(), &place, what, Entry::bare(entry.key));
                    }
                    _ => self.value(&place, entry),
                },
                "parameters" => {}
                "requestBody" => self.request_body(&place, entry),
                "responses" => self.responses(&place, entry),
                "security" => self.own_security(&place, entry),
                "servers" => self.servers(&place, entry),
                // Generators make classes and modules of them.
                "tags" => self.value(&place, entry),
                key if is_extension(key) => self.extension(&place, entry),
                _ => self.other(&place, entry),
            }
        }
    }
}

fn operations(paths: Option<&Value>) -> Vec<Operation<'_>> {
    let paths = paths.and_then(Value::as_object).into_iter().flatten();
    let operations = paths.filter(|(path, _)| !path.starts_with("x-")).flat_map(|(path, item)| {
        let entries = item.as_object().into_iter().flatten();
        entries.filter(|(key, _)| is_method(key)).map(move |(method, node)| Operation {
            path,
            method,
            item,
            node,
        })
    });
    operations.collect()
}
