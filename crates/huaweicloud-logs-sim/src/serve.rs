//! A server that ends, connections and all, when it is dropped.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::wire::{HangUp, Line, Wire};

/// A port that is taken but not served yet.
pub(crate) struct Port {
    listener: TcpListener,
    address: SocketAddr,
}

impl Port {
    /// Takes any free port of this machine; nobody outside it can connect.
    pub(crate) async fn take() -> std::io::Result<Self> {
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
async fn converse(stream: TcpStream, app: Router) {
    let line = Arc::new(Line::default());
    let wire = TokioIo::new(Wire::new(stream, Arc::clone(&line)));
    let app = TowerToHyperService::new(app);
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(Arc::clone(&line));
        let (answer, line) = (app.call(request), Arc::clone(&line));
        async move {
            let Ok(response) = answer.await;
            if response.extensions().get::<HangUp>().is_some() {
                line.reset_at_end();
                return Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset));
            }
            Ok(response)
        }
    });
    let _ = http1::Builder::new().serve_connection(wire, service).await;
}
