//! `hwlogs-sim`: the simulator as a process of its own, for clients in any language.

use std::io::{self, Read as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use huaweicloud_logs_sim::{Scenario, Simulator};
use tokio::sync::oneshot;

/// Simulates Huawei Cloud's log download APIs (RDS, DDS, DCS, CloudDC), IAM, and the object store behind their links.
///
/// Prints one line of JSON on standard output with the URLs, keys and ids a client needs, then serves
/// on 127.0.0.1 until its standard input is closed or it is interrupted (SIGINT) or terminated (SIGTERM).
///
/// Keep standard input open for as long as you need it: a pipe from the program that started it, or a
/// terminal. With `</dev/null` it ends right after it has printed the line.
#[derive(Parser)]
#[command(name = "hwlogs-sim", version, about)]
struct Arguments {
    /// A file (TOML) that describes the simulated cloud: instances, logs, pace, limits, faults
    #[arg(long, value_name = "FILE")]
    scenario: Option<PathBuf>,

    /// How many times a client has to look, after the call that starts a job, until the job is done.
    /// Goes before what the scenario says for all instances; 3 if neither says anything
    #[arg(long, value_name = "N")]
    polls: Option<u32>,

    /// Print the JSON schema of scenario files and end
    #[arg(long)]
    print_schema: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match serve(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // If standard error is gone as well, the exit code is all that can be said.
            let _ = writeln!(io::stderr(), "hwlogs-sim: {error}");
            ExitCode::FAILURE
        }
    }
}

fn serve(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let runtime = tokio::runtime::Runtime::new()?;
    let end = runtime.block_on(run(arguments));
    // Whoever asked for the hash of a huge file is not waited for.
    runtime.shutdown_background();
    end
}

async fn run(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    if arguments.print_schema {
        return Ok(announce(&serde_json::to_string_pretty(&Scenario::json_schema())?)?);
    }
    let mut scenario = match &arguments.scenario {
        Some(file) => Scenario::load(file)?,
        None => Scenario::default(),
    };
    if let Some(polls) = arguments.polls {
        scenario = scenario.with_polls_until_ready(polls);
    }
    // Before the line is out, so that whoever has read it can end the process cleanly.
    let mut signals = Signals::listen()?;
    let simulator =
        Simulator::start_with(scenario).await.map_err(|error| match &arguments.scenario {
            Some(file) => explained(&format!("{}: it cannot start", file.display()), &error),
            None => explained("it cannot start", &error),
        })?;
    let line = serde_json::to_string(simulator.connection())?;
    announce(&line).map_err(|error| explained("cannot write to standard output", &error))?;
    tokio::select! {
        () = stdin_closed() => {
            if simulator.requests().is_empty() {
                let hint = "standard input was closed before anyone asked for anything; keep it open \
                            for as long as the simulator is needed";
                // If standard error is gone as well, nobody is left to tell.
                let _ = writeln!(io::stderr(), "hwlogs-sim: {hint}");
            }
            Ok(())
        }
        () = signals.any() => Ok(()),
    }
}

fn explained(what: &str, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{what}: {error}"))
}

/// Whoever reads the line may be waiting for it, so it is not left in a buffer.
fn announce(line: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "{line}")?;
    stdout.flush()
}

/// Reads on a thread of its own: a blocked read cannot be given up, and the runtime would wait for it
/// at the end.
async fn stdin_closed() {
    let (closed, wait) = oneshot::channel();
    std::thread::spawn(move || {
        let mut stdin = io::stdin().lock();
        let mut ignored = [0; 1024];
        loop {
            match stdin.read(&mut ignored) {
                Ok(1..) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Ok(0) | Err(_) => break,
            }
        }
        // Nobody listens any more if a signal came first.
        let _ = closed.send(());
    });
    let _ = wait.await;
}

#[cfg(unix)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};

        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn any(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn listen() -> io::Result<Self> {
        Ok(Self)
    }

    async fn any(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    }
}
