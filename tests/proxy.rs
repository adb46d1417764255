//! A forward proxy.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Empty};
use hyper::body::Incoming;
use hyper::header::{HOST, PROXY_AUTHENTICATE, PROXY_AUTHORIZATION};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode, Uri};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

/// More connections than any test needs.
const CONNECTIONS: usize = 100;

type Answer = Response<BoxBody<Bytes, hyper::Error>>;

/// A proxy on 127.0.0.1 that wants `me` and `open sesame`: it hands plain HTTP on and tunnels the rest.
///
/// What is meant for a host of the domain `.example` goes to a fixed address instead. It ends when it is
/// dropped.
#[derive(Debug)]
pub struct ForwardProxy {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: JoinHandle<()>,
}

#[derive(Debug)]
struct Shared {
    example: SocketAddr,
    seen: Mutex<Vec<String>>,
}

impl ForwardProxy {
    /// Starts a proxy for which `example` is the address of every host of the domain `.example`.
    ///
    /// # Panics
    ///
    /// When it can't start.
    pub async fn start(example: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared { example, seen: Mutex::default() });
        let accepting = tokio::spawn(accept(listener, Arc::clone(&shared)));
        Self { address, shared, accepting }
    }

    /// Its URL, with the user and this password, percent-encoded.
    #[must_use]
    pub fn url(&self, password: &str) -> String {
        format!("http://me:{password}@{}", self.address)
    }

    /// What it was asked for, without its queries: `CONNECT host:port`, or `POST http://host:port/path`.
    ///
    /// # Panics
    ///
    /// When the proxy panicked.
    #[must_use]
    pub fn seen(&self) -> Vec<String> {
        self.shared.seen.lock().unwrap().clone()
    }
}

impl Drop for ForwardProxy {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    // Dropped with this future, which ends the connections.
    let mut connections = JoinSet::new();
    for _ in 0..CONNECTIONS {
        let Ok((connection, _)) = listener.accept().await else { return };
        let shared = Arc::clone(&shared);
        connections.spawn(async move {
            let service = service_fn(|request| answer(request, Arc::clone(&shared)));
            let server = hyper::server::conn::http1::Builder::new();
            let _ =
                server.serve_connection(TokioIo::new(connection), service).with_upgrades().await;
        });
    }
}

async fn answer(mut request: Request<Incoming>, shared: Arc<Shared>) -> Result<Answer, Infallible> {
    let uri = request.uri().clone();
    let asked = uri.to_string();
    let place = asked.split('?').next().unwrap_or_default();
    shared.seen.lock().unwrap().push(format!("{} {place}", request.method()));
    // "me:open sesame"
    let wanted = "Basic bWU6b3BlbiBzZXNhbWU=";
    if request.headers_mut().remove(PROXY_AUTHORIZATION).is_none_or(|given| given != wanted) {
        let mut refusal = empty(StatusCode::PROXY_AUTHENTICATION_REQUIRED);
        refusal.headers_mut().insert(PROXY_AUTHENTICATE, "Basic".parse().unwrap());
        return Ok(refusal);
    }
    let Ok(there) = connect(&uri, shared.example).await else {
        return Ok(empty(StatusCode::BAD_GATEWAY));
    };
    if request.method() == Method::CONNECT {
        tokio::spawn(async move {
            if let Ok(here) = hyper::upgrade::on(request).await {
                let (mut here, mut there) = (TokioIo::new(here), there);
                let _ = tokio::io::copy_bidirectional(&mut here, &mut there).await;
            }
        });
        return Ok(empty(StatusCode::OK));
    }
    Ok(hand_on(request, there).await.unwrap_or_else(|_| empty(StatusCode::BAD_GATEWAY)))
}

async fn connect(uri: &Uri, example: SocketAddr) -> std::io::Result<TcpStream> {
    let host = uri.host().unwrap_or_default();
    if host.ends_with(".example") {
        return TcpStream::connect(example).await;
    }
    TcpStream::connect((host, uri.port_u16().unwrap_or(80))).await
}

async fn hand_on(mut request: Request<Incoming>, there: TcpStream) -> hyper::Result<Answer> {
    let uri = request.uri().clone();
    let host = uri.authority().unwrap().as_str().parse().unwrap();
    request.headers_mut().insert(HOST, host);
    *request.uri_mut() = uri.path_and_query().unwrap().as_str().parse().unwrap();
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(there)).await?;
    tokio::spawn(connection);
    Ok(sender.send_request(request).await?.map(BodyExt::boxed))
}

fn empty(status: StatusCode) -> Answer {
    let mut answer = Response::new(Empty::new().map_err(|never| match never {}).boxed());
    *answer.status_mut() = status;
    answer
}
