//! The instances of a service, by id.

use std::collections::HashMap;
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;

use super::page::Page;

/// Instances in the order of the scenario.
#[derive(Debug)]
pub(crate) struct Inventory<T> {
    ids: Vec<String>,
    by_id: HashMap<String, Mutex<T>>,
}

/// Which instance is to be built.
pub(super) struct Member<'a> {
    pub(super) id: &'a str,
    /// The place of its kind in the scenario.
    pub(super) place: usize,
    /// Its number among all.
    pub(super) number: u64,
    /// Whether it is the first of its kind.
    pub(super) first: bool,
}

impl<T> Inventory<T> {
    /// Builds them. Every element of `kinds` is an id or `None`, and how many there are; only the first of them
    /// gets the id, and `made_up` has one for a place and a number.
    ///
    /// # Errors
    ///
    /// Those of `build`, and if an id is that of a made-up one.
    pub(super) fn build(
        kinds: impl IntoIterator<Item = (Option<String>, u32)>,
        made_up: impl Fn(usize, u64) -> String,
        mut build: impl FnMut(Member<'_>) -> io::Result<T>,
    ) -> io::Result<Self> {
        let mut ids = vec![];
        let mut by_id = HashMap::new();
        let mut number = 0;
        for (place, (id, count)) in kinds.into_iter().enumerate() {
            let mut given = id;
            for index in 0..count {
                let id = given.take().unwrap_or_else(|| made_up(place, number));
                let instance = build(Member { id: &id, place, number, first: index == 0 })?;
                if by_id.insert(id.clone(), Mutex::new(instance)).is_some() {
                    let message = format!("two instances have the id {id:?}: write another");
                    return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
                }
                ids.push(id);
                number += 1;
            }
        }
        Ok(Self { ids, by_id })
    }

    pub(crate) fn ids(&self) -> &[String] {
        &self.ids
    }

    /// The id of the first; there is always one.
    pub(crate) fn first_id(&self) -> &str {
        self.ids.first().map_or("", String::as_str)
    }

    pub(super) fn get(&self, id: &str) -> Option<MutexGuard<'_, T>> {
        self.by_id.get(id).map(|one| one.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Each with its id.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, MutexGuard<'_, T>)> {
        self.ids.iter().filter_map(|id| Some((id.as_str(), self.get(id)?)))
    }

    /// What the closure finds in each, by id.
    pub(super) fn gather<R>(&self, mut find: impl FnMut(&str, &T) -> Vec<R>) -> Vec<R> {
        self.iter().flat_map(|(id, one)| find(id, &one)).collect()
    }

    /// A page of those that are wanted, as they are described, and how many are wanted in all.
    pub(super) fn page(
        &self,
        page: Page,
        wanted: impl Fn(&str, &T) -> bool,
        describe: impl Fn(&str, &T) -> Value,
    ) -> (Vec<Value>, usize) {
        let mut shown = vec![];
        let mut total = 0;
        for (id, one) in self.iter().filter(|(id, one)| wanted(id, one)) {
            if page.holds(total) {
                shown.push(describe(id, &one));
            }
            total += 1;
        }
        (shown, total)
    }
}
