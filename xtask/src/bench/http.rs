//! As much of an HTTP/1.1 client as a measurement needs, so that little but the server is measured.

use std::io::{self, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::Value;

/// Long enough for any server that is still alive.
const LIMIT: Duration = Duration::from_secs(60);

/// A connection that stays open from one call to the next.
pub(super) struct Connection {
    stream: BufReader<TcpStream>,
    host: String,
}

/// An answer of an API.
pub(super) struct Answer {
    pub(super) status: u16,
    /// Null if there is no body.
    pub(super) body: Value,
}

/// What of an answer's head matters here.
#[derive(Debug, PartialEq)]
struct Head {
    status: u16,
    length: Option<u64>,
}

impl Connection {
    /// Connects to a base URL such as `http://127.0.0.1:8080`, or to any other URL of that server.
    pub(super) fn open(url: &str) -> io::Result<Self> {
        let host = split(url)?.0.to_owned();
        let stream = TcpStream::connect(&host)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(LIMIT))?;
        stream.set_write_timeout(Some(LIMIT))?;
        // Bodies go past the buffer, which is for heads only.
        Ok(Self { stream: BufReader::with_capacity(1024, stream), host })
    }

    /// Calls an operation of an API with an empty JSON object.
    pub(super) fn call(&mut self, method: &str, path: &str, token: &str) -> io::Result<Answer> {
        let headers = format!("X-Auth-Token: {token}\r\nContent-Type: application/json\r\n");
        let body = if method == "POST" { "Content-Length: 2\r\n\r\n{}" } else { "\r\n" };
        let Head { status, length } = self.send(method, path, &format!("{headers}{body}"))?;
        let mut bytes = vec![];
        (&mut self.stream).take(length.unwrap_or(0)).read_to_end(&mut bytes)?;
        let body = if bytes.is_empty() { Value::Null } else { serde_json::from_slice(&bytes)? };
        Ok(Answer { status, body })
    }

    /// Reads a file into `buffer`, again and again, and says how long it was.
    pub(super) fn download(&mut self, url: &str, buffer: &mut [u8]) -> io::Result<u64> {
        let head = self.send("GET", split(url)?.1, "\r\n")?;
        let (200, Some(length)) = (head.status, head.length) else {
            return Err(invalid(&format!("the answer to a download is {head:?}")));
        };
        let mut left = length;
        while left > 0 {
            let most = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            match self.stream.read(&mut buffer[..most])? {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                read => left -= read as u64,
            }
        }
        Ok(length)
    }

    fn send(&mut self, method: &str, path: &str, rest: &str) -> io::Result<Head> {
        let head = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\n{rest}", self.host);
        self.stream.get_mut().write_all(head.as_bytes())?;
        read_head(&mut self.stream)
    }
}

fn read_head(stream: &mut impl io::BufRead) -> io::Result<Head> {
    let mut line = String::new();
    stream.read_line(&mut line)?;
    let status = line.split(' ').nth(1).and_then(|status| status.parse().ok());
    let status = status.ok_or_else(|| invalid(&format!("an answer begins with {line:?}")))?;
    let mut length = None;
    loop {
        line.clear();
        stream.read_line(&mut line)?;
        match line.trim_end().split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse().ok();
            }
            Some(_) => {}
            None => return Ok(Head { status, length }),
        }
    }
}

/// The host with its port, and the path with its query.
fn split(url: &str) -> io::Result<(&str, &str)> {
    let rest = url.strip_prefix("http://").ok_or_else(|| invalid(&format!("not HTTP: {url}")))?;
    Ok(rest.find('/').map_or((rest, "/"), |slash| rest.split_at(slash)))
}

fn invalid(message: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_has_a_host_and_a_path() {
        assert_eq!(split("http://127.0.0.1:80").unwrap(), ("127.0.0.1:80", "/"));
        assert_eq!(split("http://h:1/a?b=/c").unwrap(), ("h:1", "/a?b=/c"));
        assert!(split("https://h").is_err());
    }

    #[test]
    fn of_a_head_the_status_and_the_length_are_read() {
        let read = |text: &str| read_head(&mut text.as_bytes());
        let head = read("HTTP/1.1 202 Accepted\r\nA: b\r\ncontent-Length: 7\r\n\r\nbody").unwrap();
        assert_eq!(head, Head { status: 202, length: Some(7) });
        assert_eq!(read("HTTP/1.1 204 No\r\n\r\n").unwrap(), Head { status: 204, length: None });
        assert!(read("").is_err());
    }
}
