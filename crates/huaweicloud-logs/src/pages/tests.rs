use std::collections::BTreeSet;

use huaweicloud_logs_api::operation::{Operation, Pages};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::Walk;
use crate::answer::Answer;

static BY_OFFSET: Operation = Operation {
    service: "rds",
    id: "ListThings",
    repeatable: true,
    pages: Some(Pages { list: "/things", key: "/id", total: Some("/total"), next: None, most: 3 }),
};

static BY_MARKER: Operation = Operation {
    pages: Some(Pages {
        list: "/things",
        key: "/id",
        total: None,
        next: Some("/page/next"),
        most: 3,
    }),
    ..BY_OFFSET
};

static AT_ONCE: Operation = Operation { pages: None, ..BY_OFFSET };

fn things(ids: impl IntoIterator<Item = usize>) -> Value {
    ids.into_iter().map(|id| json!({"id": format!("thing-{id}")})).collect()
}

/// Reads a list of which `page` gives the pages, and tells the ids that came and how many calls that took.
fn read(
    operation: &'static Operation,
    page: impl Fn(i32, Option<&str>) -> Value,
) -> (Vec<String>, usize) {
    let (mut walk, mut ids, mut calls) = (Walk::new(operation), Vec::new(), 0);
    while let Some(at) = walk.next() {
        calls += 1;
        assert!(calls < 1000, "it is followed for ever");
        let mut page = Answer::of(&page(at.offset, at.marker.as_deref())).unwrap();
        ids.extend(walk.take(&mut page).into_iter().filter_map(|(_, entry)| entry.text("/id")));
    }
    (ids, calls)
}

#[test]
fn a_list_is_read_until_all_that_it_counts_have_come() {
    let page = |offset: i32, _: Option<&str>| {
        let from = usize::try_from(offset).unwrap();
        json!({"things": things(from..(from + 3).min(7)), "total": 7})
    };
    let (ids, calls) = read(&BY_OFFSET, page);
    assert_eq!((ids.len(), calls), (7, 3));
}

#[test]
fn without_a_count_an_empty_page_ends_the_list() {
    let page = |offset: i32, _: Option<&str>| {
        let from = usize::try_from(offset).unwrap();
        json!({"things": things(from..(from + 3).min(6).max(from))})
    };
    assert_eq!(read(&BY_OFFSET, page).1, 3);
}

#[test]
fn a_server_that_ignores_the_offset_is_not_followed_for_ever() {
    let (ids, calls) = read(&BY_OFFSET, |_, _| json!({"things": things(0..3), "total": 100}));
    assert_eq!((ids.len(), calls), (3, 2));
    let keyless = |_: i32, _: Option<&str>| json!({"things": [{"name": "a"}], "total": 100});
    assert_eq!(read(&BY_OFFSET, keyless).1, 1);
}

#[test]
fn a_marker_leads_on_until_there_is_none() {
    let page = |_: i32, marker: Option<&str>| match marker {
        None => json!({"things": things(0..3), "page": {"next": "thing-3"}}),
        Some("thing-3") => json!({"things": things(3..5), "page": {"next": null}}),
        Some(_) => unreachable!(),
    };
    let (ids, calls) = read(&BY_MARKER, page);
    assert_eq!((ids.len(), calls), (5, 2));
    // The same marker for ever.
    let page = |_: i32, _: Option<&str>| json!({"things": things(0..3), "page": {"next": "x"}});
    assert_eq!(read(&BY_MARKER, page).1, 2);
}

#[test]
fn an_answer_that_says_nothing_is_an_empty_list() {
    for answer in
        [json!({}), json!({"things": null, "total": 3}), json!({"things": []}), json!(null)]
    {
        assert_eq!(read(&BY_OFFSET, |_, _| answer.clone()), (vec![], 1));
    }
    assert_eq!(read(&AT_ONCE, |_, _| json!({"things": []})).1, 1);
}

proptest! {
    /// Whatever base the server counts offsets from and however small its pages are, each entry comes once.
    #[test]
    fn each_entry_comes_once(count in 0usize..40, size in 1usize..7, base in 0usize..2, counts: bool) {
        let page = |offset: i32, _: Option<&str>| {
            let from = usize::try_from(offset).unwrap().saturating_sub(base);
            let things = things(from.min(count)..(from + size).min(count).max(from.min(count)));
            match counts {
                true => json!({"things": things, "total": count}),
                false => json!({"things": things}),
            }
        };
        // Pages of one entry that repeat the last one lead nowhere.
        prop_assume!(size > base);
        let (ids, _) = read(&BY_OFFSET, page);
        prop_assert_eq!(ids.len(), count);
        prop_assert_eq!(ids.into_iter().collect::<BTreeSet<_>>().len(), count);
    }
}
