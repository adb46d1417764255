//! `cargo xtask`: the maintainers' commands.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use xtask::bench::downloading::{Options, Workload};
use xtask::interop::Judge;
use xtask::{bench, commands, compat, fuzz, interop, judges, site, steps, vectors, workspace_root};

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "The maintainers' commands")]
struct Cli {
    #[command(subcommand)]
    command: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Generate the client from openapi/*.yaml
    Generate {
        /// Write nothing; fail with a diff when the checked-in code is stale
        #[arg(long)]
        check: bool,
    },
    /// Check openapi/*.yaml against the house rules
    Lint {
        /// Put the documents before Spectral and Redocly as well
        ///
        /// Needs Node.js 20.19 or newer with npm, and access to the npm registry the first time: the packages of
        /// xtask/judges/ go into npm/judges of cargo's target directory.
        #[arg(long)]
        judges: bool,
    },
    /// Write the documents as a site that works offline, from a folder or a web server
    ///
    /// Goes into docs of cargo's target directory. Needs Node.js 20.19 or newer with npm, and access to the npm
    /// registry the first time: the packages of xtask/site/ go into npm/site of the target directory.
    Docs {
        /// Look at every page with a browser; needs Chromium (Debian: chromium), or its path in CHROMIUM
        #[arg(long)]
        test: bool,
        /// Write documents, examples, vectors and site into one zip file with checksums
        #[arg(long)]
        bundle: bool,
    },
    /// Tell what changed in openapi/*.yaml since a revision, and fail if clients may break unannounced
    Compat {
        /// The revision to compare with [default: the newest tag with documents, else where the branch left main, else
        /// the commit before]
        #[arg(long, value_name = "REV")]
        base: Option<String>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Run the checks and tests that CI runs
    Check {
        /// Leave out the tests
        #[arg(long)]
        no_test: bool,
    },
    /// Generate the client and accept the snapshots it leads to
    Bless,
    /// Put the documents and the simulator before tools that are not ours, and run what people copy from them
    ///
    /// Needs Python 3.11 or newer with venv, Node 20 or newer with npm, a Java development kit of 17 or newer, curl,
    /// and access to PyPI and the npm registry the first time: the packages of xtask/interop/requirements.txt and
    /// package.json go into interop/ of cargo's target directory.
    Interop {
        /// Only this; may be given more than once
        #[arg(long, value_name = "JUDGE")]
        only: Vec<Judge>,
    },
    /// Replay the test vectors in openapi/vectors/ in Rust, Python and TypeScript
    ///
    /// Needs Python 3.11 or newer with venv, Node.js 20.19 or newer with npm, and access to PyPI and npm the first time:
    /// the packages go into cargo's target directory.
    Vectors {
        /// Replay nothing; write the JSON schema of the files
        #[arg(long)]
        schema: bool,
    },
    /// Try what a server may send on the parsers that read it
    ///
    /// Needs a C++ compiler (Debian: build-essential), which builds libFuzzer.
    Fuzz {
        /// How long each target runs
        #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=86_400))]
        seconds: u32,
        /// The targets, or else all: the folders in tests/fuzz/seeds/
        #[arg(value_name = "TARGET")]
        targets: Vec<String>,
    },
    /// Measure; slow is no failure
    Bench {
        #[command(subcommand)]
        what: Bench,
    },
}

#[derive(Subcommand)]
enum Bench {
    /// Measure what this project costs a program: processor time of a signed call, memory of jobs that wait
    ///
    /// Compares with a call written by hand and with the official Python SDK. Needs Linux and nginx (Debian:
    /// nginx-light). For the SDK it needs what `interop` needs, Python 3.11 or newer with venv (Debian: python3-venv)
    /// and access to PyPI the first time, and uses the same packages.
    Calls {
        /// How many turns each program takes
        #[arg(long, value_name = "N", default_value_t = 25, value_parser = clap::value_parser!(u32).range(1..))]
        runs: u32,
        /// Write the figures to this file as well
        #[arg(long, value_name = "FILE")]
        json: Option<PathBuf>,
    },
    /// Measure what the simulator costs: processor time to serve a large object, memory for many jobs
    ///
    /// Needs Linux, and compares with nginx if that is there (Debian: nginx-light).
    Simulator {
        /// How many times the object is downloaded
        #[arg(long, value_name = "N", default_value_t = 7, value_parser = clap::value_parser!(u32).range(1..))]
        runs: u32,
        /// Write the figures to this file as well
        #[arg(long, value_name = "FILE")]
        json: Option<PathBuf>,
    },
    /// Compare what downloading costs with curl, wget, wget2, aria2, rclone, object_store and a loop over reqwest
    ///
    /// Needs Linux and nginx (Debian: nginx-light). Of the programs (Debian: curl, wget, wget2, aria2, rclone) it
    /// installs those that are missing if it is run by root, and leaves them out otherwise. Needs 4 GiB of memory
    /// for files in /dev/shm. Takes a quarter of an hour.
    Downloading {
        /// How many turns each program takes; far and faults have three at most
        #[arg(long, value_name = "N", default_value_t = 7, value_parser = clap::value_parser!(u32).range(1..))]
        runs: u32,
        /// Measure only this workload; may be given more than once
        #[arg(long, value_name = "WORKLOAD")]
        only: Vec<Workload>,
        /// Download to this folder rather than to memory, and compare with programs that sync to disk as well
        #[arg(long, value_name = "DIR")]
        folder: Option<PathBuf>,
        /// Write the figures to this file as well
        #[arg(long, value_name = "FILE")]
        json: Option<PathBuf>,
    },
    /// Compare when to poll with the published defaults of others, in virtual time
    ///
    /// Writes waiting.json, waiting.csv, waiting.svg and crowds.json. Takes a few minutes.
    Waiting {
        /// Run this workload instead of the published ones; may be given more than once
        ///
        /// {"name": …, "durations_s": […], "history_s": […], "percent": null | "linear" | "stairs" | "stall" |
        /// "random"}: the durations of jobs that are waited for one after the other, and of those known before.
        #[arg(long, value_name = "FILE.json", verbatim_doc_comment)]
        workload: Vec<PathBuf>,
        /// Write the figures to this folder [default: bench/waiting in cargo's target directory]
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        /// How many times the workloads are drawn
        #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=100_000))]
        seeds: u32,
    },
}

const AFTER_BLESS: &str = "
The snapshots are accepted. Read their diff (git diff tests/snapshots), then run `cargo test --workspace`:
it tells whether the simulator or the hand-written crates must follow the change.";

const BEFORE_BLESS: &str = "
hint: the client is generated. If hand-written code no longer compiles with it, mend that and run this again.";

fn main() -> ExitCode {
    let root = workspace_root();
    let result = match Cli::parse().command {
        Task::Generate { check: false } => commands::generate(&root),
        Task::Generate { check: true } => commands::generate_check(&root),
        Task::Lint { judges: false } => commands::lint(&root),
        Task::Lint { judges: true } => commands::lint(&root).and_then(|()| judges::run(&root)),
        Task::Docs { test, bundle } => site::run(&root, test, bundle),
        Task::Compat { base, json } => compat::run(&root, base.as_deref(), json),
        Task::Check { no_test } => steps::run(&root, steps::CHECKS)
            .and_then(|()| if no_test { Ok(()) } else { steps::run(&root, steps::TESTS) }),
        Task::Bless => commands::generate(&root)
            .and_then(|()| {
                steps::run(&root, steps::ACCEPT).map_err(|error| format!("{error}\n{BEFORE_BLESS}"))
            })
            .inspect(|()| eprintln!("{AFTER_BLESS}")),
        Task::Interop { only } => interop::run(&root, &only),
        Task::Vectors { schema: true } => vectors::write_schema(&root),
        Task::Vectors { schema: false } => vectors::run(&root),
        Task::Fuzz { seconds, targets } => fuzz::run(&root, seconds, &targets),
        Task::Bench { what: Bench::Calls { runs, json } } => {
            bench::calls::run(&root, runs, json.as_deref())
        }
        Task::Bench { what: Bench::Simulator { runs, json } } => {
            bench::simulator::run(&root, runs, json.as_deref())
        }
        Task::Bench { what: Bench::Downloading { runs, only, folder, json } } => {
            bench::downloading::run(&root, &Options { runs, only, folder, json })
        }
        Task::Bench { what: Bench::Waiting { workload, out, seeds } } => {
            bench::waiting::run(&root, bench::waiting::Options { workloads: workload, out, seeds })
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
