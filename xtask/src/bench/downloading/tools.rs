//! Where the programs are, and getting those that are missing.

use std::env;
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::peer::Peer;
use crate::{bounded, cargo};

/// Programs, and the packages of Debian that have them.
const PACKAGES: [(&str, &str); 5] = [
    ("curl", "curl"),
    ("wget", "wget"),
    ("wget2", "wget2"),
    ("aria2c", "aria2"),
    ("rclone", "rclone"),
];

/// Downloads 20 MB at most.
const LIMIT: Duration = Duration::from_secs(10 * 60);

/// Where the programs are that are built here. The others are where the system has them.
#[derive(Debug)]
pub(super) struct Tools {
    ours: Result<String, String>,
    reqwest_loop: String,
    object_store: String,
    pub(super) measure: PathBuf,
    pub(super) certificates: PathBuf,
    pub(super) delay_proxy: PathBuf,
    pub(super) fault_proxy: PathBuf,
}

impl Tools {
    /// Builds and installs.
    pub(super) fn prepare(root: &Path) -> Result<Self, String> {
        install();
        let build = |binary| cargo::build(root, "bench-downloading", binary, true);
        let ours = cargo::build(root, "huaweicloud-logs-cli", "hwlogs", true);
        Ok(Self {
            ours: ours.map(|path| path.display().to_string()),
            reqwest_loop: build("bench-reqwest-loop")?.display().to_string(),
            object_store: build("bench-object-store")?.display().to_string(),
            measure: build("bench-measure")?,
            certificates: build("bench-certificates")?,
            delay_proxy: build("bench-delay-proxy")?,
            fault_proxy: build("bench-fault-proxy")?,
        })
    }

    /// The program of a competitor, or why there is none.
    pub(super) fn program(&self, peer: Peer) -> Result<&str, String> {
        let program = match peer {
            Peer::Ours | Peer::OursOneConnection => {
                return self.ours.as_deref().map_err(Clone::clone);
            }
            Peer::ReqwestLoop => return Ok(&self.reqwest_loop),
            Peer::ObjectStore => return Ok(&self.object_store),
            Peer::Curl | Peer::CurlAndSync => "curl",
            Peer::Wget => "wget",
            Peer::Wget2 => "wget2",
            Peer::Aria2 | Peer::Aria2Four => "aria2c",
            Peer::Rclone => "rclone",
        };
        match PACKAGES.iter().find(|(name, _)| *name == program) {
            Some((_, package)) if !is_there(program) => {
                Err(format!("missing; on Debian and its like: apt-get install {package}"))
            }
            _ => Ok(program),
        }
    }
}

/// What the programs of the system say of themselves, a line each.
pub(super) fn versions() -> Vec<String> {
    let version = |program: &str| {
        let argument = if program == "rclone" { "version" } else { "--version" };
        let output = Command::new(program).arg(argument).output().ok()?;
        Some(String::from_utf8_lossy(&output.stdout).lines().next()?.to_owned())
    };
    PACKAGES.iter().filter_map(|(program, _)| version(program)).collect()
}

/// Installs what is missing, where that is allowed. None of these packages starts anything.
fn install() {
    let missing = PACKAGES.iter().filter(|(program, _)| !is_there(program));
    let missing: Vec<_> = missing.map(|(_, package)| *package).collect();
    let root = fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0);
    if missing.is_empty() || !root || !is_there("apt-get") {
        return;
    }
    eprintln!("==> apt-get install {}", missing.join(" "));
    let mut command = Command::new("apt-get");
    command.args(["install", "--yes", "--quiet", "--no-install-recommends"]).args(missing);
    // The tables say what is missing then.
    if let Err(error) = bounded::run(&mut command, LIMIT) {
        eprintln!("{error}");
    }
}

fn is_there(program: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_there_if_the_path_leads_to_it() {
        assert!(is_there("sh"));
        assert!(!is_there("no-such-program"));
    }
}
