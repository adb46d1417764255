//! Answers that name files they should not, and links that lead astray.

use huaweicloud_logs_sim::{Fault, FaultOrder, LogFile, On, Service};
use serde_json::{Value, json};

use crate::calls::{dds, rds};
use crate::client::{Answer, Client};

/// Names that a client must not make files of.
fn names() -> Vec<String> {
    let long = "x".repeat(4096);
    [
        "../../etc/passwd",
        "/etc/passwd",
        "C:\\Windows\\win.ini",
        "log\u{0}.txt",
        "CON",
        "日志.log",
        "a\r\nSet-Cookie: b=c",
        "\"; filename=\"other",
        "",
        ".",
        &long,
    ]
    .map(str::to_owned)
    .to_vec()
}

fn file_name(name: &str, service: Service) -> FaultOrder {
    FaultOrder::new(Fault::FileName { name: name.to_owned() }).on(On::service(service))
}

/// The names in an answer, which is a list of files.
fn listed(answer: &Value, list: &str) -> Vec<String> {
    let items = answer[list].as_array().unwrap().iter();
    items.map(|item| item["file_name"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn lists_can_name_any_file() {
    let client = Client::start_ready("").await;
    client.dcs_file().await;
    let ask = async || {
        [
            (Service::Rds, client.post(&client.rds_export()).await.ok(200), "list"),
            (Service::Dds, client.post(&client.dds_export()).await.ok(200), "list"),
            (Service::Dcs, client.get(&client.dcs_logs()).await.ok(200), "file_list"),
        ]
    };
    let sound = ask().await;
    for name in names() {
        let orders = [Service::Rds, Service::Dds, Service::Dcs]
            .map(|service| client.order(file_name(&name, service)));
        for (service, answer, list) in ask().await {
            let count = if service == Service::Dds { 3 } else { 1 };
            assert_eq!(listed(&answer, list), vec![name.clone(); count], "{service}");
        }
        for id in orders {
            assert!(client.simulator.cancel(id));
        }
    }
    assert_eq!(ask().await, sound, "the real names and links come back");
}

#[tokio::test]
async fn a_link_under_another_name_leads_to_the_same_object() {
    let client = Client::start_ready(
        "faults = [{ on.operation = 'DownloadErrorlog', fault.kind = 'file-name', \
         fault.name = '../../etc/passwd' }]",
    )
    .await;
    let answer = client.post(&client.rds_export()).await.ok(200);
    assert_eq!(listed(&answer, "list"), ["../../etc/passwd"]);
    assert_eq!(client.last(Service::Rds).faults, ["file-name"]);
    let link = answer["list"][0]["file_link"].as_str().unwrap();
    assert!(!link.contains("passwd"), "{link}");
    assert!(client.fetch(link).await.body == client.object());
}

fn disposition(answer: &Answer) -> &str {
    answer.headers["content-disposition"].to_str().unwrap()
}

#[tokio::test]
async fn a_download_can_announce_any_file() {
    let client = Client::start_ready("").await;
    for name in names() {
        client.order_json(json!({"fault": {"kind": "file-name", "name": name}, "times": 2})).await;
        let started = client.post(&client.clouddc_exports()).await;
        let id = started.ok(202)["export_id"].as_str().unwrap().to_owned();
        let content = client.get(&format!("{}/{id}/content", client.clouddc_exports())).await;
        assert!(content.body == client.files(Service::CloudDc, "server-log")[0].content.bytes());
        for answer in [started, content] {
            let given = disposition(&answer);
            assert!(answer.headers.get("set-cookie").is_none());
            if name.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
                assert_eq!(given, format!("attachment; filename={name}").trim_end());
            } else {
                let encoded = given.strip_prefix("attachment; filename*=UTF-8''").unwrap();
                let decoded = percent_encoding::percent_decode_str(encoded).decode_utf8().unwrap();
                assert_eq!(decoded, name);
            }
        }
    }
    let real = &client.files(Service::CloudDc, "server-log")[0].name;
    let started = client.post(&client.clouddc_exports()).await;
    assert_eq!(disposition(&started), format!("attachment; filename={real}"));
}

/// The exports besides those of error logs: what to send where, and the kind of the log.
fn more_exports(client: &Client) -> Vec<(Service, String, Value, &'static str)> {
    let to = client.to();
    let sql_server = to.rds_sql_server.as_ref().unwrap();
    let xel = &client.files(Service::Rds, "xel-log")[0].name;
    let slow = rds(client, &to.rds_instance, "slowlog-download");
    let trace = rds(client, sql_server, "slowlog-download");
    let events = rds(client, sql_server, "xellog-download");
    let nodes = dds(client, &to.dds_instance, "slowlog-download");
    vec![
        (Service::Rds, slow, json!({}), "slow-log"),
        (Service::Rds, trace, json!({"file_name": "SQLTrace.trc"}), "slow-log"),
        (Service::Rds, events, json!({"file_name": xel}), "xel-log"),
        (Service::Dds, nodes, json!({}), "slow-log"),
    ]
}

#[tokio::test]
async fn every_export_can_name_any_file_and_lead_astray() {
    let client = Client::start_ready("").await;
    for (service, url, body, log) in more_exports(&client) {
        let ask = async || client.post_body(&url, body.to_string()).await.ok(200);
        let sound = ask().await;
        let id = client.order(file_name("../../etc/passwd", service));
        let count = sound["list"].as_array().unwrap().len();
        assert_eq!(listed(&ask().await, "list"), vec!["../../etc/passwd"; count], "{url}");
        assert!(client.simulator.cancel(id));

        client.order(FaultOrder::new(Fault::OtherObject).on(On::service(service)).times(1));
        let astray = ask().await;
        assert_eq!(listed(&astray, "list"), listed(&sound, "list"), "the name tells nothing");
        let files = client.files(service, log);
        let instance = |file: &&LogFile| url.contains(&file.instance);
        for (index, file) in files.iter().filter(instance).enumerate() {
            let link = astray["list"][index]["file_link"].as_str().unwrap();
            assert_astray(&client, link, &file.content.bytes(), &file.name).await;
            let link = sound["list"][index]["file_link"].as_str().unwrap();
            assert!(client.fetch(link).await.body == file.content.bytes());
        }
    }
}

#[tokio::test]
async fn lists_of_what_can_be_asked_for_keep_their_names() {
    let client = Client::start_ready("").await;
    client.order(file_name("../../etc/passwd", Service::Rds));
    let sql_server = client.to().rds_sql_server.clone().unwrap();
    for rest in ["slowlog-files", "xellog-files"] {
        let answer = client.get(&rds(&client, &sql_server, rest)).await.ok(200);
        assert!(!listed(&answer, "list")[0].contains("passwd"), "{rest}");
    }
    let order = json!({
        "on": {"operation": "ListXellogFiles"},
        "fault": {"kind": "file-name", "name": "x"},
    });
    let url = format!("{}/_sim/faults", client.to().control);
    let refused = client.send(client.bare("POST", &url).json(&order)).await.ok(400);
    assert!(refused["error"].as_str().unwrap().contains("cannot befall"), "{refused}");
}

/// Whether a link leads to bytes that only look like the log.
async fn assert_astray(client: &Client, link: &str, log: &[u8], name: &str) {
    let path = link.split('?').next().unwrap();
    assert!(!path.ends_with(name), "{path}");
    let answer = client.fetch(link).await;
    assert_eq!((answer.status.as_u16(), answer.body.len()), (200, log.len()));
    assert!(answer.body != log);
}

#[tokio::test]
async fn links_can_lead_to_another_object() {
    let client = Client::start_ready(
        "faults = [{ on.service = 'rds', times = 1, fault.kind = 'other-object' }]",
    )
    .await;
    let order = FaultOrder::new(Fault::OtherObject).times(1);
    client.order(order.on(On::service(Service::Dds)));
    for (service, url) in [(Service::Rds, client.rds_export()), (Service::Dds, client.dds_export())]
    {
        let astray = client.post(&url).await.ok(200);
        let sound = client.post(&url).await.ok(200);
        assert_eq!(listed(&astray, "list"), listed(&sound, "list"), "the name tells nothing");
        for (index, file) in client.files(service, "error-log").into_iter().enumerate() {
            let link =
                |answer: &Value| answer["list"][index]["file_link"].as_str().unwrap().to_owned();
            let log = file.content.bytes();
            assert_astray(&client, &link(&astray), &log, &file.name).await;
            assert!(client.fetch(&link(&sound)).await.body == log);
        }
    }
}

#[tokio::test]
async fn a_link_that_is_made_for_a_file_can_lead_to_another() {
    let client = Client::start_ready("").await;
    let file = client.dcs_file().await;
    client
        .order_json(json!({
            "on": {"operation": "CreateRedislogDownloadLink"},
            "times": 1,
            "fault": {"kind": "other-object"},
        }))
        .await;
    let astray = client.dcs_link(&file).await;
    let log = client.files(Service::Dcs, "run-log").remove(0);
    let bytes = log.content.bytes();
    assert_astray(&client, &astray, &bytes, &log.name).await;
    let sound = client.dcs_link(&file).await;
    assert!(client.fetch(&sound).await.body == bytes);
}
