//! The rules for the extensions that tell a program what to do: each value counts.

use serde_json::Value;

use super::nodes::{self, Entry, Pair};
use super::place::Place;
use super::walk::Walk;
use crate::extensions::{LOG_DOWNLOAD, LOG_JOB};

/// The lists that say what a word means.
const PHASES: [&str; 3] = ["pending", "succeeded", "failed"];

/// Whether a key of an operation is one of these extensions.
pub(super) fn is_extension(key: &str) -> bool {
    [LOG_JOB, LOG_DOWNLOAD, "x-pages"].contains(&key)
}

impl<'a> Walk<'a> {
    /// An extension, which may come or go as a whole.
    pub(super) fn extension(&mut self, place: &Place, entry: Entry<'a>) {
        match entry.pair() {
            Some(pair) => self.setting(place, entry.key, pair),
            None if entry.was.is_some() => self.value(place, entry),
            None => self.other(place, entry),
        }
    }

    /// A value of an extension, with all that is in it.
    fn setting(&mut self, place: &Place, path: &str, pair: Pair<'a>) {
        let Some([was, is]) = pair.objects() else {
            return self.value(place, Entry { key: path, was: Some(pair.was), is: Some(pair.is) });
        };
        if nodes::reordered(was.keys(), is.keys()) {
            self.note_order(place, &format!("keys of `{path}`"));
        }
        let are_phases = PHASES.iter().all(|phase| {
            pair.entry(phase)
                .pair()
                .is_some_and(|lists| lists.was.is_array() && lists.is.is_array())
        });
        if are_phases {
            self.phases(place, path, pair);
        }
        for entry in nodes::entries(was, is) {
            if are_phases && PHASES.contains(&entry.key) {
                continue;
            }
            let path = format!("{path}.{}", entry.key);
            match entry.pair() {
                Some(pair) => self.setting(place, &path, pair),
                None => self.value(place, Entry { key: &path, ..entry }),
            }
        }
    }

    /// Words that came, went or moved. One that moved comes up in both lists, and is noted once.
    fn phases(&mut self, place: &Place, path: &str, pair: Pair<'a>) {
        for phase in PHASES {
            let entry = pair.entry(phase);
            let lists = [entry.was, entry.is].into_iter().flatten();
            for word in lists.filter_map(Value::as_array).flatten() {
                let (was, is) = (phases_of(pair.was, word), phases_of(pair.is, word));
                if was == is {
                    continue;
                }
                let (old, new) = (was.join(", "), is.join(", "));
                let (class, what) = if was.is_empty() {
                    (place.used.adds(), format!("new word {word}, {new}"))
                } else if is.is_empty() {
                    (place.used.breaks(), format!("word {word}, {old}, removed"))
                } else {
                    (place.used.breaks(), format!("word {word} moved from {old} to {new}"))
                };
                self.note(class, place, format!("`{path}`: {what}"), Entry::bare(path));
            }
            self.order_of_words(place, &format!("{path}.{phase}"), entry);
        }
    }

    fn order_of_words(&mut self, place: &Place, path: &str, entry: Entry<'a>) {
        let words = |side: Option<&'a Value>| {
            side.and_then(Value::as_array).map_or(&[] as &[Value], Vec::as_slice)
        };
        let (was, is) = (words(entry.was), words(entry.is));
        let same =
            was.iter().all(|word| is.contains(word)) && is.iter().all(|word| was.contains(word));
        if same && was != is {
            self.note_order(place, &format!("`{path}`"));
        }
    }
}

/// The phases in whose lists a word is.
fn phases_of(node: &Value, word: &Value) -> Vec<&'static str> {
    let has = |phase: &&str| {
        node.get(phase).and_then(Value::as_array).is_some_and(|words| words.contains(word))
    };
    PHASES.into_iter().filter(has).collect()
}
