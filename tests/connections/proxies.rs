//! Through a proxy.

use huaweicloud_logs::{Cloud, Service, Token};
use huaweicloud_logs_sim::Scenario;
use integration_tests::{ForwardProxy, Journey, Manner, TlsCloud, access_key, towards};
use reqwest::Version;
use tempfile::tempdir;

use super::{ALL, all, assert_empty, assert_whole, rds, shown};

const PASSWORD: &str = "open%20sesame";

#[tokio::test]
async fn plain_http_goes_through_the_proxy_and_leaves_its_password_there() {
    let mut journey = Journey::begin(Scenario::default().with_polls_until_ready(1)).await;
    let to = journey.simulator.connection().clone();
    let proxy = ForwardProxy::start("127.0.0.1:9".parse().unwrap()).await;
    let builder = towards(&to).credentials(access_key(&to));
    journey.cloud = builder.proxy(proxy.url(PASSWORD)).build().unwrap();
    let folder = tempdir().unwrap();
    journey.rds().save_to(folder.path()).await.unwrap();
    journey.dds().save_to(folder.path()).await.unwrap();
    journey.dcs().save_to(folder.path()).await.unwrap();
    journey.clouddc().save_to(folder.path()).await.unwrap();
    let requests = journey.simulator.requests();
    assert_eq!(proxy.seen().len(), requests.len(), "every call and every link");
    let secret = |name: &String| name.starts_with("proxy-");
    assert!(!requests.iter().any(|request| request.headers.iter().any(secret)));
}

#[tokio::test]
async fn https_goes_through_a_tunnel_and_may_be_http_2_there() {
    let server = TlsCloud::start(ALL, Manner::Well).await;
    let proxy = ForwardProxy::start("127.0.0.1:9".parse().unwrap()).await;
    let cloud = server.client().proxy(proxy.url(PASSWORD)).build().unwrap();
    let folder = tempdir().unwrap();
    assert_whole(&rds(&cloud, folder.path()).await.unwrap());
    all(&cloud, "i", folder.path()).await.unwrap();
    assert_eq!(proxy.seen(), [format!("CONNECT {}", server.address())]);
    for request in server.seen() {
        assert_eq!(request.version, Version::HTTP_2);
        assert!(!request.headers.keys().any(|name| name.as_str().starts_with("proxy-")));
    }
}

#[tokio::test]
async fn a_wrong_proxy_password_is_a_clear_error_that_does_not_show_it() {
    let server = TlsCloud::start(ALL, Manner::Well).await;
    let proxy = ForwardProxy::start(server.address()).await;
    let plain = Cloud::builder()
        .endpoint(Service::Rds, "http://rds.example")
        .credentials(Token::new("t"))
        .project_id("p");
    for builder in [server.client(), plain] {
        let cloud = builder.proxy(proxy.url("hunter2")).build().unwrap();
        let folder = tempdir().unwrap();
        let error = rds(&cloud, folder.path()).await.unwrap_err();
        assert!(error.hint().unwrap().contains("proxy"), "{}", shown(&error));
        let shown = format!("{} {cloud:?}", shown(&error));
        // As it is, and as Basic authentication has it: "me:hunter2".
        assert!(!shown.contains("hunter2") && !shown.contains("bWU6aHVudGVyMg"), "{shown}");
        assert_empty(folder.path());
    }
    assert_eq!(proxy.seen().len(), 2, "asking again doesn't help");
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn a_proxy_that_is_not_there_is_an_error_that_does_not_show_its_password() {
    let server = TlsCloud::start(ALL, Manner::Well).await;
    let proxy = "http://me:hunter2@127.0.0.1:9";
    for builder in [server.client(), server.client().endpoint(Service::Rds, "http://rds.example")] {
        let folder = tempdir().unwrap();
        let cloud = builder.proxy(proxy).build().unwrap();
        let error = rds(&cloud, folder.path()).await.unwrap_err();
        assert!(shown(&error).contains("refused"), "{}", shown(&error));
        assert!(!shown(&error).contains("hunter2"), "{}", shown(&error));
    }
    assert!(server.seen().is_empty(), "nothing goes around a proxy");
}
