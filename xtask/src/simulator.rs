//! The simulator as a program of any language sees it: one line of JSON, then silence until its input ends.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::cargo;
use crate::program::Program;

/// How long it may take to start.
const LIMIT: Duration = Duration::from_secs(10);

/// Builds the simulator and returns where its binary is.
pub(crate) fn build(root: &Path, release: bool) -> Result<PathBuf, String> {
    cargo::build(root, "huaweicloud-logs-sim", "hwlogs-sim", release)
}

/// A running simulator. Dropping it ends it.
pub(crate) struct Simulator {
    program: Program,
    connection: String,
}

impl Simulator {
    /// Starts a simulator.
    pub(crate) fn start(
        binary: &Path,
        arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
    ) -> Result<Self, String> {
        let program = Program::start(Command::new(binary).args(arguments))?;
        let connection = program.hear(LIMIT)?;
        Ok(Self { program, connection })
    }

    /// The id of the process.
    pub(crate) fn process(&self) -> u32 {
        self.program.process()
    }

    /// The line of JSON.
    pub(crate) fn connection(&self) -> &str {
        &self.connection
    }
}
