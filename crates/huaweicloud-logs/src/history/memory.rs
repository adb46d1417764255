//! The durations that were seen, and what they make of a distribution.

use std::collections::VecDeque;
use std::time::Duration;

use super::grid::{self, BINS, Bins};

/// How many jobs are remembered.
pub(super) const CAPACITY: usize = 400;

/// The latest jobs, each as the interval in which it ended.
#[derive(Clone, Debug, Default)]
pub(super) struct Memory(VecDeque<Interval>);

/// Between which polls a job ended, in bins. Of the first and the last bin only a part belongs to it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Interval {
    first: usize,
    last: usize,
    of_first: f64,
    of_last: f64,
}

impl Interval {
    /// After one age, or any time before, and up to another, or any time later.
    pub(super) fn new(after: Option<Duration>, by: Option<Duration>) -> Self {
        let seen = after.is_some();
        let after = after.unwrap_or_default().as_secs_f64();
        let by = by.map_or(f64::INFINITY, |by| by.as_secs_f64().max(after));
        let (mut first, last) = (grid::bin(after), grid::bin(by));
        if seen && first == 0 && last > 0 {
            // It was seen, so it was not done at once.
            first = 1;
        }
        let part = |bin: usize, from: f64, to: f64| {
            let (start, end) = (grid::start(bin), grid::end(bin));
            ((to.min(end) - from.max(start)) / (end - start)).clamp(1e-6, 1.0)
        };
        if first == last {
            // Too short to matter where in the bin.
            return Self { first, last, of_first: 1.0, of_last: 1.0 };
        }
        Self { first, last, of_first: part(first, after, by), of_last: part(last, after, by) }
    }

    /// The bins with their parts.
    pub(super) fn bins(&self) -> impl Iterator<Item = (usize, f64)> {
        let Self { first, last, of_first, of_last } = *self;
        (first..=last).map(move |bin| {
            let part = if bin == first {
                of_first
            } else if bin == last {
                of_last
            } else {
                1.0
            };
            (bin, part)
        })
    }

    /// The chance that a job ends in it.
    pub(super) fn chance(&self, chances: &Bins) -> f64 {
        self.bins().map(|(bin, part)| part * chances[bin]).sum()
    }
}

impl Memory {
    pub(super) fn push(&mut self, interval: Interval) {
        if self.0.len() == CAPACITY {
            self.0.pop_front();
        }
        self.0.push_back(interval);
    }

    /// How many of the latest jobs ended in each bin, when each job counts for a part of the one after it. Where in
    /// its interval a job ended is as likely as it is for any job.
    pub(super) fn histogram(&self, chances: &Bins, keeps: f64) -> Bins {
        let before = grid::sums(chances.iter().copied());
        // What each bin's chance is to be multiplied by: where that changes, and what to add in single bins.
        let (mut steps, mut single) = (vec![0.0; BINS + 1], vec![0.0; BINS]);
        let mut weight = 1.0;
        for it in self.0.iter().rev() {
            let (first, last) = (it.first, it.last);
            if first == last {
                single[first] += weight;
            } else {
                let ends = it.of_first * chances[first] + it.of_last * chances[last];
                let all = ends + before[last] - before[first + 1];
                let each = weight / all.max(f64::MIN_POSITIVE);
                single[first] += each * it.of_first * chances[first];
                single[last] += each * it.of_last * chances[last];
                steps[first + 1] += each;
                steps[last] -= each;
            }
            weight *= keeps;
        }
        let mut factor = 0.0;
        for bin in 0..BINS {
            factor += steps[bin];
            single[bin] += factor.max(0.0) * chances[bin];
        }
        single
    }
}

/// Spreads what is in each bin over its neighbours: about a normal distribution, from three averages in a row. What
/// was done at once has no neighbours.
pub(super) fn blur(bins: &mut Bins, deviation: f64) {
    // The variance of an average over 2 r + 1 bins is r (r + 1) / 3; there are three.
    let reach = ((0.25 + deviation * deviation).sqrt() - 0.5).round() as usize;
    if reach == 0 {
        return;
    }
    let width = (2 * reach + 1) as f64;
    for _ in 0..3 {
        let sums = grid::sums(bins.iter().copied());
        for (bin, sum) in bins.iter_mut().enumerate().skip(1) {
            let (from, to) = (bin.saturating_sub(reach).max(1), (bin + reach).min(BINS - 1));
            *sum = (sums[to + 1] - sums[from]) / width;
        }
    }
}
