//! DDS: one file a node, each at its own pace.

use std::time::Duration;

use huaweicloud_logs_sim::{Scenario, Service};
use serde_json::{Value, json};

use crate::client::Client;

impl Client {
    async fn ask(&self, body: Value) -> Value {
        self.post_body(&url(self), body.to_string()).await.ok(200)
    }
}

fn url(client: &Client) -> String {
    let to = client.to();
    format!("{}/v3/{}/instances/{}/errorlog-download", to.dds, to.project_id, to.dds_instance)
}

fn words(answer: &Value) -> Vec<&str> {
    answer["list"].as_array().unwrap().iter().map(|item| item["status"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn nodes_become_ready_one_after_the_other() {
    let client = Client::start().await;
    let expected = [
        ("CREATING", ["EXPORTING", "EXPORTING", "EXPORTING"]),
        ("CREATING", ["EXPORTING", "SUCCESS", "EXPORTING"]),
        ("CREATING", ["SUCCESS", "SUCCESS", "EXPORTING"]),
        ("FINISH", ["SUCCESS", "SUCCESS", "SUCCESS"]),
    ];
    let mut answer = Value::Null;
    for (status, items) in expected {
        answer = client.ask(json!({})).await;
        assert_eq!((answer["status"].as_str(), words(&answer)), (Some(status), items.to_vec()));
        assert_eq!(answer["count"], 3);
        for item in answer["list"].as_array().unwrap() {
            let pending = item["status"] == "EXPORTING";
            assert_eq!(item.as_object().unwrap().len(), 6, "nothing is left out: {item}");
            assert_eq!(
                (item["file_size"].is_null(), item["file_link"].is_null()),
                (pending, pending)
            );
            assert!(item["update_at"].as_i64().unwrap() > 1_700_000_000_000);
        }
    }

    let files = client.files(Service::Dds, "error-log");
    assert_eq!(files.len(), 3);
    for (index, item) in answer["list"].as_array().unwrap().iter().enumerate() {
        let (file, node) = (
            &files[index],
            &client.simulator.dds_node_ids(&client.simulator.connection().dds_instance)[index],
        );
        assert_eq!(item["node_name"], format!("dds-simulated_replica_node_{}", index + 1));
        assert_eq!(item["file_name"], file.name);
        let time = file
            .name
            .strip_prefix(&format!("{}_{node}_errorlog_", client.to().project_id))
            .unwrap();
        assert_eq!(time.len(), 14);
        let size: f64 = item["file_size"].as_str().unwrap().parse().unwrap();
        assert!((size - file.content.size() as f64 / 1024.0).abs() <= 0.01, "{size}");
        let object = client.fetch(item["file_link"].as_str().unwrap()).await;
        assert_eq!(object.status, 200);
        assert!(object.body == file.content.bytes());
    }
}

#[tokio::test]
async fn an_empty_body_and_empty_lists_mean_every_node() {
    let client = Client::start().await;
    assert_eq!(client.post(&url(&client)).await.ok(200)["count"], 3);
    for body in [json!({}), json!({"node_id_list": [], "file_name_list": []}), json!({"other": 1})]
    {
        assert_eq!(client.ask(body).await["count"], 3);
    }
    // Nothing, not even a content type, is what a client sends that forgot the body.
    let request = client.bare("POST", &url(&client)).header("X-Auth-Token", &client.to().token);
    client.send(request).await.refused(400, "DBS.200001", "body is missing");
    let null = client.post_body(&url(&client), r#"{"node_id_list": null}"#).await;
    null.refused(400, "DBS.200001", "node_id_list");
}

#[tokio::test]
async fn nodes_can_be_chosen_and_the_others_rest() {
    let client = Client::start().await;
    let third =
        client.simulator.dds_node_ids(&client.simulator.connection().dds_instance).remove(2);
    for _ in 0..3 {
        let answer = client.ask(json!({"node_id_list": [third]})).await;
        assert_eq!((&answer["count"], &answer["status"]), (&1.into(), &"CREATING".into()));
        assert_eq!(answer["list"][0]["node_name"], "dds-simulated_replica_node_3");
    }
    let answer = client.ask(json!({"node_id_list": [third]})).await;
    assert_eq!(answer["status"], "FINISH", "only what was asked for counts");
    let answer = client.ask(json!({})).await;
    assert_eq!(words(&answer), ["EXPORTING", "EXPORTING", "SUCCESS"]);
}

#[tokio::test]
async fn files_can_be_chosen_by_the_names_of_an_earlier_answer() {
    let client = Client::start().await;
    let first = client.ask(json!({})).await;
    let name = &first["list"][1]["file_name"];
    let answer = client.ask(json!({"file_name_list": [name]})).await;
    assert_eq!((&answer["count"], &answer["list"][0]["file_name"]), (&1.into(), name));
    let other_node = &client.simulator.dds_node_ids(&client.simulator.connection().dds_instance)[0];
    let answer = client.ask(json!({"file_name_list": [name], "node_id_list": [other_node]})).await;
    assert_eq!((&answer["count"], &answer["status"]), (&0.into(), &"FINISH".into()));
}

#[tokio::test]
async fn unknown_nodes_and_files_are_named() {
    let client = Client::start().await;
    let answer =
        client.post_body(&url(&client), json!({"node_id_list": ["nowhere"]}).to_string()).await;
    answer.refused(400, "DBS.200001", "node_id_list names the unknown node nowhere");
    let answer =
        client.post_body(&url(&client), json!({"file_name_list": ["nothing"]}).to_string()).await;
    answer.refused(400, "DBS.200001", "file_name_list names the unknown file nothing");
    // A file that was never named in an answer is as unknown, even if the name would be right.
    let name = &client.files(Service::Dds, "error-log")[0].name;
    let answer =
        client.post_body(&url(&client), json!({"file_name_list": [name]}).to_string()).await;
    answer.refused(400, "DBS.200001", name);
}

#[tokio::test]
async fn wrong_types_are_refused_and_named() {
    let client = Client::start().await;
    for parameter in ["node_id_list", "file_name_list"] {
        for value in
            [json!("text"), json!(1), json!({}), json!([1]), json!(["a", null]), json!(true)]
        {
            let answer =
                client.post_body(&url(&client), json!({ parameter: value }).to_string()).await;
            answer.refused(400, "DBS.200001", &format!("{parameter} is not a list of strings"));
        }
    }
}

#[tokio::test]
async fn nodes_whose_links_expired_are_exported_again() {
    let scenario = Scenario::default().with_polls_until_ready(1).with_link_lifetime(Duration::ZERO);
    let client = Client::start_with(scenario).await;
    client.ask(json!({})).await;
    let ready = client.ask(json!({})).await;
    assert_eq!(ready["status"], "FINISH");
    assert_eq!(client.fetch(ready["list"][0]["file_link"].as_str().unwrap()).await.status, 403);
    let again = client.ask(json!({})).await;
    assert_eq!((again["status"].as_str(), words(&again)), (Some("CREATING"), vec!["EXPORTING"; 3]));
}
