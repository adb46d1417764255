//! A span of time, as the services want it.

use std::fmt;
use std::ops::Range;
use std::time::{Duration, SystemTime};

use jiff::{RoundMode, Timestamp, TimestampRound, Unit};

use crate::Result;
use crate::error::{Error, Kind};

/// The longest span that a list of audit logs takes (RDS and DDS API reference).
pub(super) const LONGEST: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// From a time to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Span(pub(crate) Range<SystemTime>);

impl Span {
    /// The two times, to the second: the first rounded down and the last up, so that nothing is left out of less than
    /// 30 days.
    ///
    /// # Errors
    ///
    /// When nothing lies between them, or more than 30 days.
    pub(super) fn written(&self) -> Result<(String, String)> {
        let Range { start, end } = &self.0;
        let (asked, hint) = if start >= end {
            ("no time", "the first time has to come before the second")
        } else {
            let (first, last) =
                (rounded(*start, RoundMode::Floor)?, rounded(*end, RoundMode::Ceil)?);
            let latest = first.checked_add(LONGEST).map_err(|_| outside())?;
            // What has begun of the last second doesn't count, or 30 days until now would be too long.
            if rounded(*end, RoundMode::Floor)? <= latest {
                return Ok((written(first)?, written(last.min(latest))?));
            }
            ("more than 30 days", "ask for it in parts of 30 days at most")
        };
        let what = format!("the audit logs of {asked} are asked for ({self})");
        Err(Kind::Config(what).with_hint(hint))
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |time| {
            let text = rounded(time, RoundMode::Floor).and_then(written);
            text.unwrap_or_else(|_| "a time outside of the years 0 to 9999".to_owned())
        };
        write!(f, "from {} to {}", text(self.0.start), text(self.0.end))
    }
}

/// A time to the second.
fn rounded(time: SystemTime, mode: RoundMode) -> Result<Timestamp> {
    let time = Timestamp::try_from(time).map_err(|_| outside())?;
    time.round(TimestampRound::new().smallest(Unit::Second).mode(mode)).map_err(|_| outside())
}

/// The time in UTC, with an offset that has no colon: 2026-11-20T08:30:00+0000.
fn written(time: Timestamp) -> Result<String> {
    let time = time.strftime("%Y-%m-%dT%H:%M:%S+0000").to_string();
    if time.starts_with('-') { Err(outside()) } else { Ok(time) }
}

fn outside() -> Error {
    Kind::Config("the year of a time is outside of 0 to 9999".into())
        .with_hint("write the time when the logs were made")
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::Span;

    const DAY: Duration = Duration::from_secs(24 * 60 * 60);

    #[test]
    fn times_are_written_in_utc_and_leave_nothing_out() {
        let start = SystemTime::UNIX_EPOCH + Duration::from_millis(1_768_465_845_250);
        let (from, to) = Span(start..start + DAY).written().unwrap();
        assert_eq!((&*from, &*to), ("2026-01-15T08:30:45+0000", "2026-01-16T08:30:46+0000"));
        // What is 30 days long stays that long.
        let (from, to) = Span(start..start + 30 * DAY).written().unwrap();
        assert_eq!((&*from, &*to), ("2026-01-15T08:30:45+0000", "2026-02-14T08:30:45+0000"));
    }

    #[test]
    fn a_span_that_no_service_takes_is_refused_at_once() {
        let now = SystemTime::UNIX_EPOCH + 20_000 * DAY;
        Span(now - 30 * DAY..now).written().unwrap();
        Span(now - 30 * DAY..now + Duration::from_millis(5)).written().unwrap();
        for (span, says) in [
            (now - 31 * DAY..now, "more than 30 days"),
            (now - 30 * DAY..now + Duration::from_secs(1), "more than 30 days"),
            (now..now + 4_000_000 * DAY, "outside"),
            (now + 2_912_870 * DAY..now + 2_912_880 * DAY, "outside"),
            (now..now, "no time"),
            (now..now - DAY, "no time"),
        ] {
            let error = Span(span).written().unwrap_err();
            assert!(error.is_config() && error.hint().is_some(), "{error:?}");
            assert!(error.to_string().contains(says), "{error}");
        }
    }
}
