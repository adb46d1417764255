//! Components: what none of the operations leads to on both sides, and which came or went.

use super::change::Class;
use super::nodes::{self, Entry, Pair};
use super::place::{Place, Use};
use super::references::{is_used, kind};
use super::walk::Walk;

impl<'a> Walk<'a> {
    /// Compares `components`, after the operations: those they use on both sides have been compared.
    pub(super) fn components(&mut self, document: &Place, entry: Entry<'a>) {
        for section in self.map(document, entry) {
            match section.key {
                "schemas" | "parameters" | "responses" | "requestBodies" | "headers"
                | "examples" | "securitySchemes" => {
                    let members = self.map(&document.inside("components"), section);
                    for member in &members {
                        self.component(section.key, member, &members);
                    }
                }
                _ => self.other(&document.inside("components"), section),
            }
        }
    }

    fn component(&mut self, section: &str, member: &Entry<'a>, members: &[Entry<'a>]) {
        let name = member.key;
        let Some(pair) = member.pair() else {
            return self.component_that_came_or_went(section, member, members);
        };
        if self.was_reached(pair) {
            return;
        }
        let is_used = is_used(self.base, section, name) && is_used(self.now, section, name);
        let used = if is_used { Use::Both } else { Use::Nowhere };
        let place = Place::named(kind(section), name, used);
        match section {
            "schemas" => self.schema(&place, pair),
            "parameters" => self.parameter(&place, pair),
            "responses" => self.response(&place, pair),
            "requestBodies" => self.body(&place, pair),
            "headers" => self.header(&place, pair),
            "securitySchemes" => self.security_scheme(&place, pair),
            _ if pair.was != pair.is => {
                self.note(Class::DocOnly, &place, "another example", *member)
            }
            _ => {}
        }
    }

    /// Schemas give generated types their names; other components are known by what they say where they are used.
    fn component_that_came_or_went(
        &mut self,
        section: &str,
        member: &Entry<'a>,
        members: &[Entry<'a>],
    ) {
        let place = Place::named(kind(section), member.key, Use::Nowhere);
        if member.is.is_some() {
            return self.note(Class::DocOnly, &place, "new component", *member);
        }
        let has_name = ["schemas", "securitySchemes"].contains(&section);
        let breaks = has_name && is_used(self.base, section, member.key);
        let class = if breaks { Class::Breaking } else { Class::DocOnly };
        match nodes::renamed(members, member) {
            Some(name) => {
                let what = format!("renamed to `{name}`");
                self.note(class, &place.also(name), what, Entry::bare(name));
            }
            None => self.note(class, &place, "removed", *member),
        }
    }

    fn security_scheme(&mut self, place: &Place, pair: Pair<'a>) {
        for entry in self.keys(place, pair) {
            match entry.key {
                "type" | "in" | "name" | "scheme" | "bearerFormat" | "openIdConnectUrl" => {
                    self.value(place, entry)
                }
                _ => self.other(place, entry),
            }
        }
    }
}
