//! The rules for schemas.

use serde_json::Value;

use super::bounds::is_bound;
use super::nodes::{Entry, Pair};
use super::place::Place;
use super::walk::Walk;

impl<'a> Walk<'a> {
    /// Compares two schemas, and all that is in them.
    pub(super) fn schema(&mut self, place: &Place, pair: Pair<'a>) {
        let Some((place, pair)) = self.follow(place, pair, "schemas") else { return };
        let keys = self.keys(&place, pair);
        self.bounds(&place, pair);
        for entry in keys {
            match entry.key {
                // Generators call types by their titles.
                "type" | "format" | "default" | "title" => self.value(&place, entry),
                "nullable" => self.nullable(&place, entry),
                "required" => self.required(&place, pair, entry),
                "properties" => self.fields(&place, pair, entry),
                "items" => match entry.pair() {
                    Some(items) => self.schema(&place.inside("items"), items),
                    None => self.value(&place, entry),
                },
                "additionalProperties" => self.more_fields(&place, entry),
                "allOf" | "anyOf" | "oneOf" => self.alternatives(&place, entry),
                "enum" | "x-extensible-enum" => self.words(&place, entry),
                key if is_bound(key) => {}
                _ => self.other(&place, entry),
            }
        }
    }

    /// The schema of a parameter, a header or a body. Without one, anything goes.
    pub(super) fn schema_entry(&mut self, place: &Place, entry: Entry<'a>) {
        match entry.pair() {
            Some(pair) => self.schema(place, pair),
            None => self.value(place, entry),
        }
    }

    /// A value that clients rely on as it is.
    pub(super) fn value(&mut self, place: &Place, entry: Entry<'_>) {
        if entry.differs() {
            let what = match (entry.was, entry.is) {
                (Some(_), Some(_)) => format!("another `{}`", entry.key),
                (None, _) => format!("`{}` where there was none", entry.key),
                (_, None) => format!("`{}` is gone", entry.key),
            };
            self.note(place.used.breaks(), place, what, entry);
        }
    }

    fn nullable(&mut self, place: &Place, entry: Entry<'a>) {
        match self.flag(place, entry) {
            Some((false, true)) => {
                self.note(place.used.laxer(), place, "may be null now", Entry::bare(entry.key));
            }
            Some(_) => {
                self.note(
                    place.used.stricter(),
                    place,
                    "is not null any more",
                    Entry::bare(entry.key),
                );
            }
            None => {}
        }
    }

    /// The list of required fields, without those that came or went themselves.
    fn required(&mut self, place: &Place, pair: Pair<'a>, entry: Entry<'a>) {
        let (gone, came) = self.set(place, entry);
        let fields = pair.entry("properties");
        let has = |fields: Option<&Value>, name: &str| {
            fields.is_some_and(|fields| fields.get(name).is_some())
        };
        let names = gone
            .into_iter()
            .map(|name| (name, false))
            .chain(came.into_iter().map(|name| (name, true)));
        for (name, is_required) in names {
            let Some(name) = name.as_str() else {
                self.note_unknown(place, entry);
                continue;
            };
            if has(fields.was, name) != has(fields.is, name) {
                continue;
            }
            let field = place.at("field", name);
            let nothing = Entry::bare(entry.key);
            if is_required {
                self.note(place.used.stricter(), &field, "became required", nothing);
            } else {
                self.note(place.used.laxer(), &field, "is no longer required", nothing);
            }
        }
    }

    fn fields(&mut self, place: &Place, pair: Pair<'a>, entry: Entry<'a>) {
        let members = self.map(place, entry);
        let is_required = |name: &str| {
            let names = pair.is.get("required").and_then(Value::as_array);
            names.is_some_and(|names| names.iter().any(|other| other == name))
        };
        let new = |field: &Entry<'a>| {
            if is_required(field.key) { place.used.stricter() } else { place.used.adds() }
        };
        for (place, pair) in self.members(&members, |name| place.at("field", name), new) {
            self.schema(&place, pair);
        }
    }

    /// Fields that have no name in the schema: any if nothing is said about them.
    fn more_fields(&mut self, place: &Place, entry: Entry<'a>) {
        if let Some(pair) = entry.pair()
            && pair.objects().is_some()
        {
            return self.schema(&place.inside("any other field"), pair);
        }
        if !entry.differs() {
            return;
        }
        let side = |side: Option<&Value>| side.map_or(Some(true), Value::as_bool);
        match (side(entry.was), side(entry.is)) {
            (Some(was), Some(is)) if was == is => self.note_spelling(place, entry),
            (Some(true), Some(_)) => {
                self.note(place.used.stricter(), place, "no other fields any more", entry);
            }
            (Some(_), Some(_)) => {
                self.note(place.used.laxer(), place, "other fields may come", entry)
            }
            _ => self.value(place, entry),
        }
    }

    fn alternatives(&mut self, place: &Place, entry: Entry<'a>) {
        let (was, is) = self.list(place, entry);
        if was.len() != is.len() {
            return self.value(place, entry);
        }
        for (index, (was, is)) in was.iter().zip(is).enumerate() {
            let place = place.inside(&format!("{} {}", entry.key, index + 1));
            self.schema(&place, Pair { was, is });
        }
    }

    /// Words that may come or be sent. `x-extensible-enum` is open, so that another word breaks no client.
    fn words(&mut self, place: &Place, entry: Entry<'a>) {
        let is_open = entry.key == "x-extensible-enum";
        if !is_open && entry.pair().is_none() {
            return self.value(place, entry);
        }
        let (gone, came) = self.set(place, entry);
        for word in gone {
            self.note(
                place.used.breaks(),
                place,
                format!("word {word} removed"),
                Entry::bare(entry.key),
            );
        }
        let class = if is_open { place.used.adds() } else { place.used.laxer() };
        for word in came {
            self.note(class, place, format!("new word {word}"), Entry::bare(entry.key));
        }
    }
}
