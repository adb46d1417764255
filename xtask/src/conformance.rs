//! Whether a value is what a schema of a document allows.
//!
//! Stricter than clients are: a field that the document doesn't name is an error here, because it
//! means that either the document or the value, an example or an answer of the simulator, is wrong.
//! A keyword that nothing here checks is an error too, or a document could promise what no test holds
//! it to. `maxLength` alone is passed over: the documents keep it from pages that the gateway's own
//! codes contradict.

use std::net::IpAddr;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use serde_json::Value;

use crate::document::Document;

/// What `check` looks at.
const CHECKED: [&str; 10] = [
    "type",
    "format",
    "nullable",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "maxItems",
    "minimum",
    "maximum",
];

/// What says nothing about a value, and `maxLength`.
const PASSED_OVER: [&str; 6] =
    ["title", "description", "example", "default", "deprecated", "maxLength"];

/// What is wrong with `value`, one line a finding; empty when it conforms.
#[must_use]
pub fn findings(document: &Document, schema: &Value, value: &Value) -> Vec<String> {
    let mut findings = Vec::new();
    check(document, schema, value, "", &mut findings);
    findings
}

fn check(
    document: &Document,
    schema: &Value,
    value: &Value,
    place: &str,
    findings: &mut Vec<String>,
) {
    let Some(schema) = document.resolve(schema) else {
        return findings.push(format!("{place}: its schema leads nowhere"));
    };
    for keyword in schema.as_object().into_iter().flat_map(|schema| schema.keys()) {
        let known = CHECKED.contains(&keyword.as_str()) || PASSED_OVER.contains(&keyword.as_str());
        if !known && !keyword.starts_with("x-") {
            findings.push(format!("{place}: its schema says `{keyword}`, which is not checked"));
        }
    }
    if value.is_null() {
        if schema["nullable"] != true {
            findings.push(format!("{place}: null is not allowed"));
        }
        return;
    }
    let kind = schema["type"].as_str().unwrap_or_default();
    let fits = match kind {
        // A text by most sources, a number by some; the format stands for both.
        "string" if schema["format"] == "percentage" => value.is_string() || value.is_number(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => return findings.push(format!("{place}: its schema has no type")),
    };
    if !fits {
        return findings.push(format!("{place}: {value} is no {kind}"));
    }
    if let Some(format) = schema["format"].as_str().filter(|format| !is_written_as(format, value)) {
        findings.push(format!("{place}: {value} is no {format}"));
    }
    limits(schema, value, place, findings);
    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
        check(document, &schema["items"], item, &format!("{place}/{index}"), findings);
    }
    if let Some(fields) = value.as_object() {
        for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !fields.contains_key(name) {
                findings.push(format!("{place}/{name}: it is required and not there"));
            }
        }
    }
    for (key, field) in value.as_object().into_iter().flatten() {
        let place = format!("{place}/{key}");
        match schema["properties"].get(key) {
            Some(schema) => check(document, schema, field, &place, findings),
            None if schema["additionalProperties"] == true => {}
            None if schema["additionalProperties"].is_object() => {
                check(document, &schema["additionalProperties"], field, &place, findings);
            }
            None => findings.push(format!("{place}: the document names no such field")),
        }
    }
}

fn limits(schema: &Value, value: &Value, place: &str, findings: &mut Vec<String>) {
    let entries = value.as_array().map(|entries| entries.len() as u64);
    if let (Some(entries), Some(most)) = (entries, schema["maxItems"].as_u64())
        && entries > most
    {
        findings.push(format!("{place}: {entries} entries are more than {most}"));
    }
    let Some(number) = value.as_f64() else { return };
    if schema["minimum"].as_f64().is_some_and(|minimum| number < minimum) {
        findings.push(format!("{place}: {value} is less than {}", schema["minimum"]));
    }
    if schema["maximum"].as_f64().is_some_and(|maximum| number > maximum) {
        findings.push(format!("{place}: {value} is more than {}", schema["maximum"]));
    }
}

/// Whether a value of the right type keeps to a format. Most formats say what a text is for, and any
/// text will do; the table in `openapi/README.md` has them all.
fn is_written_as(format: &str, value: &Value) -> bool {
    let text = value.as_str().unwrap_or_default();
    match format {
        "int32" => value.as_i64().is_some_and(|number| i32::try_from(number).is_ok()),
        "int64" => value.is_i64(),
        "date" => is_date(text),
        "date-time" => is_date_time(text),
        "date-time-local" => is_date_time_local(text),
        "date-time-offset" => text.is_empty() || is_date_time_offset(text),
        "decimal" => is_decimal(text),
        "percentage" if value.is_number() => true,
        "percentage" => text.is_empty() || is_decimal(text.strip_suffix('%').unwrap_or(text)),
        "ip-address" => text.is_empty() || text.parse::<IpAddr>().is_ok(),
        "file-name" => !["", ".", ".."].contains(&text) && !text.contains(['/', '\\']),
        "link" => text.starts_with("http://") || text.starts_with("https://"),
        _ => true,
    }
}

/// As for a day, there is one spelling.
fn is_date_time_local(text: &str) -> bool {
    text.parse::<DateTime>()
        .is_ok_and(|time| time.strftime("%Y-%m-%dT%H:%M:%S").to_string() == text)
}

/// `jiff` reads more than one spelling of a day; the documents have this one.
fn is_date(text: &str) -> bool {
    text.parse::<Date>().is_ok_and(|date| date.to_string() == text)
}

/// RFC 3339: `jiff` would also take a time without seconds and a name of a zone.
fn is_date_time(text: &str) -> bool {
    let Some((day, time)) = text.split_once('T') else { return false };
    let Some(end) = time.find(['Z', '+', '-']) else { return false };
    let (time, offset) = time.split_at(end);
    let seconds = time.split('.').next().unwrap_or_default();
    let has_offset = offset == "Z" || offset.len() == "+00:00".len() && offset.contains(':');
    is_date(day) && seconds.len() == "00:00:00".len() && has_offset && is_timestamp(text)
}

fn is_date_time_offset(text: &str) -> bool {
    let Some((time, zone)) = text.len().checked_sub(2).and_then(|at| text.split_at_checked(at))
    else {
        return false;
    };
    is_date_time(&format!("{time}:{zone}"))
}

fn is_timestamp(text: &str) -> bool {
    text.parse::<Timestamp>().is_ok()
}

fn is_decimal(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(text),
    }
}
