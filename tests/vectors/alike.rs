//! What a vector expects against what was made: the same but for what typed clients are free to change.

use serde_json::{Map, Value};
use xtask::document::Document;

/// What is expected of an operation's answer, without what typed clients are free to change: null and empty lists,
/// the case of words, and whether a whole number is written with a fraction.
pub(crate) fn canonical(document: &Document, operation: &str, mut expect: Value) -> Value {
    if let Some(decode) = expect.get_mut("decode") {
        let answers = &document.operation(operation).unwrap().node["responses"];
        let schema =
            ["200", "202"].map(|status| &answers[status]["content"]["application/json"]["schema"]);
        let schema = schema.into_iter().find(|schema| !schema.is_null()).unwrap();
        *decode = typed(document, schema, decode.take()).unwrap_or_default();
    }
    if let Some(Value::String(word)) = expect.pointer_mut("/job/word") {
        *word = word.to_lowercase();
    }
    expect
}

fn typed(document: &Document, schema: &Value, value: Value) -> Option<Value> {
    let schema = document.resolve(schema).unwrap();
    match value {
        Value::Null => None,
        Value::Object(fields) if schema["additionalProperties"].is_null() => {
            let typed = |(name, field): (String, Value)| {
                let named = schema["properties"].get(&name);
                let field =
                    named.map_or(Some(field.clone()), |schema| typed(document, schema, field));
                Some((name, field?))
            };
            Some(Value::Object(fields.into_iter().filter_map(typed).collect::<Map<_, _>>()))
        }
        Value::Array(list) if list.is_empty() => None,
        Value::Array(list) => {
            let entries =
                list.into_iter().filter_map(|entry| typed(document, &schema["items"], entry));
            Some(entries.collect())
        }
        Value::String(word) if schema.get("x-extensible-enum").is_some() => {
            Some(word.to_lowercase().into())
        }
        Value::Number(number) if schema["type"] == "number" => Some(number.as_f64().into()),
        other => Some(other),
    }
}

/// A value with each of its parts changed in turn, and with parts added.
pub(crate) fn changes(value: &Value) -> Vec<Value> {
    match value {
        Value::Object(fields) => {
            let change = |name: &String, part: Value| {
                let mut fields = fields.clone();
                fields.insert(name.clone(), part);
                Value::Object(fields)
            };
            let changed = fields.iter().flat_map(|(name, part)| {
                changes(part).into_iter().map(move |part| change(name, part))
            });
            changed.chain([change(&"no_such_part".to_owned(), 1.into())]).collect()
        }
        Value::Array(list) => {
            let change = |at: usize, part: Value| {
                let mut list = list.clone();
                list[at] = part;
                Value::Array(list)
            };
            let changed = list
                .iter()
                .enumerate()
                .flat_map(|(at, part)| changes(part).into_iter().map(move |part| change(at, part)));
            changed.chain([[list.clone(), vec!["no such part".into()]].concat().into()]).collect()
        }
        Value::Bool(flag) => vec![(!flag).into()],
        Value::Number(number) => vec![(number.as_f64().unwrap() + 1.0).into()],
        Value::String(text) => vec![format!("{text}x").into()],
        Value::Null => vec!["not null".into()],
    }
}
