//! The states of a job in sentences, for those who can't see its diagram.

use super::phases::{self, Link, Phase, Words};
use super::text::{duration, one_of};
use crate::extensions::Job;

/// Everything that the diagram shows.
pub(super) fn tell(job: &Job<'_>) -> String {
    let start = &job.job.start;
    let again = if start.repeatable { "may be sent again" } else { "is sent only once" };
    let mut story = format!("{} starts the job and {again}. ", start.operation);
    if phases::is_complete(job) {
        story += "Its list is complete as it stands, and an empty list is a good end. ";
    } else {
        story += &format!("{} is asked again and again. ", job.job.poll.operation);
        for (phase, meaning) in [
            (Phase::Pending, "pending"),
            (Phase::Succeeded, "succeeded"),
            (Phase::Failed, "failed"),
        ] {
            story += &words(&phases::words(job, phase), meaning);
        }
        story += "Any other word is unknown and counts as pending until the caller's deadline. ";
        if job.job.items.as_ref().is_some_and(|items| items.new_only) {
            story += "Only entries that were not listed before the start belong to the job. ";
        }
    }
    story + &file(job)
}

fn words(words: &Words<'_>, meaning: &str) -> String {
    let mut story = String::new();
    for (whose, words) in [("the answer", words.answer), ("an entry", words.entry)] {
        story += &match words {
            None => String::new(),
            Some([]) => format!("For {whose} no word for {meaning} is documented. "),
            Some(words) => format!("With {} {whose} is {meaning}. ", one_of(words)),
        };
    }
    story
}

fn file(job: &Job<'_>) -> String {
    let complete = phases::is_complete(job);
    let when = if complete { "For each entry" } else { "Once it has succeeded," };
    let (from, again) = match phases::link(job) {
        Link::Stream(operation) => {
            return format!("{when} {operation} sends the file, with credentials.");
        }
        Link::Polled(operation) => (
            "the answer has a link to the file".to_owned(),
            format!(
                "{operation} is asked again{}",
                if complete { "" } else { " and may be pending" }
            ),
        ),
        Link::Made(operation) => (
            format!("{operation} makes a link to the file"),
            format!("{operation} makes a new one"),
        ),
    };
    let life = job.download.lifetime.map_or_else(
        || "How long it lives is not documented".to_owned(),
        |seconds| format!("It lives {}", duration(seconds)),
    );
    let decides = job.download.expires.as_ref();
    let decides =
        decides.map_or_else(String::new, |name| format!("; its parameter {name} decides"));
    format!(
        "{when} {from}, which is fetched without credentials. {life}{decides}. When the link has \
         expired, {again}."
    )
}
