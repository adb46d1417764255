//! Downloads that don't come to their end.

use std::fs;
use std::path::Path;

use tempfile::tempdir;

use super::files;

/// Plays an RDS endpoint whose export is ready, and the store behind its link: `length` is what the
/// store promises, of which it sends all but the last byte. Tells when that is out.
async fn unfinished_download(length: usize) -> (String, tokio::sync::oneshot::Receiver<()>) {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (tell, told) = tokio::sync::oneshot::channel();
    let link = format!("{url}/object");
    tokio::spawn(async move {
        let answer = format!(
            r#"{{"status":"FINISH","list":[{{"workflow_id":"w","file_name":"f.log","file_link":"{link}"}}]}}"#
        );
        let head = |length| {
            format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n")
        };
        let (mut api, _) = listener.accept().await.unwrap();
        let _ = api.read(&mut [0; 4096]).await.unwrap();
        api.write_all((head(answer.len()) + &answer).as_bytes()).await.unwrap();
        drop(api);
        let (mut store, _) = listener.accept().await.unwrap();
        let _ = store.read(&mut [0; 4096]).await.unwrap();
        store.write_all(head(length).as_bytes()).await.unwrap();
        let mut left = length - 1;
        let chunk = vec![b'x'; 1 << 20];
        while left > 0 {
            let part = left.min(chunk.len());
            store.write_all(&chunk[..part]).await.unwrap();
            left -= part;
        }
        let _ = tell.send(());
        // Until the client hangs up.
        let _ = store.read(&mut [0; 1]).await;
    });
    (url, told)
}

/// `hwlogs` at work on such a download.
fn downloading(url: &str, folder: &Path) -> tokio::process::Child {
    tokio::process::Command::new(assert_cmd::cargo::cargo_bin("hwlogs"))
        .env("HWLOGS_TOKEN", "token")
        .env_remove("HWLOGS_REGION")
        .env("HWLOGS_HISTORY", "")
        .args(["rds", "error-log", "instance", "--project-id", "p", "--endpoint"])
        .arg(format!("rds={url}"))
        .arg("--to")
        .arg(folder)
        .kill_on_drop(true)
        .spawn()
        .unwrap()
}

const LIMIT: std::time::Duration = std::time::Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread")]
async fn a_signal_in_mid_download_leaves_no_file() {
    for (signal, status) in [("INT", 130), ("TERM", 143)] {
        let (url, begun) = unfinished_download(1000).await;
        let folder = tempdir().unwrap();
        let mut child = downloading(&url, folder.path());
        // The link is fetched only after the folder has been tried.
        tokio::time::timeout(LIMIT, begun).await.unwrap().unwrap();
        // The bytes are on their way; the unfinished file is there once the client has seen them.
        let begun = async {
            while files(folder.path()).is_empty() {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(LIMIT, begun).await.unwrap();
        let kill = format!("kill -{signal} {}", child.id().unwrap());
        assert!(std::process::Command::new("sh").args(["-c", &kill]).status().unwrap().success());
        let ended = tokio::time::timeout(LIMIT, child.wait()).await.unwrap().unwrap();
        assert_eq!(ended.code(), Some(status));
        assert!(files(folder.path()).is_empty());
    }
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_large_file_is_saved_in_little_memory() {
    const LENGTH: usize = 256 << 20;
    let (url, sent) = unfinished_download(LENGTH).await;
    let folder = tempdir().unwrap();
    let child = downloading(&url, folder.path());
    tokio::time::timeout(LIMIT, sent).await.unwrap().unwrap();
    let status = fs::read_to_string(format!("/proc/{}/status", child.id().unwrap())).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let kilobytes: usize = peak.trim().trim_end_matches(" kB").parse().unwrap();
    // Whatever the file's length; most of it is the program itself.
    assert!(kilobytes < 64 << 10, "{kilobytes} KiB at its peak for {} KiB", LENGTH >> 10);
}
