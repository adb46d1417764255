//! `cargo xtask bench simulator`: whether the simulator is light enough never to be what a measurement of a
//! client measures.

mod memory;
mod throughput;

use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::{Deserialize, Serialize};

use self::memory::Footprint;
use self::throughput::Throughput;
use super::figures;
use crate::simulator::{self, Simulator};

/// All figures.
#[derive(Debug, Serialize)]
struct Figures {
    throughput: Throughput,
    memory: Vec<Footprint>,
}

/// Measures the release build of the simulator and prints the figures. Writes them to `json` as well, if that is
/// given.
///
/// # Errors
///
/// If something broke: the build, the simulator, nginx, the network, a file. No figure is an error.
pub fn run(root: &Path, runs: u32, json: Option<&Path>) -> Result<(), String> {
    let bench = Bench::prepare(root)?;
    let throughput = throughput::measure(&bench, runs)?;
    println!("{throughput}");
    let memory = memory::measure(&bench)?;
    println!("{}", memory::table(&memory));
    figures::write(json, &Figures { throughput, memory })
}

/// The simulator's binary, and a place for scenarios.
struct Bench {
    binary: PathBuf,
    folder: tempfile::TempDir,
}

impl Bench {
    fn prepare(root: &Path) -> Result<Self, String> {
        let binary = simulator::build(root, true)?;
        let folder = tempfile::tempdir().map_err(|error| format!("a folder: {error}"))?;
        Ok(Self { binary, folder })
    }

    /// Starts the simulator with a scenario.
    fn start(&self, scenario: &str) -> Result<(Simulator, Connection), String> {
        let path = self.folder.path().join("scenario.toml");
        fs::write(&path, scenario).map_err(|error| format!("{}: {error}", path.display()))?;
        let simulator = Simulator::start(&self.binary, ["--scenario".as_ref(), path.as_os_str()])?;
        let connection = serde_json::from_str(simulator.connection())
            .map_err(|error| format!("the simulator's line of JSON: {error}"))?;
        Ok((simulator, connection))
    }
}

/// What the simulator says of itself, as far as it is needed here.
#[derive(Debug, Deserialize)]
struct Connection {
    rds: String,
    dds: String,
    dcs: String,
    clouddc: String,
    control: String,
    project_id: String,
    token: String,
    rds_instance: String,
}

/// Says what the network was used for when it failed.
fn during<T>(what: &str, result: io::Result<T>) -> Result<T, String> {
    result.map_err(|error| format!("{what}: {error}"))
}
