//! When the next call of a job is due, and when there is none any more.

use std::future::Future;
use std::time::Duration;

use tokio::time::{Instant, sleep_until, timeout_at};

/// A time that the clock can't hold stands for this.
pub(super) const FOREVER: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

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
    next: Instant,
    /// The pause planned last, and from when it counts.
    pause: (Instant, Duration),
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
        Self { age: Age::of(age), deadline, next, pause: (now, Duration::ZERO) }
    }

    pub(super) fn deadline(&self) -> Instant {
        self.deadline
    }

    /// Moves the deadline: so long after it, or from now on if it has passed.
    pub(super) fn extend(&mut self, by: Duration) {
        self.deadline = after(self.deadline.max(Instant::now()), by);
    }

    /// How long it is until the next call; `None` when the deadline comes first.
    pub(super) fn until_next(&self) -> Option<Duration> {
        (self.next < self.deadline).then(|| self.next.saturating_duration_since(Instant::now()))
    }

    /// How long it is until the deadline.
    pub(super) fn left(&self) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }

    /// How old the whole is.
    pub(super) fn age(&self) -> Age {
        self.age
    }

    /// Plans the next call, a pause after `from`.
    pub(super) fn plan(&mut self, from: Instant, pause: Duration) {
        self.pause = (from, pause.max(SHORTEST));
        self.wait(Duration::ZERO);
    }

    /// The same pause, but from now on at least as long as a service asked for.
    pub(super) fn put_off(&mut self, at_least: Duration) {
        self.pause.0 = Instant::now();
        self.wait(at_least);
    }

    fn wait(&mut self, at_least: Duration) {
        let (from, pause) = self.pause;
        self.next = from.checked_add(pause.max(at_least)).unwrap_or(self.deadline);
        let last_look =
            self.deadline.checked_sub(LAST_LOOK).filter(|look| *look > from + LAST_LOOK);
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
        self.next < self.deadline && Instant::now() < self.deadline
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

fn after(from: Instant, time: Duration) -> Instant {
    from.checked_add(time).unwrap_or_else(|| from + FOREVER)
}
