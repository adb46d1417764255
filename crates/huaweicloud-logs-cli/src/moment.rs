//! Points in time on the command line.

use std::time::SystemTime;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::duration;

/// Reads `2026-11-20` (its beginning in UTC), `2026-11-20T08:30:00Z` or with another offset, or how long ago it was, as
/// `24h`.
pub(crate) fn parse(text: &str) -> Result<SystemTime, String> {
    if let Ok(time) = text.parse::<Timestamp>() {
        return Ok(time.into());
    }
    if let Ok(day) = text.parse::<Date>() {
        let midnight = day.to_zoned(TimeZone::UTC).map_err(|_| wrong(text))?;
        return Ok(midnight.into());
    }
    let ago = duration::parse(text).map_err(|_| wrong(text))?;
    SystemTime::now().checked_sub(ago).ok_or_else(|| wrong(text))
}

fn wrong(text: &str) -> String {
    format!(
        "`{text}` is no point in time; write 2026-11-20, 2026-11-20T08:30:00Z, or 24h for so long ago"
    )
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::parse;

    #[test]
    fn a_day_a_time_and_how_long_ago_are_points_in_time() {
        let at = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        assert_eq!(parse("2026-11-20"), Ok(at(1_795_132_800)));
        assert_eq!(parse("2026-11-20T08:30:00Z"), Ok(at(1_795_163_400)));
        assert_eq!(parse("2026-11-20T08:30:00+08:00"), Ok(at(1_795_134_600)));
        let before = SystemTime::now();
        let ago = before.duration_since(parse("1h").unwrap()).unwrap();
        assert!(ago.as_secs() <= 60 * 60 && ago.as_secs() > 50 * 60, "{ago:?}");
        for text in ["", "yesterday", "2026-13-01", "-1h", "2026-11-20T08:30:00", "1e300"] {
            assert!(parse(text).unwrap_err().contains("24h"), "{text}");
        }
    }
}
