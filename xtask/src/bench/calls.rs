//! `cargo xtask bench calls`: what a signed call costs a client, and what many jobs that wait at once do.
//!
//! The measured programs are in `xtask/bench/`.

mod cost;
mod waiting;

use std::path::Path;

use serde::Serialize;
use serde_json::Value;

use self::cost::Cost;
use self::waiting::Waiting;
use super::figures;
use super::nginx::Nginx;
use crate::cargo;
use crate::document::Document;

/// All figures.
#[derive(Debug, Serialize)]
struct Figures {
    cost: Cost,
    waiting: Waiting,
}

/// Measures and prints the figures. Writes them to `json` as well, if that is given.
///
/// # Errors
///
/// If something broke: a build, a program, nginx, a file. No figure is an error.
pub fn run(root: &Path, runs: u32, json: Option<&Path>) -> Result<(), String> {
    let cost = cost::measure(root, runs)?;
    println!("{cost}");
    let waiting = waiting::measure(root)?;
    println!("{waiting}");
    figures::write(json, &Figures { cost, waiting })
}

/// Builds a program of `xtask/bench/` as a user would, and returns where it is.
fn build(root: &Path, binary: &str) -> Result<std::path::PathBuf, String> {
    cargo::build(root, "bench-programs", binary, true)
}

/// An nginx that answers each download of an error log as the document's example does.
fn nginx(root: &Path, example: &str) -> Result<Nginx, String> {
    let document = Document::load(root, "rds").map_err(|problems| problems.to_string())?;
    let operation = document.operation("DownloadErrorlog").ok_or("there is no DownloadErrorlog")?;
    let examples = "/responses/200/content/application~1json/examples";
    let answer = operation.node.pointer(&format!("{examples}/{example}/value"));
    let answer =
        answer.map(Value::to_string).ok_or_else(|| format!("there is no example {example}"))?;
    Nginx::with_answer(operation.path, &answer)
}

/// Whether a goal is met, for the terminal.
fn met(met: bool) -> &'static str {
    if met { "met" } else { "missed" }
}
