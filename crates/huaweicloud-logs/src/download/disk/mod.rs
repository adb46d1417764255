//! The one place that writes log files.
//!
//! A download has a thread that may block, for its file and nothing else: bytes and orders go to it in order. What
//! it wrote it syncs, notes in the journal, and only then counts as held. The file gets its final name when it is
//! complete, verified and synced. When nobody sends any more, be it because the download was dropped, the thread
//! syncs and notes what is there, so that the next download of the same goes on from it.

mod extents;
mod finish;
mod folder;
mod gzip;
mod journal;
mod partial;
mod thread;

use std::io;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use tokio::sync::{mpsc, oneshot};
use tokio::task::{JoinHandle, spawn_blocking};

pub(crate) use self::extents::{Extents, Run};
pub(crate) use self::finish::{Arrived, Finish};
pub(crate) use self::journal::State;
use self::partial::Partial;
use crate::Result;
use crate::download::object::Object;
use crate::error::{Error, Kind};

/// How many batches of bytes may wait to be written: together with what the connections hold, all the memory there is.
const WAITING: usize = 4;

/// A file that is being downloaded, as the download sees it.
#[derive(Debug)]
pub(crate) struct Disk {
    orders: mpsc::Sender<Order>,
    thread: JoinHandle<Result<()>>,
}

/// What the thread is told.
pub(crate) enum Order {
    /// To write these bytes, one after the other.
    Write { at: u64, chunks: Vec<Bytes> },
    /// To read bytes that were written.
    Read { at: u64, length: usize, reply: oneshot::Sender<Result<Vec<u8>>> },
    /// To note what the object is, and to see whether there is room for what is missing.
    Describe { object: Object, missing: Option<u64>, reply: oneshot::Sender<Result<()>> },
    /// To look for the file under its final name.
    Recognise {
        name: String,
        object: Object,
        decompressed: bool,
        reply: oneshot::Sender<Result<Option<(PathBuf, u64)>>>,
    },
    /// To forget what is there from a place on.
    Truncate { object: Object, end: u64, reply: oneshot::Sender<Result<()>> },
    /// To verify the file and give it its final name.
    Finish { finish: Finish, reply: oneshot::Sender<Result<Arrived>> },
    /// To take away what is there.
    Discard,
}

impl Disk {
    /// Opens the partial file for `key`, with what is held of it already.
    ///
    /// `file` is for messages.
    pub(crate) async fn open(folder: &Path, key: &str, file: &str) -> Result<(Self, State)> {
        let (orders, receiver) = mpsc::channel(WAITING);
        let (opened, state) = oneshot::channel();
        let (folder, key) = (folder.to_owned(), key.to_owned());
        let busy = Kind::Busy { file: file.to_owned(), folder: folder.clone() };
        let thread = spawn_blocking(move || {
            let partial = Partial::open(&folder, &key);
            let partial = partial.map_err(|source| io_error("write to", &folder, source))?;
            let partial = partial.ok_or(busy)?;
            // Nobody waits for it any more if that can't be sent.
            let _ = opened.send(partial.state.clone());
            thread::serve(partial, receiver)
        });
        let disk = Self { orders, thread };
        match state.await {
            Ok(state) => Ok((disk, state)),
            Err(_) => Err(disk.failure().await),
        }
    }

    /// Takes bytes to be written. An error means that the thread has ended: [`failure`](Self::failure) says why.
    pub(crate) async fn write(&self, at: u64, chunks: Vec<Bytes>) -> Result<(), Ended> {
        self.orders.send(Order::Write { at, chunks }).await.map_err(|_| Ended)
    }

    /// Reads bytes that were written before.
    pub(crate) async fn read(&self, at: u64, length: usize) -> Result<Result<Vec<u8>>, Ended> {
        self.ask(|reply| Order::Read { at, length, reply }).await
    }

    /// Tells what the object is, and that so many bytes are missing, for which there must be room.
    pub(crate) async fn describe(
        &self,
        object: Object,
        missing: Option<u64>,
    ) -> Result<Result<()>, Ended> {
        self.ask(|reply| Order::Describe { object, missing, reply }).await
    }

    /// Looks for the complete file among those that have the final name, or it with a number.
    pub(crate) async fn recognise(
        &self,
        name: String,
        object: Object,
        decompressed: bool,
    ) -> Result<Result<Option<(PathBuf, u64)>>, Ended> {
        self.ask(|reply| Order::Recognise { name, object, decompressed, reply }).await
    }

    /// Forgets what is there from `end` on, because what comes is of another object.
    pub(crate) async fn truncate(&self, object: Object, end: u64) -> Result<Result<()>, Ended> {
        self.ask(|reply| Order::Truncate { object, end, reply }).await
    }

    /// Verifies the file and gives it its final name.
    pub(crate) async fn finish(&self, finish: Finish) -> Result<Result<Arrived>, Ended> {
        self.ask(|reply| Order::Finish { finish, reply }).await
    }

    /// Takes away what is there.
    pub(crate) async fn discard(self) -> Result<()> {
        let _ = self.orders.send(Order::Discard).await;
        self.close().await
    }

    /// Waits until what was written is safe and noted.
    pub(crate) async fn close(self) -> Result<()> {
        drop(self.orders);
        self.thread.await.map_err(|error| lost_thread(&error))?
    }

    /// Why the thread has ended.
    pub(crate) async fn failure(self) -> Error {
        match self.close().await {
            Err(error) => error,
            Ok(()) => lost_thread(&"it ended by itself"),
        }
    }

    async fn ask<T>(&self, order: impl FnOnce(oneshot::Sender<T>) -> Order) -> Result<T, Ended> {
        let (reply, answer) = oneshot::channel();
        self.orders.send(order(reply)).await.map_err(|_| Ended)?;
        answer.await.map_err(|_| Ended)
    }
}

/// The thread of a download has ended, with an error.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ended;

/// Makes the folder and sees whether a file can be made in it: better now than after the wait.
pub(crate) async fn check_folder(folder: &Path) -> Result<()> {
    let wanted = folder.to_owned();
    let made = spawn_blocking(move || {
        std::fs::create_dir_all(&wanted)?;
        tempfile::Builder::new().prefix(partial::PREFIX).tempfile_in(&wanted).map(drop)
    });
    let made = made.await.map_err(|error| lost_thread(&error))?;
    made.map_err(|source| io_error("create a file in", folder, source))
}

fn io_error(doing: &'static str, path: &Path, source: io::Error) -> Error {
    Kind::Io { doing, path: path.to_owned(), source }.into()
}

fn lost_thread(why: &dyn std::fmt::Display) -> Error {
    let doing = "write with";
    let source = io::Error::other(why.to_string());
    Kind::Io { doing, path: PathBuf::from("a thread of its own"), source }.into()
}

#[cfg(test)]
mod tests;
