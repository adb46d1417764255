//! Generated code is what the documents generate, and every edit of either is noticed.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::fs;
use std::path::Path;

use tempfile::TempDir;
use xtask::generate::FOLDER;
use xtask::{SERVICES, commands, workspace_root};

/// What `cargo xtask generate --check` prints when it fails; empty when it doesn't.
fn drift_in(root: &Path) -> String {
    commands::generate_check(root).err().unwrap_or_default()
}

/// A copy of the documents and of the generated code.
fn copy() -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    for folder in ["openapi", FOLDER] {
        fs::create_dir_all(copy.path().join(folder)).unwrap();
    }
    for service in SERVICES {
        for file in [format!("openapi/{service}.yaml"), format!("{FOLDER}/{service}.rs")] {
            fs::copy(workspace_root().join(&file), copy.path().join(&file)).unwrap();
        }
    }
    copy
}

fn edit(root: &Path, file: &str, from: &str, to: &str) {
    let path = root.join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} has no {from:?}");
    fs::write(&path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn the_checked_in_code_is_what_the_documents_generate() {
    let drift = drift_in(&workspace_root());
    assert!(drift.is_empty(), "{drift}");
}

#[test]
fn an_edit_of_a_document_is_noticed_and_mended() {
    for (service, from, to) in [
        ("rds", "      summary: ", "      summary: Now "),
        ("rds", "  calls: ", "  calls: 1"),
        ("dds", "lifetime: ", "lifetime: 1"),
        ("dcs", "          repeatable: false", "          repeatable: true"),
        ("clouddc", "          percentage: /percentage", "          percentage: null"),
    ] {
        let copy = copy();
        edit(copy.path(), &format!("openapi/{service}.yaml"), from, to);
        let drift = drift_in(copy.path());
        assert!(drift.contains(&format!("{service}.rs (checked in)")), "{service}: {drift}");
        assert!(drift.contains("hint: run `cargo xtask generate`"), "{drift}");
        commands::generate(copy.path()).unwrap();
        assert_eq!(drift_in(copy.path()), "");
    }
}

#[test]
fn an_edit_of_generated_code_is_noticed_and_mended() {
    let copy = copy();
    edit(copy.path(), &format!("{FOLDER}/rds.rs"), "pub count:", "pub counted:");
    fs::write(copy.path().join(FOLDER).join("stray.rs"), "// left over\n").unwrap();
    fs::remove_file(copy.path().join(FOLDER).join("dcs.rs")).unwrap();
    let drift = drift_in(copy.path());
    assert!(
        drift.contains("-        pub counted:") && drift.contains("+        pub count:"),
        "{drift}"
    );
    assert!(
        drift.contains("-// left over") && drift.contains("+++ ") && drift.contains("dcs.rs"),
        "{drift}"
    );

    commands::generate(copy.path()).unwrap();
    assert_eq!(drift_in(copy.path()), "");
    assert!(!copy.path().join(FOLDER).join("stray.rs").exists());
}

#[test]
fn a_wrong_document_stops_both_before_anything_is_written() {
    let copy = copy();
    edit(copy.path(), "openapi/rds.yaml", "format: int", "format: inn");
    edit(copy.path(), "openapi/dds.yaml", "      summary: ", "      summary: Now ");
    for outcome in [
        commands::generate_check(copy.path()),
        commands::generate(copy.path()),
        commands::lint(copy.path()),
    ] {
        let message = outcome.unwrap_err();
        assert!(
            message.starts_with("openapi/rds.yaml:") && message.contains("[format]"),
            "{message}"
        );
    }
    let dds = format!("{FOLDER}/dds.rs");
    let original = fs::read_to_string(workspace_root().join(&dds)).unwrap();
    assert_eq!(fs::read_to_string(copy.path().join(&dds)).unwrap(), original);
}
