//! What becomes of a job's files.

use huaweicloud_logs_api::{clouddc, dds, rds};
use serde_json::json;

use super::{Reply, Run, rds};

#[tokio::test]
async fn a_failed_node_does_not_lose_the_files_of_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let run = Run::new(
        &dds::jobs::ERROR_LOG,
        [Reply::Says(json!({"status": "FINISH", "list": [
            {"node_name": "a", "file_name": "a.log", "status": "SUCCESS"},
            {"node_name": "b", "file_name": "b.log", "status": "FAILED"},
            {"node_name": "c", "file_name": "c.log", "status": "SUCCESS"},
        ]}))],
    );
    let error = run.request.clone().save_to(folder.path()).await.unwrap_err();
    let report = error.report().unwrap();
    assert_eq!(
        report.files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(),
        ["a.log", "c.log"]
    );
    assert_eq!(std::fs::read_to_string(&report.files[1].path).unwrap(), "c.lo");
    assert_eq!(report.failed[0].name.as_deref(), Some("b.log"));
    assert!(report.failed[0].error.is_job_failed());
    assert!(error.to_string().contains("1 of 3 files"), "{error}");
}

#[tokio::test]
async fn a_failed_job_does_not_lose_the_files_that_are_ready() {
    let folder = tempfile::tempdir().unwrap();
    let run = Run::new(
        &dds::jobs::ERROR_LOG,
        [Reply::Says(json!({"status": "FAILED", "list": [
            {"node_name": "a", "file_name": "a.log", "status": "SUCCESS"},
            {"node_name": "b", "file_name": "b.log", "status": "EXPORTING"},
        ]}))],
    );
    let error = run.request.clone().save_to(folder.path()).await.unwrap_err();
    let report = error.report().unwrap();
    assert_eq!(report.files[0].name, "a.log");
    let failed: Vec<_> = report.failed.iter().map(|failed| failed.name.as_deref()).collect();
    assert_eq!(failed, [Some("b.log"), None]);
    assert!(report.failed.iter().all(|failed| failed.error.is_job_failed()), "{error:?}");
}

#[tokio::test(start_paused = true)]
async fn a_timeout_does_not_lose_the_files_that_are_ready() {
    let folder = tempfile::tempdir().unwrap();
    let run = Run::new(
        &dds::jobs::ERROR_LOG,
        [Reply::Says(json!({"status": "CREATING", "list": [
            {"node_name": "a", "file_name": "a.log", "status": "SUCCESS"},
            {"node_name": "b", "file_name": "b.log", "status": "EXPORTING"},
        ]}))],
    );
    let error = run.request.clone().save_to(folder.path()).await.unwrap_err();
    let report = error.report().unwrap();
    assert_eq!(report.files[0].name, "a.log");
    assert!(report.failed[0].error.is_timeout(), "{error:?}");
    assert!(report.failed[0].error.to_string().contains("b.log was not ready in time"));
}

#[tokio::test]
async fn a_folder_that_can_not_be_used_is_an_error_before_anything_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let run = Run::new(&clouddc::jobs::SERVER_LOG, [Reply::Says(json!({}))]);
    let error = run.request.clone().save_to(&file).await.unwrap_err();
    assert!(error.to_string().contains("file"), "{error}");
    assert!(std::error::Error::source(&error).is_some());
    assert!(run.calls().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_file_is_asked_for_again_when_that_may_help() {
    let folder = tempfile::tempdir().unwrap();
    for (refusals, saved) in [(4, true), (5, false)] {
        let run = Run::new(&rds::jobs::ERROR_LOG, [rds("FINISH")]);
        *run.request.source.refusals.lock().unwrap() = refusals;
        let outcome = run.request.clone().save_to(folder.path()).await;
        assert_eq!(outcome.is_ok(), saved, "{outcome:?}");
        assert_eq!(run.calls().len(), 6);
    }
}

#[tokio::test]
async fn saving_again_fetches_only_what_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let run = Run::new(&rds::jobs::ERROR_LOG, [rds("FINISH")]);
    let mut job = run.request.clone().start().await.unwrap();
    let first = job.save_to(folder.path()).await.unwrap();
    let second = job.save_to(folder.path()).await.unwrap();
    assert_eq!(first.files, second.files);
    assert_eq!(run.calls().iter().filter(|(call, _)| *call == "open").count(), 1);

    std::fs::remove_file(&first.files[0].path).unwrap();
    job.save_to(folder.path()).await.unwrap();
    assert!(first.files[0].path.exists());
}
