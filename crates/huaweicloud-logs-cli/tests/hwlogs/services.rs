//! Each service, from arguments to files.

use std::fs;

use serde_json::Value;
use tempfile::tempdir;

use super::{files, hwlogs, pointed_at, run, start, text};

#[tokio::test(flavor = "multi_thread")]
async fn demo_saves_the_files_of_all_four_services() {
    let folder = tempdir().unwrap();
    let mut command = hwlogs();
    command.args(["demo", "--poll-interval", "1ms", "--to"]).arg(folder.path());
    let output = run(command).await;
    assert!(output.status.success(), "{output:?}");
    let table = text(&output.stdout);
    for column in ["service", "instance", "file", "bytes", "polls", "time"] {
        assert!(table.lines().next().unwrap().contains(column), "{table}");
    }
    for service in ["rds", "dds", "dcs", "clouddc"] {
        let row = |line: &str| line.trim_start().starts_with(&format!("{service} "));
        assert!(table.lines().any(row), "{service} is missing in\n{table}");
    }
    assert!(text(&output.stderr).contains("byte for byte"));
    assert_eq!(files(folder.path()).len(), 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_kind_of_log_is_saved_as_the_simulator_holds_it() {
    let (simulator, folder) = start().await;
    let connection = simulator.connection();
    let sql_server = connection.rds_sql_server.as_deref().unwrap();
    let replica = &simulator.dcs_replication_ids(&connection.dcs_instance)[0];
    let listed = |command: &'static str| async move {
        let mut asking = pointed_at(connection);
        asking.args(["--json", "rds", command, sql_server]);
        let json: Value = serde_json::from_slice(&run(asking).await.stdout).unwrap();
        json["files"][0]["name"].as_str().unwrap().to_owned()
    };
    let (trace, events) = (listed("slow-log-files").await, listed("xel-log-files").await);
    let (rds, dds, dcs) =
        (&*connection.rds_instance, &*connection.dds_instance, &*connection.dcs_instance);
    let mut saved = 0;
    for arguments in [
        vec!["rds", "error-log", rds],
        vec!["rds", "slow-log", rds],
        vec!["rds", "slow-log", sql_server, "--file", &trace],
        vec!["rds", "audit-log", rds, "--from", "30d"],
        vec!["rds", "xel-log", sql_server, "--file", &events],
        vec!["dds", "error-log", dds],
        vec!["dds", "slow-log", dds],
        vec!["dds", "audit-log", dds, "--from", "29d"],
        vec!["dcs", "run-log", dcs, "--days", "7", "--replication", replica],
        vec!["clouddc", "server-log", &connection.clouddc_server],
    ] {
        let mut command = pointed_at(connection);
        command.args(&arguments).arg("--to").arg(folder.path());
        let output = run(command).await;
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        let now = files(folder.path()).len();
        assert!(now > saved, "{arguments:?} saved nothing: {output:?}");
        saved = now;
    }
    let held: Vec<_> = simulator.files().iter().map(|file| file.content.bytes().to_vec()).collect();
    for file in files(folder.path()) {
        assert!(held.contains(&file), "a file differs from what the simulator holds");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_and_options_for_nodes_and_json_work_together() {
    let (simulator, folder) = start().await;
    let connection = simulator.connection();
    let node = &simulator.dds_node_ids(&simulator.connection().dds_instance)[0];
    let mut command = hwlogs();
    command.env("HWLOGS_TOKEN", &connection.token).arg("--json").args([
        "dds",
        "error-log",
        &connection.dds_instance,
        "--node",
        node,
        "--project-id",
        &connection.project_id,
        "--endpoint",
        &format!("dds={}", connection.dds),
        "--poll-interval",
        "1ms",
        "--to",
    ]);
    command.arg(folder.path());
    let output = run(command).await;
    assert!(output.status.success(), "{output:?}");
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    let file = &json["files"][0];
    assert_eq!(json["files"].as_array().unwrap().len(), 1);
    assert_eq!((file["service"].as_str(), file["polls"].as_u64()), (Some("dds"), Some(3)));
    assert!(file["name"].as_str().unwrap().contains(node));
    let saved = fs::metadata(file["file"].as_str().unwrap()).unwrap();
    assert_eq!(file["bytes"].as_u64(), Some(saved.len()));
    assert_eq!(json["errors"], Value::Array(vec![]));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_given_twice_is_fetched_once() {
    let (simulator, folder) = start().await;
    let id = &simulator.connection().clouddc_server;
    let mut command = pointed_at(simulator.connection());
    command.args(["clouddc", "server-log", id, id, "--to"]).arg(folder.path());
    assert!(run(command).await.status.success());
    assert_eq!(files(folder.path()).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn how_long_jobs_took_is_kept_for_the_next_time() {
    let (simulator, folder) = start().await;
    let connection = simulator.connection();
    let history = folder.path().join("state/history.json");
    let jobs = || {
        let text = fs::read_to_string(&history).unwrap();
        let kept: serde_json::Value = serde_json::from_str(&text).unwrap();
        kept["jobs"][0]["samples"].as_array().unwrap().len()
    };
    for runs in 1..=3 {
        let mut command = pointed_at(connection);
        command.env("HWLOGS_HISTORY", &history);
        command
            .args(["clouddc", "server-log", &connection.clouddc_server, "--to"])
            .arg(folder.path());
        let output = run(command).await;
        assert!(output.status.success(), "{output:?}");
        assert_eq!(jobs(), runs);
    }
    // A broken one is no reason not to work.
    fs::write(&history, "{").unwrap();
    let mut command = pointed_at(connection);
    command.arg("--history").arg(&history);
    command.args(["clouddc", "server-log", &connection.clouddc_server, "--to"]).arg(folder.path());
    assert!(run(command).await.status.success());
    assert_eq!(jobs(), 1);
}
