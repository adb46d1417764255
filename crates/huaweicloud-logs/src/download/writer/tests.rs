//! Files on disk, from bodies that end well and badly.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use futures::{StreamExt, stream};
use reqwest::Version;
use reqwest::header::HeaderMap;
use tempfile::tempdir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::save;
use crate::download::{Body, open_link};
use crate::event::{Event, Observer};

fn body(length: Option<u64>, chunks: &[&'static str]) -> Body {
    let mut headers = HeaderMap::new();
    match length {
        Some(length) => headers.insert("content-length", length.into()),
        None => headers.insert("transfer-encoding", "chunked".parse().unwrap()),
    };
    let chunks: Vec<_> =
        chunks.iter().map(|chunk| Ok(Bytes::from_static(chunk.as_bytes()))).collect();
    Body::plain(&headers, Version::HTTP_11, stream::iter(chunks))
}

fn entries(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// A server that answers its one connection with `answer` and closes it.
async fn one_answer(answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/bucket/object?Signature=hunter2", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut connection, _) = listener.accept().await.unwrap();
        let mut request = [0; 4096];
        let _ = connection.read(&mut request).await.unwrap();
        connection.write_all(answer.as_bytes()).await.unwrap();
    });
    url
}

fn client() -> reqwest::Client {
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_file_is_saved_whole_and_progress_is_told() {
    let folder = tempdir().unwrap();
    let told = Arc::new(Mutex::new(Vec::new()));
    let listener = Arc::clone(&told);
    let observer = Observer::new(move |event| {
        if let Event::Progress { done, total, .. } = event {
            listener.lock().unwrap().push((*done, *total));
        }
    });
    let nested = folder.path().join("a/b");
    let saved = save(&nested, "x.log", body(Some(6), &["abc", "def"]), &observer).await.unwrap();
    assert_eq!((saved.bytes, saved.name.as_str()), (6, "x.log"));
    assert_eq!(fs::read_to_string(&saved.path).unwrap(), "abcdef");
    assert_eq!(entries(&nested), ["x.log"]);
    assert_eq!(*told.lock().unwrap(), [(0, Some(6)), (3, Some(6)), (6, Some(6))]);
}

#[tokio::test]
async fn a_wrong_length_leaves_no_file() {
    let folder = tempdir().unwrap();
    for length in [5, 7] {
        let error =
            save(folder.path(), "x", body(Some(length), &["abcdef"]), &Observer::default()).await;
        assert!(error.unwrap_err().to_string().contains("6 bytes of"));
    }
    assert!(entries(folder.path()).is_empty());
}

#[tokio::test]
async fn a_body_cut_on_the_wire_leaves_no_file() {
    for answer in [
        "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n",
        "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: identity\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked, gzip\r\n\r\nabc",
    ] {
        let folder = tempdir().unwrap();
        let link = one_answer(answer).await;
        let body = open_link(&client(), &link, "x").await.unwrap();
        let error = save(folder.path(), "x", body, &Observer::default()).await.unwrap_err();
        assert!(error.to_string().contains("did not arrive whole"), "{error}");
        assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
        assert!(entries(folder.path()).is_empty(), "{answer}");
    }
}

#[tokio::test]
async fn a_chunked_body_without_length_is_saved() {
    let folder = tempdir().unwrap();
    let link =
        one_answer("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")
            .await;
    let body = open_link(&client(), &link, "x").await.unwrap();
    assert_eq!(save(folder.path(), "x", body, &Observer::default()).await.unwrap().bytes, 3);
}

#[tokio::test]
async fn a_link_arrives_as_it_was_given() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let target = "/bucket/a%20b%2Fc?AWSAccessKeyId=A&Expires=1&response-cache-control=no-cache%2Cno-store&Signature=x%2By%3D";
    let link = format!("http://{}{target}", listener.local_addr().unwrap());
    let http = client();
    let (_, request) = tokio::join!(open_link(&http, &link, "x"), async {
        let (mut connection, _) = listener.accept().await.unwrap();
        let mut request = vec![0; 4096];
        let length = connection.read(&mut request).await.unwrap();
        String::from_utf8_lossy(&request[..length]).into_owned()
    });
    assert!(request.starts_with(&format!("GET {target} HTTP/1.1\r\n")), "{request}");
    let request = request.to_lowercase();
    assert!(!request.contains("authorization") && !request.contains("x-"), "{request}");
}

#[tokio::test]
async fn a_refused_or_redirected_link_is_an_error_without_its_signature() {
    for (answer, status) in [
        ("HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n", 403),
        ("HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:9/\r\ncontent-length: 0\r\n\r\n", 302),
        ("HTTP/1.1 206 Partial Content\r\ncontent-length: 1\r\n\r\na", 206),
    ] {
        let link = one_answer(answer).await;
        let error = open_link(&client(), &link, "x").await.unwrap_err();
        assert_eq!(error.status(), Some(status));
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{error:?}");
    }
    for link in ["", "file:///etc/passwd", "not a link"] {
        assert!(open_link(&client(), link, "x").await.is_err(), "{link}");
    }
    let nobody =
        open_link(&client(), "http://127.0.0.1:1/?Signature=hunter2", "x").await.unwrap_err();
    assert!(!format!("{nobody:?}").contains("hunter2"), "{nobody:?}");
}

#[tokio::test]
async fn a_dropped_download_leaves_no_file() {
    let folder = tempdir().unwrap();
    let mut headers = HeaderMap::new();
    headers.insert("content-length", 10.into());
    let stuck = stream::iter([Ok(Bytes::from_static(b"abc"))]).chain(stream::pending());
    let body = Body::plain(&headers, Version::HTTP_11, stuck);
    let arrived = Arc::new(tokio::sync::Notify::new());
    let signal = Arc::clone(&arrived);
    let observer = Observer::new(move |event| {
        if matches!(event, Event::Progress { done: 3, .. }) {
            signal.notify_one();
        }
    });
    tokio::select! {
        _ = save(folder.path(), "x", body, &observer) => panic!("the body never ends"),
        () = arrived.notified() => {}
    }
    assert!(entries(folder.path()).is_empty(), "{:?}", entries(folder.path()));
}

#[tokio::test]
async fn a_taken_name_is_numbered_and_nothing_is_overwritten() {
    let folder = tempdir().unwrap();
    fs::write(folder.path().join("x.log"), "precious").unwrap();
    for expected in ["x-2.log", "x-3.log"] {
        let saved = save(folder.path(), "x.log", body(Some(3), &["new"]), &Observer::default())
            .await
            .unwrap();
        assert_eq!(saved.path, folder.path().join(expected));
    }
    assert_eq!(fs::read_to_string(folder.path().join("x.log")).unwrap(), "precious");
}

#[tokio::test]
async fn two_downloads_of_one_name_both_keep_their_bytes() {
    let folder = tempdir().unwrap();
    let observer = Observer::default();
    let names = stream::iter(0..20)
        .map(|_| save(folder.path(), "x", body(Some(1), &["a"]), &observer))
        .buffer_unordered(20);
    let saved: Vec<_> = names.collect().await;
    assert!(saved.iter().all(Result::is_ok));
    assert_eq!(entries(folder.path()).len(), 20);
}

#[tokio::test]
async fn a_hostile_name_stays_in_the_folder() {
    let outer = tempdir().unwrap();
    let folder = outer.path().join("inner");
    for name in ["../../escaped", "/tmp/escaped", "..\\escaped"] {
        let saved = save(&folder, name, body(Some(1), &["a"]), &Observer::default()).await.unwrap();
        assert_eq!(saved.path.parent(), Some(folder.as_path()));
        assert_eq!(saved.name, name);
    }
    assert_eq!(entries(outer.path()), ["inner"]);
}

#[tokio::test]
async fn a_folder_that_can_not_be_made_is_named() {
    let folder = tempdir().unwrap();
    let taken = folder.path().join("file");
    fs::write(&taken, "").unwrap();
    let error = save(&taken, "x", body(Some(1), &["a"]), &Observer::default()).await.unwrap_err();
    assert!(error.to_string().contains("file"), "{error}");
    assert!(std::error::Error::source(&error).is_some());
}

#[cfg(unix)]
#[tokio::test]
async fn a_saved_file_has_the_mode_of_any_new_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempdir().unwrap();
    let ordinary = folder.path().join("ordinary");
    fs::write(&ordinary, "").unwrap();
    let saved =
        save(folder.path(), "x", body(Some(1), &["a"]), &Observer::default()).await.unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(&saved.path), mode(&ordinary));
}
