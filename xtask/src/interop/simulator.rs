//! The simulator as a program of any language sees it: one line of JSON, then silence until its input ends.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::bounded;

const LIMIT: Duration = Duration::from_secs(10);

/// A running simulator. Dropping it ends it.
pub(super) struct Simulator {
    child: Child,
    connection: String,
}

impl Simulator {
    /// Starts a simulator whose jobs take `polls` looks.
    pub(super) fn start(binary: &Path, polls: u32) -> Result<Self, String> {
        let failed = |what: &str| format!("{}: {what}", binary.display());
        let mut child = Command::new(binary)
            .args(["--polls", &polls.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| failed(&error.to_string()))?;
        let output = child.stdout.take();
        let mut simulator = Self { child, connection: String::new() };
        let output = output.ok_or_else(|| failed("it has no output"))?;

        // A pipe can't be read for a limited time, but a thread can be waited for.
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || {
            let mut line = String::new();
            let read = BufReader::new(output).read_line(&mut line);
            // Nobody listens any more once the limit is over.
            let _ = sender.send(read.map(|_| line));
        });
        simulator.connection = receiver
            .recv_timeout(LIMIT)
            .map_err(|_| failed("it did not say how to reach it"))?
            .map_err(|error| failed(&error.to_string()))?;
        if simulator.connection.is_empty() {
            return Err(failed("it ended before it said how to reach it"));
        }
        Ok(simulator)
    }

    /// The line of JSON.
    pub(super) fn connection(&self) -> &str {
        &self.connection
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        if let Err(error) = bounded::wait(&mut self.child, LIMIT) {
            eprintln!("the simulator: {error}");
        }
    }
}
