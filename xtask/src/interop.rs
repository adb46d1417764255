//! The documents and the simulator against tools that are not ours: schemathesis, the official Python SDK, which never
//! saw the documents, and the clients that others generate from them. And against all that people copy: the samples in
//! the documents, the examples beside them, the program of the simulator's README.
//!
//! The other side is in `xtask/interop/`. This side builds the simulator, gets the pinned packages, and runs each
//! script. All that is written goes into `interop/` of cargo's target directory.

mod java;

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use clap::ValueEnum;

use crate::simulator::{self, Simulator};
use crate::{bounded, cargo, npm, python};

/// What can be run alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Judge {
    /// schemathesis, which reads the documents and makes up requests
    Schemathesis,
    /// The official Python SDK
    PythonSdk,
    /// A client by openapi-typescript and openapi-fetch
    Typescript,
    /// A client by openapi-python-client
    Python,
    /// A client by openapi-generator
    Java,
    /// The samples in the documents
    Samples,
    /// openapi/examples/ and the program of the simulator's README
    Examples,
}

/// A script and what it runs against.
struct Part {
    judge: Judge,
    name: &'static str,
    /// The file in `xtask/interop/`.
    script: &'static str,
    arguments: &'static [&'static str],
    /// How many looks a job takes in the simulator whose line the script reads; none if it starts simulators itself.
    polls: Option<u32>,
}

const fn part(judge: Judge, name: &'static str, script: &'static str) -> Part {
    Part { judge, name, script, arguments: &[], polls: None }
}

/// schemathesis meets three states of the simulator, because a fuzzer that makes up ids never gets past the first
/// check, and one that only meets finished jobs never sees the others.
const PARTS: [Part; 10] = [
    Part {
        arguments: &["strangers"],
        polls: Some(3),
        ..part(Judge::Schemathesis, "schemathesis, made-up ids", "fuzz.py")
    },
    Part {
        arguments: &["pending"],
        polls: Some(300),
        ..part(Judge::Schemathesis, "schemathesis, jobs at work", "fuzz.py")
    },
    Part {
        arguments: &["ready"],
        polls: Some(0),
        ..part(Judge::Schemathesis, "schemathesis, jobs done", "fuzz.py")
    },
    Part { polls: Some(3), ..part(Judge::PythonSdk, "the official Python SDK", "sdk.py") },
    Part {
        arguments: &["typescript"],
        ..part(Judge::Typescript, "a generated client in TypeScript", "clients.py")
    },
    Part {
        arguments: &["python"],
        ..part(Judge::Python, "a generated client in Python", "clients.py")
    },
    Part { arguments: &["java"], ..part(Judge::Java, "a generated client in Java", "clients.py") },
    part(Judge::Samples, "the samples in the documents", "samples.py"),
    part(Judge::Examples, "the examples beside the documents", "examples.py"),
    part(Judge::Examples, "the simulator's README", "readme.py"),
];

/// No part comes near it; some have limits of their own that are shorter.
const LIMIT: Duration = Duration::from_secs(10 * 60);

/// Runs the parts of these judges, or all if there are none, also after one has failed.
///
/// # Errors
///
/// Names the parts that failed, or says what could not be prepared.
pub fn run(root: &Path, only: &[Judge]) -> Result<(), String> {
    let wanted = |judge: Judge| only.is_empty() || only.contains(&judge);
    let folder = cargo::target_directory(root)?.join("interop");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    if [Judge::Java, Judge::Examples].map(wanted).contains(&true) {
        java::check()?;
    }
    if [Judge::Typescript, Judge::Samples, Judge::Examples].map(wanted).contains(&true) {
        npm::prepare_in(root, "interop", &folder)?;
    }
    let binary = simulator::build(root, false)?;
    let scripts = root.join("xtask/interop");
    let python = python::prepare(root)?;

    let mut failed = Vec::new();
    for part in PARTS.iter().filter(|part| wanted(part.judge)) {
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
    let mut script = python::command(python);
    script.arg(scripts.join(part.script)).args(part.arguments).current_dir(folder);
    // It ends when it is dropped.
    let _simulator = match part.polls {
        Some(polls) => {
            let simulator = Simulator::start(binary, ["--polls", &polls.to_string()])?;
            let connection = folder.join("connection.json");
            let input = fs::write(&connection, simulator.connection())
                .and_then(|()| fs::File::open(&connection))
                .map_err(|error| format!("{}: {error}", connection.display()))?;
            script.stdin(input);
            Some(simulator)
        }
        None => {
            script.stdin(Stdio::null());
            None
        }
    };
    // For those who start a simulator themselves.
    let paths = binary.parent().map(Path::to_owned).into_iter();
    let inherited = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::env::join_paths(paths.chain(std::env::split_paths(&inherited)))
        .map_err(|error| error.to_string())?;
    bounded::run(script.env("PATH", paths), LIMIT)
}
