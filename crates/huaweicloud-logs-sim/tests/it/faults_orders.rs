//! Which requests an order befalls, and which orders make no sense.

use huaweicloud_logs_sim::{ErrorBody, FaultOrder, Scenario, Service};
use serde_json::json;

use crate::client::Client;
use crate::orders::status;

#[tokio::test]
async fn orders_choose_their_requests() {
    let requests = async |client: &Client| {
        let link = client.link().await;
        client.get(&client.rds_jobs()).await;
        client.post(&client.dds_export()).await;
        client.get(&client.dcs_logs()).await;
        client.fetch(&link).await;
        client.fetch_with(&link, &[("Range", "bytes=0-0")]).await;
        let befallen = |request: huaweicloud_logs_sim::RecordedRequest| {
            if request.faults.is_empty() { '-' } else { '!' }
        };
        client.simulator.requests().into_iter().map(befallen).collect::<String>()
    };
    let dcs = Client::start_ready("").await.to().dcs_instance.clone();
    for (on, expected) in [
        ("", "!!!!!!"),
        ("on.service = 'obs'", "----!!"),
        ("on.operation = 'DownloadErrorlog'", "!-!---"),
        ("on = { operation = 'DownloadErrorlog', service = 'dds' }", "--!---"),
        ("on.operation = 'ListJobInfo'", "-!----"),
        ("on.method = 'GET'", "-!-!!!"),
        ("on.method = 'POST'", "!-!---"),
        (&format!("on.path = '{dcs}'"), "---!--"),
        ("on.path = '/instances/'", "!-!!--"),
        ("on.path = 'log_type'", "------"),
        ("on.range = true", "-----!"),
        ("on.range = false", "!!!!!-"),
        ("on = { service = 'obs', range = false }", "----!-"),
        ("after = 2\ntimes = 3", "--!!!-"),
        ("on.method = 'GET'\nafter = 1\ntimes = 2", "---!!-"),
        ("chance = 0.0", "------"),
        ("chance = 1.0", "!!!!!!"),
    ] {
        let order = format!("[[faults]]\n{on}\nfault = {{ kind = 'delay', by = 0 }}");
        let client = Client::start_ready(&order).await;
        assert_eq!(requests(&client).await, expected, "{on}");
        let befell = expected.matches('!').count();
        assert_eq!(client.simulator.faults()[0].befell, befell as u64, "{on}");
    }
}

#[tokio::test]
async fn which_requests_a_chance_hits_follows_from_the_seed() {
    let pattern = async |seed: u64| {
        let client = Client::start_ready(&format!("seed = {seed}")).await;
        let fault = json!({"kind": "status", "status": 503, "body": "empty"});
        let order = json!({"on": {"service": "rds"}, "chance": 0.5, "times": 30, "fault": fault});
        client.order_json(order).await;
        let mut pattern = vec![];
        for _ in 0..40 {
            let status = client.get(&client.rds_jobs()).await.status.as_u16();
            assert!([200, 503].contains(&status));
            assert_eq!(client.last(Service::Rds).status, Some(status));
            pattern.push(status);
        }
        let state = client.simulator.faults().remove(0);
        let struck = pattern.iter().filter(|status| **status == 503).count() as u64;
        assert_eq!((state.met, state.befell), (40, struck));
        pattern
    };
    let one = pattern(7).await;
    assert!(one.contains(&200) && one.contains(&503));
    assert_eq!(pattern(7).await, one);
    assert_ne!(pattern(8).await, one);
}

#[tokio::test]
async fn orders_that_make_no_sense_are_refused_however_they_come() {
    let client = Client::start_ready("").await;
    let url = format!("{}/_sim/faults", client.to().control);
    for (order, text, words) in [
        (
            json!({"on": {"operation": "Nothing"}, "fault": {"kind": "ignore-range"}}),
            "{ on.operation = 'Nothing', fault.kind = 'ignore-range' }",
            "there is no operation",
        ),
        (
            json!({"on": {"operation": "DownloadErrorlog", "service": "dcs"}, "fault": {"kind": "reset"}}),
            "{ on = { operation = 'DownloadErrorlog', service = 'dcs' }, fault.kind = 'reset' }",
            "no operation is all that",
        ),
        (
            json!({"on": {"method": "get"}, "fault": {"kind": "reset"}}),
            "{ on.method = 'get', fault.kind = 'reset' }",
            "on.method \"get\" is none of GET",
        ),
        (
            json!({"on": {"service": "rds"}, "fault": {"kind": "replace-object"}}),
            "{ on.service = 'rds', fault.kind = 'replace-object' }",
            "replace-object cannot befall",
        ),
        (
            json!({"on": {"range": false}, "fault": {"kind": "ignore-range"}}),
            "{ on.range = false, fault.kind = 'ignore-range' }",
            "only requests for a range",
        ),
        (
            json!({"on": {"operation": "ListRedislog", "method": "POST"}, "fault": {"kind": "reset"}}),
            "{ on = { operation = 'ListRedislog', method = 'POST' }, fault.kind = 'reset' }",
            "no operation is all that",
        ),
        (
            json!({"on": {"method": "HEAD"}, "fault": {"kind": "no-length"}}),
            "{ on.method = 'HEAD', fault.kind = 'no-length' }",
            "no-length cannot befall what `on` names; it befalls obs",
        ),
        (
            json!({"times": 0, "fault": {"kind": "reset"}}),
            "{ times = 0, fault.kind = 'reset' }",
            "times is 0",
        ),
        (
            json!({"fault": {"kind": "status", "status": 429, "retry_after": 5, "retry_after_date": 5}}),
            "{ fault = { kind = 'status', status = 429, retry_after = 5, retry_after_date = 5 } }",
            "write only one",
        ),
        (
            json!({"fault": {"kind": "status", "status": 199}}),
            "{ fault = { kind = 'status', status = 199 } }",
            "no final status",
        ),
        (
            json!({"fault": {"kind": "redirect", "status": 304}}),
            "{ fault = { kind = 'redirect', status = 304 } }",
            "no redirect",
        ),
        (
            json!({"chance": 1.5, "fault": {"kind": "expired-link"}}),
            "{ chance = 1.5, fault.kind = 'expired-link' }",
            "from 0 to 1",
        ),
    ] {
        let posted = client.send(client.bare("POST", &url).json(&order)).await.ok(400);
        let typed = client.simulator.order(serde_json::from_value(order).unwrap()).unwrap_err();
        let written = Scenario::parse(&format!("faults = [{text}]")).unwrap_err();
        for message in
            [typed.to_string(), posted["error"].as_str().unwrap().to_owned(), written.to_string()]
        {
            assert!(message.contains(words), "{message}");
        }
    }
    assert!(client.simulator.faults().is_empty());
}

#[tokio::test]
async fn an_order_that_is_taken_back_befalls_nothing_more() {
    let client = Client::start_ready("").await;
    let fault = json!({"kind": "status", "status": 500, "body": ErrorBody::Html});
    let ids = [
        client.order_json(json!({"fault": fault})).await,
        client.order(FaultOrder::new(status(503))),
    ];
    // The one that was ordered first answers first.
    for (id, expected) in [(ids[0], 500), (ids[1], 503)] {
        assert_eq!(client.get(&client.rds_jobs()).await.status, expected);
        let url = format!("{}/_sim/faults/{id}", client.to().control);
        assert_eq!(client.send(client.bare("DELETE", &url)).await.status, 204);
        assert_eq!(client.send(client.bare("DELETE", &url)).await.status, 404);
    }
    assert_eq!(client.get(&client.rds_jobs()).await.status, 200);
}
