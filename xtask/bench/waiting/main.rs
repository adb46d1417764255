//! When to poll: this project's schedules and the published defaults of others, in virtual time.
//!
//! Nothing is sent and nothing sleeps. `cargo xtask bench waiting` builds and runs it.

mod best;
mod compare;
mod faults;
mod peers;
mod policy;
mod progress;
mod quota;
mod report;
mod simulate;
mod statistics;
mod verdict;
mod workload;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

use crate::compare::Size;
use crate::policy::PRICES;
use crate::report::table;

/// What is run.
#[derive(Parser)]
struct Arguments {
    /// Run this workload instead of the published ones
    #[arg(long, value_name = "FILE.json")]
    workload: Vec<PathBuf>,
    /// Where the files go
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// How many seeds there are
    #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=100_000))]
    seeds: u64,
    /// How many jobs of a made-up workload count; as many train before
    #[arg(long, value_name = "N", default_value_t = 400, value_parser = clap::value_parser!(u32).range(1..))]
    jobs: u32,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), String> {
    let given = workload::read(&arguments.workload)?;
    let workloads = if given.is_empty() { workload::published() } else { given };
    let size = Size { seeds: arguments.seeds, jobs: arguments.jobs as usize };
    let cells = compare::run(&workloads, size);
    let overall = verdict::overall(&cells);
    let differences = verdict::differences(&cells);
    for c in PRICES {
        println!("{}\n", table::costs(&cells, &overall, c));
    }
    for c in PRICES {
        println!("{}\n", table::differences(&differences, c));
    }
    println!("calls and delays at c = 5 s\n\n{}\n", table::details(&cells, 5));
    if !overall.is_empty() {
        println!("{}\n", table::overall(&overall));
    }
    for verdict in verdict::verdicts(&cells) {
        println!("{verdict}");
    }
    let (mut faulty, mut crowds) = (vec![], vec![]);
    if arguments.workload.is_empty() {
        crowds = quota::run(size)?;
        println!("\n{}\n\n{}", quota::table(&crowds), quota::verdict(&crowds[0]));
        let ends;
        (faulty, ends) = faults::run(size);
        println!("\n{ends}");
    }
    report::write(&arguments.out, &cells, &faulty, &overall)?;
    report::write_crowds(&arguments.out, &crowds)
}
