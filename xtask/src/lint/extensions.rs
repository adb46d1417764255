//! `x-quota` is complete, `x-log-job` and `x-log-download` also lead somewhere.

use std::collections::HashSet;

use serde_json::Value;

use super::fields;
use crate::document::Document;
use crate::extensions::{self, Call, DownloadKind, Items, Job, LOG_DOWNLOAD, LOG_JOB, LogJob};
use crate::problem::Problem;

pub(super) fn check(document: &Document, problems: &mut Vec<Problem>) {
    if let Err(found) = extensions::quota(document) {
        problems.extend(found.0);
    }
    let jobs = match extensions::jobs(document) {
        Ok(jobs) => jobs,
        Err(found) => return problems.extend(found.0),
    };
    if jobs.is_empty() {
        problems.push(document.problem(
            "/paths",
            "extension-complete",
            format!("no operation has {LOG_JOB}"),
            "a document is here for the logs that its service hands out",
        ));
    }
    let mut names = HashSet::new();
    for job in &jobs {
        let checked = Checked { document, job, place: format!("{}/{LOG_JOB}", job.on.place) };
        if !is_kebab(&job.job.name) {
            problems
                .push(checked.wrong("/name", format!("`{}` is not in kebab-case", job.job.name)));
        }
        if !names.insert(job.job.name.as_str()) {
            problems.push(checked.wrong("/name", format!("`{}` is taken", job.job.name)));
        }
        checked.start(problems);
        checked.call("poll", &job.job.poll, problems);
        checked.call("download", &job.job.download, problems);
        checked.words_and_pointers(problems);
        checked.download(problems);
    }
    let used: HashSet<&str> = jobs.iter().map(|job| job.job.download.operation.as_str()).collect();
    for operation in document.operations() {
        if operation.node.get(LOG_DOWNLOAD).is_some()
            && !operation.id().is_some_and(|id| used.contains(id))
        {
            problems.push(document.problem(
                &format!("{}/{LOG_DOWNLOAD}", operation.place),
                "extension-complete",
                "no x-log-job takes its files from here",
                "a download belongs to a job",
            ));
        }
    }
}

/// `error-log`: words of small letters and digits, the first beginning with a letter.
fn is_kebab(name: &str) -> bool {
    let word = |word: &str| {
        !word.is_empty()
            && word.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
    };
    name.starts_with(|first: char| first.is_ascii_lowercase()) && name.split('-').all(word)
}

struct Checked<'a> {
    document: &'a Document,
    job: &'a Job<'a>,
    place: String,
}

impl Checked<'_> {
    fn wrong(&self, at: &str, what: impl Into<String>) -> Problem {
        self.document.problem(
            &format!("{}{at}", self.place),
            "extension-complete",
            what,
            "clients in every language drive the job by this; openapi/README.md explains the keys",
        )
    }

    fn start(&self, problems: &mut Vec<Problem>) {
        if self.job.on.id() != Some(self.job.job.start.operation.as_str()) {
            problems.push(self.wrong("/start/operation", "the job stands on another operation"));
        }
    }

    /// The operation exists, and the parameters are its own and come from somewhere.
    fn call(&self, at: &str, call: &Call, problems: &mut Vec<Problem>) {
        let Some(operation) = self.document.operation(&call.operation) else {
            let what = format!("there is no operation `{}`", call.operation);
            return problems.push(self.wrong(&format!("/{at}/operation"), what));
        };
        let names: Vec<&str> = operation
            .parameters()
            .filter_map(|parameter| self.document.resolve(parameter)?.get("name")?.as_str())
            .collect();
        for (name, source) in &call.parameters {
            let at = format!("/{at}/parameters/{name}");
            let in_body =
                || fields::of_request(self.document, &operation, &format!("/{name}")).is_some();
            if !names.contains(&name.as_str()) && !in_body() {
                let what = format!("`{}` has no parameter `{name}`", call.operation);
                problems.push(self.wrong(&at, what));
            }
            let schema = match source.split_once('#') {
                Some(("$start", pointer)) => self.answer_of(&self.job.job.start.operation, pointer),
                Some(("$item", pointer)) => self.item(pointer),
                _ => None,
            };
            if schema.is_none() {
                let what = format!("`{source}` is not a field of the start's answer or of an item");
                problems.push(self.wrong(&at, what));
            }
        }
    }

    fn words_and_pointers(&self, problems: &mut Vec<Problem>) {
        let job = &self.job.job;
        if job.answer.is_none() && job.items.is_none() {
            problems.push(
                self.wrong("", "neither `answer` nor `items`: nothing tells when it is done"),
            );
        }
        if let Some(answer) = &job.answer {
            let status = self.answer_of(&job.poll.operation, &answer.status);
            let words = [&answer.pending, &answer.succeeded, &answer.failed];
            self.words("/answer", status, words, problems);
            if let Some(pointer) = &answer.percentage
                && self.answer_of(&job.poll.operation, pointer).is_none()
            {
                problems.push(self.wrong("/answer/percentage", format!("no field at `{pointer}`")));
            }
        }
        let Some(items) = &job.items else { return };
        if self.item("").is_none() {
            let what = format!("no list of objects at `{}`", items.list);
            return problems.push(self.wrong("/items/list", what));
        }
        for (key, pointer) in [("key", Some(&items.key)), ("name", items.name.as_ref())] {
            if let Some(pointer) = pointer
                && self.item(pointer).is_none()
            {
                problems
                    .push(self.wrong(&format!("/items/{key}"), format!("no field at `{pointer}`")));
            }
        }
        let words = [&items.pending, &items.succeeded, &items.failed];
        if let Some(pointer) = &items.status {
            self.words("/items", self.item(pointer), words, problems);
        } else if words.iter().any(|words| !words.is_empty()) {
            problems.push(self.wrong("/items", "words without a `status` where they stand"));
        }
        if job.answer.is_none() && items.status.is_none() {
            self.list(items, problems);
        }
    }

    /// Where there are no words at all, one look has to show everything.
    fn list(&self, items: &Items, problems: &mut Vec<Problem>) {
        let LogJob { start, poll, .. } = &self.job.job;
        if start.operation != poll.operation || self.job.on.method != "get" || !start.repeatable {
            let what =
                "without any `status` the job is a list: a repeatable GET that is its own poll";
            problems.push(self.wrong("/items/status", what));
        }
        if items.new_only {
            problems.push(self.wrong("/items/new_only", "a list that is complete has nothing new"));
        }
    }

    /// The status is an open word, every documented word is sorted, and none is sorted twice.
    fn words(
        &self,
        at: &str,
        status: Option<&Value>,
        lists: [&Vec<String>; 3],
        problems: &mut Vec<Problem>,
    ) {
        let Some(known) = status.and_then(|schema| schema.get("x-extensible-enum")?.as_array())
        else {
            let what = "the status is not a word with x-extensible-enum";
            return problems.push(self.wrong(&format!("{at}/status"), what));
        };
        let known: Vec<&str> = known.iter().filter_map(Value::as_str).collect();
        let sorted: Vec<&str> = lists.into_iter().flatten().map(String::as_str).collect();
        for word in &known {
            if sorted.iter().filter(|other| other.eq_ignore_ascii_case(word)).count() != 1 {
                let what =
                    format!("`{word}` must stand in exactly one of pending, succeeded, failed");
                problems.push(self.wrong(at, what));
            }
        }
        for word in sorted.iter().filter(|word| !known.contains(word)) {
            let what = format!("`{word}` is not in the status's x-extensible-enum");
            problems.push(self.wrong(at, what));
        }
        if lists[1].is_empty() {
            problems.push(self.wrong(&format!("{at}/succeeded"), "no word means: done"));
        }
    }

    fn download(&self, problems: &mut Vec<Problem>) {
        let download = &self.job.download;
        let Some(operation) = self.document.operation(&self.job.job.download.operation) else {
            return;
        };
        let mut wrong = |key: &str, what: String| {
            problems.push(self.document.problem(
                &format!("{}/{LOG_DOWNLOAD}/{key}", operation.place),
                "extension-complete",
                what,
                "without it a client can't get the file; openapi/README.md explains the keys",
            ));
        };
        match (download.kind, &download.link) {
            (DownloadKind::Link, Some(pointer)) => {
                let from_poll = self.job.job.download.operation == self.job.job.poll.operation;
                let found = if from_poll {
                    self.item(pointer)
                } else {
                    self.answer_of(&self.job.job.download.operation, pointer)
                };
                if found.is_none() {
                    wrong("link", format!("no field at `{pointer}`"));
                }
            }
            (DownloadKind::Link, None) => wrong("link", "a link without a place".into()),
            (DownloadKind::Stream, Some(_)) => wrong("link", "a stream has no link".into()),
            (DownloadKind::Stream, None) if download.name_header.is_none() => {
                wrong("name_header", "a stream needs a header that names the file".into());
            }
            (DownloadKind::Stream, None) => {}
        }
    }

    /// The schema of a field in an operation's successful JSON answer.
    fn answer_of(&self, operation: &str, pointer: &str) -> Option<&Value> {
        fields::of_answer(self.document, &self.document.operation(operation)?, pointer)
    }

    /// The schema of a field in an entry of the job's list; the entry itself for an empty pointer.
    fn item(&self, pointer: &str) -> Option<&Value> {
        let items = self.job.job.items.as_ref()?;
        let list = self.answer_of(&self.job.job.poll.operation, &items.list)?;
        fields::field(self.document, list.get("items")?, pointer)
    }
}
