//! The quota: how many calls a user may make in a minute.

use huaweicloud_logs_sim::Service;
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use crate::calls::{ask_dds, ask_rds, client_of, clouddc_url, download, export, list, pass};
use crate::client::{Answer, Client};

/// Refused by the gateway for the number of calls.
#[track_caller]
fn assert_throttled(answer: &Answer) {
    answer.refused(429, "APIGW.0308", "throttling threshold");
    assert_eq!(answer.json()["request_id"], answer.header("x-request-id"));
    assert_eq!(answer.json().as_object().unwrap().len(), 3);
}

/// A client that has used up its calls to DCS.
async fn used_up(retry_after: &str) -> (Client, Answer) {
    let quota = format!("quota = {{ calls_per_minute = 2, retry_after = '{retry_after}' }}");
    let client = client_of(&quota).await;
    assert_eq!(list(&client, "").await.status, 204);
    pass(&client, 20);
    assert_eq!(list(&client, "").await.status, 204);
    let answer = list(&client, "").await;
    assert_throttled(&answer);
    (client, answer)
}

#[tokio::test]
async fn without_a_quota_nothing_is_refused() {
    let client = Client::start().await;
    for _ in 0..200 {
        assert_eq!(list(&client, "").await.status, 204);
    }
}

#[tokio::test]
async fn calls_beyond_the_quota_are_refused_until_time_has_passed() {
    let (client, _) = used_up("none").await;
    for _ in 0..5 {
        assert_throttled(&list(&client, "").await);
    }
    // A minute after the first call there is room for one; refused calls take none.
    pass(&client, 40);
    assert_eq!(list(&client, "").await.status, 204);
    assert_throttled(&list(&client, "").await);
    pass(&client, 60);
    assert_eq!(list(&client, "").await.status, 204);
    assert_eq!(list(&client, "").await.status, 204);
    assert_throttled(&list(&client, "").await);
}

#[tokio::test]
async fn the_header_can_be_missing() {
    let (_, answer) = used_up("none").await;
    assert!(answer.headers.get("retry-after").is_none());
}

#[tokio::test]
async fn the_header_can_be_a_number_of_seconds_that_is_enough() {
    let (client, answer) = used_up("seconds").await;
    let seconds = answer.header("retry-after").parse().unwrap();
    assert!((10..=40).contains(&seconds), "{seconds}");
    pass(&client, seconds);
    assert_eq!(list(&client, "").await.status, 204);
}

#[tokio::test]
async fn the_header_can_be_a_date_that_is_late_enough() {
    let (client, answer) = used_up("date").await;
    let date = |name: &str| {
        let text = answer.header(name);
        assert!(text.ends_with(" GMT") && text.len() == 29, "{text}");
        DateTimeParser::new().parse_timestamp(text).unwrap()
    };
    let (again, now) = (date("retry-after"), date("date"));
    let wait = again.duration_since(now).as_secs();
    assert!((10..=42).contains(&wait), "{wait}");
    let left = again.duration_since(client.simulator.now());
    client.simulator.advance(left.try_into().unwrap());
    assert_eq!(list(&client, "").await.status, 204);
}

#[tokio::test]
async fn every_call_of_a_burst_is_counted() {
    let client = client_of("quota.calls_per_minute = 10").await;
    let calls = (0..30).map(|_| list(&client, ""));
    let mut statuses: Vec<_> = futures::future::join_all(calls).await;
    statuses.sort_by_key(|answer| answer.status);
    let statuses: Vec<_> = statuses.iter().map(|answer| answer.status.as_u16()).collect();
    assert_eq!(statuses, [vec![204; 10], vec![429; 20]].concat());
}

#[tokio::test]
async fn users_count_apart_whatever_credentials_they_show() {
    let client = client_of(
        "quota.calls_per_minute = 1
         [[account.users]]
         [[account.users]]
         name = 'second'
         password = 'simulated/second'
         access_key = 'SIMULATEDSECOND'
         secret_key = 'simulated/second-key'",
    )
    .await;
    let to = client.to();
    let login = json!({"auth": {"identity": {"methods": ["password"], "password": {"user": {
        "name": "second", "password": "simulated/second", "domain": {"name": to.domain_name},
    }}}, "scope": {"project": {"name": to.region}}}});
    let login = client.bare("POST", &format!("{}/v3/auth/tokens", to.iam)).json(&login);
    let second = client.send(login).await;
    let second = second.header("x-subject-token");
    let path = format!("/v2/{}/instances/{}/redislog", to.project_id, to.dcs_instance);
    let url = format!("{}{path}?log_type=run", to.dcs);
    let by_token =
        |token: &str| client.send(client.bare("GET", &url).header("X-Auth-Token", token));
    let signer = |access_key: &str, secret_key: &str| {
        let mut signer =
            crate::signed::Signer::to(&to.dcs, &client, "GET", &path, "log_type=run", "");
        (signer.access_key, signer.secret_key) = (access_key.to_owned(), secret_key.to_owned());
        client.send(signer.request())
    };

    assert_eq!(by_token(&to.token).await.status, 204);
    assert_throttled(&signer(&to.access_key, &to.secret_key).await);
    assert_eq!(signer("SIMULATEDSECOND", "simulated/second-key").await.status, 204);
    assert_throttled(&by_token(second).await);
}

#[tokio::test]
async fn services_count_apart() {
    let client = client_of("quota.calls_per_minute = 1").await;
    assert_eq!(list(&client, "").await.status, 204);
    assert_throttled(&list(&client, "").await);
    ask_rds(&client).await;
    ask_dds(&client, &[]).await;
    export(&client).await;
}

#[tokio::test]
async fn iam_the_store_and_the_control_endpoint_have_no_quota() {
    let client = client_of("quota.calls_per_minute = 1\njobs.takes.polls = 0").await;
    let link = ask_rds(&client).await["list"][0]["file_link"].take();
    let projects = format!("{}/v3/projects", client.to().iam);
    let requests = format!("{}/_sim/requests", client.to().control);
    for _ in 0..3 {
        assert!(!download(&client, &link).await.is_empty());
        client.get(&projects).await.ok(200);
        client.send(client.bare("GET", &requests)).await.ok(200);
    }
}

#[tokio::test]
async fn calls_that_the_gateway_refuses_anyway_do_not_count() {
    let client = client_of("quota.calls_per_minute = 1").await;
    let url = clouddc_url(&client, &client.to().clouddc_server);
    for _ in 0..3 {
        client.send(client.bare("POST", &url)).await.refused(401, "APIGW.0301", "");
        client.get(&format!("{}/nowhere", client.to().clouddc)).await.refused(
            404,
            "APIGW.0101",
            "",
        );
    }
    export(&client).await;
    // One that the service refuses was passed on, and counts.
    pass(&client, 60);
    client.get(&format!("{url}/unknown")).await.refused(404, "iMetal.0100", "");
    assert_throttled(&client.get(&format!("{url}/1")).await);
}

#[tokio::test]
async fn a_refused_call_starts_nothing() {
    let client = client_of("quota.calls_per_minute = 1\njobs.takes.polls = 1").await;
    let url = clouddc_url(&client, &client.to().clouddc_server);
    assert_eq!(export(&client).await["export_id"], "1");
    assert_throttled(&client.post(&url).await);
    assert_throttled(&client.get(&format!("{url}/1")).await);
    pass(&client, 60);
    assert_eq!(export(&client).await["export_id"], "2");
    pass(&client, 60);
    assert_eq!(client.get(&format!("{url}/1/content")).await.status, 400, "nobody looked at it");
    let statuses: Vec<_> = client.simulator.requests().iter().map(|one| one.status).collect();
    assert_eq!(statuses, [202, 429, 429, 202, 400].map(Some));
    assert!(client.simulator.requests().iter().all(|one| one.service == Service::CloudDc));
}

#[tokio::test]
async fn the_window_slides() {
    let client = client_of("quota.calls_per_minute = 3").await;
    let mut answered: Vec<Timestamp> = vec![];
    for _ in 0..30 {
        if list(&client, "").await.status == 204 {
            answered.push(client.simulator.now());
        }
        pass(&client, 7);
    }
    // Whichever minute one looks at, no more than three calls were answered in it.
    for window in answered.windows(4) {
        let span = window[3].duration_since(window[0]);
        assert!(span > SignedDuration::from_millis(59_500), "{span}");
    }
    assert!(answered.len() >= 9, "{answered:?}");
}
