//! Credentials go to the endpoint they are for, as the simulator's record of requests shows.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::fs;

use huaweicloud_logs::Cloud;
use huaweicloud_logs_sim::{Connection, Fault, FaultOrder, On, RecordedRequest, Scenario, Service};
use integration_tests::{Journey, token, towards};
use tempfile::tempdir;

#[tokio::test]
async fn no_credentials_reach_the_store() {
    let mut journey = Journey::begin(Scenario::default().with_polls_until_ready(1)).await;
    let connection = journey.simulator.connection().clone();
    let with_token = towards(&connection).credentials(token(&connection)).build().unwrap();
    for cloud in [journey.cloud.clone(), with_token] {
        journey.cloud = cloud;
        let folder = tempdir().unwrap();
        journey.rds().save_to(folder.path()).await.unwrap();
        journey.dds().save_to(folder.path()).await.unwrap();
        journey.dcs().save_to(folder.path()).await.unwrap();
    }
    let requests = journey.simulator.requests();
    let (store, api): (Vec<_>, Vec<_>) =
        requests.iter().partition(|asked| asked.service == Service::Obs);
    assert_eq!(store.len(), 10);
    for asked in store {
        assert!(!asked.authorization && !asked.auth_token, "{asked:?}");
        assert!(!asked.headers.iter().any(|name| name.starts_with("x-")), "{asked:?}");
    }
    assert!(api.iter().all(|asked| asked.authorization != asked.auth_token));
}

/// Clients that sign, and that send a token.
fn clients(journey: &Journey) -> [Cloud; 2] {
    let to: &Connection = journey.simulator.connection();
    [journey.cloud.clone(), towards(to).credentials(token(to)).build().unwrap()]
}

fn strangers(journey: &Journey) -> Vec<RecordedRequest> {
    let requests = journey.simulator.requests().into_iter();
    requests.filter(|asked| asked.service == Service::Elsewhere).collect()
}

fn redirect(status: u16) -> Fault {
    Fault::Redirect { status, to: None }
}

#[tokio::test]
async fn a_call_that_is_redirected_takes_no_credentials_along() {
    let mut journey = Journey::begin(Scenario::default()).await;
    for status in [301, 302, 303, 307, 308] {
        for on in [On::operation("ExportServerLogs"), On::operation("DownloadServerLogs")] {
            let order = FaultOrder::new(redirect(status)).on(on);
            let id = journey.simulator.order(order).unwrap();
            for cloud in clients(&journey) {
                journey.cloud = cloud;
                let folder = tempdir().unwrap();
                let error = journey.clouddc().save_to(folder.path()).await.unwrap_err();
                assert!(error.to_string().contains(&status.to_string()), "{error}");
                assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
            }
            assert!(journey.simulator.cancel(id));
        }
    }
    assert_eq!(strangers(&journey), [], "API calls follow no redirect");
}

#[tokio::test]
async fn a_link_that_is_redirected_takes_no_credentials_along_and_saves_nothing_strange() {
    let order = FaultOrder::new(redirect(302)).on(On::service(Service::Obs));
    let mut journey = Journey::begin(Scenario::default().with_fault(order)).await;
    for cloud in clients(&journey) {
        journey.cloud = cloud;
        let folder = tempdir().unwrap();
        journey.rds().save_to(folder.path()).await.unwrap_err();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
    assert_eq!(strangers(&journey), [], "links are followed nowhere either");
}

#[tokio::test]
async fn a_link_to_another_object_takes_no_credentials_along() {
    let order = FaultOrder::new(Fault::OtherObject).on(On::operation("DownloadErrorlog"));
    let mut journey = Journey::begin(Scenario::default().with_fault(order)).await;
    for cloud in clients(&journey) {
        journey.cloud = cloud;
        let folder = tempdir().unwrap();
        journey.rds().save_to(folder.path()).await.unwrap();
        journey.dds().save_to(folder.path()).await.unwrap();
    }
    let requests = journey.simulator.requests();
    let store: Vec<_> = requests.iter().filter(|asked| asked.service == Service::Obs).collect();
    assert_eq!(store.len(), 8);
    assert!(store.iter().all(|asked| !asked.authorization && !asked.auth_token));
}

#[tokio::test]
async fn the_record_itself_holds_no_secret() {
    let journey = Journey::begin(Scenario::default()).await;
    let folder = tempdir().unwrap();
    journey.rds().save_to(folder.path()).await.unwrap();
    let to = journey.simulator.connection();
    let record = serde_json::to_string(&journey.simulator.requests()).unwrap();
    let debug = format!("{:?}", journey.simulator.requests());
    for secret in [&to.secret_key, &to.token, &to.access_key, "Signature", "Expires="] {
        assert!(!record.contains(secret) && !debug.contains(secret), "{secret}");
    }
}
