//! W7: a thousand jobs of one user who may make 60 calls a minute.

mod loops;
mod ours;

use std::collections::VecDeque;
use std::time::Duration;

use comfy_table::Table;
use serde::Serialize;

use crate::compare::Size;
use crate::peers;
use crate::policy::ADAPTIVE;
use crate::report::table;
use crate::statistics::mean;
use crate::workload::link_generation;

const JOBS: usize = 1000;

/// How many calls are answered in any minute.
const QUOTA: usize = 60;
const MINUTE: Duration = Duration::from_secs(60);

/// A start and a poll for each job, of which 60 may be made at once and then one each second.
const BOUND: f64 = (2 * JOBS - QUOTA) as f64;

/// When a crowd is left alone that has not come to an end.
const LIMIT: Duration = Duration::from_secs(4 * 60 * 60);

/// How many times as long as the bound it may take us.
const GOAL: f64 = 1.05;

/// A job of the crowd: how long it takes, and how long a call about it is on its way.
#[derive(Clone, Copy, Debug)]
struct Member {
    takes: Duration,
    latency: Duration,
}

/// What became of a crowd.
#[derive(Clone, Copy, Debug, Default)]
struct Crowd {
    makespan: Duration,
    refused: u64,
    /// The sum of the times after which it was noticed that a job was done.
    late: Duration,
    /// How many jobs were left alone.
    left: usize,
}

/// The calls that were answered in the last minute.
#[derive(Debug, Default)]
struct Window(VecDeque<Duration>);

impl Window {
    /// Whether a call is answered that arrives now.
    fn answers(&mut self, now: Duration) -> bool {
        while self.0.front().is_some_and(|call| now.saturating_sub(*call) >= MINUTE) {
            self.0.pop_front();
        }
        let free = self.0.len() < QUOTA;
        if free {
            self.0.push_back(now);
        }
        free
    }
}

fn members(seed: u64) -> Vec<Member> {
    let mut random = fastrand::Rng::with_seed(seed);
    let jobs = link_generation().series(seed, JOBS).jobs.split_off(JOBS);
    let member = |takes| Member { takes, latency: Duration::from_millis(random.u64(5..500)) };
    jobs.into_iter().map(|job| job.takes).map(member).collect()
}

/// What became of the crowds of one policy, on average.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    policy: &'static str,
    makespan_mean_s: f64,
    makespan_worst_s: f64,
    bound_s: f64,
    refused_mean: f64,
    delay_mean_s: f64,
    unfinished_mean: f64,
}

impl Row {
    fn of(policy: &'static str, crowds: &[Crowd]) -> Self {
        let all = |value: fn(&Crowd) -> f64| crowds.iter().map(value).collect::<Vec<_>>();
        let makespans = all(|crowd| crowd.makespan.as_secs_f64());
        Self {
            policy,
            makespan_mean_s: mean(&makespans),
            makespan_worst_s: makespans.iter().fold(0.0_f64, |most, one| most.max(*one)),
            bound_s: BOUND,
            refused_mean: mean(&all(|crowd| crowd.refused as f64)),
            delay_mean_s: mean(&all(Crowd::mean_late)),
            unfinished_mean: mean(&all(|crowd| crowd.left as f64)),
        }
    }
}

/// Runs the crowds of every policy, ours first.
pub(crate) fn run(size: Size) -> Result<Vec<Row>, String> {
    let seeds = || 1..=size.seeds;
    let ours: Result<Vec<_>, _> = seeds().map(|seed| ours::run(seed, &members(seed))).collect();
    let mut rows = vec![Row::of(ADAPTIVE, &ours?)];
    for peer in &peers::ALL {
        let crowds: Vec<_> = seeds().map(|seed| loops::run(peer, seed, &members(seed))).collect();
        rows.push(Row::of(peer.name, &crowds));
    }
    Ok(rows)
}

/// The same for the terminal.
pub(crate) fn table(rows: &[Row]) -> Table {
    let header = ["W7", "makespan", "/ bound", "worst", "429s", "noticed after", "unfinished"];
    let mut table = table::new(header.map(str::to_owned));
    for row in rows {
        table.add_row([
            row.policy.to_owned(),
            format!("{:.0} s", row.makespan_mean_s),
            format!("{:.3}", row.makespan_mean_s / BOUND),
            format!("{:.3}", row.makespan_worst_s / BOUND),
            format!("{:.0}", row.refused_mean),
            format!("{:.1} s", row.delay_mean_s),
            format!("{:.0}", row.unfinished_mean),
        ]);
    }
    table
}

/// What ours says about the goals.
pub(crate) fn verdict(ours: &Row) -> String {
    let met = |met: bool| if met { "met" } else { "missed" };
    let (average, worst) = (ours.makespan_mean_s / BOUND, ours.makespan_worst_s / BOUND);
    format!(
        "no 429 of our own making: {}\nmakespan at most {GOAL} times the bound of {BOUND} s: on average {}, always {}",
        met(ours.refused_mean == 0.0),
        met(average <= GOAL),
        met(worst <= GOAL)
    )
}

impl Crowd {
    /// How late it was noticed, on average and in seconds, that a job was done.
    fn mean_late(&self) -> f64 {
        self.late.as_secs_f64() / (JOBS - self.left).max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_slides() {
        let mut window = Window::default();
        let at = |seconds| Duration::from_secs(seconds);
        assert!((0..60).all(|_| window.answers(at(10))));
        assert!(!window.answers(at(69)));
        assert!(window.answers(at(70)));
    }

    #[test]
    fn a_goal_is_missed_by_one_refusal() {
        let good = Crowd { makespan: Duration::from_secs(2000), ..Crowd::default() };
        assert_eq!(verdict(&Row::of(ADAPTIVE, &[good])).matches(" met").count(), 3);
        let bad = Crowd { refused: 1, makespan: Duration::from_secs(2100), ..good };
        assert_eq!(verdict(&Row::of(ADAPTIVE, &[bad])).matches(" missed").count(), 3);
    }
}
