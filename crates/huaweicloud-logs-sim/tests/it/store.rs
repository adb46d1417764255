//! The object store, reached by a link.

use huaweicloud_logs_sim::{Scenario, Service};
use md5::{Digest as _, Md5};

use crate::client::{Answer, Client, swapped};

async fn client_and_link() -> (Client, String) {
    let client = Client::start_with(Scenario::default().with_polls_until_ready(0)).await;
    let to = client.to();
    let url =
        format!("{}/v3/{}/instances/{}/errorlog-download", to.rds, to.project_id, to.rds_instance);
    let answer = client.post(&url).await.ok(200);
    let link = answer["list"][0]["file_link"].as_str().unwrap().to_owned();
    (client, link)
}

#[track_caller]
fn assert_refused(answer: &Answer, status: u16, code: &str) {
    assert_eq!(answer.status, status, "{}", answer.text());
    assert_eq!(answer.header("content-type"), "application/xml");
    let id = answer.header("x-obs-request-id");
    assert!(!id.is_empty());
    let text = answer.text();
    assert!(
        text.starts_with("<?xml") && text.contains(&format!("<Error><Code>{code}</Code><Message>")),
        "{text}"
    );
    assert!(text.contains(&format!("<RequestId>{id}</RequestId>")), "{text}");
}

#[tokio::test]
async fn an_object_comes_with_its_length_tag_and_date() {
    let (client, link) = client_and_link().await;
    let answer = client.fetch(&link).await;
    let file = client.files(Service::Rds, "error-log").remove(0);
    assert!(answer.body == file.content.bytes());
    let digest: String =
        Md5::digest(file.content.bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(answer.header("etag"), format!("\"{digest}\""));
    assert_eq!(answer.header("content-length"), file.content.size().to_string());
    assert_eq!(answer.header("cache-control"), "no-cache,no-store");
    assert!(answer.header("last-modified").ends_with(" GMT"), "{}", answer.header("last-modified"));
    assert_eq!(answer.header("x-obs-request-id").len(), 32);
}

#[tokio::test]
async fn a_link_that_was_tampered_with_is_refused() {
    let (client, link) = client_and_link().await;
    for (from, to, code) in [
        ("Expires=1", "Expires=2", "SignatureDoesNotMatch"),
        ("no-cache%2C", "", "SignatureDoesNotMatch"),
        ("Signature=", "Signature=A", "SignatureDoesNotMatch"),
        ("_errorlog_", "_errorlag_", "SignatureDoesNotMatch"),
        ("AWSAccessKeyId=S", "AWSAccessKeyId=X", "InvalidAccessKeyId"),
        ("&Signature=", "&signature=", "AccessDenied"),
    ] {
        assert_refused(&client.fetch(&swapped(&link, from, to)).await, 403, code);
    }
    let bare = link.split('?').next().unwrap();
    assert_refused(&client.fetch(bare).await, 403, "AccessDenied");
}

#[tokio::test]
async fn a_link_is_only_good_for_the_method_it_was_signed_for() {
    let (client, link) = client_and_link().await;
    let head = client.send(client.bare("HEAD", &link)).await;
    assert_eq!((head.status.as_u16(), head.body.len()), (403, 0));
    for method in ["POST", "PUT", "DELETE"] {
        assert_refused(&client.send(client.bare(method, &link)).await, 405, "MethodNotAllowed");
    }
}

#[tokio::test]
async fn a_second_credential_is_refused_and_can_be_seen_in_the_record() {
    let (client, link) = client_and_link().await;
    for (name, value) in [
        ("X-Auth-Token", client.to().token.as_str()),
        ("Authorization", "SDK-HMAC-SHA256 Access=x"),
    ] {
        let answer = client.send(client.bare("GET", &link).header(name, value)).await;
        assert_refused(&answer, 400, "InvalidArgument");
    }
    client.fetch(&link).await;
    let requests = client.simulator.requests();
    let seen: Vec<_> = requests
        .iter()
        .filter(|request| request.service == Service::Obs)
        .map(|request| (request.auth_token, request.authorization, request.status))
        .collect();
    assert_eq!(
        seen,
        [(true, false, Some(400)), (false, true, Some(400)), (false, false, Some(200))]
    );
}

#[tokio::test]
async fn markup_in_a_request_stays_text_in_the_answer() {
    let (client, link) = client_and_link().await;
    let answer =
        client.fetch(&swapped(&link, "AWSAccessKeyId=S", "AWSAccessKeyId=%3CX%3E%26%00")).await;
    assert_refused(&answer, 403, "InvalidAccessKeyId");
    assert!(answer.text().contains("<AWSAccessKeyId>&lt;X&gt;&amp;?"), "{}", answer.text());
}
