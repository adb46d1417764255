//! What a server answers to a request for bytes.

use std::fmt;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use futures::Stream;
use reqwest::header::{
    ACCEPT_RANGES, CONTENT_LENGTH, HeaderMap, HeaderName, LAST_MODIFIED, TRANSFER_ENCODING,
};
use reqwest::{StatusCode, Version};

use super::headers::content_range::ContentRange;
use super::headers::disposition;
use super::headers::etag::Etag;
use super::object::Object;
use crate::clock::date;

/// The longest file that a file system can hold.
const LONGEST: u64 = i64::MAX.unsigned_abs();

type Chunks = Pin<Box<dyn Stream<Item = reqwest::Result<Bytes>> + Send>>;

/// What the head of an answer says of the bytes behind it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Head {
    /// Whether it is a part (206), and which.
    pub(crate) part: Option<Option<ContentRange>>,
    /// How many bytes follow.
    pub(crate) body: Option<u64>,
    /// What is said of the whole object.
    pub(crate) object: Object,
    /// Whether HTTP itself says where the body ends, so that a cut shows as an error.
    pub(crate) framed: bool,
    /// Whether the server promises to hand out parts.
    pub(crate) ranges: bool,
    /// Whether further requests have connections, and so windows, of their own.
    pub(crate) own_connection: bool,
    /// The name of the file.
    pub(crate) name: Option<String>,
}

/// An answer whose bytes are on their way.
pub struct Answer {
    pub(crate) head: Head,
    /// How long it took to come, where nothing else was done meanwhile.
    pub(crate) waited: Duration,
    pub(crate) chunks: Chunks,
}

impl Answer {
    /// Reads the head of an answer. `name_header` is the header that names the file.
    pub(crate) fn new(
        status: StatusCode,
        version: Version,
        headers: &HeaderMap,
        name_header: &str,
        chunks: impl Stream<Item = reqwest::Result<Bytes>> + Send + 'static,
    ) -> Self {
        let head = Head::read(status, version, headers, name_header);
        Self { head, waited: Duration::ZERO, chunks: Box::pin(chunks) }
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer").field("head", &self.head).finish_non_exhaustive()
    }
}

impl Head {
    pub(crate) fn read(
        status: StatusCode,
        version: Version,
        headers: &HeaderMap,
        name_header: &str,
    ) -> Self {
        let text = |name: &HeaderName| headers.get(name)?.to_str().ok();
        // Any other last coding means: until the connection closes (RFC 9112, 6.3).
        let coding = headers.get_all(TRANSFER_ENCODING).into_iter().next_back();
        let coding = coding.and_then(|value| value.to_str().ok()?.rsplit(',').next());
        let chunked = coding.is_some_and(|coding| coding.trim().eq_ignore_ascii_case("chunked"));
        // Beside a coding it says nothing (RFC 9112, 6.3), and no file is as long as no file system can hold.
        let body = text(&CONTENT_LENGTH).filter(|_| !headers.contains_key(TRANSFER_ENCODING));
        let body = body.and_then(|length| length.parse().ok()).filter(|length| *length <= LONGEST);
        let part = (status == StatusCode::PARTIAL_CONTENT).then(|| ContentRange::read(headers));
        let length = match &part {
            Some(range) => range.as_ref().and_then(|range| range.total.filter(|it| *it <= LONGEST)),
            None => body,
        };
        let etag = Etag::strong(headers);
        let md5 = etag.as_ref().and_then(|etag| etag.md5(headers));
        let modified = headers.get(LAST_MODIFIED).and_then(date).map(|time| time.as_second());
        let name = headers.get(name_header);
        let name = name
            .and_then(|value| disposition::file_name(&String::from_utf8_lossy(value.as_bytes())));
        let ranges =
            text(&ACCEPT_RANGES).is_some_and(|unit| unit.trim().eq_ignore_ascii_case("bytes"));
        Self {
            body,
            object: Object { length, etag, md5, modified },
            // From HTTP/2 on every body is: its last frame says that it is the last.
            framed: body.is_some() || chunked || version >= Version::HTTP_2,
            ranges: ranges || part.is_some(),
            own_connection: version < Version::HTTP_2,
            name,
            part,
        }
    }
}

#[cfg(test)]
mod tests {
    use reqwest::header::{
        CONTENT_DISPOSITION, CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue, TRANSFER_ENCODING,
    };
    use reqwest::{StatusCode, Version};

    use super::Head;

    fn read(status: u16, version: Version, headers: &[(HeaderName, &'static str)]) -> Head {
        let headers: HeaderMap = headers
            .iter()
            .map(|(name, value)| (name.clone(), HeaderValue::from_static(value)))
            .collect();
        Head::read(
            StatusCode::from_u16(status).unwrap(),
            version,
            &headers,
            CONTENT_DISPOSITION.as_str(),
        )
    }

    #[test]
    fn only_http_2_says_where_a_body_without_length_ends() {
        let framed = |version, headers: &[_]| read(200, version, headers).framed;
        for version in [Version::HTTP_10, Version::HTTP_11] {
            assert!(!framed(version, &[]));
            assert!(!framed(version, &[(TRANSFER_ENCODING, "chunked, gzip")]));
            assert!(framed(version, &[(TRANSFER_ENCODING, "gzip, Chunked")]));
            assert!(framed(version, &[(CONTENT_LENGTH, "0")]));
        }
        assert!(framed(Version::HTTP_2, &[]) && framed(Version::HTTP_3, &[]));
    }

    #[test]
    fn the_length_of_a_part_is_not_that_of_the_object() {
        let range = (reqwest::header::CONTENT_RANGE, "bytes 5-9/100");
        let part = read(206, Version::HTTP_11, &[range.clone(), (CONTENT_LENGTH, "5")]);
        assert_eq!((part.body, part.object.length, part.ranges), (Some(5), Some(100), true));
        assert_eq!(part.part.unwrap().unwrap().first, 5);
        let whole = read(200, Version::HTTP_11, &[range, (CONTENT_LENGTH, "100")]);
        assert_eq!((whole.part, whole.object.length), (None, Some(100)));
        let unreadable = read(206, Version::HTTP_11, &[(CONTENT_LENGTH, "5")]);
        assert_eq!((unreadable.part, unreadable.object.length), (Some(None), None));
    }

    #[test]
    fn what_tells_objects_apart_is_read() {
        use reqwest::header::{ACCEPT_RANGES, ETAG, LAST_MODIFIED};
        let head = read(
            200,
            Version::HTTP_11,
            &[
                (ETAG, "\"9e107d9d372bb6826bd81d3542a419d6\""),
                (HeaderName::from_static("x-obs-request-id"), "1"),
                (LAST_MODIFIED, "Thu, 15 Jan 2026 08:30:45 GMT"),
                (ACCEPT_RANGES, "bytes"),
                (CONTENT_DISPOSITION, "attachment; filename=SN1-dump.tar.gz"),
            ],
        );
        assert_eq!(head.object.modified, Some(1_768_465_845));
        assert_eq!(head.object.md5.unwrap()[..2], [0x9e, 0x10]);
        assert!(head.ranges && head.own_connection);
        assert_eq!(head.name.as_deref(), Some("SN1-dump.tar.gz"));
        assert!(read(200, Version::HTTP_11, &[(ETAG, "W/\"a\"")]).object.etag.is_none());
    }
}
