//! `x-quota`: how many calls a user may make of the service in one region.

use serde_json::Value;

use crate::document::Document;
use crate::problem::Problems;
use crate::tree;

/// The key of the extension at the root of the document.
pub const QUOTA: &str = "x-quota";

/// `x-quota`: so many calls in any stretch of time of that length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// How many calls fit into a period, 1 or more.
    pub calls: u32,
    /// The length of a period in seconds, 1 or more.
    pub period: u32,
}

/// The quota of a document; `None` where it says that no page states one.
///
/// # Errors
///
/// Reports a missing extension and each key that is missing, unknown or not a whole number of 1 or more.
pub fn quota(document: &Document) -> Result<Option<Quota>, Problems> {
    let problem = |at: &str, what: String| {
        document.problem(
            &format!("/{QUOTA}{at}"),
            "extension-complete",
            what,
            "clients pace their calls by it: write `calls` and `period` (in seconds), or null where no page states \
             a limit",
        )
    };
    let node = match document.value.get(QUOTA) {
        None => return Err(problem("", format!("the document has no {QUOTA}")).into()),
        Some(Value::Null) => return Ok(None),
        Some(node) => node,
    };
    let Some(entries) = node.as_object() else {
        return Err(problem("", format!("{QUOTA} is neither an object nor null")).into());
    };
    let mut problems = Problems::default();
    for key in entries.keys().filter(|key| !["calls", "period"].contains(&key.as_str())) {
        let at = format!("/{}", tree::escape(key));
        problems.0.push(problem(&at, format!("nobody knows a key `{key}` in {QUOTA}")));
    }
    let mut number = |key: &str| {
        let whole =
            entries.get(key).and_then(Value::as_u64).and_then(|whole| whole.try_into().ok());
        whole.filter(|whole| *whole >= 1).unwrap_or_else(|| {
            let what = format!("`{key}` must be a whole number of 1 or more");
            problems.0.push(problem(&format!("/{key}"), what));
            0
        })
    };
    let quota = Quota { calls: number("calls"), period: number("period") };
    problems.into_result().map(|()| Some(quota))
}
