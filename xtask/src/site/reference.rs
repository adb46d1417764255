//! The page of a document, which a script fills with the whole API reference.

use serde_json::Value;

use super::page::{Page, name};
use crate::document::Document;
use crate::extensions::LOG_JOB;

/// The page.
pub(super) fn page(file: &str, document: &Document) -> String {
    // In a script element only its end has a meaning.
    let json = with_diagrams(document).to_string().replace('<', "\\u003c");
    let body = format!(
        "<noscript><p>This page is made by a script. The document itself is <a \
         href=\"{0}.yaml\">{0}.yaml</a>.</p></noscript>\n<div id=\"reference\"></div>\n\
         <script type=\"application/json\" id=\"document\">{json}</script>\n\
         <script src=\"scalar.js\"></script>\n<script src=\"reference.js\"></script>\n",
        document.service
    );
    let title = format!("{}, API reference", name(&document.service));
    Page { file, title: &title, kind: "whole", body: &body }.html()
}

/// Where an operation is: its page, and the section that the script makes for it.
pub(super) fn address(document: &Document, operation: &str) -> String {
    let found = document.operation(operation);
    let tag = found.and_then(|operation| operation.node["tags"][0].as_str()).unwrap_or_default();
    // reference.js names the sections.
    let tag = tag.to_lowercase().replace(' ', "-");
    format!("{}.html#tag/{tag}/{operation}", document.service)
}

/// The document, with a link from each operation that starts a job to its diagram.
fn with_diagrams(document: &Document) -> Value {
    let mut value = document.value.clone();
    for operation in document.operations() {
        let Some(job) = operation.node[LOG_JOB]["name"].as_str() else { continue };
        let description = value.pointer_mut(&format!("{}/description", operation.place));
        if let Some(Value::String(text)) = description {
            let link = format!("jobs.html#{}-{job}", document.service);
            *text = format!("{}\n\n[The states of the job {job}]({link})", text.trim_end());
        }
    }
    value
}
