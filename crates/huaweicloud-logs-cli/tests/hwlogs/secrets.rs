//! Where credentials come from, and what is never shown.

use assert_cmd::Command;
use huaweicloud_logs_sim::Scenario;
use integration_tests::Watched;

use super::{hwlogs, pointed_at, run, start, text};

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
