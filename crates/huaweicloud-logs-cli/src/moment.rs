//! Points in time on the command line.

use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::duration;

/// A point in time, or how long ago it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    At(SystemTime),
    Ago(Duration),
}

impl Moment {
    /// When that is, seen from `now`.
    pub(crate) fn seen_from(self, now: SystemTime) -> SystemTime {
        match self {
            Self::At(time) => time,
            Self::Ago(time) => now.checked_sub(time).unwrap_or(SystemTime::UNIX_EPOCH),
        }
    }
}

/// Reads `2026-11-20` (its beginning in UTC), `2026-11-20T08:30:00Z` or with another offset, or how long ago it was, as
/// `24h`.
pub(crate) fn parse(text: &str) -> Result<Moment, String> {
    if let Ok(time) = text.parse::<Timestamp>() {
        return Ok(Moment::At(time.into()));
    }
    // jiff would take the day out of a time without an offset.
    if let Ok(day) = text.parse::<Date>()
        && day.to_string() == text
    {
        let midnight = day.to_zoned(TimeZone::UTC).map_err(|_| wrong(text))?;
        return Ok(Moment::At(midnight.into()));
    }
    // A number alone could be a year.
    if text.parse::<f64>().is_ok() {
        return Err(wrong(text));
    }
    duration::parse(text).map(Moment::Ago).map_err(|_| wrong(text))
}

fn wrong(text: &str) -> String {
    format!(
        "`{text}` is no point in time; write 2026-11-20 (in UTC), 2026-11-20T08:30:00Z or with another offset, or 24h for so long ago"
    )
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::{Moment, parse};

    #[test]
    fn a_day_a_time_and_how_long_ago_are_points_in_time() {
        let at = |seconds| Moment::At(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
        assert_eq!(parse("2026-11-20"), Ok(at(1_795_132_800)));
        assert_eq!(parse("2026-11-20T08:30:00Z"), Ok(at(1_795_163_400)));
        assert_eq!(parse("2026-11-20T08:30:00+08:00"), Ok(at(1_795_134_600)));
        assert_eq!(parse("1h"), Ok(Moment::Ago(Duration::from_secs(60 * 60))));
        for text in [
            "",
            "yesterday",
            "2026",
            "2026-13-01",
            "-1h",
            "2026-11-20T08:30:00",
            "2026-11-20 08:30",
            "1e300",
        ] {
            assert!(parse(text).unwrap_err().contains("24h"), "{text}");
        }
    }

    #[test]
    fn how_long_ago_counts_from_now() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(100);
        let ago = |seconds| Moment::Ago(Duration::from_secs(seconds)).seen_from(now);
        assert_eq!(ago(40), SystemTime::UNIX_EPOCH + Duration::from_secs(60));
        assert_eq!(ago(u64::MAX), SystemTime::UNIX_EPOCH);
    }
}
