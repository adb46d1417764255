//! Pauses that grow.

use std::time::Duration;

use super::{Schedule, Wait};

/// A schedule whose pauses grow by a constant factor up to a limit.
///
/// The default starts at 5 seconds, grows by half each time and stays at 30 seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exponential {
    initial: Duration,
    factor: f64,
    longest: Duration,
}

impl Default for Exponential {
    fn default() -> Self {
        Self::new(Duration::from_secs(5), 1.5, Duration::from_secs(30))
    }
}

impl Exponential {
    /// A first pause, the factor between pauses, and the longest pause.
    ///
    /// Values that would stall or spin are moved to the nearest that don't: a pause is at least a
    /// millisecond, a factor at least 1, and the longest pause no shorter than the first.
    #[must_use]
    pub fn new(initial: Duration, factor: f64, longest: Duration) -> Self {
        let initial = initial.max(Duration::from_millis(1));
        let factor = if factor.is_finite() { factor.max(1.0) } else { 1.0 };
        Self { initial, factor, longest: longest.max(initial) }
    }

    /// Pause `n` of a wait, counted from 0.
    #[must_use]
    pub fn pause(&self, n: u32) -> Duration {
        let exponent = i32::try_from(n).unwrap_or(i32::MAX);
        let seconds = self.initial.as_secs_f64() * self.factor.powi(exponent);
        Duration::try_from_secs_f64(seconds).map_or(self.longest, |pause| pause.min(self.longest))
    }
}

impl Schedule for Exponential {
    fn pause(&self, wait: &Wait<'_>) -> Duration {
        Self::pause(self, wait.polls)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::{any, proptest};

    use super::Exponential;

    #[test]
    fn the_default_grows_from_five_to_thirty_seconds() {
        let pauses: Vec<f64> =
            (0..7).map(|n| Exponential::default().pause(n).as_secs_f64()).collect();
        assert_eq!(pauses, [5.0, 7.5, 11.25, 16.875, 25.3125, 30.0, 30.0]);
    }

    proptest! {
        #[test]
        fn a_pause_is_never_zero_never_shrinks_and_never_exceeds_its_limit(
            initial in any::<Duration>(), factor in any::<f64>(), longest in any::<Duration>(), n in any::<u32>(),
        ) {
            let schedule = Exponential::new(initial, factor, longest);
            let (pause, next) = (schedule.pause(n), schedule.pause(n.saturating_add(1)));
            assert!(pause > Duration::ZERO);
            assert!(next >= pause);
            assert!(pause <= longest.max(initial).max(Duration::from_millis(1)));
        }
    }
}
