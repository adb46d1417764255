//! Where pointers of the extensions lead in the schemas of requests and answers.

use serde_json::Value;

use crate::document::{Document, Operation};

/// The schema of a field in an operation's successful JSON answer; the answer itself for an empty pointer.
pub(super) fn of_answer<'a>(
    document: &'a Document,
    operation: &Operation<'a>,
    pointer: &str,
) -> Option<&'a Value> {
    let responses = operation.node.get("responses")?.as_object()?;
    let success = responses.iter().filter(|(code, _)| code.starts_with('2'));
    success
        .filter_map(|(_, response)| document.resolve(response))
        .filter_map(schema)
        .find_map(|schema| field(document, schema, pointer))
}

/// The schema of a field in an operation's JSON request body.
pub(super) fn of_request<'a>(
    document: &'a Document,
    operation: &Operation<'a>,
    pointer: &str,
) -> Option<&'a Value> {
    let body = document.resolve(operation.node.get("requestBody")?)?;
    field(document, schema(body)?, pointer)
}

fn schema(content: &Value) -> Option<&Value> {
    content.pointer("/content/application~1json/schema")
}

/// The schema of a field in what another schema describes; a number in the pointer stands for an entry of an array.
pub(super) fn field<'a>(
    document: &'a Document,
    schema: &'a Value,
    pointer: &str,
) -> Option<&'a Value> {
    if !pointer.is_empty() && !pointer.starts_with('/') {
        return None;
    }
    let mut schema = document.resolve(schema)?;
    for segment in pointer.split('/').skip(1) {
        let inner = match schema.get("items") {
            Some(entry) if segment.parse::<usize>().is_ok() => entry,
            _ => schema.get("properties")?.get(segment)?,
        };
        schema = document.resolve(inner)?;
    }
    Some(schema)
}
