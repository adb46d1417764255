//! A slow store that counts what it sends.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// The name under which the file is saved.
pub(crate) const NAME: &str = "server.log";

/// So much is sent at a time.
const PIECE: usize = 32 * 1024;

/// Longer than any request.
const LONGEST: usize = 8 * 1024;

/// A server on loopback with one object, which it hands out in parts. Its tag is no MD5, so that nothing but the
/// test sees whether the bytes are right.
pub(crate) struct Store {
    address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    content: Vec<u8>,
    bytes_per_second: u64,
    sent: AtomicU64,
    /// From where on each request wanted bytes.
    asked: Mutex<Vec<u64>>,
    over: AtomicBool,
}

impl Store {
    /// Starts with an object of so many bytes, every eight of which are different.
    pub(crate) fn start(size: usize, bytes_per_second: u64) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let numbers = (0..size as u64 / 8).map(|number| number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let shared = Arc::new(Shared {
            content: numbers.flat_map(u64::to_le_bytes).collect(),
            bytes_per_second,
            sent: AtomicU64::new(0),
            asked: Mutex::default(),
            over: AtomicBool::new(false),
        });
        let serving = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming() {
                if serving.over.load(Ordering::SeqCst) {
                    break;
                }
                let shared = Arc::clone(&serving);
                // A client that is killed breaks its connection.
                thread::spawn(move || stream.map(|stream| shared.answer(stream)));
            }
        });
        Self { address, shared }
    }

    pub(crate) fn link(&self) -> String {
        format!("http://{}/{NAME}?Signature=secret", self.address)
    }

    pub(crate) fn content(&self) -> &[u8] {
        &self.shared.content
    }

    /// How many bytes of the object were sent so far.
    pub(crate) fn sent(&self) -> u64 {
        self.shared.sent.load(Ordering::SeqCst)
    }

    /// Where requests began so far.
    pub(crate) fn asked(&self) -> Vec<u64> {
        self.shared.asked.lock().unwrap().clone()
    }

    /// Waits until so many bytes were sent since `before`, or `enough` says so.
    pub(crate) fn wait_for(&self, before: u64, bytes: u64, mut enough: impl FnMut() -> bool) {
        let began = Instant::now();
        while self.sent() - before < bytes && !enough() {
            assert!(began.elapsed() < Duration::from_secs(60), "nothing goes on");
            thread::sleep(Duration::from_millis(1));
        }
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.shared.over.store(true, Ordering::SeqCst);
        // So that it looks.
        let _ = TcpStream::connect(self.address);
    }
}

impl Shared {
    fn answer(&self, mut stream: TcpStream) -> std::io::Result<()> {
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        stream.set_write_timeout(Some(Duration::from_secs(10)))?;
        let mut head = Vec::new();
        let mut byte = [0];
        while !head.ends_with(b"\r\n\r\n") && head.len() < LONGEST {
            stream.read_exact(&mut byte)?;
            head.push(byte[0]);
        }
        let head = String::from_utf8_lossy(&head).to_ascii_lowercase();
        let range = head.lines().find_map(|line| line.strip_prefix("range: bytes="));
        let size = self.content.len();
        let (from, to) = match range.and_then(|range| range.split_once('-')) {
            Some((from, last)) => {
                (from.parse().unwrap(), last.parse().map_or(size, |last: usize| last + 1))
            }
            None => (0, size),
        };
        self.asked.lock().unwrap().push(from as u64);
        let status = match range {
            Some(_) => {
                format!("206 Partial Content\r\nContent-Range: bytes {from}-{}/{size}", to - 1)
            }
            None => "200 OK".to_owned(),
        };
        let length = to - from;
        write!(
            stream,
            "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nETag: \"interrupted-1\"\r\nAccept-Ranges: bytes\r\n\
             Last-Modified: Thu, 15 Jan 2026 08:30:45 GMT\r\nConnection: close\r\n\r\n"
        )?;
        let began = Instant::now();
        for (number, piece) in self.content[from..to].chunks(PIECE).enumerate() {
            let due = (number * PIECE) as u64 * 1_000_000 / self.bytes_per_second;
            thread::sleep(Duration::from_micros(due).saturating_sub(began.elapsed()));
            if self.over.load(Ordering::SeqCst) {
                break;
            }
            stream.write_all(piece)?;
            self.sent.fetch_add(piece.len() as u64, Ordering::SeqCst);
        }
        Ok(())
    }
}
