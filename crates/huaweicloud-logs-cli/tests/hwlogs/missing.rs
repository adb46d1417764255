//! What can't be had, and how that is said.

use huaweicloud_logs_sim::Scenario;
use integration_tests::Watched;
use serde_json::Value;
use tempfile::tempdir;

use super::{files, hwlogs, pointed_at, process, run, start, text};

#[tokio::test(flavor = "multi_thread")]
async fn one_bad_instance_costs_the_exit_status_but_not_the_others() {
    let (simulator, folder) = start().await;
    let connection = simulator.connection();
    for json in [false, true] {
        let mut command = pointed_at(connection);
        command.args(["rds", "error-log", "nosuchinstance", &connection.rds_instance, "--to"]);
        command.arg(folder.path()).args(json.then_some("--json"));
        let output = run(command).await;
        assert_eq!(output.status.code(), Some(1));
        let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
        assert!(stdout.contains(&connection.rds_instance), "{stdout}");
        assert!(
            stderr.contains("error: rds nosuchinstance: ") && stderr.contains("\nhint: "),
            "{stderr}"
        );
        if json {
            let json: Value = serde_json::from_str(&stdout).unwrap();
            assert_eq!(json["errors"][0]["instance"], "nosuchinstance");
            assert_eq!(json["errors"][0]["status"], 404);
        }
    }
    // The second time it was there already.
    assert_eq!(files(folder.path()).len(), 1);
}

#[test]
fn a_service_that_the_region_lacks_is_one_error_for_each_instance() {
    let mut command = hwlogs();
    command.envs([("HUAWEICLOUD_SDK_AK", "ak"), ("HUAWEICLOUD_SDK_SK", "sk")]);
    command.args([
        "clouddc",
        "server-log",
        "a",
        "b",
        "--region",
        "cn-north-4",
        "--project-id",
        "p",
    ]);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stderr).matches("cn-southwest-2").count(), 2, "{output:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_missing_file_is_reported_with_its_hint() {
    let dead_links =
        Scenario::default().with_polls_until_ready(0).with_link_lifetime(std::time::Duration::ZERO);
    let simulator = Watched::start(dead_links).await;
    let folder = tempdir().unwrap();
    let mut command = pointed_at(simulator.connection());
    command
        .args(["dds", "error-log", &simulator.connection().dds_instance, "--to"])
        .arg(folder.path());
    let output = run(command).await;
    assert_eq!(output.status.code(), Some(1));
    let stderr = text(&output.stderr);
    assert_eq!(stderr.matches("refused with status 403").count(), 3, "{stderr}");
    assert_eq!(stderr.matches("hint: the link has probably expired").count(), 3, "{stderr}");
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_closed_pipe_hides_no_missing_file() {
    let (simulator, folder) = start().await;
    let connection = simulator.connection();
    for (instances, status) in [
        (vec![connection.rds_instance.as_str()], 0),
        (vec![connection.rds_instance.as_str(), "nosuchinstance"], 1),
    ] {
        let mut command = pointed_at(connection);
        command.args(["rds", "error-log"]).args(instances).arg("--to").arg(folder.path());
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let closed = writer.try_clone().unwrap();
        let mut process = process(&command);
        process.stdout(writer).stderr(closed);
        let (blind, mut process) =
            tokio::task::spawn_blocking(move || (process.status().unwrap(), process))
                .await
                .unwrap();
        assert_eq!(blind.code(), Some(status), "with both closed");
        process.stderr(std::process::Stdio::piped());
        let output = tokio::task::spawn_blocking(move || process.output().unwrap()).await.unwrap();
        assert_eq!(output.status.code(), Some(status), "{output:?}");
        assert_eq!(text(&output.stderr).contains("nosuchinstance"), status == 1, "{output:?}");
    }
}
