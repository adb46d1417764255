//! What time it is for the services.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};
use reqwest::header::HeaderValue;

/// A difference that explains no refusal: the gateway takes signatures up to 15 minutes off (APIG signing
/// guide), and a `Date` may be some seconds old when it arrives.
const TOLERANCE: SignedDuration = SignedDuration::from_secs(2 * 60);

/// This machine's clock, corrected by what a service said the time is.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    /// Seconds by which the services are ahead.
    ahead: AtomicI64,
}

impl Clock {
    /// The services' time.
    pub(crate) fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        now.checked_add(self.ahead()).unwrap_or(now)
    }

    /// Takes the time that a service refused a call at; true if that shows that this clock was wrong, so
    /// that a new signature may be accepted.
    ///
    /// Only a refusal teaches: as long as signatures are accepted the clock is good enough, and a `Date`
    /// that some cache kept would spoil it.
    pub(crate) fn learn(&self, date: Timestamp) -> bool {
        let off = date.duration_since(self.now());
        if off.abs() <= TOLERANCE {
            return false;
        }
        let ahead = date.duration_since(Timestamp::now()).as_secs();
        self.ahead.store(ahead, Ordering::Relaxed);
        let (seconds, direction) = (ahead.unsigned_abs(), if ahead > 0 { "slow" } else { "fast" });
        tracing::warn!(
            "this machine's clock is {seconds} s {direction}; calls are signed with the service's time"
        );
        true
    }

    /// How far the services are ahead of this machine.
    pub(crate) fn ahead(&self) -> SignedDuration {
        SignedDuration::from_secs(self.ahead.load(Ordering::Relaxed))
    }
}

/// What a header `Date` says.
pub(crate) fn date(value: &HeaderValue) -> Option<Timestamp> {
    Some(jiff::fmt::rfc2822::parse(value.to_str().ok()?).ok()?.timestamp())
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};
    use proptest::prelude::{any, proptest};
    use reqwest::header::HeaderValue;

    use super::{Clock, date};

    const HOUR: SignedDuration = SignedDuration::from_hours(1);

    #[test]
    fn a_wrong_clock_is_corrected_and_a_right_one_left_alone() {
        let clock = Clock::default();
        assert!(!clock.learn(Timestamp::now() + SignedDuration::from_secs(90)));
        assert_eq!(clock.ahead(), SignedDuration::ZERO);

        for off in [HOUR, -HOUR] {
            assert!(clock.learn(Timestamp::now() + off));
            let wrong = clock.now().duration_since(Timestamp::now() + off);
            assert!(wrong.abs() <= SignedDuration::from_secs(2), "{wrong}");
            assert!(!clock.learn(Timestamp::now() + off), "it was corrected already");
        }
    }

    #[test]
    fn a_time_at_the_end_of_time_is_no_overflow() {
        let clock = Clock::default();
        for end in [Timestamp::MAX, Timestamp::MIN] {
            clock.learn(end);
            let _ = clock.now();
        }
    }

    proptest! {
        #[test]
        fn any_date_is_read_without_panic(value in any::<String>()) {
            if let Ok(value) = HeaderValue::from_str(&value)
                && let Some(date) = date(&value)
            {
                Clock::default().learn(date);
            }
        }
    }
}
