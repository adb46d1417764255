//! Lists in pages, and jobs that are nothing but a list.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use xtask::document::Document;
use xtask::{generate, lint};

const LISTS: &str = include_str!("lists.yaml");

fn generated(text: &str) -> String {
    generate::generate(&Document::parse("lists", text).unwrap()).unwrap().text
}

#[test]
fn a_list_becomes_a_row_of_the_table() {
    let text = generated(LISTS).replace(['\n', ' '], "");
    for part in [
        r#"pages:Some(operation::Pages{list:"/logs",key:"/id",total:Some("/total"),next:None,most:50u32,})"#,
        r#"pages:Some(operation::Pages{list:"/logs",key:"/id",total:None,next:Some("/next"),most:100u32,})"#,
        r#"parameters:&[("ids","$item#/id")]"#,
        r#"hands_out:log_job::Download::Link{link:"/links/0","#,
    ] {
        assert!(text.contains(part), "no {part}");
    }
}

/// Links in a list are secrets like any other.
#[test]
fn links_in_a_list_have_the_type_that_hides_them() {
    assert!(
        generated(LISTS).contains("pub links: ::std::option::Option<::std::vec::Vec<crate::Link>>")
    );
}

#[test]
fn each_mistake_in_a_list_is_named() {
    for (says, from, to) in [
        (
            "no array at `/lgs`",
            "        list: /logs\n        key: /id\n        total: /",
            "        list: /lgs\n        key: /id\n        total: /",
        ),
        (
            "no array at `/total`",
            "        list: /logs\n        key: /id\n        total: /",
            "        list: /total\n        key: /id\n        total: /",
        ),
        (
            "no field at `/name`",
            "        key: /id\n        total: /total",
            "        key: /name\n        total: /total",
        ),
        ("no field at `/count`", "total: /total", "total: /count"),
        ("no query parameter `lmit`", "        limit: limit", "        limit: lmit"),
        ("another maximum than 51", "most: 50", "most: 51"),
        ("another maximum than 0", "most: 100", "most: 0"),
        ("no query parameter `begin`", "        offset: offset", "        offset: begin"),
        ("either by offset or by marker", "        offset: offset", "        offset: null"),
        ("either by offset or by marker", "        marker: null", "        marker: limit"),
        ("a marker comes from", "        next: /next", "        next: null"),
        ("no field at `/nxt`", "        next: /next", "        next: /nxt"),
        ("missing field `total`", "        total: /total\n", ""),
        (
            "unknown field `size`",
            "        total: /total\n",
            "        total: /total\n        size: 1\n",
        ),
        ("a repeatable GET", "          repeatable: true", "          repeatable: false"),
        ("a repeatable GET", "  /v1/logs:\n    get:", "  /v1/logs:\n    post:"),
        ("has nothing new", "new_only: false", "new_only: true"),
        ("words without a `status`", "          pending: []", "          pending: [WAIT]"),
        ("has no parameter `names`", "            ids: $item", "            names: $item"),
        ("is not a field of", "$item#/id", "$item#/key"),
        ("no field at `/links/first`", "link: /links/0", "link: /links/first"),
        ("no field at `/links/`", "link: /links/0", "link: /links/"),
        (
            "no x-pages",
            "      x-pages:\n        list: /logs\n        key: /id\n        total: null\n        limit: limit\n        most: 100\n        offset: null\n        marker: marker\n        next: /next\n",
            "",
        ),
    ] {
        assert!(LISTS.contains(from), "there is no {from:?}");
        let document = Document::parse("lists", &LISTS.replacen(from, to, 1)).unwrap();
        let found = lint::lint(&document).unwrap_err();
        let hit = found.0.iter().find(|problem| problem.what.contains(says));
        let hit = hit.unwrap_or_else(|| panic!("{from:?} -> {to:?} says no {says:?}: {found}"));
        assert!(hit.rule == "extension-complete" && hit.line > 0, "{hit}");
    }
}
