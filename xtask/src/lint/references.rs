//! References are local and lead somewhere.

use serde_json::Value;

use crate::document::Document;
use crate::problem::Problem;
use crate::tree;

pub(super) fn check(document: &Document, problems: &mut Vec<Problem>) {
    walk(document, "", &document.value, problems);
}

/// Looks at every node, also those OpenAPI doesn't expect a reference in.
fn walk(document: &Document, place: &str, node: &Value, problems: &mut Vec<Problem>) {
    match node {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(document, &format!("{place}/{index}"), item, problems);
            }
        }
        Value::Object(entries) => {
            if let Some(reference) = entries.get("$ref") {
                one(document, place, reference, entries.len(), problems);
            }
            for (key, child) in entries {
                walk(document, &format!("{place}/{}", tree::escape(key)), child, problems);
            }
        }
        _ => {}
    }
}

fn one(
    document: &Document,
    place: &str,
    reference: &Value,
    keys: usize,
    problems: &mut Vec<Problem>,
) {
    let Some(pointer) = reference.as_str().and_then(|text| text.strip_prefix("#/components/"))
    else {
        problems.push(document.problem(
            place,
            "local-reference",
            format!("{reference} does not start with `#/components/`"),
            "a document is self-contained: some generators drop what lies in another file without a word",
        ));
        return;
    };
    if document.value.pointer(&format!("/components/{pointer}")).is_none() {
        problems.push(document.problem(
            place,
            "local-reference",
            format!("there is no `#/components/{pointer}`"),
            "a reference must lead to a component of this document",
        ));
    }
    if keys > 1 {
        problems.push(document.problem(
            place,
            "local-reference",
            "a reference has neighbours",
            "OpenAPI 3.0 ignores every key beside `$ref`; put them into the component",
        ));
    }
}
