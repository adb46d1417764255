//! A server that answers one request as a vector says, and tells what it was asked.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Url;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use xtask::vectors::file::{Body, Request, Response};

/// Longer than any request here.
const LONGEST: usize = 64 * 1024;

/// A server that waits for its one request.
pub(crate) struct Server {
    /// Where it listens.
    pub(crate) url: String,
    request: JoinHandle<String>,
}

impl Server {
    pub(crate) async fn start(response: &Response) -> Self {
        let answer = written(response);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let request = tokio::spawn(async move {
            let (mut connection, _) = listener.accept().await.unwrap();
            let request = read(&mut connection).await;
            connection.write_all(&answer).await.unwrap();
            request
        });
        Self { url, request }
    }

    /// How the request that came differs from the one that was to come; empty when it doesn't.
    pub(crate) async fn difference(self, expected: &Request) -> String {
        let came = self.request.await.unwrap();
        let (head, body) = came.split_once("\r\n\r\n").unwrap();
        let mut lines = head.split("\r\n");
        let mut first = lines.next().unwrap().split(' ');
        let method = first.next().unwrap();
        let url = Url::parse(&format!("http://h{}", first.next().unwrap())).unwrap();
        let mut query: Vec<(String, String)> = url.query_pairs().into_owned().collect();
        let mut wanted = expected.query.clone();
        query.sort();
        wanted.sort();
        let headers: Vec<_> = lines.filter_map(|line| line.split_once(": ")).collect();
        let missing = expected.headers.iter().find(|(name, value)| {
            !headers.iter().any(|(known, found)| known.eq_ignore_ascii_case(name) && found == value)
        });
        let body: Option<Value> = (!body.is_empty()).then(|| serde_json::from_str(body).unwrap());
        if (method, url.path()) != (&expected.method, &expected.path) {
            return format!("{method} {}", url.path());
        }
        match missing {
            _ if query != wanted => format!("the query {query:?}"),
            _ if body != expected.body => format!("the body {body:?}"),
            Some((name, _)) => format!("no {name} of that kind"),
            None => String::new(),
        }
    }
}

/// Reads a request with its body.
async fn read(connection: &mut TcpStream) -> String {
    let mut came = Vec::new();
    while came.len() < LONGEST {
        let text = String::from_utf8_lossy(&came).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let head = head.to_ascii_lowercase();
            let length = head.split_once("content-length: ").map_or("0", |(_, rest)| rest);
            let length = length.split("\r\n").next().unwrap();
            if body.len() >= length.parse().unwrap() {
                return text;
            }
        }
        let read = connection.read_buf(&mut came).await.unwrap();
        assert!(read > 0, "the request ended early: {text}");
    }
    panic!("the request is too long");
}

/// An answer as it goes over the wire.
fn written(response: &Response) -> Vec<u8> {
    let body = bytes(response);
    let mut head = format!("HTTP/1.1 {} Answer\r\nconnection: close\r\n", response.status);
    if response.status != 204 {
        head += &format!("content-length: {}\r\n", body.len());
    }
    for (name, value) in &response.headers {
        head += &format!("{name}: {value}\r\n");
    }
    [format!("{head}\r\n").into_bytes(), body].concat()
}

fn bytes(response: &Response) -> Vec<u8> {
    match &response.body {
        None => Vec::new(),
        Some(Body::Json(value)) => value.to_string().into_bytes(),
        Some(Body::Text(text)) => text.clone().into_bytes(),
        Some(Body::Base64(text)) => STANDARD.decode(text).unwrap(),
    }
}
