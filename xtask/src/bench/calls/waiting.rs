//! The memory of many jobs that wait at once.

use std::fmt;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde::Serialize;

use super::{build, met, nginx};
use crate::bench::process::{self, Memory};
use crate::program::Program;

/// How many jobs there are in the end.
const JOBS: u32 = 10_000;

/// What the process may take at most, in KiB.
const GOAL: u64 = 64 * 1024;

/// Long enough for all jobs to be started.
const LIMIT: Duration = Duration::from_secs(5 * 60);

/// The client's memory with one job and with all.
#[derive(Debug, Serialize)]
pub(super) struct Waiting {
    jobs: u32,
    /// With one job, for which all was made that jobs share.
    before: Memory,
    /// While all jobs wait.
    after: Memory,
}

/// Starts the jobs, none of which is ever done.
pub(super) fn measure(root: &Path) -> Result<Waiting, String> {
    let program = build(root, "bench-crowd")?;
    let nginx = nginx(root, "pending")?;
    eprintln!("==> {JOBS} jobs");
    let mut program = Program::start(Command::new(program).arg(nginx.url()))?;
    let before = start(&mut program, 1)?;
    let after = start(&mut program, JOBS - 1)?;
    Ok(Waiting { jobs: JOBS, before, after })
}

fn start(program: &mut Program, jobs: u32) -> Result<Memory, String> {
    program.tell(&jobs.to_string())?;
    program.hear(LIMIT)?;
    process::memory(program.process())
}

impl fmt::Display for Waiting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { jobs, before, after } = self;
        writeln!(f, "memory of the client while {jobs} jobs wait: {after}; with one: {before}")?;
        let bytes =
            after.resident_kib.saturating_sub(before.resident_kib) * 1024 / u64::from(*jobs);
        let verdict = met(after.peak_kib <= GOAL);
        writeln!(
            f,
            "for each job: {bytes} bytes; goal: at most {} MiB in all, {verdict}",
            GOAL / 1024
        )
    }
}
