//! Faults of the services' answers.

use huaweicloud_logs_sim::{Fault, FaultOrder, On, Scenario, Service};
use serde_json::json;

use crate::client::{Answer, Client};
use crate::orders::status;
use crate::raw::Raw;

/// A call of each server.
fn calls(client: &Client) -> [(Service, &'static str, String); 6] {
    [
        (Service::Rds, "POST", client.rds_export()),
        (Service::Dds, "POST", client.dds_export()),
        (Service::Dcs, "GET", client.dcs_logs()),
        (Service::CloudDc, "POST", client.clouddc_exports()),
        (Service::Iam, "GET", format!("{}/v3/projects", client.to().iam)),
        (Service::Obs, "GET", format!("{}/object", client.to().obs)),
    ]
}

async fn call(client: &Client, method: &str, url: &str) -> Answer {
    match method {
        "GET" => client.get(url).await,
        _ => client.post(url).await,
    }
}

fn code(service: Service, status: u16) -> String {
    match (service, status) {
        (Service::Rds | Service::Dds, 429) => "DBS.280443".to_owned(),
        (Service::Rds | Service::Dds, _) => format!("DBS.200{status}"),
        (Service::Dcs, _) => format!("111{status}000"),
        (Service::CloudDc, 429) => "iMetal.0005".to_owned(),
        (Service::CloudDc, _) => "iMetal.0099".to_owned(),
        (_, 429 | 503) => "SlowDown".to_owned(),
        (_, _) => "InternalError".to_owned(),
    }
}

#[track_caller]
fn assert_in_shape(answer: &Answer, service: Service, status: u16) {
    let code = code(service, status);
    match service {
        Service::Obs => {
            assert_eq!(
                (answer.status.as_u16(), answer.header("content-type")),
                (status, "application/xml")
            );
            let text = answer.text();
            assert!(text.starts_with("<?xml") && text.contains(&format!("<Error><Code>{code}<")));
            let id = answer.header("x-obs-request-id");
            assert!(id.len() == 32 && text.contains(&format!("<RequestId>{id}<")), "{text}");
        }
        Service::Iam => {
            let error = &answer.ok(status)["error"];
            assert_eq!(error["code"], status, "{error}");
            assert!(error["title"].is_string() && error["message"].is_string(), "{error}");
        }
        _ => {
            let words = if code == "DBS.280443" { "Too many requests" } else { "ordered" };
            answer.refused(status, &code, words);
            let members = answer.json().as_object().unwrap().len();
            assert_eq!(members, if service == Service::Dcs { 3 } else { 2 });
        }
    }
}

#[tokio::test]
async fn a_burst_of_refusals_has_the_shape_of_the_service_and_passes() {
    let client = Client::start_ready("").await;
    for (service, method, url) in calls(&client) {
        for refused in [429, 500, 502, 503, 504] {
            client.order(FaultOrder::new(status(refused)).on(On::service(service)).times(2));
            for _ in 0..2 {
                assert_in_shape(&call(&client, method, &url).await, service, refused);
                let last = client.last(service);
                assert_eq!((last.faults, last.status), (vec!["status"], Some(refused)));
            }
            let answer = call(&client, method, &url).await;
            assert!(answer.status.as_u16() < 500, "{service}: {}", answer.status);
            assert!(client.last(service).faults.is_empty());
        }
    }
}

#[tokio::test]
async fn a_refusal_can_come_from_something_in_front_of_the_service() {
    let client = Client::start_ready("").await;
    for (service, method, url) in calls(&client) {
        for body in ["gateway", "html", "empty"] {
            let fault = json!({"kind": "status", "status": 504, "body": body});
            let order = json!({"on": {"service": service}, "times": 1, "fault": fault});
            client.order_json(order).await;
            let answer = call(&client, method, &url).await;
            assert_eq!(answer.status, 504);
            match body {
                "gateway" => {
                    let body = answer.json();
                    assert_eq!(body["error_code"], "APIGW.0201");
                    assert_eq!(body["request_id"].as_str().unwrap().len(), 32);
                }
                "html" => {
                    assert_eq!(answer.header("content-type"), "text/html");
                    assert!(answer.text().contains("<h1>504 Gateway Timeout</h1>"));
                }
                _ => {
                    assert!(answer.body.is_empty());
                    assert_eq!(answer.header("content-length"), "0");
                    assert!(answer.headers.get("content-type").is_none());
                }
            }
        }
    }
}

#[tokio::test]
async fn a_gateway_has_a_code_for_each_kind_of_refusal() {
    let client = Client::start_ready("").await;
    for (refused, code) in [
        (401, "APIGW.0307"),
        (403, "APIGW.0302"),
        (404, "APIGW.0101"),
        (429, "APIGW.0308"),
        (500, "APIGW.0201"),
        (503, "APIGW.0201"),
    ] {
        let fault = json!({"kind": "status", "status": refused, "body": "gateway"});
        client.order_json(json!({"times": 1, "fault": fault})).await;
        client.get(&client.rds_jobs()).await.refused(refused, code, "");
    }
}

#[tokio::test]
async fn refused_calls_start_nothing_and_advance_nothing() {
    let client = Client::start_with(
        Scenario::parse(
            "[[faults]]\non.service = 'rds'\nafter = 1\ntimes = 2\nfault = { kind = 'status', status = 503 }\n\
             [[faults]]\non.service = 'dds'\nafter = 1\ntimes = 2\nfault = { kind = 'status', status = 429 }",
        )
        .unwrap(),
    )
    .await;
    for (url, refused) in [(client.rds_export(), 503), (client.dds_export(), 429)] {
        let started = client.post_body(&url, "{}").await.ok(200);
        for _ in 0..2 {
            assert_eq!(client.post_body(&url, "{}").await.status, refused);
        }
        for _ in 0..2 {
            let answer = client.post_body(&url, "{}").await.ok(200);
            assert_eq!(answer["status"], "CREATING", "{url}");
            assert_eq!(answer["list"][0]["file_name"], started["list"][0]["file_name"]);
        }
        let answer = client.post_body(&url, "{}").await.ok(200);
        assert_eq!(answer["status"].as_str().unwrap().to_uppercase(), "FINISH");
    }
}

#[tokio::test]
async fn refused_starts_started_nothing() {
    let client = Client::start_ready("").await;
    for refused in [429, 500] {
        let order = FaultOrder::new(status(refused)).times(1);
        client.order(order.clone().on(On::service(Service::CloudDc)));
        client.order(order.on(On::service(Service::Dcs)));
        assert_eq!(client.post(&client.clouddc_exports()).await.status, refused);
        assert_eq!(client.post(&client.dcs_logs()).await.status, refused);
    }
    let first = format!("{}/1", client.clouddc_exports());
    client.get(&first).await.refused(404, "iMetal.0100", "does not exist");
    assert_eq!(client.post(&client.clouddc_exports()).await.ok(202)["export_id"], "1");
    assert_eq!(client.get(&client.dcs_logs()).await.status, 204, "there is no collection");
}

#[tokio::test]
async fn retry_after_is_sent_as_it_was_ordered() {
    let client = Client::start_ready("").await;
    for value in [
        "5",
        "0",
        "-1",
        "never",
        "1e3",
        "5, 10",
        "99999999999999999999",
        "Fri, 31 Feb 2026 25:61:00 GMT",
        "",
    ] {
        let fault = json!({"kind": "status", "status": 429, "retry_after": value});
        client.order_json(json!({"times": 1, "fault": fault})).await;
        let answer = client.post(&client.rds_export()).await;
        assert_eq!(answer.status, 429);
        assert_eq!(answer.headers.get("retry-after").unwrap(), value);
    }
    client.order(FaultOrder::new(status(429)).times(1));
    let plain = client.post(&client.rds_export()).await;
    assert!(plain.status == 429 && plain.headers.get("retry-after").is_none());
}

#[tokio::test]
async fn retry_after_can_be_a_date_by_the_simulators_clock() {
    let client = Client::start_ready(
        "clock_ahead = '-3h'\n[[faults]]\n\
         fault = { kind = 'status', status = 503, retry_after_date = '90s', body = 'empty' }",
    )
    .await;
    let before = client.simulator.now().as_second();
    let answer = client.fetch(&client.to().obs).await;
    let after = client.simulator.now().as_second();
    let date = answer.header("retry-after");
    assert!(date.ends_with(" GMT"), "{date}");
    let date = jiff::fmt::rfc2822::parse(date).unwrap().timestamp().as_second();
    assert!((before + 90..=after + 90).contains(&date), "{date} after {before}");
}

#[tokio::test]
async fn a_client_that_follows_a_redirect_can_be_seen_to_bring_its_credentials_along() {
    let client = Client::start_ready("").await;
    client.order(
        FaultOrder::new(Fault::Redirect { status: 307, to: None }).on(On::service(Service::Rds)),
    );
    let url = client.rds_jobs();
    let headers = [("X-Auth-Token", "token"), ("Authorization", "SDK-HMAC-SHA256 Access=x")];
    let (head, _) = Raw::get(&url, &headers).await.answer().await;
    assert_eq!(head.status, 307);
    let location = head.header("location").unwrap();
    assert!(location.starts_with("http://127.0.0.1:"), "{location}");
    let last = client.last(Service::Rds);
    assert_eq!((last.faults, last.status), (vec!["redirect"], Some(307)));

    Raw::get(location, &headers[..1]).await.answer().await;
    Raw::get(location, &headers[1..]).await.answer().await;
    // This client strips the one but knows nothing of the other, and repeats the method.
    client.post_body(&client.rds_export(), "{}").await;
    let seen: Vec<_> = client
        .simulator
        .requests()
        .into_iter()
        .filter(|request| request.service == Service::Elsewhere)
        .map(|request| (request.method, request.auth_token, request.authorization, request.status))
        .collect();
    let get = || "GET".to_owned();
    assert_eq!(
        seen,
        [
            (get(), true, false, Some(200)),
            (get(), false, true, Some(200)),
            ("POST".to_owned(), true, false, Some(200)),
        ]
    );
}

#[tokio::test]
async fn a_redirect_can_lead_anywhere() {
    let client = Client::start_ready(
        "faults = [{ times = 5, fault.kind = 'redirect', fault.to = 'https://example.com/a?b=c' }]",
    )
    .await;
    for _ in 0..5 {
        let (head, _) = Raw::get(&client.to().obs, &[]).await.answer().await;
        let location = head.header("location");
        assert_eq!((head.status, location), (302, Some("https://example.com/a?b=c")));
    }
    assert_eq!(client.fetch(&client.to().obs).await.status, 403);
}
