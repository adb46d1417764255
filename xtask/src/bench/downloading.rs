//! `cargo xtask bench downloading`: what downloading costs with `hwlogs fetch`, and what with others.
//!
//! The programs around it are in `xtask/bench/downloading/`.

mod bar;
mod clean;
mod commands;
mod faults;
mod load;
mod objects;
mod peer;
mod rows;
mod run;
mod server;
mod tools;

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde::Serialize;
use serde_json::Value;

use self::run::Runner;
use self::server::Server;
use self::tools::Tools;
use super::figures;

/// What is downloaded, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Workload {
    /// 1 GiB
    OneGib,
    /// 64 MiB
    #[value(name = "64-mib")]
    #[serde(rename = "64-mib")]
    SixtyFourMib,
    /// 1 GiB over HTTPS
    Tls,
    /// 10,000 files of 64 KiB, with curl's --parallel
    Small,
    /// 64 MiB from a server at a round trip of 100 ms
    Far,
    /// 24 MiB from a server that breaks off
    Faults,
}

impl Workload {
    /// Its name, and what it downloads.
    fn title(self) -> String {
        let value = self.to_possible_value().unwrap_or_default();
        let help = value.get_help().map(ToString::to_string).unwrap_or_default();
        format!("{}: {help}", value.get_name())
    }
}

/// What is measured, and where the figures go.
#[derive(Debug)]
pub struct Options {
    /// How many turns each program takes.
    pub runs: u32,
    /// These workloads, or else all.
    pub only: Vec<Workload>,
    /// Where files are downloaded to, or else memory.
    pub folder: Option<PathBuf>,
    /// The file for the figures.
    pub json: Option<PathBuf>,
}

/// All figures.
#[derive(Debug, Serialize)]
struct Figures {
    runs: u32,
    folder: Option<PathBuf>,
    versions: Vec<String>,
    workloads: Vec<Value>,
}

const ON_DISK: &str = "hwlogs syncs what it wrote to disk before it calls a file complete. Of the others only \
    `curl + sync` does, with which it is compared therefore.\n";

const IN_MEMORY: &str = "hwlogs syncs what it wrote to disk before it calls a file complete, the others don't. The \
    files are in memory here, where that costs nothing; --folder names a place where it does.\n";

/// Measures and prints the figures. Writes them to a file as well, if one is given.
///
/// # Errors
///
/// If something broke: the build of what is needed around the programs, nginx, a proxy, a file. No figure is an
/// error, and neither is a program that is missing or fails: the tables say so.
pub fn run(root: &Path, options: &Options) -> Result<(), String> {
    let tools = Tools::prepare(root)?;
    let server = Server::start(&tools)?;
    let runner = Runner::new(&tools, options.folder.as_deref())?;
    println!("{}", if options.folder.is_some() { ON_DISK } else { IN_MEMORY });
    let mut workloads = vec![];
    for workload in Workload::value_variants() {
        if !options.only.is_empty() && !options.only.contains(workload) {
            continue;
        }
        workloads.push(match workload {
            Workload::Faults => {
                let report = faults::measure(&runner, &server, options.runs)?;
                println!("{report}");
                value(&report)?
            }
            _ => {
                let report = clean::measure(&runner, &server, *workload, options.runs)?;
                println!("{report}");
                value(&report)?
            }
        });
    }
    let (runs, folder, versions) = (options.runs, options.folder.clone(), tools::versions());
    figures::write(options.json.as_deref(), &Figures { runs, folder, versions, workloads })
}

fn value(report: &impl Serialize) -> Result<Value, String> {
    serde_json::to_value(report).map_err(|error| format!("the figures: {error}"))
}
