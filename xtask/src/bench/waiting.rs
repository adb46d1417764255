//! `cargo xtask bench waiting`: when to poll, compared with the published defaults of others in virtual time.
//!
//! The program is in `xtask/bench/waiting/`: it needs the library.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::cargo;

/// What is measured, and where the figures go.
#[derive(Debug)]
pub struct Options {
    /// Workloads to be run instead of the published ones.
    pub workloads: Vec<PathBuf>,
    /// The folder for the figures, or else one in cargo's target directory.
    pub out: Option<PathBuf>,
    /// How many seeds there are.
    pub seeds: u32,
}

/// Builds the program and runs it, which prints the figures and writes them.
///
/// # Errors
///
/// If something broke: the build, a workload's file, a file of the figures. No figure is an error.
pub fn run(root: &Path, options: Options) -> Result<(), String> {
    let program = cargo::build(root, "bench-waiting", "bench-waiting", true)?;
    let out = match options.out {
        Some(out) => out,
        None => cargo::target_directory(root)?.join("bench/waiting"),
    };
    let mut command = Command::new(&program);
    command.arg("--out").arg(&out).arg("--seeds").arg(options.seeds.to_string());
    for workload in &options.workloads {
        command.arg("--workload").arg(workload);
    }
    let status = command.status().map_err(|error| format!("{}: {error}", program.display()))?;
    if !status.success() {
        return Err("nothing was measured".to_owned());
    }
    eprintln!("==> written to {}", out.display());
    Ok(())
}
