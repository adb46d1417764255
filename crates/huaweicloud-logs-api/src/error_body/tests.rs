//! Every known shape of an error, and whatever else may come in its place.

use std::collections::BTreeMap;

use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};
use serde_json::{Value, json};

use super::{ErrorFields, uniform};

/// The object that a body becomes. Sorted, as serde_json's own order depends on its features.
fn rewritten(body: &[u8]) -> BTreeMap<String, Value> {
    serde_json::from_slice(&uniform(body)).unwrap()
}

fn only_message(message: &str) -> BTreeMap<String, Value> {
    BTreeMap::from([("error_msg".to_owned(), message.into())])
}

/// Bodies by the shape that they have.
const SHAPES: &[(&str, &str)] = &[
    ("1, services", r#"{"error_code":"DBS.200022","error_msg":"The name exists."}"#),
    ("2, DCS", r#"{"error_code":"DCS.4800","error_msg":"Invalid logType.","error_ext_msg":null}"#),
    (
        "3, gateway",
        r#"{"error_code":"APIGW.0301","error_msg":"Bad signature","request_id":"5a1b"}"#,
    ),
    ("4, RDS v1", r#"{"errCode":"RDS.0010","externalMessage":"No such instance."}"#),
    ("5, IAM", r#"{"error":{"code":401,"message":"Wrong password.","title":"Unauthorized"}}"#),
    ("6, Trove", r#"{"itemNotFound":{"code":404,"message":"Not found."}}"#),
    ("6, Trove, another name", r#"{"badRequest":{"code":400,"message":"No such flavor."}}"#),
    ("7, a few services", r#"{"errorCode":"ASM.1","errorMsg":"Odd."}"#),
    ("8, generic", r#"{"code":"X.1","message":"Something."}"#),
    (
        "9, IAM 5 denies",
        r#"{"error_code":"PAP5.0001","error_msg":"Denied.","encoded_authorization_message":"bWU="}"#,
    ),
    (
        "9, IAM 5 denies, generic",
        r#"{"code":"PAP5.0001","message":"Denied.","encoded_authorization_message":"bWU="}"#,
    ),
    ("9b, a code alone", r#"{"error_code":"DCS.4961"}"#),
    (
        "10, a DCS export in an answer",
        r#"{"status":"failed","err_code":"DCS.5000","err_msg":"The export failed."}"#,
    ),
    ("10, a DCS export that went well", r#"{"status":"succeed","err_code":"","err_msg":null}"#),
    (
        "11, a CloudDC server in an answer",
        r#"{"id":"b0a1","name":"s1","error":{"error_code":"iMetal.0099","error_msg":"Down.","error_type":"e"}}"#,
    ),
    (
        "11, the same in another spelling",
        r#"{"id":"b0a1","name":"s1","error":{"code":"iMetal.0099","message":"Down."}}"#,
    ),
    ("11, a CloudDC server that is well", r#"{"id":"b0a1","name":"s1","error":null}"#),
    ("12, nothing", ""),
    ("12, white space", " \r\n"),
    ("12, CloudDC's 429", "-"),
    ("12, a proxy", "<html>\n<title>502 Bad Gateway</title>\n</html>\n"),
    (
        "12, the object store",
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Error><Code>AccessDenied</Code>\
         <Message>Request has expired: &lt;1 &amp; &quot;&apos;&gt; &amp;lt;</Message>\
         <RequestId>0000018A</RequestId><HostId>aGk=</HostId></Error>",
    ),
    (
        "12, the object store tells what was signed",
        "<Error><Code>SignatureDoesNotMatch</Code><Message>Check it.</Message>\
         <SignatureProvided>hunter2</SignatureProvided></Error>",
    ),
    ("12, the object store, cut off", "<Error><Code>AccessDenied</Code><Message>Request has"),
    ("12, XML that says nothing of the kind", "<Error><Why>So.</Why></Error>"),
    ("code is null", r#"{"error_code":null,"error_msg":"Something."}"#),
    ("code is null in one spelling only", r#"{"error_code":null,"code":"X.1"}"#),
    ("message is an array", r#"{"error_code":"X.1","error_msg":["a","b"]}"#),
    ("nothing is text", r#"{"error_code":true,"error_msg":{"en":"no"},"request_id":[1]}"#),
    ("empty text", r#"{"error_code":"","error_msg":" ","request_id":""}"#),
    ("an empty wrapper beside it", r#"{"error_code":"X.1","error_msg":"m","error":{}}"#),
    ("the code outside", r#"{"error_code":"X.1","error_msg":"m","error":{"message":"inside"}}"#),
    ("the request id outside", r#"{"error":{"code":"X.1","message":"m"},"request_id":"5a1b"}"#),
    ("nested too deeply to be meant", r#"{"a":{"b":{"error_code":"X.1","error_msg":"m"}}}"#),
    ("an error that is text", r#"{"error":"invalid_request"}"#),
    ("a lone number", "404"),
    ("a list", r#"[{"error_code":"X.1"}]"#),
    ("no object, but null", "null"),
];

#[test]
fn every_known_shape_gives_what_it_says() {
    let mut table = String::new();
    for (shape, body) in SHAPES {
        table += &format!("{shape}\n");
        let rewritten = serde_json::to_string(&rewritten(body.as_bytes())).unwrap();
        let lines = body.lines().filter(|line| !line.trim().is_empty());
        for line in lines.chain([rewritten.as_str()]) {
            table += &format!("    {}\n", line.trim());
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn an_object_in_an_answer_is_read_as_a_refusal_is() {
    for (shape, body) in SHAPES {
        let Ok(object @ Value::Object(_)) = serde_json::from_str::<Value>(body) else { continue };
        let fields = ErrorFields::of(&object);
        assert_eq!(fields, ErrorFields::of_body(body.as_bytes()), "{shape}");
        let refusal = rewritten(body.as_bytes());
        let text = |name: &str| refusal.get(name)?.as_str().map(ToOwned::to_owned);
        let ErrorFields { code, message, request_id } = fields;
        assert_eq!(
            [code, message, request_id],
            ["error_code", "error_msg", "request_id"].map(text),
            "{shape}"
        );
    }
}

#[test]
fn what_is_no_object_has_no_fields() {
    for value in [json!(null), json!(404), json!("X.1"), json!([{"error_code": "X.1"}])] {
        assert_eq!(ErrorFields::of(&value), ErrorFields::default());
    }
}

#[test]
fn nesting_without_end_is_only_text() {
    for deep in ["[".repeat(10_000), r#"{"error":"#.repeat(10_000)] {
        assert_eq!(rewritten(deep.as_bytes()), only_message(&deep));
    }
    let whole = format!("{}1{}", r#"{"error":"#.repeat(10_000), "}".repeat(10_000));
    assert_eq!(rewritten(whole.as_bytes()), only_message(&whole));
}

#[test]
fn what_is_no_utf_8_is_shown_as_far_as_it_is() {
    assert_eq!(rewritten(b"busy \xff\xfe"), only_message("busy \u{fffd}\u{fffd}"));
    let body = b"{\"error_code\":\"X.1\",\"error_msg\":\"\xff\"}";
    let text = "{\"error_code\":\"X.1\",\"error_msg\":\"\u{fffd}\"}";
    assert_eq!(rewritten(body), only_message(text));
}

/// JSON that looks like an error now and then.
fn errors() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[ a-z<&\u{0}é]{0,5}".prop_map(Value::from),
    ];
    let key = prop_oneof![
        "error|error_code|errCode|code|error_msg|err_msg|message|request_id",
        any::<String>(),
    ];
    leaf.prop_recursive(3, 32, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec((key.clone(), inner), 0..5)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_bytes_become_an_object(body in any::<Vec<u8>>()) {
        rewritten(&body);
    }

    #[test]
    fn any_text_between_tags_becomes_an_object(text in "(<|/|>|Error|Code|Message|&|amp;|;|é| ){0,40}") {
        rewritten(text.as_bytes());
    }

    #[test]
    fn any_json_becomes_an_object_of_text_that_stays_as_it_is(value in errors()) {
        let once = rewritten(value.to_string().as_bytes());
        assert!(once.values().all(Value::is_string), "{once:?}");
        assert_eq!(rewritten(&serde_json::to_vec(&once).unwrap()), once);
    }
}
