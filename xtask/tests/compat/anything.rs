//! Whatever is done to a document, something is said of it.

use serde_json::{Value, json};
use xtask::compat::{Change, Class, changes};
use xtask::document::Document;
use xtask::tree::escape;
use xtask::{SERVICES, workspace_root};

use crate::FIXTURE;

fn fixture() -> Value {
    Document::parse("fixture", FIXTURE).unwrap().value
}

/// The parts of the pointers to what is in a node, with what is there.
fn children(node: &Value) -> Vec<(String, &Value)> {
    match node {
        Value::Object(entries) => entries.iter().map(|(key, node)| (escape(key), node)).collect(),
        Value::Array(items) => {
            items.iter().enumerate().map(|(index, node)| (index.to_string(), node)).collect()
        }
        _ => Vec::new(),
    }
}

/// The pointers to all nodes below the root.
fn pointers(node: &Value) -> Vec<String> {
    let mut all = Vec::new();
    for (key, child) in children(node) {
        all.push(format!("/{key}"));
        all.extend(pointers(child).into_iter().map(|pointer| format!("/{key}{pointer}")));
    }
    all
}

/// The node around a pointer's, and the pointer's last part.
fn around<'a>(document: &'a mut Value, pointer: &str) -> (&'a mut Value, String) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    (document.pointer_mut(parent).unwrap(), key.replace("~1", "/").replace("~0", "~"))
}

fn without(document: &Value, pointer: &str) -> Value {
    let mut document = document.clone();
    match around(&mut document, pointer) {
        (Value::Object(entries), key) => drop(entries.shift_remove(&key)),
        (Value::Array(items), index) => drop(items.remove(index.parse().unwrap())),
        _ => unreachable!("only objects and lists have children"),
    }
    document
}

fn with(document: &Value, pointer: &str, value: Value) -> Value {
    let mut document = document.clone();
    *document.pointer_mut(pointer).unwrap() = value;
    document
}

fn renamed(document: &Value, pointer: &str, name: &str) -> Value {
    let mut document = document.clone();
    if let (Value::Object(entries), key) = around(&mut document, pointer) {
        let value = entries.shift_remove(&key).unwrap();
        entries.insert(name.to_owned(), value);
    }
    document
}

/// What else may stand where a node is: values of every kind, and what stands behind it.
fn others(document: &Value, pointer: &str) -> Vec<Value> {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let mut others = vec![
        Value::Null,
        json!(true),
        json!(7),
        json!("other"),
        json!([]),
        json!({}),
        json!({"other": {}}),
        json!({"$ref": "#/nowhere"}),
    ];
    let beside = children(document.pointer(parent).unwrap());
    let behind = beside.iter().skip_while(|(other, _)| other != key).nth(1);
    others.extend(behind.map(|(_, node)| (*node).clone()));
    others
}

/// Whether something is said, and whatever breaks has a name that the changelog can announce it by.
fn is_told(base: &Value, edited: &Value) -> bool {
    let found = changes(base, edited);
    let has_name = |change: &Change| change.class < Class::Breaking || !change.names.is_empty();
    base == edited || (!found.is_empty() && found.iter().all(has_name))
}

#[test]
fn no_node_can_go_or_come_unseen() {
    let base = fixture();
    for pointer in pointers(&base) {
        let without = without(&base, &pointer);
        assert!(is_told(&base, &without), "{pointer} removed");
        assert!(is_told(&without, &base), "{pointer} added");
    }
}

#[test]
fn no_node_can_be_another_unseen() {
    let base = fixture();
    for pointer in pointers(&base) {
        for other in others(&base, &pointer) {
            assert!(is_told(&base, &with(&base, &pointer, other.clone())), "{pointer} is {other}");
        }
    }
}

#[test]
fn no_node_can_have_another_name_unseen() {
    let base = fixture();
    for pointer in pointers(&base) {
        for name in ["other", "x-other", "description"] {
            assert!(is_told(&base, &renamed(&base, &pointer, name)), "{pointer} is called {name}");
        }
    }
}

#[test]
fn no_node_of_the_real_documents_can_go_unseen() {
    for service in SERVICES {
        let base = Document::load(&workspace_root(), service).unwrap().value;
        for pointer in pointers(&base) {
            assert!(is_told(&base, &without(&base, &pointer)), "{service}: {pointer} removed");
        }
    }
}

/// Keys under which there is nothing but words for people.
const FOR_PEOPLE: [&str; 8] = [
    "description",
    "summary",
    "example",
    "examples",
    "externalDocs",
    "x-source",
    "x-codeSamples",
    "version",
];

fn is_for_people(pointer: &str) -> bool {
    pointer.starts_with("/tags") || pointer.split('/').any(|part| FOR_PEOPLE.contains(&part))
}

#[test]
fn nothing_that_a_program_depends_on_goes_as_doc_only() {
    let base = fixture();
    for pointer in pointers(&base).iter().filter(|pointer| !is_for_people(pointer)) {
        // Left out, it is false as well.
        if pointer.ends_with("/required") && base.pointer(pointer) == Some(&json!(false)) {
            continue;
        }
        let found = changes(&base, &without(&base, pointer));
        assert!(found.iter().any(|change| change.class > Class::DocOnly), "{pointer}: {found:#?}");
    }
}

/// Keys of maps, in which any key is an entry.
const MAPS: [&str; 7] =
    ["paths", "responses", "content", "headers", "properties", "schemas", "securitySchemes"];

#[test]
fn a_key_that_nobody_knows_is_breaking_wherever_it_is() {
    let base = fixture();
    let nodes = pointers(&base).into_iter().filter(|pointer| !is_for_people(pointer));
    for pointer in std::iter::once(String::new()).chain(nodes) {
        let mut edited = base.clone();
        let Some(entries) = edited.pointer_mut(&pointer).unwrap().as_object_mut() else { continue };
        entries.insert("zzz".to_owned(), json!("zzz"));
        let found = changes(&base, &edited);
        let is_map = pointer.rsplit('/').next().is_some_and(|key| MAPS.contains(&key))
            || pointer == "/components/parameters";
        let is_as_wanted = |change: &Change| is_map || change.class == Class::Breaking;
        assert!(found.iter().any(is_as_wanted), "{pointer}: {found:#?}");
    }
}
