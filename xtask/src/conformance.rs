//! Whether a value is what a schema of a document allows.
//!
//! Stricter than clients are: a field that the document doesn't name is an error here, because it
//! means that either the document or the value, an example or an answer of the simulator, is wrong. `maxLength` is passed over: the documents
//! keep it from pages that the gateway's own codes contradict.

use crate::document::Document;
use serde_json::Value;

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
    if value.is_null() {
        if schema["nullable"] != true {
            findings.push(format!("{place}: null is not allowed"));
        }
        return;
    }
    let kind = schema["type"].as_str().unwrap_or_default();
    let fits = match kind {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    };
    if !fits {
        return findings.push(format!("{place}: {value} is no {kind}"));
    }
    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
        check(document, &schema["items"], item, &format!("{place}/{index}"), findings);
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
