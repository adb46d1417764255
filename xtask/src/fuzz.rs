//! `cargo xtask fuzz`: libFuzzer makes up what servers send.
//!
//! The program is in `tests/fuzz/`, the targets are in `crates/huaweicloud-logs/src/fuzzing.rs`. It is built with stable
//! Rust: the pass that counts which code is reached is a part of LLVM, and libFuzzer comes as source with
//! libfuzzer-sys. All that is written goes into `fuzz/` of cargo's target directory.

mod outcome;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use self::outcome::Outcome;
use crate::{bounded, cargo};

const PACKAGE: &str = "fuzz-targets";

/// The flags with which cargo-fuzz builds, without its sanitizers: they look for wrong memory accesses, and there is
/// no unsafe code here.
const FLAGS: [&str; 6] = [
    "--cfg=fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
];

/// How libFuzzer runs each target. Without the profile of values it would meet long words by chance only.
const OPTIONS: [&str; 5] = [
    "-max_len=4096",
    "-timeout=10",
    "-rss_limit_mb=2048",
    "-use_value_profile=1",
    "-print_final_stats=1",
];

/// How much longer than asked a target may take: it first goes through the inputs it knows.
const SPARE: Duration = Duration::from_secs(120);

/// Runs the targets, or all, for that many seconds each, also after one has failed.
///
/// What a run learned is kept for the next one.
///
/// # Errors
///
/// Names the targets that failed, each with the input and how to repeat it, or says what could not be built.
pub fn run(root: &Path, seconds: u32, targets: &[String]) -> Result<(), String> {
    let seeds = root.join("tests/fuzz/seeds");
    let known = names(&seeds)?;
    if let Some(unknown) = targets.iter().find(|target| !known.contains(target)) {
        return Err(format!("no target is called {unknown}; there are: {}", known.join(", ")));
    }
    let folder = cargo::target_directory(root)?.join("fuzz");
    let program = build(root, &folder)?;
    let targets = if targets.is_empty() { &known } else { targets };
    let mut failed = Vec::new();
    for target in targets {
        match run_target(&program, &folder, &seeds.join(target), target, seconds) {
            Ok(outcome) => eprintln!("{target}: {outcome}"),
            Err(error) => {
                eprintln!("{target}: failed: {error}");
                failed.push(target.as_str());
            }
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(format!("failed: {}", failed.join(", "))) }
}

/// The targets: each has a folder of inputs to begin with.
fn names(seeds: &Path) -> Result<Vec<String>, String> {
    let failed = |error| format!("{}: {error}", seeds.display());
    let mut names = Vec::new();
    for entry in fs::read_dir(seeds).map_err(failed)? {
        names.push(entry.map_err(failed)?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

fn build(root: &Path, folder: &Path) -> Result<PathBuf, String> {
    let host = Command::new("rustc")
        .args(["--print", "host-tuple"])
        .output()
        .map_err(|error| format!("rustc could not be started: {error}"))?;
    let host = String::from_utf8_lossy(&host.stdout).trim().to_owned();
    let status = Command::new("cargo")
        .args(["build", "--package", PACKAGE, "--profile", "fuzz"])
        // When a target is named, the flags are for it alone, and not for what runs during the build.
        .args(["--target", &host])
        .arg("--target-dir")
        .arg(folder)
        .env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\u{1f}"))
        .current_dir(root)
        .status()
        .map_err(|error| format!("cargo could not be started: {error}"))?;
    if !status.success() {
        return Err("the targets could not be built\n\nhint: libFuzzer needs a C++ compiler \
                    (Debian: build-essential)"
            .to_owned());
    }
    Ok(folder.join(host).join("fuzz").join(PACKAGE))
}

fn run_target(
    program: &Path,
    folder: &Path,
    seeds: &Path,
    target: &str,
    seconds: u32,
) -> Result<Outcome, String> {
    let (corpus, found) = (folder.join("corpus").join(target), folder.join("found").join(target));
    for folder in [&corpus, &found] {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    let log = found.with_extension("log");
    let failed = |error: std::io::Error| format!("{}: {error}", log.display());
    let mut command = Command::new(program);
    command
        .env("FUZZ_TARGET", target)
        .args(OPTIONS)
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-artifact_prefix={}/", found.display()))
        // It writes to the first one only.
        .args([&*corpus, seeds])
        .stderr(File::create(&log).map_err(failed)?);
    let ended = bounded::run(&mut command, Duration::from_secs(seconds.into()) + SPARE);
    let said = String::from_utf8_lossy(&fs::read(&log).map_err(failed)?).into_owned();
    match (ended, outcome::input(&said)) {
        (Ok(()), _) => {
            outcome::of(&said).ok_or_else(|| format!("{}: it holds no figures", log.display()))
        }
        (Err(_), Some(input)) => Err(format!(
            "{}\n  the input is {input}; to repeat it:\n  cargo run --package {PACKAGE} -- {target} {input}",
            outcome::cause(&said)
        )),
        (Err(error), None) => Err(format!("{error}; its output is in {}", log.display())),
    }
}
