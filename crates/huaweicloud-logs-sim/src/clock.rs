//! The simulator's only source of the time.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::fmt::rfc2822::DateTimePrinter;
use jiff::{SignedDuration, Timestamp};
use tokio::time::Instant;

/// Tells the time. Every "now" in the crate comes from here, so that it can be moved in one place.
///
/// It runs with `tokio::time`, so it stands still and jumps with a runtime whose time is paused.
#[derive(Debug)]
pub(crate) struct Clock {
    /// How far the cloud's clock is ahead of this machine's.
    ahead: SignedDuration,
    start: Timestamp,
    started: Instant,
    moved_ms: AtomicI64,
}

impl Clock {
    /// A clock that starts at a time, or ahead of now.
    pub(crate) fn new(start: Option<Timestamp>, ahead: SignedDuration) -> Self {
        let start = start.unwrap_or_else(|| plus(Timestamp::now(), ahead));
        Self { ahead, start, started: Instant::now(), moved_ms: AtomicI64::new(0) }
    }

    pub(crate) fn now(&self) -> Timestamp {
        let moved = SignedDuration::from_millis(self.moved_ms.load(Ordering::SeqCst));
        let passed =
            SignedDuration::try_from(self.started.elapsed()).unwrap_or(SignedDuration::MAX);
        plus(self.start, passed.saturating_add(moved))
    }

    /// The time as it would be had nobody moved or paused it. Clients sign with their own clocks, which
    /// nothing here can move.
    pub(crate) fn unmoved(&self) -> Timestamp {
        plus(Timestamp::now(), self.ahead)
    }

    /// Moves the clock ahead.
    pub(crate) fn advance(&self, by: Duration) {
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        let add = |moved: i64| Some(moved.saturating_add(by));
        // The closure always gives a value, so the update cannot fail.
        let _ = self.moved_ms.fetch_update(Ordering::SeqCst, Ordering::SeqCst, add);
    }
}

/// The end of time stands for whatever lies beyond it.
fn plus(time: Timestamp, by: SignedDuration) -> Timestamp {
    time.saturating_add(by).unwrap_or(Timestamp::MAX)
}

/// The time as HTTP writes it, in whole seconds.
pub(crate) fn http_date(time: Timestamp) -> String {
    DateTimePrinter::new().timestamp_to_rfc9110_string(&time).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn it_runs_with_tokio_and_can_be_moved() {
        let clock = Clock::new(None, SignedDuration::from_mins(-20));
        let start = clock.now();
        assert!(start < Timestamp::now() - SignedDuration::from_mins(19));

        tokio::time::sleep(Duration::from_secs(7200)).await;
        assert_eq!(clock.now(), start + SignedDuration::from_secs(7200));
        clock.advance(Duration::from_millis(500));
        assert_eq!(clock.now(), start + SignedDuration::from_millis(7_200_500));
        assert!(clock.unmoved() < start + SignedDuration::from_secs(3600));

        clock.advance(Duration::MAX);
        assert!(clock.now() > start + SignedDuration::from_hours(24 * 365));
    }
}
