//! Many jobs that wait at once, each in a task of its own.

use std::env;
use std::error::Error;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use bench_programs::cloud;
use huaweicloud_logs::services::ErrorLogs;
use huaweicloud_logs::{Exponential, LogRequest, Phase};
use tokio::sync::Semaphore;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::task::JoinSet;

/// How many jobs are started at once.
const AT_ONCE: usize = 64;

/// Longer than anyone measures, so that no poll falls into it.
const PAUSE: Duration = Duration::from_secs(10 * 60);

type Outcome = Result<(), Box<dyn Error + Send + Sync>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let endpoint = env::args().nth(1).ok_or("the URL of a server is missing")?;
    let cloud = cloud(&endpoint)?;
    let starting = Arc::new(Semaphore::new(AT_ONCE));
    let (sender, mut waiting) = unbounded_channel();
    let mut jobs = JoinSet::new();
    // Nothing is due while the input is waited for, so the jobs miss nothing.
    for line in io::stdin().lines() {
        let more: usize = line?.parse()?;
        for _ in 0..more {
            let request = cloud.rds(format!("{:032x}in03", jobs.len())).error_logs();
            jobs.spawn(wait(request, starting.clone(), sender.clone()));
        }
        for _ in 0..more {
            tokio::select! {
                _ = waiting.recv() => {}
                Some(ended) = jobs.join_next() => {
                    ended??;
                    return Err("a job ended that should wait".into());
                }
            }
        }
        println!("{more}");
    }
    Ok(())
}

/// Starts a job and waits for its end. Says so once the job is known to be at work and the wait begins.
async fn wait(
    request: LogRequest<ErrorLogs>,
    starting: Arc<Semaphore>,
    waiting: UnboundedSender<()>,
) -> Outcome {
    let turn = starting.acquire_owned().await?;
    let mut job = request.schedule(Exponential::new(PAUSE, 1.0, PAUSE)).start().await?;
    let update = job.next_update().await?.ok_or("nothing is known of the job")?;
    if update.phase != Phase::Pending {
        return Err(format!("the answer says: {update}").into());
    }
    drop(turn);
    waiting.send(())?;
    Ok(job.wait().await?)
}
