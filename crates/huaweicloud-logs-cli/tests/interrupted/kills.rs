//! SIGKILL at any point, again and again.

use std::env;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::tempdir;

use super::store::Store;
use super::{Running, assert_saved, hwlogs, is_there};

/// Kills that are made each time; `HWLOGS_KILLS` sets another number.
const KILLS: u64 = 200;

/// Downloads that are killed at the same time, half of them with several connections.
const AT_ONCE: u64 = 4;

const SIZE: usize = 12 * 1024 * 1024;

/// With this a download takes a little more than a second, so it notes what it has twice or three times.
const BYTES_PER_SECOND: u64 = 10_000_000;

/// What kills cost.
#[derive(Debug, Default)]
struct Bill {
    kills: AtomicU64,
    downloads: AtomicU64,
    /// Bytes that were sent.
    sent: AtomicU64,
    /// Bytes that would have been sent if each run had begun at the first byte and come as far.
    from_scratch: AtomicU64,
}

/// Whatever a kill left, the next run ends with the right file or is killed itself.
fn download(number: u64, connections: u32, wanted: u64, bill: &Bill) {
    let mut random = fastrand::Rng::with_seed(number);
    let folder = tempdir().unwrap();
    // A connection's share, so that several take as long as one.
    let store = Store::start(SIZE, BYTES_PER_SECOND / u64::from(connections));
    loop {
        let (sent, asked) = (store.sent(), store.asked().len());
        let mut running = Running::start(hwlogs(&store, folder.path(), connections));
        let began = Instant::now();
        let missing = SIZE as u64 - store.asked().last().copied().unwrap_or_default();
        let enough = bill.kills.load(Ordering::SeqCst) >= wanted;
        match random.u8(0..10) {
            _ if enough => store.wait_for(sent, u64::MAX, || running.has_ended()),
            // At the start: reading the journal, taking the lock, asking.
            0..2 => {
                let pause = Duration::from_millis(random.u64(0..80));
                while began.elapsed() < pause && !running.has_ended() {
                    thread::sleep(Duration::from_millis(1));
                }
            }
            // In the middle.
            2..8 => store.wait_for(sent, random.u64(0..=missing), || running.has_ended()),
            // At the end: verifying, syncing, renaming.
            _ => {
                store.wait_for(sent, missing, || running.has_ended());
                thread::sleep(Duration::from_micros(random.u64(0..40_000)));
            }
        }
        let ended = running.has_ended();
        let output = if ended {
            Some(running.end())
        } else {
            running.kill();
            bill.kills.fetch_add(1, Ordering::SeqCst);
            is_there(&store, folder.path());
            None
        };
        let sent = store.sent() - sent;
        let held = store.asked().get(asked).copied().unwrap_or_default();
        bill.sent.fetch_add(sent, Ordering::SeqCst);
        bill.from_scratch.fetch_add(held + sent, Ordering::SeqCst);
        if let Some(output) = output {
            assert_saved(&output, &store, folder.path());
            bill.downloads.fetch_add(1, Ordering::SeqCst);
            return;
        }
    }
}

#[test]
fn kills_at_any_point_leave_what_the_next_run_goes_on_from() {
    let wanted = env::var("HWLOGS_KILLS").map_or(KILLS, |kills| kills.parse().unwrap());
    let bill = Bill::default();
    thread::scope(|scope| {
        for worker in 0..AT_ONCE {
            let bill = &bill;
            scope.spawn(move || {
                let connections = if worker % 2 == 0 { 1 } else { 4 };
                let mut number = worker;
                while bill.kills.load(Ordering::SeqCst) < wanted {
                    download(number, connections, wanted, bill);
                    number += AT_ONCE;
                }
            });
        }
    });
    println!("{bill:?}");
    assert!(bill.kills.into_inner() >= wanted);
    let (sent, from_scratch) = (bill.sent.into_inner(), bill.from_scratch.into_inner());
    assert!(sent < from_scratch * 4 / 5, "{sent} bytes were sent, and from scratch {from_scratch}");
}
