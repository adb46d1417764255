//! The same crowd with this library, in tokio's paused time.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use huaweicloud_logs::simulation::{self, MadeUp, Refused};
use huaweicloud_logs::{AccessKey, Cloud, Error, History, Sample, Service};
use serde_json::{Value, json};
use tokio::runtime;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

use super::{Crowd, Member, Window};
use crate::workload;

/// Jobs before the crowd, which the library has learned from.
const LEARNED: usize = 400;

/// A service that keeps to the quota.
#[derive(Debug)]
struct Server {
    opened: Instant,
    counts: Mutex<Counts>,
}

#[derive(Debug, Default)]
struct Counts {
    window: Window,
    refused: u64,
}

/// A job of it.
#[derive(Clone, Debug)]
struct Job {
    server: Arc<Server>,
    member: Member,
    started: Arc<Mutex<Option<Instant>>>,
}

impl Job {
    /// How long ago it was done, if it is.
    fn done_for(&self) -> Option<Duration> {
        let started = *self.started.lock().unwrap_or_else(PoisonError::into_inner);
        started?.elapsed().checked_sub(self.member.takes)
    }
}

impl MadeUp for Job {
    async fn start(&self) -> Result<Value, Refused> {
        sleep(self.member.latency).await;
        {
            let mut counts = self.server.counts.lock().unwrap_or_else(PoisonError::into_inner);
            if !counts.window.answers(self.server.opened.elapsed()) {
                counts.refused += 1;
                return Err(Refused { status: 429, retry_after: None });
            }
        }
        let mut started = self.started.lock().unwrap_or_else(PoisonError::into_inner);
        started.get_or_insert_with(Instant::now);
        drop(started);
        let word = if self.done_for().is_some() { "FINISH" } else { "CREATING" };
        Ok(json!({ "status": word }))
    }

    async fn poll(&self) -> Result<Value, Refused> {
        self.start().await
    }
}

/// Runs a crowd. Each seed has an endpoint of its own, as those of one process share the quota of an endpoint.
pub(super) fn run(seed: u64, members: &[Member]) -> Result<Crowd, String> {
    // What the library leaves to chance.
    fastrand::seed(seed);
    let runtime = runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    runtime.block_on(crowd(seed, members)).map_err(|error| error.to_string())
}

/// What earlier jobs of the same kind have taught.
fn history(seed: u64) -> History {
    let history = History::default();
    for job in workload::link_generation().series(seed, LEARNED).jobs.iter().take(LEARNED) {
        history.record(Service::Rds, "error-log", Sample::exactly(job.takes));
    }
    history
}

async fn crowd(seed: u64, members: &[Member]) -> Result<Crowd, Error> {
    let cloud = Cloud::builder()
        .endpoint(Service::Rds, format!("http://127.0.0.1:{}", 10_000 + seed))
        .credentials(AccessKey::new("invented", "invented"))
        .project_id("invented")
        .history(history(seed))
        .build()?;
    let server = Arc::new(Server { opened: Instant::now(), counts: Mutex::default() });
    let mut waits = JoinSet::new();
    for member in members {
        let job = Job { server: Arc::clone(&server), member: *member, started: Arc::default() };
        let request = simulation::request(&cloud, job.clone()).timeout(super::LIMIT);
        waits.spawn(async move {
            request.start().await?.wait().await?;
            Ok::<_, Error>(job.done_for())
        });
    }
    let mut crowd = Crowd { left: members.len(), ..Crowd::default() };
    while let Some(joined) = waits.join_next().await {
        if let Ok(Ok(Some(late))) = joined {
            crowd.late += late;
            crowd.left -= 1;
        }
        crowd.makespan = server.opened.elapsed();
    }
    crowd.refused = server.counts.lock().unwrap_or_else(PoisonError::into_inner).refused;
    Ok(crowd)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_crowd_is_noticed_without_refusals() {
        let member = Member { takes: Duration::from_secs(20), latency: Duration::from_millis(50) };
        let crowd = run(999, &[member; 80]).unwrap();
        assert_eq!((crowd.refused, crowd.left), (0, 0));
        assert!(crowd.makespan >= Duration::from_secs(60), "{crowd:?}");
    }
}
