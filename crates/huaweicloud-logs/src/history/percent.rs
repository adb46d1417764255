//! What percentages have meant.

use super::grid;
use super::sample::Sample;

/// Progress is sorted into so many steps, the real one and the one that is told.
const STEPS: usize = 33;
/// Percentages count for nothing until so many jobs have shown what they mean.
const DOUBT: f64 = 3.0;

/// How often which percentage was told at which real progress. It means what it has meant: nothing else is taken
/// to follow from a percentage.
#[derive(Clone, Debug)]
pub(super) struct Percents {
    /// By real progress, then by what was told.
    told: Vec<[f64; STEPS]>,
    ever: [f64; STEPS],
}

impl Default for Percents {
    fn default() -> Self {
        Self { told: vec![[0.0; STEPS]; STEPS], ever: [0.0; STEPS] }
    }
}

impl Percents {
    /// Learns from a job that ended in one of some bins, with their chances.
    pub(super) fn learn(&mut self, sample: &Sample, ended: &[(usize, f64)]) {
        for (age, percent) in sample.percents.iter().filter(|it| it.1.is_finite()) {
            let (age, told) = (age.as_secs_f64(), step(f64::from(*percent) / 100.0));
            for (bin, chance) in ended {
                self.told[step(grid::progress(age, *bin))][told] += chance;
            }
            self.ever[told] += 1.0;
        }
    }

    /// How much likelier than ever a percentage is at a real progress.
    pub(super) fn likelihood(&self, done: f64, percent: f32) -> f64 {
        let told = step(f64::from(percent) / 100.0);
        let all: f64 = self.ever.iter().sum();
        let ever = (self.ever[told] + 1.0) / (all + STEPS as f64);
        let row = &self.told[step(done)];
        let sum: f64 = row.iter().sum();
        (row[told] + DOUBT * ever) / (sum + DOUBT) / ever
    }
}

fn step(part: f64) -> usize {
    ((part.clamp(0.0, 1.0) * (STEPS - 1) as f64) as usize).min(STEPS - 1)
}
