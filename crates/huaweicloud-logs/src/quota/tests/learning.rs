//! How many calls go through after refusals.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::{Gain, Limiter, Quota, a_minute, burst, limiter, seconds};

/// The calls that go through at once a minute later, when all that went before are forgotten.
async fn after_a_minute(limiter: &Arc<Limiter>) -> usize {
    seconds(61).await;
    burst(limiter).len()
}

#[tokio::test(start_paused = true)]
async fn calls_refused_together_lower_the_limit_once() {
    let limiter = a_minute(60);
    for call in burst(&limiter) {
        call.throttled(None);
    }
    assert_eq!(after_a_minute(&limiter).await, 42);
}

#[tokio::test(start_paused = true)]
async fn a_call_refused_after_the_limit_was_lowered_lowers_it_again() {
    let limiter = a_minute(60);
    let mut limits = Vec::new();
    for _ in 0..5 {
        let mut calls = burst(&limiter);
        limits.push(calls.len());
        calls.pop().unwrap().throttled(None);
        drop(calls);
        seconds(61).await;
    }
    assert_eq!(limits, [60, 42, 29, 20, 14]);
}

#[tokio::test(start_paused = true)]
async fn a_limit_never_falls_below_one_call() {
    let limiter = a_minute(3);
    for _ in 0..10 {
        limiter.acquire(Gain::Sure).await.throttled(Some(Duration::ZERO));
    }
    let began = Instant::now();
    drop(limiter.acquire(Gain::Sure).await);
    assert_eq!(began.elapsed(), Duration::from_secs(60));
}

#[tokio::test(start_paused = true)]
async fn a_limit_that_is_used_up_grows_by_a_twentieth_of_the_quota_each_period_and_not_above_it() {
    let limiter = a_minute(71);
    burst(&limiter).pop().unwrap().throttled(None);
    let mut limits = Vec::new();
    for _ in 0..10 {
        limits.push(after_a_minute(&limiter).await);
    }
    assert_eq!(limits, [49, 52, 55, 58, 61, 64, 67, 70, 71, 71]);
}

#[tokio::test(start_paused = true)]
async fn a_limit_grows_while_all_calls_are_slow() {
    let limiter = limiter(Quota::new(21, Duration::from_secs(10)));
    let mut calls = burst(&limiter);
    calls.pop().unwrap().throttled(Some(Duration::ZERO));
    let began = Instant::now();
    // From 14 to 21, of which 20 are taken.
    drop(limiter.acquire(Gain::Sure).await);
    assert_eq!(began.elapsed(), Duration::from_secs(70));
}

#[tokio::test(start_paused = true)]
async fn a_limit_that_nobody_needs_stays() {
    let limiter = a_minute(60);
    burst(&limiter).pop().unwrap().throttled(None);
    for _ in 0..10 {
        seconds(61).await;
        drop(limiter.acquire(Gain::Sure).await);
    }
    assert_eq!(after_a_minute(&limiter).await, 42);
}

#[tokio::test(start_paused = true)]
async fn without_a_quota_all_calls_go_through_until_one_is_refused() {
    let limiter = limiter(Quota::unlimited());
    let calls = burst(&limiter);
    assert_eq!(calls.len(), 1_000);
    // The service took 100 of them.
    for (n, call) in calls.into_iter().enumerate() {
        if n >= 100 { call.throttled(None) } else { drop(call) }
    }
    let mut limits = Vec::new();
    for _ in 0..4 {
        limits.push(after_a_minute(&limiter).await);
    }
    assert_eq!(limits, [70, 73, 76, 79]);
}

#[tokio::test(start_paused = true)]
async fn one_refused_call_says_little_about_a_quota_that_nobody_documents() {
    let limiter = limiter(Quota::unlimited());
    limiter.acquire(Gain::Sure).await.throttled(None);
    let first = after_a_minute(&limiter).await;
    assert_eq!(first, 7);
    assert_eq!(after_a_minute(&limiter).await, 8);
}
