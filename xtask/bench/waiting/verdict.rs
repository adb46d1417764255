//! What the figures say about the goals.

use std::fmt;

use crate::compare::Cell;
use crate::peers;
use crate::policy::{ADAPTIVE, PRICES};
use crate::statistics::{Interval, mean};

/// How much worse than the best default we may be on any workload.
const WORSE_THAN_BEST: f64 = 1.10;

/// How much worse percentages may make it.
const WORSE_BY_PERCENTAGES: f64 = 1.05;

/// The published workloads over which the geometric mean is taken. W3 counts once, with the mean of its shapes.
const NUMBERS: [u64; 6] = [1, 2, 3, 4, 5, 6];

/// The geometric mean of the costs over W1 to W6.
#[derive(Clone, Debug)]
pub(crate) struct Overall {
    pub(crate) policy: &'static str,
    pub(crate) c: u32,
    pub(crate) cost: f64,
    /// How many times as much as ours, seed by seed.
    pub(crate) to_ours: Interval,
}

/// How a default compares with ours on a workload.
#[derive(Clone, Debug)]
pub(crate) struct Difference<'a> {
    pub(crate) cell: &'a Cell,
    /// By how much it costs more, seed by seed.
    pub(crate) more: Interval,
}

/// The cells of our schedule with its price, each with those of the defaults at the same place.
fn places(cells: &[Cell]) -> impl Iterator<Item = (&Cell, Vec<&Cell>)> {
    cells.iter().filter(|cell| cell.policy == ADAPTIVE).map(|ours| {
        let same = |cell: &&Cell| cell.workload == ours.workload && cell.c == ours.c;
        (ours, cells.iter().filter(same).filter(|cell| is_default(cell.policy)).collect())
    })
}

fn is_default(policy: &str) -> bool {
    peers::ALL.iter().any(|peer| peer.name == policy)
}

/// Each default against ours.
pub(crate) fn differences(cells: &[Cell]) -> Vec<Difference<'_>> {
    let of = |(ours, defaults): (&Cell, Vec<_>)| {
        let ours = ours.costs.clone();
        defaults.into_iter().map(move |cell: &Cell| {
            let pairs = cell.costs.iter().zip(&ours);
            let more: Vec<_> = pairs.map(|(theirs, ours)| theirs - ours).collect();
            Difference { cell, more: Interval::of(&more) }
        })
    };
    places(cells).flat_map(of).collect()
}

/// The geometric means of all policies at all prices, if the published workloads were run.
pub(crate) fn overall(cells: &[Cell]) -> Vec<Overall> {
    let mut policies: Vec<_> = cells.iter().map(|cell| cell.policy).collect();
    policies.dedup();
    policies.sort_unstable();
    policies.dedup();
    let mut all = vec![];
    for c in PRICES {
        let Some(ours) = logarithms(cells, ADAPTIVE, c) else { continue };
        for policy in &policies {
            let Some(logs) = logarithms(cells, policy, c) else { continue };
            let ratios: Vec<_> = logs.iter().zip(&ours).map(|(log, ours)| log - ours).collect();
            let to_ours = Interval::of(&ratios).exp();
            all.push(Overall { policy, c, cost: mean(&logs).exp(), to_ours });
        }
    }
    all
}

/// The logarithm of the geometric mean with each seed.
fn logarithms(cells: &[Cell], policy: &str, c: u32) -> Option<Vec<f64>> {
    let mut sums: Option<Vec<f64>> = None;
    for number in NUMBERS {
        let of = |cell: &&Cell| cell.policy == policy && cell.c == c && cell.number == Some(number);
        let shapes: Vec<_> = cells.iter().filter(of).collect();
        let seeds = shapes.first()?.costs.len();
        let sums = sums.get_or_insert_with(|| vec![0.0; seeds]);
        for (seed, sum) in sums.iter_mut().enumerate() {
            let costs: Vec<_> = shapes.iter().map(|cell| cell.costs[seed]).collect();
            *sum += mean(&costs).ln() / NUMBERS.len() as f64;
        }
    }
    sums
}

/// A goal, and where it is missed.
#[derive(Debug)]
pub(crate) struct Verdict {
    goal: String,
    missed: Vec<String>,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = if self.missed.is_empty() { "met" } else { "missed" };
        write!(f, "{}: {verdict}", self.goal)?;
        self.missed.iter().try_for_each(|cell| write!(f, "\n  {cell}"))
    }
}

/// All goals that the figures tell something about.
pub(crate) fn verdicts(cells: &[Cell]) -> Vec<Verdict> {
    [lower_than_every_default(cells), near_the_best(cells), harmless_percentages(cells)]
        .into_iter()
        .flatten()
        .collect()
}

fn lower_than_every_default(cells: &[Cell]) -> Option<Verdict> {
    let overall = overall(cells);
    let defaults: Vec<_> = overall.iter().filter(|all| is_default(all.policy)).collect();
    let missed = defaults.iter().filter(|all| all.to_ours.low <= 1.0).map(|all| {
        let Interval { low, mean, high } = all.to_ours;
        format!("c = {}: {} / adaptive is {mean:.3} ({low:.3} to {high:.3})", all.c, all.policy)
    });
    let goal = "geometric mean over W1 to W6 lower than every default's at every c, interval clear of zero";
    (!defaults.is_empty()).then(|| Verdict { goal: goal.to_owned(), missed: missed.collect() })
}

fn near_the_best(cells: &[Cell]) -> Option<Verdict> {
    let mut missed = vec![];
    for (ours, defaults) in places(cells) {
        let best =
            defaults.iter().min_by(|one, other| one.mean_cost.total_cmp(&other.mean_cost))?;
        let ratio = ours.mean_cost / best.mean_cost;
        if ratio > WORSE_THAN_BEST {
            let (of, c, best) = (&ours.workload, ours.c, best.policy);
            missed.push(format!("{of}, c = {c}: adaptive / {best} is {ratio:.3}"));
        }
    }
    let goal = "never more than 10 % worse than the best default for that workload".to_owned();
    Some(Verdict { goal, missed })
}

fn harmless_percentages(cells: &[Cell]) -> Option<Verdict> {
    let dumps = || cells.iter().filter(|cell| cell.policy == ADAPTIVE && cell.number == Some(3));
    let hidden = |c| dumps().find(|cell| cell.workload == "W3-none" && cell.c == c);
    let mut missed = vec![];
    for shown in dumps() {
        // The same jobs, so that what differs is what they show.
        let ratio = shown.mean_cost / hidden(shown.c)?.mean_cost;
        if ratio > WORSE_BY_PERCENTAGES {
            let (of, c) = (&shown.workload, shown.c);
            missed.push(format!("{of}, c = {c}: {ratio:.3} times as much as without percentages"));
        }
    }
    let goal = "percentages never make it worse than without by more than 5 %".to_owned();
    dumps().next().map(|_| Verdict { goal, missed })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A cell whose cost is the same with two seeds, or almost.
    fn cell(workload: &str, number: u64, policy: &'static str, cost: f64) -> Cell {
        Cell {
            workload: workload.to_owned(),
            policy,
            c: 1,
            mean_cost: cost,
            calls_per_job: 1.0,
            delay_mean_s: cost - 1.0,
            delay_p95_s: 0.0,
            delay_p99_s: 0.0,
            costs: vec![cost * 0.999, cost * 1.001],
            number: Some(number),
        }
    }

    /// All workloads at the same costs.
    fn cells(ours: f64, azure: f64) -> Vec<Cell> {
        let mut cells = vec![];
        for number in NUMBERS {
            let workload = format!("W{number}");
            cells.push(cell(&workload, number, ADAPTIVE, ours));
            cells.push(cell(&workload, number, "azure", azure));
        }
        cells
    }

    #[test]
    fn a_geometric_mean_takes_the_mean_of_the_shapes_once() {
        let mut cells = cells(8.0, 16.0);
        cells.push(cell("W3-linear", 3, ADAPTIVE, 24.0));
        let overall = overall(&cells);
        let ours = overall.iter().find(|all| all.policy == ADAPTIVE).unwrap();
        // Five times 8, and the mean of 8 and 24.
        assert!((ours.cost - 8.0 * 2.0_f64.powf(1.0 / 6.0)).abs() < 1e-3, "{ours:?}");
        assert_eq!(ours.to_ours, Interval { low: 1.0, mean: 1.0, high: 1.0 });
    }

    #[test]
    fn goals_are_met_or_missed_with_the_cells_that_miss_them() {
        let said = |cells: &[Cell]| -> Vec<String> {
            verdicts(cells).iter().map(ToString::to_string).collect()
        };
        let good = said(&cells(8.0, 16.0));
        assert!(good[0].ends_with("interval clear of zero: met"), "{good:?}");
        assert!(good[1].ends_with("for that workload: met"), "{good:?}");
        let bad = said(&cells(8.0, 7.0));
        assert!(bad[0].contains("missed\n  c = 1: azure / adaptive is 0.875"), "{bad:?}");
        assert!(bad[1].contains("missed\n  W1, c = 1: adaptive / azure is 1.143"), "{bad:?}");
    }

    #[test]
    fn percentages_that_cost_more_than_none_are_named() {
        let dump = |shape, cost| cell(&format!("W3-{shape}"), 3, ADAPTIVE, cost);
        let verdict =
            |cost| harmless_percentages(&[dump("none", 10.0), dump("stall", cost)]).unwrap();
        assert!(verdict(10.4).missed.is_empty());
        assert_eq!(
            verdict(11.0).missed,
            ["W3-stall, c = 1: 1.100 times as much as without percentages"]
        );
    }

    #[test]
    fn a_difference_is_what_a_default_costs_more() {
        let cells = cells(8.0, 16.0);
        let differences = differences(&cells);
        assert_eq!(differences.len(), 6);
        assert!((differences[0].more.mean - 8.0).abs() < 1e-9);
    }
}
