//! What was started, what the store holds because of it, and for how long.

use std::time::Duration;

use huaweicloud_logs_sim::{Fault, FaultOrder, NewLength, On, Position, Scenario, Service};
use serde_json::{Value, json};

use crate::client::Client;

async fn objects(client: &Client) -> Vec<Value> {
    let url = format!("{}/_sim/objects", client.to().control);
    let answer = client.send(client.bare("GET", &url)).await.ok(200);
    answer["objects"].as_array().unwrap().clone()
}

fn started(client: &Client, service: Service) -> Vec<u32> {
    let asked = client.simulator.requests().into_iter().filter(|asked| asked.service == service);
    asked.map(|asked| asked.jobs_started).collect()
}

#[tokio::test]
async fn the_record_tells_how_many_jobs_a_request_started() {
    let client = Client::start_with(Scenario::default().with_polls_until_ready(1)).await;
    for _ in 0..3 {
        client.post(&client.rds_export()).await.ok(200);
        client.post(&client.dds_export()).await.ok(200);
    }
    assert_eq!(started(&client, Service::Rds), [1, 0, 0]);
    assert_eq!(started(&client, Service::Dds), [3, 0, 0], "one for each node");

    // The second is refused as long as the first is at work.
    let collect = client.dcs_logs() + "&query_time=7";
    assert_eq!(client.post(&collect).await.status, 204);
    client.post(&collect).await.refused(400, "111400017", "running");
    assert_eq!(started(&client, Service::Dcs), [1, 0]);
    for _ in 0..2 {
        client.post(&client.clouddc_exports()).await.ok(202);
    }
    assert_eq!(started(&client, Service::CloudDc), [1, 1]);

    client.simulator.advance(Duration::from_secs(3600));
    client.post(&client.rds_export()).await.ok(200);
    assert_eq!(started(&client, Service::Rds), [1, 0, 0, 1], "the link had expired");

    let requests = format!("{}/_sim/requests", client.to().control);
    assert_eq!(client.send(client.bare("DELETE", &requests)).await.status, 204);
    assert!(client.simulator.requests().is_empty());
    client.post(&client.rds_export()).await.ok(200);
    assert_eq!(client.simulator.requests()[0].number, 11, "numbers go on");
}

#[tokio::test]
async fn the_store_tells_what_it_holds_in_place_of_a_file() {
    let client = Client::start_with(Scenario::default().with_polls_until_ready(0)).await;
    let answer = client.post(&client.rds_export()).await.ok(200);
    let [name, link] =
        ["file_name", "file_link"].map(|key| answer["list"][0][key].as_str().unwrap());
    let file = client.files(Service::Rds, "error-log").remove(0);
    let held = objects(&client).await;
    assert_eq!(held.len(), 1);
    assert_eq!(
        (&held[0]["name"], &held[0]["sha256"]),
        (&json!(name), &json!(file.content.sha256()))
    );

    let replace = Fault::ReplaceObject { length: NewLength::Longer };
    client.simulator.order(FaultOrder::new(replace).times(1)).unwrap();
    let other = client.fetch(link).await;
    let held = objects(&client).await;
    assert_eq!(held[0]["size"], other.body.len());
    assert_eq!(held[0]["etag"], other.header("etag"));
    assert_ne!(held[0]["sha256"], file.content.sha256());
    let all = format!("{}/_sim/files?service=rds&log=error-log", client.to().control);
    let all = client.send(client.bare("GET", &all)).await.ok(200);
    assert_eq!(all["files"].as_array().unwrap().len(), 1);
    assert_eq!(all["files"][0]["sha256"], file.content.sha256(), "the file is what it was");
}

#[tokio::test]
async fn another_link_does_not_bring_a_replaced_object_back() {
    let client = Client::start_with(Scenario::default().with_polls_until_ready(0)).await;
    assert_eq!(client.post(&client.dcs_logs()).await.status, 204);
    let listed = client.get(&client.dcs_logs()).await.ok(200);
    let id = listed["file_list"][0]["id"].as_str().unwrap().to_owned();
    let logs = client.dcs_logs();
    let links = format!("{}/{id}/links", logs.split('?').next().unwrap());
    let link = async || client.post(&links).await.ok(200)["link"].as_str().unwrap().to_owned();

    let first = client.fetch(&link().await).await;
    let replace = Fault::ReplaceObject { length: NewLength::Same };
    client.simulator.order(FaultOrder::new(replace).times(1)).unwrap();
    let replaced = client.fetch(&link().await).await;
    assert!(replaced.body != first.body && replaced.body.len() == first.body.len());
    let again = client.fetch(&link().await).await;
    assert!(again.body == replaced.body);
    assert_eq!(again.header("last-modified"), replaced.header("last-modified"));
}

#[tokio::test]
async fn an_empty_file_is_a_file() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("postgresql.log"), "").unwrap();
    let text = format!("jobs.takes.polls = 0\n[[rds]]\nlogs.folder = {:?}", folder.path());
    let client = Client::start_with(Scenario::parse(&text).unwrap()).await;
    let answer = client.post(&client.rds_export()).await.ok(200);
    let link = answer["list"][0]["file_link"].as_str().unwrap();
    let whole = client.fetch(link).await;
    assert_eq!((whole.status.as_u16(), whole.body.len()), (200, 0));
    for range in ["bytes=0-", "bytes=0-0", "bytes=-1"] {
        let part = client.send(client.bare("GET", link).header("Range", range)).await;
        assert_eq!(
            (part.status.as_u16(), part.header("content-range")),
            (416, "bytes */0"),
            "{range}"
        );
    }
}

#[tokio::test]
async fn a_job_that_takes_time_ends_when_its_time_is_over_and_not_when_someone_looks() {
    let text = "jobs.takes.fixed = '10s'\nlinks.lifetime = '60s'";
    let client = Client::start_with(Scenario::parse(text).unwrap()).await;
    let begun = client.post(&client.rds_export()).await.ok(200)["list"][0].clone();
    client.simulator.advance(Duration::from_secs(30));
    let ended = client.post(&client.rds_export()).await.ok(200)["list"][0].clone();
    let [created, updated] = ["create_at", "update_at"].map(|key| ended[key].as_i64().unwrap());
    assert_eq!((created, updated), (begun["create_at"].as_i64().unwrap(), created + 10_000));
    // The link is made, and begins to live, when someone looks.
    let link = ended["file_link"].as_str().unwrap().to_owned();
    client.simulator.advance(Duration::from_secs(55));
    assert_eq!(client.fetch(&link).await.status, 200);
    client.simulator.advance(Duration::from_secs(10));
    assert_eq!(client.fetch(&link).await.status, 403);

    client.post(&client.rds_export()).await.ok(200);
    client.simulator.advance(Duration::from_secs(3600));
    let late = client.post(&client.rds_export()).await.ok(200);
    assert!(late["list"][0]["file_link"].is_string(), "{late}");
    assert_eq!(started(&client, Service::Rds), [1, 0, 1, 0]);
}

#[tokio::test]
async fn nodes_that_are_ready_wait_for_the_others_whatever_the_life_of_their_links() {
    // Links that last for one look, for two and a bit, and for many.
    for (life, step) in [(80, 79), (80, 100), (208, 60), (900, 300)] {
        let text = format!("links.lifetime = {life}\njobs.takes.fixed = '1h'");
        let client = Client::start_with(Scenario::parse(&text).unwrap()).await;
        let mut answer = client.post_body(&client.dds_export(), "{}").await.ok(200);
        for _ in 0..100 {
            if answer["status"] == "FINISH" {
                break;
            }
            client.simulator.advance(Duration::from_secs(step));
            answer = client.post_body(&client.dds_export(), "{}").await.ok(200);
        }
        assert_eq!(answer["status"], "FINISH", "{life} {step}");
        for item in answer["list"].as_array().unwrap() {
            assert!(item["file_link"].is_string(), "{answer}");
        }
        assert_eq!(started(&client, Service::Dds).iter().sum::<u32>(), 3, "{life} {step}");
    }
}

#[tokio::test]
async fn the_longest_export_of_any_number_of_nodes_takes_as_long_as_the_scenario_says() {
    for (nodes, ready_after) in
        [(1, vec![6]), (2, vec![4, 6]), (3, vec![4, 2, 6]), (4, vec![4, 2, 6, 4])]
    {
        let nodes_of = vec!["{}"; nodes].join(",");
        let text = format!(
            "jobs.takes.polls = 6\n[[dds]]\nnodes = [{nodes_of}]\nlogs = {{ generated = {{ size = 10 }} }}"
        );
        let client = Client::start_with(Scenario::parse(&text).unwrap()).await;
        let mut seen = vec![None; nodes];
        for look in 0..8 {
            let answer = client.post_body(&client.dds_export(), "{}").await.ok(200);
            for (seen, item) in seen.iter_mut().zip(answer["list"].as_array().unwrap()) {
                if seen.is_none() && item["file_link"].is_string() {
                    *seen = Some(look);
                }
            }
        }
        assert_eq!(seen, ready_after.into_iter().map(Some).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn orders_about_ranges_wait_for_an_answer_with_a_range() {
    let client = Client::start_with(Scenario::default().with_polls_until_ready(0)).await;
    let link = client.link().await;
    client.simulator.order(FaultOrder::new(Fault::IgnoreRange).times(1)).unwrap();
    let ranged = [("Range", "bytes=0-9")];
    let other = client.fetch_with(&link, &[ranged[0], ("If-Match", "\"other\"")]).await;
    assert_eq!(other.status, 412);
    assert_eq!(client.fetch_with(&link, &[ranged[0], ("If-Range", "\"other\"")]).await.status, 200);
    assert_eq!(client.fetch_with(&link, &[("Range", "items=0-1")]).await.status, 200);
    assert_eq!(client.simulator.faults()[0].met, 0);
    assert_eq!(client.fetch_with(&link, &ranged).await.status, 200);
    assert_eq!(client.fetch_with(&link, &ranged).await.status, 206);
}

#[tokio::test]
async fn an_order_waits_for_the_request_that_it_can_change() {
    let client = Client::start_with(Scenario::default().with_polls_until_ready(0)).await;
    let name = |name: &str| Fault::FileName { name: name.to_owned() };
    let order = |fault| client.simulator.order(FaultOrder::new(fault).times(1)).unwrap();
    // Neither a list without a body nor a refusal has a file name.
    order(name("../other"));
    assert_eq!(client.get(&client.dcs_logs()).await.status, 204);
    assert_eq!(client.send(client.bare("POST", &client.rds_export())).await.status, 401);
    let answer = client.post(&client.rds_export()).await.ok(200);
    assert_eq!(answer["list"][0]["file_name"], "../other");

    // A body that is not there cannot be cut, and nothing behind the end of one.
    order(Fault::ShortBody { at: Position::Byte(1_000_000) });
    order(Fault::Corrupt { at: Position::Byte(0) });
    assert_eq!(client.get(&client.dcs_logs()).await.status, 204);
    let link = client.post(&client.rds_export()).await;
    assert_eq!(link.body[0], !b'{');
    let link = client.post(&client.rds_export()).await.ok(200);
    let link = link["list"][0]["file_link"].as_str().unwrap().to_owned();

    // An object is not replaced for those who have no right to it.
    order(Fault::ReplaceObject { length: NewLength::Same });
    assert_eq!(client.fetch(&link.replace("Signature=", "Signature=x")).await.status, 403);
    assert!(
        client.fetch(&link).await.body
            != client.files(Service::Rds, "error-log")[0].content.bytes()
    );
    let faults = client.simulator.faults();
    let befell: Vec<_> = faults.iter().map(|state| state.befell).collect();
    assert_eq!((befell, faults[1].met), (vec![1, 0, 1, 1], 0));
}

#[tokio::test]
async fn a_clock_that_starts_at_a_time_makes_names_the_same_on_every_run() {
    let run = async || {
        let scenario = "starts_at = '2026-01-15T08:30:45Z'\njobs.takes.polls = 0";
        let client = Client::start_with(Scenario::parse(scenario).unwrap()).await;
        // Other requests make no difference.
        client.get(&client.rds_jobs()).await;
        let answer = client.post(&client.dds_export()).await.ok(200);
        assert_eq!(client.post(&client.dcs_logs()).await.status, 204);
        let listed = client.get(&client.dcs_logs()).await.ok(200);
        let name = answer["list"][0]["file_name"].as_str().unwrap();
        // To the minute; it takes less than the 15 seconds to the next one.
        (name[..name.len() - 2].to_owned(), listed)
    };
    let (name, listed) = run().await;
    assert!(name.contains("_errorlog_202601150830"), "{name}");
    assert_eq!(listed["file_list"][0]["time"], "2026-01-15");
    assert_eq!(run().await, (name, listed));
}

#[tokio::test]
async fn an_order_for_other_objects_waits_for_an_answer_with_a_link() {
    let client = Client::start_with(Scenario::default().with_polls_until_ready(2)).await;
    let order = FaultOrder::new(Fault::OtherObject).on(On::service(Service::Rds)).times(1);
    client.simulator.order(order).unwrap();
    let mut answer = Value::Null;
    for _ in 0..3 {
        answer = client.post(&client.rds_export()).await.ok(200);
    }
    let link = answer["list"][0]["file_link"].as_str().unwrap();
    assert!(
        client.fetch(link).await.body != client.files(Service::Rds, "error-log")[0].content.bytes()
    );
    let faults: Vec<_> =
        client.simulator.requests().into_iter().map(|asked| asked.faults).collect();
    assert_eq!(faults, [vec![], vec![], vec!["other-object"], vec![]]);
}
