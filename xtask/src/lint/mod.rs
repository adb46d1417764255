//! The house rules of the documents. `openapi/README.md` lists them for authors.

mod examples;
mod extensions;
mod fields;
mod formats;
mod operations;
mod pages;
mod references;
mod schemas;

use serde_json::Value;

use crate::document::Document;
use crate::extensions::QUOTA;
use crate::problem::{Problem, Problems};
use crate::tree::{self, Kind};

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
    examples::check(document, &mut problems);
    extensions::check(document, &mut problems);
    pages::check(document, &mut problems);
    problems.sort_by_key(|problem| problem.line);
    Problems(problems).into_result()
}

/// The extensions in use, the one of the document itself apart: in another node it would say something else.
const EXTENSIONS: &[&str] =
    &["x-codeSamples", "x-extensible-enum", "x-log-download", "x-log-job", "x-pages", "x-source"];

/// A misspelt key is silently ignored by every tool, so each must be one that OpenAPI or the house knows.
fn known_keys(document: &Document, problems: &mut Vec<Problem>) {
    document.visit(&mut |place, kind, node| {
        let Some(entries) = node.as_object().filter(|entries| !entries.contains_key("$ref")) else {
            return;
        };
        for key in entries.keys() {
            let known = match kind {
                _ if !key.starts_with("x-") => tree::known_keys(kind),
                Kind::Document => &[QUOTA],
                _ => EXTENSIONS,
            };
            if !known.contains(&key.as_str()) {
                problems.push(document.problem(
                    &format!("{place}/{}", tree::escape(key)),
                    "known-key",
                    format!("nobody knows a key `{key}` in this kind of node ({kind:?})"),
                    format!("tools skip it without a word; known here: {}", known.join(", ")),
                ));
            }
        }
    });
}

/// Whether a name is in PascalCase, as operation ids and schemas are.
fn is_pascal(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric())
}

/// Whether the node has text under `key`.
fn has_text(node: &Value, key: &str) -> bool {
    node.get(key).and_then(Value::as_str).is_some_and(|text| !text.trim().is_empty())
}
