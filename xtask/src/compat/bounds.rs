//! The bounds of a schema: stricter is worse in requests, laxer in answers.

use std::cmp::Ordering;

use serde_json::{Value, json};

use super::nodes::{Entry, Pair};
use super::place::Place;
use super::walk::Walk;

/// A bound and the key that says whether it is itself excluded.
struct Bound {
    key: &'static str,
    excluded: Option<&'static str>,
    /// What makes it stricter.
    stricter: Ordering,
    /// Whether leaving it out is the same as 0.
    from_zero: bool,
}

const fn least(key: &'static str) -> Bound {
    Bound { key, excluded: None, stricter: Ordering::Greater, from_zero: true }
}

const fn most(key: &'static str) -> Bound {
    Bound { key, excluded: None, stricter: Ordering::Less, from_zero: false }
}

const BOUNDS: [Bound; 8] = [
    Bound { excluded: Some("exclusiveMinimum"), from_zero: false, ..least("minimum") },
    Bound { excluded: Some("exclusiveMaximum"), ..most("maximum") },
    least("minLength"),
    most("maxLength"),
    least("minItems"),
    most("maxItems"),
    least("minProperties"),
    most("maxProperties"),
];

/// Whether a key is compared here.
pub(super) fn is_bound(key: &str) -> bool {
    BOUNDS.iter().any(|bound| bound.key == key || bound.excluded == Some(key))
        || ["pattern", "multipleOf", "uniqueItems"].contains(&key)
}

impl<'a> Walk<'a> {
    /// Compares everything that a schema says about the range of its values.
    pub(super) fn bounds(&mut self, place: &Place, pair: Pair<'a>) {
        for bound in &BOUNDS {
            self.bound(place, pair, bound);
        }
        for key in ["pattern", "multipleOf"] {
            let entry = pair.entry(key);
            match (entry.was, entry.is) {
                (None, Some(_)) => self.narrowed(place, entry),
                (Some(_), None) => self.widened(place, entry),
                (was, is) if was != is => {
                    self.note(place.used.breaks(), place, format!("another `{key}`"), entry);
                }
                _ => {}
            }
        }
        let unique = pair.entry("uniqueItems");
        match self.flag(place, unique) {
            Some((false, true)) => self.narrowed(place, unique),
            Some(_) => self.widened(place, unique),
            None => {}
        }
    }

    fn bound(&mut self, place: &Place, pair: Pair<'a>, bound: &Bound) {
        let zero = bound.from_zero.then(|| json!(0));
        let entry = pair.entry(bound.key);
        let excluded = bound.excluded.map(|key| pair.entry(key));
        if !entry.differs() && !excluded.is_some_and(|excluded| excluded.differs()) {
            return;
        }
        let is_excluded = |node: &Value| {
            bound.excluded.is_some_and(|key| node.get(key).is_some_and(|flag| flag == true))
        };
        let order = match (entry.was.or(zero.as_ref()), entry.is.or(zero.as_ref())) {
            (None, None) => Some(Ordering::Equal),
            (None, Some(_)) => Some(bound.stricter),
            (Some(_), None) => Some(bound.stricter.reverse()),
            (Some(was), Some(is)) => compare(is, was).map(|order| {
                let excluded = is_excluded(pair.is).cmp(&is_excluded(pair.was));
                let excluded =
                    if bound.stricter == Ordering::Less { excluded.reverse() } else { excluded };
                order.then(excluded)
            }),
        };
        let shown = |side: &Value, bound: Option<&Value>| {
            bound.map(
                |bound| if is_excluded(side) { json!({"without": bound}) } else { bound.clone() },
            )
        };
        let (was, is) = (shown(pair.was, entry.was), shown(pair.is, entry.is));
        let entry = Entry { key: bound.key, was: was.as_ref(), is: is.as_ref() };
        match order {
            None => self.note_unknown(place, entry),
            Some(Ordering::Equal) => self.note_spelling(place, entry),
            Some(order) if order == bound.stricter => self.narrowed(place, entry),
            Some(_) => self.widened(place, entry),
        }
    }

    fn narrowed(&mut self, place: &Place, entry: Entry<'_>) {
        self.note(place.used.stricter(), place, format!("`{}` narrowed", entry.key), entry);
    }

    fn widened(&mut self, place: &Place, entry: Entry<'_>) {
        self.note(place.used.laxer(), place, format!("`{}` widened", entry.key), entry);
    }
}

/// Compares numbers: whole ones exactly.
fn compare(one: &Value, other: &Value) -> Option<Ordering> {
    match (one.as_i64(), other.as_i64()) {
        (Some(one), Some(other)) => Some(one.cmp(&other)),
        _ => one.as_f64()?.partial_cmp(&other.as_f64()?),
    }
}
