//! When to poll.

mod adaptive;
mod exponential;
mod fixed;
mod plan;

use std::fmt;
use std::time::Duration;

pub use self::adaptive::Adaptive;
pub use self::exponential::Exponential;
pub use self::fixed::Fixed;
use crate::history::Durations;

/// When to poll: a function of what is known of a wait.
///
/// It reads no clock and keeps nothing, so a schedule serves any number of jobs and can be tried out on durations
/// of the past. What was learned of them is in the wait.
pub trait Schedule: fmt::Debug + Send + Sync {
    /// The pause before the next poll, from now on.
    ///
    /// A pause of nothing counts as a millisecond. The deadline and `Retry-After` are seen to by the caller: a
    /// poll that would come after the deadline is moved before it, and a pause is at least as long as the service
    /// asked for.
    fn pause(&self, wait: &Wait<'_>) -> Duration;
}

/// What is known of a wait when its next poll is planned.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Wait<'a> {
    /// How long ago the job was started.
    pub age: Duration,
    /// How old the job was when it was last seen not to be done; `None` before the first look.
    pub pending_at: Option<Duration>,
    /// Polls so far; a start that tells how far the job is doesn't count.
    pub polls: u32,
    /// Progress in per cent as of the last look, if the service tells it.
    pub percent: Option<f32>,
    /// How long jobs of this kind have taken.
    pub past: &'a Durations,
}

impl<'a> Wait<'a> {
    /// A job that was started just now, and was not looked at yet.
    #[must_use]
    pub fn new(past: &'a Durations) -> Self {
        Self { age: Duration::ZERO, pending_at: None, polls: 0, percent: None, past }
    }
}
