//! A server that ends, connections and all, when it is dropped.

use std::future::poll_fn;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::response::Response;
use futures::FutureExt as _;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::turn::Counted;
use crate::wire::{HangUp, Line, Wire};

/// A port that is taken but not served yet.
pub(crate) struct Port {
    listener: TcpListener,
    address: SocketAddr,
}

impl Port {
    /// Takes any free port of this machine; nobody outside it can connect.
    pub(crate) async fn take() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        Ok(Self { listener, address })
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn serve(self, app: Router) -> Server {
        Server { task: tokio::spawn(accept(self.listener, app)) }
    }
}

/// A running server.
pub(crate) struct Server {
    task: JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        // The connections end with the task that owns them.
        self.task.abort();
    }
}

async fn accept(listener: TcpListener, app: Router) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    // Without it small answers wait for the client's acknowledgement.
                    let _ = stream.set_nodelay(true);
                    // A connection that breaks is the client's business.
                    connections.spawn(converse(stream, app.clone()));
                }
                // Most likely out of file descriptors, which time may cure; spinning would not.
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

/// Answers what comes over a connection, in turn.
///
/// HTTP takes two buffers of 8 KiB. A connection that waits for its next request goes without, so that clients
/// that keep many open take little memory.
async fn converse(stream: TcpStream, app: Router) {
    let line = Arc::new(Line::default());
    let app = TowerToHyperService::new(app);
    let mut wire = Wire::new(stream, Arc::clone(&line));
    while wire.readable().await.is_ok() {
        line.turn.starts();
        let service = service_fn(|request| answer(&app, &line, request));
        let mut http = http1::Builder::new().serve_connection(TokioIo::new(wire), service);
        let goes_on = poll_fn(|context| match http.poll_unpin(context) {
            Poll::Ready(_) => Poll::Ready(false),
            Poll::Pending if line.turn.is_the_clients() => Poll::Ready(true),
            Poll::Pending => Poll::Pending,
        });
        if !goes_on.await {
            return;
        }
        let parts = http.into_parts();
        wire = parts.io.into_inner();
        // A client may begin to ask before it has its answer.
        wire.unread(&parts.read_buf);
    }
}

async fn answer(
    app: &TowerToHyperService<Router>,
    line: &Arc<Line>,
    request: Request<Incoming>,
) -> io::Result<Response> {
    line.turn.asked();
    let mut request = request.map(|body| Counted::new(body, &line.turn));
    request.extensions_mut().insert(Arc::clone(line));
    let Ok(response) = app.call(request).await;
    if response.extensions().get::<HangUp>().is_some() {
        line.reset_at_end();
        return Err(io::ErrorKind::ConnectionReset.into());
    }
    Ok(response.map(|body| Body::new(Counted::new(body, &line.turn))))
}
