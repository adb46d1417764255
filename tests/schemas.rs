//! The JSON schemas that the generated types have of themselves are those of the documents.
//!
//! A document is compared as it is handed to progenitor: `xtask/src/lower.rs` tells, a note each, what is lost before.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::collections::{BTreeMap, BTreeSet};

use huaweicloud_logs_api::{clouddc, dcs, dds, rds};
use integration_tests::documents;
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};
use xtask::document::Document;
use xtask::lower::lower;

/// What is not compared, and why.
const NOT_COMPARED: &[(&str, &str)] = &[
    ("title", "text for people"),
    ("description", "text for people"),
    ("example", "text for people"),
    ("nullable", "every field that may be left out is an Option, and that takes null as well"),
    ("maxItems", "a caller may send a longer list, and be refused by the service"),
];

type Schemas = BTreeMap<String, Value>;

/// The schemas of a document, as progenitor sees them.
fn documented(document: &Document) -> Schemas {
    let components = lower(document).unwrap().openapi.components.unwrap();
    let schemas = components.schemas.iter();
    schemas.map(|(name, schema)| (name.clone(), serde_json::to_value(schema).unwrap())).collect()
}

/// The schemas of the generated types.
fn generated(service: &str) -> Schemas {
    let add: fn(&mut SchemaGenerator) = match service {
        "rds" => rds::add_schemas,
        "dds" => dds::add_schemas,
        "dcs" => dcs::add_schemas,
        "clouddc" => clouddc::add_schemas,
        other => panic!("no module {other}"),
    };
    let mut generator = SchemaSettings::openapi3().into_generator();
    add(&mut generator);
    generator.take_definitions(true).into_iter().collect()
}

/// What is different, a line each.
fn differences(documented: &Schemas, generated: &Schemas) -> Vec<String> {
    let names: BTreeSet<_> = documented.keys().chain(generated.keys()).collect();
    let mut lines = Vec::new();
    for name in names {
        let plain = |schemas: &Schemas| schemas.get(name).map(plain);
        compare(name, plain(documented).as_ref(), plain(generated).as_ref(), &mut lines);
    }
    lines
}

fn compare(
    place: &str,
    documented: Option<&Value>,
    generated: Option<&Value>,
    lines: &mut Vec<String>,
) {
    match (documented, generated) {
        (Some(Value::Object(one)), Some(Value::Object(other))) => {
            let keys: BTreeSet<_> = one.keys().chain(other.keys()).collect();
            for key in keys {
                compare(&format!("{place}/{key}"), one.get(key), other.get(key), lines);
            }
        }
        (one, other) if one == other => {}
        (one, other) => {
            let shown = |value: Option<&Value>| value.map_or("nothing".into(), Value::to_string);
            lines.push(format!("{place}: documented {}, generated {}", shown(one), shown(other)));
        }
    }
}

/// A schema without what is not compared, and with one spelling for what has two.
fn plain(schema: &Value) -> Value {
    // Anything at all.
    let Value::Object(keywords) = schema else { return json!({}) };
    // An Option of a type with a name: that, or null.
    let list = |keyword| keywords.get(keyword).and_then(Value::as_array).map(Vec::as_slice);
    if let Some([schema, null]) = list("anyOf")
        && *null == json!({"nullable": true, "enum": [null]})
    {
        return plain(schema);
    }
    // A reference can't stand beside other keywords, so it is wrapped where it does.
    if let Some([only]) = list("allOf") {
        return plain(only);
    }
    let mut plain_one = Map::new();
    for (keyword, value) in keywords {
        let is_text = keywords.get("type").is_some_and(|kind| kind == "string");
        let value = match keyword.as_str() {
            known if NOT_COMPARED.iter().any(|(name, _)| *name == known) => continue,
            // What a text is for is nothing that a String knows; Link and the open words are types of their own.
            "format" if is_text => continue,
            // That is so unless something else is said.
            "additionalProperties" if *value == true => continue,
            "properties" => {
                let fields = value.as_object().unwrap().iter();
                fields.map(|(name, field)| (name.clone(), plain(field))).collect()
            }
            "items" => plain(value),
            "required" => {
                let names: BTreeSet<_> = value.as_array().unwrap().iter().map(text).collect();
                json!(names)
            }
            _ => value.clone(),
        };
        plain_one.insert(keyword.clone(), value);
    }
    Value::Object(plain_one)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

#[test]
fn every_generated_type_has_the_schema_of_its_document() {
    for document in documents() {
        let documented = documented(&document);
        assert!(documented.len() > 10, "{}: {} types", document.file, documented.len());
        let lines = differences(&documented, &generated(&document.service));
        assert!(lines.is_empty(), "{}:\n{}", document.file, lines.join("\n"));
    }
}

#[test]
fn every_change_of_a_schema_is_noticed() {
    let rds = documents().remove(0);
    let (documented, generated) = (documented(&rds), generated("rds"));
    let changed = |pointer: &str, value: Option<Value>| {
        let mut other = documented.clone();
        let (name, rest) = pointer.split_once('/').unwrap_or((pointer, ""));
        let (parent, key) = rest.rsplit_once('/').unwrap_or(("", rest));
        let parent = if parent.is_empty() { String::new() } else { format!("/{parent}") };
        match (key, value) {
            ("", None) => drop(other.remove(name)),
            ("", Some(value)) => drop(other.insert(name.to_owned(), value)),
            (key, value) => {
                let schema = other.get_mut(name).unwrap().pointer_mut(&parent).unwrap();
                let keywords = schema.as_object_mut().unwrap();
                match value {
                    None => drop(keywords.remove(key).unwrap()),
                    Some(value) => drop(keywords.insert(key.to_owned(), value)),
                }
            }
        }
        differences(&other, &generated)
    };
    assert!(differences(&documented, &generated).is_empty());
    for (pointer, value) in [
        // A type, a field.
        ("Tag", None),
        ("NoSuchType", Some(json!({"type": "object"}))),
        ("Tag/properties/key", None),
        ("Tag/properties/color", Some(json!({"type": "string"}))),
        // What a field is.
        ("Tag/properties/key/type", Some(json!("boolean"))),
        ("Tag/properties/key", Some(json!({}))),
        ("Instance/properties/port/format", Some(json!("int64"))),
        ("Auditlog/properties/size/format", Some(json!("float"))),
        ("Instance/properties/tags/items/$ref", Some(json!("#/components/schemas/Node"))),
        ("SlowlogLink/properties/file_link/$ref", Some(json!("#/components/schemas/Tag"))),
        // Whether it has to be there.
        ("Tag/required", Some(json!(["key"]))),
        ("AuditlogLinksRequest/required", None),
        // The documented words.
        ("ExportStatus/x-extensible-enum", Some(json!(["FINISH", "CREATING"]))),
        ("ExportStatus/x-extensible-enum", None),
        ("ExportStatus/enum", Some(json!(["FINISH"]))),
    ] {
        let lines = changed(pointer, value.clone());
        let name = pointer.split('/').next().unwrap();
        let named = !lines.is_empty() && lines.iter().all(|line| line.starts_with(name));
        assert!(named, "{pointer} {value:?}: {lines:?}");
    }
}
