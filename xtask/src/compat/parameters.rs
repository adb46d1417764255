//! The rules for parameters.

use serde_json::Value;

use super::nodes::{Entry, Pair, reordered};
use super::place::{Place, Use};
use super::references::resolved;
use super::walk::Walk;

/// A parameter of an operation, told apart by where it is and what it is called.
struct Parameter<'a> {
    key: (&'a str, &'a str),
    node: &'a Value,
}

impl<'a> Walk<'a> {
    /// The parameters of an operation, those that its path lends it included.
    pub(super) fn parameters(&mut self, operation: &Place, paths: Pair<'a>, operations: Pair<'a>) {
        let place = operation.clone().used(Use::Request);
        // What is wrong with the list itself.
        self.list(&place, operations.entry("parameters"));
        let was = all(self.base, paths.was, operations.was);
        let mut is = all(self.now, paths.is, operations.is);
        if reordered(was.iter().map(|one| &one.key), is.iter().map(|one| &one.key)) {
            // Generated functions take them in this order.
            let what = "parameters in another order";
            self.note(place.used.breaks(), &place, what, Entry::bare("parameters"));
        }
        let at = |key: (&str, &str)| place.at(&format!("{} parameter", key.0), key.1);
        for old in was {
            match is.iter().position(|new| new.key == old.key) {
                Some(index) => {
                    let new = is.remove(index);
                    self.parameter(&at(old.key), Pair { was: old.node, is: new.node });
                }
                None => {
                    let gone = Entry { was: Some(old.node), ..Entry::bare(old.key.1) };
                    self.note(place.used.breaks(), &at(old.key), "removed", gone);
                }
            }
        }
        for new in is {
            let is_required = resolved(self.now, new.node)
                .is_some_and(|node| node.get("required").is_some_and(|flag| flag == true));
            let came = Entry { is: Some(new.node), ..Entry::bare(new.key.1) };
            if is_required {
                self.note(place.used.stricter(), &at(new.key), "new and required", came);
            } else {
                self.note(place.used.adds(), &at(new.key), "new", came);
            }
        }
    }

    /// A parameter on both sides.
    pub(super) fn parameter(&mut self, place: &Place, pair: Pair<'a>) {
        let Some((place, pair)) = self.follow(place, pair, "parameters") else { return };
        for entry in self.keys(&place, pair) {
            match entry.key {
                "name" | "in" => self.value(&place, entry),
                "required" => self.must_be_sent(&place, entry),
                "schema" => self.schema_entry(&place, entry),
                "content" => self.content(&place, entry),
                _ => self.other(&place, entry),
            }
        }
    }
}

/// The parameters of an operation, then those of its path that it doesn't have itself.
fn all<'a>(document: &'a Value, path: &'a Value, operation: &'a Value) -> Vec<Parameter<'a>> {
    let of = |owner: &'a Value| {
        let nodes = owner.get("parameters").and_then(Value::as_array).into_iter().flatten();
        nodes.map(|node| {
            let resolved = resolved(document, node);
            let text = |key: &str| resolved.and_then(|node| node.get(key)?.as_str()).unwrap_or("?");
            Parameter { key: (text("in"), text("name")), node }
        })
    };
    let mut all: Vec<Parameter<'a>> = of(operation).collect();
    let lent: Vec<_> = of(path).filter(|lent| !all.iter().any(|own| own.key == lent.key)).collect();
    all.extend(lent);
    all
}
