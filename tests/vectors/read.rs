//! What the library makes of an answer, in the terms of the vectors.

use std::collections::BTreeMap;

use huaweicloud_logs::api::log_job::{Download, LogJob};
use huaweicloud_logs::api::log_jobs;
use huaweicloud_logs::{Error, Phase, reading};
use huaweicloud_logs_api::operation::Operation;
use serde_json::Value;
use sha2::{Digest, Sha256};
use xtask::vectors::file::{Expect, File, Item, Job, Known, Link, Page, Phase as Wanted, Refusal};

use super::calls::Came;

/// What the library makes of what came.
pub(crate) fn read(operation: &'static Operation, known: &Known, came: Came) -> Expect {
    match came {
        Came::Nothing => Expect::default(),
        Came::Failed(error) => failed(&error),
        Came::File(headers, bytes) => {
            let header = headers.get("content-disposition").map(|value| value.to_str().unwrap());
            let name = header.and_then(reading::file_name);
            let digits = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            Expect { file: Some(File { name, sha256: digits }), ..Expect::default() }
        }
        Came::Typed(answer) => typed(operation, known, answer),
    }
}

fn failed(error: &Error) -> Expect {
    if error.status().is_none() {
        // Nothing but an answer that nobody can read gets here: the connection is a good one.
        assert!(error.is_retryable() && !error.is_network(), "{error}");
        return Expect { unreadable: Some(true), ..Expect::default() };
    }
    let owned = |text: Option<&str>| text.map(ToOwned::to_owned);
    let refusal = Refusal {
        code: owned(error.code()),
        message: owned(error.message()),
        request_id: owned(error.request_id()),
        momentary: error.is_retryable(),
    };
    Expect { error: Some(refusal), ..Expect::default() }
}

fn typed(operation: &'static Operation, known: &Known, answer: Value) -> Expect {
    let jobs: Vec<_> =
        log_jobs().into_iter().filter(|job| job.service == operation.service).collect();
    let is_of = |job: &&LogJob| operation.id == job.poll.operation || operation.id == job.start;
    let (mut job, mut links) = (None, None);
    if let Some(found) = jobs.iter().find(|job| is_of(job)) {
        let (seen, ready) = observed(operation, found, known, &answer);
        job = Some(seen);
        links = ready;
    } else if let Some(found) = jobs.iter().find(|job| operation.id == job.download.operation)
        && let Download::Link { link, expires, .. } = found.hands_out
    {
        let text = reading::text(&answer, link).unwrap();
        links = Some(text.map(|link| linked(None, link, expires)).into_iter().collect());
    }
    let page = operation.pages.map(|pages| {
        let earlier = known.earlier_pages.iter().cloned();
        let (new, next) = reading::page(operation, earlier, &answer).unwrap();
        let next = next.map(|next| match pages.next {
            Some(_) => ("marker".to_owned(), next.marker.unwrap_or_default()),
            None => ("offset".to_owned(), next.offset.to_string()),
        });
        Page { new, next: next.map(|next| BTreeMap::from([next])) }
    });
    Expect { decode: Some(answer), job, links, page, ..Expect::default() }
}

/// How far the job is, and what is to be downloaded if this answer has the links.
fn observed(
    operation: &Operation,
    job: &LogJob,
    known: &Known,
    answer: &Value,
) -> (Job, Option<Vec<Link>>) {
    let (link, expires) = match job.hands_out {
        Download::Link { link, expires, .. } if job.download.operation == operation.id => {
            (link, expires)
        }
        _ => ("/no-link-here", None),
    };
    let before = known.before_start.iter().cloned().collect();
    let seen = reading::observe(job, answer, &before, link).unwrap();
    let ready = seen.items.iter().filter(|item| item.phase == Phase::Succeeded);
    let links = ready
        .filter_map(|item| Some(linked(item.key.clone(), item.link.clone()?, expires)))
        .collect();
    // A job about one file has it for an item, too.
    let items = seen.items.into_iter().filter(|_| job.items.is_some()).map(|item| Item {
        key: item.key,
        name: item.name,
        phase: phase(item.phase),
    });
    let state = Job {
        name: job.name.to_owned(),
        phase: phase(seen.phase),
        word: seen.word,
        percent: seen.percent.map(f64::from),
        items: items.collect(),
    };
    (state, (job.download.operation == operation.id).then_some(links))
}

fn linked(key: Option<String>, link: String, parameter: Option<&str>) -> Link {
    let expires = reading::link_end(&link, parameter);
    Link { key, link, expires }
}

fn phase(phase: Phase) -> Wanted {
    match phase {
        Phase::Succeeded => Wanted::Succeeded,
        Phase::Failed => Wanted::Failed,
        Phase::Pending | Phase::Unknown => Wanted::Pending,
    }
}
