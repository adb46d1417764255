//! `hwlogs`: name an instance, get its log files.

mod args;
mod asked;
mod connect;
mod demo;
mod duration;
mod failure;
mod fetch;
mod links;
mod list;
mod moment;
mod output;
mod progress;
mod text;
mod trace;

use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;

use crate::args::{Cli, Command};
use crate::failure::Failure;

/// How long work that can't be interrupted may hold up the end: the threads that sync and note what is there of
/// downloads that were dropped, be it on a slow disk. Without it, what came since the last sync is lost, no more.
const LINGER: Duration = Duration::from_secs(2);

fn main() -> ExitCode {
    let cli = Cli::parse();
    if cli.shared.verbose {
        trace::begin();
    }
    // One thread beside those that write: what waits for the network has no use for more, and a chunk that changes
    // threads costs more than it brings.
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return Failure::Usage(format!("no runtime: {error}")).report(),
    };
    let status = runtime.block_on(end(cli));
    runtime.shutdown_timeout(LINGER);
    status
}

async fn end(cli: Cli) -> ExitCode {
    let json = cli.shared.json;
    let what = cli.command.brings();
    // Dropping the work keeps all that is there of unfinished files; after the default way of dying on a signal, what
    // came since the last sync would have to be fetched again.
    let outcome = tokio::select! {
        outcome = run(cli) => outcome,
        interrupted = interrupted() => Err(interrupted),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if json {
                output::print_early(&failure, what);
            }
            failure.report()
        }
    }
}

async fn run(cli: Cli) -> Result<(), Failure> {
    match cli.command {
        Command::Demo(demo) => demo::run(&demo, &cli.shared).await,
        Command::Fetch(fetch) => links::run(&fetch, &cli.shared).await,
        Command::Service(command) => {
            let cloud = connect::cloud(&cli.shared).await?;
            asked::run(&cloud, &command, &cli.shared).await
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
