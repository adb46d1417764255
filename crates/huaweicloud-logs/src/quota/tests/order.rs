//! Who is next.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::time::{Instant, advance};

use super::{Gain, Limiter, a_minute, seconds};
use crate::history::{Durations, Sample};

/// Queues a call in a task that writes down its name when it goes through.
async fn queue(limiter: &Arc<Limiter>, done: &Arc<Mutex<Vec<String>>>, name: &str, gain: Gain) {
    let (limiter, done, name) = (limiter.clone(), done.clone(), name.to_owned());
    tokio::spawn(async move {
        let call = limiter.acquire(gain).await;
        done.lock().unwrap().push(name);
        drop(call);
    });
    tokio::task::yield_now().await;
}

#[tokio::test(start_paused = true)]
async fn turns_go_to_the_most_gain_and_the_longest_wait_alternately() {
    let (limiter, done) = (a_minute(1), Arc::default());
    drop(limiter.acquire(Gain::Sure).await);
    let young = Gain::Poll { began: Instant::now(), pending_at: None, past: Arc::default() };
    for (name, gain) in [
        ("poll", young),
        ("start", Gain::Start),
        ("link", Gain::Sure),
        ("start 2", Gain::Start),
        ("link 2", Gain::Sure),
        ("link 3", Gain::Sure),
    ] {
        queue(&limiter, &done, name, gain).await;
    }
    seconds(7 * 60).await;
    assert_eq!(*done.lock().unwrap(), ["link", "poll", "link 2", "start", "link 3", "start 2"]);
}

#[tokio::test(start_paused = true)]
async fn what_a_poll_is_worth_is_decided_when_a_turn_is_free() {
    let (limiter, done) = (a_minute(1), Arc::default());
    let began = Instant::now();
    seconds(40_000).await;
    drop(limiter.acquire(Gain::Sure).await);
    let looked = began.elapsed();
    let mut past = Durations::default();
    (20..70).for_each(|seconds| past.learn(&Sample::exactly(Duration::from_secs(seconds))));
    let past = Arc::new(past);
    // Now both are unlikely to bring anything. When the turn comes, the one is all but sure.
    queue(
        &limiter,
        &done,
        "looked at just now",
        Gain::Poll { began, pending_at: Some(looked), past: Arc::clone(&past) },
    )
    .await;
    queue(&limiter, &done, "start", Gain::Start).await;
    queue(
        &limiter,
        &done,
        "never looked at",
        Gain::Poll { began, pending_at: None, past: Arc::clone(&past) },
    )
    .await;
    seconds(4 * 60).await;
    assert_eq!(*done.lock().unwrap(), ["never looked at", "looked at just now", "start"]);
}

#[tokio::test(start_paused = true)]
async fn the_chance_of_a_poll_grows_from_nothing_to_all_but_sure() {
    let began = Instant::now();
    let fresh = Gain::Poll { began, pending_at: None, past: Arc::default() };
    let looked =
        Gain::Poll { began, pending_at: Some(Duration::from_secs(50)), past: Arc::default() };
    assert_eq!(fresh.at(began), 0.0);
    // A look that is dated later than now, as by a caller who rounds.
    assert_eq!(looked.at(began), 0.0);
    advance(Duration::from_secs(100)).await;
    let now = Instant::now();
    let later = now + Duration::from_secs(130_000);
    assert!(0.0 < looked.at(now) && looked.at(now) < fresh.at(now));
    assert!(fresh.at(now) < Gain::Start.at(now) && Gain::Start.at(now) < fresh.at(later));
    assert!(fresh.at(later) < Gain::Sure.at(now));
}

#[tokio::test(start_paused = true)]
async fn with_three_before_it_the_least_promising_call_is_among_the_next_eight() {
    let (limiter, done) = (a_minute(1), Arc::default());
    drop(limiter.acquire(Gain::Sure).await);
    // Jobs that begin later than the test ends: no chance at all.
    let hopeless = Gain::Poll {
        began: Instant::now() + Duration::from_secs(3_600),
        pending_at: None,
        past: Arc::default(),
    };
    for n in 0..3 {
        queue(&limiter, &done, &format!("before {n}"), hopeless.clone()).await;
    }
    queue(&limiter, &done, "last", hopeless).await;
    for n in 0..20 {
        queue(&limiter, &done, &format!("sure {n}"), Gain::Sure).await;
        queue(&limiter, &done, &format!("as sure {n}"), Gain::Sure).await;
        seconds(60).await;
    }
    let done = done.lock().unwrap();
    assert_eq!(done.iter().position(|name| name == "last"), Some(7), "{done:?}");
}
