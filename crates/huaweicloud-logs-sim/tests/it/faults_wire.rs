//! Faults of the connection: what arrives of an answer, and how it ends.

use std::time::{Duration, Instant};

use huaweicloud_logs_sim::{Fault, FaultOrder, On, Position, Service};
use serde_json::json;

use crate::client::Client;
use crate::orders::status;
use crate::raw::{End, Raw, unchunked};

/// What was recorded of the newest request to a server: its faults and its status.
fn recorded(client: &Client, service: Service) -> (Vec<&'static str>, Option<u16>) {
    let last = client.last(service);
    (last.faults, last.status)
}

#[tokio::test]
async fn a_reset_before_any_answer_leaves_nothing_but_an_error() {
    let client = Client::start_ready("").await;
    let link = client.link().await;
    let urls = [
        (Service::Rds, client.rds_jobs()),
        (Service::CloudDc, client.clouddc_exports()),
        (Service::Iam, client.to().iam.clone()),
        (Service::Obs, link),
    ];
    client.order(FaultOrder::new(Fault::Reset { at: None }));
    for (service, url) in urls {
        let mut raw = Raw::get(&url, &[]).await;
        assert_eq!(raw.rest().await, (vec![], End::Reset), "{service}");
        assert_eq!(recorded(&client, service), (vec!["reset"], None), "{service}");
    }
}

#[tokio::test]
async fn a_call_whose_answer_is_reset_in_place_did_nothing() {
    let client = Client::start_ready(
        "faults = [{ on.service = 'clouddc', times = 1, fault.kind = 'reset' }]",
    )
    .await;
    let url = client.clouddc_exports();
    let token = client.to().token.clone();
    let mut raw = Raw::to(&url).await;
    raw.ask("POST", &url, &[("X-Auth-Token", &token)]).await;
    assert_eq!(raw.rest().await, (vec![], End::Reset));
    client.get(&format!("{url}/1")).await.refused(404, "iMetal.0100", "does not exist");
    assert_eq!(client.post(&url).await.ok(202)["export_id"], "1");
}

#[tokio::test]
async fn a_call_whose_answer_is_reset_halfway_was_carried_out() {
    let client = Client::start_ready("").await;
    let url = client.clouddc_exports();
    client
        .order_json(json!({
            "on": {"operation": "ExportServerLogs"},
            "times": 1,
            "fault": {"kind": "reset", "at": "50%"},
        }))
        .await;
    let token = client.to().token.clone();
    let mut raw = Raw::to(&url).await;
    raw.ask("POST", &url, &[("X-Auth-Token", &token)]).await;
    let head = raw.head().await;
    let (body, end) = raw.rest().await;
    assert_eq!((head.status, end), (202, End::Reset));
    assert!(body.len() <= head.length() / 2, "{} of {}", body.len(), head.length());
    assert_eq!(recorded(&client, Service::CloudDc), (vec!["reset"], Some(202)));
    assert_eq!(client.get(&format!("{url}/1")).await.ok(200)["status"], "completed");
}

#[tokio::test]
async fn a_reset_ends_a_download_at_its_place() {
    let client = Client::start_ready("").await;
    let (link, object) = (client.link().await, client.object());
    let places = [
        (Position::Byte(0), 0),
        (Position::Byte(1), 1),
        (Position::Byte(4321), 4321),
        (Position::Percent(50), object.len() / 2),
        (Position::BeforeEnd(1), object.len() - 1),
    ];
    for (at, expected) in places {
        let order = FaultOrder::new(Fault::Reset { at: Some(at) });
        client.order(order.on(On::service(Service::Obs)).times(1));
        let mut raw = Raw::get(&link, &[]).await;
        let head = raw.head().await;
        assert_eq!((head.status, head.length()), (200, object.len()));
        let (body, end) = raw.rest().await;
        assert_eq!(end, End::Reset, "{at:?}");
        assert!(object.starts_with(&body) && body.len() <= expected, "{at:?}: {}", body.len());
        // Elsewhere a reset may overtake what the client has not read yet.
        if cfg!(target_os = "linux") {
            assert_eq!(body.len(), expected, "{at:?}");
        }
        assert_eq!(recorded(&client, Service::Obs), (vec!["reset"], Some(200)));
        assert!(client.fetch(&link).await.body == object, "a new connection is a new chance");
    }
}

#[tokio::test]
async fn a_short_body_has_exactly_its_bytes_and_an_orderly_end() {
    let client = Client::start_ready("").await;
    let (link, object) = (client.link().await, client.object());
    for (at, expected) in [
        (json!(0), 0),
        (json!(1), 1),
        (json!("50%"), object.len() / 2),
        (json!(-1), object.len() - 1),
    ] {
        let fault = json!({"kind": "short-body", "at": at});
        client.order_json(json!({"on": {"service": "obs"}, "times": 1, "fault": fault})).await;
        let mut raw = Raw::get(&link, &[]).await;
        let head = raw.head().await;
        assert_eq!((head.status, head.length()), (200, object.len()));
        let (body, end) = raw.rest().await;
        assert_eq!((body.len(), end), (expected, End::Orderly), "{at}");
        assert!(object.starts_with(&body));
        assert_eq!(recorded(&client, Service::Obs), (vec!["short-body"], Some(200)));
    }
}

#[tokio::test]
async fn a_large_body_is_cut_at_its_place_as_well() {
    const SIZE: usize = 64 << 20;
    let client = Client::start_ready(&format!(
        "faults = [{{ on.service = 'obs', fault.kind = 'short-body', fault.at = -1 }}]\n\
         [[rds]]\nlogs.generated.size = {SIZE}"
    ))
    .await;
    let link = client.link().await;
    let mut raw = Raw::get(&link, &[]).await;
    assert_eq!(raw.head().await.length(), SIZE);
    let (body, end) = raw.rest().await;
    assert_eq!((body.len(), end), (SIZE - 1, End::Orderly));
    assert!(client.object().starts_with(&body));
}

#[tokio::test]
async fn a_cut_comes_after_a_range_as_it_does_after_a_whole_object() {
    let client = Client::start_ready("").await;
    let (link, object) = (client.link().await, client.object());
    let order = FaultOrder::new(Fault::ShortBody { at: Position::Byte(7) });
    client.order(order.on(On::service(Service::Obs).range(true)));
    let mut raw = Raw::get(&link, &[("Range", "bytes=100-199")]).await;
    let head = raw.head().await;
    assert_eq!((head.status, head.length()), (206, 100));
    assert_eq!(raw.rest().await, (object[100..107].to_vec(), End::Orderly));
}

#[tokio::test]
async fn a_stream_cut_short_misses_its_last_chunk() {
    let client = Client::start_ready("").await;
    let started = client.post(&client.clouddc_exports()).await.ok(202);
    let dump = client.files(Service::CloudDc, "server-log")[0].content.bytes();
    let url =
        format!("{}/{}/content", client.clouddc_exports(), started["export_id"].as_str().unwrap());
    let token = client.to().token.clone();
    for (at, expected) in [
        (Position::Byte(0), 0),
        (Position::Byte(1500), 1500),
        (Position::Percent(50), dump.len() / 2),
        // Everything is there, but nothing tells that it is.
        (Position::Percent(100), dump.len()),
    ] {
        for fault in [Fault::ShortBody { at }, Fault::Reset { at: Some(at) }] {
            let end = if matches!(fault, Fault::Reset { .. }) { End::Reset } else { End::Orderly };
            client.order(FaultOrder::new(fault).on(On::operation("DownloadServerLogs")).times(1));
            let mut raw = Raw::get(&url, &[("X-Auth-Token", &token)]).await;
            let head = raw.head().await;
            assert_eq!((head.status, head.header("transfer-encoding")), (200, Some("chunked")));
            assert_eq!(head.header("content-length"), None);
            let (stream, ended) = raw.rest().await;
            assert_eq!(ended, end);
            if end == End::Orderly || cfg!(target_os = "linux") {
                let (body, complete) = unchunked(&stream);
                assert_eq!((body.len(), complete), (expected, false), "{at:?}");
                assert!(dump.starts_with(&body));
            }
        }
    }
    assert!(client.get(&url).await.body == dump);
}

#[tokio::test]
async fn a_stall_lets_its_bytes_through_and_then_nothing() {
    let client = Client::start_ready("").await;
    let (link, object) = (client.link().await, client.object());
    for at in [0, 1, 4321] {
        let order = FaultOrder::new(Fault::Stall { at: Position::Byte(at), lasts: None });
        client.order(order.on(On::service(Service::Obs)).times(1));
        let mut raw = Raw::get(&link, &[]).await;
        let head = raw.head().await;
        assert_eq!((head.status, head.length()), (200, object.len()));
        let count = usize::try_from(at).unwrap();
        assert!(raw.bytes(count).await == object[..count]);
        assert!(raw.is_silent().await, "after {at} bytes");
    }
    assert!(client.fetch(&link).await.body == object, "others are not held up");
}

#[tokio::test]
async fn a_stall_can_hold_up_an_answer_of_a_service() {
    let client = Client::start_ready(
        "faults = [{ on.service = 'rds', fault.kind = 'stall', fault.at = '50%' }]",
    )
    .await;
    let token = client.to().token.clone();
    let mut raw = Raw::get(&client.rds_jobs(), &[("X-Auth-Token", &token)]).await;
    let head = raw.head().await;
    let half = raw.bytes(head.length() / 2).await;
    assert!(half.starts_with(b"{\"job\":"));
    assert!(raw.is_silent().await);
}

#[tokio::test]
async fn a_stall_that_ends_delays_the_rest() {
    const LASTS: Duration = Duration::from_millis(120);
    let client = Client::start_ready("").await;
    let (link, object) = (client.link().await, client.object());
    let stall = Fault::Stall { at: Position::Percent(50), lasts: Some(LASTS.into()) };
    client.order(FaultOrder::new(stall).on(On::service(Service::Obs)));
    let began = Instant::now();
    assert!(client.fetch(&link).await.body == object);
    assert!(began.elapsed() >= LASTS);
}

#[tokio::test]
async fn a_trickle_is_slow_and_loses_nothing() {
    let client = Client::start_ready("").await;
    let (link, object) = (client.link().await, client.object());
    client
        .order_json(json!({
            "on": {"service": "obs"},
            "fault": {"kind": "trickle", "at": 4, "bytes_per_second": 100},
        }))
        .await;
    let began = Instant::now();
    let answer = client.fetch_with(&link, &[("Range", "bytes=0-13")]).await;
    assert!(answer.body == object[..14]);
    assert!(began.elapsed() >= Duration::from_millis(100));
}

#[tokio::test]
async fn a_delay_comes_before_the_answer() {
    const BY: Duration = Duration::from_millis(60);
    let client = Client::start_ready("").await;
    for service in [Service::Rds, Service::Obs] {
        let fault = Fault::Delay { by: BY.into() };
        client.order(FaultOrder::new(fault).on(On::service(service)));
    }
    let began = Instant::now();
    let link = client.link().await;
    assert!(began.elapsed() >= BY);
    let mut raw = Raw::get(&link, &[]).await;
    let (head, body) = raw.answer().await;
    assert_eq!((head.status, body == client.object()), (200, true));
    assert!(began.elapsed() >= 2 * BY);
    assert_eq!(recorded(&client, Service::Obs), (vec!["delay"], Some(200)));
}

#[tokio::test]
async fn exactly_one_byte_of_a_corrupt_body_differs() {
    let client = Client::start_ready("").await;
    let (link, object) = (client.link().await, client.object());
    let sound = client.fetch(&link).await;
    for (at, place) in [
        (Position::Byte(0), 0),
        (Position::Byte(1234), 1234),
        (Position::Percent(50), object.len() / 2),
        (Position::BeforeEnd(1), object.len() - 1),
    ] {
        let order = FaultOrder::new(Fault::Corrupt { at });
        client.order(order.on(On::service(Service::Obs)).times(1));
        let answer = client.fetch(&link).await;
        let mut expected = object.clone();
        expected[place] = !expected[place];
        assert!(answer.body == expected, "{at:?}");
        for name in ["etag", "content-length", "last-modified"] {
            assert_eq!(answer.header(name), sound.header(name), "nothing tells of it");
        }
    }
    // In a part the place counts from the part's start.
    client.order(FaultOrder::new(Fault::Corrupt { at: Position::Byte(2) }).times(1));
    let part = client.fetch_with(&link, &[("Range", "bytes=100-109")]).await;
    let mut expected = object[100..110].to_vec();
    expected[2] = !expected[2];
    assert_eq!((part.status.as_u16(), part.body), (206, expected));
}

#[tokio::test]
async fn several_faults_of_one_body_come_in_the_order_of_their_places() {
    let client = Client::start_ready(
        "[[faults]]\non.service = 'obs'\nfault = { kind = 'short-body', at = 9 }\n\
         [[faults]]\non.service = 'obs'\nfault = { kind = 'corrupt', at = 12 }\n\
         [[faults]]\non.service = 'obs'\nfault = { kind = 'corrupt', at = 3 }",
    )
    .await;
    let (link, mut expected) = (client.link().await, client.object());
    expected.truncate(9);
    expected[3] = !expected[3];
    let mut raw = Raw::get(&link, &[]).await;
    raw.head().await;
    assert_eq!(raw.rest().await, (expected, End::Orderly));
    let kinds = vec!["short-body", "corrupt", "corrupt"];
    assert_eq!(recorded(&client, Service::Obs), (kinds, Some(200)));
}

#[tokio::test]
async fn a_refusal_can_break_off_too() {
    let client = Client::start_ready("").await;
    client.order(FaultOrder::new(status(503)));
    client.order(FaultOrder::new(Fault::ShortBody { at: Position::Byte(5) }));
    let mut raw = Raw::get(&client.rds_jobs(), &[]).await;
    let head = raw.head().await;
    assert!(head.status == 503 && head.length() > 5);
    assert_eq!(raw.rest().await, (b"{\"err".to_vec(), End::Orderly));
}

#[tokio::test]
async fn a_connection_goes_on_after_answers_that_are_whole() {
    let client = Client::start_ready("").await;
    let (link, object) = (client.link().await, client.object());
    let mut raw = Raw::to(&link).await;
    for fault in [status(429), Fault::ExpiredLink, Fault::Redirect { status: 307, to: None }] {
        client.order(FaultOrder::new(fault).times(1));
        raw.ask("GET", &link, &[]).await;
        assert_ne!(raw.answer().await.0.status, 200);
    }
    client.order(FaultOrder::new(Fault::Corrupt { at: Position::Byte(0) }).times(1));
    for sound in [false, true] {
        raw.ask("GET", &link, &[]).await;
        let (head, body) = raw.answer().await;
        assert_eq!((head.status, body == object), (200, sound));
    }
}

#[tokio::test]
async fn answers_that_have_no_body_leave_the_connection_in_order() {
    let client = Client::start_ready("").await;
    let url = client.rds_jobs();
    let token = client.to().token.clone();
    for empty in [204, 304] {
        client.order(FaultOrder::new(status(empty)).times(1));
        let mut raw = Raw::get(&url, &[]).await;
        assert_eq!(raw.head().await.status, empty);
        raw.ask("GET", &url, &[("X-Auth-Token", &token)]).await;
        let (head, body) = raw.answer().await;
        assert_eq!((head.status, body.first()), (200, Some(&b'{')));
    }
}

#[tokio::test]
async fn a_client_that_is_still_sending_gets_the_refusal_and_keeps_its_connection() {
    let client = Client::start_ready("").await;
    client.order(FaultOrder::new(status(429)).times(1));
    let url = client.rds_export();
    let token = client.to().token.clone();
    let headers = [
        ("X-Auth-Token", token.as_str()),
        ("Content-Type", "application/json"),
        ("Content-Length", "2"),
    ];
    let mut raw = Raw::to(&url).await;
    raw.ask("POST", &url, &headers).await;
    let arrived = async {
        while client.simulator.requests().is_empty() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), arrived).await.expect("it arrives");
    raw.send("{}").await;
    assert_eq!(raw.answer().await.0.status, 429);
    raw.ask("POST", &url, &headers).await;
    raw.send("{}").await;
    assert_eq!(raw.answer().await.0.status, 200);
}
