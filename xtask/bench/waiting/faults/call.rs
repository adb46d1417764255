//! Calls of a service that sometimes fails.

use std::time::Duration;

use fastrand::Rng;

use crate::peers::{Repeats, Tolerance};

/// What became of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// The word for how far the job is.
    Word,
    /// A word that nobody has documented.
    Unknown,
    Refusal {
        status: u16,
        retry_after: Option<Duration>,
    },
}

/// The calls about one job. The chance of each depends on the job and its number only, so that all policies meet the
/// same faults.
#[derive(Debug)]
pub(super) struct Line {
    seed: u64,
    calls: u32,
    repeats: Option<Repeats>,
}

impl Line {
    pub(super) fn new(seed: u64, tolerance: Tolerance) -> Self {
        let repeats = match tolerance {
            Tolerance::Repeats(repeats) | Tolerance::Outlasts(repeats) => Some(repeats),
            Tolerance::GivesUp | Tolerance::GoesOnAfter(_) => None,
        };
        Self { seed, calls: 0, repeats }
    }

    /// One job of two hundred.
    pub(super) fn never_ends(&self) -> bool {
        Rng::with_seed(self.seed ^ 0x5eed).f64() < 0.005
    }

    /// How many calls there were.
    pub(super) fn calls(&self) -> u32 {
        self.calls
    }

    /// Makes a call, and again as the client does. Each pause before another attempt adds to `age`.
    pub(super) fn ask(&mut self, age: &mut Duration) -> Answer {
        let mut attempt = 1;
        loop {
            let (answer, pause) = self.call(attempt);
            let Answer::Refusal { status, retry_after } = answer else { return answer };
            let Some(repeats) = self.repeats else { return answer };
            if attempt >= repeats.attempts || !repeats.statuses.contains(&status) {
                return answer;
            }
            let asked =
                if repeats.retry_after { retry_after.unwrap_or_default() } else { Duration::ZERO };
            *age = age.saturating_add(asked + pause);
            attempt += 1;
        }
    }

    /// One call: 5 % are answered 5xx, 1 % 429 with 1 to 30 s to wait, 1 % with an unknown word. With the pause before
    /// it is repeated, by chance up to a second, doubled with each attempt.
    fn call(&mut self, attempt: u32) -> (Answer, Duration) {
        self.calls += 1;
        let mut random = Rng::with_seed(self.seed.wrapping_add(u64::from(self.calls) << 32));
        let (fault, status, wait) = (random.f64(), random.usize(..4), random.u64(1..=30));
        let answer = match fault {
            ..0.05 => Answer::Refusal { status: [500, 502, 503, 504][status], retry_after: None },
            ..0.06 => Answer::Refusal { status: 429, retry_after: Some(Duration::from_secs(wait)) },
            ..0.07 => Answer::Unknown,
            _ => Answer::Word,
        };
        let most = 0.5 * f64::from(1 << attempt.min(6));
        (answer, Duration::from_secs_f64(most * random.f64()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_fail_as_often_as_documented() {
        let mut line = Line::new(1, Tolerance::GivesUp);
        let answers: Vec<_> = (0..40_000).map(|_| line.call(1).0).collect();
        let share = |of: fn(&Answer) -> bool| {
            answers.iter().filter(|answer| of(answer)).count() as f64 / answers.len() as f64
        };
        let failed = share(|answer| matches!(answer, Answer::Refusal { status: 500.., .. }));
        let throttled =
            share(|answer| matches!(answer, Answer::Refusal { retry_after: Some(_), .. }));
        let unknown = share(|answer| *answer == Answer::Unknown);
        for (seen, expected) in [(failed, 0.05), (throttled, 0.01), (unknown, 0.01)] {
            assert!((seen - expected).abs() < 0.003, "{seen} is not {expected}");
        }
    }

    #[test]
    fn a_client_that_repeats_takes_longer_and_fails_less() {
        let failures = |tolerance| {
            let mut line = Line::new(1, tolerance);
            let mut age = Duration::ZERO;
            let failed =
                (0..2000).filter(|_| matches!(line.ask(&mut age), Answer::Refusal { .. })).count();
            (failed, age)
        };
        let (strict, at_once) = failures(Tolerance::GivesUp);
        let (patient, later) = failures(Tolerance::Repeats(Repeats::OURS));
        assert!(strict > 80 && patient == 0, "{strict}, {patient}");
        assert!(at_once.is_zero() && !later.is_zero());
    }
}
