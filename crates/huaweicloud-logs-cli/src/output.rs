//! The result on standard output: a table, or JSON.

use std::io::{self, Write};

use comfy_table::{CellAlignment, Table, presets};
use huaweicloud_logs::Error;
use serde::Serialize;

use crate::failure::{Failure, causes, describe, say};
use crate::fetch::Outcome;
use crate::links;

/// Reports what was not saved and prints what was.
pub(crate) fn print(outcomes: &[Outcome], json: bool) -> Result<(), Failure> {
    for outcome in outcomes {
        report(outcome);
    }
    let written = write(outcomes, json);
    if !outcomes.iter().all(|outcome| outcome.result.is_ok()) {
        // Whatever became of the output: files are missing, and the reasons have been given.
        return Err(Failure::Incomplete);
    }
    written.map_err(Failure::Output)
}

/// The same for links.
pub(crate) fn print_links(outcomes: &[links::Outcome], _json: bool) -> Result<(), Failure> {
    for outcome in outcomes {
        match &outcome.result {
            Ok(file) => write_out(file.path.display().to_string()).map_err(Failure::Output)?,
            Err(error) => {
                say(&format!(
                    "{}\n",
                    describe("error", &format!("link {}", outcome.number), error)
                ));
            }
        }
    }
    if outcomes.iter().all(|outcome| outcome.result.is_ok()) {
        Ok(())
    } else {
        Err(Failure::Incomplete)
    }
}

/// Prints what went wrong before anything could be fetched, in the form that machines expect.
pub(crate) fn print_early(failure: &Failure) {
    let error = match failure {
        Failure::Logs(error) => JsonError::new(None, None, error),
        Failure::Usage(message) | Failure::Demo(message) => JsonError::plain(message),
        // The list is out already, or can't be written.
        Failure::Incomplete | Failure::Output(_) | Failure::Interrupted(_) => return,
    };
    let json = Json { files: Vec::new(), errors: vec![error] };
    let written = serde_json::to_string_pretty(&json).map_err(io::Error::from).and_then(write_out);
    if let Err(error) = written {
        say(&format!("error: the result could not be written: {error}"));
    }
}

/// Says on standard error what is missing, and why.
fn report(outcome: &Outcome) {
    let about = format!("{} {}", outcome.service, outcome.instance);
    if outcome.result.as_ref().is_ok_and(|report| report.files.is_empty()) {
        say(&format!("{about}: there are no log files"));
    }
    for (file, error) in outcome.errors() {
        let about = file.map_or_else(|| about.clone(), |file| format!("{about}, {file}"));
        say(&format!("{}\n", describe("error", &about, error)));
    }
}

fn write(outcomes: &[Outcome], json: bool) -> io::Result<()> {
    let text = if json {
        serde_json::to_string_pretty(&Json::new(outcomes))?
    } else {
        let rows = rows(outcomes);
        if rows.is_empty() {
            return Ok(());
        }
        table(&rows).to_string()
    };
    write_out(text)
}

fn write_out(mut text: String) -> io::Result<()> {
    text.push('\n');
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    stdout.flush()
}

/// A saved file.
#[derive(Serialize)]
struct Row {
    service: &'static str,
    instance: String,
    /// Path on disk.
    file: String,
    /// Name that the server gave it.
    name: String,
    bytes: u64,
    polls: u32,
    /// From the start of the job until all its files were saved.
    seconds: f64,
}

fn rows(outcomes: &[Outcome]) -> Vec<Row> {
    let reports = outcomes.iter().filter_map(Outcome::report);
    let files = reports.flat_map(|report| report.files.iter().map(move |file| (report, file)));
    files
        .map(|(report, file)| Row {
            service: report.service.as_str(),
            instance: report.instance.clone(),
            file: file.path.display().to_string(),
            name: file.name.clone(),
            bytes: file.bytes,
            polls: report.polls,
            seconds: (report.elapsed.as_secs_f64() * 1000.0).round() / 1000.0,
        })
        .collect()
}

/// The file comes last: paths are long, and a terminal that wraps them keeps the other columns legible.
fn table(rows: &[Row]) -> Table {
    let mut table = Table::new();
    let header = ["service", "instance", "bytes", "polls", "time", "file"];
    table.load_style(presets::NOTHING).set_header(header);
    for row in rows {
        table.add_row([
            row.service.to_owned(),
            row.instance.clone(),
            row.bytes.to_string(),
            row.polls.to_string(),
            format!("{:.1} s", row.seconds),
            row.file.clone(),
        ]);
    }
    for numbers in 2..=4 {
        if let Some(column) = table.column_mut(numbers) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

#[derive(Serialize)]
struct Json {
    files: Vec<Row>,
    errors: Vec<JsonError>,
}

#[derive(Default, Serialize)]
struct JsonError {
    /// None when nothing could be fetched at all.
    service: Option<&'static str>,
    instance: Option<String>,
    /// The file that is missing, if others of the instance could be saved.
    file: Option<String>,
    message: String,
    /// What led to it, the nearest cause first.
    causes: Vec<String>,
    hint: Option<String>,
    status: Option<u16>,
    code: Option<String>,
    request_id: Option<String>,
    /// How often the call was sent.
    attempts: Option<u32>,
}

impl JsonError {
    fn plain(message: &str) -> Self {
        let message = message.to_owned();
        Self { message, ..Self::default() }
    }

    fn new(outcome: Option<&Outcome>, file: Option<&str>, error: &Error) -> Self {
        Self {
            service: outcome.map(|outcome| outcome.service.as_str()),
            instance: outcome.map(|outcome| outcome.instance.clone()),
            file: file.map(ToOwned::to_owned),
            message: error.to_string(),
            causes: causes(error).map(ToString::to_string).collect(),
            hint: error.hint().map(ToOwned::to_owned),
            status: error.status(),
            code: error.code().map(ToOwned::to_owned),
            request_id: error.request_id().map(ToOwned::to_owned),
            attempts: error.attempts(),
        }
    }
}

impl Json {
    fn new(outcomes: &[Outcome]) -> Self {
        let errors = outcomes.iter().flat_map(|outcome| {
            let errors = outcome.errors().into_iter();
            errors.map(move |(file, error)| JsonError::new(Some(outcome), file, error))
        });
        Self { files: rows(outcomes), errors: errors.collect() }
    }
}
