//! The scenarios that come with the simulator work, and say what they are.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use huaweicloud_logs::Report;
use huaweicloud_logs_sim::{Quota, Scenario, Service, Simulator};
use integration_tests::Journey;
use tempfile::tempdir;
use tokio::time::MissedTickBehavior;
use xtask::workspace_root;

fn folder() -> PathBuf {
    workspace_root().join("crates/huaweicloud-logs-sim/scenarios")
}

/// Begins a journey in the scenario of a service. Its jobs take minutes and its quota would make the client rest,
/// so a hand on the clock lets an hour pass, and the quota is left out.
async fn begin(service: &str) -> Journey {
    let mut scenario = Scenario::load(folder().join(format!("{service}.toml"))).unwrap();
    scenario.quota = Quota::default();
    Journey::begin(scenario).await
}

/// Lets five seconds pass every few milliseconds until the journey is at its end.
async fn hurry<T>(simulator: &Simulator, journey: impl Future<Output = T>) -> T {
    tokio::pin!(journey);
    let mut ticks = tokio::time::interval(Duration::from_millis(5));
    // A test that was held up must not see minutes pass at once.
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    for _ in 0..20_000 {
        tokio::select! {
            end = &mut journey => return end,
            _ = ticks.tick() => simulator.advance(Duration::from_secs(5)),
        }
    }
    panic!("not at its end after a day");
}

/// Asserts that every file is what the simulator has. The names changed if a job was started again.
fn assert_same(journey: &Journey, report: &Report, service: Service) {
    let held = journey.simulator.files().into_iter().filter(|file| file.service == service);
    let held: Vec<_> = held.map(|file| file.content.bytes()).collect();
    for file in &report.files {
        let saved = fs::read(&file.path).unwrap();
        assert!(held.iter().any(|content| *content == saved), "{} is nobody's", file.name);
    }
}

#[tokio::test]
async fn rds() {
    let journey = begin("rds").await;
    let instances = journey.simulator.instances(Service::Rds);
    assert_eq!(instances.len(), 10);
    let folder = tempdir().unwrap();
    for id in &instances {
        let fetch = || {
            let request = journey.cloud.rds(id).error_logs().schedule(integration_tests::quick());
            hurry(&journey.simulator, request.save_to(folder.path()))
        };
        let report = match fetch().await {
            Ok(report) => report,
            // The one download that breaks off.
            Err(error) => {
                assert_eq!(error.report().unwrap().failed.len(), 1, "{error}");
                fetch().await.unwrap()
            }
        };
        assert_same(&journey, &report, Service::Rds);
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 10);
    let broken = journey.simulator.requests().into_iter().filter(|asked| asked.faults == ["reset"]);
    assert_eq!(broken.count(), 1);
}

#[tokio::test]
async fn dds_gives_what_there_is_and_names_what_failed() {
    let journey = begin("dds").await;
    let folder = tempdir().unwrap();
    let error = hurry(&journey.simulator, journey.dds().save_to(folder.path())).await.unwrap_err();
    let report = error.report().unwrap();
    assert_eq!((report.files.len(), report.failed.len()), (2, 1), "{error}");
    assert_same(&journey, report, Service::Dds);
}

#[tokio::test]
async fn dcs_demands_the_replica() {
    let journey = begin("dcs").await;
    let folder = tempdir().unwrap();
    let error = journey.dcs().days(7).save_to(folder.path()).await.unwrap_err();
    assert!(error.to_string().contains("replication_id"), "{error}");
    for replica in
        journey.simulator.dcs_replication_ids(&journey.simulator.connection().dcs_instance)
    {
        let request = journey.dcs().days(7).replication(replica);
        let report = hurry(&journey.simulator, request.save_to(folder.path())).await.unwrap();
        assert_eq!(report.files.len(), 8);
        assert_same(&journey, &report, Service::Dcs);
    }
}

#[tokio::test]
async fn clouddc() {
    let mut scenario = Scenario::load(folder().join("clouddc.toml")).unwrap();
    // Its stall takes real time.
    assert_eq!(scenario.faults.len(), 1);
    scenario.faults.clear();
    let journey = Journey::begin(scenario).await;
    let folder = tempdir().unwrap();
    let report = hurry(&journey.simulator, journey.clouddc().save_to(folder.path())).await.unwrap();
    assert_eq!(report.files[0].name, "2102SIM00000000042-dump.tar.gz");
    assert_eq!(report.files[0].bytes, 64 << 20);
    assert_same(&journey, &report, Service::CloudDc);
}

#[test]
fn there_is_one_for_each_service_and_the_schema_that_they_name() {
    let mut names = vec![];
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        names.push(path.file_name().unwrap().to_str().unwrap().to_owned());
        if path.extension().is_some_and(|extension| extension == "toml") {
            Scenario::load(&path).unwrap();
            let text = fs::read_to_string(&path).unwrap();
            assert!(text.starts_with("#:schema ./scenario.schema.json\n"), "{}", path.display());
        }
    }
    names.sort();
    assert_eq!(names, ["clouddc.toml", "dcs.toml", "dds.toml", "rds.toml", "scenario.schema.json"]);
}

#[test]
fn the_schema_is_that_of_the_types() {
    let path = folder().join("scenario.schema.json");
    let written: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    assert!(
        written == Scenario::json_schema(),
        "{} is stale: cargo run -p huaweicloud-logs-sim --bin hwlogs-sim -- --print-schema > {0}",
        path.display()
    );
}
