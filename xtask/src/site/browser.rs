//! The site in a browser: whether a person sees everything, and nobody else is asked for anything.
//!
//! The browser's side is `xtask/site/test.mjs`. This side tells it what has to be there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde_json::{Value, json};

use super::jobs::anchor;
use super::phases::{self, Phase};
use super::reference;
use crate::bounded;
use crate::document::Document;
use crate::extensions::{self, Job};

/// The browser takes a second or two for each operation.
const LIMIT: Duration = Duration::from_secs(10 * 60);

const MISSING: &str = "\
This needs Chromium; on Debian and its like:
    apt-get install chromium
CHROMIUM names another binary.";

/// Looks at every page of the site in `folder`, from the disk and from a server.
pub(super) fn test(
    root: &Path,
    packages: &Path,
    folder: &Path,
    documents: &[Document],
) -> Result<(), String> {
    let expected = packages.join("expected.json");
    let script = packages.join("test.mjs");
    let pages = documents.iter().map(page).collect::<Result<Vec<_>, _>>()?;
    let json = json!({ "site": folder, "chromium": chromium()?, "references": pages });
    // A module finds its packages only from where they are.
    fs::copy(root.join("xtask/site/test.mjs"), &script)
        .and_then(|_| fs::write(&expected, json.to_string()))
        .map_err(|error| format!("{}: {error}", packages.display()))?;
    bounded::run(Command::new("node").arg(script).arg(expected).current_dir(packages), LIMIT)
}

/// What the page of a document has to show, and the diagrams of its jobs.
fn page(document: &Document) -> Result<Value, String> {
    let jobs = extensions::jobs(document).map_err(|problems| problems.to_string())?;
    let operations = document.operations().map(|operation| {
        let id = operation.id().unwrap_or_default();
        let address = reference::address(document, id);
        let starts = jobs.iter().filter(|job| job.job.start.operation == id);
        let starts: Vec<_> = starts.map(|job| anchor(document, job)).collect();
        let summary = &operation.node["summary"];
        json!({ "id": id, "summary": summary, "address": address, "starts": starts })
    });
    let diagrams = jobs.iter().map(|job| {
        json!({ "anchor": anchor(document, job), "words": words(job), "operations": operations_of(job) })
    });
    Ok(json!({
        "page": format!("{}.html", document.service),
        "operations": operations.collect::<Vec<_>>(),
        "jobs": diagrams.collect::<Vec<_>>(),
    }))
}

/// The words of each phase, by the class of its box.
fn words(job: &Job<'_>) -> Value {
    let of = |phase| {
        let words = phases::words(job, phase);
        [words.answer, words.entry].into_iter().flatten().flatten().collect::<Vec<_>>()
    };
    json!({
        "pending": of(Phase::Pending),
        "succeeded": of(Phase::Succeeded),
        "failed": of(Phase::Failed),
    })
}

fn operations_of<'a>(job: &'a Job<'_>) -> [&'a String; 3] {
    let job = &job.job;
    [&job.start.operation, &job.poll.operation, &job.download.operation]
}

/// Where the browser is.
fn chromium() -> Result<PathBuf, String> {
    let path =
        std::env::var_os("CHROMIUM").map_or_else(|| "/usr/bin/chromium".into(), PathBuf::from);
    if path.exists() {
        Ok(path)
    } else {
        Err(format!("{} isn't there.\n\n{MISSING}", path.display()))
    }
}
