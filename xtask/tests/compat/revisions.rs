//! What the documents are compared with.

use std::process::Command;

use xtask::compat::{Class, Report, compare};

use crate::FIXTURE;
use crate::edits::edited;
use crate::repository::Repository;

/// The fixture, which tells one commit from another by its title.
fn titled(title: &str) -> String {
    edited(FIXTURE, &[("title: Fixture", &format!("title: {title}"))])
}

/// What the title was in the revision that was compared with.
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
fn the_newest_tag_with_documents_is_taken() {
    let repository = Repository::new();
    repository.commit("Nothing");
    repository.git(&["tag", "before-documents"]);
    for title in ["One", "Two", "Three"] {
        repository.write("fixture.yaml", &titled(title));
        repository.commit(title);
        if title != "Three" {
            repository.git(&["tag", title]);
        }
    }
    repository.git(&["checkout", "--quiet", "-b", "elsewhere", "One"]);
    repository.write("fixture.yaml", &titled("Elsewhere"));
    repository.commit("Elsewhere");
    repository.git(&["tag", "no-ancestor"]);
    repository.git(&["checkout", "--quiet", "main"]);
    assert_eq!(title_before(&repository, None), "Two");
    let shown = repository.report(None).to_string();
    assert!(shown.contains("\ncompared with tag Two ("), "{shown}");
    // A tag on what is checked out.
    repository.git(&["tag", "three"]);
    repository.git(&["tag", "v3"]);
    assert_eq!(title_before(&repository, None), "Three");
    let shown = repository.report(None).to_string();
    assert!(shown.contains("\ncompared with tag v3 ("), "{shown}");
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
fn on_main_the_commit_before_is_taken() {
    assert_eq!(title_before(&history(&["One", "Two"]), None), "One");
}

#[test]
fn a_single_commit_has_nothing_to_compare_with() {
    let repository = history(&["One"]);
    assert_eq!(reason(&repository), "no tag has documents, and no commit before this one is here");
    repository.report(None).into_result().unwrap();
}

#[test]
fn a_shallow_clone_has_nothing_to_compare_with() {
    let (origin, clone) = (history(&["One", "Two"]), tempfile::tempdir().unwrap());
    let source = format!("file://{}", origin.root().display());
    let status = Command::new("git")
        .args(["clone", "--quiet", "--depth=1", &source])
        .arg(clone.path())
        .status()
        .unwrap();
    assert!(status.success());
    match compare(clone.path(), None).unwrap() {
        Report::NoBase { reason } => {
            assert!(reason.contains("no commit before this one"), "{reason}")
        }
        Report::Compared(_) => panic!("it was compared"),
    }
}

#[test]
fn a_folder_without_commits_has_nothing_to_compare_with() {
    assert!(reason(&Repository::new()).starts_with("there is no commit here: "));
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
