//! The control endpoint, which is asked without credentials.

use huaweicloud_logs_sim::{Scenario, Service};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::calls::{
    ask_dds, ask_rds, client_of, clouddc_url, collect, download, download_listed, export, items,
    list, text,
};
use crate::client::{Answer, Client};
use crate::signed::Signer;

async fn control(client: &Client, method: &str, path: &str) -> Answer {
    client.send(client.bare(method, &format!("{}/_sim/{path}", client.to().control))).await
}

async fn post(client: &Client, path: &str, body: &Value) -> Answer {
    let request = client.bare("POST", &format!("{}/_sim/{path}", client.to().control));
    client.send(request.json(body)).await
}

/// Refused with this status, for a reason that has all the words.
#[track_caller]
fn assert_refused(answer: &Answer, status: u16, words: &[&str]) {
    let body = answer.ok(status);
    let error = text(&body["error"]);
    for word in words {
        assert!(error.contains(word), "{word} is not in {error}");
    }
}

fn numbers(requests: &Value) -> Vec<u64> {
    items(requests, "requests").iter().map(|one| one["number"].as_u64().unwrap()).collect()
}

#[tokio::test]
async fn requests_are_shown_by_service_operation_and_number() {
    let client = Client::start().await;
    ask_rds(&client).await;
    collect(&client, "").await;
    list(&client, "").await;
    ask_dds(&client, &[]).await;
    client.get(&format!("{}/nowhere", client.to().rds)).await;

    for (filter, expected) in [
        ("", vec![0, 1, 2, 3, 4]),
        ("?service=rds", vec![0, 4]),
        ("?service=dcs", vec![1, 2]),
        ("?service=iam", vec![]),
        // Two services have an operation of this name.
        ("?operation=DownloadErrorlog", vec![0, 3]),
        ("?operation=DownloadErrorlog&service=dds", vec![3]),
        ("?since=3", vec![3, 4]),
        ("?since=1&service=rds", vec![4]),
        ("?since=5", vec![]),
    ] {
        let answer = control(&client, "GET", &format!("requests{filter}")).await.ok(200);
        assert_eq!(numbers(&answer), expected, "{filter}");
    }
    let all = control(&client, "GET", "requests").await.ok(200);
    let shown = &items(&all, "requests")[2];
    assert_eq!(
        (&shown["service"], &shown["operation"], &shown["method"], &shown["status"]),
        (&json!("dcs"), &json!("ListRedislog"), &json!("GET"), &json!(204))
    );
    assert_eq!(items(&all, "requests")[4]["operation"], Value::Null);
}

#[tokio::test]
async fn a_wrong_filter_is_named() {
    let client = Client::start().await;
    for (filter, words) in [
        ("?service=ecs", ["service", "`ecs`", "clouddc"]),
        ("?since=yesterday", ["since", "invalid digit", ""]),
        ("?servise=rds", ["servise", "service", "since"]),
    ] {
        let answer = control(&client, "GET", &format!("requests{filter}")).await;
        assert_refused(&answer, 400, &words);
    }
}

#[tokio::test]
async fn the_shown_requests_hold_nothing_secret() {
    let scenario = "[[account.users]]\nsecurity_token = 'simulated-security-token'";
    let client = client_of(&format!("{scenario}\n[jobs]\ntakes.polls = 0")).await;
    let to = client.to().clone();
    download(&client, &ask_rds(&client).await["list"][0]["file_link"]).await;
    let signed = Signer::to(&to.iam, &client, "GET", "/v3/projects", "name=cn-north-4", "")
        .with("x-security-token", to.security_token.clone());
    client.send(signed.request()).await.ok(200);
    let login = json!({"auth": {"identity": {"methods": ["password"], "password": {"user": {
        "name": to.user_name, "password": to.password, "domain": {"name": to.domain_name},
    }}}}});
    let login = client.bare("POST", &format!("{}/v3/auth/tokens", to.iam)).json(&login);
    let login = client.send(login).await;
    assert_eq!(login.status, 201);

    let shown = control(&client, "GET", "requests").await;
    assert_eq!(items(&shown.ok(200), "requests").len(), 4);
    let secrets = [
        &to.token,
        login.header("x-subject-token"),
        &to.access_key,
        &to.secret_key,
        &to.password,
        "simulated-security-token",
        "Signature",
        "AWSAccessKeyId",
        "SDK-HMAC-SHA256",
    ];
    for secret in secrets {
        assert!(!secret.is_empty() && !shown.text().contains(secret), "{secret} is shown");
    }
    assert!(shown.text().contains("x-security-token"), "the names of headers are shown");
}

#[tokio::test]
async fn faults_are_ordered_counted_and_cancelled() {
    let client = Client::start().await;
    let order = json!({
        "on": {"operation": "ListRedislog"},
        "after": 1,
        "times": 1,
        "fault": {"kind": "status", "status": 503},
    });
    let first = post(&client, "faults", &order).await.ok(201)["id"].as_u64().unwrap();
    let second = post(&client, "faults", &json!({"fault": {"kind": "delay", "by": "1ms"}})).await;
    let second = second.ok(201)["id"].as_u64().unwrap();
    assert_ne!(first, second);

    let mut seen = vec![];
    for _ in 0..3 {
        seen.push(list(&client, "").await.status.as_u16());
    }
    assert_eq!(seen, [204, 503, 204]);
    let shown = control(&client, "GET", "faults").await.ok(200);
    let counts: Vec<_> = items(&shown, "faults")
        .iter()
        .map(|state| [&state["id"], &state["met"], &state["befell"]].map(|n| n.as_u64().unwrap()))
        .collect();
    assert_eq!(counts, [[first, 3, 1], [second, 3, 3]]);
    let ordered = &items(&shown, "faults")[0]["order"];
    for part in ["after", "times"] {
        assert_eq!(ordered[part], order[part]);
    }
    assert_eq!(ordered["on"], order["on"]);
    assert_eq!(ordered["fault"]["status"], 503);

    let path = format!("faults/{second}");
    assert_eq!(control(&client, "DELETE", &path).await.status, 204);
    assert_refused(&control(&client, "DELETE", &path).await, 404, &[&second.to_string()]);
    assert_refused(&control(&client, "DELETE", "faults/first").await, 400, &["first"]);
    let left = control(&client, "GET", "faults").await.ok(200);
    assert_eq!(items(&left, "faults").len(), 1);

    post(&client, "faults", &json!({"fault": {"kind": "status", "status": 500}})).await.ok(201);
    assert_eq!(list(&client, "").await.status, 500);
    assert_eq!(control(&client, "DELETE", "faults").await.status, 204);
    assert_eq!(control(&client, "GET", "faults").await.ok(200), json!({"faults": []}));
    assert_eq!(list(&client, "").await.status, 204);
    // Ids are not given twice, so nobody cancels another's order by mistake.
    let third = post(&client, "faults", &order).await.ok(201)["id"].as_u64().unwrap();
    assert!(third > second + 1);
}

#[tokio::test]
async fn a_wrong_order_is_refused_with_the_name_of_what_is_wrong() {
    let client = Client::start().await;
    let reset = json!({"kind": "reset"});
    for (order, words) in [
        (json!({}), vec!["fault"]),
        (json!({"fault": reset, "tims": 2}), vec!["tims", "times"]),
        (json!({"fault": reset, "times": "two"}), vec!["times", "two"]),
        (json!({"fault": reset, "times": -1}), vec!["times", "-1"]),
        (json!({"fault": reset, "chance": 2}), vec!["chance", "from 0 to 1"]),
        (json!({"fault": reset, "on": {"servise": "rds"}}), vec!["servise", "service"]),
        (json!({"fault": reset, "on": {"service": "ecs"}}), vec!["on.service", "ecs", "clouddc"]),
        (
            json!({"fault": reset, "on": {"operation": "DownloadLog"}}),
            vec!["DownloadLog", "DownloadErrorlog", "ListRedislog", "KeystoneListProjects"],
        ),
        (json!({"fault": {"kind": "resett"}}), vec!["fault", "resett", "short-body"]),
        (json!({"fault": {"kind": "delay"}}), vec!["fault", "by"]),
        (json!({"fault": {"kind": "delay", "by": "soon"}}), vec!["fault", "soon", "90s"]),
        (json!({"fault": {"kind": "delay", "by": "-1s"}}), vec!["by", "negative"]),
        (json!({"fault": {"kind": "corrupt", "at": "101%"}}), vec!["101%", "from \"0%\""]),
        (json!({"fault": {"kind": "corrupt", "at": 1, "byte": 2}}), vec!["byte", "at"]),
        (json!({"fault": {"kind": "status", "status": 99}}), vec!["status 99", "200 to 599"]),
        (json!({"fault": {"kind": "redirect", "status": 200}}), vec!["status 200", "307"]),
    ] {
        let answer = post(&client, "faults", &order).await;
        assert_eq!(answer.status, 400, "{order}");
        assert_refused(&answer, 400, &words);
    }
    let request = client.bare("POST", &format!("{}/_sim/faults", client.to().control));
    let not_json = client.send(request.header("Content-Type", "application/json").body("{")).await;
    assert_refused(&not_json, 400, &["JSON"]);
    let request = client.bare("POST", &format!("{}/_sim/faults", client.to().control));
    let more = client.send(request.body(r#"{"fault": {"kind": "reset"}} {}"#)).await;
    assert_refused(&more, 400, &["goes on"]);
    assert!(client.simulator.faults().is_empty(), "none of these was ordered");
}

#[tokio::test]
async fn a_wrong_value_in_a_fault_is_shown_with_what_was_expected() {
    let client = Client::start().await;
    for (fault, words) in [
        (json!({"kind": "delay", "by": true}), ["fault", "`true`", "such as \"90s\""]),
        (json!({"kind": "stall", "at": 1, "lasts": 1.5}), ["fault", "1.5", "length of time"]),
        (json!({"kind": "short-body", "at": {}}), ["fault", "map", "\"100%\""]),
        (
            json!({"kind": "trickle", "at": 0, "bytes_per_second": "slow"}),
            ["fault", "\"slow\"", "u32"],
        ),
        (json!({"kind": "delay", "by": u64::MAX}), ["fault", "18446744073709551615", "seconds"]),
    ] {
        let answer = post(&client, "faults", &json!({"fault": fault})).await;
        assert_refused(&answer, 400, &words);
    }
}

fn now(answer: &Answer) -> jiff::Timestamp {
    text(&answer.ok(200)["now"]).parse().unwrap()
}

#[tokio::test]
async fn the_clock_is_shown_and_goes_forward_only() {
    let client = Client::start().await;
    let start = now(&control(&client, "GET", "clock").await);
    assert!(start.duration_since(jiff::Timestamp::now()).abs().as_secs() < 60);
    let moved = now(&post(&client, "clock", &json!({"advance": "15m"})).await);
    let by = moved.duration_since(start).as_secs();
    assert!((900..930).contains(&by), "{by}");
    assert!(client.simulator.now() >= moved);
    // A number is one of seconds.
    let again = now(&post(&client, "clock", &json!({"advance": 3600})).await);
    assert!(again.duration_since(moved).as_secs() >= 3600);

    for (body, words) in [
        (json!({"advance": "-15m"}), vec!["forward"]),
        (json!({"advance": -1}), vec!["forward"]),
        (json!({"advance": "later"}), vec!["advance", "later", "15m"]),
        (json!({"advance": null}), vec!["advance"]),
        (json!({}), vec!["advance"]),
        (json!({"advance": 1, "to": 2}), vec!["to", "advance"]),
    ] {
        assert_refused(&post(&client, "clock", &body).await, 400, &words);
    }
    let end = now(&control(&client, "GET", "clock").await);
    assert!(end.duration_since(again).as_secs() < 30, "none of these moved it");
}

#[tokio::test]
async fn the_listed_files_are_those_that_a_client_downloads() {
    let client = Client::start_with(Scenario::default().with_polls_until_ready(0)).await;
    let mut got: Vec<(Service, String, Vec<u8>)> = vec![];
    let rds = ask_rds(&client).await;
    let dds = ask_dds(&client, &[]).await;
    for (service, answer) in [(Service::Rds, rds), (Service::Dds, dds)] {
        for item in items(&answer, "list") {
            let name = text(&item["file_name"]).to_owned();
            got.push((service, name, download(&client, &item["file_link"]).await));
        }
    }
    collect(&client, "&query_time=7").await;
    for file in items(&list(&client, "").await.ok(200), "file_list") {
        let name = text(&file["file_name"]).to_owned();
        got.push((Service::Dcs, name, download_listed(&client, file).await));
    }
    let id = export(&client).await;
    let url = clouddc_url(&client, &client.to().clouddc_server);
    let dump = client.get(&format!("{url}/{}/content", text(&id["export_id"]))).await;
    let name = dump.header("content-disposition").split_once("filename=").unwrap().1.to_owned();
    got.push((Service::CloudDc, name, dump.body));

    let mut listed = vec![];
    for log in ["error-log", "run-log", "server-log"] {
        let answer = control(&client, "GET", &format!("files?log={log}")).await.ok(200);
        listed.extend(items(&answer, "files").to_vec());
    }
    let instance = |service| client.simulator.instances(service).remove(0);
    let expected: Vec<_> = got
        .into_iter()
        .map(|(service, name, bytes)| {
            let digest = Sha256::digest(&bytes);
            let sha256: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            json!({
                "service": service,
                "log": match service {
                    Service::Dcs => "run-log",
                    Service::CloudDc => "server-log",
                    _ => "error-log",
                },
                "instance": instance(service),
                "name": name,
                "size": bytes.len(),
                "sha256": sha256,
            })
        })
        .collect();
    assert_eq!(listed, expected);
    assert_eq!(expected.len(), 8);
}

#[tokio::test]
async fn the_listed_instances_are_those_of_the_scenario() {
    let client = client_of(
        "rds = [{ count = 2 }, { id = 'my-rds' }]
         dcs = [{ replicas = [{ replication_id = 'one' }, { replication_id = 'two' }] }]",
    )
    .await;
    let shown = control(&client, "GET", "instances").await.ok(200);
    let (simulator, to) = (&client.simulator, client.to());
    assert_eq!(
        shown,
        json!({
            "rds": simulator.instances(Service::Rds),
            "dds": [client.to().dds_instance],
            "dcs": [client.to().dcs_instance],
            "clouddc": [client.to().clouddc_server],
            "dds_nodes": {&to.dds_instance: simulator.dds_node_ids(&to.dds_instance)},
            "dcs_replicas": {&to.dcs_instance: ["one", "two"]},
        })
    );
    assert_eq!((items(&shown, "rds").len(), &shown["rds"][2]), (3, &json!("my-rds")));
}

#[tokio::test]
async fn the_shown_scenario_can_be_used_again_and_has_no_keys() {
    let given = Scenario::parse(
        "seed = 7
         clock_ahead = '-5m'
         quota = { calls_per_minute = 60, retry_after = 'date' }
         jobs = { takes = { uniform = { from = '1m 30s', to = '2h' } }, progress = 'stall' }
         links = { lifetime = '90s', reissue = 'same-object' }
         dialect = { words = 'lower', update_field = 'updated_at', dcs_offset = 'one' }
         dds = [{ logs = { generated = { size = '1MiB' } }, nodes = [{ name = 'a' }] }]
         faults = [{ on = { range = true }, fault = { kind = 'stall', at = '50%', lasts = '2s' } }]",
    )
    .unwrap();
    let client = Client::start_with(given.clone()).await;
    let answer = control(&client, "GET", "scenario").await;
    let shown: Scenario = serde_json::from_value(answer.ok(200)).unwrap();
    assert_eq!(shown, given);
    for key in ["access_key", "secret_key", "password", "users", &client.to().secret_key] {
        assert!(!answer.text().contains(key), "{key} in {}", answer.text());
    }
}

#[tokio::test]
async fn whoever_asks_for_something_else_is_told_what_there_is() {
    let client = Client::start().await;
    let known = ["/_sim/requests", "/_sim/faults/{id}", "/_sim/clock", "/_sim/scenario"];
    for (method, path) in [("GET", "nothing"), ("GET", ""), ("PUT", "clock"), ("DELETE", "files")] {
        assert_refused(&control(&client, method, path).await, 404, &known);
    }
    let root = client.send(client.bare("GET", &client.to().control)).await;
    assert_refused(&root, 404, &known);
    let here = control(&client, "GET", "requests").await.ok(200);
    assert_eq!(here, json!({"requests": []}), "what is asked here is not recorded");
}
