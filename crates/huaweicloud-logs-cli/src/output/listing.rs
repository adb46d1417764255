//! What came of everything that was asked for, be it instances or links.

use std::time::Duration;

use huaweicloud_logs::{Checksum, Error, SavedFile};
use serde::Serialize;

use crate::text::printable;
use crate::{fetch, links};

/// What is on disk, what is not, and why.
#[derive(Default)]
pub(crate) struct Listing<'a> {
    pub(super) files: Vec<Row>,
    pub(super) missing: Vec<Missing<'a>>,
    /// What is neither.
    pub(super) notes: Vec<String>,
}

/// What a user asked for: an instance of a service, or a link.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Asked {
    pub(super) service: Option<&'static str>,
    pub(super) instance: Option<String>,
    /// The number of the link's line on standard input, or its place among the arguments.
    pub(super) link: Option<usize>,
}

/// A saved file.
#[derive(Serialize)]
pub(super) struct Row {
    #[serde(flatten)]
    pub(super) asked: Asked,
    /// Path on disk.
    pub(super) file: String,
    /// Name that the server gave it.
    pub(super) name: String,
    pub(super) bytes: u64,
    /// Whether it was there already.
    pub(super) already: bool,
    /// How many bytes an earlier download had left.
    pub(super) resumed_from: u64,
    /// How often another link was got.
    pub(super) reissues: u32,
    /// The kind of checksum that it was found to have.
    pub(super) checksum: Option<&'static str>,
    /// Of the job; a link has none.
    pub(super) polls: Option<u32>,
    /// From the start of the job until all its files were saved, or what the link took.
    pub(super) seconds: f64,
    #[serde(skip)]
    pub(super) note: String,
}

/// Something that could not be had.
pub(super) struct Missing<'a> {
    pub(super) asked: Asked,
    /// What to call it in a message.
    pub(super) about: String,
    /// The file, if others of the instance could be saved.
    pub(super) file: Option<&'a str>,
    pub(super) error: &'a Error,
}

impl<'a> Listing<'a> {
    pub(crate) fn of_instances(outcomes: &'a [fetch::Outcome]) -> Self {
        let mut listing = Self::default();
        for outcome in outcomes {
            let about = format!("{} {}", outcome.service, outcome.instance);
            let asked = Asked {
                service: Some(outcome.service.as_str()),
                instance: Some(outcome.instance.clone()),
                link: None,
            };
            if outcome.result.as_ref().is_ok_and(|report| report.files.is_empty()) {
                listing.notes.push(format!("{about}: there are no log files"));
            }
            if let Some(report) = outcome.report() {
                let row = |file| Row {
                    polls: Some(report.polls),
                    ..Row::new(asked.clone(), file, report.elapsed)
                };
                listing.files.extend(report.files.iter().map(row));
            }
            listing.missing.extend(outcome.errors().into_iter().map(|(file, error)| {
                let about = file.map_or_else(|| about.clone(), |file| format!("{about}, {file}"));
                Missing { asked: asked.clone(), about, file, error }
            }));
        }
        listing
    }

    pub(crate) fn of_links(outcomes: &'a [links::Outcome]) -> Self {
        let mut listing = Self::default();
        if outcomes.is_empty() {
            listing.notes.push("there are no links".to_owned());
        }
        for links::Outcome { place, elapsed, result } in outcomes {
            let asked = Asked { link: Some(place.number()), ..Asked::default() };
            match result {
                Ok(file) => listing.files.push(Row::new(asked, file, *elapsed)),
                Err(error) => {
                    let about = place.to_string();
                    listing.missing.push(Missing { asked, about, file: None, error });
                }
            }
        }
        listing
    }
}

impl Row {
    fn new(asked: Asked, file: &SavedFile, elapsed: Duration) -> Self {
        Self {
            asked,
            file: file.path.display().to_string(),
            name: file.name.clone(),
            bytes: file.bytes,
            already: file.already,
            resumed_from: file.resumed_from,
            reissues: file.reissues,
            checksum: file.checksum.map(Checksum::as_str),
            polls: None,
            seconds: (elapsed.as_secs_f64() * 1000.0).round() / 1000.0,
            note: note(file),
        }
    }
}

/// What a user would want to know of a file beside where it is; the path is read right after it.
fn note(file: &SavedFile) -> String {
    let mut notes = Vec::new();
    if file.already {
        notes.push("was there already".to_owned());
    } else if file.resumed_from > 0 {
        notes.push(format!("resumed at {}", crate::text::bytes(file.resumed_from)));
    }
    let on_disk = file.path.file_name().unwrap_or_default();
    if on_disk != file.name.as_str() {
        notes.push(format!("{} saved as", printable(&file.name)));
    }
    notes.join(", ")
}
