//! Whether breaking changes were announced: by a version and by the changelog.

use std::ops::Bound;

use serde::Serialize;

use super::change::{Change, Class};
use super::changelog::Item;
use super::revision::Revision;
use super::version::Version;

/// What the breaking changes ask for.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Verdict {
    /// Whether something breaks that was not released yet, which it may.
    pub was_unreleased: bool,
    /// What is missing; nothing when there is no breaking change.
    pub missing: Vec<String>,
    /// How to get there, if something is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

impl Verdict {
    pub(super) fn of(
        was: &Revision,
        is: &Revision,
        documents: &[(String, Vec<Change>)],
    ) -> Result<Self, String> {
        let breaking: Vec<_> = documents
            .iter()
            .flat_map(|(file, changes)| changes.iter().map(move |change| (file.as_str(), change)))
            .filter(|(_, change)| change.class == Class::Breaking)
            .collect();
        let mut verdict = Self::default();
        if breaking.is_empty() {
            return Ok(verdict);
        }
        let Some(base) = was.versions()?.last().copied() else { return Ok(verdict) };
        verdict.was_unreleased = was.changelog.is_unreleased(base);
        let (least, after) = if verdict.was_unreleased {
            (base, Bound::Included(base))
        } else {
            (base.after_a_breaking_change(), Bound::Excluded(base))
        };
        let version = verdict.version(&is.versions()?, least);
        let told = (after, Bound::Included(version));
        if is.changelog.has(&told) {
            verdict.lines(&is.changelog.since(&was.changelog, &told), version, &breaking);
        } else {
            verdict.missing.push(format!("openapi/CHANGELOG.md has no section `## {version}`"));
        }
        if !verdict.missing.is_empty() {
            verdict.hint = Some(format!(
                "take the breaking changes back, or let every document have `info.version` {version} and name what \
                 breaks in backticks, in new lines under `## {version}` of openapi/CHANGELOG.md"
            ));
        }
        Ok(verdict)
    }

    /// The newest version whose section may tell of the changes.
    fn version(&mut self, versions: &[Version], least: Version) -> Version {
        if versions.len() > 1 {
            let shown: Vec<_> = versions.iter().map(Version::to_string).collect();
            self.missing.push(format!(
                "all documents share one version, and these have {}",
                shown.join(" and ")
            ));
        }
        let Some(&lowest) = versions.first() else { return least };
        if lowest < least {
            self.missing.push(format!(
                "`info.version` is {lowest}; with a breaking change it is {least} or more"
            ));
        }
        versions.last().copied().unwrap_or(least).max(least)
    }

    /// What no item names. Items that stood in the base are about what changed before it.
    fn lines(&mut self, items: &[&Item], version: Version, breaking: &[(&str, &Change)]) {
        for (file, change) in breaking {
            if !items.iter().any(|item| item.names(file, change)) {
                let names: Vec<_> = change.names.iter().map(|name| format!("`{name}`")).collect();
                self.missing.push(format!(
                    "openapi/CHANGELOG.md has no new line under `## {version}` that names {}, for \
                     {file}: {change}",
                    names.join(" or "),
                ));
            }
        }
    }
}
