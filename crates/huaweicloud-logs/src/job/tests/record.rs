//! What the history learns.

use std::time::Duration;

use huaweicloud_logs_api::{clouddc, rds};

use super::{Reply, Run, export, rds};
use crate::job::record::Record;
use crate::{Durations, History, Sample, Service};

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[tokio::test(start_paused = true)]
async fn a_job_that_is_given_up_tells_how_old_it_was_when_it_was_last_looked_at() {
    let run = Run::new(
        &clouddc::jobs::SERVER_LOG,
        [export("Running", 0), export("Running", 30), Reply::Refuses(503, None)],
    );
    let mut job = run.request.clone().start().await.unwrap();
    assert_eq!(job.watch.record.given_up(), None);
    assert!(job.wait().await.unwrap_err().is_timeout());
    let percents = vec![(seconds(0), 0.0), (seconds(10), 30.0)];
    let sample = Sample { after: Some(seconds(10)), by: None, percents };
    assert_eq!(job.watch.record.given_up(), Some(sample));
    // Another process goes on.
    let _ = job.token();
    assert_eq!(job.watch.record.given_up(), None);
}

#[tokio::test(start_paused = true)]
async fn a_job_that_is_over_is_told_once() {
    for word in ["FINISH", "FAILED"] {
        let run = Run::new(&rds::jobs::ERROR_LOG, [rds("CREATING"), rds(word)]);
        let mut job = run.request.clone().start().await.unwrap();
        let _ = job.wait().await;
        assert_eq!(job.watch.record.given_up(), None);
    }
}

#[test]
fn of_much_progress_a_part_is_kept() {
    let mut record = Record::new(History::default(), Service::Rds, "error-log");
    for age in 0..1000 {
        record.pending(seconds(age), Some(age as f32 / 10.0));
    }
    let sample = record.given_up().unwrap();
    assert_eq!(sample.after, Some(seconds(999)));
    assert!((8..=16).contains(&sample.percents.len()));
    assert_eq!(sample.percents[0], (seconds(0), 0.0));
    assert!(sample.percents.is_sorted_by(|a, b| a.0 < b.0));
}

#[tokio::test(start_paused = true)]
async fn every_job_that_was_looked_at_is_learned_once() {
    let run = Run::new(&rds::jobs::ERROR_LOG, [rds("CREATING"), rds("FINISH")]);
    let past = || run.request.cloud.history().durations(Service::Rds, rds::jobs::ERROR_LOG.name);
    let mut job = run.request.clone().start().await.unwrap();
    job.wait().await.unwrap();
    job.wait().await.unwrap();
    assert_eq!(past().count(), 1);
    drop(job);
    assert_eq!(past().count(), 1);
    // It was pending at first and done when it was looked at again.
    let by_then = |past: &Durations| past.chance(Duration::ZERO, seconds(10));
    assert!(by_then(&past()) > by_then(&Durations::default()));
    // Nobody saw the end of this one.
    let run = Run::new(&rds::jobs::ERROR_LOG, [rds("CREATING")]);
    let mut job = run.request.clone().start().await.unwrap();
    job.next_update().await.unwrap();
    let past = || run.request.cloud.history().durations(Service::Rds, rds::jobs::ERROR_LOG.name);
    assert_eq!(past().count(), 0);
    drop(job);
    assert_eq!(past().count(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_job_whose_end_was_seen_teaches_nothing_more_when_it_is_resumed() {
    let run = Run::new(&rds::jobs::ERROR_LOG, [rds("CREATING"), rds("FINISH")]);
    let mut job = run.request.clone().start().await.unwrap();
    job.wait().await.unwrap();
    let token = job.token();
    drop(job);
    let mut job = run.request.clone().resume(&token).unwrap();
    job.wait().await.unwrap();
    drop(job);
    let past = run.request.cloud.history().durations(Service::Rds, rds::jobs::ERROR_LOG.name);
    assert_eq!(past.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_job_that_was_done_before_it_was_started_teaches_nothing() {
    let run = Run::new(&rds::jobs::ERROR_LOG, [rds("FINISH")]);
    run.wait().await.unwrap();
    let past = run.request.cloud.history().durations(Service::Rds, rds::jobs::ERROR_LOG.name);
    assert_eq!(past.count(), 0);
}
