//! Audit logs of RDS and DDS: a list of a span of time, and links that are made for each call.

use huaweicloud_logs_sim::{Fault, FaultOrder, On, Service};
use jiff::{Timestamp, ToSpan as _};
use serde_json::{Value, json};

use crate::calls::{client_of, dds, download, items, pass, rds, text};
use crate::client::{Answer, Client};

/// One of the two services, which differ in the names of their members.
#[derive(Clone, Copy)]
struct Kind {
    service: Service,
    list: &'static str,
    begin: &'static str,
    most: usize,
}

const BOTH: [Kind; 2] = [
    Kind { service: Service::Rds, list: "auditlogs", begin: "begin_time", most: 50 },
    Kind { service: Service::Dds, list: "audit_logs", begin: "start_time", most: 100 },
];

/// A client of a cloud that started in the afternoon and has audit logs of so many days.
async fn client_with(files: u32) -> Client {
    let logs = format!("audit_logs = {{ generated = {{ size = '3000B', files = {files} }} }}");
    client_of(&format!(
        "starts_at = '2026-03-05T13:14:15Z'\nrds = [{{ {logs} }}]\ndds = [{{ {logs} }}]"
    ))
    .await
}

impl Kind {
    fn url(self, client: &Client, rest: &str) -> String {
        let to = client.to();
        match self.service {
            Service::Rds => rds(client, &to.rds_instance, rest),
            _ => dds(client, &to.dds_instance, rest),
        }
    }

    async fn ask(self, client: &Client, query: &str) -> Answer {
        client.get(&self.url(client, &format!("auditlog?{query}"))).await
    }

    /// The first page of a span.
    async fn span(self, client: &Client, start: &str, end: &str) -> Value {
        self.ask(client, &span(start, end, "&offset=0&limit=50")).await.ok(200)
    }

    async fn links(self, client: &Client, ids: &Value) -> Answer {
        let body = json!({"ids": ids}).to_string();
        client.post_body(&self.url(client, "auditlog-links"), body).await
    }

    fn ids(self, answer: &Value) -> Vec<String> {
        items(answer, self.list).iter().map(|log| text(&log["id"]).to_owned()).collect()
    }
}

fn span(start: &str, end: &str, rest: &str) -> String {
    let [start, end] = [start, end].map(|time| time.replace('+', "%2B"));
    format!("start_time={start}&end_time={end}{rest}")
}

/// All of March and a little more.
const LONG: [&str; 2] = ["2026-02-10T00:00:00+0000", "2026-03-12T00:00:00+0000"];

#[tokio::test]
async fn a_list_has_the_logs_of_the_days_that_the_span_touches() {
    let client = client_with(4).await;
    for kind in BOTH {
        let all = kind.span(&client, LONG[0], LONG[1]).await;
        assert_eq!(all["total_record"], 4);
        let begins: Vec<_> =
            items(&all, kind.list).iter().map(|log| text(&log[kind.begin])).collect();
        assert_eq!(
            begins,
            [
                "2026-03-05T00:00:00+0000",
                "2026-03-04T00:00:00+0000",
                "2026-03-03T00:00:00+0000",
                "2026-03-02T00:00:00+0000"
            ]
        );
        assert_eq!(all[kind.list][0]["end_time"], "2026-03-05T23:59:59+0000");
        for (start, end, days) in [
            ("2026-03-05T12:00:00+0000", "2026-03-05T13:00:00+0000", 0..1),
            ("2026-03-04T23:59:59+0000", "2026-03-05T00:00:00+0000", 0..2),
            // The same day in China.
            ("2026-03-04T08:00:00+0800", "2026-03-05T07:59:59+0800", 1..2),
            ("2026-03-02T10:00:00-0500", "2026-03-02T11:00:00-0500", 3..4),
            ("2026-03-06T00:00:00+0000", "2026-03-07T00:00:00+0000", 0..0),
            ("2026-02-01T00:00:00+0000", "2026-03-01T23:59:59+0000", 0..0),
        ] {
            let found = kind.span(&client, start, end).await;
            assert_eq!(kind.ids(&found), kind.ids(&all)[days], "{start} to {end}");
            assert_eq!(found["total_record"], kind.ids(&found).len());
        }
    }
    let dds = BOTH[1].span(&client, "2026-03-05T12:00:00+0000", "2026-03-05T13:00:00+0000").await;
    assert_eq!(dds["total_size"], 12_000, "of all logs, whatever the span");
    assert_eq!(dds["audit_logs"][0]["size"], 3000, "in bytes");
    let rds = BOTH[0].span(&client, "2026-03-05T12:00:00+0000", "2026-03-05T13:00:00+0000").await;
    assert_eq!(rds["auditlogs"][0]["size"], 2.929_687_5, "in kilobytes");
}

#[tokio::test]
async fn each_listed_log_can_be_fetched_and_is_what_the_simulator_holds() {
    let client = client_of("").await;
    let now = client.simulator.now();
    let written = |time: Timestamp| time.strftime("%Y-%m-%dT%H:%M:%S+0000").to_string();
    let start = written(now - (24 * 29).hours());
    for kind in BOTH {
        let listed = kind.span(&client, &start, &written(now + 1.hour())).await;
        let held = client.files(kind.service, "audit-log");
        assert_eq!(kind.ids(&listed).len(), held.len());
        assert!(held.len() >= 2);
        for (log, held) in items(&listed, kind.list).iter().zip(held) {
            assert_eq!(log["name"], held.name);
            let links = kind.links(&client, &json!([log["id"]])).await.ok(200);
            assert_eq!(items(&links, "links").len(), 1);
            assert!(text(&links["links"][0]).contains(&held.name));
            assert!(download(&client, &links["links"][0]).await == held.content.bytes());
        }
    }
    assert!(client.simulator.requests().iter().all(|asked| asked.jobs_started == 0));
}

#[tokio::test]
async fn links_come_in_the_order_of_the_ids_and_live_five_minutes() {
    let client = client_with(5).await;
    for kind in BOTH {
        let listed = kind.span(&client, LONG[0], LONG[1]).await;
        let ids = kind.ids(&listed);
        let order = [3, 0, 4, 0];
        let links = kind.links(&client, &json!(order.map(|index| &ids[index]))).await.ok(200);
        let held = client.files(kind.service, "audit-log");
        assert_eq!(items(&links, "links").len(), 4);
        for (link, index) in items(&links, "links").iter().zip(order) {
            assert!(download(&client, link).await == held[index].content.bytes(), "{index}");
        }
        pass(&client, 298);
        let link = text(&links["links"][0]);
        assert_eq!(client.fetch(link).await.status, 200);
        pass(&client, 4);
        let refused = client.fetch(link).await;
        assert_eq!(refused.status, 403);
        assert!(refused.text().contains("Request has expired"), "{}", refused.text());
        let again = kind.links(&client, &json!([ids[3]])).await.ok(200);
        assert_ne!(again["links"][0], link);
        assert!(download(&client, &again["links"][0]).await == held[3].content.bytes());
    }
}

#[tokio::test]
async fn pages_lead_through_all_of_a_span() {
    let client = client_with(7).await;
    for kind in BOTH {
        for limit in [1, 3, 7, kind.most] {
            let mut all = vec![];
            loop {
                let rest = format!("&offset={}&limit={limit}", all.len());
                let page = kind.ask(&client, &span(LONG[0], LONG[1], &rest)).await.ok(200);
                assert_eq!(page["total_record"], 7);
                if kind.ids(&page).is_empty() {
                    break;
                }
                all.extend(kind.ids(&page));
                assert!(all.len() < 20, "the list does not come to an end");
            }
            let distinct: std::collections::HashSet<_> = all.iter().collect();
            assert_eq!((all.len(), distinct.len()), (7, 7), "{limit}");
        }
    }
}

#[tokio::test]
async fn a_page_beyond_its_bounds_is_refused() {
    let client = client_with(1).await;
    for kind in BOTH {
        let above = format!("&offset=0&limit={}", kind.most + 1);
        for rest in [&above, "&offset=0&limit=0", "&offset=0&limit=", "&offset=0&limit=-1"] {
            let answer = kind.ask(&client, &span(LONG[0], LONG[1], rest)).await;
            answer.refused(400, "DBS.200001", &format!("limit can be 1 to {}", kind.most));
        }
        for rest in ["&offset=-1&limit=1", "&offset=&limit=1", "&offset=one&limit=1"] {
            let answer = kind.ask(&client, &span(LONG[0], LONG[1], rest)).await;
            answer.refused(400, "DBS.200001", "offset can be 0 to");
        }
    }
}

#[tokio::test]
async fn what_is_missing_is_named_and_only_rds_wants_the_page() {
    let client = client_with(1).await;
    let [start, end] = LONG.map(|time| time.replace('+', "%2B"));
    for kind in BOTH {
        for (query, name) in [
            (format!("end_time={end}&offset=0&limit=1"), "start_time"),
            (format!("start_time={start}&offset=0&limit=1"), "end_time"),
        ] {
            let missing = format!("{name} is missing");
            kind.ask(&client, &query).await.refused(400, "DBS.200001", &missing);
        }
    }
    for (rest, name) in [("&limit=1", "offset"), ("&offset=0", "limit")] {
        let query = span(LONG[0], LONG[1], rest);
        let missing = format!("{name} is missing");
        BOTH[0].ask(&client, &query).await.refused(400, "DBS.200001", &missing);
        BOTH[1].ask(&client, &query).await.ok(200);
    }
}

#[tokio::test]
async fn a_span_that_is_too_long_backwards_or_unreadable_is_refused() {
    let client = client_with(1).await;
    let page = "&offset=0&limit=1";
    for kind in BOTH {
        for (start, end, words) in [
            ("2026-02-01T00:00:00+0000", "2026-03-03T00:00:01+0000", "30 days"),
            ("2026-03-03T00:00:00+0000", "2026-03-02T00:00:00+0000", "not later"),
            ("2026-03-03T00:00:00+0000", "2026-03-03T08:00:00+0800", "not later"),
            ("2026-03-03", "2026-03-04T00:00:00+0000", "start_time"),
            ("2026-03-03T00:00:00+0000", "2026-03-04T00:00:00Z", "end_time"),
            ("", "2026-03-04T00:00:00+0000", "start_time"),
        ] {
            let answer = kind.ask(&client, &span(start, end, page)).await;
            answer.refused(400, "DBS.200001", words);
        }
        let exact = span("2026-02-01T00:00:00+0000", "2026-03-03T00:00:00+0000", page);
        kind.ask(&client, &exact).await.ok(200);
        // A plus that is sent as it is means a space.
        let plus = format!("start_time={}&end_time={}{page}", LONG[0], LONG[1]);
        kind.ask(&client, &plus).await.refused(400, "DBS.200001", "the plus as %2B");
    }
}

#[tokio::test]
async fn wrong_ids_are_refused() {
    let client = client_with(2).await;
    for kind in BOTH {
        let ids = kind.ids(&kind.span(&client, LONG[0], LONG[1]).await);
        let many = |count: usize| json!(vec![&ids[0]; count]);
        assert_eq!(items(&kind.links(&client, &many(50)).await.ok(200), "links").len(), 50);
        for (wrong, words) in [
            (many(51), "more than 50"),
            (json!([]), "missing or empty"),
            (json!([ids[0], "nothing"]), "nothing"),
            (json!(ids[0]), "not a list of strings"),
            (json!([1]), "not a list of strings"),
            (json!(null), "not a list of strings"),
        ] {
            kind.links(&client, &wrong).await.refused(400, "DBS.200001", words);
        }
        let url = kind.url(&client, "auditlog-links");
        client.post_body(&url, "{}").await.refused(400, "DBS.200001", "ids is missing");
        let bare = client.bare("POST", &url).header("X-Auth-Token", &client.to().token);
        client.send(bare).await.refused(400, "DBS.200001", "body is missing");
    }
}

#[tokio::test]
async fn the_logs_of_dds_are_dealt_out_to_the_nodes() {
    let client = client_with(4).await;
    let kind = BOTH[1];
    let nodes = client.simulator.dds_node_ids(&client.to().dds_instance);
    let all = kind.span(&client, LONG[0], LONG[1]).await;
    let writers: Vec<_> = items(&all, kind.list).iter().map(|log| text(&log["node_id"])).collect();
    assert_eq!(writers, [&nodes[0], &nodes[1], &nodes[2], &nodes[0]]);
    for log in items(&all, kind.list) {
        assert!(text(&log["id"]).starts_with(text(&log["node_id"])));
    }
    let query = span(LONG[0], LONG[1], &format!("&node_id={}", nodes[0]));
    let one = kind.ask(&client, &query).await.ok(200);
    assert_eq!(kind.ids(&one), [kind.ids(&all)[0].clone(), kind.ids(&all)[3].clone()]);
    assert_eq!((&one["total_record"], &one["total_size"]), (&json!(2), &json!(12_000)));
    let query = span(LONG[0], LONG[1], "&node_id=nowhere");
    kind.ask(&client, &query).await.refused(400, "DBS.200001", "node_id names the unknown node");
}

#[tokio::test]
async fn ids_and_names_follow_from_the_seed_and_stay() {
    let seen = async |seed: u32| {
        let logs = "audit_logs = { generated = { size = 100, files = 2 } }";
        let client = client_of(&format!(
            "seed = {seed}\nstarts_at = '2026-03-05T13:14:15Z'\nrds = [{{ {logs} }}]"
        ))
        .await;
        let first = BOTH[0].span(&client, LONG[0], LONG[1]).await;
        pass(&client, 2 * 24 * 60 * 60 - 1000);
        let client_again = client_of(&format!(
            "seed = {seed}\nstarts_at = '2026-03-05T13:14:15Z'\nrds = [{{ {logs} }}]"
        ))
        .await;
        assert_eq!(BOTH[0].span(&client_again, LONG[0], LONG[1]).await, first);
        BOTH[0].ids(&first)
    };
    let [one, other] = [seen(1).await, seen(2).await];
    assert!(one.iter().all(|id| !other.contains(id)));
}

#[tokio::test]
async fn names_and_links_can_be_wrong() {
    let client = client_with(2).await;
    for kind in BOTH {
        let listed = kind.span(&client, LONG[0], LONG[1]).await;
        let name = FaultOrder::new(Fault::FileName { name: "../../etc/passwd".to_owned() });
        let id = client.simulator.order(name.on(On::service(kind.service))).unwrap();
        let wrong = kind.span(&client, LONG[0], LONG[1]).await;
        assert_eq!(wrong[kind.list][1]["name"], "../../etc/passwd");
        assert_eq!(kind.ids(&wrong), kind.ids(&listed));
        assert!(client.simulator.cancel(id));

        let order = FaultOrder::new(Fault::OtherObject).on(On::service(kind.service)).times(1);
        client.simulator.order(order).unwrap();
        let ids = json!(kind.ids(&listed));
        let [astray, sound] =
            [kind.links(&client, &ids).await.ok(200), kind.links(&client, &ids).await.ok(200)];
        for (index, held) in client.files(kind.service, "audit-log").into_iter().enumerate() {
            let wrong = download(&client, &astray["links"][index]).await;
            assert_eq!(wrong.len() as u64, held.content.size());
            assert!(wrong != held.content.bytes());
            assert!(download(&client, &sound["links"][index]).await == held.content.bytes());
        }
    }
}
