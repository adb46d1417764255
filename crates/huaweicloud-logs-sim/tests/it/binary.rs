//! The `hwlogs-sim` process.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use assert_cmd::cargo::cargo_bin;
use serde_json::Value;

/// A running `hwlogs-sim` that does not outlive its test.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Process {
    fn start(arguments: &[&str]) -> (Self, Value) {
        let mut command = Command::new(cargo_bin("hwlogs-sim"));
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = Self(command.spawn().unwrap());
        let mut line = String::new();
        BufReader::new(process.0.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        assert!(line.ends_with('\n'));
        (process, serde_json::from_str(&line).unwrap())
    }

    /// The exit code and what was written to standard error.
    fn ended(mut self) -> (Option<i32>, String) {
        let deadline = Instant::now() + Duration::from_secs(20);
        let status = loop {
            if let Some(status) = self.0.try_wait().unwrap() {
                break status;
            }
            assert!(Instant::now() < deadline, "hwlogs-sim does not end");
            std::thread::sleep(Duration::from_millis(5));
        };
        let mut errors = String::new();
        self.0.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
        (status.code(), errors)
    }
}

#[tokio::test]
async fn it_prints_the_connection_serves_and_ends_with_its_input() {
    let (mut process, connection) = Process::start(&[]);
    let mut names: Vec<_> = connection.as_object().unwrap().keys().cloned().collect();
    names.sort_unstable();
    let mut expected = [
        "rds",
        "dds",
        "dcs",
        "clouddc",
        "iam",
        "obs",
        "control",
        "region",
        "project_id",
        "access_key",
        "secret_key",
        "token",
        "domain_name",
        "user_name",
        "password",
        "rds_instance",
        "rds_sql_server",
        "dds_instance",
        "dcs_instance",
        "clouddc_server",
    ];
    expected.sort_unstable();
    assert_eq!(names, expected);
    assert!(connection.as_object().unwrap().values().all(Value::is_string));

    // Input that is not the end of input is ignored.
    process.0.stdin.as_mut().unwrap().write_all(b"hello\n").unwrap();
    let text = |name: &str| connection[name].as_str().unwrap();
    let url = format!(
        "{}/v3/{}/instances/{}/errorlog-download",
        text("dds"),
        text("project_id"),
        text("dds_instance")
    );
    let request = reqwest::Client::builder().no_proxy().build().unwrap().post(url);
    let answer = request
        .header("X-Auth-Token", text("token"))
        .json(&serde_json::json!({}))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);

    drop(process.0.stdin.take());
    assert_eq!(process.ended(), (Some(0), String::new()));
}

#[tokio::test]
async fn the_number_of_polls_can_be_chosen() {
    let (_process, connection) = Process::start(&["--polls", "0"]);
    let text = |name: &str| connection[name].as_str().unwrap();
    let url = format!(
        "{}/v3/{}/instances/{}/errorlog-download",
        text("rds"),
        text("project_id"),
        text("rds_instance")
    );
    let request = reqwest::Client::builder().no_proxy().build().unwrap().post(url);
    let answer: Value =
        request.header("X-Auth-Token", text("token")).send().await.unwrap().json().await.unwrap();
    assert_eq!(answer["status"], "finish");
}

#[test]
fn it_ends_although_someone_wants_the_hash_of_a_huge_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("huge.toml");
    std::fs::write(&file, "[[rds]]\nlogs = { generated = { size = '100TiB' } }").unwrap();
    let (mut process, connection) = Process::start(&["--scenario", file.to_str().unwrap()]);
    let control = connection["control"].as_str().unwrap().strip_prefix("http://").unwrap();
    let mut asking = std::net::TcpStream::connect(control).unwrap();
    asking.write_all(b"GET /_sim/files HTTP/1.1\r\nHost: simulator\r\n\r\n").unwrap();
    // It is at work when another request, which comes later, has its answer.
    let mut other = std::net::TcpStream::connect(control).unwrap();
    other.write_all(b"GET /_sim/clock HTTP/1.1\r\nHost: simulator\r\n\r\n").unwrap();
    let mut line = String::new();
    BufReader::new(other).read_line(&mut line).unwrap();
    assert!(line.contains("200"), "{line}");
    drop(process.0.stdin.take());
    assert_eq!(process.ended().0, Some(0));
}

#[test]
fn with_its_input_closed_from_the_start_it_ends_straight_away() {
    let command = || assert_cmd::Command::new(cargo_bin("hwlogs-sim"));
    let output = command().timeout(Duration::from_secs(20)).ok().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 1);
    let output = Command::new(cargo_bin("hwlogs-sim")).stdin(Stdio::null()).output().unwrap();
    let hint = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && hint.contains("keep it open"), "{hint}");
}

#[cfg(unix)]
#[test]
fn signals_end_it_cleanly() {
    for signal in ["-INT", "-TERM"] {
        let (process, _) = Process::start(&[]);
        // The shell's own: not every system has the program.
        let kill = format!("kill {signal} {}", process.0.id());
        let sent = Command::new("sh").args(["-c", &kill]).status().unwrap();
        assert!(sent.success());
        assert_eq!(process.ended(), (Some(0), String::new()), "{signal}");
    }
}

#[test]
fn an_output_that_nobody_reads_is_an_error_and_no_panic() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = Command::new(cargo_bin("hwlogs-sim"));
    let child =
        command.stdin(Stdio::piped()).stdout(writer).stderr(Stdio::piped()).spawn().unwrap();
    let (code, errors) = Process(child).ended();
    assert_eq!(code, Some(1));
    assert!(errors.starts_with("hwlogs-sim: cannot write to standard output: "), "{errors}");
    assert_eq!(errors.lines().count(), 1, "{errors}");
}

#[test]
fn help_says_how_long_it_serves() {
    let output = assert_cmd::Command::new(cargo_bin("hwlogs-sim")).arg("--help").ok().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    for words in
        ["standard input", "/dev/null", "SIGTERM", "--polls", "--scenario", "--print-schema"]
    {
        assert!(help.contains(words), "{words} in {help}");
    }
    let output = assert_cmd::Command::new(cargo_bin("hwlogs-sim")).arg("--version").ok().unwrap();
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        format!("hwlogs-sim {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn a_wrong_argument_is_refused() {
    let output = Command::new(cargo_bin("hwlogs-sim")).args(["--polls", "many"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}
