//! Pauses that are all alike.

use std::time::Duration;

use super::{Schedule, Wait};

/// A schedule that always pauses for the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fixed(Duration);

impl Fixed {
    /// The pause; less than a millisecond counts as one.
    #[must_use]
    pub fn new(pause: Duration) -> Self {
        Self(pause.max(Duration::from_millis(1)))
    }
}

impl Schedule for Fixed {
    fn pause(&self, _wait: &Wait<'_>) -> Duration {
        self.0
    }
}
