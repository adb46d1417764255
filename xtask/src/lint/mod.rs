//! The house rules of the documents. `openapi/README.md` lists them for authors.

mod extensions;
mod formats;
mod operations;
mod references;
mod schemas;

use crate::document::Document;
use crate::problem::{Problem, Problems};
use crate::tree;

pub use formats::STRING_FORMATS;

/// Checks a document against every house rule.
///
/// # Errors
///
/// Returns everything that is wrong, in the order of the file.
pub fn lint(document: &Document) -> Result<(), Problems> {
    let mut problems = Vec::new();
    known_keys(document, &mut problems);
    references::check(document, &mut problems);
    operations::check(document, &mut problems);
    schemas::check(document, &mut problems);
    extensions::check(document, &mut problems);
    problems.sort_by_key(|problem| problem.line);
    Problems(problems).into_result()
}

/// A misspelt key is silently ignored by every tool, so each must be one that OpenAPI knows.
fn known_keys(document: &Document, problems: &mut Vec<Problem>) {
    document.visit(&mut |place, kind, node| {
        let Some(entries) = node.as_object().filter(|entries| !entries.contains_key("$ref")) else {
            return;
        };
        let known = tree::known_keys(kind);
        for key in entries.keys().filter(|key| !key.starts_with("x-")) {
            if !known.contains(&key.as_str()) {
                problems.push(document.problem(
                    &format!("{place}/{}", tree::escape(key)),
                    "known-key",
                    format!("OpenAPI 3.0 knows no key `{key}` in this kind of node ({kind:?})"),
                    format!("tools skip it without a word; known here: {}", known.join(", ")),
                ));
            }
        }
    });
}
