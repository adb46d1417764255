//! The figures of programs that took turns.

use std::fmt;

use serde::Serialize;

use super::peer::Peer;
use super::run::{Call, Cost};
use crate::bench::figures::Spread;

const GIB: f64 = (1 << 30) as f64;

/// A program, and what each of its turns cost.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    pub(super) peer: Peer,
    /// None if there is no such program.
    call: Option<Call>,
    turns: Vec<Cost>,
    /// Why it is not compared.
    error: Option<String>,
}

impl Row {
    /// A program that has not had a turn.
    pub(super) fn new(peer: Peer, call: Result<Call, String>) -> Self {
        let error = call.as_ref().err().cloned();
        Self { peer, call: call.ok(), turns: vec![], error }
    }

    /// Runs the program, unless it failed before.
    pub(super) fn take_turn(
        &mut self,
        counts: bool,
        run: impl FnOnce(&Call) -> Result<Cost, String>,
    ) {
        let (Some(call), None) = (&self.call, &self.error) else { return };
        match run(call) {
            Ok(cost) if counts => self.turns.push(cost),
            Ok(_) => {}
            Err(error) => self.error = Some(error),
        }
    }
}

/// All programs of a workload.
#[derive(Debug, Serialize)]
pub(super) struct Rows {
    pub(super) rows: Vec<Row>,
    /// Whom the others are compared with.
    pub(super) reference: Peer,
    /// What each turn downloads.
    pub(super) bytes: u64,
    pub(super) files: u32,
}

impl Rows {
    /// The figures of a program, unless it has none.
    fn turns(&self, peer: Peer) -> Option<&[Cost]> {
        let row = self.rows.iter().find(|row| row.peer == peer && row.error.is_none())?;
        Some(&row.turns)
    }

    /// How many times as much of something one program takes as another, turn by turn.
    pub(super) fn ratio(&self, this: Peer, that: Peer, figure: fn(&Cost) -> f64) -> Option<Spread> {
        let turns = self.turns(this)?.iter().zip(self.turns(that)?);
        Spread::of(turns.map(|(this, that)| figure(this) / figure(that)))
    }

    /// Something of a program.
    pub(super) fn spread(&self, peer: Peer, figure: impl Fn(&Cost) -> f64) -> Option<Spread> {
        Spread::of(self.turns(peer)?.iter().map(figure))
    }

    fn rate(&self, cost: &Cost) -> f64 {
        let files = if self.files == 1 {
            self.bytes as f64 / f64::from(1 << 20)
        } else {
            self.files.into()
        };
        files / cost.wall_s
    }
}

impl Cost {
    pub(super) fn peak_mib(&self) -> f64 {
        self.peak_kib as f64 / 1024.0
    }
}

impl fmt::Display for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = if self.files == 1 { "MiB/s" } else { "files/s" };
        let to = |what| format!("{what} / {}", self.reference.name());
        let [wall, cpu] = ["wall", "CPU"].map(to);
        writeln!(f, "{:<24}{unit:>8}  {wall:<24}{:<24}{cpu:<24}peak MiB", "", "CPU s per GiB")?;
        for Row { peer, error, .. } in &self.rows {
            write!(f, "{:<24}", peer.name())?;
            if let Some(error) = error {
                writeln!(f, "{error}")?;
                continue;
            }
            let median = |spread: Option<Spread>| spread.map_or(f64::NAN, |spread| spread.median);
            let shown = |spread: Option<Spread>| {
                spread.map(|spread| spread.to_string()).unwrap_or_default()
            };
            let rate = median(self.spread(*peer, |cost| self.rate(cost)));
            let wall = shown(self.ratio(*peer, self.reference, |cost| cost.wall_s));
            let cpu_s = shown(self.spread(*peer, |cost| cost.cpu_s * GIB / self.bytes as f64));
            let cpu = shown(self.ratio(*peer, self.reference, |cost| cost.cpu_s));
            let peak = median(self.spread(*peer, Cost::peak_mib));
            writeln!(f, "{rate:>8.1}  {wall:<24}{cpu_s:<24}{cpu:<24}{peak:>8.1}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cost(wall_s: f64) -> Cost {
        Cost { status: Some(0), wall_s, cpu_s: wall_s / 2.0, peak_kib: 2560 }
    }

    fn rows() -> Rows {
        let row = |peer, turns: &[f64], error: Option<&str>| Row {
            peer,
            call: None,
            turns: turns.iter().copied().map(cost).collect(),
            error: error.map(str::to_owned),
        };
        let rows = vec![
            row(Peer::Ours, &[1.0, 3.0, 2.0], None),
            row(Peer::Curl, &[2.0, 2.0, 8.0], None),
            row(Peer::Wget, &[1.0], Some("status 8")),
        ];
        Rows { rows, reference: Peer::Curl, bytes: 1 << 30, files: 1 }
    }

    #[test]
    fn turns_are_compared_with_one_another() {
        let wall = |cost: &Cost| cost.wall_s;
        let ratio = rows().ratio(Peer::Ours, Peer::Curl, wall);
        assert_eq!(ratio, Some(Spread { median: 0.5, least: 0.25, most: 1.5 }));
        assert_eq!(rows().ratio(Peer::Wget, Peer::Curl, wall), None);
        assert_eq!(rows().ratio(Peer::Ours, Peer::Rclone, wall), None);
    }

    #[test]
    fn a_program_that_failed_has_no_figures_in_the_table() {
        let text = rows().to_string();
        let lines: Vec<Vec<_>> = text
            .lines()
            .map(|line| line.split("  ").map(str::trim).filter(|word| !word.is_empty()).collect())
            .collect();
        let [ours, halves] = ["1.00 (0.50 to 1.50)", "0.50 (0.25 to 1.50)"];
        let [curl, same] = ["1.00 (1.00 to 4.00)", "1.00 (1.00 to 1.00)"];
        assert_eq!(lines[0], ["MiB/s", "wall / curl", "CPU s per GiB", "CPU / curl", "peak MiB"]);
        assert_eq!(lines[1], ["hwlogs", "512.0", halves, ours, halves, "2.5"]);
        assert_eq!(lines[2], ["curl", "512.0", same, curl, same, "2.5"]);
        assert_eq!(lines[3], ["wget", "status 8"]);
    }

    #[test]
    fn a_program_that_failed_takes_no_more_turns() {
        let call = Call { words: vec![], input: None };
        let mut row = Row::new(Peer::Curl, Ok(call));
        row.take_turn(false, |_| Ok(cost(1.0)));
        row.take_turn(true, |_| Ok(cost(2.0)));
        assert_eq!((row.turns.len(), &row.error), (1, &None));
        row.take_turn(true, |_| Err("no file".to_owned()));
        row.take_turn(true, |_| Ok(cost(3.0)));
        assert_eq!((row.turns.len(), row.error.as_deref()), (1, Some("no file")));

        let mut row = Row::new(Peer::Wget2, Err("missing".to_owned()));
        row.take_turn(true, |_| Ok(cost(1.0)));
        assert_eq!((row.turns.len(), row.error.as_deref()), (0, Some("missing")));
    }

    #[test]
    fn of_many_files_the_number_counts() {
        let rows = Rows { files: 10_000, ..rows() };
        assert!(rows.to_string().contains("files/s"));
        assert_eq!(rows.rate(&cost(2.0)), 5000.0);
    }
}
