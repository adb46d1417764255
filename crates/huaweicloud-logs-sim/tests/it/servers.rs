//! The list of CloudDC's servers, whose pages are asked for by a marker.

use huaweicloud_logs_sim::Service;
use serde_json::{Value, json};

use crate::calls::{client_of, clouddc_url, items, text};
use crate::client::{Answer, Client};

async fn ask(client: &Client, rest: &str) -> Answer {
    let to = client.to();
    client.get(&format!("{}/v1/{}/physicalservers{rest}", to.clouddc, to.project_id)).await
}

fn ids(page: &Value) -> Vec<String> {
    items(page, "servers").iter().map(|server| text(&server["id"]).to_owned()).collect()
}

#[tokio::test]
async fn markers_lead_through_all_servers_and_back() {
    let client = client_of("clouddc = [{ count = 25 }]").await;
    let expected = client.simulator.instances(Service::CloudDc);
    for limit in [10, 12, 25, 1000] {
        let mut all: Vec<String> = vec![];
        let mut query = format!("?limit={limit}");
        loop {
            let page = ask(&client, &query).await.ok(200);
            assert_eq!(page["count"], 25);
            let info = &page["page_info"];
            assert_eq!(info["current_count"], ids(&page).len());
            assert_eq!(info.get("previous_marker").is_some(), !all.is_empty());
            all.extend(ids(&page));
            assert!(all.len() <= 25, "the list does not come to an end");
            match info.get("next_marker") {
                Some(marker) => {
                    assert_eq!(text(marker), all.last().unwrap());
                    query = format!("?limit={limit}&marker={}", text(marker));
                }
                None => break,
            }
        }
        assert_eq!(all, expected, "{limit}");
    }
    let after = ask(&client, &format!("?marker={}", expected[24])).await.ok(200);
    assert_eq!((ids(&after).len(), after["page_info"].get("next_marker")), (0, None));
}

#[tokio::test]
async fn no_size_of_a_page_is_refused_that_is_a_number() {
    let client = client_of("clouddc = [{ count = 1005 }]").await;
    for (query, expected) in [
        ("", 10),
        ("?limit=0", 10),
        ("?limit=-5", 10),
        ("?limit=9", 10),
        ("?limit=11", 11),
        ("?limit=1000", 1000),
        ("?limit=1001", 1000),
        ("?limit=99999999999999999999999999", 1000),
    ] {
        assert_eq!(ids(&ask(&client, query).await.ok(200)).len(), expected, "{query}");
    }
    for query in ["?limit=", "?limit=ten", "?limit=%2B20", "?limit=1.5", "?limit=-"] {
        ask(&client, query).await.refused(400, "iMetal.0001", "limit is not a whole number");
    }
    ask(&client, "?marker=unknown").await.refused(400, "iMetal.0001", "unknown");
}

#[tokio::test]
async fn a_server_is_shown_as_it_is_listed() {
    let client = client_of("clouddc = [{ count = 2, serial_number = 'MY0001' }]").await;
    let page = ask(&client, "?manage_state=in-use").await.ok(200);
    let names: Vec<_> = items(&page, "servers").iter().map(|one| text(&one["name"])).collect();
    assert_eq!(names, ["clouddc-simulated-1", "clouddc-simulated-2"]);
    for (index, id) in ids(&page).into_iter().enumerate() {
        let server = ask(&client, &format!("/{id}")).await.ok(200);
        assert_eq!(server, page["servers"][index]);
        assert_eq!(server["manage_state"], "in-use");
        // The archive is named by the serial number.
        let started = client.post(&clouddc_url(&client, &id)).await;
        let serial = text(&server["hardware_attributes"]["sn"]);
        let expected = format!("attachment; filename={serial}-dump.tar.gz");
        assert_eq!(started.header("content-disposition"), expected);
    }
    assert_eq!(page["servers"][0]["hardware_attributes"]["sn"], "MY0001");
    let none = ask(&client, "?manage_state=maintain").await.ok(200);
    assert_eq!(none, json!({"servers": [], "page_info": {"current_count": 0}, "count": 0}));
    ask(&client, "/unknown").await.refused(404, "iMetal.0100", "unknown");
}
