//! Slow query logs: the job of the error logs once more, with logs of its own.

use huaweicloud_logs_sim::{Scenario, Service};
use serde_json::{Value, json};

use crate::calls::{ask_dds, ask_rds, client_of, dds, download, items, pass, rds, text};
use crate::client::Client;

async fn ask(client: &Client) -> Value {
    let url = rds(client, &client.to().rds_instance, "slowlog-download");
    client.post_body(&url, "{}").await.ok(200)
}

async fn ask_nodes(client: &Client, body: Value) -> Value {
    let url = dds(client, &client.to().dds_instance, "slowlog-download");
    client.post_body(&url, body.to_string()).await.ok(200)
}

/// The end of a link, in seconds since 1970.
fn end(link: &Value) -> i64 {
    text(link).split("Expires=").nth(1).unwrap().split('&').next().unwrap().parse().unwrap()
}

fn life(client: &Client, link: &Value) -> i64 {
    end(link) - client.simulator.now().as_second()
}

#[tokio::test]
async fn the_export_of_an_rds_instance_goes_as_in_the_example() {
    let client = Client::start().await;
    for _ in 0..3 {
        let answer = ask(&client).await;
        let item = &answer["list"][0];
        assert_eq!((&answer["status"], &item["status"]), (&json!("CREATING"), &json!("EXPORTING")));
        assert_eq!(item.as_object().unwrap().len(), 4, "{item}");
    }
    let answer = ask(&client).await;
    assert_eq!((&answer["status"], &answer["count"]), (&json!("FINISH"), &json!(1)));
    let item = &answer["list"][0];
    assert_eq!(item["status"], "SUCCESS");
    assert!((299..=301).contains(&life(&client, &item["file_link"])));
    let [file] = &client.files(Service::Rds, "slow-log")[..1] else { panic!("a file") };
    assert_eq!(item["file_name"], file.name);
    let prefix = format!("{}_slowlog_download_", client.to().project_id);
    assert!(file.name.starts_with(&prefix), "{}", file.name);
    assert_eq!(item["file_size"], (file.content.size() / 1024).to_string());
    assert!(download(&client, &item["file_link"]).await == file.content.bytes());
}

#[tokio::test]
async fn the_exports_of_error_and_slow_logs_have_nothing_to_do_with_each_other() {
    let client = Client::start_with(Scenario::default().with_polls_until_ready(1)).await;
    ask(&client).await;
    assert_eq!(ask_rds(&client).await["status"], "CREATING");
    let [slow, error] = [ask(&client).await, ask_rds(&client).await];
    assert_eq!((&slow["status"], &error["status"]), (&json!("FINISH"), &json!("finish")));
    let [slow, error] = [&slow["list"][0], &error["list"][0]];
    for member in ["workflow_id", "file_name", "file_link"] {
        assert_ne!(slow[member], error[member], "{member}");
    }
    assert!(
        download(&client, &slow["file_link"]).await != download(&client, &error["file_link"]).await
    );

    let node = client.simulator.dds_node_ids(&client.to().dds_instance).remove(0);
    ask_nodes(&client, json!({"node_id_list": [node]})).await;
    assert_eq!(ask_dds(&client, &[&node]).await["status"], "CREATING");
    assert_eq!(ask_nodes(&client, json!({"node_id_list": [node]})).await["status"], "FINISH");
}

#[tokio::test]
async fn an_expired_link_is_followed_by_another_export() {
    let client = client_of("jobs.takes.polls = 0").await;
    let first = ask(&client).await;
    pass(&client, 299);
    assert_eq!(ask(&client).await, first, "it stays while it is good");
    pass(&client, 3);
    assert_eq!(client.fetch(text(&first["list"][0]["file_link"])).await.status, 403);
    let second = ask(&client).await;
    assert_ne!(second["list"][0]["file_name"], first["list"][0]["file_name"]);
    let file = client.files(Service::Rds, "slow-log").remove(0);
    assert!(download(&client, &second["list"][0]["file_link"]).await == file.content.bytes());

    let first = ask_nodes(&client, json!({})).await;
    assert!((899..=901).contains(&life(&client, &first["list"][0]["file_link"])));
    pass(&client, 901);
    let second = ask_nodes(&client, json!({})).await;
    for (index, file) in client.files(Service::Dds, "slow-log").into_iter().enumerate() {
        let [old, new] = [&first, &second].map(|answer| &answer["list"][index]);
        assert_eq!(client.fetch(text(&old["file_link"])).await.status, 403);
        assert!(download(&client, &new["file_link"]).await == file.content.bytes());
    }
}

#[tokio::test]
async fn after_an_expired_link_the_same_object_can_get_another() {
    let client =
        client_of("jobs.takes.polls = 0\nlinks = { lifetime = '60s', reissue = 'same-object' }")
            .await;
    let first = ask(&client).await;
    pass(&client, 61);
    let second = ask(&client).await;
    let [first, second] = [&first["list"][0], &second["list"][0]];
    assert_eq!(first["file_name"], second["file_name"]);
    assert_eq!(client.fetch(text(&first["file_link"])).await.status, 403);
    assert!(!download(&client, &second["file_link"]).await.is_empty());
}

#[tokio::test]
async fn a_body_has_to_be_there_and_its_members_have_their_types() {
    let client = Client::start().await;
    let to = client.to();
    for url in [
        rds(&client, &to.rds_instance, "slowlog-download"),
        dds(&client, &to.dds_instance, "slowlog-download"),
    ] {
        let request = client.bare("POST", &url).header("X-Auth-Token", &to.token);
        client.send(request).await.refused(400, "DBS.200001", "body is missing");
        // The official clients say JSON and send nothing.
        client.post(&url).await.ok(200);
    }
    let url = rds(&client, &to.rds_instance, "slowlog-download");
    for member in ["file_name", "request_id"] {
        for value in [json!(1), json!(null), json!(["a"])] {
            let answer = client.post_body(&url, json!({ member: value }).to_string()).await;
            answer.refused(400, "DBS.200001", &format!("{member} is not a string"));
        }
        let answer = client.post_body(&url, json!({ member: "any" }).to_string()).await;
        assert_eq!(answer.ok(200)["count"], 1, "PostgreSQL needs neither");
    }
}

#[tokio::test]
async fn mysql_has_slow_logs_and_no_ids_of_tasks() {
    let client = client_of("rds = [{ engine = 'mysql' }]\njobs.takes.polls = 0").await;
    let item = &ask(&client).await["list"][0];
    assert_eq!((&item["workflow_id"], &item["status"]), (&json!(""), &json!("SUCCESS")));
    let [file] = &client.files(Service::Rds, "slow-log")[..] else { panic!("one file") };
    assert!(download(&client, &item["file_link"]).await == file.content.bytes());
    assert!(file.content.bytes().windows(12).any(|bytes| bytes == b"# Query_time"));
    assert_eq!(client.to().rds_sql_server, None);
    assert!(client.to().rds_instance.ends_with("in01"));
}

#[tokio::test]
async fn every_node_of_dds_has_one_and_is_asked_for_by_its_names() {
    let client = client_of("jobs.takes.polls = 3").await;
    let words = |answer: &Value| -> Vec<String> {
        items(answer, "list").iter().map(|item| text(&item["status"]).to_owned()).collect()
    };
    let first = ask_nodes(&client, json!({})).await;
    assert_eq!(words(&first), ["EXPORTING"; 3]);
    let second = ask_nodes(&client, json!({})).await;
    assert_eq!(words(&second), ["EXPORTING", "SUCCESS", "EXPORTING"]);
    let name = &second["list"][1]["file_name"];
    let one = ask_nodes(&client, json!({"file_name_list": [name]})).await;
    assert_eq!((&one["count"], &one["status"]), (&json!(1), &json!("FINISH")));
    let file = &client.files(Service::Dds, "slow-log")[1];
    assert_eq!(one["list"][0]["file_name"], file.name);
    let node = &client.simulator.dds_node_ids(&client.to().dds_instance)[1];
    assert!(file.name.contains(&format!("_{node}_slowlog_")), "{}", file.name);
    assert!(download(&client, &one["list"][0]["file_link"]).await == file.content.bytes());

    let url = dds(&client, &client.to().dds_instance, "errorlog-download");
    let body = json!({"file_name_list": [name]}).to_string();
    client.post_body(&url, body).await.refused(400, "DBS.200001", "unknown file");
    let url = dds(&client, &client.to().dds_instance, "slowlog-download");
    let body = json!({"node_id_list": ["nowhere"]}).to_string();
    client.post_body(&url, body).await.refused(400, "DBS.200001", "unknown node nowhere");
}

#[tokio::test]
async fn failures_quotas_and_spellings_are_those_of_the_other_exports() {
    let client = client_of(
        "jobs = { takes.polls = 0, failure_rate = 1.0 }
         dialect = { words = 'lower', update_field = 'updated_at' }
         quota.calls_per_minute = 3",
    )
    .await;
    let [rds_answer, dds_answer] = [ask(&client).await, ask_nodes(&client, json!({})).await];
    for answer in [&rds_answer, &dds_answer] {
        assert_eq!(
            (&answer["status"], &answer["list"][0]["status"]),
            (&json!("failed"), &json!("failed"))
        );
    }
    assert!(dds_answer["list"][0].get("update_at").is_none());
    assert!(dds_answer["list"][0]["updated_at"].is_i64());
    ask(&client).await;
    ask(&client).await;
    let url = rds(&client, &client.to().rds_instance, "slowlog-download");
    client.post(&url).await.refused(429, "APIGW.0308", "throttling");

    let client = client_of("jobs.takes.polls = 1\ndialect.unknown_word = 'Pondering'").await;
    let answer = ask(&client).await;
    assert_eq!(answer["status"], "Pondering");
    assert_eq!(answer["list"][0]["status"], "Pondering");
    let client = client_of("jobs.takes.polls = 1\ndialect.item_status = false").await;
    assert!(ask(&client).await["list"][0].get("status").is_none());
}
