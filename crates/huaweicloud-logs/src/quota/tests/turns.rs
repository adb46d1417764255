//! When a call goes through.

use std::time::Duration;

use futures::FutureExt as _;
use tokio::time::{Instant, sleep};

use super::{Gain, Quota, a_minute, burst, limiter, look, seconds, wait};

#[tokio::test(start_paused = true)]
async fn a_quota_goes_through_at_once_and_the_next_call_after_exactly_a_period() {
    let limiter = a_minute(3);
    let calls = burst(&limiter);
    assert_eq!(calls.len(), 3);
    drop(calls);
    let began = Instant::now();
    sleep(Duration::from_millis(59_999)).await;
    assert!(burst(&limiter).is_empty());
    drop(limiter.acquire(Gain::Sure).await);
    assert_eq!(began.elapsed(), Duration::from_secs(60));
}

#[tokio::test(start_paused = true)]
async fn a_place_is_free_a_period_after_the_call_ended_however_long_it_took() {
    let limiter = a_minute(1);
    let call = limiter.acquire(Gain::Sure).await;
    let mut waiting = wait(&limiter, Gain::Sure);
    seconds(200).await;
    assert!(look(&mut waiting).is_none());
    let ended = Instant::now();
    drop(call);
    drop(waiting.await);
    assert_eq!(ended.elapsed(), Duration::from_secs(60));
}

#[tokio::test(start_paused = true)]
async fn a_waiter_hears_of_a_call_that_ends_when_its_period_is_short() {
    let limiter = limiter(Quota::new(1, Duration::from_millis(500)));
    let call = limiter.acquire(Gain::Sure).await;
    let waiting = tokio::spawn({
        let limiter = limiter.clone();
        async move { limiter.acquire(Gain::Sure).await }
    });
    seconds(7).await;
    let ended = Instant::now();
    drop(call);
    drop(waiting.await.unwrap());
    assert_eq!(ended.elapsed(), Duration::from_millis(500));
}

#[tokio::test(start_paused = true)]
async fn a_refusal_stops_everybody_until_the_service_said() {
    let limiter = a_minute(10);
    let [refused, under_way] =
        [limiter.acquire(Gain::Sure).await, limiter.acquire(Gain::Sure).await];
    refused.throttled(Some(Duration::from_secs(20)));
    let began = Instant::now();
    let mut waiting =
        wait(&limiter, Gain::Poll { began, pending_at: None, past: std::sync::Arc::default() });
    drop(under_way);
    sleep(Duration::from_millis(19_990)).await;
    assert!(look(&mut waiting).is_none());
    drop(waiting.await);
    assert_eq!(began.elapsed(), Duration::from_secs(20));
}

#[tokio::test(start_paused = true)]
async fn a_refusal_stops_those_who_have_an_offer_already() {
    let limiter = a_minute(2);
    let [one, two] = [limiter.acquire(Gain::Sure).await, limiter.acquire(Gain::Sure).await];
    drop(one);
    let waiting = wait(&limiter, Gain::Sure);
    // Two wait, so that one is the driver and the other one gets the offer.
    let mut offered = wait(&limiter, Gain::Sure);
    seconds(60).await;
    drop(waiting);
    two.throttled(Some(Duration::from_secs(5)));
    assert!(look(&mut offered).is_none());
    let refused = Instant::now();
    drop(offered.await);
    // The limit is one call by now, and the refused one takes its place for a period.
    assert_eq!(refused.elapsed(), Duration::from_secs(60));
}

#[tokio::test(start_paused = true)]
async fn an_absurd_pause_is_cut_to_five_minutes() {
    let limiter = a_minute(10);
    limiter.acquire(Gain::Sure).await.throttled(Some(Duration::MAX));
    let refused = Instant::now();
    drop(limiter.acquire(Gain::Sure).await);
    assert_eq!(refused.elapsed(), Duration::from_secs(300));
}

#[tokio::test(start_paused = true)]
async fn pauses_that_nobody_asked_for_double_up_to_a_minute_and_begin_anew_after_a_quiet_period() {
    let limiter = a_minute(1_000);
    let pause = async || {
        let call = limiter.acquire(Gain::Sure).await;
        let refused = Instant::now();
        call.throttled(None);
        drop(limiter.acquire(Gain::Sure).await);
        refused.elapsed().as_secs_f64()
    };
    for least in [2.0, 4.0, 8.0, 16.0, 32.0, 40.0, 40.0] {
        let paused = pause().await;
        assert!((least..=least * 1.5 + 0.001).contains(&paused), "{paused} for {least}");
    }
    seconds(60).await;
    assert!(pause().await <= 3.001);
}

#[tokio::test(start_paused = true)]
async fn calls_refused_together_are_one_reason_to_pause() {
    let limiter = a_minute(100);
    let calls = burst(&limiter);
    let refused = Instant::now();
    for call in calls {
        call.throttled(None);
    }
    seconds(57).await;
    drop(limiter.acquire(Gain::Sure).await);
    // Not a minute after the pause, but a period after the calls.
    assert_eq!(refused.elapsed(), Duration::from_secs(60));
}

#[tokio::test(start_paused = true)]
async fn a_call_sent_before_a_refusal_and_refused_after_the_pause_is_no_reason_for_another() {
    let limiter = a_minute(100);
    let mut calls = burst(&limiter);
    calls.truncate(2);
    calls.pop().unwrap().throttled(None);
    seconds(60).await;
    calls.pop().unwrap().throttled(None);
    assert!(limiter.acquire(Gain::Sure).now_or_never().is_some());
}
