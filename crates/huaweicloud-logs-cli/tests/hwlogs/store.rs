//! A store on this machine that sends objects to whoever asks, and can stop in their middle.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// More requests than any test makes.
const REQUESTS: usize = 100;

/// It ends when it is dropped.
pub(super) struct Store {
    url: String,
    asked: Arc<Mutex<Vec<Asked>>>,
    serving: JoinHandle<()>,
}

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) path: String,
    pub(super) range: Option<String>,
}

/// What a path leads to.
#[derive(Clone, Default)]
pub(super) struct Object {
    pub(super) bytes: Arc<Vec<u8>>,
    /// The first answer stops before this byte, until the client hangs up.
    pub(super) stops_at: Option<usize>,
}

impl Object {
    pub(super) fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self { bytes: Arc::new(bytes.into()), ..Self::default() }
    }

    pub(super) fn stops_at(mut self, byte: usize) -> Self {
        self.stops_at = Some(byte);
        self
    }
}

impl Store {
    pub(super) async fn start(objects: impl IntoIterator<Item = (&'static str, Object)>) -> Self {
        let objects = objects.into_iter().map(|(path, object)| (path.to_owned(), object));
        let objects: Arc<HashMap<_, _>> = Arc::new(objects.collect());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&asked);
        let serving = tokio::spawn(async move {
            for _ in 0..REQUESTS {
                let Ok((client, _)) = listener.accept().await else { return };
                // A client that was interrupted has hung up.
                tokio::spawn(answer(client, Arc::clone(&objects), Arc::clone(&seen)));
            }
        });
        Self { url, asked, serving }
    }

    /// A link with a signature to one of its objects.
    pub(super) fn link(&self, path: &str) -> String {
        format!("{}{path}?Signature=hunter2", self.url)
    }

    pub(super) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn answer(
    mut client: TcpStream,
    objects: Arc<HashMap<String, Object>>,
    asked: Arc<Mutex<Vec<Asked>>>,
) -> std::io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") && head.len() < 8192 {
        head.push(client.read_u8().await?);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let target = head.split_whitespace().nth(1).unwrap_or_default();
    let path = target.split('?').next().unwrap_or_default().to_owned();
    let range = head.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("range").then(|| value.to_owned())
    });
    let first = {
        let mut asked = asked.lock().unwrap();
        let first = asked.iter().all(|earlier| earlier.path != path);
        asked.push(Asked { path: path.clone(), range: range.clone() });
        first
    };
    let Some(object) = objects.get(&path) else {
        return client
            .write_all(b"HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n")
            .await;
    };
    let length = object.bytes.len();
    let (from, to) = range.as_deref().map_or((0, length), |range| part(range, length));
    let mut head = match range {
        None => "HTTP/1.1 200 OK\r\n".to_owned(),
        Some(_) => format!(
            "HTTP/1.1 206 Partial Content\r\ncontent-range: bytes {from}-{}/{length}\r\n",
            to - 1
        ),
    };
    head += &format!(
        "connection: close\r\naccept-ranges: bytes\r\netag: \"{}-{length}\"\r\n\
         last-modified: Thu, 15 Jan 2026 08:30:45 GMT\r\ncontent-length: {}\r\n\r\n",
        path.len(),
        to - from
    );
    client.write_all(head.as_bytes()).await?;
    let stop = object.stops_at.filter(|_| first).unwrap_or(to).min(to);
    client.write_all(&object.bytes[from..stop]).await?;
    if stop < to {
        // Until the client hangs up.
        let _ = client.read(&mut [0; 1]).await;
    }
    Ok(())
}

/// The part that `bytes=5-` or `bytes=5-9` means, from its first byte to the one after its last.
fn part(range: &str, length: usize) -> (usize, usize) {
    let (from, last) = range.strip_prefix("bytes=").unwrap().split_once('-').unwrap();
    let to = last.parse::<usize>().map_or(length, |last| length.min(last + 1));
    (from.parse().unwrap(), to)
}
