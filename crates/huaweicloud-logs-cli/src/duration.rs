//! Times on the command line.

use std::time::Duration;

use jiff::{Span, SpanRelativeTo};

/// Reads `90s`, `1.5s`, `20m`, `1h 30m`, `7d`, or a bare number of seconds.
pub(crate) fn parse(text: &str) -> Result<Duration, String> {
    if let Ok(seconds) = text.parse::<f64>() {
        return Duration::try_from_secs_f64(seconds).map_err(|_| wrong(text));
    }
    let span: Span = text.parse().map_err(|_| wrong(text))?;
    let duration =
        span.to_duration(SpanRelativeTo::days_are_24_hours()).map_err(|_| wrong(text))?;
    Duration::try_from(duration).map_err(|_| wrong(text))
}

fn wrong(text: &str) -> String {
    format!("`{text}` is no time; write 90s, 20m or 1h 30m")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::parse;

    #[test]
    fn times_are_read_with_and_without_units() {
        for (text, millis) in [
            ("90s", 90_000),
            ("90", 90_000),
            ("0.2", 200),
            ("200ms", 200),
            ("20m", 1_200_000),
            ("1h 30m", 5_400_000),
            ("7d", 604_800_000),
        ] {
            assert_eq!(parse(text).unwrap(), Duration::from_millis(millis), "{text}");
        }
        for text in ["", "soon", "-5s", "-1", "NaN", "5 parsecs", "1 month"] {
            assert!(parse(text).unwrap_err().contains("20m"), "{text}");
        }
    }
}
