//! The command as its users meet it: arguments in; files, output and exit status out.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod connections;
mod fetch;
#[cfg(unix)]
mod interrupted;
mod lists;
mod missing;
mod secrets;
mod services;
mod store;
mod usage;

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use huaweicloud_logs_sim::{Connection, Scenario};
use integration_tests::Watched;
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

/// The same command for other ways to run it.
fn process(command: &Command) -> std::process::Command {
    let mut process = std::process::Command::new(command.get_program());
    process.args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => process.env(name, value),
            None => process.env_remove(name),
        };
    }
    process
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

/// What is in a folder, hidden files included.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The simulator, and a folder to save to.
async fn start() -> (Watched, TempDir) {
    let scenario = Scenario::default().with_polls_until_ready(2);
    (Watched::start(scenario).await, tempdir().unwrap())
}
