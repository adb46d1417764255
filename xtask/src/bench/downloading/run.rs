//! One run of a program, and what it cost.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, io};

use serde::{Deserialize, Serialize};
use tempfile::TempDir;

use super::tools::Tools;
use crate::bench::nginx;

/// More seconds than any run takes that gets anywhere.
const LIMIT: u32 = 10 * 60;

/// The words of a command, and the file that is its input.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Call {
    pub(super) words: Vec<String>,
    pub(super) input: Option<PathBuf>,
}

/// What a run cost.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) struct Cost {
    /// None if it was killed.
    pub(super) status: Option<i32>,
    pub(super) wall_s: f64,
    /// Of the program and those it started, in itself and in the kernel.
    pub(super) cpu_s: f64,
    pub(super) peak_kib: u64,
}

impl Cost {
    pub(super) fn ending(&self) -> String {
        match self.status {
            Some(status) => format!("status {status}"),
            None => "killed".to_owned(),
        }
    }
}

/// Runs programs, for each of which there is an empty folder to download to.
pub(super) struct Runner<'a> {
    pub(super) tools: &'a Tools,
    /// Whether the folder is on a disk, rather than in memory.
    pub(super) on_disk: bool,
    folder: TempDir,
    /// The programs' home, in which there are no settings of anybody.
    home: TempDir,
}

impl<'a> Runner<'a> {
    /// Downloads go below `folder`, or else to memory.
    pub(super) fn new(tools: &'a Tools, folder: Option<&Path>) -> Result<Self, String> {
        let below =
            |folder: &Path| tempfile::Builder::new().prefix("hwlogs-bench-").tempdir_in(folder);
        let to = folder.map_or_else(nginx::memory_folder, below);
        let home = tempfile::tempdir();
        match (to, home) {
            (Ok(to), Ok(home)) => Ok(Self { tools, on_disk: folder.is_some(), folder: to, home }),
            (Err(error), _) | (_, Err(error)) => Err(format!("a folder to download to: {error}")),
        }
    }

    /// Where files are downloaded to.
    pub(super) fn folder(&self) -> PathBuf {
        self.folder.path().join("files")
    }

    /// Where programs find what is written for them.
    pub(super) fn home(&self) -> &Path {
        self.home.path()
    }

    /// Has the folder be there, and empty.
    pub(super) fn clear(&self) -> Result<(), String> {
        let folder = self.folder();
        let removed = match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            result => result,
        };
        let made = removed.and_then(|()| fs::create_dir(&folder));
        let settled = made.and_then(|()| {
            // Nobody has to write what others left to be written.
            let mut sync = Command::new("sync");
            if self.on_disk {
                sync.arg("--file-system").arg(&folder).status().map(|_| ())
            } else {
                Ok(())
            }
        });
        settled.map_err(|error| format!("{}: {error}", folder.display()))
    }

    /// Runs a program to its end. Returns what it cost and the first line it wrote to standard error.
    pub(super) fn run(&self, call: &Call) -> Result<(Cost, String), String> {
        let input = call.input.as_ref().map_or_else(
            || Ok(Stdio::null()),
            |path| {
                File::open(path)
                    .map(Stdio::from)
                    .map_err(|error| format!("{}: {error}", path.display()))
            },
        )?;
        let output = Command::new(&self.tools.measure)
            .arg(LIMIT.to_string())
            .args(&call.words)
            .env_clear()
            .env("PATH", env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.home.path())
            .env("LC_ALL", "C")
            .env("HWLOGS_HISTORY", OsStr::new(""))
            .stdin(input)
            .output()
            .map_err(|error| format!("{}: {error}", self.tools.measure.display()))?;
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().to_owned();
        match serde_json::from_slice(&output.stdout) {
            Ok(cost) => Ok((cost, said)),
            Err(_) => Err(format!("it could not be run: {said}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_run_cost_is_read_from_a_line_of_json() {
        let line = r#"{"cpu_s":0.5,"peak_kib":2048,"status":null,"wall_s":1.25}"#;
        let cost = Cost { status: None, wall_s: 1.25, cpu_s: 0.5, peak_kib: 2048 };
        assert_eq!(serde_json::from_str::<Cost>(line).unwrap(), cost);
    }
}
