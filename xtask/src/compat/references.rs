//! References: where they lead, and what moving something behind one means.

use std::collections::HashSet;

use serde_json::Value;

use super::change::Class;
use super::nodes::Pair;
use super::place::Place;
use super::walk::Walk;

/// Whether operations of a document lead to a component, or into it.
pub(super) fn is_used(document: &Value, section: &str, name: &str) -> bool {
    // These are named without a reference.
    if section == "securitySchemes" {
        return true;
    }
    let mut references = HashSet::new();
    if let Some(paths) = document.get("paths") {
        collect(document, paths, &mut references);
    }
    let component = format!("#/components/{section}/{name}");
    references.iter().any(|reference| {
        reference
            .strip_prefix(&*component)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

/// Every text that looks like a local reference counts, as not all of them stand under `$ref`.
fn collect<'a>(document: &'a Value, node: &'a Value, references: &mut HashSet<&'a str>) {
    match node {
        Value::Object(entries) => {
            entries.values().for_each(|node| collect(document, node, references));
        }
        Value::Array(items) => items.iter().for_each(|node| collect(document, node, references)),
        Value::String(text) if text.starts_with("#/") && references.insert(text) => {
            if let Some(target) = target(document, text) {
                collect(document, target, references);
            }
        }
        _ => {}
    }
}

/// What a reference leads to.
pub(super) fn target<'a>(document: &'a Value, reference: &str) -> Option<&'a Value> {
    document.pointer(reference.strip_prefix('#')?)
}

/// The node behind references.
pub(super) fn resolved<'a>(document: &'a Value, node: &'a Value) -> Option<&'a Value> {
    let mut node = node;
    // More steps than anyone writes: references may go round in circles.
    for _ in 0..32 {
        match reference(node) {
            None => return Some(node),
            Some(reference) => node = target(document, reference)?,
        }
    }
    None
}

fn reference(node: &Value) -> Option<&str> {
    node.get("$ref").and_then(Value::as_str)
}

fn component<'r>(reference: &'r str, section: &str) -> Option<&'r str> {
    let name = reference.strip_prefix("#/components/")?.strip_prefix(section)?.strip_prefix('/')?;
    (!name.contains('/')).then_some(name)
}

impl<'a> Walk<'a> {
    /// Follows references on both sides, with the place that they lead to. `None` when there is nothing to compare, or
    /// it was compared before.
    pub(super) fn follow(
        &mut self,
        place: &Place,
        pair: Pair<'a>,
        section: &str,
    ) -> Option<(Place, Pair<'a>)> {
        let (mut place, mut pair) = (place.clone(), pair);
        while self.enter(pair, place.used) {
            let (was, is) = (reference(pair.was), reference(pair.is));
            if was.is_none() && is.is_none() {
                return Some((place, pair));
            }
            self.beside(&place, pair);
            let side = |document: &'a Value, node: &'a Value, reference: Option<&str>| {
                reference.map_or(Some(node), |reference| target(document, reference))
            };
            let ends = (side(self.base, pair.was, was), side(self.now, pair.is, is));
            self.another(&place, pair, ends, section);
            pair = Pair { was: ends.0?, is: ends.1? };
            // What a component says is told once, and not wherever it is used.
            let names = (
                was.and_then(|reference| component(reference, section)),
                is.and_then(|reference| component(reference, section)),
            );
            if let (Some(was), Some(is)) = names {
                if was == is {
                    place = Place::named(kind(section), is, place.used);
                } else if self.is_gone(section, was) {
                    place = Place::named(kind(section), is, place.used).also(was);
                }
            }
        }
        None
    }

    /// Notes another reference, one on one side only, or one that leads somewhere on one side only.
    fn another(
        &mut self,
        place: &Place,
        pair: Pair<'a>,
        ends: (Option<&'a Value>, Option<&'a Value>),
        section: &str,
    ) {
        let entry = pair.entry("$ref");
        let (was, is) = (reference(pair.was), reference(pair.is));
        if ends.1.is_none() && (ends.0.is_some() || was != is) {
            return self.note(place.used.breaks(), place, "the reference leads nowhere", entry);
        }
        if ends.0.is_none() && ends.1.is_some() {
            return self.note(place.used.breaks(), place, "the reference led nowhere", entry);
        }
        let (Some(was), Some(is)) = (was, is) else {
            let to = if is.is_some() {
                "moved to where a reference leads"
            } else {
                "moved here from a reference"
            };
            // A schema with a name is another generated type than the same one without.
            let class = if section == "schemas" { place.used.breaks() } else { Class::DocOnly };
            return self.note(class, place, to, entry);
        };
        if was == is {
            return;
        }
        // Generated types have the names of schemas. One that is gone is told of as a component.
        let is_told = component(was, section).is_some_and(|was| self.is_gone(section, was));
        if section == "schemas" && !is_told {
            self.note(place.used.breaks(), place, "another schema", entry);
        } else {
            self.note(Class::DocOnly, place, "another reference", entry);
        }
    }

    /// Whether a component was in the base and is not there now.
    fn is_gone(&self, section: &str, name: &str) -> bool {
        let reference = format!("#/components/{section}/{name}");
        target(self.base, &reference).is_some() && target(self.now, &reference).is_none()
    }

    /// Keys beside a reference, which readers skip.
    fn beside(&mut self, place: &Place, pair: Pair<'a>) {
        if reference(pair.was).is_none() || reference(pair.is).is_none() {
            return;
        }
        for entry in self.keys(place, pair) {
            if entry.key != "$ref" && entry.differs() {
                self.note_unknown(place, entry);
            }
        }
    }
}

/// What a component of a section is called in the report.
pub(super) fn kind(section: &str) -> &'static str {
    match section {
        "schemas" => "schema",
        "parameters" => "component parameter",
        "responses" => "component response",
        "requestBodies" => "component request body",
        "headers" => "component header",
        "examples" => "component example",
        "securitySchemes" => "security scheme",
        _ => "component",
    }
}
