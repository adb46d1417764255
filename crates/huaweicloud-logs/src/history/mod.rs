//! How long jobs have taken.

mod durations;
mod file;
pub(crate) mod grid;
mod memory;
mod percent;
mod sample;

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

pub use self::durations::Durations;
use self::memory::CAPACITY;
pub use self::sample::Sample;
use crate::service::Service;

/// The file is written at most so often.
const REST: Duration = Duration::from_secs(10);

/// How long jobs have taken, by service and kind of job.
///
/// Every job of a [`Cloud`](crate::Cloud) adds to the history that the cloud was built with, and every
/// [`Schedule`](crate::Schedule) can use what it tells. Clones share it. Of each kind the latest 400 jobs are kept.
#[derive(Clone, Default)]
pub struct History(Arc<Shared>);

#[derive(Default)]
struct Shared {
    kinds: Mutex<BTreeMap<Key, Kind>>,
    file: Option<PathBuf>,
    /// Held while the file is written.
    due: Mutex<Due>,
}

/// A service and the name of its kind of job.
type Key = (Service, String);

/// What is known of a kind of job.
#[derive(Default)]
struct Kind {
    samples: VecDeque<Sample>,
    /// How many of the samples, the latest, are not part of the durations yet. Learning one costs as much as half a
    /// call, so it waits until somebody wants to know.
    news: usize,
    durations: Arc<Durations>,
}

/// Whether and when the file is to be written again.
#[derive(Default)]
struct Due {
    /// When it was written last.
    written: Option<Instant>,
    /// Whether there are jobs that the file doesn't have.
    behind: bool,
}

impl History {
    /// A history that is kept in a file as well.
    ///
    /// It begins with what the file holds. A file that isn't there, or that makes no sense, counts as empty and is
    /// written anew; in the second case a warning goes to the log. The file (up to 100 KB for each kind of job) is
    /// replaced as a whole when a job ends, at most every 10 seconds, and when the last clone is dropped. If it can't
    /// be written, that is a warning in the log and no error. Of processes that share a file, the last to write wins.
    #[must_use]
    pub fn open(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let mut kinds = BTreeMap::<Key, Kind>::new();
        for (key, samples) in file::read(&path) {
            let kind = kinds.entry(key).or_default();
            samples.into_iter().for_each(|sample| kind.push(sample));
        }
        Self(Arc::new(Shared { kinds: Mutex::new(kinds), file: Some(path), due: Mutex::default() }))
    }

    /// What is known of a kind of job. The names are those of [`Report::job`](crate::Report::job).
    #[must_use]
    pub fn durations(&self, service: Service, job: &str) -> Arc<Durations> {
        let mut kinds = lock(&self.0.kinds);
        kinds.entry((service, job.to_owned())).or_default().durations()
    }

    /// Learns from a job. If there is a file and it is to be written, that is done here.
    pub fn record(&self, service: Service, job: &str, mut sample: Sample) {
        sample.percents.retain(|(_, percent)| percent.is_finite());
        lock(&self.0.kinds).entry((service, job.to_owned())).or_default().push(sample);
        self.0.save(false);
    }
}

impl Kind {
    fn push(&mut self, sample: Sample) {
        if self.samples.len() == CAPACITY {
            self.samples.pop_front();
        }
        self.samples.push_back(sample);
        self.news = self.samples.len().min(self.news + 1);
    }

    fn durations(&mut self) -> Arc<Durations> {
        if self.news > 0 {
            let durations = Arc::make_mut(&mut self.durations);
            let known = self.samples.len() - self.news;
            self.samples.iter().skip(known).for_each(|sample| durations.learn(sample));
            self.news = 0;
        }
        Arc::clone(&self.durations)
    }
}

impl Shared {
    /// Writes the file if it is behind: `now`, at the end, or else if that wasn't done just before.
    fn save(&self, now: bool) {
        let Some(path) = &self.file else { return };
        let mut due = lock(&self.due);
        due.behind |= !now;
        let rested = due.written.is_none_or(|written| written.elapsed() >= REST);
        if due.behind && (now || rested) {
            // Nobody who wants to know something waits for the disk.
            let text = file::text(&lock(&self.kinds));
            file::write(path, &text);
            *due = Due { written: Some(Instant::now()), behind: false };
        }
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        self.save(true);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl fmt::Debug for History {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds = lock(&self.0.kinds);
        let counts = kinds.iter().map(|(key, kind)| (key, kind.samples.len()));
        f.debug_map().entries(counts).finish()
    }
}

#[cfg(test)]
mod tests;
