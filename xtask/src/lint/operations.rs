//! The rules for the document's head and its operations.

use std::collections::HashMap;

use serde_json::Value;

use super::{has_text, is_pascal};
use crate::document::{Document, Operation};
use crate::problem::Problem;
use crate::tree::Kind;

pub(super) fn check(document: &Document, problems: &mut Vec<Problem>) {
    head(document, problems);
    let mut seen: HashMap<&str, String> = HashMap::new();
    for operation in document.operations() {
        identity(document, &operation, &mut seen, problems);
        texts(document, &operation, problems);
        path_parameters(document, &operation, problems);
        default_error(document, &operation, problems);
    }
    document.visit(&mut |place, kind, node| match kind {
        Kind::MediaType => body(document, place, node, problems),
        Kind::Response | Kind::RequestBody if node.get("$ref").is_none() => {
            require_text(document, place, node, "description", problems);
        }
        Kind::Example if node.get("$ref").is_none() => {
            require_text(document, place, node, "summary", problems);
        }
        _ => {}
    });
}

fn head(document: &Document, problems: &mut Vec<Problem>) {
    let root = &document.value;
    if root.get("openapi").and_then(Value::as_str) != Some("3.0.3") {
        problems.push(document.problem(
            "/openapi",
            "head",
            "the document is not OpenAPI 3.0.3",
            "progenitor reads nothing newer, and the other documents use this version",
        ));
    }
    let info = root.get("info").unwrap_or(&Value::Null);
    for key in ["title", "version", "description"] {
        require_text(document, "/info", info, key, problems);
    }
    let count = |key: &str| root.get(key).and_then(Value::as_array).map_or(0, Vec::len);
    if count("servers") != 1 {
        problems.push(document.problem(
            "/servers",
            "head",
            format!("there are {} servers instead of one", count("servers")),
            "generated clients take the first as their default, so there is exactly one plain URL",
        ));
    }
    if count("security") != 2 {
        problems.push(document.problem(
            "/security",
            "head",
            format!("there are {} security alternatives instead of two", count("security")),
            "a call carries either a token or a signature; official clients send only the signature",
        ));
    }
}

fn identity<'a>(
    document: &Document,
    operation: &Operation<'a>,
    seen: &mut HashMap<&'a str, String>,
    problems: &mut Vec<Problem>,
) {
    let place = format!("{}/operationId", operation.place);
    let Some(id) = operation.id() else {
        problems.push(document.problem(
            &operation.place,
            "operation-id",
            "the operation has no operationId",
            "method names, x-log-job and the simulator's routes are found by it",
        ));
        return;
    };
    if !is_pascal(id) {
        problems.push(document.problem(
            &place,
            "operation-id",
            format!("`{id}` is not in PascalCase"),
            "the ids are those of the official SDKs, which are",
        ));
    }
    if let Some(first) = seen.insert(id, operation.place.clone()) {
        problems.push(document.problem(
            &place,
            "operation-id",
            format!("`{id}` is also the id of another operation ({first})"),
            "an operationId is unique in its document",
        ));
    }
}

fn texts(document: &Document, operation: &Operation<'_>, problems: &mut Vec<Problem>) {
    for key in ["summary", "description"] {
        require_text(document, &operation.place, operation.node, key, problems);
    }
    if operation.node.get("tags").and_then(Value::as_array).is_none_or(Vec::is_empty) {
        problems.push(document.problem(
            &operation.place,
            "operation-tag",
            "the operation has no tag",
            "documentation tools list operations by tag",
        ));
    }
}

/// Every `{name}` of the path is a parameter, and every path parameter is in the path.
fn path_parameters(document: &Document, operation: &Operation<'_>, problems: &mut Vec<Problem>) {
    let declared: Vec<&str> = operation
        .parameters()
        .filter_map(|parameter| document.resolve(parameter))
        .filter(|parameter| parameter.get("in").and_then(Value::as_str) == Some("path"))
        .filter_map(|parameter| parameter.get("name").and_then(Value::as_str))
        .collect();
    let in_path: Vec<&str> = operation
        .path
        .split('/')
        .filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
        .collect();
    let missing = in_path.iter().filter(|name| !declared.contains(name));
    let extra = declared.iter().filter(|name| !in_path.contains(name));
    for name in missing.chain(extra) {
        problems.push(document.problem(
            &operation.place,
            "path-parameter",
            format!("`{name}` is only in one of the two: the path, the parameters"),
            "a request can't be built unless both agree",
        ));
    }
    if operation.path.ends_with('/') {
        problems.push(document.problem(
            &operation.place,
            "path-parameter",
            "the path ends in a slash",
            "the services don't; the signature adds its own",
        ));
    }
}

fn default_error(document: &Document, operation: &Operation<'_>, problems: &mut Vec<Problem>) {
    let schema = operation
        .node
        .pointer("/responses/default")
        .and_then(|response| document.resolve(response))
        .and_then(|response| response.pointer("/content/application~1json/schema/$ref"));
    if schema.is_none() {
        problems.push(document.problem(
            &format!("{}/responses", operation.place),
            "default-error",
            "there is no `default` response whose JSON is a named error schema",
            "any call can fail in the gateway, and clients must be able to read that",
        ));
    }
}

/// Bodies have names, and JSON bodies have examples.
fn body(document: &Document, place: &str, node: &Value, problems: &mut Vec<Problem>) {
    if !place.ends_with("application~1json") {
        return;
    }
    if node.pointer("/schema/$ref").is_none() {
        problems.push(document.problem(
            place,
            "named-body",
            "the body's schema is not a reference to a component",
            "generators invent a name for an inline schema, and each invents another",
        ));
    }
    if node.get("examples").and_then(Value::as_object).is_none_or(|examples| examples.is_empty()) {
        problems.push(document.problem(
            place,
            "example",
            "the body has no `examples`",
            "every request and every answer is shown at least once; the tests decode each of them",
        ));
    }
}

fn require_text(
    document: &Document,
    place: &str,
    node: &Value,
    key: &str,
    problems: &mut Vec<Problem>,
) {
    if !has_text(node, key) {
        problems.push(document.problem(
            place,
            "text",
            format!("`{key}` is missing or empty"),
            "readers of the documents have nothing else to go by",
        ));
    }
}
