//! What several modules ask of the services.

use std::time::Duration;

use huaweicloud_logs_sim::Scenario;
use serde_json::{Value, json};

use crate::client::{Answer, Client};

/// A client of the cloud that a scenario describes.
pub(crate) async fn client_of(scenario: &str) -> Client {
    Client::start_with(Scenario::parse(scenario).unwrap()).await
}

pub(crate) fn pass(client: &Client, seconds: u64) {
    client.simulator.advance(Duration::from_secs(seconds));
}

pub(crate) fn rds_url(client: &Client, instance: &str) -> String {
    let to = client.to();
    format!("{}/v3/{}/instances/{instance}/errorlog-download", to.rds, to.project_id)
}

pub(crate) fn dds_url(client: &Client, instance: &str) -> String {
    let to = client.to();
    format!("{}/v3/{}/instances/{instance}/errorlog-download", to.dds, to.project_id)
}

/// What is asked of an RDS instance besides its error logs.
pub(crate) fn rds(client: &Client, instance: &str, rest: &str) -> String {
    let to = client.to();
    format!("{}/v3/{}/instances/{instance}/{rest}", to.rds, to.project_id)
}

/// What is asked of a DDS instance besides its error logs.
pub(crate) fn dds(client: &Client, instance: &str, rest: &str) -> String {
    let to = client.to();
    format!("{}/v3/{}/instances/{instance}/{rest}", to.dds, to.project_id)
}

pub(crate) fn dcs_url(client: &Client, instance: &str) -> String {
    let to = client.to();
    format!("{}/v2/{}/instances/{instance}/redislog", to.dcs, to.project_id)
}

pub(crate) fn clouddc_url(client: &Client, server: &str) -> String {
    let to = client.to();
    format!("{}/v1/{}/physicalservers/{server}/logs/exports", to.clouddc, to.project_id)
}

/// Asks the first RDS instance for its logs.
pub(crate) async fn ask_rds(client: &Client) -> Value {
    client.post(&rds_url(client, &client.to().rds_instance)).await.ok(200)
}

/// Asks the first DDS instance for the logs of these nodes, or of all.
pub(crate) async fn ask_dds(client: &Client, nodes: &[&str]) -> Value {
    let url = dds_url(client, &client.to().dds_instance);
    client.post_body(&url, json!({"node_id_list": nodes}).to_string()).await.ok(200)
}

/// Starts a collection of the first DCS instance.
pub(crate) async fn collect(client: &Client, query: &str) -> Answer {
    let url = dcs_url(client, &client.to().dcs_instance);
    client.post(&format!("{url}?log_type=run{query}")).await
}

/// Lists the collected files of the first DCS instance.
pub(crate) async fn list(client: &Client, query: &str) -> Answer {
    let url = dcs_url(client, &client.to().dcs_instance);
    client.get(&format!("{url}?log_type=run{query}")).await
}

/// What the link of a listed file of the first DCS instance leads to.
pub(crate) async fn download_listed(client: &Client, file: &Value) -> Vec<u8> {
    let url = dcs_url(client, &client.to().dcs_instance);
    let url = format!("{url}/{}/links", text(&file["id"]));
    let link = client.post(&url).await.ok(200);
    download(client, &link["link"]).await
}

/// What a link leads to.
pub(crate) async fn download(client: &Client, link: &Value) -> Vec<u8> {
    let answer = client.fetch(text(link)).await;
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    answer.body
}

/// Starts an export of the first CloudDC server.
pub(crate) async fn export(client: &Client) -> Value {
    client.post(&clouddc_url(client, &client.to().clouddc_server)).await.ok(202)
}

/// Looks at an export of the first CloudDC server.
pub(crate) async fn show(client: &Client, export: &Value) -> Value {
    let url = clouddc_url(client, &client.to().clouddc_server);
    client.get(&format!("{url}/{}", text(&export["export_id"]))).await.ok(200)
}

#[track_caller]
pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text"))
}

#[track_caller]
pub(crate) fn items<'a>(answer: &'a Value, list: &str) -> &'a [Value] {
    answer[list].as_array().unwrap_or_else(|| panic!("{answer} has no list {list}"))
}
