//! The generated surface and what was lost on the way to it, in lines that a reviewer can read.
//!
//! `cargo xtask bless` accepts what changed.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use integration_tests::documents;
use xtask::lower::lower;
use xtask::{generate, surface, wire};

#[test]
fn the_public_items_of_each_client() {
    for document in documents() {
        let generated = generate::generate(&document).unwrap();
        let lines = surface::lines(&document.service, &generated.text).unwrap();
        insta::assert_snapshot!(format!("surface_{}", document.service), lines.join("\n"));
    }
}

#[test]
fn the_wire_table_of_each_service() {
    for document in documents() {
        let table = wire::table(&document, &lower(&document).unwrap()).unwrap();
        insta::assert_snapshot!(format!("wire_{}", document.service), table);
    }
}

#[test]
fn what_lowering_loses() {
    for document in documents() {
        let notes: Vec<_> =
            lower(&document).unwrap().notes.iter().map(ToString::to_string).collect();
        insta::assert_snapshot!(format!("notes_{}", document.service), notes.join("\n"));
    }
}

#[test]
fn a_renamed_field_is_one_changed_line() {
    let yaml = std::fs::read_to_string(xtask::workspace_root().join("openapi/dds.yaml")).unwrap();
    // The property itself; the extensions and examples don't name it.
    let renamed = yaml.replacen(
        "\n        node_name:\n          type",
        "\n        node_label:\n          type",
        1,
    );
    assert_ne!(renamed, yaml);
    let renamed = renamed.replace("key: /node_name", "key: /node_label");

    let lines = |yaml: &str| {
        let document = xtask::document::Document::parse("dds", yaml).unwrap();
        let generated = generate::generate(&document).unwrap();
        surface::lines("dds", &generated.text).unwrap()
    };
    let (before, after) = (lines(&yaml), lines(&renamed));
    let removed: Vec<_> = before.iter().filter(|line| !after.contains(line)).collect();
    let added: Vec<_> = after.iter().filter(|line| !before.contains(line)).collect();
    assert_eq!((removed.len(), added.len()), (1, 1), "{removed:?} {added:?}");
    assert!(removed[0].contains("ErrorlogLink.node_name: "), "{removed:?}");
    assert!(added[0].contains("ErrorlogLink.node_label: "), "{added:?}");
}
