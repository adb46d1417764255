//! Breaking changes need a version and a line in the changelog.

use crate::FIXTURE;
use crate::edits::edited;
use crate::repository::Repository;

/// A renamed field.
const BREAKING: (&str, &str) = ("        size:\n", "        size_kb:\n");
const RELEASED: &str = "# Changelog\n\n## 0.1.0 - 2026-05-01\n\n### Added\n\n- `fixture.yaml`: \
                        `LogFile` and all else.\n";
const UNRELEASED: &str = "# Changelog\n\n## 0.1.0 - unreleased\n\n### Added\n\n- Something.\n";

fn version(number: &str) -> (&'static str, String) {
    ("  version: 0.1.0\n", format!("  version: {number}\n"))
}

/// What is missing after an edit, when the base has this version and this changelog.
fn missing(base: (&str, &str), now: (&str, &str), edits: &[(&str, &str)]) -> Vec<String> {
    let repository = Repository::new();
    let (from, to) = version(base.0);
    repository.write("fixture.yaml", &edited(FIXTURE, &[(from, &to)]));
    repository.write("CHANGELOG.md", base.1);
    repository.commit("Base");
    let (from, to) = version(now.0);
    repository.write("fixture.yaml", &edited(&edited(FIXTURE, &[(from, &to)]), edits));
    repository.write("CHANGELOG.md", now.1);
    let comparison = repository.comparison(Some("HEAD"));
    let result = repository.report(Some("HEAD")).into_result();
    assert_eq!(result.is_err(), !comparison.verdict.missing.is_empty());
    comparison.verdict.missing
}

/// A changelog with a section more.
fn with(section: &str) -> String {
    RELEASED.replace("## 0.1.0", &format!("{section}\n\n## 0.1.0"))
}

#[test]
fn without_a_breaking_change_nothing_is_asked_for() {
    let additive = ("        size:\n", "        owner:\n          type: string\n        size:\n");
    assert_eq!(missing(("0.1.0", RELEASED), ("0.1.0", RELEASED), &[additive]), [""; 0]);
}

#[test]
fn a_breaking_change_needs_a_version_and_a_line() {
    let found = missing(("0.1.0", RELEASED), ("0.1.1", RELEASED), &[BREAKING]);
    assert_eq!(
        found,
        [
            "`info.version` is 0.1.1; with a breaking change it is 0.2.0 or more",
            "openapi/CHANGELOG.md has no section `## 0.2.0`",
        ]
    );
}

#[test]
fn with_the_version_the_line_is_still_needed() {
    let now =
        with("## 0.2.0 - unreleased\n\n### Changed\n\n- `Logs` is better, and so is size_kb.");
    let found = missing(("0.1.0", RELEASED), ("0.2.0", &now), &[BREAKING]);
    assert_eq!(
        found,
        [
            "openapi/CHANGELOG.md has no new line under `## 0.2.0` that names `LogFile` or `size` or `size_kb`, for \
             openapi/fixture.yaml: breaking: schema `LogFile`, field `size`: renamed to `size_kb`"
        ]
    );
}

#[test]
fn with_both_it_is_announced() {
    for line in [
        "- `LogFile` has another field.",
        "- The field `size` has another\n  name.",
        "- Something.\n- Now it is `size_kb`.",
        "- `LogFile.size` has another name.",
        "- `fixture.yaml`: `LogFile` has another field.",
    ] {
        let now = with(&format!("## [0.2.0] - unreleased\n\n{line}"));
        assert_eq!(missing(("0.1.0", RELEASED), ("0.2.0", &now), &[BREAKING]), [""; 0], "{line}");
        assert_eq!(
            missing(("0.1.0", RELEASED), ("0.10.0", &now.replace("0.2.0", "0.10.0")), &[BREAKING]),
            [""; 0]
        );
    }
}

#[test]
fn a_line_about_another_document_or_version_does_not_count() {
    for section in [
        "## 0.2.0 - unreleased\n\n- `rds.yaml`: `LogFile` has another field.",
        "## 0.2.0 - unreleased\n\n`LogFile` has another field.",
        "## 0.3.0 - unreleased\n\n- `LogFile` has another field.\n\n## 0.2.0\n\n- Something.",
        "## 0.2.0 - unreleased\n\n- Something.\n\n`LogFile` has another field.",
    ] {
        let found = missing(("0.1.0", RELEASED), ("0.2.0", &with(section)), &[BREAKING]);
        assert_eq!(found.len(), 1, "{section}: {found:?}");
    }
}

#[test]
fn a_line_that_the_base_had_is_about_something_else() {
    let base = with("## 0.2.0 - unreleased\n\n- `LogFile` has another field.");
    let unreleased = UNRELEASED.replace("Something", "`LogFile` is new");
    for (version, changelog) in [("0.1.0", &unreleased), ("0.2.0", &base)] {
        // Neither another line break nor another heading makes it a new one.
        for now in [
            changelog.clone(),
            changelog.replace("`LogFile` ", "`LogFile`\n  "),
            changelog.replace(&format!("## {version} "), "## 0.9.0 "),
        ] {
            let now_version = if now.contains("0.9.0") { "0.9.0" } else { version };
            let found = missing((version, changelog), (now_version, &now), &[BREAKING]);
            assert_eq!(found.len(), 1, "{now}: {found:?}");
            assert!(found[0].contains("no new line under"), "{found:?}");
            let told = now.replace("\n- ", "\n- `LogFile` lost `size`.\n- ");
            let found = missing((version, changelog), (now_version, &told), &[BREAKING]);
            assert_eq!(found, [""; 0], "{told}");
        }
    }
}

#[test]
fn a_line_under_any_version_since_the_base_counts() {
    let sections = "## 0.3.0 - unreleased\n\n- Something.\n\n## 0.2.0\n\n- `LogFile` lost a field.";
    let now = with(sections);
    assert_eq!(missing(("0.1.0", RELEASED), ("0.3.0", &now), &[BREAKING]), [""; 0]);
    let before = RELEASED.replace("0.1.0", "0.2.0");
    let found = missing(("0.2.0", &before), ("0.3.0", &now), &[BREAKING]);
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn after_1_0_a_breaking_change_needs_a_major_version() {
    let released = RELEASED.replace("0.1.0", "1.4.2");
    let now = format!("## 1.5.0\n\n- `LogFile`\n\n## 2.0.0\n\n- `LogFile`\n\n{released}");
    let found = missing(("1.4.2", &released), ("1.5.0", &now), &[BREAKING]);
    assert_eq!(found, ["`info.version` is 1.5.0; with a breaking change it is 2.0.0 or more"]);
    assert_eq!(missing(("1.4.2", &released), ("2.0.0", &now), &[BREAKING]), [""; 0]);
}

#[test]
fn what_was_not_released_may_break_and_must_tell() {
    let found = missing(("0.1.0", UNRELEASED), ("0.1.0", UNRELEASED), &[BREAKING]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("no new line under `## 0.1.0` that names `LogFile`"), "{found:?}");
    let told = UNRELEASED.replace("Something", "`LogFile`");
    assert_eq!(missing(("0.1.0", UNRELEASED), ("0.1.0", &told), &[BREAKING]), [""; 0]);
    // What counts is what the changelog said then.
    let found = missing(("0.1.0", RELEASED), ("0.1.0", &told), &[BREAKING]);
    assert_eq!(found[0], "`info.version` is 0.1.0; with a breaking change it is 0.2.0 or more");
}

#[test]
fn all_documents_share_a_version() {
    let repository = Repository::new();
    repository.write("CHANGELOG.md", UNRELEASED);
    for name in ["one.yaml", "two.yaml"] {
        repository.write(name, FIXTURE);
    }
    repository.commit("Base");
    let told = "## 0.2.0\n\n- `LogFile`\n\n".to_owned() + UNRELEASED;
    repository.write("CHANGELOG.md", &told);
    let (from, to) = version("0.2.0");
    repository.write("one.yaml", &edited(FIXTURE, &[(from, &to), BREAKING]));
    let found = repository.comparison(Some("HEAD")).verdict.missing;
    assert_eq!(found, ["all documents share one version, and these have 0.1.0 and 0.2.0"]);
    repository.write("two.yaml", &edited(FIXTURE, &[(from, &to)]));
    assert_eq!(repository.comparison(Some("HEAD")).verdict.missing, [""; 0]);
}

#[test]
fn the_verdict_says_what_to_do() {
    let repository = Repository::new();
    repository.write("fixture.yaml", FIXTURE);
    repository.write("CHANGELOG.md", RELEASED);
    repository.commit("Base");
    repository.remove("fixture.yaml");
    let error = repository.report(Some("HEAD")).into_result().unwrap_err();
    assert_eq!(
        error,
        "breaking changes of the documents:\n\
         - openapi/CHANGELOG.md has no section `## 0.2.0`\n\
         \n\
         hint: take the breaking changes back, or let every document have `info.version` 0.2.0 and name what breaks in \
         backticks, in new lines under `## 0.2.0` of openapi/CHANGELOG.md"
    );
}
