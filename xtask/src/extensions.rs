//! The four vendor extensions, `x-log-job`, `x-log-download`, `x-pages` and `x-quota`, as they stand in the documents.
//!
//! `openapi/README.md` explains them to readers of any language.

mod pages;
mod quota;

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

pub use self::pages::{PAGES, Pages, pages};
pub use self::quota::{QUOTA, Quota, quota};
use crate::document::{Document, Operation};
use crate::problem::{Problem, Problems};

/// The key of the extension on the operation that starts a job.
pub const LOG_JOB: &str = "x-log-job";
/// The key of the extension on the operation that gives the link or the bytes.
pub const LOG_DOWNLOAD: &str = "x-log-download";

/// `x-log-job`: how a job is started, followed and ended.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogJob {
    /// The job's name, unique in its document.
    pub name: String,
    /// The call that starts the job.
    pub start: Start,
    /// The call that asks how far the job is.
    pub poll: Call,
    /// The word for the job as a whole; null when only the items have one.
    #[serde(deserialize_with = "written")]
    pub answer: Option<Answer>,
    /// The files of the job; null when it has exactly one and the answer is about it.
    #[serde(deserialize_with = "written")]
    pub items: Option<Items>,
    /// The call that gives the link or the bytes.
    pub download: Call,
}

/// The call that starts a job.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Start {
    /// Its operation id.
    pub operation: String,
    /// Whether repeating it while a job is pending leaves that job as it is.
    pub repeatable: bool,
}

/// A later call of the job.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Call {
    /// Its operation id.
    pub operation: String,
    /// Parameters beyond those of the start: a name and `$start#/…` or `$item#/…`.
    pub parameters: BTreeMap<String, String>,
}

/// Where the word for the whole job stands, and what the words mean.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// JSON Pointer to the word.
    pub status: String,
    /// Words that mean: not yet.
    pub pending: Vec<String>,
    /// Words that mean: done.
    pub succeeded: Vec<String>,
    /// Words that mean: it will never be done.
    pub failed: Vec<String>,
    /// JSON Pointer to the progress in per cent.
    #[serde(deserialize_with = "written")]
    pub percentage: Option<String>,
}

/// Where the files of the job stand, and what their words mean.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Items {
    /// JSON Pointer to the array, into the answer.
    pub list: String,
    /// JSON Pointer to what identifies an entry, into the entry.
    pub key: String,
    /// JSON Pointer to the file's name, into the entry.
    #[serde(deserialize_with = "written")]
    pub name: Option<String>,
    /// JSON Pointer to the word, into the entry.
    #[serde(deserialize_with = "written")]
    pub status: Option<String>,
    /// As in [`Answer`].
    pub pending: Vec<String>,
    /// As in [`Answer`].
    pub succeeded: Vec<String>,
    /// As in [`Answer`].
    pub failed: Vec<String>,
    /// Whether only entries that were not listed before the start belong to the job.
    pub new_only: bool,
}

/// `x-log-download`: what an operation hands out.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogDownload {
    /// Whether it is a pre-signed link or the bytes themselves.
    pub kind: DownloadKind,
    /// JSON Pointer to the link: into the entry when the poll carries it, else into the answer.
    #[serde(deserialize_with = "written")]
    pub link: Option<String>,
    /// The response header that names the file.
    #[serde(deserialize_with = "written")]
    pub name_header: Option<String>,
    /// The query parameter of the link that holds its end, in Unix seconds.
    #[serde(deserialize_with = "written")]
    pub expires: Option<String>,
    /// The documented life of the link in seconds.
    #[serde(deserialize_with = "written")]
    pub lifetime: Option<u32>,
}

/// The two ways of handing out a file.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum DownloadKind {
    /// A pre-signed URL.
    Link,
    /// An authenticated stream.
    Stream,
}

/// `null` has to be written: a key left out by mistake must not pass for one.
pub(crate) fn written<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::deserialize(deserializer)
}

/// A job with the operation it stands on and what its download hands out.
#[derive(Clone, Debug)]
pub struct Job<'a> {
    /// The operation that carries `x-log-job`.
    pub on: Operation<'a>,
    /// The extension.
    pub job: LogJob,
    /// The extension of the download operation.
    pub download: LogDownload,
}

/// The jobs of a document, in its order.
///
/// # Errors
///
/// Reports each extension that can't be read or whose download operation is missing.
pub fn jobs(document: &Document) -> Result<Vec<Job<'_>>, Problems> {
    let mut jobs = Vec::new();
    let mut problems = Problems::default();
    for on in document.operations() {
        match job_of(document, on) {
            Ok(job) => jobs.extend(job),
            Err(problem) => problems.0.push(problem),
        }
    }
    problems.into_result().map(|()| jobs)
}

fn job_of<'a>(document: &'a Document, on: Operation<'a>) -> Result<Option<Job<'a>>, Problem> {
    let Some(job) = read::<LogJob>(document, &on, LOG_JOB)? else { return Ok(None) };
    let place = format!("{}/{LOG_JOB}/download/operation", on.place);
    let operation = document.operation(&job.download.operation).ok_or_else(|| {
        document.problem(
            &place,
            "extension-operation",
            format!("there is no operation `{}`", job.download.operation),
            "the job's file must come from an operation of this document",
        )
    })?;
    let download = read::<LogDownload>(document, &operation, LOG_DOWNLOAD)?.ok_or_else(|| {
        document.problem(
            &operation.place,
            "extension-complete",
            format!("`{}` has no {LOG_DOWNLOAD}", job.download.operation),
            format!("`{}` takes its files from there and must know what it hands out", job.name),
        )
    })?;
    Ok(Some(Job { on, job, download }))
}

fn read<T: serde::de::DeserializeOwned>(
    document: &Document,
    operation: &Operation<'_>,
    key: &str,
) -> Result<Option<T>, Problem> {
    let Some(node) = operation.node.get(key) else { return Ok(None) };
    T::deserialize(node).map(Some).map_err(|error| {
        document.problem(
            &format!("{}/{key}", operation.place),
            "extension-complete",
            format!("{key} can't be read: {error}"),
            "openapi/README.md lists the keys; those that don't apply are written as null",
        )
    })
}
