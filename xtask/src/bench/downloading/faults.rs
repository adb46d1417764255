//! A server that breaks off: how many bytes go over the wire until a file is right.

use std::collections::BTreeSet;
use std::fmt;
use std::process::Command;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Workload;
use super::bar::{Bar, Goal};
use super::commands::{self, One};
use super::objects;
use super::peer::Peer;
use super::run::Runner;
use super::server::Server;
use crate::bench::figures::Spread;
use crate::program::Program;

const SIZE: u64 = 24 << 20;

const NAME: &str = "24-mib";

/// How long the proxy may take to start or to answer.
const LIMIT: Duration = Duration::from_secs(10);

/// The same faults meet the same programs.
const MOST_TURNS: u32 = 3;

/// What comes in the way, in `xtask/bench/downloading/fault_proxy/faults.rs`.
const WHAT: &str = "resets at 25 %, 50 % and 75 %, the second followed by a 503, a short body at 62.5 %, a pause \
    of 2 s at 12.5 %";

/// The figures of all programs.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    workload: Workload,
    size: u64,
    rows: Vec<Row>,
    bars: Vec<Bar>,
}

/// A program, and how each of its turns ended.
#[derive(Debug, Serialize)]
struct Row {
    peer: Peer,
    command: Vec<String>,
    turns: Vec<Turn>,
    /// Why it is not compared.
    error: Option<String>,
}

#[derive(Debug, Serialize)]
struct Turn {
    ending: String,
    /// The first line of what the program said.
    said: String,
    /// What is wrong with the file.
    file: Result<(), String>,
    /// What was sent for each byte of the object.
    bytes_per_byte: f64,
    requests: u32,
    wall_s: f64,
}

/// What the proxy says.
#[derive(Debug, Deserialize)]
struct Sent {
    bytes: u64,
    requests: u32,
}

/// Lets all programs download in turn.
pub(super) fn measure(runner: &Runner<'_>, server: &Server, runs: u32) -> Result<Report, String> {
    server.provide(NAME, SIZE)?;
    let runs = runs.min(MOST_TURNS);
    eprintln!("==> {}, turns: {runs}", Workload::Faults.title());
    let row = |peer| Row { peer, command: vec![], turns: vec![], error: None };
    let mut rows: Vec<_> = Peer::of(Workload::Faults).iter().copied().map(row).collect();
    for turn in 0..runs as usize {
        for place in 0..rows.len() {
            let next = (place + turn) % rows.len();
            rows[next].take_turn(runner, server)?;
        }
    }
    let ours = rows.iter().find(|row| row.peer == Peer::Ours);
    let measured = ours.filter(|row| row.is_right()).and_then(Row::bytes_per_byte);
    let bars = vec![Bar {
        what: "bytes sent for each needed, file right, status 0".to_owned(),
        goal: Goal::AtMost(1.02),
        measured,
    }];
    Ok(Report { workload: Workload::Faults, size: SIZE, rows, bars })
}

impl Row {
    fn take_turn(&mut self, runner: &Runner<'_>, server: &Server) -> Result<(), String> {
        let program = match runner.tools.program(self.peer) {
            Ok(program) => program,
            Err(error) => {
                self.error = Some(error);
                return Ok(());
            }
        };
        runner.clear()?;
        let folder = runner.folder();
        let mut proxy = Command::new(&runner.tools.fault_proxy);
        let mut proxy = Program::start(proxy.arg(server.address()).arg(SIZE.to_string()))?;
        let url = format!("http://{}/{NAME}", proxy.hear(LIMIT)?);
        let one = One { url: &url, folder: &folder, name: NAME, authority: None, again: true };
        let call = commands::one(self.peer, program, one);
        let (cost, said) = runner.run(&call)?;
        proxy.tell("")?;
        let sent = proxy.hear(LIMIT)?;
        let Sent { bytes, requests } = serde_json::from_str(&sent)
            .map_err(|error| format!("the proxy says {sent}: {error}"))?;
        self.command = call.words;
        self.turns.push(Turn {
            ending: cost.ending(),
            said,
            file: objects::compare(&folder.join(NAME), &server.file(NAME)),
            bytes_per_byte: bytes as f64 / SIZE as f64,
            requests,
            wall_s: cost.wall_s,
        });
        Ok(())
    }

    /// Whether all went well, each time.
    fn is_right(&self) -> bool {
        self.turns.iter().all(|turn| turn.file.is_ok() && turn.ending == "status 0")
    }

    fn bytes_per_byte(&self) -> Option<Spread> {
        Spread::of(self.turns.iter().map(|turn| turn.bytes_per_byte))
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}:\n{WHAT}; median (least to most)\n", Workload::Faults.title())?;
        writeln!(
            f,
            "{:<24}{:<22}{:<22}{:>8}  {:<10}file",
            "", "bytes / needed", "requests", "wall s", "ending"
        )?;
        for row in &self.rows {
            write!(f, "{:<24}", row.peer.name())?;
            if let Some(error) = &row.error {
                writeln!(f, "{error}")?;
                continue;
            }
            let spread = |figure: fn(&Turn) -> f64| Spread::of(row.turns.iter().map(figure));
            let shown = |spread: Option<Spread>| {
                spread.map(|spread| spread.to_string()).unwrap_or_default()
            };
            let bytes = shown(row.bytes_per_byte());
            let requests = shown(spread(|turn| turn.requests.into()));
            let wall = spread(|turn| turn.wall_s).map_or(f64::NAN, |spread| spread.median);
            let all = |what: fn(&Turn) -> &str| {
                let all: BTreeSet<_> = row.turns.iter().map(what).collect();
                all.into_iter().collect::<Vec<_>>().join(" or ")
            };
            let ending = all(|turn| &turn.ending);
            let file = all(|turn| turn.file.as_ref().err().map_or("right", String::as_str));
            let said = all(|turn| if turn.file.is_ok() { "" } else { &turn.said });
            let file = format!("{file} {said}");
            writeln!(f, "{bytes:<22}{requests:<22}{wall:>8.1}  {ending:<10}{}", file.trim_end())?;
        }
        writeln!(f)?;
        self.bars.iter().try_for_each(|bar| writeln!(f, "{bar}"))
    }
}
