//! Whether breaking changes were announced: by a version and by the changelog.

use serde::Serialize;

use super::change::{Change, Class};
use super::changelog::Section;
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
        verdict.was_unreleased =
            was.changelog.section(base).is_some_and(|section| section.is_unreleased);
        let least = if verdict.was_unreleased { base } else { base.after_a_breaking_change() };
        let version = verdict.version(&is.versions()?, least);
        verdict.lines(is.changelog.section(version), version, &breaking);
        if !verdict.missing.is_empty() {
            verdict.hint = Some(format!(
                "take the breaking changes back, or let every document have `info.version` {version} and name what \
                 breaks in backticks, in lines under `## {version}` of openapi/CHANGELOG.md"
            ));
        }
        Ok(verdict)
    }

    /// The version whose section must tell of the changes.
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

    fn lines(&mut self, section: Option<&Section>, version: Version, breaking: &[(&str, &Change)]) {
        let Some(section) = section else {
            return self
                .missing
                .push(format!("openapi/CHANGELOG.md has no section `## {version}`"));
        };
        for (file, change) in breaking {
            if !section.names(file, change) {
                let names: Vec<_> = change.names.iter().map(|name| format!("`{name}`")).collect();
                self.missing.push(format!(
                    "openapi/CHANGELOG.md has no line under `## {version}` that names {}, for \
                     {file}: {change}",
                    names.join(" or "),
                ));
            }
        }
    }
}
