//! The walk through two versions of a document, and what it noted.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::change::{Change, Class};
use super::nodes::{self, Entry, Pair};
use super::place::{Place, Use};

/// Keys that only people read, whatever they stand in.
const FOR_PEOPLE: [&str; 8] = [
    "description",
    "summary",
    "example",
    "examples",
    "externalDocs",
    "deprecated",
    "x-codeSamples",
    "x-source",
];

/// Two versions of a document under comparison. The rules are beside this file, by kind of node.
pub(super) struct Walk<'a> {
    pub(super) base: &'a Value,
    pub(super) now: &'a Value,
    /// Pairs that were compared, by address, each for a use: schemas may contain themselves.
    seen: HashSet<(*const Value, *const Value, Use)>,
    changes: Vec<Change>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(base: &'a Value, now: &'a Value) -> Self {
        Self { base, now, seen: HashSet::new(), changes: Vec::new() }
    }

    /// What was noted, the worst first.
    pub(super) fn into_changes(mut self) -> Vec<Change> {
        self.changes.sort_by_key(|change| Reverse(change.class));
        self.changes
    }

    /// Whether a pair is to be compared: not if it was, for the same use.
    pub(super) fn enter(&mut self, pair: Pair<'a>, used: Use) -> bool {
        self.seen.insert((pair.was, pair.is, used))
    }

    /// Whether operations on both sides led to a pair.
    pub(super) fn was_reached(&self, pair: Pair<'a>) -> bool {
        [Use::Request, Use::Answer, Use::Both]
            .into_iter()
            .any(|used| self.seen.contains(&(pair.was, pair.is, used)))
    }

    /// Notes a change. What is used in several ways comes up in each of them, and the worst one counts.
    pub(super) fn note(
        &mut self,
        class: Class,
        place: &Place,
        what: impl Into<String>,
        entry: Entry<'_>,
    ) {
        let change = Change {
            class,
            place: place.shown.clone(),
            names: place.names.clone(),
            what: what.into(),
            was: entry.was.cloned(),
            is: entry.is.cloned(),
        };
        let same = |other: &&mut Change| {
            (&other.place, &other.what, &other.was, &other.is)
                == (&change.place, &change.what, &change.was, &change.is)
        };
        match self.changes.iter_mut().find(same) {
            Some(other) => other.class = other.class.max(class),
            None => self.changes.push(change),
        }
    }

    /// Notes that something stands in another order, or twice.
    pub(super) fn note_order(&mut self, place: &Place, what: &str) {
        self.note(Class::DocOnly, place, format!("{what} in another order"), Entry::bare(what));
    }

    /// Notes that the same is written in another way, such as a default that was left out.
    pub(super) fn note_spelling(&mut self, place: &Place, entry: Entry<'_>) {
        let what = format!("`{}` means the same, written otherwise", entry.key);
        self.note(Class::DocOnly, place, what, entry);
    }

    /// Notes a difference that no rule is for.
    pub(super) fn note_unknown(&mut self, place: &Place, entry: Entry<'_>) {
        let what = format!("unknown change of `{}`", entry.key);
        let place = place.clone().also(entry.key);
        self.note(place.used.breaks(), &place, what, entry);
    }

    /// A key for which the kind of node has no rule.
    pub(super) fn other(&mut self, place: &Place, entry: Entry<'_>) {
        if !entry.differs() {
            return;
        }
        if FOR_PEOPLE.contains(&entry.key) {
            self.note(Class::DocOnly, place, format!("`{}`", entry.key), entry);
        } else if entry.key.starts_with("x-") && entry.was.is_none() {
            let what = format!("new extension `{}`", entry.key);
            self.note(place.used.adds(), &place.clone().also(entry.key), what, entry);
        } else {
            self.note_unknown(place, entry);
        }
    }

    /// Every key of a node that must be an object, for its rules.
    pub(super) fn keys(&mut self, place: &Place, pair: Pair<'a>) -> Vec<Entry<'a>> {
        let Some([was, is]) = pair.objects() else {
            if pair.was != pair.is {
                let whole = Entry { key: "node", was: Some(pair.was), is: Some(pair.is) };
                let what = "unknown change: this should be an object";
                self.note(place.used.breaks(), place, what, whole);
            }
            return Vec::new();
        };
        if nodes::reordered(was.keys(), is.keys()) {
            self.note_order(place, "keys");
        }
        nodes::entries(was, is)
    }

    /// The entries of a map under a key. Left out is the same as empty.
    pub(super) fn map(&mut self, place: &Place, entry: Entry<'a>) -> Vec<Entry<'a>> {
        static EMPTY: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);
        let side = |side: Option<&'a Value>| match side {
            None => Some(&*EMPTY),
            Some(value) => value.as_object(),
        };
        let (Some(was), Some(is)) = (side(entry.was), side(entry.is)) else {
            if entry.differs() {
                self.note_unknown(place, entry);
            }
            return Vec::new();
        };
        if entry.differs() && was == is {
            self.note_spelling(place, entry);
        }
        if nodes::reordered(was.keys(), is.keys()) {
            self.note_order(place, &format!("`{}`", entry.key));
        }
        nodes::entries(was, is)
    }

    /// The items of a list under a key. Left out is the same as empty.
    pub(super) fn list(&mut self, place: &Place, entry: Entry<'a>) -> (&'a [Value], &'a [Value]) {
        let side = |side: Option<&'a Value>| match side {
            None => Some(&[] as &[Value]),
            Some(value) => value.as_array().map(Vec::as_slice),
        };
        let (Some(was), Some(is)) = (side(entry.was), side(entry.is)) else {
            if entry.differs() {
                self.note_unknown(place, entry);
            }
            return (&[], &[]);
        };
        if entry.differs() && was == is {
            self.note_spelling(place, entry);
        }
        (was, is)
    }

    /// What went out of a list whose order means nothing, and what came into it.
    pub(super) fn set(
        &mut self,
        place: &Place,
        entry: Entry<'a>,
    ) -> (Vec<&'a Value>, Vec<&'a Value>) {
        let (was, is) = self.list(place, entry);
        let gone: Vec<_> = was.iter().filter(|item| !is.contains(item)).collect();
        let came: Vec<_> = is.iter().filter(|item| !was.contains(item)).collect();
        if was != is && gone.is_empty() && came.is_empty() {
            self.note_order(place, &format!("`{}`", entry.key));
        }
        (gone, came)
    }

    /// A boolean that is false when left out, before and now, if that changed.
    pub(super) fn flag(&mut self, place: &Place, entry: Entry<'a>) -> Option<(bool, bool)> {
        if !entry.differs() {
            return None;
        }
        let side = |side: Option<&Value>| side.map_or(Some(false), Value::as_bool);
        match (side(entry.was), side(entry.is)) {
            (Some(was), Some(is)) if was != is => return Some((was, is)),
            (Some(_), Some(_)) => self.note_spelling(place, entry),
            _ => self.note_unknown(place, entry),
        }
        None
    }

    /// The members of a map: notes which went, which have another name and which came, and returns those on both sides.
    ///
    /// `at` is a member's place, `new` the class of one that came.
    pub(super) fn members(
        &mut self,
        members: &[Entry<'a>],
        at: impl Fn(&str) -> Place,
        new: impl Fn(&Entry<'a>) -> Class,
    ) -> Vec<(Place, Pair<'a>)> {
        let mut both = Vec::new();
        for member in members {
            let place = at(member.key);
            match (member.pair(), member.is) {
                (Some(pair), _) => both.push((place, pair)),
                (None, Some(_)) if nodes::is_renamed(members, member) => {}
                (None, Some(_)) => self.note(new(member), &place, "new", *member),
                (None, None) => match nodes::renamed(members, member) {
                    Some(name) => {
                        let what = format!("renamed to `{name}`");
                        let entry = Entry::bare(member.key);
                        self.note(place.used.breaks(), &place.clone().also(name), what, entry);
                    }
                    None => self.note(place.used.breaks(), &place, "removed", *member),
                },
            }
        }
        both
    }
}
