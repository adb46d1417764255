//! The bytes of a file on their way in.

use std::fmt;
use std::pin::Pin;

use bytes::Bytes;
use futures::Stream;
use huaweicloud_logs_api::log_job::{Download, LogJob};
use reqwest::Version;
use reqwest::header::{CONTENT_LENGTH, HeaderMap, TRANSFER_ENCODING};

use super::headers::disposition::file_name;

type Chunks = Pin<Box<dyn Stream<Item = reqwest::Result<Bytes>> + Send>>;

/// The body of an answer, with what its headers say about it.
pub struct Body {
    pub(crate) chunks: Chunks,
    pub(crate) length: Option<u64>,
    pub(crate) name: Option<String>,
    /// Whether HTTP itself says where the body ends, so that a cut shows as an error.
    pub(crate) framed: bool,
}

impl Body {
    /// The stream that an operation of `job` answered with.
    pub(crate) fn new(
        headers: &HeaderMap,
        version: Version,
        job: &LogJob,
        chunks: impl Stream<Item = reqwest::Result<Bytes>> + Send + 'static,
    ) -> Self {
        let name = match job.hands_out {
            Download::Stream { name_header } => headers.get(name_header),
            Download::Link { .. } => None,
        };
        let name = name.and_then(|value| file_name(&String::from_utf8_lossy(value.as_bytes())));
        Self { name, ..Self::plain(headers, version, chunks) }
    }

    /// The body of any answer.
    pub(crate) fn plain(
        headers: &HeaderMap,
        version: Version,
        chunks: impl Stream<Item = reqwest::Result<Bytes>> + Send + 'static,
    ) -> Self {
        let length: Option<u64> =
            headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
        // Any other last coding means: until the connection closes (RFC 9112, 6.3).
        let coding = headers.get_all(TRANSFER_ENCODING).into_iter().next_back();
        let coding = coding.and_then(|value| value.to_str().ok()?.rsplit(',').next());
        let chunked = coding.is_some_and(|coding| coding.trim().eq_ignore_ascii_case("chunked"));
        // From HTTP/2 on every body is: its last frame says that it is the last.
        let framed = length.is_some() || chunked || version >= Version::HTTP_2;
        Self { chunks: Box::pin(chunks), length, name: None, framed }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body")
            .field("length", &self.length)
            .field("name", &self.name)
            .field("framed", &self.framed)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use futures::stream;
    use reqwest::Version;
    use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

    use super::Body;

    #[test]
    fn only_http_2_says_where_a_body_without_length_ends() {
        let framed = |version, headers: &[(HeaderName, &'static str)]| {
            let headers: HeaderMap = headers
                .iter()
                .map(|(name, value)| (name.clone(), HeaderValue::from_static(value)))
                .collect();
            Body::plain(&headers, version, stream::empty()).framed
        };
        use reqwest::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
        for version in [Version::HTTP_10, Version::HTTP_11] {
            assert!(!framed(version, &[]));
            assert!(!framed(version, &[(TRANSFER_ENCODING, "chunked, gzip")]));
            assert!(framed(version, &[(TRANSFER_ENCODING, "gzip, Chunked")]));
            assert!(framed(version, &[(CONTENT_LENGTH, "0")]));
        }
        assert!(framed(Version::HTTP_2, &[]) && framed(Version::HTTP_3, &[]));
    }
}
