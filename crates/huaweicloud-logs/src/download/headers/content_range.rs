//! Which part of a file an answer holds.

use reqwest::header::{CONTENT_RANGE, HeaderMap};

use super::{number, only};

/// The part of a file that an answer with status 206 holds (RFC 9110, 14.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ContentRange {
    /// The place of the first byte.
    pub(crate) first: u64,
    /// The place of the last byte: never before the first one.
    pub(crate) last: u64,
    /// The length of the whole file in bytes, if the answer says it: always more than `last`.
    pub(crate) total: Option<u64>,
}

impl ContentRange {
    /// Reads the header. Two that differ say nothing, and neither does one that can't be true.
    pub(crate) fn read(headers: &HeaderMap) -> Option<Self> {
        let (range, total) = parts(headers)?;
        let (first, last) = range.split_once('-')?;
        let (first, last) = (number(first.trim())?, number(last.trim())?);
        let total = match total {
            "*" => None,
            total => Some(number(total)?),
        };
        let possible = first <= last && total.is_none_or(|total| last < total);
        possible.then_some(Self { first, last, total })
    }
}

/// What stands before and after the slash.
fn parts(headers: &HeaderMap) -> Option<(&str, &str)> {
    let (unit, rest) = only(headers, CONTENT_RANGE)?.trim().split_once([' ', '\t'])?;
    let (range, total) = rest.split_once('/')?;
    unit.eq_ignore_ascii_case("bytes").then(|| (range.trim(), total.trim()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};
    use reqwest::header::{CONTENT_RANGE, HeaderMap, HeaderValue};

    use super::ContentRange;

    fn headers(values: &[&str]) -> HeaderMap {
        values.iter().map(|value| (CONTENT_RANGE, value.parse().unwrap())).collect()
    }

    fn read(value: &str) -> Option<(u64, u64, Option<u64>)> {
        let range = ContentRange::read(&headers(&[value]))?;
        Some((range.first, range.last, range.total))
    }

    #[test]
    fn a_range_is_read_with_and_without_the_whole_length() {
        for (value, range) in [
            ("bytes 42-1233/1234", (42, 1233, Some(1234))),
            ("bytes 42-1233/*", (42, 1233, None)),
            ("bytes 0-0/1", (0, 0, Some(1))),
            (" BYTES\t42 - 1233 / 1234 ", (42, 1233, Some(1234))),
            (
                "bytes 0-18446744073709551614/18446744073709551615",
                (0, u64::MAX - 1, Some(u64::MAX)),
            ),
        ] {
            assert_eq!(read(value), Some(range), "{value}");
        }
    }

    #[test]
    fn a_range_that_can_not_be_true_is_none() {
        for value in [
            "",
            "bytes",
            "bytes */1234",
            "bytes 0-9",
            "bytes=0-9/10",
            "bytes0-9/10",
            "lines 0-9/10",
            "bytes 9-0/10",
            "bytes 0-10/10",
            "bytes -9/10",
            "bytes 0-/10",
            "bytes +0-9/10",
            "bytes 0-9/10/11",
            "bytes 0-9/x",
            "bytes 0-9/-1",
            "bytes 0-18446744073709551616/*",
            "bytes 0-9/10, bytes 0-9/10",
        ] {
            assert_eq!(read(value), None, "{value}");
        }
        assert_eq!(ContentRange::read(&HeaderMap::new()), None);
    }

    #[test]
    fn two_ranges_count_only_when_they_are_the_same() {
        let twice = |second| ContentRange::read(&headers(&["bytes 0-9/10", second]));
        assert!(twice("bytes 0-9/10").is_some());
        assert_eq!(twice("bytes 0-9/11"), None);
    }

    proptest! {
        #[test]
        fn any_range_is_read_without_panic(value in any::<Vec<u8>>()) {
            if let Ok(value) = HeaderValue::from_bytes(&value) {
                let headers = HeaderMap::from_iter([(CONTENT_RANGE, value)]);
                let _ = ContentRange::read(&headers);
            }
        }

        #[test]
        fn a_range_is_read_as_it_was_written(
            first in 0..u64::MAX, more in any::<u64>(), beyond in any::<u64>(), known in any::<bool>(),
        ) {
            let last = first.saturating_add(more).min(u64::MAX - 1);
            let total = known.then(|| last.saturating_add(beyond).max(last + 1));
            let shown = total.map_or("*".to_owned(), |total| total.to_string());
            prop_assert_eq!(read(&format!("bytes {first}-{last}/{shown}")), Some((first, last, total)));
        }
    }
}
