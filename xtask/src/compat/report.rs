//! What a comparison found, for people and for programs.

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

use serde_json::{Value, json};

use super::change::{Change, Class};
use super::git::Base;
use super::revision::Revision;
use super::verdict::Verdict;

/// The outcome of `cargo xtask compat`.
#[derive(Clone, Debug)]
pub enum Report {
    /// There is nothing to compare with.
    NoBase {
        /// Why there isn't.
        reason: String,
    },
    /// The documents were compared.
    Compared(Comparison),
}

/// The documents of a revision beside those of the working tree.
#[derive(Clone, Debug)]
pub struct Comparison {
    base: Base,
    /// The documents that differ, by file, each with its changes.
    pub documents: Vec<(String, Vec<Change>)>,
    /// What the breaking changes ask for.
    pub verdict: Verdict,
}

impl Comparison {
    /// Compares the documents of a commit with those under `root`.
    pub(super) fn between(root: &Path, base: Base) -> Result<Self, String> {
        let (was, is) = (Revision::committed(root, &base)?, Revision::working_tree(root)?);
        let files: BTreeSet<_> = was.documents.keys().chain(is.documents.keys()).cloned().collect();
        let changes = |file: &String| match (was.documents.get(file), is.documents.get(file)) {
            (Some(was), Some(is)) => super::changes(&was.value, &is.value),
            (None, _) => vec![whole(file, Class::Additive, "new")],
            (_, None) => vec![whole(file, Class::Breaking, "removed")],
        };
        let documents = files.into_iter().map(|file| (changes(&file), file));
        let documents = documents.filter(|(changes, _)| !changes.is_empty());
        let documents: Vec<_> = documents.map(|(changes, file)| (file, changes)).collect();
        let verdict = Verdict::of(&was, &is, &documents)?;
        Ok(Self { base, documents, verdict })
    }

    /// How many changes are of a class.
    #[must_use]
    pub fn count(&self, class: Class) -> usize {
        let changes = self.documents.iter().flat_map(|(_, changes)| changes);
        changes.filter(|change| change.class == class).count()
    }
}

/// The change of a document that came or went.
fn whole(file: &str, class: Class, what: &str) -> Change {
    let name = file.strip_prefix("openapi/").unwrap_or(file).to_owned();
    Change {
        class,
        place: "document".into(),
        names: vec![name],
        what: what.into(),
        was: None,
        is: None,
    }
}

impl Report {
    /// The report for programs.
    #[must_use]
    pub fn to_json(&self) -> Value {
        match self {
            Self::NoBase { reason } => json!({ "base": null, "reason": reason }),
            Self::Compared(Comparison { base, documents, verdict }) => {
                let documents = documents.iter();
                json!({
                    "base": { "commit": base.commit, "from": base.shown },
                    "documents": documents
                        .map(|(file, changes)| json!({ "document": file, "changes": changes }))
                        .collect::<Vec<_>>(),
                    "verdict": verdict,
                })
            }
        }
    }

    /// The verdict.
    ///
    /// # Errors
    ///
    /// Says what is missing for the breaking changes, and what to do.
    pub fn into_result(self) -> Result<(), String> {
        let Self::Compared(Comparison { verdict, .. }) = self else { return Ok(()) };
        let Some(hint) = verdict.hint else { return Ok(()) };
        Err(format!(
            "breaking changes of the documents:\n- {}\n\nhint: {hint}",
            verdict.missing.join("\n- ")
        ))
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let comparison = match self {
            Self::NoBase { reason } => {
                return writeln!(f, "the documents were not compared: {reason}");
            }
            Self::Compared(comparison) => comparison,
        };
        for (file, changes) in &comparison.documents {
            writeln!(f, "{file}")?;
            for change in changes {
                writeln!(f, "  {change}")?;
            }
            writeln!(f)?;
        }
        let count = |class| format!("{} {class}", comparison.count(class));
        let counts = [Class::Breaking, Class::Additive, Class::DocOnly].map(count).join(", ");
        writeln!(f, "compared with {}: {counts}", comparison.base.shown)?;
        if comparison.verdict.was_unreleased {
            writeln!(
                f,
                "the version there was not released, so it may break; the changelog must still \
                 tell of it"
            )?;
        }
        Ok(())
    }
}
