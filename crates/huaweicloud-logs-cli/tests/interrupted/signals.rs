//! Signals, and two who want the same.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::tempdir;

use super::store::Store;
use super::{Running, assert_saved, hwlogs, is_there, names, said};

const SIZE: usize = 4 * 1024 * 1024;

/// A second for all of it.
const BYTES_PER_SECOND: u64 = 4_000_000;

/// What each connection may ask for again, to compare it.
const SLACK: u64 = 64 * 1024;

/// How many bytes the journal vouches for.
fn kept(folder: &Path) -> u64 {
    let journal = names(folder).into_iter().find(|name| name.ends_with(".journal")).unwrap();
    let journal = fs::read_to_string(folder.join(journal)).unwrap();
    let (_, state) = journal.lines().last().unwrap().split_once(' ').unwrap();
    let state: Value = serde_json::from_str(state).unwrap();
    let held = state["held"].as_array().unwrap().iter();
    held.map(|part| part[1].as_u64().unwrap() - part[0].as_u64().unwrap()).sum()
}

#[test]
fn a_signal_keeps_what_is_there_for_the_next_run() {
    for connections in [1, 4] {
        for (signal, status) in [("INT", 130), ("TERM", 143)] {
            let folder = tempdir().unwrap();
            let store = Store::start(SIZE, BYTES_PER_SECOND / u64::from(connections));
            let mut running = Running::start(hwlogs(&store, folder.path(), connections));
            store.wait_for(0, SIZE as u64 / 2, || running.has_ended());
            running.signal(signal);
            let output = running.end();
            assert_eq!(output.status.code(), Some(status), "{}", said(&output));
            assert!(!is_there(&store, folder.path()));
            let kept = kept(folder.path());

            let sent = store.sent();
            let output = Running::start(hwlogs(&store, folder.path(), connections)).end();
            assert_saved(&output, &store, folder.path());
            let again = store.sent() - sent;
            let most = SIZE as u64 - kept + SLACK * u64::from(connections);
            assert!(kept > 0 && again <= most, "{kept} bytes were kept, and {again} came");
        }
    }
}

#[test]
fn of_two_who_want_the_same_the_second_says_so_and_the_first_ends_well() {
    let folder = tempdir().unwrap();
    let store = Store::start(SIZE, BYTES_PER_SECOND / 4);
    let mut first = Running::start(hwlogs(&store, folder.path(), 1));
    store.wait_for(0, SIZE as u64 / 16, || first.has_ended());
    let sent = store.asked().len();
    let second = Running::start(hwlogs(&store, folder.path(), 1)).end();
    assert_eq!(second.status.code(), Some(1), "{}", said(&second));
    assert!(said(&second).contains("under way"), "{}", said(&second));
    assert!(said(&second).contains("hint: "), "{}", said(&second));
    assert_eq!(store.asked().len(), sent, "the second asked for bytes");
    assert!(!first.has_ended(), "the first was over, so there was nothing to see");
    assert_saved(&first.end(), &store, folder.path());
}
