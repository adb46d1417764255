//! All policies on all workloads, with all seeds.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde::Serialize;

use crate::policy::{self, Policy};
use crate::simulate::Outcome;
use crate::statistics::{mean, percentile};
use crate::workload::Workload;

/// How much is run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    pub(crate) seeds: u64,
    /// How many jobs of a made-up workload count; as many train before.
    pub(crate) jobs: usize,
}

/// What a policy came to on a workload at a price.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Cell {
    pub(crate) workload: String,
    pub(crate) policy: &'static str,
    pub(crate) c: u32,
    pub(crate) mean_cost: f64,
    pub(crate) calls_per_job: f64,
    pub(crate) delay_mean_s: f64,
    pub(crate) delay_p95_s: f64,
    pub(crate) delay_p99_s: f64,
    /// The mean cost with each seed.
    #[serde(skip)]
    pub(crate) costs: Vec<f64>,
    /// The workload's number in the documents.
    #[serde(skip)]
    pub(crate) number: Option<u64>,
}

/// What a policy came to on a workload, seed by seed.
#[derive(Default)]
pub(crate) struct Run {
    calls: Vec<f64>,
    delays: Vec<f64>,
    /// The delays of all jobs.
    all: Vec<f64>,
}

/// Runs them, on as many threads as there are processors.
pub(crate) fn run(workloads: &[Workload], size: Size) -> Vec<Cell> {
    let policies = policy::all();
    let next = AtomicUsize::new(0);
    let cells = Mutex::new(Vec::new());
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let tasks = workloads.len() * policies.len();
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let task = next.fetch_add(1, Ordering::Relaxed);
                    // Policies that take longest, ours, are first in the list: they should not come last.
                    let (rank, place) = (task / workloads.len(), task % workloads.len());
                    if task >= tasks {
                        break;
                    }
                    let found = run_one(&workloads[place], &policies[rank], size);
                    let mut cells = cells.lock().unwrap_or_else(PoisonError::into_inner);
                    cells.push(((place, rank), found));
                }
            });
        }
    });
    let mut cells = cells.into_inner().unwrap_or_else(PoisonError::into_inner);
    cells.sort_by_key(|(place, _)| *place);
    cells.into_iter().flat_map(|(_, cells)| cells).collect()
}

fn run_one(workload: &Workload, policy: &Policy, size: Size) -> Vec<Cell> {
    // Where neither jobs nor polls are left to chance, each seed would do the same again.
    let varies = workload.is_drawn() || policy.is_jittered();
    let seeds = if varies { 1..=size.seeds } else { 1..=1 };
    let runs = seeds.map(|seed| policy.run(seed, &workload.series(seed, size.jobs)));
    let mut run = Run::default();
    for outcomes in runs {
        let of = |value: fn(&Outcome) -> f64| outcomes.iter().map(value).collect::<Vec<_>>();
        run.add(&of(|outcome| outcome.polls.into()), &of(|outcome| outcome.delay.as_secs_f64()));
    }
    if !varies {
        run.calls = vec![run.calls[0]; size.seeds as usize];
        run.delays = vec![run.delays[0]; size.seeds as usize];
    }
    run.cells(workload, policy)
}

impl Run {
    /// Adds what a seed came to: the calls of each job, and the delay of each that was noticed.
    pub(crate) fn add(&mut self, calls: &[f64], delays: &[f64]) {
        self.calls.push(mean(calls));
        self.delays.push(mean(delays));
        self.all.extend(delays);
    }

    /// A cell for each price at which the policy is scored.
    pub(crate) fn cells(mut self, workload: &Workload, policy: &Policy) -> Vec<Cell> {
        self.all.sort_by(f64::total_cmp);
        let cell = |c: &u32| {
            let seeds = self.calls.iter().zip(&self.delays);
            let costs: Vec<f64> =
                seeds.map(|(calls, delay)| delay + f64::from(*c) * calls).collect();
            Cell {
                workload: workload.name.clone(),
                policy: policy.name,
                c: *c,
                mean_cost: mean(&costs),
                calls_per_job: mean(&self.calls),
                delay_mean_s: mean(&self.delays),
                delay_p95_s: percentile(&self.all, 0.95),
                delay_p99_s: percentile(&self.all, 0.99),
                costs,
                number: workload.number,
            }
        };
        policy.prices.iter().map(cell).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::{link_generation, published};

    const SMALL: Size = Size { seeds: 3, jobs: 20 };

    #[test]
    fn a_cost_is_the_delay_and_the_price_of_the_polls() {
        let cells = run(&[link_generation()], SMALL);
        for cell in &cells {
            let cost = cell.delay_mean_s + f64::from(cell.c) * cell.calls_per_job;
            assert!((cell.mean_cost - cost).abs() < 1e-9, "{cell:?}");
            assert_eq!(cell.costs.len(), 3);
            assert!(cell.delay_p95_s <= cell.delay_p99_s, "{cell:?}");
        }
        // Ours at each price, unset at each price, twelve peers and the best at each price.
        assert_eq!(cells.len(), 4 * (1 + 1 + 12 + 1));
    }

    #[test]
    fn nothing_beats_the_best_possible_on_jobs_that_tell_nothing() {
        let plain = published().into_iter().filter(|workload| workload.number != Some(3));
        let cells = run(&plain.collect::<Vec<_>>(), SMALL);
        for best in cells.iter().filter(|cell| cell.policy == "best-possible") {
            let same = |cell: &&Cell| (cell.workload == best.workload) && cell.c == best.c;
            for cell in cells.iter().filter(same) {
                let peer = cell.policy != "adaptive" && cell.policy != "adaptive-default";
                assert!(
                    !peer || cell.mean_cost >= best.mean_cost - 1e-9,
                    "{cell:?} beats {best:?}"
                );
            }
        }
    }

    #[test]
    fn what_is_run_twice_is_the_same() {
        let costs = || run(&[link_generation()], SMALL).into_iter().map(|cell| cell.costs);
        assert!(costs().eq(costs()));
    }
}
