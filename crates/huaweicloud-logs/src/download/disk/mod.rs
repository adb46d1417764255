//! The one place that writes log files.
//!
//! Bytes go to a file under a temporary name, in threads that may block. What was written is synced, noted in the
//! journal, and only then counts as held. The file gets its final name when it is complete, verified and synced. When a
//! download is dropped, what is there is synced and noted, so that the next download of the same goes on from it.

mod extents;
mod finish;
mod folder;
mod gzip;
pub(crate) mod journal;
mod partial;
mod writer;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bytes::Bytes;
use tokio::runtime::Handle;
use tokio::sync::{Mutex, oneshot};
use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::{Instant, sleep};

pub(crate) use self::extents::{Extents, Run};
pub(crate) use self::finish::{Arrived, Finish};
pub(crate) use self::journal::State;
use self::partial::Partial;
use self::writer::Writer;
use crate::Result;
use crate::download::object::Object;
use crate::error::{Error, Kind};

/// How long a download that was dropped or ended may take to sync, until another one that holds the same file is taken
/// to be at work.
const LEAVING: Duration = Duration::from_secs(2);

/// How often it is looked for meanwhile.
const LOOK: Duration = Duration::from_millis(20);

/// A file that is being downloaded, as the download sees it.
#[derive(Debug)]
pub(crate) struct Disk {
    slot: Mutex<Slot>,
    /// Whether there is nothing to be noted any more.
    over: AtomicBool,
}

/// The writer, wherever it is.
#[derive(Debug)]
enum Slot {
    Idle(Box<Writer>),
    /// In a thread, which may go on when nobody waits for it any more.
    Busy(JoinHandle<Box<Writer>>),
    /// Gone, with the download or with a thread that panicked.
    Lost,
}

impl Disk {
    /// Opens the partial file for `key`, with what is held of it already. `file` is for messages.
    pub(crate) async fn open(folder: &Path, key: &str, file: &str) -> Result<(Self, State)> {
        let until = Instant::now() + LEAVING;
        let partial = loop {
            let (wanted, key) = (folder.to_owned(), key.to_owned());
            let opened = spawn_blocking(move || Partial::open(&wanted, &key)).await;
            let opened = opened.map_err(|error| lost(&error))?;
            match opened.map_err(|source| io_error("write to", folder, source))? {
                Some(partial) => break partial,
                None if Instant::now() < until => sleep(LOOK).await,
                None => {
                    let (file, folder) = (file.to_owned(), folder.to_owned());
                    return Err(Kind::Busy { file, folder }.into());
                }
            }
        };
        let writer = Writer::new(partial);
        let state = writer.state();
        let slot = Mutex::new(Slot::Idle(Box::new(writer)));
        Ok((Self { slot, over: AtomicBool::new(false) }, state))
    }

    /// Writes bytes.
    ///
    /// The next ones wait in the socket meanwhile: taking them in at the same time would cost more processor time than
    /// this saves, as they would need other memory (`cargo xtask bench downloading`).
    pub(crate) async fn write(&self, at: u64, chunks: Vec<Bytes>) -> Result<()> {
        self.run(move |writer| writer.write(at, &chunks)).await
    }

    /// Reads bytes that were written before.
    pub(crate) async fn read(&self, at: u64, length: usize) -> Result<Vec<u8>> {
        self.run(move |writer| writer.read(at, length)).await
    }

    /// Tells what the object is, and that so many bytes are missing, for which there must be room.
    pub(crate) async fn describe(&self, object: Object, missing: Option<u64>) -> Result<()> {
        self.run(move |writer| writer.describe(object, missing)).await
    }

    /// Looks for the complete file among those that have the final name, or it with a number.
    pub(crate) async fn recognise(
        &self,
        name: String,
        object: Object,
        decompressed: bool,
    ) -> Result<Option<Arrived>> {
        self.run(move |writer| writer.recognise(&name, &object, decompressed)).await
    }

    /// Forgets what is there from `end` on, because what comes is of another object.
    pub(crate) async fn truncate(&self, object: Object, end: u64) -> Result<()> {
        self.run(move |writer| writer.truncate(object, end)).await
    }

    /// Verifies the file and gives it its final name.
    pub(crate) async fn finish(&self, finish: Finish) -> Result<Arrived> {
        self.end(move |writer| writer.finish(&finish)).await
    }

    /// Writes a whole file, verifies it and gives it its final name, unless it is there already.
    pub(crate) async fn store(
        &self,
        finish: Finish,
        object: Object,
        chunks: Vec<Bytes>,
    ) -> Result<Arrived> {
        self.end(move |writer| writer.store(&finish, object, &chunks)).await
    }

    /// Takes away what is there.
    pub(crate) async fn discard(&self) -> Result<()> {
        self.end(Writer::discard).await
    }

    /// Waits until what was written is safe and noted, and says how many bytes that are. Nothing more can be written
    /// then.
    pub(crate) async fn close(&self) -> u64 {
        let writer = self.slot.lock().await.wait().await;
        let Ok(mut writer) = writer else { return 0 };
        spawn_blocking(move || writer.settle()).await.unwrap_or_default()
    }

    /// Lets the writer do its last.
    async fn end<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Writer) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let done = self.run(work).await?;
        self.over.store(true, Ordering::Relaxed);
        Ok(done)
    }

    /// Lets the writer do something in a thread, after what it does already.
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Writer) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (reply, answer) = oneshot::channel();
        let mut slot = self.slot.lock().await;
        let mut writer = slot.wait().await?;
        *slot = Slot::Busy(spawn_blocking(move || {
            // Whoever asked may be gone.
            let _ = reply.send(work(&mut writer));
            writer
        }));
        drop(slot);
        answer.await.map_err(|error| lost(&error))?
    }
}

impl Slot {
    /// Waits for what the writer does, and takes it. If this is dropped, it is where it was.
    async fn wait(&mut self) -> Result<Box<Writer>> {
        if let Self::Busy(handle) = self {
            let ended = handle.await;
            *self = Self::Lost;
            return ended.map_err(|error| lost(&error));
        }
        match std::mem::replace(self, Self::Lost) {
            Self::Idle(writer) => Ok(writer),
            Self::Busy(_) | Self::Lost => Err(lost(&"it is gone")),
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        if self.over.load(Ordering::Relaxed) {
            return;
        }
        let Ok(runtime) = Handle::try_current() else { return };
        // To sync may take long. A runtime that shuts down drops the writer, which does the same here.
        match std::mem::replace(self.slot.get_mut(), Slot::Lost) {
            Slot::Idle(writer) => {
                runtime.spawn_blocking(move || drop(writer));
            }
            Slot::Busy(handle) => {
                runtime.spawn(async move {
                    if let Ok(writer) = handle.await {
                        spawn_blocking(move || drop(writer));
                    }
                });
            }
            Slot::Lost => {}
        }
    }
}

/// Makes the folder and sees whether a file can be made in it: better now than after the wait.
pub(crate) async fn check_folder(folder: &Path) -> Result<()> {
    let wanted = folder.to_owned();
    let made = spawn_blocking(move || {
        std::fs::create_dir_all(&wanted)?;
        tempfile::Builder::new().prefix(partial::PREFIX).tempfile_in(&wanted).map(drop)
    });
    let made = made.await.map_err(|error| lost(&error))?;
    made.map_err(|source| io_error("create a file in", folder, source))
}

fn io_error(doing: &'static str, path: &Path, source: io::Error) -> Error {
    Kind::Io { doing, path: path.to_owned(), source }.into()
}

/// The thread that did something has not come to its end.
fn lost(why: &dyn std::fmt::Display) -> Error {
    let source = io::Error::other(why.to_string());
    Kind::Io { doing: "write with", path: PathBuf::from("a thread"), source }.into()
}

#[cfg(test)]
mod tests;
