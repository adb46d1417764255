//! When a link ends.

use jiff::{SignedDuration, Timestamp};
use url::Url;

use super::number;

/// How the names begin with which newer signatures tell a date and a life in seconds.
const DATED: [&str; 2] = ["X-Amz", "X-Obs"];

/// When the link ends, if it says so. `parameter` is the one that the service's document names for it.
///
/// `parameter` and `Expires` hold Unix seconds. A link without either tells when it was signed and how long that is
/// good. What is there but can't be read is no reason to look on: the store reads it, not another one.
pub(crate) fn expiry(url: &Url, parameter: Option<&str>) -> Option<Timestamp> {
    if let Some(end) = parameter.and_then(|name| value(url, name)).or_else(|| value(url, "Expires"))
    {
        return Timestamp::from_second(seconds(&end)?).ok();
    }
    let signed = |prefix| Some((value(url, &format!("{prefix}-Date"))?, prefix));
    let (date, prefix) = DATED.into_iter().find_map(signed)?;
    let life = SignedDuration::from_secs(seconds(&value(url, &format!("{prefix}-Expires"))?)?);
    date.parse::<Timestamp>().ok()?.checked_add(life).ok()
}

fn seconds(text: &str) -> Option<i64> {
    i64::try_from(number(text)?).ok()
}

/// The value of a parameter, named without regard to case.
fn value(url: &Url, name: &str) -> Option<String> {
    let mut pairs = url.query_pairs();
    pairs.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.into_owned())
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use proptest::prelude::{any, prop_assert_eq, proptest};
    use url::Url;

    use super::expiry;

    fn read(query: &str, parameter: Option<&str>) -> Option<String> {
        let mut url: Url = "https://bucket.obs.cn-north-4.myhuaweicloud.com:443/o".parse().unwrap();
        url.set_query(Some(query));
        expiry(&url, parameter).map(|end| end.to_string())
    }

    #[test]
    fn the_documented_parameter_tells_the_end_in_unix_seconds() {
        // From the example of the RDS API reference.
        let query = "AWSAccessKeyId=AK&Expires=1589530200&response-cache-control=no-cache%2Cno-store&Signature=F%3D";
        for parameter in [Some("Expires"), Some("expires"), Some("Until"), None] {
            assert_eq!(
                read(query, parameter).as_deref(),
                Some("2020-05-15T08:10:00Z"),
                "{parameter:?}"
            );
        }
        let both = "Expires=1&until=1589530200";
        assert_eq!(read(both, Some("Until")).as_deref(), Some("2020-05-15T08:10:00Z"));
    }

    #[test]
    fn a_newer_signature_tells_a_date_and_a_life() {
        for query in [
            "X-Amz-Date=20260115T083045Z&X-Amz-Expires=900",
            "x-obs-expires=900&x-obs-date=20260115T083045Z",
        ] {
            assert_eq!(read(query, None).as_deref(), Some("2026-01-15T08:45:45Z"), "{query}");
            assert_eq!(read(query, Some("Expires")).as_deref(), Some("2026-01-15T08:45:45Z"));
        }
    }

    #[test]
    fn a_link_that_tells_nonsense_has_no_known_end() {
        for query in [
            "",
            "Signature=F",
            "Expires=",
            "Expires=soon",
            "Expires=-1",
            "Expires=%2B1",
            "Expires=1.5",
            "Expires=9223372036854775807",
            "Expires=18446744073709551616",
            "X-Amz-Date=20260115T083045Z",
            "X-Amz-Expires=900",
            "X-Amz-Date=yesterday&X-Amz-Expires=900",
            "X-Amz-Date=20261315T083045Z&X-Amz-Expires=900",
            "X-Amz-Date=20260115T083045Z&X-Amz-Expires=9223372036854775807",
            "X-Amz-Date=20260115T083045Z&X-Obs-Expires=900",
        ] {
            assert_eq!(read(query, None), None, "{query}");
        }
    }

    proptest! {
        #[test]
        fn any_link_is_read_without_panic(query in any::<String>(), parameter in any::<Option<String>>()) {
            read(&query, parameter.as_deref());
        }

        #[test]
        fn any_life_is_added_without_panic(date in any::<String>(), life in any::<u64>()) {
            read(&format!("X-Amz-Date={date}&X-Amz-Expires={life}"), None);
            read(&format!("X-Obs-Date=20260115T083045Z&X-Obs-Expires={life}"), None);
        }

        #[test]
        fn an_end_is_read_as_it_was_written(second in 0..Timestamp::MAX.as_second()) {
            let url = Url::parse(&format!("https://obs/o?Expires={second}")).unwrap();
            prop_assert_eq!(expiry(&url, None).map(|end| end.as_second()), Some(second));
        }
    }
}
