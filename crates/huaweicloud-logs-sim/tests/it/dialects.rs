//! The spellings that sources disagree on, as they look on the wire.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::calls::{ask_dds, ask_rds, client_of, collect, export, items, list, show, text};
use crate::client::Client;

/// A client of a cloud with this dialect, whose jobs take two looks.
async fn client_with(dialect: &str) -> Client {
    client_of(&format!("jobs.takes.polls = 2\ndialect = {{ {dialect} }}")).await
}

/// One that has failing jobs.
async fn failing_with(dialect: &str) -> Client {
    let jobs = "jobs = { takes.polls = 0, failure_rate = 1.0 }";
    client_of(&format!("{jobs}\ndialect = {{ {dialect} }}")).await
}

/// The word of a member, if there is one.
fn word(place: &Value) -> String {
    place.as_str().unwrap_or("-").to_owned()
}

/// The words of an answer of RDS or DDS and of its first item.
fn both(answer: &Value) -> [String; 2] {
    [word(&answer["status"]), word(&answer["list"][0]["status"])]
}

/// All words of all services while a job runs.
async fn pending_words(client: &Client) -> Vec<String> {
    let [rds, dds] = [ask_rds(client).await, ask_dds(client, &[]).await].map(|it| both(&it));
    assert_eq!(collect(client, "").await.status, 204);
    let dcs = word(&list(client, "").await.ok(200)["file_list"][0]["status"]);
    let started = export(client).await;
    let shown = show(client, &started).await;
    assert_eq!(started["status"], shown["status"]);
    [rds.to_vec(), dds.to_vec(), vec![dcs, word(&shown["status"])]].concat()
}

/// All words of all services when it is over.
async fn last_words(client: &Client) -> Vec<String> {
    let started = export(client).await;
    // A second collection would be refused if one is running.
    collect(client, "").await;
    let mut last = [Value::Null, Value::Null, Value::Null, Value::Null];
    for _ in 0..3 {
        last = [
            ask_rds(client).await,
            ask_dds(client, &[]).await,
            list(client, "").await.ok(200),
            show(client, &started).await,
        ];
    }
    let [rds, dds, dcs, clouddc] = last;
    let rest = vec![word(&dcs["file_list"][0]["status"]), word(&clouddc["status"])];
    [both(&rds).to_vec(), both(&dds).to_vec(), rest].concat()
}

#[tokio::test]
async fn the_words_are_those_of_the_examples_unless_one_case_is_chosen() {
    for (dialect, pending, done, failed) in [
        (
            "",
            ["CREATING", "EXPORTING", "CREATING", "EXPORTING", "running", "Running"],
            ["finish", "-", "FINISH", "SUCCESS", "succeed", "completed"],
            ["FAILED", "FAILED", "FAILED", "FAILED", "failed", "Running"],
        ),
        (
            "words = 'upper'",
            ["CREATING", "EXPORTING", "CREATING", "EXPORTING", "RUNNING", "RUNNING"],
            ["FINISH", "-", "FINISH", "SUCCESS", "SUCCEED", "COMPLETED"],
            ["FAILED", "FAILED", "FAILED", "FAILED", "FAILED", "RUNNING"],
        ),
        (
            "words = 'lower'",
            ["creating", "exporting", "creating", "exporting", "running", "running"],
            ["finish", "-", "finish", "success", "succeed", "completed"],
            ["failed", "failed", "failed", "failed", "failed", "running"],
        ),
    ] {
        let client = client_with(dialect).await;
        assert_eq!(pending_words(&client).await, pending, "{dialect}");
        assert_eq!(last_words(&client).await, done, "{dialect}");
        assert_eq!(last_words(&failing_with(dialect).await).await, failed, "{dialect}");
    }
}

#[tokio::test]
async fn entries_can_always_or_never_have_a_status() {
    for (dialect, pending, done, failed) in [
        (
            "item_status = true",
            ["CREATING", "EXPORTING", "CREATING", "EXPORTING"],
            ["finish", "SUCCESS", "FINISH", "SUCCESS"],
            ["FAILED"; 4],
        ),
        (
            "item_status = false",
            ["CREATING", "-", "CREATING", "-"],
            ["finish", "-", "FINISH", "-"],
            ["FAILED", "-", "FAILED", "-"],
        ),
    ] {
        let client = client_with(dialect).await;
        assert_eq!(pending_words(&client).await[..4], pending, "{dialect}");
        assert_eq!(last_words(&client).await[..4], done, "{dialect}");
        assert_eq!(last_words(&failing_with(dialect).await).await[..4], failed, "{dialect}");
    }
    let answer = ask_dds(&client_with("item_status = false").await, &[]).await;
    assert!(answer["list"][0].get("status").is_none(), "left out, not null: {answer}");
}

#[tokio::test]
async fn an_unknown_word_stands_for_all_that_is_not_done_and_for_nothing_else() {
    for dialect in ["unknown_word = 'Pondering'", "unknown_word = 'Pondering', words = 'upper'"] {
        let client = client_with(dialect).await;
        assert_eq!(pending_words(&client).await, ["Pondering"; 6], "{dialect}");
        let last = last_words(&client).await;
        assert!(!last.contains(&"Pondering".to_owned()), "{last:?}");
        let failed = last_words(&failing_with(dialect).await).await;
        assert_eq!(failed[5], "Pondering", "CloudDC has no word for a failure");
        assert!(!failed[..5].contains(&"Pondering".to_owned()), "{failed:?}");
    }
}

#[tokio::test]
async fn the_update_time_of_dds_has_one_of_two_names() {
    for (dialect, name, other) in [
        ("", "update_at", "updated_at"),
        ("update_field = 'update_at'", "update_at", "updated_at"),
        ("update_field = 'updated_at'", "updated_at", "update_at"),
    ] {
        let client = client_with(dialect).await;
        for _ in 0..4 {
            for item in items(&ask_dds(&client, &[]).await, "list") {
                assert!(item[name].as_i64().unwrap() > 1_700_000_000_000, "{item}");
                assert!(item.get(other).is_none(), "{item}");
            }
        }
    }
}

#[tokio::test]
async fn a_percentage_is_a_number_a_text_or_a_text_with_its_sign() {
    for (dialect, expected) in [
        ("", [json!("0%"), json!("50%"), json!("100%")]),
        ("percentage = 'sign'", [json!("0%"), json!("50%"), json!("100%")]),
        ("percentage = 'text'", [json!("0"), json!("50"), json!("100")]),
        ("percentage = 'number'", [json!(0), json!(50), json!(100)]),
    ] {
        let client = client_with(dialect).await;
        let started = export(&client).await;
        let mut seen = vec![started["percentage"].clone()];
        for _ in 0..2 {
            seen.push(show(&client, &started).await["percentage"].take());
        }
        assert_eq!(seen, expected, "{dialect}");
    }
}

fn ids(page: &Value) -> Vec<String> {
    items(page, "file_list").iter().map(|file| text(&file["id"]).to_owned()).collect()
}

/// A client with 16 listed files.
async fn client_with_files(dialect: &str) -> Client {
    let logs = "dcs = [{ logs = { generated = { size = 100, files = 8 } } }]";
    let client =
        client_of(&format!("{logs}\njobs.takes.polls = 0\ndialect = {{ {dialect} }}")).await;
    for _ in 0..2 {
        assert_eq!(collect(&client, "&query_time=7").await.status, 204);
    }
    client
}

#[tokio::test]
async fn lists_count_from_zero_or_from_one() {
    for (dialect, pages) in [
        ("", [(0, 0), (1, 1), (10, 10), (11, 11), (15, 15)]),
        ("dcs_offset = 'zero'", [(0, 0), (1, 1), (10, 10), (11, 11), (15, 15)]),
        ("dcs_offset = 'one'", [(0, 0), (1, 0), (10, 9), (11, 10), (16, 15)]),
    ] {
        let client = client_with_files(dialect).await;
        let all = ids(&list(&client, "&limit=100").await.ok(200));
        assert_eq!(all.len(), 16);
        for (offset, skipped) in pages {
            let page = list(&client, &format!("&offset={offset}")).await.ok(200);
            assert_eq!(page["total_num"], 16);
            let end = all.len().min(skipped + 10);
            assert_eq!(ids(&page), all[skipped..end], "{dialect} offset {offset}");
        }
        let beyond = list(&client, "&offset=17").await.ok(200);
        assert_eq!((ids(&beyond).len(), &beyond["total_num"]), (0, &json!(16)), "{dialect}");
    }
}

#[tokio::test]
async fn paging_as_documented_finds_every_file_wherever_lists_begin() {
    for (dialect, twice) in [("dcs_offset = 'zero'", 0), ("dcs_offset = 'one'", 1)] {
        let client = client_with_files(dialect).await;
        let mut seen = vec![];
        // On in steps of what was received, until an answer is empty.
        loop {
            let page = list(&client, &format!("&offset={}&limit=10", seen.len())).await.ok(200);
            let page = ids(&page);
            if page.is_empty() {
                break;
            }
            seen.extend(page);
            assert!(seen.len() < 40, "{dialect} does not come to an end");
        }
        let distinct: HashSet<_> = seen.iter().collect();
        assert_eq!((distinct.len(), seen.len() - distinct.len()), (16, twice), "{dialect}");
    }
}
