//! The workloads in which nothing goes wrong.

use std::fmt;

use serde::Serialize;

use super::Workload;
use super::bar::{Bar, Goal};
use super::load::Load;
use super::peer::Peer;
use super::rows::{Row, Rows};
use super::run::{Call, Cost, Runner};
use super::server::Server;

/// The far server takes as long as the distance says, and no two turns differ by much.
const MOST_TURNS_OF_FAR: u32 = 3;

/// The figures of a workload.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    workload: Workload,
    turns: u32,
    #[serde(flatten)]
    rows: Rows,
    bars: Vec<Bar>,
}

/// Lets all programs download in turn, again and again.
pub(super) fn measure(
    runner: &Runner<'_>,
    server: &Server,
    workload: Workload,
    runs: u32,
) -> Result<Report, String> {
    let load = Load::of(workload, runner, server)?;
    let mut rows = vec![];
    for &peer in Peer::of(workload) {
        let call = runner.tools.program(peer).and_then(|program| load.call(peer, program));
        rows.push(Row::new(peer, call));
    }
    // The first turn is not counted: what is read from a disk once is read then.
    let (first, last) = match workload {
        Workload::Far => (1, runs.min(MOST_TURNS_OF_FAR)),
        _ => (0, runs),
    };
    eprintln!("==> {}, turns: {last}", workload.title());
    for turn in first..=last {
        for place in 0..rows.len() {
            let next = (place + turn as usize) % rows.len();
            rows[next].take_turn(turn > 0, |call| once(runner, &load, call));
        }
    }
    let reference = match workload {
        Workload::OneGib | Workload::SixtyFourMib | Workload::Tls | Workload::Small
            if runner.on_disk =>
        {
            Peer::CurlAndSync
        }
        _ => Peer::Curl,
    };
    let rows = Rows { rows, reference, bytes: load.bytes, files: load.count() };
    let bars = bars(workload, &rows);
    Ok(Report { workload, turns: last, rows, bars })
}

/// Downloads once and looks at what came of it.
fn once(runner: &Runner<'_>, load: &Load<'_>, call: &Call) -> Result<Cost, String> {
    runner.clear()?;
    let (cost, said) = runner.run(call)?;
    if cost.status != Some(0) {
        return Err(format!("{}: {said}", cost.ending()));
    }
    load.check()?;
    Ok(cost)
}

fn bars(workload: Workload, rows: &Rows) -> Vec<Bar> {
    let wall = |cost: &Cost| cost.wall_s;
    let cpu = |cost: &Cost| cost.cpu_s;
    let (ours, curl) = (Peer::Ours, rows.reference);
    let ratio = |what: &str, goal, this: Peer, that: Peer, figure| Bar {
        what: format!("{what}, {} / {}", this.name(), that.name()),
        goal,
        measured: rows.ratio(this, that, figure),
    };
    match workload {
        Workload::OneGib | Workload::SixtyFourMib => vec![
            ratio("wall", Goal::AtMost(0.65), ours, curl, wall),
            ratio("CPU", Goal::AtMost(0.65), ours, curl, cpu),
            ratio("wall", Goal::AtMost(1.05), ours, Peer::ReqwestLoop, wall),
            ratio("CPU", Goal::AtMost(1.05), ours, Peer::ReqwestLoop, cpu),
            Bar {
                what: "peak MiB".to_owned(),
                goal: Goal::AtMost(12.0),
                measured: rows.spread(ours, Cost::peak_mib),
            },
        ],
        Workload::Tls => vec![
            ratio("wall", Goal::AtMost(1.0), ours, curl, wall),
            ratio("CPU", Goal::AtMost(1.0), ours, curl, cpu),
        ],
        // The other way round, a ratio of times is one of speeds.
        Workload::Small => vec![ratio("wall", Goal::AtLeast(1.0), curl, ours, wall)],
        Workload::Far => vec![ratio("wall", Goal::AtLeast(4.0), curl, ours, wall)],
        Workload::Faults => vec![],
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { workload, turns, rows, bars } = self;
        writeln!(f, "{}; turns: {turns}; median (least to most)\n\n{rows}", workload.title())?;
        bars.iter().try_for_each(|bar| writeln!(f, "{bar}"))
    }
}
