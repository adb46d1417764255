//! One limiter for each endpoint and user.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::Quota;
use super::limiter::Limiter;

/// Those of this process.
pub(super) static LIMITERS: Registry = Registry::new();

pub(super) struct Registry(Mutex<BTreeMap<(String, String), Arc<Limiter>>>);

impl Registry {
    pub(super) const fn new() -> Self {
        Self(Mutex::new(BTreeMap::new()))
    }

    /// The limiter of an endpoint and a user.
    pub(super) fn get(&self, endpoint: &str, user: &str, quota: Quota) -> Arc<Limiter> {
        let mut limiters = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // One that nobody holds still counts its last calls: whoever makes a client for every request must
        // not get a new quota with each.
        limiters.retain(|_, limiter| Arc::strong_count(limiter) > 1 || !limiter.is_idle());
        let key = (endpoint.to_owned(), user.to_owned());
        let known = limiters.entry(key).or_insert_with(|| Arc::new(Limiter::new(endpoint, quota)));
        known.keep_to(quota);
        Arc::clone(known)
    }
}
