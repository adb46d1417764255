//! `cargo xtask`: the maintainers' commands.

use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use xtask::document::Document;
use xtask::problem::Problems;
use xtask::{SERVICES, drift, generate, lint, steps, workspace_root};

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "The maintainers' commands")]
struct Cli {
    #[command(subcommand)]
    command: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Generate the client from openapi/*.yaml
    Generate {
        /// Write nothing; fail with a diff when the checked-in code is stale
        #[arg(long)]
        check: bool,
    },
    /// Check openapi/*.yaml against the house rules
    Lint,
    /// Run everything that CI runs
    Check {
        /// Leave out the tests
        #[arg(long)]
        no_test: bool,
    },
    /// Generate the client and accept the snapshots it leads to
    Bless,
}

fn main() -> ExitCode {
    let root = workspace_root();
    let result = match Cli::parse().command {
        Task::Generate { check: false } => generate(&root),
        Task::Generate { check: true } => generate_check(&root),
        Task::Lint => lint_all(&root).map_err(|problems| problems.to_string()),
        Task::Check { no_test } => steps::run(&root, steps::CHECKS)
            .and_then(|()| if no_test { Ok(()) } else { steps::run(&root, steps::TESTS) }),
        Task::Bless => generate(&root).and_then(|()| steps::run(&root, steps::ACCEPT)),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn generate(root: &Path) -> Result<(), String> {
    let files = generate::generate_all(root).map_err(|problems| problems.to_string())?;
    let changed =
        drift::write(root, &files).map_err(|error| format!("{}: {error}", generate::FOLDER))?;
    for path in &changed {
        eprintln!("wrote {}", path.display());
    }
    if changed.is_empty() {
        eprintln!("{} is up to date", generate::FOLDER);
    }
    Ok(())
}

fn generate_check(root: &Path) -> Result<(), String> {
    let files = generate::generate_all(root).map_err(|problems| problems.to_string())?;
    let diff =
        drift::diff(root, &files).map_err(|error| format!("{}: {error}", generate::FOLDER))?;
    if diff.is_empty() {
        return Ok(());
    }
    print!("{diff}");
    Err(format!(
        "{} is not what openapi/ generates.\n\nhint: run `cargo xtask generate` and commit the result",
        generate::FOLDER
    ))
}

fn lint_all(root: &Path) -> Result<(), Problems> {
    let mut problems = Problems::default();
    for service in SERVICES {
        if let Err(found) = Document::load(root, service).and_then(|document| lint::lint(&document))
        {
            problems.0.extend(found.0);
        }
    }
    problems.into_result()
}
