//! Which part of an object a request is about.

use axum::http::HeaderMap;
use axum::http::header::{
    IF_MATCH, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE, IF_UNMODIFIED_SINCE, RANGE,
};
use http_range_header::{EndPosition, RangeUnsatisfiableError, StartPosition};
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;

/// What to send.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    All,
    /// From the first to the last byte, both included.
    Range(u64, u64),
    Unsatisfiable,
    /// The object is not the one that the request is about.
    ConditionFailed,
    /// The client has it already.
    NotModified,
}

/// Reads `Range` and the conditions that go with it. A range that cannot be read and one of several parts count as
/// none, which a server may do.
pub(super) fn part(
    headers: &HeaderMap,
    size: u64,
    etag: Option<&str>,
    modified: Timestamp,
) -> Part {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    let strong = etag.filter(|etag| !etag.starts_with("W/"));
    let holds = |wanted: &str| {
        wanted == "*" || wanted.split(',').any(|wanted| Some(wanted.trim()) == strong)
    };
    // Dates have whole seconds; one that cannot be read counts as none.
    let since = |name| {
        let date = DateTimeParser::new().parse_timestamp(text(name)?).ok()?;
        Some(modified.as_second() > date.as_second())
    };
    // A condition by tag goes before one by date.
    let failed = match text(IF_MATCH) {
        Some(wanted) => !holds(wanted),
        None => since(IF_UNMODIFIED_SINCE) == Some(true),
    };
    if failed {
        return Part::ConditionFailed;
    }
    let known = match (text(IF_NONE_MATCH), etag) {
        (Some("*"), _) => true,
        (Some(wanted), Some(etag)) => {
            wanted.split(',').any(|wanted| weakly(wanted.trim()) == weakly(etag))
        }
        (Some(_), None) => false,
        (None, _) => since(IF_MODIFIED_SINCE) == Some(false),
    };
    if known {
        return Part::NotModified;
    }
    // A date in If-Range is no proof of the same bytes here: two objects may be of one second.
    if text(IF_RANGE).is_some_and(|wanted| Some(wanted) != strong) {
        return Part::All;
    }
    let Some(range) = text(RANGE) else { return Part::All };
    match http_range_header::parse_range_header(range) {
        Ok(ranges) => match ranges.ranges.as_slice() {
            [one] => within(one.start, one.end, size),
            _ => Part::All,
        },
        Err(RangeUnsatisfiableError::ZeroSuffix) => Part::Unsatisfiable,
        Err(_) => Part::All,
    }
}

/// What a weak comparison looks at.
fn weakly(tag: &str) -> &str {
    tag.trim_start_matches("W/")
}

/// The part of an object of this size. The range's own check of the size takes a range that ends before it begins
/// and a suffix longer than the object for ranges that cannot be satisfied, which they are not.
fn within(start: StartPosition, end: EndPosition, size: u64) -> Part {
    let Some(end_of_all) = size.checked_sub(1) else { return Part::Unsatisfiable };
    let (first, last) = match (start, end) {
        (StartPosition::Index(first), EndPosition::Index(last)) if last < first => {
            return Part::All;
        }
        (StartPosition::Index(first), EndPosition::Index(last)) => (first, last.min(end_of_all)),
        (StartPosition::Index(first), EndPosition::LastByte) => (first, end_of_all),
        (StartPosition::FromLast(count), _) => (size.saturating_sub(count), end_of_all),
    };
    if first < size { Part::Range(first, last) } else { Part::Unsatisfiable }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    fn of(headers: &[(HeaderName, &'static str)]) -> Part {
        let pairs =
            headers.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value)));
        part(&pairs.collect(), 100, Some("\"one\""), Timestamp::from_second(1_767_225_600).unwrap())
    }

    #[test]
    fn ranges_are_read_as_http_has_them() {
        assert_eq!(of(&[]), Part::All);
        assert_eq!(of(&[(RANGE, "bytes=0-9")]), Part::Range(0, 9));
        assert_eq!(of(&[(RANGE, "bytes=90-")]), Part::Range(90, 99));
        assert_eq!(of(&[(RANGE, "bytes=90-1000")]), Part::Range(90, 99));
        assert_eq!(of(&[(RANGE, "bytes=-5")]), Part::Range(95, 99));
        assert_eq!(of(&[(RANGE, "bytes=-101")]), Part::Range(0, 99));
        for unsatisfiable in ["bytes=100-", "bytes=100-200", "bytes=-0"] {
            assert_eq!(of(&[(RANGE, unsatisfiable)]), Part::Unsatisfiable, "{unsatisfiable}");
        }
        for ignored in
            ["bytes=nonsense", "lines=1-2", "bytes=0-1,5-6", "bytes=0-5,3-8", "bytes=9-5"]
        {
            assert_eq!(of(&[(RANGE, ignored)]), Part::All, "{ignored}");
        }
    }

    #[test]
    fn conditions_need_the_same_strong_tag() {
        let range = (RANGE, "bytes=0-9");
        assert_eq!(of(&[range.clone(), (IF_RANGE, "\"one\"")]), Part::Range(0, 9));
        for other in ["\"two\"", "W/\"one\"", "Thu, 01 Jan 2026 00:00:00 GMT"] {
            assert_eq!(of(&[range.clone(), (IF_RANGE, other)]), Part::All, "{other}");
        }
        assert_eq!(of(&[(IF_MATCH, "\"two\", \"one\"")]), Part::All);
        assert_eq!(of(&[range.clone(), (IF_MATCH, "*")]), Part::Range(0, 9));
        assert_eq!(of(&[range, (IF_MATCH, "\"two\"")]), Part::ConditionFailed);
    }

    #[test]
    fn conditions_by_tag_go_before_those_by_date() {
        // Modified at midnight.
        let [before, at] = ["Wed, 31 Dec 2025 23:59:59 GMT", "Thu, 01 Jan 2026 00:00:00 GMT"];
        assert_eq!(of(&[(IF_UNMODIFIED_SINCE, before)]), Part::ConditionFailed);
        assert_eq!(of(&[(IF_UNMODIFIED_SINCE, at)]), Part::All);
        assert_eq!(of(&[(IF_UNMODIFIED_SINCE, before), (IF_MATCH, "\"one\"")]), Part::All);
        assert_eq!(of(&[(IF_UNMODIFIED_SINCE, "yesterday")]), Part::All);

        assert_eq!(of(&[(IF_MODIFIED_SINCE, at)]), Part::NotModified);
        assert_eq!(of(&[(IF_MODIFIED_SINCE, before)]), Part::All);
        assert_eq!(of(&[(IF_MODIFIED_SINCE, at), (IF_NONE_MATCH, "\"two\"")]), Part::All);
        for same in ["\"one\"", "W/\"one\"", "\"two\", \"one\"", "*"] {
            assert_eq!(of(&[(IF_NONE_MATCH, same)]), Part::NotModified, "{same}");
        }
    }
}
