//! Downloads that don't come to their end at once.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use huaweicloud_logs_sim::{Fault, FaultOrder, Logs, On, Position, Scenario, Service, Size};
use integration_tests::Watched;
use serde_json::Value;
use tempfile::tempdir;
use tokio::process::Child;
use tokio::time::{sleep, timeout};

use super::store::{Object, Store};
use super::{files, hwlogs, names, pointed_at, process, run, text};

const LIMIT: Duration = Duration::from_secs(60);

const MIB: usize = 1 << 20;

/// `hwlogs` at work.
fn spawn(command: &assert_cmd::Command) -> Child {
    let mut process = tokio::process::Command::from(process(command));
    process.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    process.kill_on_drop(true).spawn().unwrap()
}

fn unfinished(folder: &Path) -> Option<PathBuf> {
    let mut paths = fs::read_dir(folder).ok()?.map(|entry| entry.unwrap().path());
    paths.find(|path| path.extension().is_some_and(|extension| extension == "part"))
}

/// Waits until so many bytes of a file are there.
async fn arrived(folder: &Path, bytes: usize) {
    let there = async {
        loop {
            let path = unfinished(folder);
            // It may have got its final name meanwhile.
            let length =
                path.and_then(|path| fs::metadata(path).ok()).map_or(0, |there| there.len());
            if length >= bytes as u64 {
                break;
            }
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(LIMIT, there).await.unwrap();
}

/// Sends a signal, and gives the exit status and what was said.
async fn end(child: Child, signal: &str) -> (Option<i32>, String) {
    let kill = format!("kill -{signal} {}", child.id().unwrap());
    assert!(std::process::Command::new("sh").args(["-c", &kill]).status().unwrap().success());
    let output = timeout(LIMIT, child.wait_with_output()).await.unwrap().unwrap();
    (output.status.code(), text(&output.stderr))
}

/// Where a range begins.
fn start(range: &str) -> usize {
    range.strip_prefix("bytes=").unwrap().split('-').next().unwrap().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_signal_the_same_command_goes_on() {
    for (signal, status) in [("INT", 130), ("TERM", 143)] {
        let content: Vec<u8> = (0..4 * MIB).map(|at| (at % 251) as u8).collect();
        let store = Store::start([("/x.log", Object::new(content.clone()).stops_at(2 * MIB))]);
        let (store, folder) = (store.await, tempdir().unwrap());
        let command = || {
            let mut command = hwlogs();
            command.args(["fetch", &store.link("/x.log"), "--to"]).arg(folder.path());
            command
        };
        let child = spawn(&command());
        arrived(folder.path(), MIB).await;
        let (ended, said) = end(child, signal).await;
        assert_eq!(ended, Some(status));
        assert!(said.contains("run the same command again"), "{said}");
        let [journal, part] = &names(folder.path())[..] else { panic!("{said}") };
        assert!(journal.starts_with(".hwlogs-") && journal.ends_with(".journal"), "{journal}");
        assert!(part.starts_with(".hwlogs-") && part.ends_with(".part"), "{part}");

        let mut again = command();
        again.arg("--json");
        let output = run(again).await;
        assert!(output.status.success(), "{output:?}");
        assert!(text(&output.stderr).contains("x.log: resumed at "), "{output:?}");
        let json: Value = serde_json::from_slice(&output.stdout).unwrap();
        let resumed_from = json["files"][0]["resumed_from"].as_u64().unwrap();
        assert!(resumed_from >= MIB as u64, "{json}");
        let asked = store.asked();
        let range = asked.last().unwrap().range.as_deref().unwrap();
        assert!(asked.len() == 2 && start(range) >= MIB - (64 << 10), "{asked:?}");
        assert!(fs::read(folder.path().join("x.log")).unwrap() == content);
        assert_eq!(names(folder.path()), ["x.log"]);

        let third = run(command()).await;
        assert!(text(&third.stdout).contains("was there already"), "{third:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_ends_only_when_what_is_there_is_noted() {
    const LENGTH: usize = 96 * MIB;
    let object = Object::new(vec![b'x'; LENGTH]).stops_at(LENGTH - 1);
    let (store, folder) = (Store::start([("/x.log", object)]).await, tempdir().unwrap());
    let command = || {
        let mut command = hwlogs();
        command.args(["fetch", &store.link("/x.log"), "--json", "--to"]).arg(folder.path());
        command
    };
    let child = spawn(&command());
    arrived(folder.path(), 8 * MIB).await;
    assert_eq!(end(child, "INT").await.0, Some(130));
    let there = fs::metadata(unfinished(folder.path()).unwrap()).unwrap().len();
    let again = run(command()).await;
    let json: Value = serde_json::from_slice(&again.stdout).unwrap();
    assert_eq!(json["files"][0]["resumed_from"], there, "{json}");
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_signal_ends_the_wait_for_links() {
    let folder = tempdir().unwrap();
    let mut command = hwlogs();
    command.args(["fetch", "-", "--to"]).arg(folder.path());
    let mut process = tokio::process::Command::from(process(&command));
    process.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = process.kill_on_drop(true).spawn().unwrap();
    // What stays open, so that the end of the links never comes.
    let _links = child.stdin.take().unwrap();
    // A signal that comes before it is waited for ends the process by itself.
    timeout(LIMIT, async {
        while !handles_interrupts(child.id().unwrap()) {
            sleep(Duration::from_millis(5)).await;
        }
    })
    .await
    .unwrap();
    let (status, _) = end(child, "INT").await;
    assert_eq!(status, Some(130));
}

/// Whether SIGINT has a handler in that process.
#[cfg(target_os = "linux")]
fn handles_interrupts(process: u32) -> bool {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:")).unwrap();
    u64::from_str_radix(caught.trim(), 16).unwrap() & (1 << 1) != 0
}

#[tokio::test(flavor = "multi_thread")]
async fn what_another_process_downloads_is_not_touched() {
    let store =
        Store::start([("/x.log", Object::new(vec![b'x'; 2 * MIB]).stops_at(MIB + 9))]).await;
    let folder = tempdir().unwrap();
    let mut command = hwlogs();
    command.args(["fetch", &store.link("/x.log"), "--to"]).arg(folder.path());
    let child = spawn(&command);
    arrived(folder.path(), MIB / 2).await;
    let other = run(command).await;
    assert_eq!(other.status.code(), Some(1), "{other:?}");
    let said = text(&other.stderr);
    assert!(said.contains("another download of x.log into"), "{said}");
    assert!(said.contains("\nhint: let the other one finish"), "{said}");
    assert_eq!(end(child, "INT").await.0, Some(130));
}

/// A cloud whose RDS instance and CloudDC server have large logs.
fn large() -> Scenario {
    let mut scenario = Scenario::default().with_polls_until_ready(1);
    let logs = Logs::Generated { size: Size(8 * MIB as u64), files: None };
    scenario.rds[0].logs = logs.clone();
    scenario.clouddc[0].logs = logs;
    scenario
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_was_interrupted_goes_on_with_its_file() {
    let stall = Fault::Stall { at: Position::Byte(4 * MIB as u64), lasts: None };
    let fault = FaultOrder::new(stall).on(On::service(Service::Obs)).times(1);
    let simulator = Watched::start(large().with_fault(fault)).await;
    let connection = simulator.connection();
    let folder = tempdir().unwrap();
    let command = || {
        let mut command = pointed_at(connection);
        command.args(["rds", "error-log", &connection.rds_instance, "--json", "--to"]);
        command.arg(folder.path());
        command
    };
    let child = spawn(&command());
    arrived(folder.path(), 2 * MIB).await;
    assert_eq!(end(child, "INT").await.0, Some(130));

    let again = run(command()).await;
    assert!(again.status.success(), "{again:?}");
    let json: Value = serde_json::from_slice(&again.stdout).unwrap();
    assert!(json["files"][0]["resumed_from"].as_u64() >= Some(2 * MIB as u64), "{json}");
    let requests = simulator.requests();
    let ranges: Vec<_> = requests
        .iter()
        .filter(|request| request.service == Service::Obs)
        .map(|request| request.range.as_deref().map(start))
        .collect();
    assert_eq!((ranges.len(), ranges[0]), (2, None), "{ranges:?}");
    assert!(ranges[1] >= Some(2 * MIB - (64 << 10)), "{ranges:?}");

    let third: Value = serde_json::from_slice(&run(command()).await.stdout).unwrap();
    assert_eq!(third["files"][0]["already"], true, "{third}");
    let held = simulator.files();
    let held = held.iter().find(|file| file.service == Service::Rds).unwrap();
    assert!(files(folder.path()) == [held.content.bytes().to_vec()]);
}

#[tokio::test(flavor = "multi_thread")]
async fn jobs_take_the_options_of_downloads() {
    let simulator = Watched::start(large()).await;
    let connection = simulator.connection();
    let folder = tempdir().unwrap();
    for (instance, options) in [
        (["rds", "error-log", &connection.rds_instance], ["--connections", "4"]),
        (["clouddc", "server-log", &connection.clouddc_server], ["--decompress", "--verbose"]),
    ] {
        let mut command = pointed_at(connection);
        command.args(instance).args(options).arg("--to").arg(folder.path());
        let output = run(command).await;
        assert!(output.status.success(), "{output:?}");
    }
    let requests = simulator.requests();
    assert!(requests.iter().filter(|request| request.range.is_some()).count() > 1);
    assert!(names(folder.path()).iter().any(|name| name.ends_with(".tar")), "{folder:?}");
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_large_file_is_saved_in_little_memory() {
    const LENGTH: usize = 256 * MIB;
    let object = Object::new(vec![b'x'; LENGTH]).stops_at(LENGTH - 1);
    let store = Store::start([("/x.log", object)]).await;
    let folder = tempdir().unwrap();
    let mut command = hwlogs();
    command.args(["fetch", &store.link("/x.log"), "--to"]).arg(folder.path());
    let child = spawn(&command);
    arrived(folder.path(), LENGTH - MIB).await;
    let status = fs::read_to_string(format!("/proc/{}/status", child.id().unwrap())).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let kilobytes: usize = peak.trim().trim_end_matches(" kB").parse().unwrap();
    // Whatever the file's length; most of it is the program itself, with all that a debug build adds.
    assert!(kilobytes < 32 << 10, "{kilobytes} KiB at its peak for {} KiB", LENGTH >> 10);
}
