//! The instances of a service, by id.

use std::collections::HashMap;
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Instances in the order of the scenario.
#[derive(Debug)]
pub(crate) struct Inventory<T> {
    ids: Vec<String>,
    by_id: HashMap<String, Mutex<T>>,
}

impl<T> Inventory<T> {
    /// Builds them. Every element of `kinds` is an id or `None`, and how many there are; only the first of them
    /// gets the id, and `made_up` has one for a number. `build` is given the place of the kind, the number of the
    /// instance among all, and whether it is the first of its kind.
    ///
    /// # Errors
    ///
    /// Those of `build`, and if an id is that of a made-up one.
    pub(super) fn build(
        kinds: impl IntoIterator<Item = (Option<String>, u32)>,
        made_up: impl Fn(u64) -> String,
        mut build: impl FnMut(usize, u64, bool) -> io::Result<T>,
    ) -> io::Result<Self> {
        let mut ids = vec![];
        let mut by_id = HashMap::new();
        let mut number = 0;
        for (place, (id, count)) in kinds.into_iter().enumerate() {
            let mut given = id;
            for index in 0..count {
                let id = given.take().unwrap_or_else(|| made_up(number));
                let instance = build(place, number, index == 0)?;
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

    pub(crate) fn ids(&self) -> Vec<String> {
        self.ids.clone()
    }

    /// The id of the first; there is always one.
    pub(crate) fn first_id(&self) -> &str {
        self.ids.first().map_or("", String::as_str)
    }

    pub(super) fn get(&self, id: &str) -> Option<MutexGuard<'_, T>> {
        self.by_id.get(id).map(|one| one.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// What the closure finds in each, by id.
    pub(super) fn gather<R>(&self, mut find: impl FnMut(&str, &T) -> Vec<R>) -> Vec<R> {
        let each = |id: &String| self.get(id).map(|one| find(id, &one));
        self.ids.iter().filter_map(each).flatten().collect()
    }
}
