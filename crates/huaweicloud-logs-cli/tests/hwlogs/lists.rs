//! What there is to fetch logs of.

use serde_json::Value;

use super::{pointed_at, run, start, text};

#[tokio::test(flavor = "multi_thread")]
async fn instances_are_listed_with_their_nodes() {
    let (simulator, _folder) = start().await;
    let connection = simulator.connection();
    for (service, id) in [
        ("rds", &connection.rds_instance),
        ("dds", &connection.dds_instance),
        ("dcs", &connection.dcs_instance),
        ("clouddc", &connection.clouddc_server),
    ] {
        let mut command = pointed_at(connection);
        command.args([service, "instances"]);
        let table = text(&run(command).await.stdout);
        assert!(table.contains(id.as_str()) && table.contains("simulated"), "{service}: {table}");

        let mut command = pointed_at(connection);
        command.args([service, "instances", "--json"]);
        let json: Value = serde_json::from_slice(&run(command).await.stdout).unwrap();
        let first = &json["instances"][0];
        assert_eq!(
            (first["service"].as_str(), first["id"].as_str()),
            (Some(service), Some(id.as_str()))
        );
        assert!(first["status"].is_string() && first["nodes"].is_array(), "{first}");
    }
    let mut command = pointed_at(connection);
    command.args(["dds", "instances"]);
    let table = text(&run(command).await.stdout);
    for node in simulator.dds_node_ids(&connection.dds_instance) {
        assert!(table.contains(&node), "{table}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_replicas_of_a_redis_instance_are_listed() {
    let (simulator, _folder) = start().await;
    let connection = simulator.connection();
    let mut command = pointed_at(connection);
    command.args(["dcs", "replicas", &connection.dcs_instance, "--json"]);
    let json: Value = serde_json::from_slice(&run(command).await.stdout).unwrap();
    let ids: Vec<_> =
        json["nodes"].as_array().unwrap().iter().map(|node| node["id"].as_str()).collect();
    let known = simulator.dcs_replication_ids(&connection.dcs_instance);
    assert_eq!(ids, known.iter().map(|id| Some(id.as_str())).collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_nothing_says_so_and_a_refusal_is_an_error() {
    let (simulator, _folder) = start().await;
    let connection = simulator.connection();
    let mut command = pointed_at(connection);
    command.args(["rds", "xel-log-files", &connection.rds_instance]);
    let output = run(command).await;
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(text(&output.stderr).contains("DBS.280343"), "{output:?}");
    let mut command = pointed_at(connection);
    command.args(["rds", "instances", "--json", "--endpoint", "rds=http://127.0.0.1:9"]);
    let output = run(command).await;
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["instances"], Value::Array(vec![]), "{json}");
    assert_eq!(json["errors"].as_array().unwrap().len(), 1, "{json}");

    let mut command = pointed_at(connection);
    command.args([
        "rds",
        "audit-log",
        &connection.rds_instance,
        "--from",
        "2020-01-01",
        "--until",
        "2020-01-02",
    ]);
    let output = run(command).await;
    assert!(output.status.success() && output.stdout.is_empty(), "{output:?}");
    assert!(text(&output.stderr).contains("there are no log files"), "{output:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_span_that_can_not_be_is_wrong_usage() {
    let (simulator, _folder) = start().await;
    for span in [
        ["--from", "31d", "--until", "0s"],
        ["--from", "1h", "--until", "2h"],
        ["--from", "soon", "--until", "1h"],
    ] {
        let mut command = pointed_at(simulator.connection());
        command.args(["dds", "audit-log", "some-id"]).args(span);
        let output = run(command).await;
        assert_eq!(output.status.code(), Some(2), "{span:?}: {output:?}");
        let said = text(&output.stderr);
        assert!(said.contains("--from") || said.contains("24h"), "{said}");
    }
}
