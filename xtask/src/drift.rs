//! Checked-in files against freshly generated ones.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

use similar::TextDiff;

use crate::generate::{FOLDER, Generated};

/// Writes what differs and removes what is no longer generated; returns the changed paths.
///
/// # Errors
///
/// Returns the first error of the file system.
pub fn write(root: &Path, files: &[Generated]) -> io::Result<Vec<PathBuf>> {
    fs::create_dir_all(root.join(FOLDER))?;
    let mut changed = Vec::new();
    for file in files {
        let path = root.join(&file.path);
        if fs::read_to_string(&path).ok().as_deref() != Some(&file.text) {
            fs::write(&path, &file.text)?;
            changed.push(file.path.clone());
        }
    }
    for path in orphans(root, files)? {
        fs::remove_file(root.join(&path))?;
        changed.push(path);
    }
    Ok(changed)
}

/// How the checked-in files differ from `files`, as a unified diff; empty when they are the same.
///
/// # Errors
///
/// Returns the first error of the file system other than a missing file.
pub fn diff(root: &Path, files: &[Generated]) -> io::Result<String> {
    let mut out = String::new();
    for file in files {
        let checked_in = read_or_empty(&root.join(&file.path))?;
        out += &unified(&file.path, &checked_in, &file.text);
    }
    for path in orphans(root, files)? {
        let checked_in = read_or_empty(&root.join(&path))?;
        out += &unified(&path, &checked_in, "");
    }
    Ok(out)
}

fn unified(path: &Path, checked_in: &str, generated: &str) -> String {
    if checked_in == generated {
        return String::new();
    }
    let name = path.display().to_string();
    TextDiff::from_lines(checked_in, generated)
        .unified_diff()
        .header(&format!("{name} (checked in)"), &format!("{name} (generated)"))
        .to_string()
}

fn read_or_empty(path: &Path) -> io::Result<String> {
    match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        other => other,
    }
}

/// Files in the generated folder that no document generates.
fn orphans(root: &Path, files: &[Generated]) -> io::Result<BTreeSet<PathBuf>> {
    let mut found = BTreeSet::new();
    let entries = match fs::read_dir(root.join(FOLDER)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(found),
        other => other?,
    };
    for entry in entries {
        let path = Path::new(FOLDER).join(entry?.file_name());
        if !files.iter().any(|file| file.path == path) {
            found.insert(path);
        }
    }
    Ok(found)
}
