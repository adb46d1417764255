//! Many at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures::FutureExt as _;
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::{Gain, a_minute, limiter};
use crate::Quota;

#[tokio::test(start_paused = true)]
async fn ten_thousand_waiters_get_their_turns_and_hardly_wake_before() {
    let limiter = limiter(Quota::new(1_000, Duration::from_secs(6)));
    let polls = Arc::new(AtomicUsize::new(0));
    let mut waiters = JoinSet::new();
    for _ in 0..10_000 {
        let (limiter, polls) = (limiter.clone(), polls.clone());
        waiters.spawn(async move {
            let mut waiting = Box::pin(limiter.acquire(Gain::Start));
            let counted = std::future::poll_fn(|context| {
                polls.fetch_add(1, Ordering::Relaxed);
                waiting.poll_unpin(context)
            });
            drop(counted.await);
        });
    }
    let began = Instant::now();
    while waiters.join_next().await.is_some() {}
    assert_eq!(began.elapsed(), Duration::from_secs(9 * 6));
    // Once to queue, once for the offer, sometimes once to drive.
    let polls = polls.load(Ordering::Relaxed);
    assert!(polls < 30_000, "{polls} polls");
}

#[tokio::test]
async fn a_waiter_is_small() {
    let limiter = a_minute(1);
    let size = size_of_val(&limiter.acquire(Gain::Sure));
    assert!(size <= 320, "{size} bytes");
}
