//! Edits of the fixture, and what is said of them.

use xtask::compat::{Class, changes};
use xtask::document::Document;

use crate::FIXTURE;

/// One edit, with the beginnings of the lines it leads to, and of those that taking it back leads to.
pub(crate) struct Edit {
    pub(crate) from: &'static str,
    pub(crate) to: &'static str,
    pub(crate) then: &'static [&'static str],
    pub(crate) back: &'static [&'static str],
}

/// Fails unless each edit, and each taken back, leads to just the lines that it should.
pub(crate) fn check(edits: &[Edit]) {
    let mut wrong = Vec::new();
    for edit in edits {
        let edited = edited(FIXTURE, &[(edit.from, edit.to)]);
        for (lines, wanted) in
            [(lines(FIXTURE, &edited), edit.then), (lines(&edited, FIXTURE), edit.back)]
        {
            let as_wanted = lines.len() == wanted.len()
                && lines.iter().zip(wanted).all(|(line, wanted)| line.starts_with(wanted));
            if !as_wanted {
                wrong.push(format!("{} -> {}:\n{}", edit.from, edit.to, lines.join("\n")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// A text after edits, each of which is made once.
pub(crate) fn edited(text: &str, edits: &[(&str, &str)]) -> String {
    let mut text = text.to_owned();
    for (from, to) in edits {
        assert!(text.contains(from), "there is no {from:?}");
        text = text.replacen(from, to, 1);
    }
    text
}

/// What is said of two versions of a document. Fails when the changelog can't announce a breaking change.
pub(crate) fn lines(base: &str, now: &str) -> Vec<String> {
    let read =
        |text| Document::parse("fixture", text).unwrap_or_else(|problems| panic!("{problems}"));
    let found = changes(&read(base).value, &read(now).value);
    for change in found.iter().filter(|change| change.class == Class::Breaking) {
        assert!(!change.names.is_empty(), "no line can announce this: {change}");
    }
    found.iter().map(ToString::to_string).collect()
}
