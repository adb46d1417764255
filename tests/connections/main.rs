//! TLS, HTTP versions, proxies and timeouts, as servers on this machine see them.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod cut;
mod proxies;
mod slow;

use std::fs;
use std::path::Path;

use futures::future::try_join_all;
use huaweicloud_logs::{Cloud, Error, Report};
use integration_tests::{CONTENT, Manner, TlsCloud, quick};
use reqwest::Version;
use tempfile::tempdir;

/// Both versions, the newer first.
const ALL: &[&str] = &["h2", "http/1.1"];

/// The error log of an RDS instance, which is fetched through a link.
async fn rds(cloud: &Cloud, folder: &Path) -> Result<Report, Error> {
    cloud.rds("i").error_logs().schedule(quick()).save_to(folder).await
}

/// The dump of a physical server, which is the body of an API call.
async fn clouddc(cloud: &Cloud, folder: &Path) -> Result<Report, Error> {
    cloud.clouddc("s").export_logs().schedule(quick()).save_to(folder).await
}

/// Each job once, for DCS of this instance.
async fn all(cloud: &Cloud, instance: &str, folder: &Path) -> Result<Vec<Report>, Error> {
    let dds = async { cloud.dds("i").error_logs().schedule(quick()).save_to(folder).await };
    let dcs = async { cloud.dcs(instance).run_logs().schedule(quick()).save_to(folder).await };
    let (a, b, c, d) = tokio::try_join!(rds(cloud, folder), dds, dcs, clouddc(cloud, folder))?;
    Ok(vec![a, b, c, d])
}

fn assert_whole(report: &Report) {
    for file in &report.files {
        assert_eq!(fs::read(&file.path).unwrap(), CONTENT, "{report:?}");
    }
    assert_eq!(report.files.len(), 1);
}

fn assert_empty(folder: &Path) {
    assert_eq!(fs::read_dir(folder).unwrap().count(), 0);
}

/// Asserts that no file has a final name; what is there of one is kept under a temporary one.
fn assert_unnamed(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(name.starts_with(".hwlogs-"), "{name}");
    }
}

/// An error with its causes, as a user may see them.
fn shown(error: &Error) -> String {
    let mut text = format!("{error} {error:?}");
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        text += &format!(" <- {inner}");
        cause = inner.source();
    }
    text
}

#[tokio::test]
async fn http_2_is_spoken_where_the_server_offers_it() {
    for (offered, spoken) in [
        (ALL, Version::HTTP_2),
        (&["h2"][..], Version::HTTP_2),
        (&["http/1.1"][..], Version::HTTP_11),
        (&[][..], Version::HTTP_11),
    ] {
        let server = TlsCloud::start(offered, Manner::Well).await;
        let folder = tempdir().unwrap();
        let reports = all(&server.client().build().unwrap(), "i", folder.path()).await.unwrap();
        reports.iter().for_each(assert_whole);
        let seen = server.seen();
        assert!(seen.iter().all(|request| request.version == spoken), "{offered:?}: {seen:?}");
    }
}

#[tokio::test]
async fn one_connection_serves_all_services_and_their_links() {
    let server = TlsCloud::start(ALL, Manner::Well).await;
    let cloud = server.client().build().unwrap();
    let folder = tempdir().unwrap();
    // Calls that begin before a connection is there each make one; later ones share the first.
    assert_whole(&rds(&cloud, folder.path()).await.unwrap());
    let instances: Vec<String> = (0..10).map(|number| format!("i{number}")).collect();
    let jobs = instances.iter().map(|instance| all(&cloud, instance, folder.path()));
    for report in try_join_all(jobs).await.unwrap().iter().flatten() {
        assert_whole(report);
    }
    assert_eq!(server.connections(), 1);
    assert!(server.seen().len() > 100);
}

#[tokio::test]
async fn every_request_names_the_client_and_its_version() {
    let server = TlsCloud::start(ALL, Manner::Well).await;
    let folder = tempdir().unwrap();
    all(&server.client().build().unwrap(), "i", folder.path()).await.unwrap();
    let name = concat!("huaweicloud-logs/", env!("CARGO_PKG_VERSION"));
    assert!(server.seen().iter().all(|request| request.headers["user-agent"] == name));
}

#[tokio::test]
async fn links_get_no_token_over_http_2_either() {
    let server = TlsCloud::start(ALL, Manner::Well).await;
    let folder = tempdir().unwrap();
    all(&server.client().build().unwrap(), "i", folder.path()).await.unwrap();
    let (links, calls): (Vec<_>, Vec<_>) =
        server.seen().into_iter().partition(|request| request.path == "/file");
    assert_eq!(links.len(), 3);
    assert!(links.iter().all(|request| !request.headers.contains_key("x-auth-token")));
    assert!(calls.iter().all(|request| request.headers["x-auth-token"] == "t"));
}

#[tokio::test]
async fn an_unknown_authority_is_an_error_that_says_what_to_give() {
    let server = TlsCloud::start(ALL, Manner::Well).await;
    let folder = tempdir().unwrap();
    let error = rds(&server.stranger().build().unwrap(), folder.path()).await.unwrap_err();
    assert!(shown(&error).contains("certificate"), "{}", shown(&error));
    let hint = error.hint().unwrap();
    assert!(hint.contains("ca_certificate") && hint.contains("--ca-file"), "{hint}");
    assert!(server.seen().is_empty(), "nothing is sent to a stranger");
    assert_eq!(server.connections(), 1, "a certificate doesn't get better by asking again");
    assert_empty(folder.path());
}

#[tokio::test]
async fn a_bundle_may_hold_several_authorities_and_more_may_follow() {
    let (one, other) =
        tokio::join!(TlsCloud::start(ALL, Manner::Well), TlsCloud::start(ALL, Manner::Well));
    let third = TlsCloud::start(ALL, Manner::Well).await;
    let bundle = format!("# ours\n{}\n# theirs\n{}", other.authority(), third.authority());
    for server in [&one, &other, &third] {
        let builder = server.stranger().ca_certificate(one.authority());
        let cloud = builder.ca_certificate(bundle.as_str()).build().unwrap();
        let folder = tempdir().unwrap();
        assert_whole(&rds(&cloud, folder.path()).await.unwrap());
    }
}

#[tokio::test]
async fn a_certificate_for_another_name_is_an_error_that_says_so() {
    let server = TlsCloud::start(ALL, Manner::Well).await;
    let folder = tempdir().unwrap();
    let elsewhere = format!("https://localhost:{}", server.address().port());
    let builder = server.client().endpoint(huaweicloud_logs::Service::Rds, elsewhere);
    let error = rds(&builder.build().unwrap(), folder.path()).await.unwrap_err();
    assert!(error.hint().unwrap().contains("name"), "{}", shown(&error));
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    for offered in [ALL, &["http/1.1"]] {
        let server = TlsCloud::start(offered, Manner::Redirects).await;
        let cloud = server.client().build().unwrap();
        let folder = tempdir().unwrap();
        let error = rds(&cloud, folder.path()).await.unwrap_err();
        assert!(error.to_string().contains("307"), "{error}");
        assert!(server.seen().iter().all(|request| request.path != "/elsewhere"));
    }
}
