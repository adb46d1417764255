//! Lists that are complete as they stand: nothing is prepared.

use huaweicloud_logs_api::{dds, rds};
use serde_json::{Value, json};
use tempfile::tempdir;

use super::{Reply, Run, entries};
use crate::{History, Service};

fn listed(ids: &[&str]) -> Reply {
    let logs: Vec<Value> =
        ids.iter().map(|id| json!({"id": id, "name": format!("{id}.csv")})).collect();
    Reply::Says(json!({"auditlogs": logs, "total_record": ids.len()}))
}

#[tokio::test(start_paused = true)]
async fn one_look_shows_everything() {
    let folder = tempdir().unwrap();
    let run = Run::new(&rds::jobs::AUDIT_LOG, [listed(&["a", "b"])]);
    let report = run.request.clone().save_to(folder.path()).await.unwrap();
    assert_eq!(run.calls(), [("start", 0), ("open", 0), ("open", 0)]);
    assert_eq!((report.polls, entries(folder.path())), (1, vec!["a.csv".into(), "b.csv".into()]));
}

#[tokio::test(start_paused = true)]
async fn an_empty_list_is_a_good_end() {
    for (job, answer) in [
        (&rds::jobs::AUDIT_LOG, json!({"auditlogs": [], "total_record": 0})),
        (&rds::jobs::AUDIT_LOG, json!({})),
        (&dds::jobs::AUDIT_LOG, json!({"audit_logs": null})),
    ] {
        let folder = tempdir().unwrap();
        let run = Run::new(job, [Reply::Says(answer)]);
        let report = run.request.clone().save_to(folder.path()).await.unwrap();
        assert_eq!((report.files.len(), run.calls()), (0, vec![("start", 0)]));
    }
}

#[tokio::test(start_paused = true)]
async fn a_list_says_nothing_of_how_long_jobs_take() {
    let history = History::default();
    let run = Run::new(&rds::jobs::AUDIT_LOG, [listed(&["a"])]);
    run.request_with(&history).await.unwrap();
    let past = history.durations(Service::Rds, rds::jobs::AUDIT_LOG.name);
    assert_eq!(past.count(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_list_that_was_kept_is_looked_at_again() {
    let run = Run::new(&rds::jobs::AUDIT_LOG, [listed(&["a"]), listed(&["a", "b"])]);
    let token = run.request.clone().start().await.unwrap().token();
    let mut job = run.request.clone().resume(&token).unwrap();
    let folder = tempdir().unwrap();
    job.save_to(folder.path()).await.unwrap();
    assert_eq!(entries(folder.path()), ["a.csv", "b.csv"]);
}
