use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use futures::future::join_all;
use tokio::time::{sleep, timeout};

use super::super::tests::nowhere;
use super::{Identity, Store, renew_at};
use crate::Result;
use crate::credentials::{BoxFuture, Credentials, ProvideCredentials, Token};
use crate::error::Error;
use crate::iam::Iam;

/// Gives a new token each time, after a while.
#[derive(Debug, Default)]
struct Slow {
    asked: AtomicU32,
    /// How long each token is good for.
    life: Option<Duration>,
    /// Which requests fail.
    fails: Option<fn(u32) -> bool>,
    /// Always the same token.
    same: bool,
}

impl ProvideCredentials for Slow {
    fn provide<'a>(&'a self, _iam: &'a Iam) -> BoxFuture<'a, Result<Credentials>> {
        Box::pin(async {
            let number = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
            sleep(Duration::from_secs(1)).await;
            if self.fails.is_some_and(|fails| fails(number)) {
                return Err(Error::no_credentials(format!("failure {number}")));
            }
            let number = if self.same { 0 } else { number };
            let credentials = Credentials::from(Token::new(format!("t{number}"))).with_user("u");
            Ok(match self.life {
                Some(life) => credentials.with_expiry(SystemTime::now() + life),
                None => credentials,
            })
        })
    }
}

fn store(provider: Slow) -> (Store, Arc<Slow>) {
    let provider = Arc::new(provider);
    (Store::new(Arc::clone(&provider) as _, nowhere(), Some("p".into())), provider)
}

#[tokio::test(start_paused = true)]
async fn a_thousand_callers_cause_one_fetch() {
    let (store, provider) = store(Slow::default());
    for outcome in join_all((0..1000).map(|_| store.identity())).await {
        outcome.unwrap();
    }
    store.identity().await.unwrap();
    assert_eq!(provider.asked.load(Ordering::SeqCst), 1);
}

#[tokio::test(start_paused = true)]
async fn a_thousand_callers_share_a_failure_and_the_next_tries_anew() {
    let (store, provider) = store(Slow { fails: Some(|number| number == 1), ..Slow::default() });
    for outcome in join_all((0..1000).map(|_| store.identity())).await {
        assert_eq!(outcome.unwrap_err().to_string(), "failure 1");
    }
    assert_eq!(provider.asked.load(Ordering::SeqCst), 1);
    store.identity().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_fetch_that_is_dropped_is_taken_over() {
    let (store, provider) = store(Slow::default());
    let impatient = timeout(Duration::from_millis(500), store.identity());
    let patient = async {
        sleep(Duration::from_millis(100)).await;
        store.identity().await
    };
    let (dropped, got) = tokio::join!(impatient, patient);
    assert!(dropped.is_err());
    got.unwrap();
    assert_eq!(provider.asked.load(Ordering::SeqCst), 2);
}

#[tokio::test(start_paused = true)]
async fn what_a_service_calls_expired_is_replaced_once_for_all() {
    let (store, provider) = store(Slow::default());
    let old = store.identity().await.unwrap();
    for outcome in join_all((0..100).map(|_| store.instead_of(&old))).await {
        assert!(outcome.unwrap().is_some());
    }
    assert_eq!(provider.asked.load(Ordering::SeqCst), 2);

    let (store, provider) = store_of_one_token();
    let old = store.identity().await.unwrap();
    assert!(store.instead_of(&old).await.unwrap().is_none(), "a fixed token has no other");
    assert_eq!(provider.asked.load(Ordering::SeqCst), 2);
}

fn store_of_one_token() -> (Store, Arc<Slow>) {
    store(Slow { same: true, ..Slow::default() })
}

#[tokio::test(start_paused = true)]
async fn credentials_are_renewed_before_they_expire() {
    // Already within the last fifth of its life: each call finds it time to renew, and still good.
    let (store, provider) = store(Slow { life: Some(Duration::from_nanos(1)), ..Slow::default() });
    store.identity().await.unwrap();
    store.identity().await.unwrap();
    assert_eq!(provider.asked.load(Ordering::SeqCst), 2);
}

/// A store whose credentials are due for renewal, but good for an hour.
async fn due(provider: Slow) -> (Store, Arc<Slow>) {
    let (store, provider) = store(provider);
    let now = SystemTime::now();
    let fresh = store.identity().await.unwrap();
    let due = Identity {
        credentials: fresh.credentials.clone().with_expiry(now + Duration::from_secs(3600)),
        project_id: Arc::clone(&fresh.project_id),
        user: fresh.user.clone(),
        generation: fresh.generation,
        renew_at: Some(now),
    };
    *store.current.lock().unwrap() = Some(Arc::new(due));
    (store, provider)
}

#[tokio::test(start_paused = true)]
async fn a_renewal_that_is_early_may_fail_and_is_not_tried_at_once_again() {
    let (store, provider) = due(Slow { fails: Some(|number| number > 1), ..Slow::default() }).await;
    for _ in 0..3 {
        store.identity().await.unwrap();
    }
    assert_eq!(provider.asked.load(Ordering::SeqCst), 2);
}

#[tokio::test(start_paused = true)]
async fn only_one_waits_for_an_early_renewal() {
    let (store, provider) = due(Slow::default()).await;
    let one = store.identity();
    let others = async {
        sleep(Duration::from_millis(1)).await;
        let began = tokio::time::Instant::now();
        let got = join_all((0..100).map(|_| store.identity())).await;
        assert!(got.iter().all(Result::is_ok) && began.elapsed() < Duration::from_millis(1));
    };
    let (renewed, ()) = tokio::join!(one, others);
    assert_eq!(renewed.unwrap().generation, 1);
    assert_eq!(provider.asked.load(Ordering::SeqCst), 2);
}

#[test]
fn they_are_renewed_when_a_fifth_of_their_life_is_left_at_most_40_minutes() {
    let now = SystemTime::now();
    let minutes = |minutes: u64| Duration::from_secs(minutes * 60);
    for (life, early) in [(24 * 60, 40), (15, 3), (0, 0)] {
        let end = now + minutes(life);
        assert_eq!(end.duration_since(renew_at(now, end)).unwrap(), minutes(early));
    }
    assert_eq!(renew_at(now, now - minutes(1)), now - minutes(1));
}
