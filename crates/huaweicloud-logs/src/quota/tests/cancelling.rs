//! Waiters that go away, or are there and don't run.

use std::time::Duration;

use tokio::time::{Instant, timeout};

use super::{Gain, a_minute, burst, look, seconds, wait};

#[tokio::test(start_paused = true)]
async fn a_cancelled_waiter_gives_its_place_back() {
    let limiter = a_minute(1);
    drop(limiter.acquire(Gain::Sure).await);
    let began = Instant::now();
    let [driver, queued] = [wait(&limiter, Gain::Sure), wait(&limiter, Gain::Sure)];
    let last = wait(&limiter, Gain::Start);
    drop(queued);
    drop(driver);
    drop(last.await);
    assert_eq!(began.elapsed(), Duration::from_secs(60));
}

#[tokio::test(start_paused = true)]
async fn an_offer_to_a_cancelled_waiter_goes_to_the_next_at_once() {
    let limiter = a_minute(1);
    drop(limiter.acquire(Gain::Sure).await);
    let [mut driver, offered] = [wait(&limiter, Gain::Start), wait(&limiter, Gain::Sure)];
    seconds(60).await;
    assert!(look(&mut driver).is_none());
    let offered_at = Instant::now();
    drop(offered);
    drop(driver.await);
    assert_eq!(offered_at.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn an_offer_to_the_last_waiter_is_free_again_when_it_is_cancelled() {
    let limiter = a_minute(1);
    drop(limiter.acquire(Gain::Sure).await);
    let cancelled = timeout(Duration::from_secs(30), limiter.acquire(Gain::Sure)).await;
    assert!(cancelled.is_err());
    let waiting = wait(&limiter, Gain::Sure);
    seconds(60).await;
    // Makes the offer, without taking it, and finds no place left.
    assert!(burst(&limiter).is_empty());
    drop(waiting);
    assert_eq!(burst(&limiter).len(), 1);
}

#[tokio::test(start_paused = true)]
async fn when_a_driver_and_its_successor_are_cancelled_another_wakes_in_time() {
    let limiter = a_minute(1);
    drop(limiter.acquire(Gain::Sure).await);
    let began = Instant::now();
    let [driver, successor] = [wait(&limiter, Gain::Sure), wait(&limiter, Gain::Sure)];
    // So late that it is not awake at the right time anyway.
    seconds(5).await;
    let last = tokio::spawn({
        let limiter = limiter.clone();
        async move { drop(limiter.acquire(Gain::Sure).await) }
    });
    seconds(5).await;
    drop(driver);
    drop(successor);
    last.await.unwrap();
    assert_eq!(began.elapsed(), Duration::from_secs(60));
}

#[tokio::test(start_paused = true)]
async fn a_driver_that_is_kept_but_not_polled_is_replaced() {
    let limiter = a_minute(1);
    drop(limiter.acquire(Gain::Sure).await);
    let began = Instant::now();
    let _driver = wait(&limiter, Gain::Start);
    let waiting = limiter.acquire(Gain::Start);
    drop(waiting.await);
    assert!(began.elapsed() <= Duration::from_secs(125), "{:?}", began.elapsed());
}

#[tokio::test(start_paused = true)]
async fn offers_that_nobody_takes_go_to_those_who_run() {
    let limiter = a_minute(3);
    drop(burst(&limiter));
    let mut stuck: Vec<_> = (0..20).map(|_| wait(&limiter, Gain::Sure)).collect();
    let began = Instant::now();
    drop(limiter.acquire(Gain::Start).await);
    assert!(began.elapsed() <= Duration::from_secs(130), "{:?}", began.elapsed());
    // They lost no place by it: those who run again are served, as the quota allows.
    seconds(60).await;
    let served = stuck.iter_mut().filter_map(look).count();
    assert_eq!(served, 3);
}
