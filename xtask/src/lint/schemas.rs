//! The rules for parameters, headers and schemas: type, format, example and description everywhere.

use std::collections::HashMap;

use serde_json::Value;

use super::{formats, has_text, is_pascal};
use crate::document::Document;
use crate::lower::LINK;
use crate::problem::Problem;
use crate::tree::Kind;
use crate::words::variant;

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
                if let Some(name) = component(place) {
                    nameable(document, place, name, node, problems);
                    lenient(document, place, name, node, problems);
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

/// The name of the schema at `place`, if it is a component.
fn component(place: &str) -> Option<&str> {
    place.strip_prefix("/components/schemas/").filter(|name| !name.contains('/'))
}

/// Names and words become names of types and variants in every language.
fn nameable(
    document: &Document,
    place: &str,
    name: &str,
    node: &Value,
    problems: &mut Vec<Problem>,
) {
    if !is_pascal(name) || name == LINK {
        problems.push(document.problem(
            place,
            "schema-name",
            format!("`{name}` can't be the name of a schema"),
            format!("names are in PascalCase, and `{LINK}` is what the generator calls every link"),
        ));
    }
    let words = node.get("x-extensible-enum").and_then(Value::as_array);
    let mut seen = HashMap::new();
    for word in words.into_iter().flatten().filter_map(Value::as_str) {
        if let Some(other) = seen.insert(variant(word).to_ascii_lowercase(), word) {
            problems.push(document.problem(
                place,
                "schema-name",
                format!("`{other}` and `{word}` are the same word to a generator"),
                "words are compared without case, and signs are left out of names",
            ));
        }
    }
}

/// A server leaves out what it doesn't know yet, whatever the pages call mandatory.
fn lenient(
    document: &Document,
    place: &str,
    name: &str,
    node: &Value,
    problems: &mut Vec<Problem>,
) {
    if node.get("required").is_some() && !name.ends_with("Request") {
        problems.push(document.problem(
            &format!("{place}/required"),
            "lenient-answer",
            format!("`{name}` has required properties"),
            "pending answers leave fields out; only a schema called …Request may require some",
        ));
    }
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
    if !has_text(node, "description") {
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
