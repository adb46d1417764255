//! Many at once.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures::FutureExt as _;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng as _;
use rand_distr::{Distribution as _, LogNormal};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

use super::{Gain, Limiter, a_minute, limiter};
use crate::{Exponential, Quota};

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

/// Counts the calls of the last minute and refuses those above 60.
#[derive(Default)]
struct Server {
    counted: Mutex<VecDeque<Instant>>,
    refused: AtomicUsize,
}

impl Server {
    /// Whether the call is answered.
    fn answer(&self) -> bool {
        let mut counted = self.counted.lock().unwrap();
        while counted.front().is_some_and(|call| call.elapsed() >= Duration::from_secs(60)) {
            counted.pop_front();
        }
        if counted.len() >= 60 {
            self.refused.fetch_add(1, Ordering::Relaxed);
            return false;
        }
        counted.push_back(Instant::now());
        true
    }
}

/// Makes a call of 200 ms, again if it is refused. Returns when the one that was answered was sent.
async fn call(limiter: &Arc<Limiter>, server: &Server, gain: Gain) -> Instant {
    loop {
        let permit = limiter.acquire(gain.clone()).await;
        let sent = Instant::now();
        sleep(Duration::from_millis(100)).await;
        let answered = server.answer();
        sleep(Duration::from_millis(100)).await;
        if answered {
            return sent;
        }
        permit.throttled(None);
    }
}

/// Starts a job that takes so long and polls it until it is done.
async fn job(limiter: Arc<Limiter>, server: Arc<Server>, takes: Duration) {
    let schedule = Exponential::default();
    let began = call(&limiter, &server, Gain::Start).await;
    let mut last = None;
    for n in 0.. {
        sleep(schedule.pause(n)).await;
        let polled =
            call(&limiter, &server, Gain::Poll { began, last, past: Arc::default() }).await;
        if polled.duration_since(began) >= takes {
            return;
        }
        last = Some(polled);
    }
}

#[tokio::test(start_paused = true)]
async fn a_thousand_jobs_on_sixty_calls_a_minute_need_hardly_more_than_two_calls_each() {
    for seed in 1..=4 {
        let (limiter, server) = (a_minute(60), Arc::new(Server::default()));
        let mut chance = ChaCha8Rng::seed_from_u64(seed);
        let durations = LogNormal::new(20_f64.ln(), 1.0).unwrap();
        let began = Instant::now();
        let mut jobs = JoinSet::new();
        for _ in 0..1_000 {
            let takes = Duration::from_secs_f64(durations.sample(&mut chance));
            jobs.spawn(job(limiter.clone(), server.clone(), takes));
        }
        while jobs.join_next().await.is_some() {}
        let makespan = began.elapsed().as_secs();
        println!("seed {seed}: {makespan} s");
        assert_eq!(server.refused.load(Ordering::Relaxed), 0);
        // A call a second after the first sixty, for a start and a poll of each job.
        assert!(makespan * 10 <= (2 * 1_000 - 60) * 11, "{makespan} s with seed {seed}");
    }
}
