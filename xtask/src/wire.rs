//! The wire table: what the generated client sends and takes, one line a call and a job.

use openapiv3::{MediaType, Operation, ReferenceOr, Response};

use crate::document::Document;
use crate::extensions;
use crate::lower::Lowered;
use crate::operations;
use crate::problem::Problems;

/// The table of a service: its quota, its operations as lowered, then its jobs as documented.
///
/// # Errors
///
/// As [`extensions::quota`] and [`extensions::jobs`].
pub fn table(document: &Document, lowered: &Lowered) -> Result<String, Problems> {
    let jobs = extensions::jobs(document)?;
    let mut out = match extensions::quota(document)? {
        Some(quota) => format!("quota: {} calls in {} s\n", quota.calls, quota.period),
        None => "quota: not stated\n".to_owned(),
    };
    for (path, method, operation) in lowered.openapi.operations() {
        let id = operation.operation_id.as_deref().unwrap_or("?");
        let documented = document.operation(id);
        let again = documented.is_some_and(|operation| operations::repeatable(&operation, &jobs));
        out += &format!(
            "{id}: {} {path}{}{}\n",
            method.to_ascii_uppercase(),
            query(document, id),
            if again { " (repeatable)" } else { "" },
        );
        out += &format!("  sends {}\n", body(operation));
        for (code, response) in &operation.responses.responses {
            out += &format!("  {code} {}\n", content(response));
        }
    }
    for extensions::Job { job, download, .. } in jobs {
        out += &format!(
            "job {}: start {}{}, poll {} {:?}, download {} {:?}\n",
            job.name,
            job.start.operation,
            if job.start.repeatable { " (repeatable)" } else { "" },
            job.poll.operation,
            job.poll.parameters,
            job.download.operation,
            job.download.parameters,
        );
        if let Some(answer) = job.answer {
            out += &format!(
                "  answer {}: pending {:?}, succeeded {:?}, failed {:?}, percentage {:?}\n",
                answer.status, answer.pending, answer.succeeded, answer.failed, answer.percentage
            );
        }
        if let Some(items) = job.items {
            out += &format!(
                "  items {} key {} name {:?} status {:?}: pending {:?}, succeeded {:?}, failed {:?}{}\n",
                items.list,
                items.key,
                items.name,
                items.status,
                items.pending,
                items.succeeded,
                items.failed,
                if items.new_only { ", new only" } else { "" },
            );
        }
        out += &format!(
            "  {:?} at {:?}, name header {:?}, expires {:?}, lifetime {:?} s\n",
            download.kind, download.link, download.name_header, download.expires, download.lifetime
        );
    }
    Ok(out)
}

fn query(document: &Document, id: &str) -> String {
    let Some(operation) = document.operation(id) else { return String::new() };
    let names: Vec<String> = operation
        .parameters()
        .filter_map(|parameter| document.resolve(parameter))
        .filter(|parameter| parameter["in"] == "query")
        .map(|parameter| {
            let optional = if parameter["required"] == true { "" } else { "?" };
            format!("{}{optional}", parameter["name"].as_str().unwrap_or("?"))
        })
        .collect();
    if names.is_empty() { String::new() } else { format!(" [{}]", names.join(", ")) }
}

fn body(operation: &Operation) -> String {
    match &operation.request_body {
        None => "nothing".into(),
        Some(ReferenceOr::Reference { reference }) => reference.clone(),
        Some(ReferenceOr::Item(body)) => media(&body.content),
    }
}

fn content(response: &ReferenceOr<Response>) -> String {
    match response {
        ReferenceOr::Reference { reference } => reference.clone(),
        ReferenceOr::Item(response) if response.content.is_empty() => "nothing".into(),
        ReferenceOr::Item(response) => media(&response.content),
    }
}

fn media(content: &openapiv3::Content) -> String {
    let parts: Vec<String> = content
        .iter()
        .map(|(name, media)| format!("{name} {}", schema_name(media).unwrap_or("(inline)")))
        .collect();
    parts.join(", ")
}

/// The name of the schema under a media type, if it is a reference.
fn schema_name(media_type: &MediaType) -> Option<&str> {
    match media_type.schema.as_ref()? {
        ReferenceOr::Reference { reference } => reference.rsplit('/').next(),
        ReferenceOr::Item(_) => None,
    }
}
