//! The command as its users meet it: arguments in; files, output and exit status out.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod connections;
#[cfg(unix)]
mod unfinished;

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use huaweicloud_logs_sim::{Connection, Scenario};
use integration_tests::Watched;
use serde_json::Value;
use tempfile::{TempDir, tempdir};

/// `hwlogs` without anything from the environment of the tests.
fn hwlogs() -> Command {
    let mut command = Command::cargo_bin("hwlogs").unwrap();
    for name in ["AK", "SK", "SECURITY_TOKEN", "PROJECT_ID"] {
        command.env_remove(format!("HUAWEICLOUD_SDK_{name}"));
    }
    let ours = [
        "TOKEN",
        "REGION",
        "DOMAIN",
        "USER",
        "PASSWORD",
        "CREDENTIALS_FILE",
        "PROFILE",
        "PROXY",
        "CA_FILE",
    ];
    for name in ours {
        command.env_remove(format!("HWLOGS_{name}"));
    }
    // Nothing is kept of a test.
    command.env("HWLOGS_HISTORY", "");
    // No home folder in which there might be a profile.
    command.env("XDG_CONFIG_HOME", "/nonexistent");
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"] {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    command
}

/// `hwlogs` pointed at the simulator, with keys.
fn pointed_at(connection: &Connection) -> Command {
    let mut command = hwlogs();
    command
        .env("HUAWEICLOUD_SDK_AK", &connection.access_key)
        .env("HUAWEICLOUD_SDK_SK", &connection.secret_key)
        .env("HUAWEICLOUD_SDK_PROJECT_ID", &connection.project_id)
        .args(["--poll-interval", "1ms"]);
    for (service, url) in [
        ("rds", &connection.rds),
        ("dds", &connection.dds),
        ("dcs", &connection.dcs),
        ("clouddc", &connection.clouddc),
    ] {
        command.args(["--endpoint", &format!("{service}={url}")]);
    }
    command
}

async fn run(mut command: Command) -> Output {
    tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn files(folder: &Path) -> Vec<Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = entries.map(|entry| fs::read(entry.unwrap().path()).unwrap()).collect();
    files.sort();
    files
}

/// The simulator, and a folder to save to.
async fn start() -> (Watched, TempDir) {
    let scenario = Scenario::default().with_polls_until_ready(2);
    (Watched::start(scenario).await, tempdir().unwrap())
}

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
async fn each_service_saves_what_the_simulator_holds() {
    let (simulator, folder) = start().await;
    let connection = simulator.connection();
    for arguments in [
        ["rds", "error-log", &connection.rds_instance],
        ["dds", "error-log", &connection.dds_instance],
        ["clouddc", "server-log", &connection.clouddc_server],
    ] {
        let mut command = pointed_at(connection);
        command.args(arguments).arg("--to").arg(folder.path());
        let output = run(command).await;
        assert!(output.status.success(), "{output:?}");
    }
    let mut command = pointed_at(connection);
    command.args(["dcs", "run-log", &connection.dcs_instance, "--days", "7", "--replication"]);
    command
        .arg(&simulator.dcs_replication_ids(&simulator.connection().dcs_instance)[0])
        .arg("--to")
        .arg(folder.path());
    assert!(run(command).await.status.success());

    let mut held: Vec<_> =
        simulator.files().iter().map(|file| file.content.bytes().to_vec()).collect();
    held.sort();
    assert!(files(folder.path()) == held, "the folder differs from what the simulator holds");
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
    assert_eq!(files(folder.path()).len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_output_shows_a_secret_or_a_link() {
    let (simulator, folder) = start().await;
    let connection = simulator.connection();
    let dead_links =
        Scenario::default().with_polls_until_ready(0).with_link_lifetime(std::time::Duration::ZERO);
    let dead = Watched::start(dead_links).await;
    let mut outputs = Vec::new();
    for (connection, secret) in [
        (connection, connection.secret_key.as_str()),
        (dead.connection(), connection.secret_key.as_str()),
        (connection, "a-wrong-secret"),
    ] {
        for flag in [None, Some("--json"), Some("--verbose")] {
            let mut command = pointed_at(connection);
            command.env("HUAWEICLOUD_SDK_SK", secret).args(flag);
            command.args(["rds", "error-log", &connection.rds_instance, "--to"]).arg(folder.path());
            outputs.push(run(command).await);
        }
    }
    assert_eq!(outputs.iter().filter(|output| output.status.success()).count(), 3);
    for output in outputs {
        let shown = text(&output.stdout) + &text(&output.stderr);
        for secret in [&connection.secret_key, "a-wrong-secret", "Signature", "Expires="] {
            assert!(!shown.contains(secret), "{secret} in {shown}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn verbose_tells_each_call_and_its_request_id() {
    let (simulator, folder) = start().await;
    let connection = simulator.connection();
    let mut command = pointed_at(connection);
    command
        .arg("-v")
        .args(["rds", "error-log", &connection.rds_instance, "--to"])
        .arg(folder.path());
    let output = run(command).await;
    let said = text(&output.stderr);
    for part in [
        "api.call",
        "DownloadErrorlog",
        "status=200",
        "request_id=",
        "job.wait",
        "job.poll",
        "download.attempt",
    ] {
        assert!(said.contains(part), "{part} in {said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_profile_and_a_password_work_without_a_project_id() {
    let (simulator, folder) = start().await;
    let connection = simulator.connection();
    let file = folder.path().join("credentials.toml");
    let password = format!("password = {:?}", connection.password);
    let text_of = format!(
        "[default]\ndomain = {:?}\nuser = {:?}\n{password}\n",
        connection.domain_name, connection.user_name
    );
    std::fs::write(&file, text_of).unwrap();
    std::fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let endpoints = [format!("rds={}", connection.rds), format!("iam={}", connection.iam)];
    let logs = folder.path().join("logs");
    let fetch = |with: &dyn Fn(&mut Command)| {
        let mut command = hwlogs();
        command.args([
            "rds",
            "error-log",
            &connection.rds_instance,
            "--poll-interval",
            "10ms",
            "--to",
        ]);
        command.arg(&logs).args(endpoints.iter().flat_map(|url| ["--endpoint", url]));
        with(&mut command);
        command
    };
    // Without a region nobody knows which project is meant.
    let output = run(fetch(&|command| {
        command.env("HWLOGS_CREDENTIALS_FILE", &file);
    }))
    .await;
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    for profile in [None, Some("default")] {
        let output = run(fetch(&|command| {
            command.env("HWLOGS_CREDENTIALS_FILE", &file).args(["--region", &connection.region]);
            command.args(profile.iter().flat_map(|name| ["--profile", name]));
        }))
        .await;
        assert!(output.status.success(), "{output:?}");
    }
    std::fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
    let output = run(fetch(&|command| {
        command.env("HWLOGS_CREDENTIALS_FILE", &file);
    }))
    .await;
    let said = text(&output.stderr);
    assert!(!output.status.success() && said.contains("chmod 600"), "{said}");
    assert!(!said.contains(&connection.password), "{said}");
}

#[test]
fn wrong_usage_says_what_to_write() {
    let keys = [
        ("HUAWEICLOUD_SDK_AK", "ak"),
        ("HUAWEICLOUD_SDK_SK", "sk"),
        ("HUAWEICLOUD_SDK_PROJECT_ID", "p"),
    ];
    for (arguments, with_keys, said) in [
        (&["rds", "error-log"][..], true, "<ID>"),
        (&["rds", "error-log", "i", "--region", "cn-north-4"], false, "HUAWEICLOUD_SDK_AK"),
        (&["rds", "error-log", "i"], true, "region"),
        (&["rds", "error-log", "i", "--region", "cn-nort-4"], true, "cn-north-4"),
        (&["clouddc", "server-log", "i", "--region", "nowhere"], true, "nowhere"),
        (&["rds", "error-log", "i", "--timeout", "soon"], true, "20m"),
        (&["rds", "error-log", "i", "--endpoint", "obs=http://h"], true, "clouddc"),
        (&["dcs", "run-log", "i", "--days", "2"], true, "7"),
        (&["frob"], true, "frob"),
    ] {
        let mut command = hwlogs();
        command.args(arguments).envs(with_keys.then_some(keys).into_iter().flatten());
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {output:?}");
        let stderr = text(&output.stderr);
        assert!(stderr.contains(said), "{arguments:?}: {stderr}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn an_early_error_is_json_too() {
    let output = hwlogs()
        .args(["rds", "error-log", "i", "--json", "--region", "cn-north-4"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["files"], Value::Array(vec![]));
    assert!(json["errors"][0]["message"].as_str().unwrap().contains("HUAWEICLOUD_SDK_AK"));
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
        let mut process = std::process::Command::new(command.get_program());
        process.args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => process.env(name, value),
                None => process.env_remove(name),
            };
        }
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
