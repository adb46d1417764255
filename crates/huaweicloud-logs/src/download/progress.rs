//! How far a download is.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use crate::event::{Event, Observer};

/// How often those who watch are told.
const PACE: Duration = Duration::from_millis(100);

/// Speed is that of about so long.
const MEMORY: Duration = Duration::from_secs(5);

/// How far the download of a file is: a snapshot, taken ten times a second at most.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Progress {
    /// The name under which the file will be saved, as far as it is known.
    pub file: String,
    /// Bytes that are there.
    pub done: u64,
    /// Bytes in all, where the server said so.
    pub total: Option<u64>,
    /// Bytes a second over the last seconds.
    pub speed: f64,
    /// Bytes that an earlier download had left.
    pub resumed_from: u64,
    /// How often another link was got.
    pub reissues: u32,
    /// How often bytes that were there had to be given up, because the server has others now.
    pub restarts: u32,
    /// Connections that bring bytes at the same time.
    pub connections: u32,
}

impl Progress {
    /// How long it will take at this speed; `None` where the length isn't known or nothing comes.
    #[must_use]
    pub fn eta(&self) -> Option<Duration> {
        let left = self.total?.saturating_sub(self.done);
        // Where a float isn't exact, neither is the estimate.
        Duration::try_from_secs_f64(left as f64 / self.speed).ok()
    }
}

/// Keeps the snapshot and tells of it.
#[derive(Debug)]
pub(crate) struct Tracker {
    sender: watch::Sender<Progress>,
    observer: Observer,
    told: Mutex<Told>,
}

#[derive(Debug)]
struct Told {
    /// Whether the first bytes were told of, which is done at once.
    begun: bool,
    at: Instant,
    done: u64,
    /// Bytes a second, of which what is older than the memory counts for a third.
    average: f64,
    /// The part of all weights that measurements have: what came before the first was nothing.
    weight: f64,
}

impl Tracker {
    pub(crate) fn new(sender: watch::Sender<Progress>, observer: Observer) -> Self {
        let told = Told { begun: false, at: Instant::now(), done: 0, average: 0.0, weight: 0.0 };
        Self { sender, observer, told: Mutex::new(told) }
    }

    pub(crate) fn observer(&self) -> &Observer {
        &self.observer
    }

    /// Changes the snapshot and tells of it at once.
    pub(crate) fn change(&self, change: impl FnOnce(&mut Progress)) {
        self.sender.send_modify(change);
        self.observer.tell(&Event::Progress(&self.sender.borrow()));
    }

    /// Takes in that some bytes of the file are there, of which an earlier download had left all.
    pub(crate) fn resumed(&self, done: u64) {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).done = done;
        self.change(|progress| (progress.done, progress.resumed_from) = (done, done));
    }

    /// Whether the last time that somebody was told is long enough ago.
    pub(crate) fn is_due(&self) -> bool {
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        !told.begun || told.at.elapsed() >= PACE
    }

    /// Takes in how many bytes are there now, and tells of it.
    pub(crate) fn advance(&self, done: u64) {
        let now = Instant::now();
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let passed = now.duration_since(told.at);
        if !std::mem::replace(&mut told.begun, true) {
            // Of no time at all there is no speed.
            drop(told);
            return self.change(|progress| progress.done = done);
        }
        let fresh = done.saturating_sub(told.done) as f64 / passed.as_secs_f64();
        let old = (-passed.as_secs_f64() / MEMORY.as_secs_f64()).exp();
        told.average = told.average * old + fresh * (1.0 - old);
        told.weight = told.weight * old + (1.0 - old);
        let speed = told.average / told.weight;
        (told.at, told.done) = (now, done);
        drop(told);
        self.change(|progress| (progress.speed, progress.done) = (speed, done));
    }

    pub(crate) fn snapshot(&self) -> Progress {
        self.sender.borrow().clone()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::sync::watch;
    use tokio::time::advance;

    use super::{Progress, Tracker};
    use crate::event::Observer;

    #[tokio::test(start_paused = true)]
    async fn speed_follows_what_arrives() {
        let (sender, receiver) = watch::channel(Progress::default());
        let tracker = Tracker::new(sender, Observer::default());
        tracker.resumed(1_000_000);
        tracker.change(|progress| progress.total = Some(12_000_000));
        let mut done = 1_000_000;
        for _ in 0..10 {
            advance(Duration::from_secs(1)).await;
            done += 1_000;
            tracker.advance(done);
        }
        let speed = receiver.borrow().speed;
        assert!((speed - 1_000.0).abs() < 1.0, "{speed}");
        for _ in 0..60 {
            advance(Duration::from_secs(1)).await;
            done += 100_000;
            tracker.advance(done);
        }
        let seen = receiver.borrow().clone();
        assert!((seen.speed - 100_000.0).abs() < 1_000.0, "{}", seen.speed);
        assert_eq!((seen.done, seen.resumed_from), (7_010_000, 1_000_000));
        assert!(seen.eta().unwrap().as_secs().abs_diff(50) <= 1, "{:?}", seen.eta());
    }

    #[tokio::test(start_paused = true)]
    async fn it_is_told_ten_times_a_second_at_most() {
        let (sender, _receiver) = watch::channel(Progress::default());
        let tracker = Tracker::new(sender, Observer::default());
        let mut told = 0;
        for done in 0..1_000 {
            advance(Duration::from_millis(1)).await;
            if tracker.is_due() {
                tracker.advance(done);
                told += 1;
            }
        }
        // The first bytes, and then once in each tenth of a second.
        assert_eq!(told, 11);
    }

    #[test]
    fn without_speed_or_length_nobody_knows_how_long() {
        let progress = Progress { total: Some(5), ..Progress::default() };
        assert_eq!(progress.eta(), None);
        assert_eq!(Progress { speed: 5.0, ..Progress::default() }.eta(), None);
        let done = Progress { total: Some(5), done: 5, speed: 1.0, ..Progress::default() };
        assert_eq!(done.eta(), Some(Duration::ZERO));
    }
}
