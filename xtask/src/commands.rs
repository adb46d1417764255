//! What `cargo xtask generate` and `lint` do in a workspace, as text for the terminal.

use std::path::Path;

use crate::document::Document;
use crate::problem::Problems;
use crate::{SERVICES, drift, generate, lint};

/// Generates the client and says on standard error what it wrote.
///
/// # Errors
///
/// Everything that is wrong with the documents, or what the file system refused.
pub fn generate(root: &Path) -> Result<(), String> {
    let files = generate::generate_all(root).map_err(|problems| problems.to_string())?;
    let changed =
        drift::write(root, &files).map_err(|error| format!("{}: {error}", generate::FOLDER))?;
    for path in &changed {
        let done = if root.join(path).exists() { "wrote" } else { "removed" };
        eprintln!("{done} {}", path.display());
    }
    if changed.is_empty() {
        eprintln!("{} is up to date", generate::FOLDER);
    }
    Ok(())
}

/// Compares the checked-in client with what the documents generate. Writes nothing.
///
/// # Errors
///
/// As [`generate()`], or the differences and what to run.
pub fn generate_check(root: &Path) -> Result<(), String> {
    let files = generate::generate_all(root).map_err(|problems| problems.to_string())?;
    let diff =
        drift::diff(root, &files).map_err(|error| format!("{}: {error}", generate::FOLDER))?;
    if diff.is_empty() {
        return Ok(());
    }
    Err(format!(
        "{diff}\n{} is not what openapi/ generates.\n\nhint: run `cargo xtask generate` and commit the result",
        generate::FOLDER
    ))
}

/// Checks the documents against the house rules.
///
/// # Errors
///
/// Everything that is wrong with the documents.
pub fn lint(root: &Path) -> Result<(), String> {
    let mut problems = Problems(Document::strays(root));
    for service in SERVICES {
        if let Err(found) = Document::load(root, service).and_then(|document| lint::lint(&document))
        {
            problems.0.extend(found.0);
        }
    }
    problems.into_result().map_err(|problems| problems.to_string())
}
