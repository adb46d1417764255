//! Proxies and certificates, from options and the environment.

use std::fs;

use assert_cmd::Command;
use integration_tests::{ForwardProxy, Manner, TlsCloud};
use tempfile::tempdir;

use super::{files, hwlogs, pointed_at, run, start, text};

const PASSWORD: &str = "open%20sesame";
/// Nobody listens there.
const DEAD: &str = "http://me:hunter2@127.0.0.1:9";

#[tokio::test(flavor = "multi_thread")]
async fn the_proxy_of_the_environment_is_used_except_where_no_proxy_says() {
    let (simulator, folder) = start().await;
    let connection = simulator.connection();
    let address = connection.rds.strip_prefix("http://").unwrap().parse().unwrap();
    let command = || {
        let mut command = hwlogs();
        command
            .env("HWLOGS_TOKEN", &connection.token)
            .args(["rds", "error-log", &connection.rds_instance])
            .args(["--project-id", &connection.project_id, "--poll-interval", "1ms"])
            .args(["--endpoint", "rds=http://rds.example", "--to"])
            .arg(folder.path());
        command
    };
    let is_link = |asked: &String| asked.starts_with("GET http://127.0.0.1:");
    for (no_proxy, links) in [("", 1), ("127.0.0.1", 0)] {
        let proxy = ForwardProxy::start(address).await;
        let mut command = command();
        command.env("HTTP_PROXY", proxy.url(PASSWORD)).env("NO_PROXY", no_proxy);
        let output = run(command).await;
        assert!(output.status.success(), "{output:?}");
        assert_eq!(proxy.seen().iter().filter(|asked| is_link(asked)).count(), links);
        assert!(proxy.seen()[0].starts_with("POST http://rds.example/"), "{:?}", proxy.seen());
    }
    assert_eq!(files(folder.path()).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn this_machine_is_reached_through_a_proxy_only_if_that_is_named() {
    let (simulator, folder) = start().await;
    let connection = simulator.connection();
    let proxy = ForwardProxy::start("127.0.0.1:9".parse().unwrap()).await;
    let command = || {
        let mut command = pointed_at(connection);
        command.args(["rds", "error-log", &connection.rds_instance, "--to"]).arg(folder.path());
        command.env("HTTP_PROXY", DEAD);
        command
    };
    let mut direct = command();
    direct.env("HWLOGS_PROXY", "");
    assert!(run(direct).await.status.success());
    let mut by_option = command();
    by_option.args(["--proxy", &proxy.url(PASSWORD)]).env("HWLOGS_PROXY", DEAD);
    assert!(run(by_option).await.status.success());
    let seen = proxy.seen().len();
    assert!(seen > 1);
    let mut by_variable = command();
    by_variable.env("HWLOGS_PROXY", proxy.url(PASSWORD)).env("NO_PROXY", "*");
    assert!(run(by_variable).await.status.success());
    assert!(proxy.seen().len() > seen);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_proxy_password_is_shown() {
    let (simulator, folder) = start().await;
    let connection = simulator.connection();
    let proxy = ForwardProxy::start("127.0.0.1:9".parse().unwrap()).await;
    for (url, status, said) in [
        (proxy.url("hunter2"), 1, "hint: the proxy wants a user name and password"),
        (DEAD.to_owned(), 1, "refused"),
        ("http://me:hunter2@proxy:port".to_owned(), 2, "hint: write scheme, host and port"),
        ("socks5://me:hunter2@proxy:1".to_owned(), 2, "neither http nor https"),
    ] {
        for arguments in [&[][..], &["--json"], &["--help"]] {
            let mut command = pointed_at(connection);
            command.args(["rds", "error-log", &connection.rds_instance, "--to"]).arg(folder.path());
            command.args(arguments).env("HWLOGS_PROXY", &url);
            let output = run(command).await;
            let shown = text(&output.stdout) + &text(&output.stderr);
            assert!(!shown.contains("hunter2"), "{shown}");
            if arguments != ["--help"] {
                assert_eq!(output.status.code(), Some(status), "{shown}");
                assert!(shown.contains(said), "{shown}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ca_file_makes_a_private_cloud_trusted() {
    let server = TlsCloud::start(&["h2"], Manner::Well).await;
    let folder = tempdir().unwrap();
    let pem = folder.path().join("ca.pem");
    fs::write(&pem, server.authority()).unwrap();
    let command = || {
        let mut command = hwlogs();
        command
            .env("HWLOGS_TOKEN", "t")
            .args(["rds", "error-log", "i", "--project-id", "p"])
            .args(["--endpoint", &format!("rds=https://{}", server.address()), "--to"])
            .arg(folder.path().join("logs"));
        command
    };
    let mut stranger = command();
    stranger.env("HWLOGS_CA_FILE", "");
    let output = run(stranger).await;
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("hwlogs --ca-file"), "{output:?}");

    let mut by_option = command();
    by_option.arg("--ca-file").arg(&pem);
    let mut by_variable = command();
    by_variable.env("HWLOGS_CA_FILE", &pem);
    for command in [by_option, by_variable] {
        let output = run(command).await;
        assert!(output.status.success(), "{output:?}");
    }
    // Both brought the same bytes.
    assert_eq!(files(&folder.path().join("logs")).len(), 1);
}

#[test]
fn an_unusable_ca_file_is_wrong_usage() {
    let folder = tempdir().unwrap();
    let (missing, empty) = (folder.path().join("missing.pem"), folder.path().join("empty.pem"));
    fs::write(&empty, "").unwrap();
    for (file, said) in [(&missing, "missing.pem"), (&empty, "BEGIN CERTIFICATE")] {
        let mut command: Command = hwlogs();
        command.env("HWLOGS_TOKEN", "t").args(["rds", "error-log", "i", "--project-id", "p"]);
        command.args(["--region", "cn-north-4", "--ca-file"]).arg(file);
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert!(text(&output.stderr).contains(said), "{output:?}");
    }
}
