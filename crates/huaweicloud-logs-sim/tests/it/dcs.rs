//! DCS: collect, list, link.

use std::collections::HashSet;

use huaweicloud_logs_sim::{Scenario, Service};
use serde_json::Value;

use crate::client::{Answer, Client};

fn url(client: &Client) -> String {
    let to = client.to();
    format!("{}/v2/{}/instances/{}/redislog", to.dcs, to.project_id, to.dcs_instance)
}

impl Client {
    async fn collect(&self, query: &str) -> Answer {
        self.post(&format!("{}?log_type=run{query}", url(self))).await
    }

    async fn list(&self, query: &str) -> Answer {
        self.get(&format!("{}?log_type=run{query}", url(self))).await
    }

    /// Collects and lists until the new files are there. The files of earlier collections are listed
    /// all the while, so it takes an id that was not there before.
    async fn collected(&self, query: &str) -> Value {
        let known = self.known().await;
        assert_eq!(self.collect(query).await.status, 204);
        loop {
            let answer = self.list("").await;
            if answer.status == 204 {
                continue;
            }
            let listing = answer.json();
            let newest = &listing["file_list"][0];
            if newest["status"] == "succeed" && !known.contains(&ids(&listing)[0]) {
                return listing;
            }
        }
    }

    async fn known(&self) -> Vec<String> {
        let answer = self.list("").await;
        if answer.status == 204 {
            return vec![];
        }
        ids(&answer.json())
    }
}

fn ids(listing: &Value) -> Vec<String> {
    listing["file_list"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| file["id"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn without_a_collection_the_list_is_an_empty_204() {
    let client = Client::start().await;
    let answer = client.list("").await;
    assert_eq!((answer.status.as_u16(), answer.body.len()), (204, 0));
    assert!(answer.headers.get("content-type").is_none());
}

#[tokio::test]
async fn a_collection_appears_then_runs_then_succeeds() {
    let client = Client::start().await;
    let answer = client.collect("&query_time=0").await;
    assert_eq!((answer.status.as_u16(), answer.body.len()), (204, 0));

    assert_eq!(client.list("").await.status, 204);
    let running = client.list("").await.ok(200);
    assert_eq!(
        (&running["total_num"], &running["file_list"][0]["status"]),
        (&1.into(), &"running".into())
    );
    let id = running["file_list"][0]["id"].as_str().unwrap();
    let early = client.post(&format!("{}/{id}/links", url(&client))).await;
    early.refused(400, "111400017", "still being collected");

    let listing = client.list("").await.ok(200);
    let file = &listing["file_list"][0];
    assert_eq!((&file["status"], &file["id"]), (&"succeed".into(), &id.into()));
    let today = &client.files(Service::Dcs, "run-log")[0];
    assert_eq!(file["file_name"], today.name);
    assert_eq!(today.name, format!("redis_192.168.0.142_{}.log", file["time"].as_str().unwrap()));
    assert_eq!(
        (&file["group_name"], &file["replication_ip"]),
        (&"group-0".into(), &"192.168.0.142".into())
    );
    assert_eq!(file["backup_id"], file["id"]);

    let answer = client.post(&format!("{}/{id}/links", url(&client))).await.ok(200);
    assert_eq!((&answer["id"], &answer["backup_id"]), (&id.into(), &id.into()));
    let link = answer["link"].as_str().unwrap();
    assert!(link.contains(&format!("/{}?AWSAccessKeyId=", today.name)), "{link}");
    let expires: i64 =
        link.split("Expires=").nth(1).unwrap().split('&').next().unwrap().parse().unwrap();
    let life = expires - jiff::Timestamp::now().as_second();
    // The second that the link was made in counts whole.
    assert!((86_300..=86_401).contains(&life), "{life}");
    let object = client.fetch(link).await;
    assert_eq!(object.status, 200);
    assert!(object.body == today.content.bytes());
}

#[tokio::test]
async fn the_span_decides_how_many_days_have_files() {
    for (query, expected) in [
        ("", 1),
        ("&query_time=0", 1),
        ("&query_time=1", 1),
        ("&query_time=3", 2),
        ("&query_time=7", 3),
    ] {
        let client = Client::start_with(Scenario::default().with_polls_until_ready(1)).await;
        let listing = client.collected(query).await;
        assert_eq!(listing["total_num"], expected, "{query}");
        for (file, held) in listing["file_list"]
            .as_array()
            .unwrap()
            .iter()
            .zip(client.files(Service::Dcs, "run-log"))
        {
            assert_eq!(file["file_name"], held.name);
            let answer = client
                .post(&format!("{}/{}/links", url(&client), file["id"].as_str().unwrap()))
                .await
                .ok(200);
            let object = client.fetch(answer["link"].as_str().unwrap()).await;
            assert!(object.body == held.content.bytes(), "{}", held.name);
        }
    }
}

#[tokio::test]
async fn each_collection_makes_new_ids_and_the_old_files_stay() {
    let client = Client::start().await;
    let first = ids(&client.collected("&query_time=7").await);
    let both = client.collected("&query_time=3").await;
    assert_eq!(both["total_num"], 5);
    let both = ids(&both);
    assert_eq!(both[2..], first, "the newest collection comes first");
    assert_eq!(both.iter().collect::<HashSet<_>>().len(), 5);
    for id in &first {
        client.post(&format!("{}/{id}/links", url(&client))).await.ok(200);
    }
}

#[tokio::test]
async fn one_collection_runs_at_a_time() {
    let client = Client::start().await;
    assert_eq!(client.collect("").await.status, 204);
    let answer = client.collect("").await;
    answer.refused(400, "111400017", "still running");
    assert!(answer.json()["error_ext_msg"].is_null());
    // A client that only asks again gets through in the end.
    client.collect("").await.refused(400, "111400017", "still running");
    client.collect("").await.refused(400, "111400017", "still running");
    assert_eq!(client.collect("").await.status, 204);
}

#[tokio::test]
async fn a_listing_comes_in_pages() {
    let client = Client::start_with(Scenario::default().with_polls_until_ready(1)).await;
    let mut all = vec![];
    for _ in 0..4 {
        all = ids(&client.collected("&query_time=7").await);
    }
    assert_eq!(all.len(), 10, "ten is the default size of a page");
    let mut paged = vec![];
    for offset in [0, 5, 10] {
        let page = client.list(&format!("&offset={offset}&limit=5")).await.ok(200);
        assert_eq!(page["total_num"], 12);
        paged.extend(ids(&page));
    }
    assert_eq!((paged.len(), &paged[..10]), (12, &all[..]));
    let beyond = client.list("&offset=12").await.ok(200);
    assert_eq!((&beyond["total_num"], ids(&beyond).len()), (&12.into(), 0));
}

#[tokio::test]
async fn wrong_parameters_are_refused_and_named() {
    let client = Client::start().await;
    for query in ["", "?log_type=", "?log_type=slow", "?log_type=RUN", "?query_time=1"] {
        client.post(&format!("{}{query}", url(&client))).await.refused(
            400,
            "DCS.4800",
            "Invalid logType.",
        );
        client.get(&format!("{}{query}", url(&client))).await.refused(
            400,
            "DCS.4800",
            "Invalid logType.",
        );
    }
    for value in ["2", "-1", "", "all", "07"] {
        client.collect(&format!("&query_time={value}")).await.refused(
            400,
            "DCS.4800",
            "query_time",
        );
    }
    client.collect("&replication_id=unknown").await.refused(400, "DCS.4800", "replication_id");
    for value in ["-1", "", "x", "1.5"] {
        client.list(&format!("&offset={value}")).await.refused(400, "DCS.4800", "offset");
    }
    for value in ["0", "1001", "-1", "%2B1", "", "x"] {
        client.list(&format!("&limit={value}")).await.refused(400, "DCS.4800", "limit");
    }
    assert_eq!(client.list("&limit=1000").await.status, 204, "none of these started a collection");
}

#[tokio::test]
async fn the_replica_may_be_named_or_not() {
    let client = Client::start_with(Scenario::default().with_polls_until_ready(0)).await;
    let own =
        client.simulator.dcs_replication_ids(&client.simulator.connection().dcs_instance).remove(0);
    for parameter in [String::new(), format!("&replication_id={own}")] {
        assert_eq!(client.collect(&parameter).await.status, 204);
    }
    client.collect("&replication_id=").await.refused(400, "DCS.4800", "replication_id");
}

#[tokio::test]
async fn a_link_to_an_unknown_file_is_refused() {
    let client = Client::start().await;
    let answer =
        client.post(&format!("{}/3ea6ce21-048e-447a-83c3-3fb004b88439/links", url(&client))).await;
    answer.refused(404, "111404001", "3ea6ce21");
    assert!(answer.json().as_object().unwrap().contains_key("error_ext_msg"));
}
