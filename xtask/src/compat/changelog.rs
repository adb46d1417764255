//! What a changelog says of a version.

use super::change::Change;
use super::version::Version;

/// The sections of a changelog.
#[derive(Debug, Default)]
pub(super) struct Changelog {
    sections: Vec<Section>,
}

/// What a changelog says of one version.
#[derive(Debug)]
pub(super) struct Section {
    version: Version,
    /// Whether its heading says "unreleased".
    pub(super) is_unreleased: bool,
    /// What stands in backticks, for each item of its lists.
    items: Vec<Vec<String>>,
}

impl Changelog {
    /// Reads the sections whose headings begin with a version: `## 0.1.0 - unreleased`, `## [0.1.0] - 2026-05-01`.
    pub(super) fn parse(text: &str) -> Self {
        let sections = format!("\n{text}");
        Self { sections: sections.split("\n## ").skip(1).filter_map(Section::parse).collect() }
    }

    pub(super) fn section(&self, version: Version) -> Option<&Section> {
        self.sections.iter().find(|section| section.version == version)
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
            item.split('`').skip(1).step_by(2).map(str::to_owned).collect()
        });
        Some(Self {
            version: version.parse().ok()?,
            is_unreleased: heading.to_ascii_lowercase().contains("unreleased"),
            items: items.collect(),
        })
    }

    /// Whether an item names what a change of a document is about, and isn't about other documents only.
    pub(super) fn names(&self, file: &str, change: &Change) -> bool {
        self.items.iter().any(|spans| {
            let mut documents = spans.iter().filter(|span| span.ends_with(".yaml")).peekable();
            let is_about_it =
                documents.peek().is_none() || documents.any(|name| file.ends_with(name.as_str()));
            // `LogFile.size` names both.
            let mut names = spans.iter().flat_map(|span| span.split('.').chain([span.as_str()]));
            is_about_it && names.any(|name| change.names.iter().any(|wanted| wanted == name))
        })
    }
}
