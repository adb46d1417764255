//! `check` and `bless`: other commands, run one after the other.

use std::path::Path;
use std::process::Command;

/// A command of a run.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// The arguments after `cargo`.
    pub arguments: &'static [&'static str],
    /// Environment variables set for it.
    pub environment: &'static [(&'static str, &'static str)],
}

const fn step(arguments: &'static [&'static str]) -> Step {
    Step { arguments, environment: &[] }
}

/// What CI runs besides the tests.
pub const CHECKS: &[Step] = &[
    step(&["fmt", "--all", "--check"]),
    step(&["xtask", "lint"]),
    step(&["xtask", "generate", "--check"]),
    step(&["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"]),
    Step {
        arguments: &["doc", "--workspace", "--no-deps", "--all-features"],
        environment: &[("RUSTDOCFLAGS", "-D warnings")],
    },
];

/// The README's test command.
pub const TESTS: &[Step] = &[step(&["test", "--workspace"])];

/// Accepts what the snapshots of generated code look like now. Only those tests run: others may rightly
/// fail until the simulator or the examples have followed the change.
pub const ACCEPT: &[Step] = &[Step {
    arguments: &["test", "--quiet", "--package", "integration-tests", "--test", "surface"],
    environment: &[("INSTA_UPDATE", "always"), ("INSTA_FORCE_PASS", "1")],
}];

/// Runs the steps in `root` until one fails.
///
/// # Errors
///
/// Names the step that failed or couldn't be started.
pub fn run(root: &Path, steps: &[Step]) -> Result<(), String> {
    for step in steps {
        let shown = format!("cargo {}", step.arguments.join(" "));
        eprintln!("==> {shown}");
        let status = Command::new("cargo")
            .args(step.arguments)
            .envs(step.environment.iter().copied())
            .current_dir(root)
            .status()
            .map_err(|error| format!("`{shown}` could not be started: {error}"))?;
        if !status.success() {
            return Err(format!("`{shown}` failed"));
        }
    }
    Ok(())
}
