//! The rules for who may call.

use serde_json::{Value, json};

use super::change::Class;
use super::nodes::Entry;
use super::place::Place;
use super::walk::Walk;

impl<'a> Walk<'a> {
    /// The alternatives for all operations.
    pub(super) fn security(&mut self, place: &Place, entry: Entry<'a>) {
        if !entry.differs() {
            return;
        }
        let (Some(was), Some(is)) = (alternatives(entry.was), alternatives(entry.is)) else {
            return self.note_unknown(place, entry);
        };
        self.alternatives_of_security(place, entry, (&was, &is));
    }

    /// The alternatives of an operation: its own, or else those of the document.
    pub(super) fn own_security(&mut self, place: &Place, entry: Entry<'a>) {
        if !entry.differs() {
            return;
        }
        let was = alternatives(entry.was.or(self.base.get("security")));
        let is = alternatives(entry.is.or(self.now.get("security")));
        let (Some(was), Some(is)) = (was, is) else { return self.note_unknown(place, entry) };
        self.alternatives_of_security(place, entry, (&was, &is));
    }

    fn alternatives_of_security(
        &mut self,
        place: &Place,
        entry: Entry<'a>,
        (was, is): (&[Value], &[Value]),
    ) {
        let gone: Vec<_> = was.iter().filter(|one| !is.contains(one)).collect();
        let came: Vec<_> = is.iter().filter(|one| !was.contains(one)).collect();
        if gone.is_empty() && came.is_empty() {
            self.note(Class::DocOnly, place, "`security` in another order or spelling", entry);
        }
        let mut tell = |class: Class, alternative: &Value, what: &str| {
            let mut place = place.clone();
            place.names.extend(
                alternative.as_object().into_iter().flat_map(|schemes| schemes.keys().cloned()),
            );
            self.note(
                class,
                &place,
                format!("security alternative {alternative} {what}"),
                Entry::bare(entry.key),
            );
        };
        for alternative in gone {
            tell(place.used.breaks(), alternative, "removed");
        }
        for alternative in came {
            tell(place.used.adds(), alternative, "is new");
        }
    }
}

/// What a list of alternatives says. An empty one says that a call needs nothing.
fn alternatives(list: Option<&Value>) -> Option<Vec<Value>> {
    let list = list.map_or(Some(&[] as &[Value]), |list| list.as_array().map(Vec::as_slice))?;
    Some(if list.is_empty() { vec![json!({})] } else { list.to_vec() })
}
