//! CloudDC: export, look, download.

use huaweicloud_logs_sim::{Scenario, Service};

use crate::client::{Answer, Client};

fn url(client: &Client) -> String {
    let to = client.to();
    format!(
        "{}/v1/{}/physicalservers/{}/logs/exports",
        to.clouddc, to.project_id, to.clouddc_server
    )
}

const DISPOSITION: &str = "attachment; filename=2102SIM00000000001-dump.tar.gz";

fn progress(answer: &Answer, status: u16) -> (String, String) {
    let body = answer.ok(status);
    let text = |name: &str| body[name].as_str().unwrap().to_owned();
    (text("status"), text("percentage"))
}

#[tokio::test]
async fn an_export_runs_completes_and_is_downloaded() {
    let client = Client::start().await;
    let started = client.post_body(&url(&client), "{ }").await;
    assert_eq!(progress(&started, 202), ("Running".to_owned(), "0%".to_owned()));
    // The answer is JSON although these headers announce a file.
    assert_eq!(started.header("content-disposition"), DISPOSITION);
    assert_eq!(started.header("content-transfer-encoding"), "binary");
    let body = started.json();
    assert_eq!(body["export_id"], "1");
    jiff::fmt::strtime::parse("%Y-%m-%dT%H:%M:%SZ", body["created_at"].as_str().unwrap()).unwrap();

    let export = format!("{}/1", url(&client));
    let early = client.get(&format!("{export}/content")).await;
    early.refused(400, "iMetal.0101", "not ready");
    for (status, percentage) in
        [("Running", "30%"), ("Running", "60%"), ("completed", "100%"), ("completed", "100%")]
    {
        let answer = client.get(&export).await;
        assert_eq!(progress(&answer, 200), (status.to_owned(), percentage.to_owned()));
        assert_eq!(answer.json()["created_at"], body["created_at"]);
    }

    let [file] = &client.files(Service::CloudDc, "server-log")[..] else { panic!("one file") };
    let content = client.get(&format!("{export}/content")).await;
    assert_eq!(content.status, 200);
    assert!(content.body == file.content.bytes());
    assert_eq!(content.header("content-type"), "application/octet-stream;charset=UTF-8");
    assert_eq!(content.header("content-transfer-encoding"), "binary");
    assert_eq!(content.header("content-disposition"), DISPOSITION);
    assert!(DISPOSITION.ends_with(&file.name));
    assert!(content.headers.get("content-length").is_none());
    assert_eq!(content.header("transfer-encoding"), "chunked");
}

#[tokio::test]
async fn every_post_starts_an_export_of_its_own() {
    let client = Client::start_with(Scenario::default().with_polls_until_ready(1)).await;
    let first = client.post(&url(&client)).await.ok(202);
    let second = client.post(&url(&client)).await.ok(202);
    assert_ne!(first["export_id"], second["export_id"]);
    let second = format!("{}/{}", url(&client), second["export_id"].as_str().unwrap());
    assert_eq!(client.get(&second).await.ok(200)["status"], "completed");
    let first = format!("{}/{}/content", url(&client), first["export_id"].as_str().unwrap());
    client.get(&first).await.refused(400, "iMetal.0101", "not ready");
}

#[tokio::test]
async fn an_unknown_export_is_refused() {
    let client = Client::start().await;
    for path in ["/1", "/1/content", "/nonsense", "/nonsense/content"] {
        client.get(&format!("{}{path}", url(&client))).await.refused(
            404,
            "iMetal.0100",
            "does not exist",
        );
    }
}

#[tokio::test]
async fn a_download_needs_credentials() {
    let client = Client::start_with(Scenario::default().with_polls_until_ready(0)).await;
    assert_eq!(client.post(&url(&client)).await.ok(202)["status"], "completed");
    let content = format!("{}/1/content", url(&client));
    client.send(client.bare("GET", &content)).await.refused(401, "APIGW.0301", "");
    assert_eq!(client.get(&content).await.status, 200);
}
