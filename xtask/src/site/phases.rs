//! What a job's extension says about its states, in the words that a diagram and its description share.

use crate::extensions::{DownloadKind, Job};

/// The words for one state: those of the answer, and those of an entry.
#[derive(Debug)]
pub(super) struct Words<'a> {
    /// None if the job has no word as a whole.
    pub(super) answer: Option<&'a [String]>,
    /// None if entries have no word of their own.
    pub(super) entry: Option<&'a [String]>,
}

/// A state that words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    Pending,
    Succeeded,
    Failed,
}

/// What the documented words for a state are.
pub(super) fn words<'a>(job: &'a Job<'_>, phase: Phase) -> Words<'a> {
    let of = |pending: &'a [String], succeeded: &'a [String], failed: &'a [String]| match phase {
        Phase::Pending => pending,
        Phase::Succeeded => succeeded,
        Phase::Failed => failed,
    };
    let answer = job.job.answer.as_ref();
    let items = job.job.items.as_ref().filter(|items| items.status.is_some());
    Words {
        answer: answer.map(|answer| of(&answer.pending, &answer.succeeded, &answer.failed)),
        entry: items.map(|items| of(&items.pending, &items.succeeded, &items.failed)),
    }
}

/// Whether there is nothing to wait for: a list without words is complete as it stands.
pub(super) fn is_complete(job: &Job<'_>) -> bool {
    let words = words(job, Phase::Pending);
    words.answer.is_none() && words.entry.is_none()
}

/// How a link is come by.
#[derive(Debug)]
pub(super) enum Link<'a> {
    /// There is none: this operation sends the bytes.
    Stream(&'a str),
    /// This operation, which is the poll, carries it.
    Polled(&'a str),
    /// This operation makes one.
    Made(&'a str),
}

/// Where the file comes from.
pub(super) fn link<'a>(job: &'a Job<'_>) -> Link<'a> {
    let operation = &job.job.download.operation;
    match job.download.kind {
        DownloadKind::Stream => Link::Stream(operation),
        DownloadKind::Link if *operation == job.job.poll.operation => Link::Polled(operation),
        DownloadKind::Link => Link::Made(operation),
    }
}
