//! A repository of the tests' own.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;
use xtask::compat::{Comparison, Report, compare};

/// A repository with `openapi/` in a folder that goes when this is dropped.
pub(crate) struct Repository(TempDir);

impl Repository {
    /// A repository without a commit.
    pub(crate) fn new() -> Self {
        let repository = Self(tempfile::tempdir().unwrap());
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository
    }

    pub(crate) fn root(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn git(&self, arguments: &[&str]) {
        let output = Command::new("git")
            .current_dir(self.root())
            .args([
                "-c",
                "user.name=Test",
                "-c",
                "user.email=test@localhost",
                "-c",
                "commit.gpgsign=false",
            ])
            .args(arguments)
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }

    /// Writes a file of `openapi/`.
    pub(crate) fn write(&self, name: &str, text: &str) {
        let folder = self.root().join("openapi");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(name), text).unwrap();
    }

    pub(crate) fn remove(&self, name: &str) {
        fs::remove_file(self.root().join("openapi").join(name)).unwrap();
    }

    /// Commits everything, also when nothing changed.
    pub(crate) fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", message]);
    }

    /// What there is to say since a revision, or since the one that fits best.
    pub(crate) fn report(&self, base: Option<&str>) -> Report {
        compare(self.root(), base).unwrap()
    }

    pub(crate) fn comparison(&self, base: Option<&str>) -> Comparison {
        match self.report(base) {
            Report::Compared(comparison) => comparison,
            Report::NoBase { reason } => panic!("{reason}"),
        }
    }
}
