//! What serving a large generated object costs, beside what nginx needs for a file in memory.

use std::fmt;
use std::io;
use std::time::Instant;

use serde::Serialize;

use super::{Bench, Connection, during};
use crate::bench::figures::Spread;
use crate::bench::nginx::Nginx;
use crate::bench::{http, process};

const GIB: u64 = 1 << 30;

const SCENARIO: &str = r#"
[jobs]
takes = { polls = 0 }

[links]
lifetime = "24h"

[[rds]]
logs = { generated = { size = "1GiB" } }
"#;

/// The figures of all runs.
#[derive(Debug, Serialize)]
pub(super) struct Throughput {
    simulator: Server,
    /// If there is an nginx.
    nginx: Option<Server>,
    /// How many times as much processor time as nginx the simulator took, run by run.
    ratio: Option<Spread>,
}

#[derive(Debug, Serialize)]
struct Server {
    runs: Vec<Run>,
    wall_seconds_per_gib: Spread,
    cpu_seconds_per_gib: Spread,
    gib_per_cpu_second: Spread,
}

/// One download.
#[derive(Debug, Clone, Copy, Serialize)]
struct Run {
    bytes: u64,
    wall_seconds: f64,
    /// Of the server alone.
    cpu_seconds: f64,
}

/// Downloads the object and the file, in turn.
pub(super) fn measure(bench: &Bench, runs: u32) -> Result<Throughput, String> {
    let (simulator, to) = bench.start(SCENARIO)?;
    let link = during("the export", link(&to))?;
    let nginx = Nginx::with_file(GIB).inspect_err(|error| eprintln!("Not compared: {error}")).ok();
    let mut buffer = vec![0; 1 << 20];
    // What is made once and for all is made now.
    download(simulator.process(), &link, &mut buffer)?;
    if let Some(nginx) = &nginx {
        download(nginx.process(), &nginx.file(), &mut buffer)?;
    }
    let (mut ours, mut theirs) = (vec![], vec![]);
    for run in 1..=runs {
        eprintln!("==> download {run} of {runs}");
        ours.push(download(simulator.process(), &link, &mut buffer)?);
        if let Some(nginx) = &nginx {
            theirs.push(download(nginx.process(), &nginx.file(), &mut buffer)?);
        }
    }
    let ratios =
        ours.iter().zip(&theirs).map(|(our, their)| our.cpu_per_gib() / their.cpu_per_gib());
    let ratio = Spread::of(ratios);
    let simulator = Server::of(ours).ok_or("there were no runs")?;
    Ok(Throughput { simulator, nginx: Server::of(theirs), ratio })
}

/// Jobs take no time, so the first answer has the link.
fn link(to: &Connection) -> io::Result<String> {
    let (project, instance) = (&to.project_id, &to.rds_instance);
    let path = format!("/v3/{project}/instances/{instance}/errorlog-download");
    let answer = http::Connection::open(&to.rds)?.call("POST", &path, &to.token)?;
    let link = answer.body["list"][0]["file_link"].as_str().map(str::to_owned);
    link.ok_or_else(|| io::Error::other(format!("{}: {}", answer.status, answer.body)))
}

/// Downloads over a connection of its own.
fn download(server: u32, url: &str, buffer: &mut [u8]) -> Result<Run, String> {
    let before = process::cpu_time(server)?;
    let began = Instant::now();
    let bytes = http::Connection::open(url).and_then(|mut to| to.download(url, buffer));
    let bytes = during("the download", bytes)?;
    let wall_seconds = began.elapsed().as_secs_f64();
    let cpu_seconds = process::cpu_time(server)?.saturating_sub(before).as_secs_f64();
    Ok(Run { bytes, wall_seconds, cpu_seconds })
}

impl Run {
    fn gib(&self) -> f64 {
        // Exact up to 2^53.
        self.bytes as f64 / GIB as f64
    }

    fn cpu_per_gib(&self) -> f64 {
        // Linux counts in hundredths; less than one of them cannot be told from one.
        self.cpu_seconds.max(0.01) / self.gib()
    }
}

impl Server {
    fn of(runs: Vec<Run>) -> Option<Self> {
        let each = |figure: fn(&Run) -> f64| Spread::of(runs.iter().map(figure));
        Some(Self {
            wall_seconds_per_gib: each(|run| run.wall_seconds / run.gib())?,
            cpu_seconds_per_gib: each(Run::cpu_per_gib)?,
            gib_per_cpu_second: each(|run| run.cpu_per_gib().recip())?,
            runs,
        })
    }
}

impl fmt::Display for Throughput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let runs = self.simulator.runs.len();
        writeln!(f, "one object of 1 GiB, {runs} runs: median (least to most)\n")?;
        let titles = ["", "wall s/GiB", "CPU s/GiB of the server", "GiB per CPU second"];
        let [name, wall, cpu, rate] = titles;
        writeln!(f, "{name:<12}{wall:<24}{cpu:<26}{rate}")?;
        let servers = [("simulator", Some(&self.simulator)), ("nginx", self.nginx.as_ref())];
        for (name, server) in servers {
            let Some(server) = server else { continue };
            let Server { wall_seconds_per_gib, cpu_seconds_per_gib, gib_per_cpu_second, .. } =
                server;
            let wall = wall_seconds_per_gib;
            writeln!(f, "{name:<12}{wall:<24}{cpu_seconds_per_gib:<26}{gib_per_cpu_second}")?;
        }
        self.ratio.map_or(Ok(()), |ratio| writeln!(f, "\nCPU time, simulator / nginx: {ratio}"))
    }
}
