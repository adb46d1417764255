//! Cargo, and what it says for programs to read.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// Builds a binary of the workspace and returns where it is.
pub(crate) fn build(
    root: &Path,
    package: &str,
    binary: &str,
    release: bool,
) -> Result<PathBuf, String> {
    let mut arguments = vec!["build", "--package", package, "--bin", binary];
    arguments.push("--message-format=json-render-diagnostics");
    if release {
        arguments.push("--release");
    }
    run(root, &arguments)?
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .find(|message| message["target"]["name"] == binary && message["executable"].is_string())
        .and_then(|message| message["executable"].as_str().map(PathBuf::from))
        .ok_or_else(|| format!("cargo built no {binary}"))
}

pub(crate) fn target_directory(root: &Path) -> Result<PathBuf, String> {
    let metadata = run(root, &["metadata", "--no-deps", "--format-version", "1"])?;
    serde_json::from_str::<Value>(&metadata)
        .ok()
        .and_then(|metadata| metadata["target_directory"].as_str().map(PathBuf::from))
        .ok_or_else(|| "cargo metadata names no target directory".to_owned())
}

/// Runs cargo and returns what it writes to standard output.
fn run(root: &Path, arguments: &[&str]) -> Result<String, String> {
    let shown = format!("cargo {}", arguments.join(" "));
    let output = Command::new("cargo")
        .args(arguments)
        .current_dir(root)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("`{shown}` could not be started: {error}"))?;
    if !output.status.success() {
        return Err(format!("`{shown}` failed"));
    }
    String::from_utf8(output.stdout).map_err(|error| format!("`{shown}`: {error}"))
}
