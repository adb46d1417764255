//! How the durations of made-up jobs are distributed.

use std::time::Duration;

use rand::{Rng, RngExt as _};
use rand_distr::{Distribution as _, Exp, LogNormal, Pareto};

/// A law that durations follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Law {
    /// W1: lognormal, median 20 s, σ 1.
    LinkGeneration,
    /// W2: 60 % are ready at once, the rest lognormal with median 45 s and σ 0.8.
    Cached,
    /// W3: lognormal, median 300 s, σ 0.5.
    Dump,
    /// W4: exponential, mean 60 s.
    Exponential,
    /// W5: Pareto, α 1.2, from 5 s.
    Pareto,
    /// W6: W1, but its median is four times as high from the middle on.
    Drift,
}

impl Law {
    pub(super) fn draw(self, random: &mut impl Rng, jobs: usize) -> Vec<Duration> {
        (0..jobs)
            .map(|n| {
                let seconds = match self {
                    Self::LinkGeneration => lognormal(random, 20.0, 1.0),
                    Self::Cached if random.random_bool(0.6) => 0.0,
                    Self::Cached => lognormal(random, 45.0, 0.8),
                    Self::Dump => lognormal(random, 300.0, 0.5),
                    Self::Exponential => {
                        Exp::new(1.0 / 60.0).expect("a rate above zero").sample(random)
                    }
                    Self::Pareto => {
                        Pareto::new(5.0, 1.2).expect("a scale above zero").sample(random)
                    }
                    Self::Drift if n < jobs / 2 => lognormal(random, 20.0, 1.0),
                    Self::Drift => lognormal(random, 80.0, 1.0),
                };
                Duration::from_secs_f64(seconds)
            })
            .collect()
    }
}

fn lognormal(random: &mut impl Rng, median: f64, sigma: f64) -> f64 {
    LogNormal::new(median.ln(), sigma).expect("a finite deviation").sample(random)
}

#[cfg(test)]
mod tests {
    use rand_chacha::ChaCha8Rng;
    use rand_chacha::rand_core::SeedableRng as _;

    use super::*;

    /// The median in seconds of many durations.
    fn median(mut durations: Vec<Duration>) -> f64 {
        durations.sort();
        durations[durations.len() / 2].as_secs_f64()
    }

    fn draw(law: Law) -> Vec<Duration> {
        law.draw(&mut ChaCha8Rng::seed_from_u64(1), 20_000)
    }

    #[test]
    fn medians_are_those_of_the_laws() {
        let pareto = 5.0 * 2.0_f64.powf(1.0 / 1.2);
        let exponential = 60.0 * std::f64::consts::LN_2;
        let laws = [
            (Law::LinkGeneration, 20.0),
            (Law::Dump, 300.0),
            (Law::Exponential, exponential),
            (Law::Pareto, pareto),
        ];
        for (law, expected) in laws {
            let seen = median(draw(law));
            assert!((seen / expected - 1.0).abs() < 0.05, "{law:?}: {seen} is not {expected}");
        }
    }

    #[test]
    fn three_of_five_cached_jobs_are_ready_at_once() {
        let ready = draw(Law::Cached).iter().filter(|takes| takes.is_zero()).count();
        assert!((11_500..12_500).contains(&ready), "{ready}");
    }

    #[test]
    fn drift_quadruples_the_median_in_the_middle() {
        let mut before = draw(Law::Drift);
        let after = before.split_off(10_000);
        let ratio = median(after) / median(before);
        assert!((3.7..4.3).contains(&ratio), "{ratio}");
    }
}
