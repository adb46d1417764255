//! The simulator against tools that are not ours: schemathesis, which reads the documents, and the official
//! Python SDK, which never saw them. And against the program of its own README.
//!
//! The Python side is in `xtask/interop/`. This side builds the simulator, makes a virtual environment of
//! the pinned packages, and runs each script with a simulator of its own. All that is written goes into
//! `interop/` of cargo's target directory.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::simulator::{self, Simulator};
use crate::{bounded, cargo, python};

/// A script and the simulator it runs against.
struct Part {
    name: &'static str,
    /// The file in `xtask/interop/`.
    script: &'static str,
    arguments: &'static [&'static str],
    /// How many looks a job of the simulator takes.
    polls: u32,
}

/// Three states of the simulator, because a fuzzer that makes up ids never gets past the first check, and one
/// that only meets finished jobs never sees the others.
const PARTS: [Part; 5] = [
    Part {
        name: "schemathesis, made-up ids",
        script: "fuzz.py",
        arguments: &["strangers"],
        polls: 3,
    },
    Part {
        name: "schemathesis, jobs at work",
        script: "fuzz.py",
        arguments: &["pending"],
        polls: 300,
    },
    Part { name: "schemathesis, jobs done", script: "fuzz.py", arguments: &["ready"], polls: 0 },
    Part { name: "the official Python SDK", script: "sdk.py", arguments: &[], polls: 3 },
    Part { name: "the simulator's README", script: "readme.py", arguments: &[], polls: 3 },
];

/// No part comes near it; fuzz.py has limits of its own that are shorter.
const LIMIT: Duration = Duration::from_secs(10 * 60);

/// Runs all parts, also after one has failed.
///
/// # Errors
///
/// Names the parts that failed, or says what could not be prepared.
pub fn run(root: &Path) -> Result<(), String> {
    let folder = cargo::target_directory(root)?.join("interop");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let binary = simulator::build(root, false)?;
    let scripts = root.join("xtask/interop");
    let python = python::prepare(root)?;

    let mut failed = Vec::new();
    for part in &PARTS {
        eprintln!("==> {}", part.name);
        let began = Instant::now();
        let result = run_part(part, &binary, &python, &scripts, &folder);
        let took = began.elapsed().as_secs();
        match result {
            Ok(()) => eprintln!("{}: passed after {took} s", part.name),
            Err(error) => {
                eprintln!("{}: failed after {took} s: {error}", part.name);
                failed.push(part.name);
            }
        }
    }
    if failed.is_empty() {
        return Ok(());
    }
    Err(format!("failed: {}\n\nThe whole output is in {}.", failed.join("; "), folder.display()))
}

fn run_part(
    part: &Part,
    binary: &Path,
    python: &Path,
    scripts: &Path,
    folder: &Path,
) -> Result<(), String> {
    let simulator = Simulator::start(binary, ["--polls", &part.polls.to_string()])?;
    let connection = folder.join("connection.json");
    let input = fs::write(&connection, simulator.connection())
        .and_then(|()| fs::File::open(&connection))
        .map_err(|error| format!("{}: {error}", connection.display()))?;
    // For those who start a simulator themselves.
    let paths = binary.parent().map(Path::to_owned).into_iter();
    let inherited = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::env::join_paths(paths.chain(std::env::split_paths(&inherited)))
        .map_err(|error| error.to_string())?;
    let mut script = python::command(python);
    script
        .arg(scripts.join(part.script))
        .args(part.arguments)
        .current_dir(folder)
        .stdin(input)
        .env("PATH", paths);
    bounded::run(&mut script, LIMIT)
}
