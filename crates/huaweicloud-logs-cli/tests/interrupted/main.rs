//! `hwlogs fetch` when something ends it: kills, signals, another process, a disk that fails. Whatever it was, no
//! wrong file is there, and the next run goes on from what is.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

#[cfg(target_os = "linux")]
mod disk;
mod kills;
mod signals;
mod store;

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use self::store::Store;

/// `hwlogs fetch` of the store's file into a folder, with nothing from the environment of the tests.
fn hwlogs(store: &Store, folder: &Path, connections: u32) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("hwlogs"));
    command
        .env_clear()
        .args(["fetch", &store.link(), "--connections", &connections.to_string(), "--to"])
        .arg(format!("{}/", folder.display()))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Ends it if the test fails.
struct Running(Option<Child>);

impl Running {
    fn start(mut command: Command) -> Self {
        Self(Some(command.spawn().unwrap()))
    }

    fn has_ended(&mut self) -> bool {
        self.0.as_mut().unwrap().try_wait().unwrap().is_some()
    }

    fn signal(&self, name: &str) {
        let id = self.0.as_ref().unwrap().id().to_string();
        assert!(Command::new("kill").args(["-s", name, &id]).status().unwrap().success());
    }

    fn kill(mut self) {
        let mut child = self.0.take().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
    }

    fn end(mut self) -> Output {
        self.0.take().unwrap().wait_with_output().unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(child) = &mut self.0 {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return vec![] };
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// Whether the file is there; if it is, it is the right one.
fn is_there(store: &Store, folder: &Path) -> bool {
    let visible: Vec<_> =
        names(folder).into_iter().filter(|name| !name.starts_with(".hwlogs-")).collect();
    assert!(visible.is_empty() || visible == [store::NAME], "{visible:?}");
    let there = !visible.is_empty();
    assert!(!there || fs::read(folder.join(store::NAME)).unwrap() == store.content(), "wrong");
    there
}

/// Asserts that the command ended well and left the right file and nothing else.
fn assert_saved(output: &Output, store: &Store, folder: &Path) {
    assert_eq!(output.status.code(), Some(0), "{}", said(output));
    assert!(is_there(store, folder));
    assert_eq!(names(folder).len(), 1, "{:?}", names(folder));
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
