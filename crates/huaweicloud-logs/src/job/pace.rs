//! When the next call of a job is due, and when there is none any more.

use std::future::Future;
use std::time::Duration;

use tokio::time::{Instant, sleep_until, timeout_at};

use crate::schedule::Exponential;

/// A timeout that the clock can't hold stands for this.
const FOREVER: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

/// How long before the deadline a last look is taken when the schedule would skip past it.
const LAST_LOOK: Duration = Duration::from_secs(1);

#[derive(Debug)]
pub(super) struct Pace {
    schedule: Exponential,
    began: Instant,
    deadline: Instant,
    next: Instant,
    /// Pauses planned so far.
    pauses: u32,
}

impl Pace {
    pub(super) fn new(schedule: Exponential, timeout: Duration) -> Self {
        let began = Instant::now();
        let deadline = began.checked_add(timeout).unwrap_or_else(|| began + FOREVER);
        Self { schedule, began, deadline, next: began, pauses: 0 }
    }

    pub(super) fn deadline(&self) -> Instant {
        self.deadline
    }

    pub(super) fn until_next(&self) -> Duration {
        self.next.saturating_duration_since(Instant::now())
    }

    pub(super) fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    fn is_over(&self) -> bool {
        Instant::now() >= self.deadline
    }

    /// Plans the next call, one more pause of the schedule from now.
    pub(super) fn plan(&mut self) {
        self.pauses = self.pauses.saturating_add(1);
        self.wait(Duration::ZERO);
    }

    /// Plans the first call after the start: the schedule begins anew.
    pub(super) fn restart(&mut self) {
        self.pauses = 1;
        self.wait(Duration::ZERO);
    }

    /// The same pause, but counted from now: when an answer came and not when it was asked for.
    pub(super) fn count_from_now(&mut self) {
        self.wait(Duration::ZERO);
    }

    /// The same pause, but at least as long as a service asked for.
    pub(super) fn put_off(&mut self, at_least: Duration) {
        self.wait(at_least);
    }

    fn wait(&mut self, at_least: Duration) {
        let now = Instant::now();
        let pause = self.schedule.pause(self.pauses.saturating_sub(1));
        self.next = now.checked_add(pause.max(at_least)).unwrap_or(self.deadline);
        let last_look = self.deadline.checked_sub(LAST_LOOK).filter(|look| *look > now + LAST_LOOK);
        if at_least.is_zero()
            && self.next >= self.deadline
            && let Some(look) = last_look
        {
            self.next = look;
        }
    }

    /// Sleeps until the next call is due; false when the deadline came first.
    pub(super) async fn sleep(&self) -> bool {
        sleep_until(self.next.min(self.deadline)).await;
        // The caller may have been away for longer than that.
        self.next < self.deadline && !self.is_over()
    }

    /// What the future gives, unless the deadline comes first.
    pub(super) async fn within<T>(&self, future: impl Future<Output = T>) -> Option<T> {
        // `timeout_at` polls the future once even when it is too late, which would send a call.
        if self.is_over() { None } else { timeout_at(self.deadline, future).await.ok() }
    }
}
