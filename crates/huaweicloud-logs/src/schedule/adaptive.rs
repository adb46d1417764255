//! Pauses that are worth what they cost.

use std::time::Duration;

use super::{Schedule, Wait};

/// The default schedule: weighs how late it would be noticed that a job is done against what polls cost.
///
/// A poll costs a time, its price: a schedule with a price of 5 seconds, the default, polls once more if that
/// makes it notice 5 seconds sooner on average.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Adaptive {
    price: Duration,
}

impl Default for Adaptive {
    fn default() -> Self {
        Self::new(Duration::from_secs(5))
    }
}

impl Adaptive {
    /// A schedule to which a poll is worth so much time.
    #[must_use]
    pub fn new(price: Duration) -> Self {
        Self { price }
    }
}

impl Schedule for Adaptive {
    fn pause(&self, wait: &Wait<'_>) -> Duration {
        let seconds = (2.0 * self.price.as_secs_f64() * wait.age.as_secs_f64().max(1.0)).sqrt();
        Duration::from_secs_f64(seconds)
    }
}
