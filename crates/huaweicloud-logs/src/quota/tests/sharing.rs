//! Who shares a limiter.

use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Runtime;
use tokio::time::Instant;

use super::super::registry::Registry;
use super::{Gain, Limiter, Quota, a_minute, burst, look, seconds, wait};

const SIXTY: Quota = Quota::new(60, Duration::from_secs(60));

#[tokio::test(start_paused = true)]
async fn the_same_endpoint_and_user_share_one_limiter_and_others_do_not() {
    let limiter = Limiter::shared("https://rds.example.com", "sharing", SIXTY);
    let same = Limiter::shared("https://rds.example.com", "sharing", SIXTY);
    assert!(Arc::ptr_eq(&limiter, &same));
    for (endpoint, user) in
        [("https://rds.example.com", "sharing 2"), ("https://dds.example.com", "sharing")]
    {
        assert!(!Arc::ptr_eq(&limiter, &Limiter::shared(endpoint, user, SIXTY)));
    }
}

#[tokio::test(start_paused = true)]
async fn of_two_quotas_the_fewer_calls_and_the_longer_period_count() {
    let registry = Registry::new();
    let limiter = registry.get("e", "u", Quota::unlimited());
    for (calls, period) in [(80, 10), (50, 1), (100, 60)] {
        registry.get("e", "u", Quota::new(calls, Duration::from_secs(period)));
    }
    registry.get("e", "u", Quota::unlimited());
    let calls = burst(&limiter);
    assert_eq!(calls.len(), 50);
    drop(calls);
    let began = Instant::now();
    drop(limiter.acquire(Gain::Sure).await);
    assert_eq!(began.elapsed(), Duration::from_secs(60));
}

#[tokio::test(start_paused = true)]
async fn a_limiter_that_nobody_holds_remembers_its_calls_for_a_period() {
    let registry = Registry::new();
    let limiter = registry.get("e", "u", SIXTY);
    let known = Arc::downgrade(&limiter);
    drop(burst(&limiter));
    drop(limiter);
    seconds(59).await;
    assert!(burst(&registry.get("e", "u", SIXTY)).is_empty());
    seconds(1).await;
    registry.get("e", "another", SIXTY);
    assert_eq!(known.strong_count(), 0);
}

#[test]
fn quotas_that_would_stop_or_spin_are_moved_to_the_nearest_that_do_not() {
    assert_eq!(Quota::new(0, Duration::ZERO), Quota::new(1, Duration::from_millis(1)));
    assert_eq!(Quota::new(1, Duration::MAX), Quota::new(1, Duration::from_secs(86_400)));
}

#[test]
fn waiters_go_on_when_the_runtime_of_the_driver_is_gone() {
    let runtime = || -> Runtime {
        tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .unwrap()
    };
    let (limiter, first, second) = (a_minute(1), runtime(), runtime());
    first.block_on(async {
        drop(limiter.acquire(Gain::Sure).await);
        let limiter = limiter.clone();
        tokio::spawn(async move { limiter.acquire(Gain::Sure).await });
        tokio::task::yield_now().await;
    });
    let mut waiting = {
        let _inside = second.enter();
        wait(&limiter, Gain::Sure)
    };
    drop(first);
    second.block_on(async {
        let began = Instant::now();
        // It was woken to drive: a minute later there is a turn, and not only when it would have looked
        // anyway.
        assert!(look(&mut waiting).is_none());
        drop(waiting.as_mut().await);
        assert!(began.elapsed() <= Duration::from_secs(60), "{:?}", began.elapsed());
    });
}
