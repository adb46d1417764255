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
    let fixture = include_str!("../xtask/tests/fixture.yaml");
    let lines = |yaml: &str| {
        let document = xtask::document::Document::parse("rds", yaml).unwrap();
        let generated = generate::generate(&document).unwrap();
        surface::lines("rds", &generated.text).unwrap()
    };
    let (before, after) = (lines(fixture), lines(&fixture.replace("count:", "total:")));
    let removed: Vec<_> = before.iter().filter(|line| !after.contains(line)).collect();
    let added: Vec<_> = after.iter().filter(|line| !before.contains(line)).collect();
    assert_eq!(removed, ["rds::types::Logs.count: Option<i32>"]);
    assert_eq!(added, ["rds::types::Logs.total: Option<i32>"]);
}
