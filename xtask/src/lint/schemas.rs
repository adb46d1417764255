//! The rules for parameters, headers and schemas: type, format, example and description everywhere.

use serde_json::Value;

use super::formats;
use crate::document::Document;
use crate::problem::Problem;
use crate::tree::Kind;

pub(super) fn check(document: &Document, problems: &mut Vec<Problem>) {
    document.visit(&mut |place, kind, node| {
        if node.get("$ref").is_some() {
            return;
        }
        match kind {
            Kind::Parameter | Kind::Header => carrier(document, place, node, problems),
            Kind::Property => {
                named(document, place, node, problems);
                closed(document, place, node, problems);
                described(document, place, node, problems);
                typed(document, place, node, problems);
                exemplified(document, place, node, problems);
            }
            Kind::Schema => {
                closed(document, place, node, problems);
                typed(document, place, node, problems);
                if is_component(place) {
                    described(document, place, node, problems);
                    // An object is shown by the examples of the bodies it stands in.
                    if node["type"] != "object" {
                        exemplified(document, place, node, problems);
                    }
                }
            }
            _ => {}
        }
    });
}

fn is_component(place: &str) -> bool {
    place.strip_prefix("/components/schemas/").is_some_and(|name| !name.contains('/'))
}

/// A parameter or header: the description and the example may stand beside the schema.
fn carrier(document: &Document, place: &str, node: &Value, problems: &mut Vec<Problem>) {
    described(document, place, node, problems);
    let Some(schema) = node.get("schema").and_then(|schema| document.resolve(schema)) else {
        problems.push(document.problem(
            place,
            "schema",
            "it has no schema",
            "without one, a generated client takes anything",
        ));
        return;
    };
    let example =
        if node.get("example").or(node.get("examples")).is_some() { node } else { schema };
    exemplified(document, place, example, problems);
}

/// Objects and status words inside a schema have a name of their own.
fn named(document: &Document, place: &str, node: &Value, problems: &mut Vec<Problem>) {
    for inner in [Some(node), node.get("items")].into_iter().flatten() {
        let what = if inner.get("properties").is_some() {
            "an inline object"
        } else if inner.get("x-extensible-enum").is_some() {
            "an inline list of words"
        } else {
            continue;
        };
        problems.push(document.problem(
            place,
            "named-schema",
            what,
            "generators invent a name for it; give it one under components and refer to it",
        ));
    }
}

/// A server may always send a word that nobody has seen.
fn closed(document: &Document, place: &str, node: &Value, problems: &mut Vec<Problem>) {
    if node.get("enum").is_some() {
        problems.push(document.problem(
            place,
            "open-words",
            "a closed `enum`",
            "clients in several languages throw on a word it doesn't list; use x-extensible-enum",
        ));
    }
    let words = node.get("x-extensible-enum");
    if words.is_some_and(|words| words.as_array().is_none_or(Vec::is_empty)) {
        problems.push(document.problem(
            place,
            "open-words",
            "x-extensible-enum is not a list with at least one value",
            "it names the documented values",
        ));
    }
}

fn described(document: &Document, place: &str, node: &Value, problems: &mut Vec<Problem>) {
    if node.get("description").and_then(Value::as_str).is_none_or(|text| text.trim().is_empty()) {
        problems.push(document.problem(
            place,
            "description",
            "it has no description",
            "say what it means, with unit and range where it has them",
        ));
    }
}

fn typed(document: &Document, place: &str, schema: &Value, problems: &mut Vec<Problem>) {
    if schema.get("$ref").is_some() {
        return;
    }
    let Some(kind) = schema.get("type").and_then(Value::as_str) else {
        problems.push(document.problem(
            place,
            "type",
            "it has no `type`",
            "a schema without a type is anything, and a generated client can't use it",
        ));
        return;
    };
    if !["string", "integer", "number", "boolean", "object", "array"].contains(&kind) {
        problems.push(document.problem(
            place,
            "type",
            format!("`{kind}` is not a type"),
            "the types are string, integer, number, boolean, object and array",
        ));
        return;
    }
    let Some(allowed) = formats::allowed(kind) else { return };
    match schema.get("format").and_then(Value::as_str) {
        Some(format) if allowed.contains(&format) => {}
        Some(format) => problems.push(document.problem(
            place,
            "format",
            format!("`{format}` is not one of the house's formats for {kind}"),
            format!("use one of {} (openapi/README.md)", allowed.join(", ")),
        )),
        None => problems.push(document.problem(
            place,
            "format",
            format!("this {kind} has no format"),
            format!("say what is in it: one of {} (openapi/README.md)", allowed.join(", ")),
        )),
    }
}

fn exemplified(document: &Document, place: &str, node: &Value, problems: &mut Vec<Problem>) {
    let present = ["example", "examples"].into_iter().any(|key| node.get(key).is_some());
    // Bytes can't be shown in a text file.
    if !present && node["format"] != "binary" {
        problems.push(document.problem(
            place,
            "example",
            "it has no example",
            "an example says more than a type, and mock servers and documentation show it",
        ));
    }
}
