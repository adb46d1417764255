//! Lets calls through.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, timeout_at};
use url::Url;

use super::Quota;
use super::gain::Gain;
use super::registry::LIMITERS;
use super::state::{Entered, Refusal, State, Turn};

/// Keeps the calls to one endpoint for one user within their quota.
///
/// A call takes a place from the moment it is let through until one period after it ended. So however late a
/// call reaches the service, and however that counts (a window that slides, one that starts anew, a bucket),
/// it never counts more calls in a period than the quota allows.
///
/// No task runs for it: those who wait keep each other going, on whatever runtimes they are.
pub(crate) struct Limiter {
    /// For the log: the host of the endpoint.
    host: String,
    state: Mutex<State>,
}

impl Limiter {
    /// The limiter of an endpoint and a user: for everybody in this process the same, as long as anybody
    /// holds it, and for a period after the last call.
    ///
    /// If there is one with another quota, it keeps to both from now on: to the fewer calls in the longer period.
    pub(crate) fn shared(endpoint: &str, user: &str, quota: Quota) -> Arc<Self> {
        LIMITERS.get(endpoint, user, quota)
    }

    pub(super) fn new(endpoint: &str, quota: Quota) -> Self {
        let url = Url::parse(endpoint).ok();
        let host = url.as_ref().and_then(Url::host_str).unwrap_or(endpoint);
        let state = State::new(quota, Instant::now());
        Self { host: host.to_owned(), state: Mutex::new(state) }
    }

    /// Waits until a call can be made.
    ///
    /// That is at once while the quota lasts. Otherwise turns go alternately to whoever has the most to gain
    /// and to whoever has waited longest: with *n* waiters before it, a call is among the next 2 (*n* + 1).
    /// Dropping the future gives the place back.
    pub(crate) async fn acquire(self: &Arc<Self>, gain: Gain) -> Permit {
        let permit = |episode| Permit { limiter: Arc::clone(self), episode, refusal: None };
        let place = match self.with(|state, now| state.enter(gain, now)) {
            Entered::Through(episode) => return permit(episode),
            Entered::Queued(ticket, bell) => Place { limiter: self, ticket, bell },
        };
        loop {
            match self.with(|state, now| state.turn(place.ticket, now)) {
                Turn::Taken(episode) => return permit(episode),
                // Whether the bell or the time ended it: see what there is. On the heap, so that a call that
                // needn't wait takes no room for it.
                Turn::Sleep(until) => _ = Box::pin(timeout_at(until, place.bell.notified())).await,
            }
        }
    }

    /// Keeps to another quota as well.
    pub(super) fn keep_to(&self, quota: Quota) {
        self.with(|state, _| state.keep_to(quota));
    }

    /// Whether nothing would be lost that counts if this were forgotten.
    pub(super) fn is_idle(&self) -> bool {
        self.with(State::is_idle)
    }

    /// Changes the state. What follows from it, bells and a line in the log, comes after the lock is
    /// released.
    fn with<T>(&self, act: impl FnOnce(&mut State, Instant) -> T) -> T {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let before = state.limit();
        let outcome = act(&mut state, now);
        let bells = state.finish(now);
        let limit = state.limit();
        drop(state);
        for bell in bells {
            bell.notify_one();
        }
        if limit != before {
            tracing::debug!(endpoint = self.host, limit, "the limit of calls changed");
        }
        outcome
    }
}

impl fmt::Debug for Limiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Limiter").field("host", &self.host).finish_non_exhaustive()
    }
}

/// A place in the queue.
struct Place<'a> {
    limiter: &'a Limiter,
    ticket: u64,
    bell: Arc<Notify>,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.limiter.with(|state, now| state.leave(self.ticket, now));
    }
}

/// A call under way. Dropping it means that the call ended, however it did.
#[derive(Debug)]
#[must_use = "the call counts as ended when this is dropped"]
pub(crate) struct Permit {
    limiter: Arc<Limiter>,
    /// Of the allowance, when the call was let through.
    episode: u32,
    refusal: Option<Refusal>,
}

impl Permit {
    /// The call was answered with 429. Stops every call of the limiter for as long as the service asks, five
    /// minutes at the most; if it doesn't ask, for 2 to 3 seconds, twice that the next time, up to a minute.
    pub(crate) fn throttled(mut self, retry_after: Option<Duration>) {
        self.refusal = Some(Refusal { retry_after });
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let refusal = self.refusal.take();
        self.limiter.with(|state, now| state.end(self.episode, refusal, now));
    }
}
