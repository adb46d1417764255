//! An answer that isn't what its document says gets one line for each thing that is wrong.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use xtask::answers::{Answers, Exchange};
use xtask::document::Document;
use xtask::workspace_root;

/// A document of the tests' own, so that the real ones can change without them.
const FIXTURE: &str = include_str!("fixture.yaml");

const PREPARE: (&str, &str) = ("POST", "/v1/p1/logs");
const SHOW: (&str, &str) = ("GET", "/v1/p1/exports/1");
const DOWNLOAD: (&str, &str) = ("GET", "/v1/p1/exports/1/content");
const NOWHERE: (&str, &str) = ("GET", "/v1/p1/nowhere");

const ID: (&str, &str) = ("x-request-id", "5a1b");
const JSON: (&str, &str) = ("content-type", "application/json");
const TEXT: (&str, &str) = ("content-type", "text/plain; charset=utf-8");
const BYTES: (&str, &str) = ("content-type", "application/octet-stream;charset=UTF-8");
const FILE: (&str, &str) = ("content-disposition", "attachment; filename=a.tar.gz");

const REFUSAL: &str = r#"{"error_code":"APIGW.0101","error_msg":"No.","request_id":"5a1b"}"#;
const OTHER_ID: &str = r#"{"error_code":"APIGW.0101","error_msg":"No.","request_id":"6c2d"}"#;

/// What is wrong with an answer by this document, without the words that say which answer it is.
fn by(document: &str, request: (&str, &str), status: u16, headers: &[Pair], body: &str) -> Lines {
    let documents = vec![Document::parse("fixture", document).unwrap()];
    let headers: Vec<_> =
        headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let findings = Answers::new(documents).findings(&Exchange {
        service: "fixture",
        method: request.0,
        path: request.1,
        status,
        headers: &headers,
        body: body.as_bytes(),
    });
    let short = |line: String| {
        let (head, finding) = line.split_once(&format!(" {status}: ")).unwrap();
        assert!(head.starts_with(&format!("fixture {} /v1/", request.0)), "{line}");
        assert!(!line.contains('\n'), "{line}");
        finding.to_owned()
    };
    findings.into_iter().map(short).collect()
}

type Pair = (&'static str, &'static str);
type Lines = Vec<String>;

fn wrong(request: (&str, &str), status: u16, headers: &[Pair], body: &str) -> Lines {
    by(FIXTURE, request, status, headers, body)
}

#[test]
fn answers_as_documented_have_no_findings() {
    for (request, status, headers, body) in [
        (PREPARE, 200, &[ID, JSON][..], r#"{"status":"CREATING","list":null}"#),
        (("POST", "/v1/a%2Fb/lo%67s"), 200, &[ID, JSON], "{}"),
        (("post", "/v1/p1/logs"), 200, &[ID, ("Content-Type", "Application/JSON")], "{}"),
        (PREPARE, 429, &[ID, TEXT, ("retry-after", "5")], "Later."),
        (PREPARE, 500, &[ID, JSON], r#"{"error_code":"X.1"}"#),
        (PREPARE, 503, &[ID, JSON, ("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT")], "{}"),
        (SHOW, 204, &[ID], ""),
        (DOWNLOAD, 200, &[ID, BYTES, FILE], "\u{1f}\u{0}"),
        (DOWNLOAD, 404, &[ID, JSON], "{}"),
        (NOWHERE, 404, &[ID, JSON], REFUSAL),
        (NOWHERE, 401, &[ID, JSON], r#"{"error_code":"X.1","error_msg":"No."}"#),
        (("DELETE", "/v1/p1/exports/1"), 405, &[ID, JSON], REFUSAL),
        (("HEAD", "/v1/p1/exports/1"), 405, &[ID], ""),
    ] {
        assert_eq!(wrong(request, status, headers, body), Lines::new(), "{request:?} {status}");
    }
}

#[test]
fn every_answer_has_one_request_id() {
    for (request, status) in [(SHOW, 204), (NOWHERE, 404)] {
        let body = if status == 404 { r#"{"error_code":"X.1","error_msg":"No."}"# } else { "" };
        for (id, finding) in [
            (&[][..], "header X-Request-Id: it is not there"),
            (&[("x-request-id", " ")], "header X-Request-Id: it is empty"),
            (&[ID, ID], "header X-Request-Id: it is there twice"),
        ] {
            assert_eq!(wrong(request, status, &[&[JSON], id].concat(), body), [finding]);
        }
    }
    assert_eq!(
        wrong(NOWHERE, 404, &[ID, JSON], OTHER_ID),
        [r#"body/request_id: "6c2d", and X-Request-Id is "5a1b""#]
    );
}

#[test]
fn a_status_is_documented() {
    let finding = "status: the document has no such answer";
    for status in [201, 204, 304, 399] {
        assert_eq!(wrong(PREPARE, status, &[ID, JSON], "{}"), [finding]);
    }
    let default = "        default:\n          $ref: '#/components/responses/Error'\n";
    let without = FIXTURE.replace(default, "");
    assert_eq!(by(&without, PREPARE, 500, &[ID, JSON], "{}"), [finding]);
}

#[test]
fn a_content_type_is_documented() {
    for (request, status, headers, body, finding) in [
        (
            PREPARE,
            200,
            &[ID, TEXT][..],
            "{}",
            r#"header Content-Type: "text/plain; charset=utf-8" instead of application/json"#,
        ),
        (PREPARE, 200, &[ID], "{}", "header Content-Type: it is not there; application/json is"),
        (PREPARE, 200, &[ID, JSON, TEXT], "{}", "header Content-Type: it is there twice"),
        (
            PREPARE,
            429,
            &[ID, JSON],
            "{}",
            r#"header Content-Type: "application/json" instead of text/plain"#,
        ),
        (
            DOWNLOAD,
            200,
            &[ID, JSON, FILE],
            "{}",
            r#"header Content-Type: "application/json" instead of application/octet-stream"#,
        ),
        (
            NOWHERE,
            404,
            &[ID, TEXT],
            "No.",
            r#"header Content-Type: "text/plain; charset=utf-8" instead of application/json"#,
        ),
    ] {
        assert_eq!(wrong(request, status, headers, body), [finding]);
    }
}

#[test]
fn a_body_is_what_its_schema_allows() {
    for (request, status, body, finding) in [
        (PREPARE, 200, r#"{"cuont":1}"#, "body/cuont: the document names no such field"),
        (PREPARE, 200, r#"{"count":"1"}"#, r#"body/count: "1" is no integer"#),
        (PREPARE, 200, r#"{"count":-1}"#, "body/count: -1 is less than 0"),
        (PREPARE, 200, "[]", "body: [] is no object"),
        (PREPARE, 200, "{} {}", "body: it is no JSON: trailing characters at line 1 column 4"),
        (PREPARE, 200, "", "body: it is no JSON: EOF while parsing a value at line 1 column 0"),
        (PREPARE, 500, r#"{"status":"FAILED"}"#, "body/status: the document names no such field"),
        (PREPARE, 500, r#"{"error_code":7}"#, "body/error_code: 7 is no string"),
        (SHOW, 204, "{}", "body: 2 bytes where the document has none"),
        (NOWHERE, 404, r#"{"error_code":"X.1"}"#, "body/error_msg: it is required and not there"),
        (
            NOWHERE,
            404,
            r#"{"error_code":"X.1","error_msg":"No.","detail":""}"#,
            "body/detail: the document names no such field",
        ),
    ] {
        assert_eq!(wrong(request, status, &[ID, JSON], body), [finding]);
    }
}

#[test]
fn a_text_is_text_and_bytes_are_anything() {
    let answers = Answers::new(vec![Document::parse("fixture", FIXTURE).unwrap()]);
    let headers = |pairs: &[Pair]| -> Vec<_> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    };
    let text = Exchange {
        service: "fixture",
        method: "POST",
        path: "/v1/p1/logs",
        status: 429,
        headers: &headers(&[ID, TEXT]),
        body: b"\xff",
    };
    assert_eq!(
        answers.findings(&text),
        ["fixture POST /v1/{project_id}/logs PrepareLogs 429: \
          body: it is no text: invalid utf-8 sequence of 1 bytes from index 0"]
    );
    let headers = headers(&[ID, BYTES, FILE]);
    let bytes =
        Exchange { method: DOWNLOAD.0, path: DOWNLOAD.1, status: 200, headers: &headers, ..text };
    assert_eq!(answers.findings(&bytes), Lines::new());
    let date = FIXTURE.replacen("format: text", "format: date", 1);
    assert_eq!(by(&date, PREPARE, 429, &[ID, TEXT], "Later."), [r#"body: "Later." is no date"#]);
}

#[test]
fn the_answer_to_a_head_has_no_body() {
    let finding = "body: the answer to a HEAD has none";
    assert_eq!(wrong(("HEAD", "/v1/p1/nowhere"), 404, &[ID, JSON], REFUSAL), [finding]);
}

#[test]
fn headers_are_what_the_document_says() {
    assert_eq!(
        wrong(DOWNLOAD, 200, &[ID, BYTES], ""),
        ["header Content-Disposition: it names the file and is not there"]
    );
    assert_eq!(
        wrong(DOWNLOAD, 200, &[ID, BYTES, FILE, FILE], ""),
        ["header Content-Disposition: it is there twice"]
    );
    let no_job = FIXTURE.replace("name_header: Content-Disposition", "name_header: null");
    assert_eq!(by(&no_job, DOWNLOAD, 200, &[ID, BYTES], ""), Lines::new());
    let required = no_job.replace("Names the file.\n", "Names it.\n              required: true\n");
    assert_eq!(
        by(&required, DOWNLOAD, 200, &[ID, BYTES], ""),
        ["header Content-Disposition: it is required and not there"]
    );
    let date = FIXTURE.replace("format: header-value", "format: date");
    assert_eq!(
        by(&date, DOWNLOAD, 200, &[ID, BYTES, ("content-disposition", "soon")], ""),
        [r#"header Content-Disposition: "soon" is no date"#]
    );
}

#[test]
fn a_time_to_wait_is_seconds_or_an_http_date() {
    for wait in [
        "",
        "soon",
        "+5",
        "1.5",
        "-1",
        "2026-01-15T08:30:45Z",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Mon, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 +0000",
        "Sunday, 06-Nov-94 08:49:37 GMT",
    ] {
        assert_eq!(
            wrong(PREPARE, 429, &[ID, TEXT, ("retry-after", wait)], "Later."),
            [format!("header Retry-After: {wait:?} is neither seconds nor an HTTP date")]
        );
    }
}

#[test]
fn what_no_operation_answers_is_refused() {
    for request in [
        NOWHERE,
        ("GET", "/v1/p1/logs"),
        ("HEAD", "/v1/p1/exports/1"),
        ("POST", "/v1/p1/logs/"),
        ("POST", "/v1//logs"),
        ("POST", "/v1/a/b/logs"),
    ] {
        let body = if request.0 == "HEAD" { "" } else { REFUSAL };
        assert_eq!(
            wrong(request, 200, &[ID, JSON], body),
            ["status: without an operation it is 404, 405 or 401"],
            "{request:?}"
        );
    }
}

#[test]
fn of_two_templates_the_one_with_fewer_variables_is_meant() {
    let path = "  /v1/{project_id}/exports/{export_id}:\n";
    let two = FIXTURE.replace("  /v1/{project_id}/logs:\n", "  /v1/{project_id}/exports/latest:\n");
    let two =
        two.replacen("    post:\n      operationId: Prep", "    get:\n      operationId: Prep", 1);
    assert!(two.contains(path));
    let latest = ("GET", "/v1/p1/exports/latest");
    assert_eq!(by(&two, latest, 200, &[ID, JSON], r#"{"count":1}"#), Lines::new());
    // Whichever comes first.
    let other = two
        .replace("/exports/latest:", "/exports/{id}:")
        .replace(path, "  /v1/{p}/exports/latest:\n");
    assert_eq!(by(&other, latest, 200, &[ID, JSON], r#"{"export_id":"1"}"#), Lines::new());
}

#[test]
fn a_reference_that_leads_nowhere_is_named() {
    let response = FIXTURE.replace("responses/Error'", "responses/Missing'");
    assert_eq!(
        by(&response, PREPARE, 500, &[ID, JSON], "{}"),
        [r##"response: "#/components/responses/Missing" leads nowhere"##]
    );
    let schema = FIXTURE.replace("schemas/ErrorBody'", "schemas/Missing'");
    assert_eq!(by(&schema, PREPARE, 500, &[ID, JSON], "{}"), ["body: its schema leads nowhere"]);
    let header = FIXTURE.replace(
        "            Content-Disposition:\n",
        "            X-Part:\n              $ref: '#/components/headers/Missing'\n            Content-Disposition:\n",
    );
    assert_eq!(
        by(&header, DOWNLOAD, 200, &[ID, BYTES, FILE], ""),
        [r##"header X-Part: "#/components/headers/Missing" leads nowhere"##]
    );
}

#[test]
fn the_documents_can_be_asked_for_all_services() {
    let answers = Answers::load(&workspace_root()).unwrap();
    let headers = [ID, JSON].map(|(name, value)| (name.to_owned(), value.to_owned()));
    let mut exchange = Exchange {
        service: "rds",
        method: "GET",
        path: "/v3/p1/jobs",
        status: 200,
        headers: &headers,
        body: br#"{"job":{"entities":{"any":[1]},"created":"yesterday"}}"#,
    };
    assert_eq!(
        answers.findings(&exchange),
        [
            r#"rds GET /v3/{project_id}/jobs ListJobInfo 200: body/job/created: "yesterday" is no date-time-offset"#
        ]
    );
    exchange.service = "obs";
    assert_eq!(answers.findings(&exchange), ["obs GET /v3/p1/jobs: this service has no document"]);
    assert!(Answers::load(&workspace_root().join("xtask")).is_err());
}
