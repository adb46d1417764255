//! The faults and the servers, each with each.

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use futures::{StreamExt, stream};

use super::cell::{self, Place, Verdict};
use super::rows;
use super::strike::{Row, Server};
use super::world::Way;

/// How many cells run at the same time. Most of them wait.
const AT_ONCE: usize = 16;

const SIZE: u64 = 300 * 1024;

/// Long enough for a machine that is busy, so that the table is the same everywhere.
const PATIENCE: Duration = Duration::from_secs(1);

/// The store has the MD5 only of what was uploaded in one piece.
const LARGE_SIZE: u64 = 17 * 1024 * 1024;

/// Rows that are worth the time with a large file.
const LARGE: [&str; 9] = [
    "reset at 50 %",
    "short body at 50 %",
    "stall at last byte",
    "cut at 50 %",
    "416 of",
    "200 for",
    "content-range",
    "503 at resume",
    "404 at resume",
];

/// A column: the way, and what the server is like.
type Column = (Way, Server);

fn columns() -> Vec<Column> {
    let mut columns = vec![];
    for way in [Way::Link, Way::Renewed, Way::Rds] {
        columns.extend(Server::ALL.map(|server| (way, server)));
    }
    // A stream is always chunked.
    columns.push((Way::CloudDc, Server::Chunked));
    columns
}

/// Runs all cells; in the order of rows, then columns.
async fn run(
    rows: Vec<Row>,
    columns: &[Column],
    size: u64,
    connections: Option<u32>,
) -> Vec<(Row, Vec<Verdict>)> {
    let rows: Vec<_> = rows.into_iter().map(Arc::new).collect();
    let cells: Vec<_> = rows
        .iter()
        .flat_map(|row| columns.iter().map(move |column| (Arc::clone(row), *column)))
        .collect();
    let verdicts = stream::iter(cells)
        .map(|(row, (way, server))| async move {
            if !row.fits(way) {
                return Verdict::Untouched;
            }
            let place = Place { way, server, size, connections, patience: PATIENCE };
            tokio::spawn(async move { cell::run(&row, place).await })
                .await
                .unwrap_or_else(|panic| Verdict::Corruption(panic.to_string()))
        })
        .buffered(AT_ONCE);
    let verdicts: Vec<_> = verdicts.collect().await;
    let verdicts = verdicts.chunks(columns.len()).map(<[_]>::to_vec);
    rows.into_iter().map(|row| (*row).clone()).zip(verdicts).collect()
}

fn table(columns: &[Column], outcomes: &[(Row, Vec<Verdict>)]) -> String {
    let width = outcomes.iter().map(|(row, _)| row.name.chars().count()).max().unwrap();
    let mut table = format!("{:width$}", "");
    for (way, server) in columns {
        let column = if *way == Way::CloudDc {
            "CloudDC stream".into()
        } else {
            format!("{way:?} {server:?}")
        };
        let _ = write!(table, " | {column:14}");
    }
    let mut counts = BTreeMap::<String, usize>::new();
    for (row, verdicts) in outcomes {
        let _ = write!(table, "\n{:width$}", row.name);
        for verdict in verdicts {
            let _ = write!(table, " | {verdict:14}");
            *counts.entry(verdict.to_string()).or_default() += 1;
        }
    }
    table = table.lines().map(|line| line.trim_end().to_owned() + "\n").collect();
    for (verdict, count) in counts {
        let _ = write!(table, "\n{count} {verdict}");
    }
    table
}

fn assert_no_harm(columns: &[Column], outcomes: &[(Row, Vec<Verdict>)]) {
    let mut harm = String::new();
    for (row, verdicts) in outcomes {
        assert!(
            verdicts.iter().any(|verdict| *verdict != Verdict::Untouched),
            "{} never strikes",
            row.name
        );
        for ((way, server), verdict) in columns.iter().zip(verdicts) {
            if verdict.is_harm() {
                let _ = writeln!(harm, "{}, {way:?}, {server:?}: {verdict:?}", row.name);
            }
        }
    }
    assert!(harm.is_empty(), "{harm}");
}

/// Only the rows of which the name contains this, to look into one.
fn wanted(mut rows: Vec<Row>) -> Vec<Row> {
    if let Ok(part) = env::var("FAULT_ROWS") {
        rows.retain(|row| row.name.contains(&part));
    }
    rows
}

#[tokio::test(flavor = "multi_thread")]
async fn no_fault_corrupts_or_hangs_a_download() {
    let columns = columns();
    let outcomes = run(wanted(rows::all()), &columns, SIZE, None).await;
    let table = table(&columns, &outcomes);
    println!("{table}");
    assert_no_harm(&columns, &outcomes);
    if env::var_os("FAULT_ROWS").is_none() {
        insta::assert_snapshot!(table);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_fault_corrupts_or_hangs_a_download_of_a_file_whose_tag_is_no_md5() {
    let mut rows = rows::all();
    rows.retain(|row| row.fits(Way::Link) && LARGE.iter().any(|kind| row.name.contains(kind)));
    let rows = wanted(rows);
    let column = [(Way::Link, Server::Ranges)];
    for connections in [1, 4] {
        // Which of several connections meets a fault is chance, so there is nothing to compare the table with.
        let outcomes = run(rows.clone(), &column, LARGE_SIZE, Some(connections)).await;
        println!("{}", table(&column, &outcomes));
        assert_no_harm(&column, &outcomes);
    }
}
