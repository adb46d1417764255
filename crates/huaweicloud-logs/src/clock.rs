//! What time it is for the services.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use reqwest::header::HeaderValue;
use tokio::time::Instant;

/// A difference that explains no refusal: the gateway takes signatures up to 15 minutes off (APIG signing
/// guide), and a `Date` may be some seconds old when it arrives.
const TOLERANCE: SignedDuration = SignedDuration::from_secs(2 * 60);

/// A time that an instant can't hold stands for this.
pub(crate) const FOREVER: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

/// The instant so long after another one.
pub(crate) fn after(from: Instant, time: Duration) -> Instant {
    from.checked_add(time).unwrap_or_else(|| from + FOREVER)
}

/// This machine's clock, corrected by what a service said the time is.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    /// Seconds by which the services are ahead.
    ahead: AtomicI64,
    /// Whether nobody was told of the last correction yet.
    untold: AtomicBool,
}

impl Clock {
    /// The services' time.
    pub(crate) fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        let ahead = SignedDuration::from_secs(self.ahead.load(Ordering::Relaxed));
        now.checked_add(ahead).unwrap_or(now)
    }

    /// Takes the time of a service that refused a signature, and the one in that signature; true if they are
    /// so far apart that a signature of now may be accepted.
    ///
    /// Only a refusal teaches: as long as signatures are accepted the clock is good enough, and a `Date`
    /// that some cache kept would spoil it.
    pub(crate) fn explains(&self, date: Timestamp, signed: Timestamp) -> bool {
        if date.duration_since(signed).abs() <= TOLERANCE {
            return false;
        }
        // Of the calls that were under way together, the first corrects it for all.
        if date.duration_since(self.now()).abs() > TOLERANCE {
            let ahead = date.duration_since(Timestamp::now()).as_secs();
            self.ahead.store(ahead, Ordering::Relaxed);
            self.untold.store(true, Ordering::Relaxed);
            let (seconds, direction) =
                (ahead.unsigned_abs(), if ahead > 0 { "slow" } else { "fast" });
            tracing::warn!(
                "this machine's clock is {seconds} s {direction}; calls are signed with the service's time"
            );
        }
        true
    }

    /// The seconds by which the services are ahead, if that was found out and not told yet.
    pub(crate) fn tell(&self) -> Option<i64> {
        // Most of the time there is nothing to tell, which a look finds out without writing.
        let untold =
            self.untold.load(Ordering::Relaxed) && self.untold.swap(false, Ordering::Relaxed);
        untold.then(|| self.ahead.load(Ordering::Relaxed))
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
        let (now, little) = (Timestamp::now(), SignedDuration::from_secs(90));
        assert!(!clock.explains(now + little, now));
        assert_eq!(clock.tell(), None);

        for off in [HOUR, -HOUR] {
            let signed = clock.now();
            assert!(clock.explains(Timestamp::now() + off, signed));
            let wrong = clock.now().duration_since(Timestamp::now() + off);
            assert!(wrong.abs() <= SignedDuration::from_secs(2), "{wrong}");
            assert!(clock.tell().unwrap().abs_diff(off.as_secs()) <= 2);

            // A call that was signed before that, and is answered now.
            assert!(clock.explains(Timestamp::now() + off, signed));
            assert_eq!(clock.tell(), None, "nothing new was found out");
            assert!(!clock.explains(Timestamp::now() + off, clock.now()), "it was right by then");
        }
    }

    #[test]
    fn a_time_at_the_end_of_time_is_no_overflow() {
        let clock = Clock::default();
        for end in [Timestamp::MAX, Timestamp::MIN] {
            clock.explains(end, Timestamp::now());
            let _ = clock.now();
        }
    }

    proptest! {
        #[test]
        fn any_date_is_read_without_panic(value in any::<String>()) {
            if let Ok(value) = HeaderValue::from_str(&value)
                && let Some(date) = date(&value)
            {
                Clock::default().explains(date, Timestamp::now());
            }
        }
    }
}
