//! Files that are saved before the job is done, and what the deadline leaves of them.

use std::time::Duration;

use huaweicloud_logs_api::{dcs, dds, rds};
use serde_json::{Value, json};
use tempfile::tempdir;

use super::{Reply, Run, dcs, dds, entries, rds};

#[tokio::test(start_paused = true)]
async fn a_file_that_is_ready_is_fetched_while_others_are_prepared() {
    let folder = tempdir().unwrap();
    let names = ["a", "b"];
    let run = Run::new(&dds::jobs::ERROR_LOG, [dds(&names, 1), dds(&names, 1), dds(&names, 2)]);
    run.slow(&[("a", 25)]);
    let report = run.request.clone().save_to(folder.path()).await.unwrap();
    assert_eq!(report.files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), names);
    // Polls go on as planned while the bytes of the first come in.
    assert_eq!(run.calls(), [("start", 0), ("open", 0), ("poll", 10), ("poll", 30), ("open", 30)]);
    assert_eq!(entries(folder.path()), names);
}

#[tokio::test(start_paused = true)]
async fn four_files_of_a_job_are_fetched_at_once() {
    let folder = tempdir().unwrap();
    let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
    let run = Run::new(&dds::jobs::ERROR_LOG, [dds(&names, 9), dds(&names, 10)]);
    run.slow(&names.map(|name| (name, 8)));
    let report = run.request.clone().save_to(folder.path()).await.unwrap();
    assert_eq!(run.times("open"), [0, 0, 0, 0, 8, 8, 8, 8, 16, 16]);
    assert_eq!(report.files.len(), 10);
}

#[tokio::test(start_paused = true)]
async fn what_was_saved_early_is_told_when_the_job_is_refused_for_good() {
    let folder = tempdir().unwrap();
    let run = Run::new(&dds::jobs::ERROR_LOG, [dds(&["a", "b"], 1), Reply::Refuses(404, None)]);
    let error = run.request.clone().save_to(folder.path()).await.unwrap_err();
    let report = error.report().unwrap();
    assert_eq!((report.files.len(), entries(folder.path())), (1, vec!["a".to_owned()]));
    let failed: Vec<_> = report.failed.iter().map(|failed| failed.name.as_deref()).collect();
    assert_eq!(failed, [Some("b"), None]);
    assert!(report.failed.iter().all(|failed| failed.error.is_not_found()), "{error:?}");
}

#[tokio::test(start_paused = true)]
async fn a_file_that_a_later_answer_leaves_out_is_in_the_report() {
    let folder = tempdir().unwrap();
    let run = Run::new(&dds::jobs::ERROR_LOG, [dds(&["a", "b"], 1), dds(&["b"], 1)]);
    let report = run.request.clone().save_to(folder.path()).await.unwrap();
    assert_eq!(report.files.iter().map(|file| &*file.name).collect::<Vec<_>>(), ["b", "a"]);
}

#[tokio::test(start_paused = true)]
async fn files_that_nothing_tells_apart_are_fetched_when_the_list_is_whole() {
    let folder = tempdir().unwrap();
    let listed = |words: &[&str]| {
        let files: Vec<Value> = words.iter().map(|word| json!({"status": word})).collect();
        let done = words.iter().all(|word| *word == "SUCCESS");
        Reply::Says(json!({"status": if done { "FINISH" } else { "CREATING" }, "list": files}))
    };
    let run = Run::new(
        &dds::jobs::ERROR_LOG,
        [listed(&["SUCCESS", "EXPORTING"]), listed(&["SUCCESS"; 3])],
    );
    let report = run.request.clone().save_to(folder.path()).await.unwrap();
    assert_eq!(report.files.len(), 3);
    assert_eq!(run.times("open"), [10, 10, 10]);
}

#[tokio::test(start_paused = true)]
async fn a_dcs_file_is_fetched_early_but_the_job_is_done_when_the_list_stops_growing() {
    let folder = tempdir().unwrap();
    let both = [("a", "succeed"), ("b", "succeed")];
    let run = Run::new(
        &dcs::jobs::RUN_LOG,
        [dcs(&[]), Reply::Says(Value::Null), dcs(&both[..1]), dcs(&both), dcs(&both)],
    );
    let report = run.request.clone().save_to(folder.path()).await.unwrap();
    assert_eq!(report.files.len(), 2);
    assert_eq!(run.times("poll"), [0, 10, 30, 60]);
    assert_eq!(run.times("open"), [10, 30]);
}

#[tokio::test(start_paused = true)]
async fn what_is_ready_can_be_saved_without_waiting() {
    let folder = tempdir().unwrap();
    let names = ["a", "b"];
    let run = Run::new(&dds::jobs::ERROR_LOG, [dds(&names, 1), dds(&names, 2)]);
    let mut job = run.request.clone().start().await.unwrap();
    assert!(job.save_ready_to(folder.path()).await.unwrap().files.is_empty());
    job.next_update().await.unwrap();
    for _ in 0..2 {
        let report = job.save_ready_to(folder.path()).await.unwrap();
        assert_eq!((report.files.len(), report.failed.len()), (1, 0));
    }
    assert_eq!(run.calls(), [("start", 0), ("open", 0)]);
    assert_eq!(job.save_to(folder.path()).await.unwrap().files.len(), 2);
    assert_eq!(run.times("open"), [0, 10]);
    assert_eq!(entries(folder.path()), names);
}

#[tokio::test(start_paused = true)]
async fn the_deadline_cuts_downloads_off_and_what_is_complete_stays() {
    let folder = tempdir().unwrap();
    let run = Run::new(&dds::jobs::ERROR_LOG, [dds(&["a", "b"], 2)]);
    run.slow(&[("a", 90), ("b", 500)]);
    let mut job = run.request.clone().start().await.unwrap();
    let error = job.save_to(folder.path()).await.unwrap_err();
    assert_eq!(run.began.elapsed().as_secs(), 100);
    assert_eq!(entries(folder.path()), ["a"]);
    let report = error.report().unwrap();
    assert_eq!((report.files.len(), report.failed.len()), (1, 1));
    let cut = &report.failed[0].error;
    assert!(cut.is_timeout() && cut.is_retryable(), "{cut:?}");
    assert_eq!(cut.to_string(), "the deadline, after 100.0 s, came before b was downloaded");
    assert!(error.hint().unwrap().contains("can be extended"), "{error:?}");

    // Too late is too late, until more time is allowed.
    let error = job.save_to(folder.path()).await.unwrap_err();
    assert!(error.to_string().contains("the deadline"), "{error}");
    assert_eq!(run.times("open"), [0, 0]);
    job.extend(Duration::from_secs(600));
    assert_eq!(job.save_to(folder.path()).await.unwrap().files.len(), 2);
    assert_eq!(run.times("open"), [0, 0, 100]);
    assert_eq!(entries(folder.path()), ["a", "b"]);
}

#[tokio::test(start_paused = true)]
async fn a_job_whose_deadline_passed_goes_on_when_it_is_extended() {
    let folder = tempdir().unwrap();
    let run = Run::new(&rds::jobs::ERROR_LOG, [rds("CREATING"), Reply::Hangs, rds("FINISH")]);
    let mut job = run.request.clone().start().await.unwrap();
    for _ in 0..2 {
        let error = job.save_to(folder.path()).await.unwrap_err();
        assert!(error.is_timeout() && error.hint().is_some(), "{error:?}");
    }
    tokio::time::advance(Duration::from_secs(1000)).await;
    job.extend(Duration::from_secs(50));
    job.save_to(folder.path()).await.unwrap();
    assert_eq!(run.calls(), [("start", 0), ("poll", 10), ("poll", 1100), ("open", 1100)]);
    // From the deadline, if that is still to come.
    job.extend(Duration::from_secs(10));
    assert_eq!(job.watch.pace.left().as_secs(), 60);
    job.extend(Duration::MAX);
}

#[tokio::test(start_paused = true)]
async fn a_request_and_a_job_can_be_awaited() {
    let run = Run::new(&rds::jobs::ERROR_LOG, [rds("CREATING"), rds("FINISH")]);
    let mut job = run.request.clone().await.unwrap();
    assert_eq!(run.calls(), [("start", 0), ("poll", 10)]);
    (&mut job).await.unwrap();
    let failed = Run::new(&rds::jobs::ERROR_LOG, [rds("FAILED")]);
    assert!(failed.request.clone().await.unwrap_err().is_job_failed());
}

#[tokio::test(start_paused = true)]
async fn a_file_that_failed_early_is_fetched_with_the_last_answer() {
    let folder = tempdir().unwrap();
    let names = ["a", "b"];
    let run = Run::new(&dds::jobs::ERROR_LOG, [dds(&names, 1), dds(&names, 1), dds(&names, 2)]);
    // As often as it is asked for at first: the store is in trouble, or the link isn't ready.
    *run.request.source.refusals.lock().unwrap() = 5;
    let report = run.request.clone().save_to(folder.path()).await.unwrap();
    assert_eq!((report.files.len(), entries(folder.path())), (2, names.map(String::from).to_vec()));
}
