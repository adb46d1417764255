//! What callers of a limiter see.

mod cancelling;
mod crowds;
mod learning;
mod order;
mod sharing;
mod turns;
mod window;

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt as _;
use tokio::time::sleep;

use super::limiter::Permit;
use super::{Gain, Limiter, Quota};

/// A limiter of so many calls a minute.
fn a_minute(calls: u32) -> Arc<Limiter> {
    limiter(Quota::new(calls, Duration::from_secs(60)))
}

fn limiter(quota: Quota) -> Arc<Limiter> {
    Arc::new(Limiter::new("https://rds.example.com/v3", quota))
}

async fn seconds(seconds: u64) {
    sleep(Duration::from_secs(seconds)).await;
}

/// A waiter's future, polled by hand.
type Waiting<'a> = Pin<Box<dyn Future<Output = Permit> + Send + 'a>>;

/// Makes a call wait.
fn wait(limiter: &Arc<Limiter>, gain: Gain) -> Waiting<'_> {
    let mut waiting: Waiting<'_> = Box::pin(limiter.acquire(gain));
    assert!(look(&mut waiting).is_none(), "it went through at once");
    waiting
}

/// Polls once.
fn look(waiting: &mut Waiting<'_>) -> Option<Permit> {
    waiting.as_mut().now_or_never()
}

/// The calls that go through at once.
fn burst(limiter: &Arc<Limiter>) -> Vec<Permit> {
    std::iter::from_fn(|| limiter.acquire(Gain::Sure).now_or_never()).take(1_000).collect()
}
