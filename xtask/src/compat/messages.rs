//! The rules for bodies, answers and headers.

use super::nodes::{Entry, Pair};
use super::place::{Place, Use};
use super::references::resolved;
use super::walk::Walk;

impl<'a> Walk<'a> {
    /// The body of a request, which may come or go as a whole.
    pub(super) fn request_body(&mut self, operation: &Place, entry: Entry<'a>) {
        let place = operation.inside("body").used(Use::Request);
        let Some(pair) = entry.pair() else {
            let is_required = entry.is.is_some_and(|body| {
                resolved(self.now, body)
                    .is_none_or(|body| body.get("required").is_some_and(|flag| flag == true))
            });
            let (class, what) = match (entry.is, is_required) {
                (None, _) => (place.used.breaks(), "removed"),
                (Some(_), true) => (place.used.stricter(), "new and required"),
                (Some(_), false) => (place.used.adds(), "new"),
            };
            return self.note(class, &place, what, entry);
        };
        self.body(&place, pair);
    }

    /// A body on both sides.
    pub(super) fn body(&mut self, place: &Place, pair: Pair<'a>) {
        let Some((place, pair)) = self.follow(place, pair, "requestBodies") else { return };
        for entry in self.keys(&place, pair) {
            match entry.key {
                "required" => self.must_be_sent(&place, entry),
                "content" => self.content(&place, entry),
                _ => self.other(&place, entry),
            }
        }
    }

    /// Whether a parameter or a body must be there.
    pub(super) fn must_be_sent(&mut self, place: &Place, entry: Entry<'a>) {
        match self.flag(place, entry) {
            Some((false, true)) => {
                self.note(place.used.stricter(), place, "became required", Entry::bare(entry.key));
            }
            Some(_) => {
                self.note(
                    place.used.laxer(),
                    place,
                    "is no longer required",
                    Entry::bare(entry.key),
                );
            }
            None => {}
        }
    }

    /// The answers of an operation, by status.
    pub(super) fn responses(&mut self, operation: &Place, entry: Entry<'a>) {
        let place = operation.clone().used(Use::Answer);
        let members = self.map(&place, entry);
        let (extensions, statuses): (Vec<_>, Vec<_>) =
            members.into_iter().partition(|member| member.key.starts_with("x-"));
        for extension in extensions {
            self.other(&place.inside("answers"), extension);
        }
        let at = |status: &str| place.inside(&format!("answer {status}"));
        // Clients that know of `default` take any error, but only such successes as they know.
        let had_default = entry.was.is_some_and(|answers| answers.get("default").is_some());
        let new = |status: &Entry<'a>| {
            let is_error = status.key.starts_with(['4', '5']);
            if is_error && had_default { place.used.adds() } else { place.used.laxer() }
        };
        for (place, pair) in self.members(&statuses, at, new) {
            self.response(&place, pair);
        }
    }

    /// An answer on both sides.
    pub(super) fn response(&mut self, place: &Place, pair: Pair<'a>) {
        let Some((place, pair)) = self.follow(place, pair, "responses") else { return };
        for entry in self.keys(&place, pair) {
            match entry.key {
                "headers" => {
                    let members = self.map(&place, entry);
                    let at = |name: &str| place.at("header", name);
                    for (place, pair) in self.members(&members, at, |_| place.used.adds()) {
                        self.header(&place, pair);
                    }
                }
                "content" => self.content(&place, entry),
                _ => self.other(&place, entry),
            }
        }
    }

    /// A header on both sides.
    pub(super) fn header(&mut self, place: &Place, pair: Pair<'a>) {
        let Some((place, pair)) = self.follow(place, pair, "headers") else { return };
        for entry in self.keys(&place, pair) {
            match entry.key {
                "required" => self.must_be_sent(&place, entry),
                "schema" => self.schema_entry(&place, entry),
                "content" => self.content(&place, entry),
                _ => self.other(&place, entry),
            }
        }
    }

    /// What a body looks like, by media type.
    pub(super) fn content(&mut self, place: &Place, entry: Entry<'a>) {
        let members = self.map(place, entry);
        let at = |media_type: &str| place.inside(media_type);
        for (place, pair) in self.members(&members, at, |_| place.used.laxer()) {
            for entry in self.keys(&place, pair) {
                match entry.key {
                    "schema" => self.schema_entry(&place, entry),
                    _ => self.other(&place, entry),
                }
            }
        }
    }
}
