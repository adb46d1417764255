//! What a call is worth.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use crate::history::Durations;

/// What a new job is worth: a poll that is more likely than this to find its job done goes first.
///
/// The lower it is, the sooner a job that is done is noticed, but the later the last jobs start, and a long one
/// among them makes all wait. Measured on W7 of `cargo xtask bench waiting`, 1,000 jobs with a median of 20 s under 60
/// calls a minute: at 0.9 a job that is done is noticed after 200 s and all take 1.11 times the bound, at 0.99 it is
/// 430 s and 1.07, at 0.998 it is 660 s and 1.04, and at 1 it is 970 s and 1.04.
const START: f64 = 0.998;

/// What a call promises: the chance that it brings a file closer.
#[derive(Clone, Debug)]
pub(crate) enum Gain {
    /// A link or a download: sure.
    Sure,
    /// The start of a job.
    Start,
    /// A look at a job that was started at `began` and, at an age, was last seen not to be done, by what is known of
    /// how long such jobs take.
    Poll { began: Instant, pending_at: Option<Duration>, past: Arc<Durations> },
}

impl Gain {
    /// The chance as of now.
    pub(super) fn at(&self, now: Instant) -> f64 {
        match self {
            Self::Sure => 1.0,
            Self::Start => START,
            Self::Poll { began, pending_at, past } => {
                past.chance(pending_at.unwrap_or_default(), now.duration_since(*began))
            }
        }
    }
}
