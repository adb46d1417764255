//! A cloud behind TLS, with whatever HTTP version is agreed on.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod answers;

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};

use h2::Reason;
use huaweicloud_logs::{Cloud, CloudBuilder, Quota, Service, Token};
use hyper::Version;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::{JoinHandle, JoinSet};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;

/// More connections than any test needs.
const CONNECTIONS: usize = 100;

/// How a [`TlsCloud`] behaves.
#[derive(Clone, Copy, Debug)]
pub enum Manner {
    /// Calls are answered, files are sent with their length.
    Well,
    /// Files are sent without a length.
    NoLength,
    /// Files are sent without a length and reset half-way, for this reason, after [`TlsCloud::cut`].
    Reset(Reason),
    /// Files are sent without a length; the connection is closed half-way, after [`TlsCloud::cut`].
    Closed,
    /// Files are sent with their length and stand still half-way.
    Stalled,
    /// Calls are redirected to another path.
    Redirects,
    /// Calls are never answered.
    Silent,
    /// Calls are read, and then their connection is closed.
    HangsUp,
}

/// A request, as the server saw it.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Its HTTP version.
    pub version: Version,
    /// Its path.
    pub path: String,
    /// Its headers.
    pub headers: hyper::HeaderMap,
}

/// A server on 127.0.0.1 that answers the calls of all four services: every job is done at once, and
/// its one file holds [`CONTENT`]. A DCS instance takes one job only. Links point to the server itself.
///
/// Its certificate is for 127.0.0.1 only, from an authority that nobody else knows. It ends when it is
/// dropped.
#[derive(Debug)]
pub struct TlsCloud {
    address: SocketAddr,
    authority: String,
    shared: Arc<Shared>,
    accepting: JoinHandle<()>,
}

#[derive(Debug)]
struct Shared {
    manner: Manner,
    connections: AtomicUsize,
    seen: Mutex<Vec<Seen>>,
    /// The paths of DCS instances whose job was started: their one file is listed from then on.
    redislog: Mutex<BTreeSet<String>>,
    cut: Notify,
}

/// What every file holds.
pub const CONTENT: &[u8] = b"first half, second half";

impl TlsCloud {
    /// Starts a server that offers `protocols`, such as `h2` and `http/1.1`.
    ///
    /// # Panics
    ///
    /// When it can't start.
    pub async fn start(protocols: &[&str], manner: Manner) -> Self {
        let (authority, mut config) = certificates();
        config.alpn_protocols =
            protocols.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            manner,
            connections: AtomicUsize::new(0),
            seen: Mutex::default(),
            redislog: Mutex::default(),
            cut: Notify::new(),
        });
        let accepting = tokio::spawn(accept(listener, config, Arc::clone(&shared)));
        Self { address, authority, shared, accepting }
    }

    /// A client's settings for it, except that they don't trust its certificate.
    #[must_use]
    pub fn stranger(&self) -> CloudBuilder {
        let builder = Cloud::builder().credentials(Token::new("t")).project_id("p");
        // A test that waits for the quota of a minute is no quick one.
        let builder = builder.quota(Service::Rds, Quota::unlimited());
        let url = format!("https://{}", self.address);
        Service::ALL.into_iter().fold(builder, |builder, service| builder.endpoint(service, &url))
    }

    /// A client's settings for it.
    #[must_use]
    pub fn client(&self) -> CloudBuilder {
        self.stranger().ca_certificate(self.authority())
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The certificate of the authority that vouches for it, as PEM.
    #[must_use]
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// Cuts off one file whose first half has arrived, if the manner is to cut files off.
    pub fn cut(&self) {
        self.shared.cut.notify_one();
    }

    /// How many connections were made so far.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.shared.connections.load(SeqCst)
    }

    /// The requests so far.
    ///
    /// # Panics
    ///
    /// When the server panicked.
    #[must_use]
    pub fn seen(&self) -> Vec<Seen> {
        self.shared.seen.lock().unwrap().clone()
    }
}

impl Drop for TlsCloud {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn accept(listener: TcpListener, config: ServerConfig, shared: Arc<Shared>) {
    let acceptor = TlsAcceptor::from(Arc::new(config));
    // Dropped with this future, which ends the connections.
    let mut connections = JoinSet::new();
    for _ in 0..CONNECTIONS {
        let Ok((connection, _)) = listener.accept().await else { return };
        shared.connections.fetch_add(1, SeqCst);
        connections.spawn(serve(connection, acceptor.clone(), Arc::clone(&shared)));
    }
}

async fn serve(connection: TcpStream, acceptor: TlsAcceptor, shared: Arc<Shared>) {
    let Ok(connection) = acceptor.accept(connection).await else { return };
    let close = Arc::new(Notify::new());
    let service =
        service_fn(|request| answers::answer(request, Arc::clone(&shared), Arc::clone(&close)));
    let server = auto::Builder::new(TokioExecutor::new());
    tokio::select! {
        _ = server.serve_connection(TokioIo::new(connection), service) => {}
        () = close.notified() => {}
    }
}

/// An authority, and the settings of a server that it vouches for.
fn certificates() -> (String, ServerConfig) {
    let mut authority = CertificateParams::default();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let server = CertificateParams::new(["127.0.0.1".to_owned()]).unwrap();
    let server = server.signed_by(&key, &authority).unwrap();
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![server.der().clone()], key.into())
        .unwrap();
    (authority.pem(), config)
}
