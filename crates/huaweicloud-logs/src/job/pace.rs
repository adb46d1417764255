//! When the next call of a job is due, and when there is none any more.

use std::future::Future;
use std::time::Duration;

use tokio::time::{Instant, sleep_until, timeout_at};

use crate::clock::after;

/// How long before the deadline a last look is taken when the schedule would skip past it.
const LAST_LOOK: Duration = Duration::from_secs(1);

/// A pause that is shorter would only spin: timers count milliseconds.
const SHORTEST: Duration = Duration::from_millis(1);

/// How old something is, also if it is older than this process.
#[derive(Clone, Copy, Debug)]
pub(super) struct Age {
    at: Instant,
    /// Its age then.
    was: Duration,
}

impl Age {
    /// Of something that is so old now.
    pub(super) fn of(age: Duration) -> Self {
        Self { at: Instant::now(), was: age }
    }

    pub(super) fn now(self) -> Duration {
        self.was.saturating_add(self.at.elapsed())
    }

    /// When it began, as far as the clock of this process reaches back.
    pub(super) fn began(self) -> Instant {
        self.at.checked_sub(self.was).unwrap_or(self.at)
    }
}

#[derive(Debug)]
pub(super) struct Pace {
    age: Age,
    deadline: Instant,
    /// From when the next pause counts.
    from: Instant,
    /// How long it is at least, as a service asked for.
    at_least: Duration,
    /// When the next call is due, once that is planned. Planning costs more than many a call, so it is done when
    /// the pause begins.
    next: Option<Instant>,
}

impl Pace {
    pub(super) fn new(timeout: Duration) -> Self {
        Self::resumed(Duration::ZERO, timeout, Duration::ZERO)
    }

    /// For what is so old already, has so much time left, and whose next call is due in so long.
    pub(super) fn resumed(age: Duration, left: Duration, next: Duration) -> Self {
        let now = Instant::now();
        let deadline = after(now, left);
        let next = now.checked_add(next).map_or(deadline, |next| next.min(deadline));
        let (age, next) = (Age::of(age), Some(next));
        Self { age, deadline, from: now, at_least: Duration::ZERO, next }
    }

    pub(super) fn deadline(&self) -> Instant {
        self.deadline
    }

    /// Moves the deadline: so long after it, or from now on if it has passed.
    pub(super) fn extend(&mut self, by: Duration) {
        self.deadline = after(self.deadline.max(Instant::now()), by);
    }

    /// How long it is until the deadline.
    pub(super) fn left(&self) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }

    /// How old the whole is.
    pub(super) fn age(&self) -> Age {
        self.age
    }

    /// The next pause counts from then on.
    pub(super) fn pause_from(&mut self, from: Instant) {
        (self.from, self.at_least, self.next) = (from, Duration::ZERO, None);
    }

    /// The next pause counts from now on, and is at least as long as a service asked for.
    pub(super) fn put_off(&mut self, at_least: Duration) {
        (self.from, self.at_least, self.next) = (Instant::now(), at_least, None);
    }

    /// From when the next pause counts.
    pub(super) fn from(&self) -> Instant {
        self.from
    }

    /// When the next call is due, if that is planned.
    pub(super) fn next(&self) -> Option<Instant> {
        self.next
    }

    /// When the next call is due if there is such a pause before it.
    pub(super) fn after(&self, pause: Duration) -> Instant {
        let pause = pause.max(SHORTEST).max(self.at_least);
        let next = self.from.checked_add(pause).unwrap_or(self.deadline);
        let last_look = self.deadline.checked_sub(LAST_LOOK);
        let last_look = last_look.filter(|look| *look > self.from + LAST_LOOK);
        match last_look {
            Some(look) if next >= self.deadline && self.from + self.at_least <= look => look,
            _ => next,
        }
    }

    /// Plans the next call.
    pub(super) fn plan(&mut self, next: Instant) {
        self.next = Some(next);
    }

    /// Sleeps until then; false when the deadline comes first.
    pub(super) async fn sleep_until(&self, next: Instant) -> bool {
        sleep_until(next.min(self.deadline)).await;
        // The caller may have been away for longer than that.
        next < self.deadline && Instant::now() < self.deadline
    }

    /// What the future gives, unless the deadline comes first.
    pub(super) async fn within<T>(&self, future: impl Future<Output = T>) -> Option<T> {
        within(self.deadline, future).await
    }
}

/// What the future gives, unless the deadline comes first.
pub(super) async fn within<T>(deadline: Instant, future: impl Future<Output = T>) -> Option<T> {
    // `timeout_at` polls the future once even when it is too late, which would send a call.
    if Instant::now() >= deadline { None } else { timeout_at(deadline, future).await.ok() }
}
