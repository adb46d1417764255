//! The page with the diagrams of all jobs.

use super::page::{Page, name};
use super::text::escape;
use super::{diagram, reference};
use crate::document::Document;
use crate::extensions::{self, Job};

const INTRODUCTION: &str = include_str!("../../site/jobs.html");

/// The page.
///
/// # Errors
///
/// What is wrong with an extension.
pub fn page(documents: &[Document]) -> Result<String, String> {
    let mut body = INTRODUCTION.to_owned();
    for document in documents {
        let jobs = extensions::jobs(document).map_err(|problems| problems.to_string())?;
        body += &format!(
            "<h2 id=\"{}\">{}</h2>\n<div class=\"jobs\">\n",
            document.service,
            name(&document.service)
        );
        for job in &jobs {
            body += &card(document, job);
        }
        body += "</div>\n";
    }
    let title = "Jobs of Huawei Cloud logs";
    Ok(Page { file: "jobs.html", title, kind: "text", body: &body }.html())
}

/// Where the diagram of a job is in the page.
pub(super) fn anchor(document: &Document, job: &Job<'_>) -> String {
    format!("{}-{}", document.service, job.job.name)
}

fn card(document: &Document, job: &Job<'_>) -> String {
    let anchor = anchor(document, job);
    let calls = [
        ("Start", &job.job.start.operation),
        ("Poll", &job.job.poll.operation),
        ("File", &job.job.download.operation),
    ];
    let calls = calls.map(|(what, operation)| {
        let address = reference::address(document, operation);
        format!("<dt>{what}</dt><dd><a href=\"{address}\"><code>{operation}</code></a></dd>\n")
    });
    format!(
        "<figure class=\"job\" id=\"{anchor}\">\n<h3>{} {}</h3>\n<dl>\n{}</dl>\n{}</figure>\n",
        name(&document.service),
        escape(&job.job.name),
        calls.concat(),
        diagram::draw(&anchor, job),
    )
}
