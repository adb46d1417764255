//! Lists: of instances, of their nodes, and of files to choose from.

use std::io;

use comfy_table::{CellAlignment, Table, presets};
use huaweicloud_logs::Pages;
use huaweicloud_logs::services::{Instance, ListedFile, Node};
use serde::Serialize;
use serde_json::json;

use crate::failure::{Failure, say};
use crate::output;
use crate::text::printable;

/// Lists instances, each with its nodes.
pub(crate) async fn instances(pages: Pages<Instance>, as_json: bool) -> Result<(), Failure> {
    let instances = pages.all().await?;
    let mut rows = Vec::new();
    for one in &instances {
        let cells = [Some(&one.id), one.name.as_ref(), one.status.as_ref(), one.engine.as_ref()];
        let of_node = |node: Option<&Node>| {
            let node = node.cloned();
            node.map_or_else(Default::default, |node| {
                [Some(node.id), node.name, node.group, node.role]
            })
        };
        let mut nodes = one.nodes.iter();
        rows.push([cells.map(Option::<&String>::cloned), of_node(nodes.next())].concat());
        // Said once, like in an outline.
        rows.extend(nodes.map(|node| [Default::default(), of_node(Some(node))].concat()));
    }
    let columns = ["instance", "name", "status", "engine", "node", "node name", "group", "role"];
    print("instances", &instances, as_json, &columns, rows)
}

/// Lists nodes.
pub(crate) fn nodes(nodes: &[Node], as_json: bool) -> Result<(), Failure> {
    let row = |node: &Node| {
        let Node { id, name, group, role, status, .. } = node.clone();
        vec![Some(id), name, group, role, status]
    };
    let columns = ["node", "name", "group", "role", "status"];
    print("nodes", nodes, as_json, &columns, nodes.iter().map(row).collect())
}

/// Lists files that can be asked for by name.
pub(crate) async fn files(pages: Pages<ListedFile>, as_json: bool) -> Result<(), Failure> {
    let files = pages.all().await?;
    let row = |file: &ListedFile| {
        vec![file.bytes.map(|bytes| bytes.to_string()), Some(file.name.clone())]
    };
    let rows = files.iter().map(row).collect();
    print("files", &files, as_json, &["bytes", "file"], rows)
}

/// Prints what was listed: under its name in JSON, or as a table without the columns that are empty for all.
fn print<T: Serialize>(
    what: &str,
    entries: &[T],
    as_json: bool,
    columns: &[&str],
    rows: Vec<Vec<Option<String>>>,
) -> Result<(), Failure> {
    if as_json {
        let text = serde_json::to_string_pretty(&json!({what: entries, "errors": []}))
            .map_err(io::Error::from);
        return text.and_then(output::write_out).map_err(Failure::Output);
    }
    if rows.is_empty() {
        say(&format!("there are no {what}"));
        return Ok(());
    }
    let is_used =
        |at: &usize| rows.iter().any(|row| row[*at].as_ref().is_some_and(|cell| !cell.is_empty()));
    let used: Vec<usize> = (0..columns.len()).filter(is_used).collect();
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_header(used.iter().map(|at| columns[*at]));
    for row in &rows {
        table.add_row(used.iter().map(|at| printable(row[*at].as_deref().unwrap_or_default())));
    }
    for (place, at) in used.iter().enumerate() {
        if let (Some(column), "bytes") = (table.column_mut(place), columns[*at]) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    output::write_out(table.to_string()).map_err(Failure::Output)
}
