//! From a link or a stream to a complete file on disk.
//!
//! `transfer` gets the bytes from a `source`, which is a link or a stream, whatever happens on the way, and `disk`
//! writes them. `headers` and `answer` read what a server says of an object, `judge` whether its bytes can be added to
//! those that are there.

mod answer;
pub(crate) mod disk;
mod downloader;
pub(crate) mod file_name;
pub(crate) mod headers;
mod judge;
mod link;
mod object;
mod progress;
mod source;
mod transfer;
mod verify;

use std::path::Path;

use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};

pub(crate) use self::answer::Answer;
pub(crate) use self::disk::check_folder;
use self::disk::{Arrived, Disk, Finish};
pub use self::downloader::{Downloader, LinkRequest};
pub(crate) use self::judge::Ask;
pub(crate) use self::link::{Life, Link};
pub use self::progress::Progress;
use self::progress::Tracker;
pub(crate) use self::source::Source;
use self::transfer::{Outcome, Transfer};
pub use self::verify::Unverified;
pub(crate) use self::verify::Verify;
use crate::Result;
use crate::error::{Error, Kind};
use crate::event::{Event, Observer};
use crate::report::SavedFile;
use crate::retry::Retry;

/// What a caller says of downloads.
#[derive(Clone, Debug, Default)]
pub(crate) struct Manner {
    /// How many connections for one file; by default as many as pay.
    pub(crate) connections: Option<u32>,
    pub(crate) decompress: bool,
    pub(crate) verify: Option<Verify>,
}

/// One file to be downloaded.
pub(crate) struct Download<'a> {
    pub(crate) source: &'a dyn Source,
    pub(crate) folder: &'a Path,
    /// What tells it from other files of the folder, in every process that wants it.
    pub(crate) key: &'a str,
    /// What to call it in messages.
    pub(crate) label: &'a str,
    /// Its name as the server has it, of what an answer says, if anything.
    pub(crate) name: &'a (dyn Fn(Option<&str>) -> String + Sync),
    pub(crate) manner: &'a Manner,
    pub(crate) retry: Retry,
    pub(crate) deadline: Instant,
    /// The error when the deadline comes first.
    pub(crate) cut_off: &'a (dyn Fn() -> Error + Sync),
    pub(crate) observer: &'a Observer,
    pub(crate) progress: watch::Sender<Progress>,
}

impl Download<'_> {
    /// Downloads and verifies the file, from where an earlier download ended, and gives it its final name.
    pub(crate) async fn save(self) -> Result<SavedFile> {
        if Instant::now() >= self.deadline {
            return Err((self.cut_off)());
        }
        let tracker = Tracker::new(self.progress.clone(), self.observer.clone());
        tracker.change(|progress| {
            *progress =
                Progress { file: self.label.to_owned(), connections: 1, ..Progress::default() };
        });
        let mut damaged = false;
        loop {
            match self.once(&tracker).await {
                // It arrived whole and is wrong. Once more from the beginning, as it may have happened on the way.
                Err(error) if matches!(error.kind(), Kind::Corrupt { .. }) && !damaged => {
                    damaged = true;
                    self.observer.tell(&Event::Retrying(&error));
                    tracker.change(|progress| {
                        progress.restarts += 1;
                        (progress.done, progress.resumed_from) = (0, 0);
                    });
                }
                outcome => return outcome,
            }
        }
    }

    async fn once(&self, tracker: &Tracker) -> Result<SavedFile> {
        let (disk, state) = Disk::open(self.folder, self.key, self.label).await?;
        let held = state.held.bytes();
        if held > 0 {
            tracker.resumed(held);
            self.observer.tell(&Event::Resumed { file: self.label, from: held });
        }
        let transfer = Transfer::new(self, &disk, tracker, state);
        let outcome = timeout_at(self.deadline, transfer.run()).await;
        let outcome = outcome.unwrap_or_else(|_| Err((self.cut_off)()));
        drop(transfer);
        let finish = |name: &str, length| Finish {
            name: file_name::safe(name),
            length,
            unframed: false,
            counted: false,
            decompress: self.manner.decompress,
            verify: self.manner.verify.clone(),
        };
        let (name, arrived) = match outcome {
            Ok(Outcome::Whole { name, length, unframed, counted }) => {
                // All of it is there; to look at it may take a while.
                tracker.change(|progress| (progress.done, progress.total) = (length, Some(length)));
                let finish = Finish { unframed, counted, ..finish(&name, length) };
                (name, disk.finish(finish).await)
            }
            Ok(Outcome::Small { name, object, chunks }) => {
                let length = chunks.iter().map(|chunk| chunk.len() as u64).sum();
                let finish = finish(&name, length);
                (name, disk.store(finish, object, chunks).await)
            }
            Ok(Outcome::Known { name, arrived }) => {
                // Whatever was begun beside the finished file is of no use.
                disk.discard().await?;
                (name, Ok(arrived))
            }
            Err(error) => {
                let kept = disk.close().await;
                return Err(error.keeping(kept));
            }
        };
        let error = match arrived {
            Ok(arrived) => return Ok(self.saved(tracker, arrived, name)),
            Err(error) => error,
        };
        // Bytes of which nobody knows which are wrong are worth nothing.
        if error.kind().is_about_content() {
            disk.discard().await?;
            return Err(error);
        }
        let kept = disk.close().await;
        Err(error.keeping(kept))
    }

    fn saved(&self, tracker: &Tracker, arrived: Arrived, name: String) -> SavedFile {
        let Arrived { path, bytes, already, checksum } = arrived;
        tracker.change(|progress| {
            (progress.done, progress.total) = (bytes, Some(bytes));
        });
        let Progress { resumed_from, reissues, .. } = tracker.snapshot();
        let saved = SavedFile { path, name, bytes, already, resumed_from, reissues, checksum };
        self.observer.tell(&Event::Saved(&saved));
        saved
    }
}

#[cfg(test)]
mod tests;
