//! RDS: the POST that is also the poll.

use std::time::Duration;

use huaweicloud_logs_sim::{KNOWN_JOB_ID, Scenario, Service};
use serde_json::Value;

use crate::calls::client_of;
use crate::client::Client;

fn url(client: &Client) -> String {
    let to = client.to();
    format!("{}/v3/{}/instances/{}/errorlog-download", to.rds, to.project_id, to.rds_instance)
}

/// Sorted: whether an object keeps its order depends on serde_json's features.
fn members(item: &Value) -> Vec<&str> {
    let mut names: Vec<_> = item.as_object().unwrap().keys().map(String::as_str).collect();
    names.sort_unstable();
    names
}

#[tokio::test]
async fn an_export_is_started_once_followed_and_fetched() {
    let client = Client::start().await;
    let mut workflow = Value::Null;
    for poll in 0..3 {
        let answer = client.post(&url(&client)).await.ok(200);
        assert_eq!((&answer["status"], &answer["count"]), (&"CREATING".into(), &1.into()));
        let item = &answer["list"][0];
        assert_eq!(members(item), ["create_at", "file_name", "status", "workflow_id"]);
        assert_eq!(item["status"], "EXPORTING");
        if poll == 0 {
            workflow = item["workflow_id"].clone();
        }
        assert_eq!(item["workflow_id"], workflow, "a repeated POST starts no second export");
    }

    let answer = client.post(&url(&client)).await.ok(200);
    assert_eq!(answer["status"], "finish");
    let item = &answer["list"][0];
    assert_eq!(
        members(item),
        ["create_at", "file_link", "file_name", "file_size", "update_at", "workflow_id"]
    );
    assert_eq!(item["workflow_id"], workflow);
    let size: u64 = item["file_size"].as_str().unwrap().parse().unwrap();
    let (created, updated) =
        (item["create_at"].as_i64().unwrap(), item["update_at"].as_i64().unwrap());
    assert!(created > 1_700_000_000_000 && updated >= created);

    let [file] = &client.files(Service::Rds, "error-log")[..] else { panic!("one file") };
    assert_eq!(file.name, item["file_name"].as_str().unwrap());
    let time =
        file.name.strip_prefix(&format!("{}_errorlog_download_", client.to().project_id)).unwrap();
    assert!(time.len() == 17 && time.bytes().all(|byte| byte.is_ascii_digit()), "{time}");
    assert_eq!(size, file.content.size() / 1024);

    let link = item["file_link"].as_str().unwrap();
    assert!(
        link.starts_with(&format!("{}/{}?AWSAccessKeyId=", client.to().obs, file.name)),
        "{link}"
    );
    let object = client.fetch(link).await;
    assert_eq!(object.status, 200);
    assert!(object.body == file.content.bytes());
    assert_eq!(object.header("content-length"), file.content.size().to_string());

    let again = client.post(&url(&client)).await.ok(200);
    assert_eq!(again["list"][0]["file_link"], link, "the link stays the same while it is good");
}

#[tokio::test]
async fn an_expired_link_is_refused_and_the_next_post_starts_again() {
    let scenario = Scenario::default().with_polls_until_ready(1).with_link_lifetime(Duration::ZERO);
    let client = Client::start_with(scenario).await;
    let first = client.post(&url(&client)).await.ok(200);
    let ready = client.post(&url(&client)).await.ok(200);
    let object = client.fetch(ready["list"][0]["file_link"].as_str().unwrap()).await;
    assert_eq!(object.status, 403);
    assert!(object.text().contains("<Message>Request has expired</Message>"), "{}", object.text());

    let again = client.post(&url(&client)).await.ok(200);
    assert_eq!(again["status"], "CREATING");
    assert_ne!(again["list"][0]["workflow_id"], first["list"][0]["workflow_id"]);
}

#[tokio::test]
async fn a_job_of_no_polls_is_finished_at_once() {
    let client = Client::start_with(Scenario::default().with_polls_until_ready(0)).await;
    let answer = client.post_body(&url(&client), "{}").await.ok(200);
    assert_eq!(answer["status"], "finish");
}

fn jobs(client: &Client) -> String {
    format!("{}/v3/{}/jobs", client.to().rds, client.to().project_id)
}

#[tokio::test]
async fn a_log_export_is_no_job_that_can_be_asked_for() {
    let client = Client::start().await;
    let started = client.post(&url(&client)).await.ok(200);
    let id = started["list"][0]["workflow_id"].as_str().unwrap();
    let answer = client.get(&format!("{}?id={id}", jobs(&client))).await;
    answer.refused(404, "DBS.200044", id);
    let answer = client.post(&url(&client)).await.ok(200);
    assert_eq!(answer["list"][0]["workflow_id"], id, "asking for the job did the export no harm");
}

#[tokio::test]
async fn a_job_query_needs_an_id() {
    let client = Client::start().await;
    for query in ["", "?id=", "?ID=1"] {
        client.get(&format!("{}{query}", jobs(&client))).await.refused(
            400,
            "DBS.200001",
            "id is missing",
        );
    }
}

#[tokio::test]
async fn the_known_job_is_shown() {
    let client = Client::start().await;
    let answer = client.get(&format!("{}?id={KNOWN_JOB_ID}", jobs(&client))).await.ok(200);
    let job = &answer["job"];
    assert_eq!((&job["id"], &job["status"]), (&KNOWN_JOB_ID.into(), &"Completed".into()));
    assert_eq!((&job["process"], &job["entities"]), (&"".into(), &serde_json::json!({})));
    assert_eq!(job["instance"]["id"], client.to().rds_instance);
    for time in ["created", "ended"] {
        jiff::fmt::strtime::parse("%Y-%m-%dT%H:%M:%S%z", job[time].as_str().unwrap()).unwrap();
    }
}

#[tokio::test]
async fn the_known_job_made_the_first_instance_whatever_it_runs() {
    for (engine, kind) in [
        ("postgresql", "CreatePostgreSQLSingleHAInstance"),
        ("mysql", "CreateMysqlSingleHAInstance"),
        ("sql-server", "CreateSqlserverSingleHAInstance"),
    ] {
        let client = client_of(&format!("rds = [{{ engine = '{engine}' }}, {{}}]")).await;
        let answer = client.get(&format!("{}?id={KNOWN_JOB_ID}", jobs(&client))).await.ok(200);
        let job = &answer["job"];
        assert_eq!(job["name"], kind);
        assert_eq!(job["instance"]["id"], client.to().rds_instance);
        assert_eq!(job["instance"]["name"], "rds-simulated-1");
    }
}
