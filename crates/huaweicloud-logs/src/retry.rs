//! When a call that failed is sent again.

use std::future::Future;
use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::Result;
use crate::error::Error;

/// How often a call is sent when it fails for a reason that may pass, and how long to pause before that.
///
/// Each pause is a random part of a limit that doubles from the first to the longest (full jitter), on top of what
/// the service asks for with `Retry-After`, of which at most 5 minutes are granted. A pause that
/// would not be over before the deadline is not begun. What may be repeated at all is decided by the documents.
///
/// The default is 5 attempts, 250 ms, and 20 s.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    attempts: u32,
    first: Duration,
    longest: Duration,
}

impl Default for Retry {
    fn default() -> Self {
        Self::new(5, Duration::from_millis(250), Duration::from_secs(20))
    }
}

impl Retry {
    /// The number of attempts, the limit of the first pause, and that of the longest.
    ///
    /// There is at least one attempt, and the longest limit is no shorter than the first.
    #[must_use]
    pub fn new(attempts: u32, first: Duration, longest: Duration) -> Self {
        Self { attempts: attempts.max(1), first, longest: longest.max(first) }
    }

    /// One attempt only.
    #[must_use]
    pub fn never() -> Self {
        Self::new(1, Duration::ZERO, Duration::ZERO)
    }

    /// The pause after attempt `number`, counted from 1.
    fn pause(&self, number: u32, asked: Option<Duration>) -> Duration {
        let doubled = 2u32.checked_pow(number.saturating_sub(1));
        let limit = doubled.and_then(|factor| self.first.checked_mul(factor));
        let limit = limit.unwrap_or(self.longest).min(self.longest);
        let jitter = limit.mul_f64(fastrand::f64());
        // On top of what was asked for: not everybody who was asked should come back at once.
        asked.unwrap_or_default().saturating_add(jitter)
    }
}

/// Makes attempts until one succeeds, fails for good, or the next could not begin before the deadline.
///
/// An attempt that ends with an error of a call with retries of its own, such as a login, is not made again.
/// `repeatable` says whether repeating does no harm even if the service did what it was asked; `again` is told
/// each error that is not the last. The last says how many attempts it took and how long.
pub(crate) async fn run<T, F>(
    retry: &Retry,
    deadline: Option<Instant>,
    repeatable: bool,
    again: impl Fn(&Error),
    attempt: impl Fn(u32) -> F,
) -> Result<T>
where
    F: Future<Output = Result<T>>,
{
    let mut patience = Patience::new(*retry, deadline);
    loop {
        let error = match attempt(patience.failures + 1).await {
            Ok(answer) => return Ok(answer),
            Err(error) => error,
        };
        let may_help = error.is_passing() && (repeatable || error.is_undone());
        patience.after(error, may_help, &again).await?;
    }
}

/// How many failures in a row are borne, and the pauses between attempts.
#[derive(Debug)]
pub(crate) struct Patience {
    retry: Retry,
    deadline: Option<Instant>,
    began: Instant,
    failures: u32,
}

impl Patience {
    pub(crate) fn new(retry: Retry, deadline: Option<Instant>) -> Self {
        Self { retry, deadline, began: Instant::now(), failures: 0 }
    }

    /// Something was achieved: what comes next counts from the beginning.
    pub(crate) fn restore(&mut self) {
        (self.began, self.failures) = (Instant::now(), 0);
    }

    /// Pauses after a failure before the next attempt. Gives the error back, with how often and how long it was tried,
    /// if another attempt would be one too many, can't help, or could not begin before the deadline.
    pub(crate) async fn after(
        &mut self,
        error: Error,
        may_help: bool,
        again: impl Fn(&Error),
    ) -> Result<()> {
        if error.had_retries() {
            return Err(error);
        }
        self.failures += 1;
        let pause = self.retry.pause(self.failures, error.retry_after());
        let next = Instant::now().checked_add(pause);
        let too_late = next.is_none_or(|next| self.deadline.is_some_and(|end| next >= end));
        if !may_help || self.failures >= self.retry.attempts || too_late {
            return Err(error.after(self.failures, self.began.elapsed()));
        }
        again(&error);
        sleep(pause).await;
        Ok(())
    }
}

#[cfg(test)]
#[path = "retry/tests.rs"]
mod tests;
