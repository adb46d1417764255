//! `hwlogs`: name an instance, get its log files.

mod args;
mod connect;
mod demo;
mod duration;
mod failure;
mod fetch;
mod output;
mod progress;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Cli, Command};
use crate::failure::Failure;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    // Dropping the work removes unfinished files, which the default way of dying on a signal doesn't.
    let outcome = tokio::select! {
        outcome = run(cli) => outcome,
        interrupted = interrupted() => Err(interrupted),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

async fn run(cli: Cli) -> Result<(), Failure> {
    match cli.command {
        Command::Demo(demo) => demo::run(&demo, &cli.shared).await,
        Command::Service(command) => {
            let cloud = connect::cloud(&cli.shared)?;
            let outcomes = fetch::all(&cloud, &command, &cli.shared).await;
            output::print(&outcomes, cli.shared.json)
        }
    }
}

/// Resolves when the user or the system wants the command to end.
async fn interrupted() -> Failure {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => return Failure::Interrupted(143),
                _ = tokio::signal::ctrl_c() => return Failure::Interrupted(130),
            }
        }
    }
    match tokio::signal::ctrl_c().await {
        Ok(()) => Failure::Interrupted(130),
        // Without a handler the system's default applies, so there is nothing to wait for.
        Err(_) => std::future::pending().await,
    }
}
