//! A client that shows what came over the connection, byte for byte, and how it ended.

use std::io::ErrorKind;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(20);

/// Long enough for bytes that are under way on this machine to arrive.
const MOMENT: Duration = Duration::from_millis(50);

/// A connection.
pub(crate) struct Raw(BufReader<TcpStream>);

/// An answer without its body.
#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) version: String,
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
}

impl Head {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(given, _)| given.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    #[track_caller]
    pub(crate) fn length(&self) -> usize {
        self.header("content-length").unwrap().parse().unwrap()
    }
}

/// How a connection ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Orderly,
    Reset,
}

impl Raw {
    /// Connects to the server of a URL.
    pub(crate) async fn to(url: &str) -> Self {
        let (address, _) = parts(url);
        Self(BufReader::new(TcpStream::connect(address).await.unwrap()))
    }

    /// Connects and asks.
    pub(crate) async fn get(url: &str, headers: &[(&str, &str)]) -> Self {
        let mut raw = Self::to(url).await;
        raw.ask("GET", url, headers).await;
        raw
    }

    pub(crate) async fn ask(&mut self, method: &str, url: &str, headers: &[(&str, &str)]) {
        let (address, path) = parts(url);
        let mut text = format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\n");
        for (name, value) in headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        text.push_str("\r\n");
        self.send(&text).await;
    }

    pub(crate) async fn send(&mut self, text: &str) {
        self.0.get_mut().write_all(text.as_bytes()).await.unwrap();
    }

    async fn line(&mut self) -> String {
        let mut line = String::new();
        timeout(PATIENCE, self.0.read_line(&mut line)).await.expect("an answer").unwrap();
        assert!(line.ends_with("\r\n"), "{line:?} is no whole line");
        line.trim_end().to_owned()
    }

    pub(crate) async fn head(&mut self) -> Head {
        let first = self.line().await;
        let (version, rest) = first.split_once(' ').unwrap();
        let status = rest[..3].parse().unwrap();
        let mut headers = vec![];
        loop {
            let line = self.line().await;
            if line.is_empty() {
                return Head { version: version.to_owned(), status, headers };
            }
            let (name, value) = line.split_once(':').unwrap();
            headers.push((name.to_owned(), value.trim().to_owned()));
        }
    }

    /// Exactly so many bytes.
    pub(crate) async fn bytes(&mut self, count: usize) -> Vec<u8> {
        let mut bytes = vec![0; count];
        timeout(PATIENCE, self.0.read_exact(&mut bytes)).await.expect("more bytes").unwrap();
        bytes
    }

    /// A whole answer whose length is announced.
    pub(crate) async fn answer(&mut self) -> (Head, Vec<u8>) {
        let head = self.head().await;
        let body = self.bytes(head.length()).await;
        (head, body)
    }

    /// Everything until the connection ends.
    pub(crate) async fn rest(&mut self) -> (Vec<u8>, End) {
        let mut bytes = vec![];
        let read = timeout(PATIENCE, self.0.read_to_end(&mut bytes)).await;
        match read.expect("the connection ends") {
            Ok(_) => (bytes, End::Orderly),
            Err(error) if error.kind() == ErrorKind::ConnectionReset => (bytes, End::Reset),
            Err(error) => panic!("{error}"),
        }
    }

    /// Whether nothing comes, not even the end.
    pub(crate) async fn is_silent(&mut self) -> bool {
        timeout(MOMENT, self.0.read(&mut [0; 1])).await.is_err()
    }
}

fn parts(url: &str) -> (&str, String) {
    let rest = url.strip_prefix("http://").unwrap();
    match rest.split_once('/') {
        Some((address, path)) => (address, format!("/{path}")),
        None => (rest, "/".to_owned()),
    }
}

/// What a chunked body holds, and whether its last chunk is there.
pub(crate) fn unchunked(mut raw: &[u8]) -> (Vec<u8>, bool) {
    let mut body = vec![];
    while !raw.is_empty() {
        let end = raw.windows(2).position(|pair| pair == b"\r\n").unwrap();
        let size = str::from_utf8(&raw[..end]).unwrap();
        let size = usize::from_str_radix(size, 16).unwrap();
        raw = &raw[end + 2..];
        body.extend_from_slice(&raw[..size]);
        assert_eq!(&raw[size..size + 2], b"\r\n", "a chunk ends with its line");
        raw = &raw[size + 2..];
        if size == 0 {
            assert!(raw.is_empty(), "the last chunk is the last");
            return (body, true);
        }
    }
    (body, false)
}
