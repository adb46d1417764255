//! Polls that are worth what they cost.

use std::time::Duration;

use super::{Schedule, Wait, plan};

/// No poll comes sooner than this after the one before.
const SHORTEST: Duration = Duration::from_millis(50);

/// The default schedule: weighs how late it would be noticed that a job is done against what polls cost.
///
/// A poll has a price, a time: with a price of 5 seconds, which is the default, there is one more poll where that
/// makes the end be noticed 5 seconds sooner on average. From the durations of earlier jobs of the same kind it
/// computes the series of polls that costs least; without any it takes half a minute for likely, and all other orders
/// of magnitude for possible. Percentages count as far as those of earlier jobs have meant something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Adaptive {
    price: Duration,
}

impl Default for Adaptive {
    fn default() -> Self {
        Self::new(Duration::from_secs(5))
    }
}

impl Adaptive {
    /// A schedule to which a poll is worth so much time; less than 10 milliseconds count as that, more than an hour
    /// as an hour.
    #[must_use]
    pub fn new(price: Duration) -> Self {
        Self { price: price.clamp(Duration::from_millis(10), Duration::from_secs(60 * 60)) }
    }
}

impl Schedule for Adaptive {
    fn pause(&self, wait: &Wait<'_>) -> Duration {
        let chances = wait.past.chances(wait.pending_at, wait.percent);
        let age = wait.age.as_secs_f64();
        let next = plan::next(&chances, age, self.price.as_secs_f64());
        Duration::try_from_secs_f64(next - age).unwrap_or_default().max(SHORTEST)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::{any, prop, proptest};

    use super::{Adaptive, SHORTEST, Schedule, Wait};
    use crate::history::{Durations, Sample};

    /// When a job that never ends is polled.
    fn ages(past: &Durations, polls: u32) -> Vec<f64> {
        let mut wait = Wait::new(past);
        (0..polls)
            .map(|_| {
                wait.age += Adaptive::default().pause(&wait);
                wait.pending_at = Some(wait.age);
                wait.polls += 1;
                wait.age.as_secs_f64()
            })
            .collect()
    }

    #[test]
    fn without_a_past_pauses_grow_with_the_job() {
        let ages = ages(&Durations::default(), 40);
        assert!(ages[1] < 30.0 && ages[39] > 3_600.0, "{ages:?}");
        for (n, pair) in ages.windows(2).enumerate().skip(5) {
            assert!(
                pair[1] - pair[0] < pair[0],
                "pause {n} is longer than the job is old: {ages:?}"
            );
        }
    }

    #[test]
    fn what_has_always_taken_a_minute_is_polled_after_a_minute() {
        let mut past = Durations::default();
        (0..100).for_each(|_| past.learn(&Sample::exactly(Duration::from_secs(60))));
        let first = ages(&past, 1)[0];
        assert!((60.0..66.0).contains(&first), "{first}");
    }

    proptest! {
        #[test]
        fn a_pause_is_never_too_short_and_never_without_end(
            age in any::<Duration>(), pending_at in prop::option::of(any::<Duration>()), polls in any::<u32>(),
            percent in prop::option::of(any::<f32>()), price in any::<Duration>(), took in any::<Duration>(),
        ) {
            let mut past = Durations::default();
            past.learn(&Sample::exactly(took));
            let mut wait = Wait::new(&past);
            (wait.age, wait.pending_at, wait.polls, wait.percent) = (age, pending_at, polls, percent);
            let pause = Adaptive::new(price).pause(&wait);
            assert!(pause >= SHORTEST);
            let longest = Duration::from_secs(40 * 60 * 60).max(age);
            assert!(pause <= longest, "{pause:?}");
        }
    }
}
