//! `cargo xtask compat`: what changed in the documents since a revision, and whether clients can live with it.
//!
//! Both sides must be readable by `openapiv3`, but what is compared is the documents as written: `openapiv3` forgets
//! keys that it doesn't know, and here nothing may get lost. Each kind of node has its rules, and what no rule names is
//! breaking.
//!
//! ```text
//! git ─► base ─┐                          ┌─► verdict (versions, changelog)
//!              ├─► changes (walk, rules) ─┴─► report
//! working tree ┘
//! ```

mod bounds;
mod change;
mod changelog;
mod components;
mod extension;
mod git;
mod messages;
mod nodes;
mod operations;
mod parameters;
mod place;
mod references;
mod report;
mod revision;
mod root;
mod schemas;
mod security;
mod verdict;
mod version;
mod walk;

use std::path::Path;

use serde_json::Value;

pub use self::change::{Change, Class};
use self::git::Nearest;
pub use self::report::{Comparison, Report};
pub use self::verdict::Verdict;
use self::walk::Walk;

/// Everything that differs between two versions of a document: breaking changes first, each class in the order of the
/// document. Empty only when both say the same, in the same order.
#[must_use]
pub fn changes(base: &Value, now: &Value) -> Vec<Change> {
    let mut walk = Walk::new(base, now);
    walk.document();
    walk.into_changes()
}

/// Compares the documents under `root` with those of a revision, or of the one that fits best.
///
/// # Errors
///
/// Says which document can't be read, on either side, or what git refused. That there is nothing to compare with is an
/// error only when a revision was asked for.
pub fn compare(root: &Path, base: Option<&str>) -> Result<Report, String> {
    let base = match base {
        Some(wanted) => git::named(root, wanted)?,
        None => match git::nearest(root)? {
            Nearest::Base(base) => base,
            Nearest::Nothing(reason) => return Ok(Report::NoBase { reason }),
        },
    };
    Comparison::between(root, base).map(Report::Compared)
}

/// Prints what changed, as lines or as JSON.
///
/// # Errors
///
/// As [`compare`], or says what has to be done about breaking changes.
pub fn run(root: &Path, base: Option<&str>, json: bool) -> Result<(), String> {
    let report = compare(root, base)?;
    if json {
        println!("{:#}", report.to_json());
    } else {
        print!("{report}");
    }
    report.into_result()
}
