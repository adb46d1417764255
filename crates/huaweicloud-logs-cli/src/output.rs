//! The result on standard output: a table, or JSON.

mod listing;
mod table;

use std::io::{self, Write};

use huaweicloud_logs::Error;
use serde::Serialize;
use serde_json::json;

pub(crate) use self::listing::Listing;
use self::listing::{Asked, Missing, Row};
use crate::failure::{Failure, causes, describe, say};

/// Reports what was not saved and prints what was.
pub(crate) fn print(listing: &Listing<'_>, json: bool) -> Result<(), Failure> {
    listing.notes.iter().for_each(|note| say(note));
    for Missing { about, error, .. } in &listing.missing {
        say(&format!("{}\n", describe("error", about, error, error.hint())));
    }
    let written = write(listing, json);
    if !listing.missing.is_empty() {
        // Whatever became of the output: files are missing, and the reasons have been given.
        return Err(Failure::Incomplete);
    }
    written.map_err(Failure::Output)
}

/// Prints what went wrong before anything could be had of `what`, in the form that machines expect.
pub(crate) fn print_early(failure: &Failure, what: &str) {
    let error = match failure {
        Failure::Logs(error) => JsonError::new(Asked::default(), None, error),
        Failure::Usage(message) | Failure::Demo(message) => JsonError::plain(message),
        // The list is out already, or can't be written.
        Failure::Incomplete | Failure::Output(_) | Failure::Interrupted(_) => return,
    };
    let json = json!({what: [], "errors": [error]});
    let written = serde_json::to_string_pretty(&json).map_err(io::Error::from).and_then(write_out);
    if let Err(error) = written {
        say(&format!("error: the result could not be written: {error}"));
    }
}

fn write(listing: &Listing<'_>, json: bool) -> io::Result<()> {
    let Listing { files, missing, .. } = listing;
    let text = if json {
        let error = |one: &Missing<'_>| JsonError::new(one.asked.clone(), one.file, one.error);
        let errors = missing.iter().map(error).collect();
        serde_json::to_string_pretty(&Json { files, errors })?
    } else {
        if files.is_empty() {
            return Ok(());
        }
        table::table(files).to_string()
    };
    write_out(text)
}

/// Writes text and the end of its last line.
pub(crate) fn write_out(mut text: String) -> io::Result<()> {
    text.push('\n');
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    stdout.flush()
}

#[derive(Serialize)]
struct Json<'a> {
    files: &'a [Row],
    errors: Vec<JsonError>,
}

#[derive(Default, Serialize)]
struct JsonError {
    /// Empty when nothing could be fetched at all.
    #[serde(flatten)]
    asked: Asked,
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
    /// How many bytes of the file are there for the next attempt.
    kept: Option<u64>,
}

impl JsonError {
    fn plain(message: &str) -> Self {
        let message = message.to_owned();
        Self { message, ..Self::default() }
    }

    fn new(asked: Asked, file: Option<&str>, error: &Error) -> Self {
        Self {
            asked,
            file: file.map(ToOwned::to_owned),
            message: error.to_string(),
            causes: causes(error).map(ToString::to_string).collect(),
            hint: error.hint().map(ToOwned::to_owned),
            status: error.status(),
            code: error.code().map(ToOwned::to_owned),
            request_id: error.request_id().map(ToOwned::to_owned),
            attempts: error.attempts(),
            kept: error.kept(),
        }
    }
}
