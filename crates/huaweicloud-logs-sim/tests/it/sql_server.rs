//! RDS for SQL Server: slow query and extended event logs that are listed first, then exported one by one.

use huaweicloud_logs_sim::{Engine, Service, Simulator};
use serde_json::{Value, json};

use crate::calls::{client_of, download, items, pass, rds, rds_url, text};
use crate::client::{Answer, Client};

fn url(client: &Client, rest: &str) -> String {
    rds(client, client.to().rds_sql_server.as_ref().unwrap(), rest)
}

async fn list(client: &Client, rest: &str) -> Value {
    client.get(&url(client, rest)).await.ok(200)
}

async fn post(client: &Client, rest: &str, body: Value) -> Answer {
    client.post_body(&url(client, rest), body.to_string()).await
}

/// A client whose first instance runs SQL Server and has so many logs of both kinds.
async fn client_with(logs: u32, jobs: &str) -> Client {
    let logs = format!("{{ generated = {{ size = '3KiB', files = {logs} }} }}");
    client_of(&format!(
        "rds = [{{ engine = 'sql-server', slow_logs = {logs}, xel_logs = {logs} }}]\n{jobs}"
    ))
    .await
}

fn names(answer: &Value) -> Vec<String> {
    items(answer, "list").iter().map(|file| text(&file["file_name"]).to_owned()).collect()
}

/// The names on all pages, asked for until one is empty.
async fn all_names(client: &Client, rest: &str, query: &str) -> Vec<String> {
    let mut all = vec![];
    loop {
        let page = list(client, &format!("{rest}?offset={}{query}", all.len())).await;
        if names(&page).is_empty() {
            return all;
        }
        all.extend(names(&page));
        assert!(all.len() < 100, "{rest} does not come to an end");
    }
}

#[tokio::test]
async fn a_slow_log_is_listed_exported_by_its_name_and_fetched() {
    let client = client_with(3, "jobs.takes.polls = 1").await;
    let files = list(&client, "slowlog-files").await;
    assert_eq!(files["total_count"], 3);
    assert_eq!(names(&files), ["SQLTrace.trc", "SQLTrace_1.trc", "SQLTrace_2.trc"]);
    assert_eq!(files["list"][1]["file_size"], "3072", "in bytes");

    let body = json!({"file_name": "SQLTrace_1.trc"});
    let started = post(&client, "slowlog-download", body.clone()).await.ok(200);
    assert_eq!((&started["status"], &started["count"]), (&json!("CREATING"), &json!(1)));
    let ready = post(&client, "slowlog-download", body).await.ok(200);
    assert_eq!(ready["status"], "FINISH");
    let held = &client.files(Service::Rds, "slow-log")[1];
    assert_eq!(ready["list"][0]["file_name"], held.name);
    assert!(download(&client, &ready["list"][0]["file_link"]).await == held.content.bytes());

    // The exports of the others have not begun.
    let other = post(&client, "slowlog-download", json!({"file_name": "SQLTrace.trc"})).await;
    assert_eq!(other.ok(200)["status"], "CREATING");
}

#[tokio::test]
async fn an_extended_event_log_is_listed_exported_and_fetched() {
    let client = Client::start().await;
    let files = list(&client, "xellog-files").await;
    let [name] = &names(&files)[..] else { panic!("one file") };
    assert!(name.starts_with("HkEngineEventFile_0_") && name.ends_with("0000000.xel"), "{name}");
    assert_eq!(files["list"][0]["file_size"], "3", "in kilobytes");

    let body = json!({"file_name": name});
    let seen = |answer: &Value| {
        let item = &answer["list"][0];
        (text(&item["status"]).to_owned(), text(&item["file_size"]).to_owned())
    };
    for _ in 0..3 {
        let answer = post(&client, "xellog-download", body.clone()).await.ok(200);
        assert_eq!(seen(&answer), ("EXPORTING".to_owned(), "0".to_owned()));
        assert!(answer["list"][0].get("file_link").is_none());
        assert!(answer.get("status").is_none());
    }
    let answer = post(&client, "xellog-download", body).await.ok(200);
    assert_eq!(seen(&answer), ("FINISH".to_owned(), "3".to_owned()));
    let item = &answer["list"][0];
    assert_eq!((&item["file_name"], &answer["count"]), (&json!(name), &json!(1)));
    let [held] = &client.files(Service::Rds, "xel-log")[..] else { panic!("one file") };
    assert_eq!(held.name, *name);
    assert!(held.content.bytes().contains(&0), "it is no text");
    assert!(download(&client, &item["file_link"]).await == held.content.bytes());
    let jobs = client.simulator.requests().iter().map(|request| request.jobs_started).sum::<u32>();
    assert_eq!(jobs, 1);
}

#[tokio::test]
async fn an_expired_link_to_extended_events_is_followed_by_another_export_of_the_same_name() {
    let client = client_with(1, "jobs.takes.polls = 0").await;
    let name = names(&list(&client, "xellog-files").await).remove(0);
    let body = json!({"file_name": name});
    let first = post(&client, "xellog-download", body.clone()).await.ok(200);
    pass(&client, 302);
    assert_eq!(client.fetch(text(&first["list"][0]["file_link"])).await.status, 403);
    let second = post(&client, "xellog-download", body).await.ok(200);
    let [first, second] = [&first["list"][0], &second["list"][0]];
    assert_eq!(first["file_name"], second["file_name"]);
    let path = |item: &Value| text(&item["file_link"]).split('?').next().unwrap().to_owned();
    assert_ne!(path(first), path(second), "it is another object");
    let held = client.files(Service::Rds, "xel-log").remove(0);
    assert!(download(&client, &second["file_link"]).await == held.content.bytes());
}

#[tokio::test]
async fn lists_of_files_come_in_pages() {
    let client = client_with(12, "").await;
    for rest in ["slowlog-files", "xellog-files"] {
        let page = list(&client, rest).await;
        assert_eq!(names(&page).len(), 10, "ten is the default size of a page");
        for query in ["", "&limit=1", "&limit=5", "&limit=100"] {
            let all = all_names(&client, rest, query).await;
            let distinct: std::collections::HashSet<_> = all.iter().collect();
            assert_eq!((all.len(), distinct.len()), (12, 12), "{rest} {query}");
        }
        for query in ["limit=0", "limit=101", "limit=-1", "limit=", "limit=%2B1", "limit=ten"] {
            let answer = client.get(&url(&client, &format!("{rest}?{query}"))).await;
            answer.refused(400, "DBS.200001", "limit can be 1 to 100");
        }
        for query in ["offset=-1", "offset=", "offset=1.5", "offset=2147483648"] {
            let answer = client.get(&url(&client, &format!("{rest}?{query}"))).await;
            answer.refused(400, "DBS.200001", "offset can be 0 to");
        }
    }
    assert_eq!(list(&client, "slowlog-files?offset=11").await["total_count"], 12);
    // The count of extended event logs is not one of all files, which a client may not rely on.
    assert_eq!(list(&client, "xellog-files?offset=11").await["count"], 1);
}

#[tokio::test]
async fn a_missing_or_unknown_file_is_named() {
    let client = Client::start().await;
    for rest in ["slowlog-download", "xellog-download"] {
        let missing = post(&client, rest, json!({})).await;
        missing.refused(400, "DBS.200001", "file_name is missing");
        let unknown = post(&client, rest, json!({"file_name": "../other.trc"})).await;
        unknown.refused(400, "DBS.200001", "../other.trc");
        let wrong = post(&client, rest, json!({"file_name": 1})).await;
        wrong.refused(400, "DBS.200001", "file_name is not a string");
        let bare = client.bare("POST", &url(&client, rest));
        let bare = bare.header("X-Auth-Token", &client.to().token);
        client.send(bare).await.refused(400, "DBS.200001", "body is missing");
    }
}

#[tokio::test]
async fn what_an_engine_does_not_have_is_refused() {
    let client = client_of("rds = [{}, { engine = 'mysql' }, { engine = 'sql-server' }]").await;
    let ids = client.simulator.instances(Service::Rds);
    let file = json!({"file_name": "SQLTrace.trc"}).to_string();
    for id in &ids[..2] {
        for rest in ["slowlog-files", "xellog-files"] {
            client.get(&rds(&client, id, rest)).await.refused(
                400,
                "DBS.280343",
                "does not support",
            );
        }
        let answer = client.post_body(&rds(&client, id, "xellog-download"), file.clone()).await;
        answer.refused(400, "DBS.280343", "extended event logs");
    }
    let id = &ids[2];
    for (id, engine) in [(&ids[1], "MySQL"), (&ids[2], "SQLServer")] {
        let words = format!("{engine} has no error logs");
        client.post(&rds_url(&client, id)).await.refused(400, "DBS.280343", &words);
    }
    let held = client.files(Service::Rds, "error-log");
    assert_eq!(held.iter().map(|file| &file.instance).collect::<Vec<_>>(), [&ids[0]]);
    client.get(&rds(&client, id, "auditlog")).await.refused(400, "DBS.280343", "audit logs");
    let links = rds(&client, id, "auditlog-links");
    client.post_body(&links, "{}").await.refused(400, "DBS.280343", "audit logs");
    assert_eq!(client.to().rds_sql_server.as_ref(), Some(id));
    assert!(client.simulator.requests().iter().all(|request| request.jobs_started == 0));
}

#[tokio::test]
async fn two_instances_with_logs_of_the_same_names_do_not_share_them() {
    let client = client_of(
        "jobs.takes.polls = 0
         [[rds]]
         engine = 'sql-server'
         count = 2
         xel_logs = { generated = { size = '3KiB' } }",
    )
    .await;
    let mut seen = std::collections::HashSet::new();
    for held in client.files(Service::Rds, "xel-log") {
        let body = json!({"file_name": held.name}).to_string();
        let answer = client.post_body(&rds(&client, &held.instance, "xellog-download"), body).await;
        let link = answer.ok(200)["list"][0]["file_link"].take();
        let bytes = download(&client, &link).await;
        assert!(bytes == held.content.bytes());
        seen.insert(bytes);
    }
    assert_eq!(seen.len(), 2);
}

#[tokio::test]
async fn the_word_of_an_extended_event_log_is_never_left_out() {
    let client =
        client_with(1, "jobs.takes.polls = 0\ndialect = { item_status = false, words = 'lower' }")
            .await;
    let name = names(&list(&client, "xellog-files").await).remove(0);
    let answer = post(&client, "xellog-download", json!({"file_name": name})).await.ok(200);
    assert_eq!(answer["list"][0]["status"], "finish");
    let client = client_with(1, "jobs = { takes.polls = 0, failure_rate = 1.0 }").await;
    let answer = post(&client, "xellog-download", json!({"file_name": name})).await.ok(200);
    assert_eq!(answer["list"][0]["status"], "FAILED");
    assert!(answer["list"][0].get("file_link").is_none());
}

#[tokio::test]
async fn the_usual_cloud_has_a_second_instance_that_runs_sql_server() {
    let scenario = huaweicloud_logs_sim::Scenario::default();
    let engines: Vec<_> = scenario.rds.iter().map(|one| one.engine).collect();
    assert_eq!(engines, [Engine::PostgreSql, Engine::SqlServer]);
    let simulator = Simulator::start_with(scenario).await.unwrap();
    let to = simulator.connection();
    let ids = simulator.instances(Service::Rds);
    assert_eq!(ids, [to.rds_instance.clone(), to.rds_sql_server.clone().unwrap()]);
    assert!(ids[1].ends_with("in04"), "{}", ids[1]);
}
