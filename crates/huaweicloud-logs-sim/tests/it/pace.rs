//! How long things take: jobs by the clock, what they show on the way, and how links end.

use huaweicloud_logs_sim::Service;
use serde_json::{Value, json};

use crate::calls::{
    ask_dds, ask_rds, client_of, clouddc_url, collect, dcs_url, download, download_listed, export,
    items, list, pass, rds_url, show, text,
};
use crate::client::Client;

const HOUR: u64 = 60 * 60;

/// For tests that move the clock far.
const LONG_TOKENS: &str = "account.token_lifetime = '100000h'\n";

fn words(answer: &Value) -> Vec<&str> {
    items(answer, "list").iter().map(|item| text(&item["status"])).collect()
}

#[tokio::test]
async fn a_job_of_fixed_length_ends_by_the_clock_however_often_one_asks() {
    let client = client_of("jobs.takes.fixed = '10m'").await;
    for _ in 0..20 {
        assert_eq!(ask_rds(&client).await["status"], "CREATING");
    }
    pass(&client, 9 * 60);
    assert_eq!(ask_rds(&client).await["status"], "CREATING");
    pass(&client, 61);
    let ready = ask_rds(&client).await;
    assert_eq!(ready["status"], "finish");
    let taken = ready["list"][0]["update_at"].as_i64().unwrap()
        - ready["list"][0]["create_at"].as_i64().unwrap();
    assert!((600_000..640_000).contains(&taken), "{taken}");
    assert!(!download(&client, &ready["list"][0]["file_link"]).await.is_empty());
}

#[tokio::test]
async fn nodes_take_a_third_two_thirds_and_all_of_the_time() {
    let client = client_of("jobs.takes.fixed = '30m'\nlinks.lifetime = '1h'").await;
    ask_dds(&client, &[]).await;
    for (minutes, expected) in [
        (9, ["EXPORTING", "EXPORTING", "EXPORTING"]),
        (2, ["EXPORTING", "SUCCESS", "EXPORTING"]),
        (10, ["SUCCESS", "SUCCESS", "EXPORTING"]),
        (10, ["SUCCESS", "SUCCESS", "SUCCESS"]),
    ] {
        pass(&client, minutes * 60);
        assert_eq!(words(&ask_dds(&client, &[]).await), expected);
    }
}

#[tokio::test]
async fn a_collection_shows_up_after_a_third_of_its_time() {
    let client = client_of("jobs.takes.fixed = '30m'").await;
    assert_eq!(collect(&client, "").await.status, 204);
    pass(&client, 9 * 60);
    assert_eq!(list(&client, "").await.status, 204);
    pass(&client, 2 * 60);
    assert_eq!(list(&client, "").await.ok(200)["file_list"][0]["status"], "running");
    collect(&client, "").await.refused(400, "111400017", "still running");
    pass(&client, 20 * 60);
    let listed = list(&client, "").await.ok(200);
    assert_eq!(listed["file_list"][0]["status"], "succeed");
    let held = client.files(Service::Dcs, "run-log").remove(0);
    assert!(download_listed(&client, &listed["file_list"][0]).await == held.content.bytes());
    assert_eq!(collect(&client, "").await.status, 204);
}

#[tokio::test]
async fn a_failed_collection_says_so_and_has_no_files() {
    let client = client_of("jobs = { takes.polls = 0, failure_rate = 1.0 }").await;
    assert_eq!(collect(&client, "").await.status, 204);
    let listed = list(&client, "").await.ok(200);
    assert_eq!(listed["file_list"][0]["status"], "failed");
    let id = text(&listed["file_list"][0]["id"]);
    let url = dcs_url(&client, &client.to().dcs_instance);
    client.post(&format!("{url}/{id}/links")).await.refused(404, "111404001", id);
    assert_eq!(ask_rds(&client).await["status"], "FAILED");
    assert_eq!(ask_dds(&client, &[]).await["status"], "FAILED");
}

#[tokio::test]
async fn a_failed_dump_stays_unfinished() {
    let client = client_of("jobs = { takes.polls = 1, failure_rate = 1.0 }").await;
    let started = export(&client).await;
    for _ in 0..3 {
        let shown = show(&client, &started).await;
        assert_eq!((&shown["status"], &shown["percentage"]), (&json!("Running"), &json!("90%")));
    }
    let url = clouddc_url(&client, &client.to().clouddc_server);
    client.get(&format!("{url}/1/content")).await.refused(400, "iMetal.0101", "not completed");
}

#[tokio::test]
async fn a_job_can_be_never_done() {
    let client = client_of(&format!("{LONG_TOKENS}jobs.takes = 'never'")).await;
    let started = export(&client).await;
    assert_eq!(collect(&client, "").await.status, 204);
    for _ in 0..4 {
        assert_eq!(ask_rds(&client).await["status"], "CREATING");
        assert_eq!(words(&ask_dds(&client, &[]).await), ["EXPORTING"; 3]);
        assert_eq!(show(&client, &started).await["status"], "Running");
        pass(&client, 1000 * HOUR);
        assert_eq!(list(&client, "").await.ok(200)["file_list"][0]["status"], "running");
    }
}

#[tokio::test]
async fn an_instance_can_have_a_pace_of_its_own() {
    let client = client_of("jobs.takes = 'never'\n[[rds]]\njobs.takes.polls = 0\n[[rds]]").await;
    assert_eq!(ask_rds(&client).await["status"], "finish");
    let second = client.simulator.instances(Service::Rds).remove(1);
    let answer = client.post(&rds_url(&client, &second)).await.ok(200);
    assert_eq!(answer["status"], "CREATING");
}

#[tokio::test]
async fn a_percentage_grows_in_the_shape_of_the_scenario() {
    for (shape, expected) in [
        // After 0, 15, 40, 70 and 101 of 100 hours.
        ("linear", ["0%", "15%", "40%", "70%", "100%"]),
        ("tens", ["0%", "10%", "40%", "70%", "100%"]),
        ("stairs", ["0%", "0%", "30%", "30%", "100%"]),
        ("stall", ["0%", "29%", "79%", "99%", "100%"]),
    ] {
        let jobs = format!("jobs = {{ takes.fixed = '100h', progress = '{shape}' }}");
        let client = client_of(&format!("{LONG_TOKENS}{jobs}")).await;
        let started = export(&client).await;
        let mut seen = vec![text(&started["percentage"]).to_owned()];
        for hours in [15, 25, 30, 31] {
            pass(&client, hours * HOUR);
            seen.push(text(&show(&client, &started).await["percentage"]).to_owned());
        }
        assert_eq!(seen, expected, "{shape}");
    }
}

#[tokio::test]
async fn a_percentage_can_be_missing_or_wander() {
    let client = client_of("jobs = { takes.polls = 1, progress = 'none' }").await;
    let started = export(&client).await;
    assert!(started.get("percentage").is_none(), "{started}");
    let done = show(&client, &started).await;
    assert_eq!((done.get("percentage"), text(&done["status"])), (None, "completed"));

    let client = client_of("jobs = { takes.polls = 50, progress = 'random' }").await;
    let started = export(&client).await;
    let mut seen = vec![];
    for _ in 0..50 {
        let shown = show(&client, &started).await;
        let percent = text(&shown["percentage"]).trim_end_matches('%');
        seen.push(percent.parse::<u32>().unwrap());
    }
    assert!(seen.is_sorted() && seen[48] < 100 && seen[49] == 100, "{seen:?}");
    let steps: std::collections::HashSet<_> = seen.windows(2).map(|two| two[1] - two[0]).collect();
    assert!(steps.len() > 2, "now fast, now slow: {seen:?}");
}

/// How many hours the next exports of a simulator take, and the ids it gives.
async fn course(seed: u64, takes: &str) -> (Vec<u64>, Vec<String>) {
    let rest = "rds = [{ count = 2 }]\ndcs = [{ replicas = [{}, {}] }]\nclouddc = [{ count = 2 }]";
    let scenario = format!("seed = {seed}\n{LONG_TOKENS}jobs.takes = {takes}\n{rest}");
    let client = client_of(&scenario).await;
    let mut exports = vec![];
    for _ in 0..5 {
        exports.push((export(&client).await, 0));
    }
    let ids = [
        client.simulator.instances(Service::Rds),
        client.simulator.instances(Service::CloudDc),
        client.simulator.dds_node_ids(&client.simulator.connection().dds_instance),
        client.simulator.dcs_replication_ids(&client.simulator.connection().dcs_instance),
        vec![text(&ask_rds(&client).await["list"][0]["workflow_id"]).to_owned()],
        vec![client.to().token.clone()],
    ];
    for hours in 1..=1000 {
        pass(&client, HOUR);
        for (started, took) in exports.iter_mut().filter(|(_, took)| *took == 0) {
            if show(&client, started).await["status"] == "completed" {
                *took = hours;
            }
        }
        if exports.iter().all(|(_, took)| *took > 0) {
            return (exports.iter().map(|(_, took)| *took).collect(), ids.concat());
        }
    }
    panic!("{exports:?} after 1000 hours");
}

#[tokio::test]
async fn the_seed_decides_ids_and_durations() {
    let takes = "{ log-normal = { median = '20h', sigma = 1.0 } }";
    let (hours, ids) = course(7, takes).await;
    assert_eq!(course(7, takes).await, (hours.clone(), ids.clone()));
    let (other_hours, other_ids) = course(8, takes).await;
    assert_ne!(hours, other_hours);
    // The first instance of each service has the same id in every scenario.
    let both: Vec<_> = ids.iter().filter(|id| other_ids.contains(id)).collect();
    assert_eq!(both.len(), ids.len() - 5, "{both:?}");
    let distinct: std::collections::HashSet<_> = hours.iter().collect();
    assert!(distinct.len() > 2, "jobs differ: {hours:?}");
}

#[tokio::test]
async fn a_uniform_length_keeps_within_its_bounds() {
    let (hours, _) = course(1, "{ uniform = { from = '10h', to = '20h' } }").await;
    assert!(hours.iter().all(|hours| (10..=20).contains(hours)), "{hours:?}");
}

async fn ready_link(client: &Client) -> (String, String) {
    let answer = ask_rds(client).await;
    let item = &answer["list"][0];
    (text(&item["file_name"]).to_owned(), text(&item["file_link"]).to_owned())
}

/// The first link after 59 seconds and after 61, then the next answer.
async fn expired(reissue: &str) -> (Client, String, Value) {
    let links = format!("links = {{ lifetime = '60s', reissue = '{reissue}' }}");
    let client = client_of(&format!("jobs.takes.polls = 0\n{links}")).await;
    let (name, link) = ready_link(&client).await;
    pass(&client, 30);
    assert_eq!(ready_link(&client).await, (name.clone(), link.clone()), "it stays the same");
    assert_eq!(client.fetch(&link).await.status, 200);
    pass(&client, 31);
    let refused = client.fetch(&link).await;
    assert_eq!(refused.status, 403);
    assert!(refused.text().contains("<Code>AccessDenied</Code>"), "{}", refused.text());
    let again = ask_rds(&client).await;
    assert_eq!(client.fetch(&link).await.status, 403, "no answer revives a link");
    (client, name, again)
}

#[tokio::test]
async fn after_a_link_there_can_be_a_new_export() {
    let (client, name, again) = expired("new-export").await;
    assert_ne!(again["list"][0]["file_name"], json!(name));
    let held = client.files(Service::Rds, "error-log").remove(0);
    assert_eq!(again["list"][0]["file_name"], json!(held.name));
    assert!(download(&client, &again["list"][0]["file_link"]).await == held.content.bytes());
}

#[tokio::test]
async fn after_a_link_there_can_be_another_to_the_same_object() {
    let (client, name, again) = expired("same-object").await;
    assert_eq!(again["list"][0]["file_name"], json!(name));
    let held = client.files(Service::Rds, "error-log").remove(0);
    assert!(download(&client, &again["list"][0]["file_link"]).await == held.content.bytes());
}

#[tokio::test]
async fn after_a_link_there_can_be_none() {
    let (client, _, mut again) = expired("never").await;
    for _ in 0..5 {
        assert_eq!(again["status"], "CREATING");
        pass(&client, HOUR);
        again = ask_rds(&client).await;
    }
}

#[tokio::test]
async fn links_of_every_service_live_as_long_as_the_scenario_says() {
    let client = client_of("jobs.takes.polls = 0\nlinks.lifetime = '1h'").await;
    assert_eq!(collect(&client, "").await.status, 204);
    let id = list(&client, "").await.ok(200)["file_list"][0]["id"].take();
    let url = dcs_url(&client, &client.to().dcs_instance);
    let dcs = client.post(&format!("{url}/{}/links", text(&id))).await.ok(200)["link"].take();
    let dds = ask_dds(&client, &[]).await["list"][0]["file_link"].take();
    let rds = ask_rds(&client).await["list"][0]["file_link"].take();
    for (seconds, status) in [(3500, 200), (101, 403)] {
        pass(&client, seconds);
        for link in [&rds, &dds, &dcs] {
            assert_eq!(client.fetch(text(link)).await.status, status, "{link}");
        }
    }
}
