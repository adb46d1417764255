//! Hands on requests and answers, counts, and breaks off.

use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::Serialize;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, BufStream};
use tokio::net::TcpStream;
use tokio::time::sleep;

use crate::faults::{Fault, Faults};
use crate::head::Head;

/// A reset makes the client's system drop what the client has not read yet. This is long enough to read it, so that
/// what was sent is what the client could have.
const TIME_TO_READ: Duration = Duration::from_millis(200);

const BUSY: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";

/// What was sent so far.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Sent {
    /// Without the heads.
    bytes: u64,
    requests: u32,
}

/// A server of an object, and what happens to those who ask for it.
#[derive(Debug)]
pub(crate) struct Relay {
    server: String,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    faults: Faults,
    busy: bool,
    sent: Sent,
}

/// Whether a connection goes on.
#[derive(Debug, PartialEq)]
enum Then {
    GoOn,
    Close,
    Reset,
}

impl Relay {
    /// The address of the server, and how large its object is.
    pub(crate) fn new(server: String, size: u64) -> Self {
        let state = State { faults: Faults::of(size), busy: false, sent: Sent::default() };
        Self { server, state: Mutex::new(state) }
    }

    pub(crate) fn sent(&self) -> Sent {
        self.state().sent.clone()
    }

    /// Answers the requests of a client one after the other.
    pub(crate) async fn serve(&self, client: TcpStream) -> io::Result<()> {
        client.set_nodelay(true)?;
        let mut client = BufStream::new(client);
        while let Some(request) = Head::read(&mut client).await? {
            match self.answer(&mut client, &request).await? {
                Then::GoOn => {}
                Then::Close => return client.shutdown().await,
                Then::Reset => return client.get_ref().set_zero_linger(),
            }
        }
        Ok(())
    }

    async fn answer(&self, client: &mut BufStream<TcpStream>, request: &Head) -> io::Result<Then> {
        if self.is_busy() {
            client.write_all(BUSY).await?;
            client.flush().await?;
            return Ok(Then::GoOn);
        }
        let mut server = BufStream::new(TcpStream::connect(&self.server).await?);
        server.write_all(request.as_bytes()).await?;
        server.flush().await?;
        let head = Head::read(&mut server).await?.ok_or(io::ErrorKind::UnexpectedEof)?;
        client.write_all(head.as_bytes()).await?;
        client.flush().await?;
        let (mut at, mut left) = (head.from(), head.length().unwrap_or(0));
        if request.asks_for_no_body() {
            left = 0;
        }
        let mut buffer = vec![0; 64 << 10];
        while left > 0 {
            let most = if head.has_object() { left.min(self.until_next_fault(at)) } else { left };
            let most = buffer.len().min(usize::try_from(most).unwrap_or(usize::MAX));
            let length = server.read(&mut buffer[..most]).await?;
            if most > 0 && length == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            client.write_all(&buffer[..length]).await?;
            client.flush().await?;
            self.state().sent.bytes += length as u64;
            (at, left) = (at + length as u64, left - length as u64);
            match self.befall(at).await {
                Then::GoOn => {}
                then => return Ok(then),
            }
        }
        Ok(Then::GoOn)
    }

    /// Whether this request, which is counted, is answered with 503.
    fn is_busy(&self) -> bool {
        let mut state = self.state();
        state.sent.requests += 1;
        std::mem::take(&mut state.busy)
    }

    fn until_next_fault(&self, at: u64) -> u64 {
        self.state().faults.until_next(at).unwrap_or(u64::MAX)
    }

    async fn befall(&self, at: u64) -> Then {
        let fault = self.state().faults.take(at);
        match fault {
            None => return Then::GoOn,
            Some(Fault::Stall(time)) => {
                sleep(time).await;
                return Then::GoOn;
            }
            Some(Fault::Close) => return Then::Close,
            Some(Fault::Reset) => {}
            Some(Fault::ResetThenBusy) => self.state().busy = true,
        }
        sleep(TIME_TO_READ).await;
        Then::Reset
    }

    /// Nothing between its lines can panic half-way.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    const SIZE: u64 = 80;

    /// A server with an object of 80 bytes that knows no ranges, and a relay in front of it.
    async fn relay() -> Relay {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        tokio::spawn(async move {
            for _ in 0..10 {
                let mut client = BufStream::new(listener.accept().await.unwrap().0);
                Head::read(&mut client).await.unwrap();
                let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {SIZE}\r\n\r\n");
                client.write_all(head.as_bytes()).await.unwrap();
                client.write_all(&[b'a'; 80]).await.unwrap();
                client.flush().await.unwrap();
            }
        });
        Relay::new(address, SIZE)
    }

    /// The status of the answer and the length of its body, or how reading it failed.
    async fn get(relay: &Relay) -> (String, Result<usize, io::ErrorKind>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        client.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
        let (accepted, _) = listener.accept().await.unwrap();
        let reading = async {
            client.shutdown().await.unwrap();
            let mut stream = BufStream::new(&mut client);
            let head = Head::read(&mut stream).await.unwrap().unwrap();
            let status = String::from_utf8(head.as_bytes()[9..12].to_vec()).unwrap();
            let mut body = vec![];
            let end = stream.read_to_end(&mut body).await;
            (status, end.map_err(|error| error.kind()))
        };
        let (answer, served) = tokio::join!(reading, relay.serve(accepted));
        served.unwrap();
        answer
    }

    #[tokio::test]
    async fn whoever_starts_again_meets_every_fault_and_has_all_bytes_counted() {
        let relay = relay().await;
        let reset = || ("200".to_owned(), Err(io::ErrorKind::ConnectionReset));
        let got = |status: &str, length| (status.to_owned(), Ok(length));
        assert_eq!(get(&relay).await, reset());
        assert_eq!(get(&relay).await, reset());
        assert_eq!(get(&relay).await, got("503", 0));
        assert_eq!(get(&relay).await, got("200", 50));
        assert_eq!(get(&relay).await, reset());
        assert_eq!(get(&relay).await, got("200", 80));
        let Sent { bytes, requests } = relay.sent();
        assert_eq!((bytes, requests), (20 + 40 + 50 + 60 + 80, 6));
    }
}
