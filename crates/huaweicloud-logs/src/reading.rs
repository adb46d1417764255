//! What is read out of what servers send, for the test vectors. Without any promise of stability.

use std::collections::BTreeSet;

use reqwest::Request;
use serde::Serialize;
use url::Url;

use crate::answer::Answer;
use crate::api::log_job::LogJob;
use crate::api::operation::Operation;
// progenitor's error, which each generated module exports under the same name.
use crate::api::rds::Error as ApiError;
use crate::download::file_name::safe;
use crate::download::headers::{disposition, expiry};
use crate::pages::Walk;
use crate::{AccessKey, Error, Phase, Result, error, observation, signing};

/// How far a job is, as one answer tells.
#[derive(Clone, Debug)]
pub struct Seen {
    /// How far it is as a whole.
    pub phase: Phase,
    /// The word for the whole.
    pub word: Option<String>,
    /// Progress in per cent.
    pub percent: Option<f32>,
    /// The files, those whose key was known left out.
    pub items: Vec<SeenItem>,
}

/// A file of a job, as one answer tells.
#[derive(Clone, Debug)]
pub struct SeenItem {
    /// What recognises it in another answer.
    pub key: Option<String>,
    /// The name that the service gives it.
    pub name: Option<String>,
    /// How far it is.
    pub phase: Phase,
    /// What its entry says at `link`.
    pub link: Option<String>,
}

/// Where the next page of a list begins.
#[derive(Clone, Debug)]
pub struct NextPage {
    /// How many entries to pass over.
    pub offset: i32,
    /// The marker, where pages go by that.
    pub marker: Option<String>,
}

/// Reads how far a job is; `link` is where an entry has its link.
///
/// # Errors
///
/// When `answer` is nothing that JSON could be.
pub fn observe(
    job: &LogJob,
    answer: &impl Serialize,
    known: &BTreeSet<String>,
    link: &str,
) -> Result<Seen> {
    let seen = observation::observe(job, Answer::of(answer)?, known);
    let item = |item: observation::Item| SeenItem {
        link: item.entry.text(link),
        key: Some(item.key).filter(|_| item.lasting),
        name: item.name,
        phase: item.phase,
    };
    Ok(Seen {
        phase: seen.phase,
        word: seen.word,
        percent: seen.percent,
        items: seen.items.into_iter().map(item).collect(),
    })
}

/// Reads the text to which a pointer leads.
///
/// # Errors
///
/// When `answer` is nothing that JSON could be.
pub fn text(answer: &impl Serialize, pointer: &str) -> Result<Option<String>> {
    Ok(Answer::of(answer)?.text(pointer))
}

/// Reads a page: the keys of the entries that no page before had, and where the next one begins.
///
/// # Errors
///
/// When `page` is nothing that JSON could be.
pub fn page(
    operation: &'static Operation,
    earlier: impl IntoIterator<Item = String>,
    page: &impl Serialize,
) -> Result<(Vec<Option<String>>, Option<NextPage>)> {
    let mut walk = Walk::after(operation, earlier);
    let key = operation.pages.map_or("", |pages| pages.key);
    let entries = walk.take(&mut Answer::of(page)?);
    let next = walk.next().map(|at| NextPage { offset: at.offset, marker: at.marker });
    Ok((entries.into_iter().map(|(_, entry)| entry.text(key)).collect(), next))
}

/// When a link ends, in Unix seconds.
#[must_use]
pub fn link_end(link: &str, parameter: Option<&str>) -> Option<i64> {
    Some(expiry::expiry(&Url::parse(link).ok()?, parameter)?.as_second())
}

/// The name that a file gets by its `Content-Disposition`.
#[must_use]
pub fn file_name(header: &str) -> Option<String> {
    disposition::file_name(header).map(|name| safe(&name))
}

/// What a call's error is for users.
#[must_use]
pub fn refused<E: Serialize>(operation: &'static str, error: ApiError<E>) -> Error {
    error::from_api(operation, error)
}

/// The header `Authorization` of a request whose other headers are all there.
#[must_use]
pub fn authorization(request: &Request, key: &AccessKey, date: &str) -> String {
    signing::authorization(request, key, date).0
}
