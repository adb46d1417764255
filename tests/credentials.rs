//! How clients log in, and what happens when tokens expire and clocks are wrong.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::fs;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures::future::join_all;
use huaweicloud_logs::{AccessKey, Event, Password, Profile, Token};
use huaweicloud_logs_sim::{ErrorBody, Fault, FaultOrder, On, Scenario, Service};
use integration_tests::{
    Journey, access_key, password, quick_retry, towards, towards_unknown_project,
};
use tempfile::tempdir;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

async fn with_password(scenario: Scenario) -> Journey {
    let mut journey = Journey::begin(scenario).await;
    let connection = journey.simulator.connection();
    let cloud = towards_unknown_project(connection).credentials(password(connection));
    journey.cloud = cloud.build().unwrap();
    journey
}

async fn save(journey: &Journey) -> huaweicloud_logs::Result<()> {
    let folder = tempdir().unwrap();
    let report = journey.rds().save_to(folder.path()).await?;
    journey.assert_saved(&report, folder.path());
    Ok(())
}

/// How often IAM was asked for this.
fn asked(journey: &Journey, method: &str) -> usize {
    journey.statuses(Service::Iam, method).len()
}

#[tokio::test]
async fn a_password_brings_one_token_for_all_and_the_project_with_it() {
    let journey = with_password(Scenario::default()).await;
    for saved in join_all((0..20).map(|_| save(&journey))).await {
        saved.unwrap();
    }
    assert_eq!((asked(&journey, "POST"), asked(&journey, "GET")), (1, 0));
}

#[tokio::test]
async fn a_token_that_expired_unnoticed_is_replaced_once() {
    let journey = with_password(Scenario::default()).await;
    save(&journey).await.unwrap();
    journey.simulator.advance(DAY + DAY);
    for saved in join_all((0..20).map(|_| save(&journey))).await {
        saved.unwrap();
    }
    assert_eq!(asked(&journey, "POST"), 2);
    let refused = journey.statuses(Service::Rds, "POST");
    assert!(refused.contains(&401), "the service should have said so");
}

#[tokio::test]
async fn a_token_that_no_service_takes_is_replaced_once_and_no_more() {
    let refuse = Fault::Status {
        status: 401,
        retry_after: None,
        retry_after_date: None,
        body: ErrorBody::Gateway,
    };
    let order = FaultOrder::new(refuse).on(On::service(Service::Rds));
    let journey = with_password(Scenario::default().with_fault(order)).await;
    let error = save(&journey).await.unwrap_err();
    assert!(error.is_auth() && error.hint().unwrap().contains("token"), "{error:?}");
    assert_eq!(asked(&journey, "POST"), 2);
    assert_eq!(journey.statuses(Service::Rds, "POST"), [401, 401]);
}

#[tokio::test]
async fn a_fixed_token_that_expired_is_not_tried_again() {
    let mut journey = Journey::begin(Scenario::default()).await;
    let connection = journey.simulator.connection();
    journey.cloud = towards(connection).credentials(Token::new("expired")).build().unwrap();
    let error = save(&journey).await.unwrap_err();
    assert_eq!((error.code(), error.attempts()), (Some("APIGW.0307"), Some(1)));
    assert_eq!(journey.statuses(Service::Rds, "POST"), [401]);
}

#[tokio::test]
async fn a_wrong_password_is_tried_once_however_many_wait() {
    let mut journey = Journey::begin(Scenario::default()).await;
    let connection = journey.simulator.connection();
    let wrong = Password::new(&connection.domain_name, &connection.user_name, "hunter2");
    journey.cloud = towards_unknown_project(connection).credentials(wrong).build().unwrap();
    for saved in join_all((0..20).map(|_| save(&journey))).await {
        let error = saved.unwrap_err();
        assert!(error.is_auth() && error.to_string().contains("password is wrong"), "{error:?}");
        assert!(error.request_id().is_some() && error.hint().is_some(), "{error:?}");
        assert!(!format!("{error:?}").contains("hunter2"));
    }
    assert_eq!(asked(&journey, "POST"), 1);
}

#[tokio::test]
async fn keys_without_a_project_look_it_up_once() {
    let mut journey = Journey::begin(Scenario::default()).await;
    let connection = journey.simulator.connection();
    let cloud = towards_unknown_project(connection).credentials(access_key(connection));
    journey.cloud = cloud.build().unwrap();
    for saved in join_all((0..20).map(|_| save(&journey))).await {
        saved.unwrap();
    }
    assert_eq!((asked(&journey, "POST"), asked(&journey, "GET")), (0, 1));
    let lookup = journey
        .simulator
        .requests()
        .into_iter()
        .find(|asked| asked.service == Service::Iam)
        .unwrap();
    assert!(!lookup.headers.iter().any(|name| name == "x-project-id"), "{lookup:?}");
}

#[tokio::test]
async fn a_project_that_iam_does_not_know_is_said() {
    let mut journey = Journey::begin(Scenario::default()).await;
    let connection = journey.simulator.connection();
    let cloud = towards_unknown_project(connection).project_name("cn-north-4_dev");
    journey.cloud = cloud.credentials(access_key(connection)).build().unwrap();
    let error = journey.cloud.sign_in().await.unwrap_err();
    assert!(error.to_string().contains("cn-north-4_dev") && error.hint().is_some(), "{error:?}");
}

#[tokio::test]
async fn a_login_is_tried_again_when_iam_is_in_trouble() {
    let trouble = Fault::Status {
        status: 503,
        retry_after: None,
        retry_after_date: None,
        body: ErrorBody::Html,
    };
    let order = FaultOrder::new(trouble).on(On::service(Service::Iam)).times(2);
    let journey = with_password(Scenario::default().with_fault(order)).await;
    save(&journey).await.unwrap();
    assert_eq!(journey.statuses(Service::Iam, "POST"), [503, 503, 201]);
}

#[tokio::test]
async fn a_login_that_fails_for_good_is_retried_in_one_place_only() {
    let trouble = Fault::Status {
        status: 503,
        retry_after: None,
        retry_after_date: None,
        body: ErrorBody::Html,
    };
    let order = FaultOrder::new(trouble).on(On::service(Service::Iam));
    let mut journey = Journey::begin(Scenario::default().with_fault(order)).await;
    let connection = journey.simulator.connection();
    let cloud = towards_unknown_project(connection).retry(quick_retry());
    journey.cloud = cloud.credentials(password(connection)).build().unwrap();
    let error = save(&journey).await.unwrap_err();
    assert_eq!((error.status(), error.attempts()), (Some(503), Some(5)), "{error:?}");
    assert_eq!(asked(&journey, "POST"), 5);
    assert!(journey.statuses(Service::Rds, "POST").is_empty());
}

#[tokio::test]
async fn a_clock_that_is_wrong_is_corrected_and_that_is_said() {
    for (ahead, seconds) in [("1h", 3600), ("-1h", -3600)] {
        let scenario = Scenario::parse(&format!("clock_ahead = \"{ahead}\"")).unwrap();
        let mut journey = Journey::begin(scenario).await;
        let connection = journey.simulator.connection();
        journey.cloud = towards(connection).credentials(access_key(connection)).build().unwrap();
        let said = Arc::new(Mutex::new(Vec::new()));
        let hear = Arc::clone(&said);
        let request = journey.rds().on_event(move |event| {
            if let Event::ClockCorrected { seconds } = event {
                hear.lock().unwrap().push(*seconds);
            }
        });
        let folder = tempdir().unwrap();
        let report = request.save_to(folder.path()).await.unwrap();
        journey.assert_saved(&report, folder.path());
        assert_eq!(journey.statuses(Service::Rds, "POST")[..2], [401, 200]);
        let said = said.lock().unwrap();
        assert!(said.len() == 1 && said[0].abs_diff(seconds) < 5, "{said:?}");
    }
}

#[tokio::test]
async fn a_wrong_clock_is_corrected_for_all_that_were_under_way() {
    let mut journey = Journey::begin(Scenario::parse("clock_ahead = \"1h\"").unwrap()).await;
    let connection = journey.simulator.connection();
    journey.cloud = towards(connection).credentials(access_key(connection)).build().unwrap();
    for saved in join_all((0..20).map(|_| save(&journey))).await {
        saved.unwrap();
    }
}

#[tokio::test]
async fn a_project_that_the_builder_names_is_what_the_token_is_for() {
    let mut journey = Journey::begin(Scenario::default()).await;
    let connection = journey.simulator.connection();
    let password = password(connection).with_project_id("0123456789abcdef0123456789abcdef");
    journey.cloud = towards(connection).credentials(password).build().unwrap();
    save(&journey).await.unwrap();
}

#[tokio::test]
async fn a_wrong_clock_does_not_keep_the_project_from_being_found() {
    let mut journey = Journey::begin(Scenario::parse("clock_ahead = \"1h\"").unwrap()).await;
    let connection = journey.simulator.connection();
    let cloud = towards_unknown_project(connection).credentials(access_key(connection));
    journey.cloud = cloud.build().unwrap();
    save(&journey).await.unwrap();
    assert_eq!(journey.statuses(Service::Iam, "GET"), [401, 200]);
    assert!(!journey.statuses(Service::Rds, "POST").contains(&401));
}

#[tokio::test]
async fn temporary_keys_send_their_security_token() {
    let mut scenario = Scenario::default();
    scenario.account.users[0].security_token = Some("temporary".to_owned());
    let mut journey = Journey::begin(scenario).await;
    let connection = journey.simulator.connection();
    journey.cloud = towards(connection).credentials(access_key(connection)).build().unwrap();
    assert!(save(&journey).await.unwrap_err().is_auth());
    let keys = access_key(connection).with_security_token("temporary");
    journey.cloud = towards(connection).credentials(keys).build().unwrap();
    save(&journey).await.unwrap();
}

#[tokio::test]
async fn a_profile_file_is_as_good_as_code() {
    let mut journey = Journey::begin(Scenario::default()).await;
    let connection = journey.simulator.connection();
    let folder = tempdir().unwrap();
    let file = folder.path().join("credentials.toml");
    let text = format!(
        "[keys]\naccess_key = {:?}\nsecret_key = {:?}\n[user]\ndomain = {:?}\nuser = {:?}\npassword = {:?}\n",
        connection.access_key,
        connection.secret_key,
        connection.domain_name,
        connection.user_name,
        connection.password,
    );
    fs::write(&file, text).unwrap();
    #[cfg(unix)]
    fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    for name in ["keys", "user"] {
        let profile = Profile::default().file(&file).name(name);
        let connection = journey.simulator.connection();
        journey.cloud = towards_unknown_project(connection).credentials(profile).build().unwrap();
        save(&journey).await.unwrap();
    }
}

#[tokio::test]
async fn wrong_keys_are_refused_with_what_to_check() {
    let mut journey = Journey::begin(Scenario::default()).await;
    let connection = journey.simulator.connection();
    for (key, secret) in
        [("nobody", connection.secret_key.as_str()), (connection.access_key.as_str(), "wrong")]
    {
        let keys = AccessKey::new(key, secret);
        journey.cloud = towards(connection).credentials(keys).build().unwrap();
        let error = save(&journey).await.unwrap_err();
        assert_eq!((error.code(), error.status()), (Some("APIGW.0301"), Some(401)));
        assert!(error.is_auth() && !error.is_retryable(), "{error:?}");
        assert!(error.hint().unwrap().contains("access key"), "{error:?}");
    }
    assert_eq!(journey.statuses(Service::Rds, "POST"), [401, 401]);
}
