//! Errors as they come over the wire, what is sent again, and how often.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::sync::Arc;
use std::time::Duration;

use huaweicloud_logs::{Cloud, Error, Event, Quota, Retry};
use huaweicloud_logs_sim::{ErrorBody, Fault, FaultOrder, On, RecordedRequest, Scenario, Service};
use integration_tests::{Journey, access_key, quick_retry, towards, towards_unknown_project};
use tempfile::tempdir;
use tokio::sync::Notify;

fn status(status: u16, body: ErrorBody) -> Fault {
    Fault::Status { status, retry_after: None, retry_after_date: None, body }
}

async fn journey(order: FaultOrder) -> Journey {
    Journey::begin(Scenario::default().with_fault(order)).await
}

async fn rds(journey: &Journey) -> Result<(), Error> {
    let folder = tempdir().unwrap();
    journey.rds().save_to(folder.path()).await.map(drop)
}

async fn clouddc(journey: &Journey) -> Result<(), Error> {
    let folder = tempdir().unwrap();
    journey.clouddc().save_to(folder.path()).await.map(drop)
}

/// A client of the journey that asks IAM for its project.
fn asking(journey: &Journey, retry: Retry) -> Cloud {
    let connection = journey.simulator.connection();
    let cloud = towards_unknown_project(connection).credentials(access_key(connection));
    cloud.retry(retry).build().unwrap()
}

#[tokio::test]
async fn a_refusal_tells_what_the_service_said_and_how_often_it_was_asked() {
    let bodies = [ErrorBody::Service, ErrorBody::Gateway, ErrorBody::Html, ErrorBody::Empty];
    for (number, body) in bodies.into_iter().enumerate() {
        let journey =
            journey(FaultOrder::new(status(503, body)).on(On::service(Service::Iam))).await;
        let error = asking(&journey, quick_retry()).sign_in().await.unwrap_err();
        assert_eq!((error.status(), error.attempts()), (Some(503), Some(5)), "{error:?}");
        assert!(error.is_retryable() && error.request_id().is_some(), "{error:?}");
        assert!(error.elapsed().unwrap() < Duration::from_secs(10));
        assert_eq!(error.code().is_some(), number < 2, "{error:?}");
        assert_eq!(error.message().is_some(), number < 3, "{error:?}");
        assert_eq!(journey.statuses(Service::Iam, "GET").len(), 5);
    }
}

#[tokio::test]
async fn a_job_that_was_refused_until_its_timeout_tells_what_was_said() {
    let order = FaultOrder::new(status(503, ErrorBody::Service)).on(On::service(Service::Rds));
    let journey = journey(order).await;
    let folder = tempdir().unwrap();
    let request = journey.rds().timeout(Duration::from_millis(100));
    let error = request.save_to(folder.path()).await.unwrap_err();
    assert!(error.is_timeout() && error.is_retryable(), "{error:?}");
    assert_eq!(error.status(), Some(503));
    assert!(error.code().is_some() && error.request_id().is_some(), "{error:?}");
    assert!(error.elapsed().unwrap() >= Duration::from_millis(90), "{error:?}");
}

#[tokio::test]
async fn each_refusal_answers_to_its_predicates_and_no_others() {
    type Predicate = fn(&Error) -> bool;
    let predicates: [(&str, Predicate); 4] = [
        ("auth", Error::is_auth),
        ("not found", Error::is_not_found),
        ("throttled", Error::is_throttled),
        ("retryable", Error::is_retryable),
    ];
    for (code, expected) in [
        (400, &[][..]),
        (401, &["auth"]),
        (403, &["auth"]),
        (404, &["not found"]),
        (429, &["throttled", "retryable"]),
        (500, &["retryable"]),
        (504, &["retryable"]),
    ] {
        let order = FaultOrder::new(status(code, ErrorBody::Gateway)).on(On::service(Service::Iam));
        let journey = journey(order).await;
        let error = asking(&journey, Retry::never()).sign_in().await.unwrap_err();
        assert_eq!((error.status(), error.attempts()), (Some(code), Some(1)));
        let held = predicates.iter().filter(|(_, holds)| holds(&error)).map(|(name, _)| *name);
        assert_eq!(held.collect::<Vec<_>>(), expected, "{code}");
        assert!(!error.is_timeout() && !error.is_config() && !error.is_network(), "{error:?}");
        assert!(error.hint().is_some() || !matches!(code, 401 | 403 | 404 | 429), "{error:?}");
    }
}

#[tokio::test]
async fn a_start_is_sent_again_only_where_the_documents_allow_it() {
    let trouble = || FaultOrder::new(status(503, ErrorBody::Service)).times(2);
    let again = journey(trouble().on(On::service(Service::Rds))).await;
    rds(&again).await.unwrap();
    assert_eq!(again.statuses(Service::Rds, "POST")[..3], [503, 503, 200]);

    let once = journey(trouble().on(On::operation("ExportServerLogs"))).await;
    assert_eq!(clouddc(&once).await.unwrap_err().status(), Some(503));
    assert_eq!(once.statuses(Service::CloudDc, "POST"), [503]);
}

#[tokio::test]
async fn a_start_that_was_throttled_is_sent_again_everywhere() {
    let order = FaultOrder::new(status(429, ErrorBody::Empty)).times(1);
    let journey = journey(order.on(On::operation("ExportServerLogs"))).await;
    clouddc(&journey).await.unwrap();
    assert_eq!(journey.statuses(Service::CloudDc, "POST"), [429, 202]);
}

#[tokio::test]
async fn a_connection_that_breaks_is_no_answer_and_tried_again_where_that_does_no_harm() {
    let reset = || FaultOrder::new(Fault::Reset { at: None }).times(2);
    let again = journey(reset().on(On::service(Service::Rds))).await;
    rds(&again).await.unwrap();
    let once = journey(reset().on(On::operation("ExportServerLogs"))).await;
    let error = clouddc(&once).await.unwrap_err();
    assert!(error.is_network() && error.status().is_none(), "{error:?}");
    let started: Vec<_> = once.simulator.requests();
    assert_eq!(started.len(), 1, "a second export may be the price of another try");
}

/// The time from each request to the next.
fn pauses(requests: &[RecordedRequest]) -> Vec<Duration> {
    let between = |pair: &[RecordedRequest]| pair[1].at.duration_since(pair[0].at);
    requests.windows(2).map(|pair| between(pair).try_into().unwrap()).collect()
}

#[tokio::test]
async fn both_forms_of_retry_after_are_waited_for() {
    let second = Duration::from_secs(1);
    for (seconds, date) in [(Some("1".to_owned()), None), (None, Some(second * 2))] {
        let fault = Fault::Status {
            status: 503,
            retry_after: seconds,
            retry_after_date: date.map(Into::into),
            body: ErrorBody::Empty,
        };
        let journey = journey(FaultOrder::new(fault).on(On::service(Service::Rds)).times(1)).await;
        rds(&journey).await.unwrap();
        // A date has whole seconds, so up to one of the two may be gone when it arrives.
        let first = pauses(&journey.simulator.requests())[0];
        assert!(first >= second && first < second * 5, "{first:?}");
    }
}

#[tokio::test]
async fn a_429_slows_everyone_and_not_just_the_caller() {
    let fault = Fault::Status {
        status: 429,
        retry_after: Some("1".to_owned()),
        retry_after_date: None,
        body: ErrorBody::Gateway,
    };
    let journey = journey(FaultOrder::new(fault).on(On::service(Service::Rds)).times(1)).await;
    let heard = Arc::new(Notify::new());
    let tell = Arc::clone(&heard);
    let folder = tempdir().unwrap();
    let request = journey.rds().on_event(move |event| {
        if let Event::Retrying(error) = event {
            assert!(error.is_throttled(), "{error:?}");
            tell.notify_one();
        }
    });
    let refused = request.save_to(folder.path());
    let other = async {
        heard.notified().await;
        rds(&journey).await
    };
    let (refused, other) = tokio::join!(refused, other);
    refused.unwrap();
    other.unwrap();
    let first = pauses(&journey.simulator.requests())[0];
    assert!(first >= Duration::from_secs(1), "{first:?}");
}

#[tokio::test]
async fn a_quota_of_the_callers_own_is_kept_by_all_its_clouds() {
    let scenario = Scenario::parse("[quota]\ncalls_per_minute = 6").unwrap();
    let journey = Journey::begin(scenario.with_polls_until_ready(1)).await;
    let quota = Quota::new(6, Duration::from_secs(60));
    let another = || {
        let connection = journey.simulator.connection();
        let cloud = towards(connection).credentials(access_key(connection));
        let cloud = cloud.quota(huaweicloud_logs::Service::Rds, quota).build().unwrap();
        cloud.rds(&connection.rds_instance).error_logs()
    };
    let mut jobs = Vec::new();
    for _ in 0..6 {
        jobs.push(another().start().await.unwrap());
    }
    // The seventh has to wait for a minute, which a short timeout does not allow.
    let error = another().timeout(Duration::from_millis(50)).start().await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(journey.statuses(Service::Rds, "POST"), [200; 6]);
}

#[tokio::test]
async fn a_collection_that_has_to_wait_for_another_looks_again_at_what_was_there_before() {
    let busy = FaultOrder::new(status(429, ErrorBody::Gateway)).times(2);
    let journey = journey(busy.on(On::operation("CreateRedislog"))).await;
    let folder = tempdir().unwrap();
    journey.dcs().save_to(folder.path()).await.unwrap();
    let requests = journey.simulator.requests();
    let asked: Vec<_> = requests.iter().filter_map(|asked| asked.operation).take(6).collect();
    assert_eq!(asked, ["ListRedislog", "CreateRedislog"].repeat(3));
}
