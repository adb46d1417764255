//! Files as a table.

use comfy_table::{CellAlignment, Table, presets};

use super::listing::Row;

/// Lists the files. What is empty for all of them is no column. The file comes last: paths are long, and a terminal
/// that wraps them keeps the other columns legible.
pub(super) fn table(rows: &[Row]) -> Table {
    let is_job = rows.iter().any(|row| row.asked.service.is_some());
    let has_note = rows.iter().any(|row| !row.note.is_empty());
    let columns = [
        (is_job, "service"),
        (is_job, "instance"),
        (true, "bytes"),
        (is_job, "polls"),
        (true, "time"),
        (has_note, "note"),
        (true, "file"),
    ];
    let mut table = Table::new();
    let shown = || columns.iter().filter(|(shown, _)| *shown);
    table.load_style(presets::NOTHING).set_header(shown().map(|(_, name)| *name));
    for row in rows {
        table.add_row(shown().map(|(_, name)| cell(row, name)));
    }
    for (at, (_, name)) in shown().enumerate() {
        if let (Some(column), "bytes" | "polls" | "time") = (table.column_mut(at), *name) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

fn cell(row: &Row, column: &str) -> String {
    match column {
        "service" => row.asked.service.unwrap_or_default().to_owned(),
        "instance" => row.asked.instance.clone().unwrap_or_default(),
        "bytes" => row.bytes.to_string(),
        "polls" => row.polls.unwrap_or_default().to_string(),
        "time" => format!("{:.1} s", row.seconds),
        "note" => row.note.clone(),
        _ => row.file.clone(),
    }
}
