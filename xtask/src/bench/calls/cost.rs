//! The processor time and the memory of programs that call one after the other.

use std::fmt;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde::Serialize;

use super::{build, met, nginx};
use crate::bench::figures::Spread;
use crate::bench::process::{self, Memory};
use crate::program::Program;
use crate::python;

/// The calls of a turn. Turns are short, so that whatever else the machine does hits all programs alike.
const CALLS: u32 = 2000;

/// The official SDK takes as long for fewer.
const CALLS_OF_PYTHON: u32 = 200;

/// Long enough for a turn on any machine.
const LIMIT: Duration = Duration::from_secs(5 * 60);

/// How many times as much as this project the official SDK should take at least.
const GOAL_OF_PYTHON: f64 = 12.0;

/// How many times as much as by hand this project may take.
const GOAL_BY_HAND: f64 = 1.15;

/// The figures of all turns.
#[derive(Debug, Serialize)]
pub(super) struct Cost {
    this_project: Client,
    by_hand: Client,
    /// If there is a Python.
    official_python_sdk: Option<Client>,
    /// How many times as much processor time as the calls by hand those of this project took, turn by turn.
    to_by_hand: Spread,
    /// How many times as much processor time as those of this project the SDK's took, turn by turn.
    of_python: Option<Spread>,
}

#[derive(Debug, Serialize)]
struct Client {
    /// Of each turn.
    cpu_microseconds_per_call: Vec<f64>,
    cpu: Spread,
    memory: Memory,
}

/// A running program with its figures so far.
struct Runner {
    program: Program,
    /// In a turn.
    calls: u32,
    cpu_microseconds_per_call: Vec<f64>,
}

/// Starts all programs and lets them call in turn, again and again.
pub(super) fn measure(root: &Path, runs: u32) -> Result<Cost, String> {
    let (ours, by_hand) = (build(root, "bench-calls")?, build(root, "bench-by-hand")?);
    let python = python::prepare(root).inspect_err(|error| eprintln!("Not compared: {error}"));
    let python = python.ok().map(|python| {
        let mut command = python::command(&python);
        command.arg(root.join("xtask/bench/calls.py"));
        (command, CALLS_OF_PYTHON)
    });
    let nginx = nginx(root, "finished")?;
    let mut runners = vec![];
    let programs = [(Command::new(ours), CALLS), (Command::new(by_hand), CALLS)];
    for (mut command, calls) in programs.into_iter().chain(python) {
        let program = Program::start(command.arg(nginx.url()))?;
        runners.push(Runner { program, calls, cpu_microseconds_per_call: vec![] });
    }
    eprintln!("==> {runs} turns of {CALLS} calls");
    for runner in &mut runners {
        // What is made once and for all is made now.
        runner.call()?;
    }
    for _ in 0..runs {
        for runner in &mut runners {
            let figure = runner.call()?;
            runner.cpu_microseconds_per_call.push(figure);
        }
    }
    let clients: Result<_, _> = runners.into_iter().map(Runner::into_client).collect();
    Cost::of(clients?).ok_or_else(|| "there were no turns".to_owned())
}

impl Runner {
    /// Takes a turn. Returns the processor time of a call.
    fn call(&mut self) -> Result<f64, String> {
        let before = process::fine_cpu_time(self.program.process())?;
        self.program.tell(&self.calls.to_string())?;
        self.program.hear(LIMIT)?;
        let took = process::fine_cpu_time(self.program.process())?.saturating_sub(before);
        Ok(took.as_secs_f64() * 1e6 / f64::from(self.calls))
    }

    fn into_client(self) -> Result<Client, String> {
        let Self { program, cpu_microseconds_per_call, .. } = self;
        let cpu = Spread::of(cpu_microseconds_per_call.iter().copied());
        let cpu = cpu.ok_or("there were no turns")?;
        Ok(Client { cpu_microseconds_per_call, cpu, memory: process::memory(program.process())? })
    }
}

impl Cost {
    fn of(clients: Vec<Client>) -> Option<Self> {
        let ratio = |this: &Client, that: &Client| {
            let (these, those) = (&this.cpu_microseconds_per_call, &that.cpu_microseconds_per_call);
            Spread::of(these.iter().zip(those).map(|(this, that)| this / that))
        };
        let mut clients = clients.into_iter();
        let (this_project, by_hand, python) = (clients.next()?, clients.next()?, clients.next());
        Some(Self {
            to_by_hand: ratio(&this_project, &by_hand)?,
            of_python: python.as_ref().and_then(|python| ratio(python, &this_project)),
            this_project,
            by_hand,
            official_python_sdk: python,
        })
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let turns = self.this_project.cpu_microseconds_per_call.len();
        writeln!(f, "signed calls, {turns} turns: median (least to most)\n")?;
        let [name, cpu, memory] = ["", "CPU microseconds per call", "memory"];
        writeln!(f, "{name:<22}{cpu:<32}{memory}")?;
        let clients = [
            ("this project", Some(&self.this_project)),
            ("reqwest by hand", Some(&self.by_hand)),
            ("official Python SDK", self.official_python_sdk.as_ref()),
        ];
        for (name, client) in clients {
            let Some(Client { cpu, memory, .. }) = client else { continue };
            writeln!(f, "{name:<22}{cpu:<32}{memory}")?;
        }
        let (ratio, goal) = (self.to_by_hand, GOAL_BY_HAND);
        let verdict = met(ratio.median <= goal);
        writeln!(
            f,
            "\nCPU time, this project / by hand: {ratio}; goal: at most {goal}, {verdict}"
        )?;
        let (Some(ratio), goal) = (self.of_python, GOAL_OF_PYTHON) else { return Ok(()) };
        let verdict = met(ratio.median >= goal);
        writeln!(
            f,
            "CPU time, Python SDK / this project: {ratio}; goal: at least {goal}, {verdict}"
        )
    }
}
