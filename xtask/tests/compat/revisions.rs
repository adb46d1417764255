//! What the documents are compared with.

use std::fs;
use std::process::Command;

use xtask::compat::{Class, Report, compare};

use crate::FIXTURE;
use crate::edits::edited;
use crate::repository::Repository;

/// The fixture, with a text that tells one commit from another.
fn titled(title: &str) -> String {
    let text = format!("  description: {title}\nservers:");
    edited(
        FIXTURE,
        &[("  description: One job with links and one with a stream.\nservers:", &text)],
    )
}

/// What the text was in the revision that was compared with.
fn title_before(repository: &Repository, base: Option<&str>) -> String {
    repository.write("fixture.yaml", &titled("Working tree"));
    let comparison = repository.comparison(base);
    let change = &comparison.documents[0].1[0];
    assert_eq!((comparison.documents[0].1.len(), change.class), (1, Class::DocOnly));
    change.was.as_ref().unwrap().as_str().unwrap().to_owned()
}

/// A repository with a commit for each title.
fn history(titles: &[&str]) -> Repository {
    let repository = Repository::new();
    for title in titles {
        repository.write("fixture.yaml", &titled(title));
        repository.commit(title);
    }
    repository
}

fn reason(repository: &Repository) -> String {
    match repository.report(None) {
        Report::NoBase { reason } => reason,
        Report::Compared(_) => panic!("it was compared"),
    }
}

#[test]
fn a_revision_that_is_asked_for_is_taken() {
    let repository = history(&["One", "Two", "Three"]);
    assert_eq!(title_before(&repository, Some("HEAD~2")), "One");
    assert_eq!(title_before(&repository, Some("main")), "Three");
}

#[test]
fn a_revision_that_is_not_there_is_an_error() {
    let repository = history(&["One"]);
    for missing in ["nowhere", "--all", "HEAD:openapi"] {
        let error = compare(repository.root(), Some(missing)).unwrap_err();
        assert!(
            error.starts_with(&format!("there is no revision `{missing}` to compare with: ")),
            "{error}"
        );
    }
}

#[test]
fn the_newest_tag_of_a_version_with_documents_is_taken() {
    let repository = Repository::new();
    repository.commit("Nothing");
    repository.git(&["tag", "v0.0.1"]);
    for (title, tag) in [("One", "v0.1.0"), ("Two", "openapi-v0.2.0"), ("Three", "hwlogs-v0.3.0")] {
        repository.write("fixture.yaml", &titled(title));
        repository.commit(title);
        repository.git(&["tag", tag]);
    }
    repository.git(&["checkout", "--quiet", "-b", "elsewhere", "v0.1.0"]);
    repository.write("fixture.yaml", &titled("Elsewhere"));
    repository.commit("Elsewhere");
    repository.git(&["tag", "v0.9.0"]);
    repository.git(&["checkout", "--quiet", "main"]);
    assert_eq!(title_before(&repository, None), "Two");
    let shown = repository.report(None).to_string();
    assert!(shown.contains("\ncompared with tag openapi-v0.2.0 ("), "{shown}");
    // What is released now is compared with what was released before.
    repository.git(&["tag", "v0.4.0"]);
    assert_eq!(title_before(&repository, None), "Two");
    repository.commit("Four");
    repository.git(&["tag", "a-name"]);
    assert_eq!(title_before(&repository, None), "Three");
}

#[test]
fn a_tag_without_documents_does_not_count() {
    let repository = Repository::new();
    repository.commit("Nothing");
    repository.git(&["tag", "before-documents"]);
    for title in ["One", "Two"] {
        repository.write("fixture.yaml", &titled(title));
        repository.commit(title);
    }
    assert_eq!(title_before(&repository, None), "One");
}

#[test]
fn without_a_tag_a_branch_is_compared_with_where_it_left_main() {
    let repository = history(&["One", "Two"]);
    repository.git(&["checkout", "--quiet", "-b", "branch"]);
    for title in ["Three", "Four"] {
        repository.write("fixture.yaml", &titled(title));
        repository.commit(title);
    }
    assert_eq!(title_before(&repository, None), "Two");
    // What the server has of main goes before what is here.
    repository.git(&["update-ref", "refs/remotes/origin/main", "main~1"]);
    assert_eq!(title_before(&repository, None), "One");
}

#[test]
fn on_main_the_first_commit_with_documents_is_taken() {
    let repository = Repository::new();
    repository.commit("Nothing");
    repository.write("fixture.yaml", &titled("One"));
    repository.commit("One");
    let shown = repository.report(None).to_string();
    assert!(shown.contains("\ncompared with the commit before ("), "{shown}");
    assert!(shown.contains("additive: document: new"), "{shown}");
    for title in ["Two", "Three"] {
        repository.write("fixture.yaml", &titled(title));
        repository.commit(title);
    }
    assert_eq!(title_before(&repository, None), "One");
    let shown = repository.report(None).to_string();
    assert!(shown.contains("\ncompared with the first commit with documents ("), "{shown}");
}

#[test]
fn on_main_the_last_change_of_the_version_goes_before_the_first_commit() {
    let repository = Repository::new();
    let versions = [("One", "0.1.0"), ("Two", "0.1.0"), ("Three", "0.2.0"), ("Four", "0.2.0")];
    for (title, version) in versions {
        let version = format!("  version: {version}\n");
        repository
            .write("fixture.yaml", &edited(&titled(title), &[("  version: 0.1.0\n", &version)]));
        repository.commit(title);
    }
    let shown = repository.report(None).to_string();
    assert!(shown.contains("`description`: was \"Three\", is \"Four\""), "{shown}");
    assert!(shown.contains("\ncompared with the last change of `info.version` ("), "{shown}");
    // What this commit changes is compared with what was before it.
    repository.git(&["reset", "--quiet", "--hard", "HEAD^"]);
    let shown = repository.report(None).to_string();
    assert!(shown.contains("`description`: was \"One\", is \"Three\""), "{shown}");
}

#[test]
fn a_single_commit_has_nothing_to_compare_with() {
    let repository = history(&["One"]);
    repository.git(&["tag", "v0.1.0"]);
    assert_eq!(reason(&repository), "no tag of a version and no commit before this one is here");
    repository.report(None).into_result().unwrap();
}

#[test]
fn a_shallow_clone_has_nothing_to_compare_with_and_says_so() {
    let (origin, clone) = (history(&["One", "Two"]), tempfile::tempdir().unwrap());
    let source = format!("file://{}", origin.root().display());
    let status = Command::new("git")
        .args(["clone", "--quiet", "--depth=1", &source])
        .arg(clone.path())
        .status()
        .unwrap();
    assert!(status.success());
    let shown = compare(clone.path(), None).unwrap().to_string();
    assert_eq!(
        shown,
        "the documents were not compared: this clone is shallow: no tag of a version and no commit before this one \
         is here\n"
    );
}

#[test]
fn a_folder_without_commits_has_nothing_to_compare_with() {
    assert_eq!(reason(&Repository::new()), "there is no commit here");
}

#[test]
fn what_git_refuses_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    // Whatever is above it.
    fs::write(folder.path().join(".git"), "gitdir: nowhere").unwrap();
    let error = compare(folder.path(), None).unwrap_err();
    assert!(error.starts_with("git failed: fatal: "), "{error}");
    // A commit that is not there.
    let repository = history(&["One", "Two"]);
    let head = repository.root().join(".git/HEAD");
    fs::write(head, "1234567890123456789012345678901234567890\n").unwrap();
    let error = compare(repository.root(), None).unwrap_err();
    assert!(error.starts_with("git failed: "), "{error}");
}

#[test]
fn documents_may_come_but_not_go() {
    let repository = history(&["One"]);
    repository.remove("fixture.yaml");
    repository.write("other.yaml", FIXTURE);
    repository.write("notes.md", "no document");
    let shown = repository.report(Some("HEAD")).to_string();
    let (lines, counts) = shown.split_once("\n\ncompared with HEAD (").unwrap();
    assert_eq!(
        format!("{lines}\n"),
        "openapi/fixture.yaml\n  breaking: document: removed\n\nopenapi/other.yaml\n  additive: \
         document: new\n"
    );
    assert!(counts.ends_with("): 1 breaking, 1 additive, 0 doc-only\n"), "{counts}");
}

#[test]
fn a_document_that_can_not_be_read_is_named_with_its_side() {
    let repository = history(&["One"]);
    repository.write("fixture.yaml", "openapi: [");
    let error = compare(repository.root(), Some("HEAD")).unwrap_err();
    assert!(error.starts_with("openapi/fixture.yaml"), "{error}");
    repository.commit("Wrong");
    let error = compare(repository.root(), Some("HEAD")).unwrap_err();
    assert!(error.starts_with("HEAD (") && error.contains("openapi/fixture.yaml"), "{error}");
}

#[test]
fn programs_get_the_same_as_json() {
    let repository = history(&["One"]);
    repository.write(
        "fixture.yaml",
        &edited(&titled("One"), &[("        size:\n", "        size_kb:\n")]),
    );
    let json = repository.report(Some("HEAD")).to_json();
    let change = &json["documents"][0]["changes"][0];
    assert_eq!(json["documents"][0]["document"], "openapi/fixture.yaml");
    assert_eq!(change["class"], "breaking");
    assert_eq!(change["place"], "schema `LogFile`, field `size`");
    assert_eq!(change["what"], "renamed to `size_kb`");
    assert_eq!(change["names"], serde_json::json!(["LogFile", "size", "size_kb"]));
    assert!(json["base"]["commit"].as_str().unwrap().len() >= 40);
    assert!(!json["verdict"]["missing"].as_array().unwrap().is_empty());
}
