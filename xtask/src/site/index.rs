//! The first page: what the documents are, and a table of them.

use super::jobs::anchor;
use super::page::{Page, name};
use super::text::{duration, escape};
use crate::document::Document;
use crate::extensions::{self, Job};

const INTRODUCTION: &str = include_str!("../../site/index.html");

/// The page.
pub(super) fn page(documents: &[Document]) -> Result<String, String> {
    let rows: Vec<String> = documents.iter().map(row).collect::<Result<_, _>>()?;
    let version = documents.first().map_or("", |document| &document.openapi.info.version);
    let body =
        INTRODUCTION.replace("{version}", &escape(version)).replacen("{rows}", &rows.concat(), 1);
    let title = "Huawei Cloud logs: the documents";
    Ok(Page { file: "index.html", title, kind: "text", body: &body }.html())
}

fn row(document: &Document) -> Result<String, String> {
    let service = &document.service;
    let jobs = extensions::jobs(document).map_err(|problems| problems.to_string())?;
    let job = |job: &Job<'_>| {
        format!("<a href=\"jobs.html#{}\">{}</a>", anchor(document, job), escape(&job.job.name))
    };
    let jobs: Vec<String> = jobs.iter().map(job).collect();
    let quota = extensions::quota(document).map_err(|problems| problems.to_string())?;
    let quota = quota.map_or_else(
        || "no page says".to_owned(),
        |quota| format!("{} in {}", quota.calls, duration(quota.period)),
    );
    Ok(format!(
        "<tr><th scope=\"row\"><a href=\"{service}.html\">{}</a></th><td>{}</td><td>{}</td>\
         <td class=\"names\">{}</td><td>{quota}</td>\
         <td><a href=\"{service}.yaml\">{service}.yaml</a></td></tr>\n",
        name(service),
        escape(&document.openapi.info.title),
        document.operations().count(),
        jobs.join("<br>"),
    ))
}
