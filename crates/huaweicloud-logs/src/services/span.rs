//! A span of time, as the services want it.

use std::fmt;
use std::ops::Range;
use std::time::{Duration, SystemTime};

use jiff::{RoundMode, Timestamp, TimestampRound, Unit};

use crate::Result;
use crate::error::{Error, Kind};

/// The longest span that a list of audit logs takes (RDS and DDS API reference).
const LONGEST: Duration = Duration::from_secs(30 * 24 * 60 * 60);

const SECOND: Duration = Duration::from_secs(1);
const NANOSECOND: Duration = Duration::from_nanos(1);

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
        let (asked, hint) = match end.duration_since(*start) {
            Ok(length) if length > LONGEST => {
                ("more than 30 days", "ask for it in parts of 30 days at most")
            }
            Ok(length) if !length.is_zero() => {
                let start = whole_second(*start)?;
                let end = whole_second(*end + (SECOND - NANOSECOND))?.min(start + LONGEST);
                return Ok((written(start)?, written(end)?));
            }
            _ => ("no time", "the first time has to come before the second"),
        };
        let what = format!("the audit logs of {asked} are asked for ({self})");
        Err(Kind::Config(what).with_hint(hint))
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |time| {
            let text = whole_second(time).and_then(written);
            text.unwrap_or_else(|_| "another age".to_owned())
        };
        write!(f, "from {} to {}", text(self.0.start), text(self.0.end))
    }
}

/// A time without what it has beyond its last whole second.
fn whole_second(time: SystemTime) -> Result<Timestamp> {
    let time = Timestamp::try_from(time).map_err(|_| outside())?;
    time.round(TimestampRound::new().smallest(Unit::Second).mode(RoundMode::Floor))
        .map_err(|_| outside())
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
        for (span, says) in [
            (now - 31 * DAY..now, "more than 30 days"),
            (now..now, "no time"),
            (now..now - DAY, "no time"),
        ] {
            let error = Span(span).written().unwrap_err();
            assert!(error.is_config() && error.hint().is_some(), "{error:?}");
            assert!(error.to_string().contains(says), "{error}");
        }
    }
}
