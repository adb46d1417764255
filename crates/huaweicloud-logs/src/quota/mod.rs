//! How many calls a user may make, kept by everybody in this process who calls for that user.
//!
//! `registry` finds the one [`Limiter`] of an endpoint and a user. `limiter` is what callers see, `state` what
//! it knows: the calls that count, in `queue` who waits and who comes next, in `gain` what a call is worth, in
//! `allowance` how many calls a period holds, and in `pause` for how long a refusal stops everybody.

mod allowance;
mod gain;
mod limiter;
mod pause;
mod queue;
mod registry;
mod state;

use std::time::Duration;

pub(crate) use self::gain::Gain;
pub(crate) use self::limiter::Limiter;

/// How many calls a user may make in a period.
///
/// All calls to one endpoint for one user share it, whichever [`Cloud`](crate::Cloud) of this process they go
/// through. It is where a limit starts and the most it ever gets to: when the service refuses calls all the
/// same, because others use up the same quota or the number is wrong, the limit is lowered, and raised again
/// slowly while calls go through.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quota {
    calls: u32,
    period: Duration,
}

impl Quota {
    /// So many calls in each period, wherever the period begins.
    ///
    /// Values that would stop every call or hold none back are moved to the nearest that don't: at least one
    /// call, and a period between a millisecond and a day.
    #[must_use]
    pub const fn new(calls: u32, period: Duration) -> Self {
        const DAY: Duration = Duration::from_secs(24 * 60 * 60);
        let calls = if calls == 0 { 1 } else { calls };
        let period = if period.as_millis() == 0 {
            Duration::from_millis(1)
        } else if period.as_secs() >= DAY.as_secs() {
            DAY
        } else {
            period
        };
        Self { calls, period }
    }

    /// No limit until the service refuses a call; from then on a limit per minute that is learned from
    /// refusals.
    #[must_use]
    pub const fn unlimited() -> Self {
        Self::new(u32::MAX, Duration::from_secs(60))
    }

    const fn is_unlimited(self) -> bool {
        self.calls == u32::MAX
    }

    /// What keeps to two quotas, in every window: the fewer calls in the longer period.
    fn and(self, other: Self) -> Self {
        if self.is_unlimited() || other.is_unlimited() {
            return if self.is_unlimited() { other } else { self };
        }
        Self { calls: self.calls.min(other.calls), period: self.period.max(other.period) }
    }
}

#[cfg(test)]
mod tests;
