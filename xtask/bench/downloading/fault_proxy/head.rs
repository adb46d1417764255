//! The heads of requests and answers, as far as a relay has to know them.

use std::io;

use tokio::io::{AsyncBufRead, AsyncBufReadExt as _};

/// Far more than any head here has.
const LONGEST: usize = 64 << 10;

/// A head as it came, up to and with its empty line.
#[derive(Debug)]
pub(crate) struct Head(String);

impl Head {
    /// None at the end of the stream.
    pub(crate) async fn read(stream: &mut (impl AsyncBufRead + Unpin)) -> io::Result<Option<Self>> {
        let mut text = String::new();
        while !text.ends_with("\r\n\r\n") {
            if stream.read_line(&mut text).await? == 0 {
                return if text.is_empty() {
                    Ok(None)
                } else {
                    Err(io::ErrorKind::UnexpectedEof.into())
                };
            }
            if text.len() > LONGEST {
                return Err(io::ErrorKind::InvalidData.into());
            }
        }
        Ok(Some(Self(text)))
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Whether this is a request whose answer has no body.
    pub(crate) fn asks_for_no_body(&self) -> bool {
        self.0.starts_with("HEAD ")
    }

    /// Whether this is an answer with the object, or a part of it.
    pub(crate) fn has_object(&self) -> bool {
        matches!(self.0.split(' ').nth(1), Some("200" | "206"))
    }

    /// How long the body is.
    pub(crate) fn length(&self) -> Option<u64> {
        self.header("content-length")?.parse().ok()
    }

    /// Which byte of the object is the first one of the body.
    pub(crate) fn from(&self) -> u64 {
        let range = self.header("content-range").and_then(|range| range.strip_prefix("bytes "));
        range.and_then(|range| range.split('-').next()?.parse().ok()).unwrap_or(0)
    }

    fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.0.lines().filter_map(|line| line.split_once(':'));
        let (_, value) = headers.find(|(other, _)| other.eq_ignore_ascii_case(name))?;
        Some(value.trim())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read(text: &str) -> io::Result<Option<Head>> {
        Head::read(&mut text.as_bytes()).await
    }

    #[tokio::test]
    async fn the_head_of_a_part_tells_where_the_part_is() {
        let text =
            "HTTP/1.1 206 Partial\r\ncontent-length: 7\r\nContent-Range: bytes 3-9/10\r\n\r\nbody";
        let head = read(text).await.unwrap().unwrap();
        assert!(head.has_object() && head.as_bytes().ends_with(b"\r\n\r\n"));
        assert_eq!((head.from(), head.length()), (3, Some(7)));
    }

    #[tokio::test]
    async fn the_head_of_all_of_an_object_begins_at_its_first_byte() {
        let head = read("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n").await.unwrap().unwrap();
        assert_eq!((head.from(), head.length()), (0, Some(10)));
    }

    #[tokio::test]
    async fn a_stream_ends_between_heads_but_not_within_one() {
        assert!(read("").await.unwrap().is_none());
        assert!(read("GET / HTTP/1.1\r\n").await.is_err());
    }
}
