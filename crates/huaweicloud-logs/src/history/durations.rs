//! How long jobs of a kind take, as far as is known.

use std::fmt;
use std::sync::LazyLock;
use std::time::Duration;

use super::grid::{self, BINS, Bins};
use super::memory::{Interval, Memory, blur};
use super::percent::Percents;
use super::sample::Sample;

/// How many jobs back the views look. A short one notices that times have changed, a long one knows better while
/// they have not.
const JOBS: [f64; 3] = [8.0, 40.0, 400.0];
/// How much the views blur, as the standard deviation of a logarithm: durations that are always the same want
/// little of it, few durations of all kinds want much.
const BLURS: [f64; 3] = [0.02, 0.1, 0.4];
/// The part of the trust that is dealt out anew for each job, so that a view that was wrong for long is soon
/// trusted when it becomes right.
const DEALT: f64 = 0.02;

/// What is left of what spoke for percentages when the next job is learned.
const KEPT: f64 = 0.97;
/// So much has to speak for percentages before they are trusted half.
const DOUBT: f64 = 5.0;

/// What counts as seen before anything was: so many jobs.
const PRIOR_JOBS: f64 = 1.0;

/// Before anything is known: a median of 30 seconds, any order of magnitude around it, and no end to how long it may
/// be. What is done before the first poll is taken to have been done at once until an early poll finds that it
/// isn't: otherwise none would ever be sent.
static PRIOR: LazyLock<Bins> = LazyLock::new(|| {
    let bell = |bin: usize| {
        let off = ((grid::start(bin) * grid::end(bin)).sqrt() / 30.0).ln() / 1.5;
        (-0.5 * off * off).exp()
    };
    let sum: f64 = (1..BINS).map(bell).sum();
    let any = 0.05 / (BINS - 1) as f64;
    (0..BINS).map(|bin| if bin == 0 { 0.5 } else { 0.45 * bell(bin) / sum + any }).collect()
});

/// What is known of how long jobs of a kind take.
///
/// Polls see only between which of them a job ended; that is what it is made of.
#[derive(Clone)]
pub struct Durations {
    memory: Memory,
    views: Vec<View>,
    percents: Percents,
    /// What has spoken for percentages so far, less what has spoken against them: the logarithm of how much likelier
    /// they made what then happened.
    for_percents: f64,
    count: u64,
    chances: Bins,
    /// The chance to have ended before each bin.
    ended: Bins,
}

/// A way to look at the past: how far back, and how finely.
#[derive(Clone, Debug)]
struct View {
    keeps: f64,
    blur: f64,
    trust: f64,
    chances: Bins,
}

impl fmt::Debug for Durations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // There are thousands of numbers in it.
        f.debug_struct("Durations").field("count", &self.count).finish_non_exhaustive()
    }
}

impl Default for Durations {
    fn default() -> Self {
        let trust = 1.0 / (JOBS.len() * BLURS.len()) as f64;
        let view = |jobs: f64, blur: f64| View {
            keeps: 1.0 - 1.0 / jobs,
            blur: grid::width(blur),
            trust,
            chances: PRIOR.clone(),
        };
        Self {
            memory: Memory::default(),
            views: JOBS.iter().flat_map(|jobs| BLURS.map(|blur| view(*jobs, blur))).collect(),
            percents: Percents::default(),
            for_percents: 0.0,
            count: 0,
            chances: PRIOR.clone(),
            ended: grid::sums(PRIOR.iter().copied()),
        }
    }
}

impl Durations {
    /// Jobs learned from.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Learns from a job. One that ended before it began counts as done when it was last seen not to be.
    pub fn learn(&mut self, sample: &Sample) {
        let interval = Interval::new(sample.after, sample.by);
        self.judge_percents(sample, &interval);
        let chance = interval.chance(&self.chances).max(f64::MIN_POSITIVE);
        let ended = interval.bins().map(|(bin, part)| (bin, part * self.chances[bin] / chance));
        self.percents.learn(sample, &ended.collect::<Vec<_>>());
        self.trust(&interval);
        self.memory.push(interval);
        self.count += 1;
        self.look();
    }

    /// Looks whether percentages would have foreseen a job better than its age alone.
    fn judge_percents(&mut self, sample: &Sample, interval: &Interval) {
        let told = sample.percents.iter().filter(|told| told.1.is_finite());
        let gain = |(age, percent): &(Duration, f32)| {
            let given = self.given(*age);
            let without = interval.chance(&given);
            let with = self.told(&given, *age, *percent).map(|told| interval.chance(&told));
            let ratio = with.unwrap_or(without).max(1e-9) / without.max(1e-9);
            // No single job decides.
            ratio.ln().clamp(-2.0, 2.0)
        };
        let gains: Vec<f64> = told.map(gain).collect();
        if !gains.is_empty() {
            let gain = gains.iter().sum::<f64>() / gains.len() as f64;
            self.for_percents = self.for_percents * KEPT + gain;
        }
    }

    /// Trusts the views by how well they foresaw a job.
    fn trust(&mut self, interval: &Interval) {
        let dealt = DEALT / self.views.len() as f64;
        for view in &mut self.views {
            view.trust *= interval.chance(&view.chances).max(1e-9);
        }
        let all: f64 = self.views.iter().map(|view| view.trust).sum();
        for view in &mut self.views {
            view.trust = view.trust / all * (1.0 - DEALT) + dealt;
        }
    }

    /// Looks at the past again.
    fn look(&mut self) {
        let mut all = vec![0.0; BINS];
        for views in self.views.chunk_by_mut(|view, other| view.keeps == other.keeps) {
            let histogram = self.memory.histogram(&self.chances, views[0].keeps);
            let jobs: f64 = histogram.iter().sum();
            for view in views {
                view.chances.clone_from(&histogram);
                blur(&mut view.chances, view.blur);
                // What is blurred beyond the last bin is lost, and made up for.
                let weight = jobs / view.chances.iter().sum::<f64>();
                for (bin, chance) in view.chances.iter_mut().enumerate() {
                    *chance = (*chance * weight + PRIOR_JOBS * PRIOR[bin]) / (jobs + PRIOR_JOBS);
                    all[bin] += view.trust * *chance;
                }
            }
        }
        self.ended = grid::sums(all.iter().copied());
        self.chances = all;
    }

    /// How likely it is that a job which was not done at one age is done at another.
    ///
    /// 0 if the second age is not the greater one.
    #[must_use]
    pub fn chance(&self, pending_at: Duration, by: Duration) -> f64 {
        let (before, then) = (self.done_by(pending_at), self.done_by(by));
        ((then - before) / (1.0 - before).max(f64::MIN_POSITIVE)).clamp(0.0, 1.0)
    }

    /// How likely it is that a job takes no longer than this.
    fn done_by(&self, age: Duration) -> f64 {
        let seconds = age.as_secs_f64();
        let bin = grid::bin(seconds);
        let (start, end) = (grid::start(bin), grid::end(bin));
        // What was done at once was done from the first moment on.
        let part = if bin == 0 { 1.0 } else { ((seconds - start) / (end - start)).min(1.0) };
        self.ended[bin] + part * self.chances[bin]
    }

    /// The chance of each bin for a job that was not done at an age, when its progress was such.
    pub(crate) fn chances(&self, pending_at: Option<Duration>, percent: Option<f32>) -> Bins {
        let Some(age) = pending_at else { return self.chances.clone() };
        let mut chances = self.given(age);
        let percent = percent.filter(|percent| percent.is_finite());
        if let Some(told) = percent.and_then(|percent| self.told(&chances, age, percent)) {
            let trust = 1.0 / (1.0 + (DOUBT - self.for_percents).exp());
            for (chance, told) in chances.iter_mut().zip(told) {
                *chance += trust * (told - *chance);
            }
        }
        chances
    }

    /// The chance of each bin for a job that was not done at an age.
    fn given(&self, age: Duration) -> Bins {
        let mut chances = self.chances.clone();
        let seconds = age.as_secs_f64();
        let last = grid::bin(seconds);
        chances[..last].fill(0.0);
        let left = (grid::end(last) - seconds) / (grid::end(last) - grid::start(last));
        // Who has been seen not to be done was not done at once.
        chances[last] *= if last == 0 { 0.0 } else { left.clamp(0.0, 1.0) };
        if !normalise(&mut chances) {
            chances[BINS - 1] = 1.0;
        }
        chances
    }

    /// What a percentage at that age makes of these chances, if it were all that counts; `None` if it rules out all.
    fn told(&self, given: &Bins, age: Duration, percent: f32) -> Option<Bins> {
        let mut told = given.clone();
        let seconds = age.as_secs_f64();
        for (bin, chance) in told.iter_mut().enumerate().skip(grid::bin(seconds)) {
            *chance *= self.percents.likelihood(grid::progress(seconds, bin), percent);
        }
        normalise(&mut told).then_some(told)
    }
}

/// Makes chances of weights; false if there is none.
fn normalise(weights: &mut Bins) -> bool {
    let sum: f64 = weights.iter().sum();
    if sum > 0.0 {
        weights.iter_mut().for_each(|weight| *weight /= sum);
    }
    sum > 0.0
}

#[cfg(test)]
mod tests;
