//! The memory that many jobs take.

use std::fmt::Write as _;
use std::io;
use std::thread;
use std::time::Instant;

use serde::Serialize;
use serde_json::Value;

use super::{Bench, Connection, during};
use crate::SERVICES;
use crate::bench::http;
use crate::bench::process::{self, Memory};

/// How many instances there are of each service, each with one job.
const INSTANCES: usize = 2500;

/// How often each job is looked at. With the calls that start them that makes 100,000 requests, as many as the
/// simulator's record of requests holds, so more calls would take no more memory.
const LOOKS: usize = 9;

/// How many threads call each service.
const THREADS: usize = 25;

const SCENARIO: &str = r#"
jobs.takes.fixed = "1h"
rds = [{ count = 2500 }]
dds = [{ count = 2500 }]
dcs = [{ count = 2500 }]
clouddc = [{ count = 2500 }]
"#;

/// The simulator's memory with and without jobs.
#[derive(Debug, Serialize)]
pub(super) struct Footprint {
    jobs: usize,
    /// How many connections were open.
    connections: usize,
    /// With all instances and no job.
    before: Memory,
    /// While all jobs run.
    after: Memory,
    /// How many calls were made.
    calls: usize,
    /// How long they took.
    seconds: f64,
}

/// Starts a job on each instance and looks at it, over few connections and, if they can be that many, over
/// one for each job.
pub(super) fn measure(bench: &Bench) -> Result<Vec<Footprint>, String> {
    let mut footprints = vec![with_connections(bench, false)?];
    // A few more for all else that is open.
    let needed = (SERVICES.len() * INSTANCES) as u64 + 100;
    if process::open_files()? < needed {
        eprintln!("As many connections as jobs are not tried: first run `ulimit -n {needed}`.");
    } else {
        footprints.push(with_connections(bench, true)?);
    }
    Ok(footprints)
}

fn with_connections(bench: &Bench, one_each: bool) -> Result<Footprint, String> {
    let (simulator, to) = bench.start(SCENARIO)?;
    let known = http::Connection::open(&to.control)
        .and_then(|mut control| control.call("GET", "/_sim/instances", &to.token));
    let known = during("the instances", known)?.body;
    let before = process::memory(simulator.process())?;
    eprintln!("==> {} jobs", SERVICES.len() * INSTANCES);
    let began = Instant::now();
    let mut jobs = 0;
    let mut connections = vec![];
    for (running, opened) in during("a job", run_jobs(&to, &known, one_each))? {
        jobs += running;
        connections.extend(opened);
    }
    let seconds = began.elapsed().as_secs_f64();
    let after = process::memory(simulator.process())?;
    let calls = jobs * (1 + LOOKS);
    Ok(Footprint { jobs, connections: connections.len(), before, after, calls, seconds })
}

/// How many jobs a thread started, and the connections that it used.
type Share = (usize, Vec<http::Connection>);

fn run_jobs(to: &Connection, known: &Value, one_each: bool) -> io::Result<Vec<Share>> {
    thread::scope(|scope| {
        let mut threads = vec![];
        for service in SERVICES {
            let ids: Vec<_> = known[service].as_array().into_iter().flatten().collect();
            for share in ids.chunks(INSTANCES.div_ceil(THREADS)) {
                let ids: Vec<_> =
                    share.iter().filter_map(|id| id.as_str().map(str::to_owned)).collect();
                threads.push(scope.spawn(move || run_share(to, service, &ids, one_each)));
            }
        }
        let joined = threads.into_iter().map(|thread| thread.join());
        joined.map(|share| share.map_err(|_| io::Error::other("a thread panicked"))?).collect()
    })
}

/// Starts the jobs of some instances of a service, then looks at all of them again and again.
fn run_share(to: &Connection, service: &str, ids: &[String], one_each: bool) -> io::Result<Share> {
    let mut connections: Vec<http::Connection> = vec![];
    let mut looks = vec![];
    for id in ids {
        if one_each || connections.is_empty() {
            connections.push(http::Connection::open(base(to, service))?);
        }
        let (start, method, look) = paths(service, &to.project_id, id);
        let Some(connection) = connections.last_mut() else { continue };
        let export = call(connection, "POST", &start, to)?;
        // Only CloudDC's jobs have ids.
        let export = export["export_id"].as_str().unwrap_or_default();
        looks.push((method, look.replace("{export_id}", export)));
    }
    for _ in 0..LOOKS {
        for (index, (method, look)) in looks.iter().enumerate() {
            let index = if one_each { index } else { 0 };
            call(&mut connections[index], method, look, to)?;
        }
    }
    Ok((looks.len(), connections))
}

fn base<'a>(to: &'a Connection, service: &str) -> &'a str {
    match service {
        "rds" => &to.rds,
        "dds" => &to.dds,
        "dcs" => &to.dcs,
        _ => &to.clouddc,
    }
}

/// The path of the call that starts a job, and the method and path of the one that looks at it.
fn paths(service: &str, project: &str, id: &str) -> (String, &'static str, String) {
    match service {
        "rds" | "dds" => {
            let path = format!("/v3/{project}/instances/{id}/errorlog-download");
            (path.clone(), "POST", path)
        }
        "dcs" => {
            let path = format!("/v2/{project}/instances/{id}/redislog?log_type=run");
            (path.clone(), "GET", path)
        }
        _ => {
            let path = format!("/v1/{project}/physicalservers/{id}/logs/exports");
            (path.clone(), "GET", format!("{path}/{{export_id}}"))
        }
    }
}

/// Calls an operation, which has to succeed.
fn call(
    connection: &mut http::Connection,
    method: &str,
    path: &str,
    to: &Connection,
) -> io::Result<Value> {
    let answer = connection.call(method, path, &to.token)?;
    if (200..300).contains(&answer.status) {
        return Ok(answer.body);
    }
    let http::Answer { status, body } = answer;
    Err(io::Error::other(format!("{method} {path} was answered with {status}: {body}")))
}

/// The figures for the terminal.
pub(super) fn table(footprints: &[Footprint]) -> String {
    let mut table = String::from("memory of the simulator\n\n");
    let [jobs, connections, before, after] = ["jobs", "connections", "before", "while they run"];
    // Writing to a String cannot fail.
    let _ = writeln!(table, "{jobs:<9}{connections:<14}{before:<26}{after}");
    for Footprint { jobs, connections, before, after, calls, seconds } in footprints {
        let _ = write!(table, "{jobs:<9}{connections:<14}{before:<26}{after}");
        let _ = writeln!(table, ", {calls} calls in {seconds:.1} s");
    }
    table
}
