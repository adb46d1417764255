//! Each known shape of an error, from the wire to what a caller can ask of it.

use std::fmt::Write;
use std::sync::Arc;

use huaweicloud_logs_api::hooks::{BoxFuture, Transport};
use huaweicloud_logs_api::rds;
use reqwest::{Request, Response};

use super::{Error, from_api};

/// Answers with a status, a header and a body.
#[derive(Debug)]
struct Canned(u16, Option<(&'static str, &'static str)>, &'static str);

impl Transport for Canned {
    fn send<'a>(
        &'a self,
        _client: &'a reqwest::Client,
        _operation: &'static str,
        _request: Request,
    ) -> BoxFuture<'a, reqwest::Result<Response>> {
        let Self(status, header, body) = *self;
        let mut answer = http::Response::builder().status(status);
        if let Some((name, value)) = header {
            answer = answer.header(name, value);
        }
        Box::pin(async move { Ok(answer.body(body).unwrap().into()) })
    }
}

async fn error(answer: Canned) -> Error {
    let client = rds::Client::new("http://127.0.0.1:9", Arc::new(answer));
    from_api("DownloadErrorlog", client.download_errorlog("p", "i").await.unwrap_err())
}

/// What the caller gets, a line each.
fn told(error: &Error) -> String {
    let predicates = [
        ("auth", error.is_auth()),
        ("not found", error.is_not_found()),
        ("throttled", error.is_throttled()),
        ("retryable", error.is_retryable()),
    ];
    let holds: Vec<_> =
        predicates.iter().filter(|(_, holds)| *holds).map(|(name, _)| *name).collect();
    let mut told = format!("{error}\n");
    let mut line = |name: &str, value: Option<&str>| {
        let _ = writeln!(told, "  {name}: {}", value.unwrap_or("-"));
    };
    line("status", error.status().map(|status| status.to_string()).as_deref());
    line("code", error.code());
    line("message", error.message());
    line("request id", error.request_id());
    line("is", Some(&holds.join(", ")));
    line("hint", error.hint());
    told
}

#[tokio::test]
async fn every_shape_of_an_error_gives_the_same_fields() {
    let id = Some(("x-request-id", "r-header"));
    let shapes = [
        ("1 services", 400, None, r#"{"error_code":"DBS.280001","error_msg":"Parameter error."}"#),
        (
            "2 DCS",
            400,
            id,
            r#"{"error_code":"DCS.4800","error_msg":"Invalid.","error_ext_msg":null}"#,
        ),
        (
            "3 gateway",
            401,
            None,
            r#"{"error_code":"APIGW.0301","error_msg":"Incorrect IAM authentication information","request_id":"r-body"}"#,
        ),
        (
            "3 older gateway",
            429,
            id,
            r#"{"error_code":"APIG.0308","error_msg":"Throttled.","request_id":"r-body"}"#,
        ),
        (
            "4 RDS v1",
            409,
            None,
            r#"{"errCode":"DBS.200019","externalMessage":"Another operation."}"#,
        ),
        (
            "5 Keystone",
            401,
            Some(("x-iam-trace-id", "r-iam")),
            r#"{"error":{"code":401,"message":"The username or password is wrong.","title":"Unauthorized"}}"#,
        ),
        ("6 Trove", 404, None, r#"{"itemNotFound":{"code":404,"message":"No instance."}}"#),
        ("7 ASM", 500, None, r#"{"errorCode":"ASM.0001","errorMsg":"Odd."}"#),
        ("8 generic", 503, None, r#"{"code":"X.1","message":"Later."}"#),
        (
            "9 IAM 5",
            403,
            None,
            r#"{"error_code":"IAM5.0001","error_msg":"Denied.","encoded_authorization_message":"abc"}"#,
        ),
        ("9b a code alone", 400, None, r#"{"error_code":"DCS.4961"}"#),
        ("12 HTML", 502, None, "<html>\n<body><h1>502 Bad Gateway</h1></body></html>"),
        ("12 a dash", 429, Some(("retry-after", "7")), "-"),
        ("12 nothing", 504, None, ""),
        (
            "12 the store",
            403,
            None,
            "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message><RequestId>r-store</RequestId></Error>",
        ),
        ("a proxy", 407, None, ""),
    ];
    let mut all = String::new();
    for (name, status, header, body) in shapes {
        let error = error(Canned(status, header, body)).await;
        let _ = writeln!(all, "== {name}\n{}", told(&error));
        assert_eq!(error.retry_after().is_some(), name == "12 a dash");
    }
    insta::assert_snapshot!(all);
}
