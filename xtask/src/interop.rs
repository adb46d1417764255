//! The simulator against tools that are not ours: schemathesis, which reads the documents, and the official
//! Python SDK, which never saw them. And against the program of its own README.
//!
//! The Python side is in `xtask/interop/`. This side builds the simulator, makes a virtual environment of
//! the pinned packages, and runs each script with a simulator of its own. All that is written goes into
//! `interop/` of cargo's target directory.

mod bounded;
mod python;
mod simulator;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use std::{fs, io};

use serde_json::Value;

use self::simulator::Simulator;

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
    let folder = target_directory(root)?.join("interop");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let binary = build(root)?;
    let scripts = root.join("xtask/interop");
    let python = python::prepare(&folder, &scripts.join("requirements.txt"))?;

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
    let simulator = Simulator::start(binary, part.polls)?;
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
        .env("PATH", paths)
        // No proxy gets to the simulator. Python looks at the first, other libraries at the second.
        .envs([("no_proxy", "127.0.0.1"), ("NO_PROXY", "127.0.0.1")]);
    bounded::run(&mut script, LIMIT)
}

/// Builds the simulator and returns where its binary is.
fn build(root: &Path) -> Result<PathBuf, String> {
    let arguments = ["build", "--package", "huaweicloud-logs-sim", "--bin", "hwlogs-sim"];
    let messages =
        cargo(root, &[&arguments[..], &["--message-format=json-render-diagnostics"]].concat())?;
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .find(|message| {
            message["target"]["name"] == "hwlogs-sim" && message["executable"].is_string()
        })
        .and_then(|message| message["executable"].as_str().map(PathBuf::from))
        .ok_or_else(|| "cargo built no hwlogs-sim".to_owned())
}

fn target_directory(root: &Path) -> Result<PathBuf, String> {
    let metadata = cargo(root, &["metadata", "--no-deps", "--format-version", "1"])?;
    serde_json::from_str::<Value>(&metadata)
        .ok()
        .and_then(|metadata| metadata["target_directory"].as_str().map(PathBuf::from))
        .ok_or_else(|| "cargo metadata names no target directory".to_owned())
}

/// Runs cargo and returns what it writes to standard output.
fn cargo(root: &Path, arguments: &[&str]) -> Result<String, String> {
    let shown = format!("cargo {}", arguments.join(" "));
    let output = Command::new("cargo")
        .args(arguments)
        .current_dir(root)
        .stderr(std::process::Stdio::inherit())
        .output()
        .map_err(|error| format!("`{shown}` could not be started: {error}"))?;
    if !output.status.success() {
        return Err(format!("`{shown}` failed"));
    }
    String::from_utf8(output.stdout).map_err(|error| format!("`{shown}`: {error}"))
}

/// The text of a file; none if there is no such file.
fn read_if_there(path: &Path) -> Result<Option<String>, String> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(format!("{}: {error}", path.display())),
    }
}
