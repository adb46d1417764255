//! Nodes on both sides of a comparison.

use serde_json::{Map, Value};

/// A node in the base, and what stands in its place now.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair<'a> {
    pub(super) was: &'a Value,
    pub(super) is: &'a Value,
}

impl<'a> Pair<'a> {
    /// What stands under a key.
    pub(super) fn entry(&self, key: &'a str) -> Entry<'a> {
        Entry { key, was: self.was.get(key), is: self.is.get(key) }
    }

    /// Both as objects.
    pub(super) fn objects(&self) -> Option<[&'a Map<String, Value>; 2]> {
        Some([self.was.as_object()?, self.is.as_object()?])
    }
}

/// What stands under a key on both sides.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'a> {
    pub(super) key: &'a str,
    pub(super) was: Option<&'a Value>,
    pub(super) is: Option<&'a Value>,
}

impl<'a> Entry<'a> {
    /// A key of which only the name matters.
    pub(super) fn bare(key: &'a str) -> Self {
        Self { key, was: None, is: None }
    }

    pub(super) fn differs(&self) -> bool {
        self.was != self.is
    }

    /// Both, if both are there.
    pub(super) fn pair(&self) -> Option<Pair<'a>> {
        Some(Pair { was: self.was?, is: self.is? })
    }
}

/// Every key of two objects: those of the base first.
pub(super) fn entries<'a>(
    was: &'a Map<String, Value>,
    is: &'a Map<String, Value>,
) -> Vec<Entry<'a>> {
    let old = was.iter().map(|(key, value)| Entry { key, was: Some(value), is: is.get(key) });
    let new = is.iter().filter(|(key, _)| !was.contains_key(*key));
    old.chain(new.map(|(key, value)| Entry { key, was: None, is: Some(value) })).collect()
}

/// The new name of an entry that is gone: that of one which came, and is the same.
pub(super) fn renamed<'a>(entries: &[Entry<'a>], gone: &Entry<'a>) -> Option<&'a str> {
    if gone.is.is_some() {
        return None;
    }
    entries.iter().find(|other| other.was.is_none() && other.is == gone.was).map(|other| other.key)
}

/// Whether an entry that came is one that is gone, under another name.
pub(super) fn is_renamed(entries: &[Entry<'_>], came: &Entry<'_>) -> bool {
    came.was.is_none() && entries.iter().any(|gone| renamed(entries, gone) == Some(came.key))
}

/// Whether what both sides have stands in another order.
pub(super) fn reordered<'a, T: PartialEq + 'a>(
    was: impl IntoIterator<Item = &'a T>,
    is: impl IntoIterator<Item = &'a T>,
) -> bool {
    let (was, is): (Vec<_>, Vec<_>) = (was.into_iter().collect(), is.into_iter().collect());
    if was == is {
        return false;
    }
    let kept = was.iter().filter(|item| is.contains(item));
    let still = is.iter().filter(|item| was.contains(item));
    !kept.eq(still)
}
