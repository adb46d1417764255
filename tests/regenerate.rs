//! Generated code is what the documents generate, and every edit of either is noticed.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::fs;
use std::path::Path;

use tempfile::TempDir;
use xtask::generate::{FOLDER, generate_all};
use xtask::{SERVICES, drift, workspace_root};

/// What `cargo xtask generate --check` would print.
fn drift_in(root: &Path) -> String {
    drift::diff(root, &generate_all(root).unwrap()).unwrap()
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
    assert!(drift.is_empty(), "run `cargo xtask generate`:\n{drift}");
}

#[test]
fn an_edit_of_a_document_is_noticed_and_mended() {
    for (service, from, to) in [
        ("rds", "Number of links in `list`.", "How many links there are."),
        ("dds", "lifetime: 900", "lifetime: 600"),
        ("dcs", "new_only: true", "new_only: false"),
        ("clouddc", "/logs/exports/{export_id}/content:", "/logs/exports/{export_id}/bytes:"),
    ] {
        let copy = copy();
        edit(copy.path(), &format!("openapi/{service}.yaml"), from, to);
        let drift = drift_in(copy.path());
        assert!(drift.contains(&format!("{service}.rs (checked in)")), "{service}: {drift}");
        let changed = drift::write(copy.path(), &generate_all(copy.path()).unwrap()).unwrap();
        assert_eq!(changed, [Path::new(FOLDER).join(format!("{service}.rs"))]);
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

    drift::write(copy.path(), &generate_all(copy.path()).unwrap()).unwrap();
    assert_eq!(drift_in(copy.path()), "");
    assert!(!copy.path().join(FOLDER).join("stray.rs").exists());
}
