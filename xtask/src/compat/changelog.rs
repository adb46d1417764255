//! What a changelog says of a version.

use std::ops::RangeBounds;

use super::change::Change;
use super::version::Version;

/// The sections of a changelog.
#[derive(Debug, Default)]
pub(super) struct Changelog {
    sections: Vec<Section>,
}

/// What a changelog says of one version.
#[derive(Debug)]
struct Section {
    version: Version,
    /// Whether its heading says "unreleased".
    is_unreleased: bool,
    items: Vec<Item>,
}

/// An item of a list, on one line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Item(String);

impl Changelog {
    /// Reads the sections whose headings begin with a version: `## 0.1.0 - unreleased`, `## [0.1.0] - 2026-05-01`.
    pub(super) fn parse(text: &str) -> Self {
        let sections = format!("\n{text}");
        Self { sections: sections.split("\n## ").skip(1).filter_map(Section::parse).collect() }
    }

    /// Whether a version has a section that says "unreleased".
    pub(super) fn is_unreleased(&self, version: Version) -> bool {
        self.sections.iter().any(|section| section.version == version && section.is_unreleased)
    }

    /// Whether one of some versions has a section.
    pub(super) fn has(&self, versions: &impl RangeBounds<Version>) -> bool {
        self.sections.iter().any(|section| versions.contains(&section.version))
    }

    /// The items about some versions that an older changelog has nowhere, wherever its lines break.
    pub(super) fn since(&self, older: &Self, versions: &impl RangeBounds<Version>) -> Vec<&Item> {
        let stood = |item: &Item| older.sections.iter().any(|section| section.items.contains(item));
        let sections = self.sections.iter().filter(|section| versions.contains(&section.version));
        sections.flat_map(|section| &section.items).filter(|item| !stood(item)).collect()
    }
}

impl Section {
    fn parse(text: &str) -> Option<Self> {
        let (heading, body) = text.split_once('\n').unwrap_or((text, ""));
        let version = heading.split_whitespace().next()?.trim_matches(['[', ']']);
        let body = format!("\n{body}");
        let items = body.split("\n- ").skip(1).map(|item| {
            // What follows the list is no part of its last item.
            let item = item.split("\n\n").next().unwrap_or_default();
            Item(item.split_whitespace().collect::<Vec<_>>().join(" "))
        });
        Some(Self {
            version: version.parse().ok()?,
            is_unreleased: heading.to_ascii_lowercase().contains("unreleased"),
            items: items.collect(),
        })
    }
}

impl Item {
    /// Whether it names what a change of a document is about, in backticks, and isn't about other documents only.
    pub(super) fn names(&self, file: &str, change: &Change) -> bool {
        let spans = || self.0.split('`').skip(1).step_by(2);
        let mut documents = spans().filter(|span| span.ends_with(".yaml")).peekable();
        let is_about_it = documents.peek().is_none() || documents.any(|name| file.ends_with(name));
        // `LogFile.size` names both.
        let mut names = spans().flat_map(|span| span.split('.').chain([span]));
        is_about_it && names.any(|name| change.names.iter().any(|wanted| wanted == name))
    }
}
