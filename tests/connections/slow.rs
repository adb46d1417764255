//! Servers that take their time, or all of it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use futures::future;
use huaweicloud_logs::{Cloud, Service, Token};
use integration_tests::{Manner, TlsCloud};
use tempfile::tempdir;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinSet;

use super::{ALL, assert_unnamed, assert_whole, clouddc, rds, shown};

/// Long enough for a busy machine to answer, short enough for a test.
const READ: Duration = Duration::from_millis(500);

#[tokio::test]
async fn a_server_that_never_answers_is_given_up_after_the_read_timeout() {
    for offered in [ALL, &["http/1.1"]] {
        let server = TlsCloud::start(offered, Manner::Silent).await;
        let cloud = server.client().read_timeout(READ).build().unwrap();
        let folder = tempdir().unwrap();
        let error = rds(&cloud, folder.path()).await.unwrap_err();
        assert!(error.to_string().contains("got no complete answer"), "{error}");
        assert!(shown(&error).contains("timed out"), "{}", shown(&error));
    }
}

#[tokio::test]
async fn a_job_that_is_never_answered_ends_at_its_deadline() {
    let server = TlsCloud::start(ALL, Manner::Silent).await;
    let cloud = server.client().build().unwrap();
    let error = cloud.rds("i").error_logs().timeout(READ).start().await.unwrap_err();
    assert!(
        error.is_timeout() && error.to_string().contains("has not taken the job on"),
        "{error}"
    );
}

#[tokio::test]
async fn a_file_that_stands_still_is_given_up_after_the_read_timeout() {
    for offered in [ALL, &["http/1.1"]] {
        let server = TlsCloud::start(offered, Manner::Stalled).await;
        let cloud = server.client().read_timeout(READ).build().unwrap();
        let folder = tempdir().unwrap();
        for stalled in [rds(&cloud, folder.path()).await, clouddc(&cloud, folder.path()).await] {
            let error = stalled.unwrap_err();
            assert!(shown(&error).contains("timed out"), "{}", shown(&error));
        }
        assert_unnamed(folder.path());
    }
}

#[tokio::test]
async fn a_connection_that_went_dead_is_replaced() {
    for offered in [ALL, &["http/1.1"]] {
        let server = TlsCloud::start(offered, Manner::Well).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("https://{}", listener.local_addr().unwrap());
        let freeze = Arc::new(Notify::new());
        let relay = tokio::spawn(relay(listener, server.address(), Arc::clone(&freeze)));
        let builder = server.client().endpoint(Service::Rds, url);
        let cloud = builder.read_timeout(READ).build().unwrap();
        let folder = tempdir().unwrap();
        assert_whole(&rds(&cloud, folder.path()).await.unwrap());
        freeze.notify_waiters();
        assert_whole(&rds(&cloud, folder.path()).await.unwrap());
        relay.abort();
    }
}

/// Hands bytes on in both directions. Connections that are there at a `freeze` stay open, but nothing
/// gets through any more, as when a router on the way forgets them.
async fn relay(listener: TcpListener, to: SocketAddr, freeze: Arc<Notify>) {
    let mut connections = JoinSet::new();
    for _ in 0..10 {
        let (mut here, _) = listener.accept().await.unwrap();
        let mut there = TcpStream::connect(to).await.unwrap();
        let freeze = Arc::clone(&freeze);
        connections.spawn(async move {
            tokio::select! {
                _ = tokio::io::copy_bidirectional(&mut here, &mut there) => {}
                () = freeze.notified() => future::pending().await,
            }
        });
    }
}

#[tokio::test]
async fn nobody_at_the_port_is_an_error_that_says_so() {
    let folder = tempdir().unwrap();
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    for scheme in ["http", "https"] {
        let cloud = Cloud::builder()
            .endpoint(Service::Rds, format!("{scheme}://{closed}"))
            .credentials(Token::new("t"))
            .project_id("p")
            .build()
            .unwrap();
        let error = rds(&cloud, folder.path()).await.unwrap_err();
        assert!(shown(&error).contains("refused"), "{}", shown(&error));
    }
}
