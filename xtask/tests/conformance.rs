//! A value that its schema doesn't allow gets a finding that names the place.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use serde_json::{Value, json};
use xtask::conformance;
use xtask::document::Document;

const FIXTURE: &str = include_str!("fixture.yaml");

fn findings(schema: &Value, value: &Value) -> Vec<String> {
    conformance::findings(&Document::parse("fixture", FIXTURE).unwrap(), schema, value)
}

#[test]
fn what_is_required_is_there() {
    let schema = json!({
        "type": "object",
        "required": ["name", "size"],
        "properties": {"name": {"type": "string"}, "size": {"type": "integer", "nullable": true}},
    });
    assert_eq!(findings(&schema, &json!({"name": "a", "size": null})), Vec::<String>::new());
    assert_eq!(findings(&schema, &json!({"name": "a"})), ["/size: it is required and not there"]);
}

#[test]
fn numbers_keep_their_limits() {
    let schema = json!({"type": "integer", "minimum": 0, "maximum": 7});
    for value in [0, 7] {
        assert_eq!(findings(&schema, &json!(value)), Vec::<String>::new());
    }
    assert_eq!(findings(&schema, &json!(-1)), [": -1 is less than 0"]);
    assert_eq!(findings(&schema, &json!(8)), [": 8 is more than 7"]);
}

#[test]
fn a_value_is_written_as_its_format_says() {
    for (format, good, bad) in [
        (
            "date",
            &["2021-04-16", "2024-02-29"][..],
            &["", "20210416", "2021-02-29", "2021-4-16"][..],
        ),
        (
            "date-time",
            &["2024-07-01T11:32:49Z", "2025-03-20T02:48:06.5+08:00"],
            &[
                "",
                "2024-07-01",
                "2024-07-01T11:32Z",
                "2024-07-01T25:00:00Z",
                "2024-07-01T11:32:49",
                "2024-07-01T11:32:49+0000",
                "2024-07-01T11:32:49+00",
                "2024-07-01 11:32:49Z",
                "20240701T11:32:49Z",
                "2024-07-01T11:32:49Z[UTC]",
                "2024-07-01T11:32:49+00:00[UTC]",
            ],
        ),
        (
            "date-time-offset",
            &["", "2018-08-06T10:41:14+0000", "2018-08-06T10:41:14-0330"],
            &["é", "2018-08-06T10:41:14Z", "2018-08-06T10:41:14+00:00", "2018-08-06T10:41:14+00"],
        ),
        ("decimal", &["0", "3.59"], &["", ".5", "3.", "1e3", "-1", "3,59", "3.5.9", "2 KB"]),
        ("percentage", &["", "30", "30%", "12.5%"], &["%", "half", "30%%", "30 %"]),
        (
            "date-time-local",
            &["2019-01-17T07:05:52"],
            &["", "2019-01-17", "2019-01-17 07:05:52", "2019-01-17T07:05:52Z", "2019-01-17T07:05"],
        ),
        ("ip-address", &["", "192.168.0.142", "::1"], &["192.168.0", "localhost", "10.0.0.1:80"]),
        ("file-name", &["a.log", "..a"], &["", ".", "..", "../a", "a/b", "a\\b"]),
        ("link", &["https://a/b?c", "http://127.0.0.1/"], &["", "/b", "ftp://a/b"]),
        ("text", &["", "anything"], &[]),
    ] {
        let schema = json!({"type": "string", "format": format});
        for value in good {
            assert_eq!(findings(&schema, &json!(value)), Vec::<String>::new(), "{format}");
        }
        for value in bad {
            assert_eq!(findings(&schema, &json!(value)), [format!(": {value:?} is no {format}")]);
        }
    }
    for (format, good, bad) in [
        ("int32", json!(i32::MIN), json!(i64::from(i32::MAX) + 1)),
        ("int64", json!(i64::MAX), json!(i64::MAX as u64 + 1)),
    ] {
        let schema = json!({"type": "integer", "format": format});
        assert_eq!(findings(&schema, &good), Vec::<String>::new());
        assert_eq!(findings(&schema, &bad), [format!(": {bad} is no {format}")]);
    }
}

#[test]
fn a_promise_that_nothing_checks_is_named() {
    let schema =
        json!({"type": "array", "items": {"type": "string", "enum": ["a"]}, "minItems": 1});
    assert_eq!(
        findings(&schema, &json!(["a"])),
        [
            ": its schema says `minItems`, which is not checked",
            "/0: its schema says `enum`, which is not checked",
        ]
    );
    let schema = json!({"type": "string", "x-extensible-enum": ["a"], "maxLength": 1});
    assert_eq!(findings(&schema, &json!("bc")), Vec::<String>::new());
}

#[test]
fn a_schema_without_a_type_is_named() {
    for schema in [json!({}), json!({"type": "file"}), Value::Null] {
        assert_eq!(findings(&schema, &json!(1)), [": its schema has no type"]);
    }
}

#[test]
fn a_percentage_can_be_a_number() {
    let schema = json!({"type": "string", "format": "percentage"});
    assert_eq!(findings(&schema, &json!(30)), Vec::<String>::new());
    assert_eq!(findings(&schema, &json!([30])), [": [30] is no string"]);
}
