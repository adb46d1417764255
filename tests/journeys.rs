//! Each service through the public API, against the simulator.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::fs;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use huaweicloud_logs::{AccessKey, Event, Token};
use huaweicloud_logs_sim::{Scenario, Service};
use integration_tests::{Journey, quick, token, towards};
use tempfile::tempdir;

#[tokio::test]
async fn rds_error_log() {
    let journey = Journey::begin(Scenario::default()).await;
    let folder = tempdir().unwrap();
    let report = journey.rds().save_to(folder.path()).await.unwrap();
    assert_eq!((report.files.len(), report.polls), (1, 4));
    journey.assert_saved(&report, folder.path());
    assert_eq!(journey.statuses(Service::Rds, "POST"), [200; 4]);
}

#[tokio::test]
async fn dds_error_logs_of_every_node() {
    let journey = Journey::begin(Scenario::default()).await;
    let folder = tempdir().unwrap();
    let report = journey.dds().save_to(folder.path()).await.unwrap();
    assert_eq!(
        report.files.len(),
        journey.simulator.dds_node_ids(&journey.simulator.connection().dds_instance).len()
    );
    journey.assert_saved(&report, folder.path());
}

#[tokio::test]
async fn dds_error_log_of_one_node_and_again_by_file_name() {
    let journey = Journey::begin(Scenario::default()).await;
    let node = &journey.simulator.dds_node_ids(&journey.simulator.connection().dds_instance)[1];
    let folder = tempdir().unwrap();
    let report = journey.dds().nodes([node]).save_to(folder.path()).await.unwrap();
    assert_eq!(report.files.len(), 1);
    assert!(report.files[0].name.contains(node), "{report:?}");
    journey.assert_saved(&report, folder.path());

    let again = tempdir().unwrap();
    let report = journey.dds().files([&report.files[0].name]).save_to(again.path()).await.unwrap();
    assert_eq!(report.files.len(), 1);
    journey.assert_saved(&report, again.path());
}

#[tokio::test]
async fn dcs_run_logs_of_a_week_and_only_the_new_ones() {
    let journey = Journey::begin(Scenario::default()).await;
    let today = tempdir().unwrap();
    let report = journey.dcs().save_to(today.path()).await.unwrap();
    assert_eq!(report.files.len(), 1);
    journey.assert_saved(&report, today.path());

    // The list now begins with a finished file that doesn't belong to the next collection.
    let week = tempdir().unwrap();
    let report = journey.dcs().days(7).save_to(week.path()).await.unwrap();
    assert_eq!(report.files.len(), 3);
    journey.assert_saved(&report, week.path());
    assert_eq!(
        journey.statuses(Service::Dcs, "POST").iter().filter(|status| **status == 204).count(),
        2
    );
}

#[tokio::test]
async fn clouddc_server_log() {
    let journey = Journey::begin(Scenario::default()).await;
    let folder = tempdir().unwrap();
    let report = journey.clouddc().save_to(folder.path()).await.unwrap();
    assert!(report.files[0].name.ends_with("-dump.tar.gz"), "{report:?}");
    journey.assert_saved(&report, folder.path());
    assert_eq!(journey.statuses(Service::CloudDc, "POST"), [202], "exactly one export is started");
}

#[tokio::test]
async fn every_service_takes_a_token_too() {
    let mut journey = Journey::begin(Scenario::default().with_polls_until_ready(0)).await;
    let connection = journey.simulator.connection();
    journey.cloud = towards(connection).credentials(token(connection)).build().unwrap();
    let folder = tempdir().unwrap();
    let saved = [
        journey.rds().save_to(folder.path()).await.unwrap(),
        journey.dds().save_to(folder.path()).await.unwrap(),
        journey.dcs().save_to(folder.path()).await.unwrap(),
        journey.clouddc().save_to(folder.path()).await.unwrap(),
    ];
    assert!(saved.iter().all(|report| !report.files.is_empty()));
}

#[tokio::test]
async fn a_job_can_be_stepped_through() {
    let journey = Journey::begin(Scenario::default()).await;
    let mut job = journey.clouddc().start().await.unwrap();
    let mut seen = Vec::new();
    while let Some(update) = job.next_update().await.unwrap() {
        seen.push(update.to_string());
    }
    assert_eq!(
        seen,
        [
            "preparing 0 % (Running), 0 of 1 files",
            "preparing 30 % (Running), 0 of 1 files",
            "preparing 60 % (Running), 0 of 1 files",
            "ready 100 % (completed), 1 of 1 files",
        ]
    );
    let folder = tempdir().unwrap();
    journey.assert_saved(&job.save_to(folder.path()).await.unwrap(), folder.path());
}

#[tokio::test]
async fn what_happens_is_told() {
    let journey = Journey::begin(Scenario::default()).await;
    let told = Arc::new(Mutex::new(Vec::new()));
    let listener = Arc::clone(&told);
    let folder = tempdir().unwrap();
    let request = journey.rds().on_event(move |event| {
        listener.lock().unwrap().push(match event {
            Event::Update(_) => "update",
            Event::Progress { .. } => "progress",
            Event::Saved(_) => "saved",
            _ => "other",
        });
    });
    request.save_to(folder.path()).await.unwrap();
    let mut told = told.lock().unwrap().clone();
    told.dedup();
    assert_eq!(told, ["update", "progress", "saved"]);
}

#[tokio::test]
async fn wrong_credentials_are_an_auth_error_that_shows_none() {
    let journey = Journey::begin(Scenario::default()).await;
    let connection = journey.simulator.connection();
    let folder = tempdir().unwrap();
    let wrong_secret = AccessKey::new(&connection.access_key, "hunter2");
    for cloud in [
        towards(connection).credentials(wrong_secret).build().unwrap(),
        towards(connection).credentials(Token::new("hunter2")).build().unwrap(),
    ] {
        let error = cloud
            .rds(&connection.rds_instance)
            .error_logs()
            .save_to(folder.path())
            .await
            .unwrap_err();
        assert!(error.is_auth() && error.status() == Some(401), "{error:?}");
        assert!(error.code().unwrap().starts_with("APIGW.03"), "{error:?}");
        assert!(error.request_id().is_some() && error.hint().is_some(), "{error:?}");
        assert!(!format!("{error} {error:?} {cloud:?}").contains("hunter2"));
    }
}

#[tokio::test]
async fn an_unknown_instance_is_not_found_in_each_service() {
    let journey = Journey::begin(Scenario::default()).await;
    let folder = tempdir().unwrap();
    let (cloud, to) = (&journey.cloud, folder.path());
    for error in [
        cloud.rds("unknown").error_logs().save_to(to).await.unwrap_err(),
        cloud.dds("unknown").error_logs().save_to(to).await.unwrap_err(),
        cloud.dcs("unknown").run_logs().save_to(to).await.unwrap_err(),
        cloud.clouddc("unknown").export_logs().save_to(to).await.unwrap_err(),
    ] {
        assert!(error.is_not_found() && error.code().is_some(), "{error:?}");
    }
    assert_eq!(fs::read_dir(to).unwrap().count(), 0);
}

#[tokio::test]
async fn a_parameter_that_the_service_refuses_is_named() {
    let journey = Journey::begin(Scenario::default()).await;
    let folder = tempdir().unwrap();
    let error = journey.dcs().days(2).save_to(folder.path()).await.unwrap_err();
    assert_eq!(error.status(), Some(400));
    assert!(error.to_string().contains("query_time"), "{error}");
}

#[tokio::test]
async fn an_expired_link_is_an_honest_error_and_leaves_no_file() {
    let journey = Journey::begin(Scenario::default().with_link_lifetime(Duration::ZERO)).await;
    let folder = tempdir().unwrap();
    let error = journey.dds().save_to(folder.path()).await.unwrap_err();
    let report = error.report().unwrap();
    assert_eq!((report.files.len(), report.failed.len()), (0, 3));
    for failed in &report.failed {
        assert_eq!(failed.error.status(), Some(403));
        assert!(failed.error.hint().unwrap().contains("expired"));
    }
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("Signature") && !shown.contains("Expires"), "{shown}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn a_job_that_takes_too_long_is_a_timeout() {
    let journey = Journey::begin(Scenario::default().with_polls_until_ready(u32::MAX)).await;
    let folder = tempdir().unwrap();
    let timeout = Duration::from_millis(50);
    let error = journey.clouddc().timeout(timeout).save_to(folder.path()).await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
}

#[tokio::test]
async fn a_second_run_keeps_the_files_of_the_first() {
    let journey = Journey::begin(Scenario::default().with_polls_until_ready(0)).await;
    let folder = tempdir().unwrap();
    let save = async || journey.clouddc().save_to(folder.path()).await.unwrap().files.remove(0);
    let first = save().await;
    let content = fs::read(&first.path).unwrap();
    // Byte for byte the same, which only the bytes tell: a stream says neither its length nor its date.
    let second = save().await;
    assert_eq!((&second.path, second.already), (&first.path, true));
    // As long, and another.
    let mine = vec![0; content.len()];
    fs::write(&first.path, &mine).unwrap();
    let third = save().await;
    assert_eq!((&third.name, third.already), (&first.name, false));
    assert_ne!(third.path, first.path);
    assert_eq!((fs::read(&first.path).unwrap(), fs::read(&third.path).unwrap()), (mine, content));
}

#[tokio::test]
async fn an_export_that_another_client_started_is_gone_on_with() {
    let journey = Journey::begin(Scenario::default()).await;
    let mut job = journey.clouddc().start().await.unwrap();
    job.next_update().await.unwrap();
    let kept = serde_json::to_string(&job.token()).unwrap();
    drop(job);

    let connection = journey.simulator.connection();
    let other = towards(connection).credentials(token(connection)).build().unwrap();
    let request = other.clouddc(&connection.clouddc_server).export_logs().schedule(quick());
    let mut job = request.resume(&serde_json::from_str(&kept).unwrap()).unwrap();
    let folder = tempdir().unwrap();
    let report = job.save_to(folder.path()).await.unwrap();
    journey.assert_saved(&report, folder.path());
    assert_eq!(journey.statuses(Service::CloudDc, "POST").len(), 1, "one export is enough");

    let wrong = other.clouddc("another").export_logs();
    let error = wrong.resume(&serde_json::from_str(&kept).unwrap()).unwrap_err();
    assert!(error.to_string().contains("another"), "{error}");
}

#[tokio::test]
async fn a_collection_that_another_client_started_is_gone_on_with() {
    let journey = Journey::begin(Scenario::default()).await;
    // A file of before, which doesn't belong to the collection.
    journey.dcs().save_to(tempdir().unwrap().path()).await.unwrap();
    let mut job = journey.dcs().days(3).start().await.unwrap();
    job.next_update().await.unwrap();
    let kept = serde_json::to_string(&job.token()).unwrap();
    drop(job);
    let starts = journey.statuses(Service::Dcs, "POST").len();

    let connection = journey.simulator.connection();
    let other = towards(connection).credentials(token(connection)).build().unwrap();
    let request = || other.dcs(&connection.dcs_instance).run_logs().schedule(quick());
    let error = request().resume(&serde_json::from_str(&kept).unwrap()).unwrap_err();
    assert!(error.to_string().contains("days 3"), "{error}");
    let mut job = request().days(3).resume(&serde_json::from_str(&kept).unwrap()).unwrap();
    job.wait().await.unwrap();
    assert_eq!(journey.statuses(Service::Dcs, "POST").len(), starts, "nothing is started");
    let folder = tempdir().unwrap();
    let report = job.save_to(folder.path()).await.unwrap();
    journey.assert_saved(&report, folder.path());
}
