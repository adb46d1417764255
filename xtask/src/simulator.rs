//! The simulator as a program of any language sees it: one line of JSON, then silence until its input ends.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::{bounded, cargo};

const LIMIT: Duration = Duration::from_secs(10);

/// Builds the simulator and returns where its binary is.
pub(crate) fn build(root: &Path, release: bool) -> Result<PathBuf, String> {
    cargo::build(root, "huaweicloud-logs-sim", "hwlogs-sim", release)
}

/// A running simulator. Dropping it ends it.
pub(crate) struct Simulator {
    child: Child,
    connection: String,
}

impl Simulator {
    /// Starts a simulator.
    pub(crate) fn start(
        binary: &Path,
        arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
    ) -> Result<Self, String> {
        let failed = |what: &str| format!("{}: {what}", binary.display());
        let mut child = Command::new(binary)
            .args(arguments)
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

    /// The id of the process.
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    /// The line of JSON.
    pub(crate) fn connection(&self) -> &str {
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
