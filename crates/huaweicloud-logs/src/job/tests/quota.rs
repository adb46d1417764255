//! Many jobs of one user, in paused time.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures::future::join_all;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::simulation::{self, MadeUp, Refused};
use crate::{Cloud, Service, Token};

const MINUTE: Duration = Duration::from_secs(60);

/// A service that answers so many calls in any minute.
#[derive(Debug, Default)]
struct Server {
    quota: usize,
    answered: Mutex<VecDeque<Instant>>,
    refused: AtomicU32,
}

impl Server {
    fn new(quota: usize) -> Arc<Self> {
        Arc::new(Self { quota, ..Self::default() })
    }

    /// Whether a call that arrives now is answered.
    fn answers(&self) -> bool {
        let (now, mut answered) = (Instant::now(), self.answered.lock().unwrap());
        while answered.front().is_some_and(|call| now - *call >= MINUTE) {
            answered.pop_front();
        }
        let free = answered.len() < self.quota;
        if free {
            answered.push_back(now);
        }
        free
    }

    fn refusals(&self) -> u32 {
        self.refused.load(Ordering::SeqCst)
    }
}

/// A log that takes its time.
#[derive(Clone, Debug)]
struct Slow {
    server: Arc<Server>,
    takes: Duration,
    started: Arc<Mutex<Option<Instant>>>,
    /// How long a call is on its way.
    latency: Duration,
}

impl MadeUp for Slow {
    async fn start(&self) -> Result<Value, Refused> {
        sleep(self.latency).await;
        if !self.server.answers() {
            self.server.refused.fetch_add(1, Ordering::SeqCst);
            return Err(Refused { status: 429, retry_after: None });
        }
        let began = *self.started.lock().unwrap().get_or_insert_with(Instant::now);
        let done = began.elapsed() >= self.takes;
        Ok(json!({"status": if done { "FINISH" } else { "CREATING" }}))
    }

    async fn poll(&self) -> Result<Value, Refused> {
        self.start().await
    }
}

/// Runs `jobs` whose durations are lognormal with median 20 s and σ 1. Gives how long they take together, and
/// how late, on average, it is noticed that one is done.
async fn crowd(server: &Arc<Server>, port: u16, jobs: u32, seed: u64) -> (Duration, Duration) {
    let cloud = Cloud::builder()
        .endpoint(Service::Rds, format!("http://127.0.0.1:{port}"))
        .credentials(Token::new("t"))
        .project_id("p")
        .build()
        .unwrap();
    let mut random = fastrand::Rng::with_seed(seed);
    let began = Instant::now();
    let waits = (0..jobs).map(|_| {
        let radius = (-2.0 * random.f64().max(f64::MIN_POSITIVE).ln()).sqrt();
        let normal = radius * (std::f64::consts::TAU * random.f64()).cos();
        let takes = Duration::from_secs_f64(20.0 * normal.exp());
        let latency = Duration::from_millis(random.u64(5..500));
        let source = Slow { server: Arc::clone(server), takes, started: Arc::default(), latency };
        let started = Arc::clone(&source.started);
        let request = simulation::request(&cloud, source).timeout(MINUTE * 60 * 24);
        async move {
            request.start().await.unwrap().wait().await.unwrap();
            started.lock().unwrap().unwrap().elapsed().saturating_sub(takes)
        }
    });
    let late: Duration = join_all(waits).await.into_iter().sum();
    (began.elapsed(), late / jobs)
}

#[tokio::test(start_paused = true)]
async fn a_thousand_jobs_on_sixty_calls_a_minute_are_never_refused_and_waste_no_time() {
    // A start and a poll each, of which sixty calls may be made at once and then one each second.
    let bound = Duration::from_secs(2 * 1000 - 60);
    for seed in 1..=8 {
        let server = Server::new(60);
        let (took, late) = crowd(&server, 10, 1000, seed).await;
        println!(
            "seed {seed}: {:.0} s, noticed {:.0} s late",
            took.as_secs_f64(),
            late.as_secs_f64()
        );
        assert_eq!(server.refusals(), 0);
        assert!(took <= bound.mul_f64(1.05), "{took:?} is more than 1.05 times {bound:?}");
        sleep(MINUTE).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_quota_that_others_use_too_is_found_out_and_kept() {
    // The documents say 60, but for us there are only 20.
    let server = Server::new(20);
    let (took, _) = crowd(&server, 11, 200, 1).await;
    let calls = server.answered.lock().unwrap().len() as u32;
    assert!(calls <= 20);
    // Each minute may teach again that there isn't more; a loop that learns nothing is refused thousands of times.
    let minutes = took.as_secs() as u32 / 60;
    assert!(server.refusals() <= 60 + 3 * minutes, "{} in {minutes} minutes", server.refusals());
    assert!(took < MINUTE * 2 * 400 / 20, "{took:?}");
}
