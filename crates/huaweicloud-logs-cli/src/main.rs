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
    let json = cli.shared.json;
    // Dropping the work removes unfinished files, which the default way of dying on a signal doesn't.
    let outcome = tokio::select! {
        outcome = run(cli) => outcome,
        interrupted = interrupted() => Err(interrupted),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if let Failure::Logs(error) = &failure
                && json
                && let Err(error) = output::print_error(error)
            {
                eprintln!("error: the result could not be written: {error}");
            }
            failure.report()
        }
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
#[cfg(unix)]
async fn interrupted() -> Failure {
    use tokio::signal::unix::{SignalKind, signal};

    let wait = |kind: SignalKind| async move {
        match signal(kind) {
            Ok(mut signals) => {
                signals.recv().await;
            }
            // Without a handler the system's default applies, so there is nothing to wait for.
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        () = wait(SignalKind::hangup()) => Failure::Interrupted(129),
        () = wait(SignalKind::interrupt()) => Failure::Interrupted(130),
        () = wait(SignalKind::terminate()) => Failure::Interrupted(143),
    }
}

/// Resolves when the user wants the command to end.
#[cfg(not(unix))]
async fn interrupted() -> Failure {
    match tokio::signal::ctrl_c().await {
        Ok(()) => Failure::Interrupted(130),
        // Without a handler the system's default applies, so there is nothing to wait for.
        Err(_) => std::future::pending().await,
    }
}
