//! What is done to the file, in threads that may block.

use std::io;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use bytes::Bytes;

use super::finish::{self, Arrived, Finish};
use super::io_error;
use super::journal::State;
use super::partial::Partial;
use crate::Result;
use crate::download::object::Object;
use crate::error::Kind;

/// How often what was written is synced and noted: as much work may be lost in a crash.
const PACE: Duration = Duration::from_millis(500);

/// A partial file with what was written to it. When it is dropped, what is there is synced and noted.
#[derive(Debug)]
pub(super) struct Writer {
    /// Until the file has its final name or is gone.
    partial: Option<Partial>,
    /// What was written, be it noted or not.
    written: State,
    noted_at: Instant,
}

impl Writer {
    pub(super) fn new(partial: Partial) -> Self {
        let written = partial.state.clone();
        Self { partial: Some(partial), written, noted_at: Instant::now() }
    }

    pub(super) fn state(&self) -> State {
        self.written.clone()
    }

    fn partial(&mut self) -> Result<&mut Partial> {
        self.partial.as_mut().ok_or_else(|| {
            io_error("go on with", &PathBuf::from("a file"), io::ErrorKind::NotFound.into())
        })
    }

    /// Writes bytes, and now and then syncs and notes what is there.
    pub(super) fn write(&mut self, at: u64, chunks: &[Bytes]) -> Result<()> {
        let length: usize = chunks.iter().map(Bytes::len).sum();
        let partial = self.partial()?;
        let path = partial.path().to_owned();
        partial.write(chunks, at).map_err(|error| io_error("write", &path, error))?;
        self.written.held.insert(at, at + length as u64);
        if self.noted_at.elapsed() >= PACE {
            self.note()?;
        }
        Ok(())
    }

    fn note(&mut self) -> Result<()> {
        let written = self.written.clone();
        let partial = self.partial()?;
        let path = partial.path().to_owned();
        partial.checkpoint(&written).map_err(|error| io_error("sync", &path, error))?;
        self.noted_at = Instant::now();
        Ok(())
    }

    /// Reads what was written.
    pub(super) fn read(&mut self, at: u64, length: usize) -> Result<Vec<u8>> {
        let partial = self.partial()?;
        let path = partial.path().to_owned();
        partial.read(at, length).map_err(|error| io_error("read", &path, error))
    }

    /// Takes in what the object is, and sees whether there is room for so many bytes more.
    pub(super) fn describe(&mut self, object: Object, missing: Option<u64>) -> Result<()> {
        self.written.object = object;
        let folder = self.partial()?.folder();
        // A file system that doesn't tell how much is free will tell when it is full.
        if let Some(needed) = missing
            && let Ok(free) = fs4::available_space(folder)
            && free < needed
        {
            return Err(Kind::NoSpace { folder: folder.to_owned(), needed, free }.into());
        }
        Ok(())
    }

    /// Looks for the finished file.
    pub(super) fn recognise(
        &mut self,
        name: &str,
        object: &Object,
        decompressed: bool,
    ) -> Result<Option<Arrived>> {
        let folder = self.partial()?.folder();
        let known = finish::recognise(folder, name, object, decompressed);
        known.map_err(|error| io_error("look into", folder, error))
    }

    /// Forgets what is there from `end` on.
    pub(super) fn truncate(&mut self, object: Object, end: u64) -> Result<()> {
        self.written.object.clone_from(&object);
        self.written.held.truncate(end);
        let partial = self.partial()?;
        let path = partial.path().to_owned();
        partial.truncate(object, end).map_err(|error| io_error("start over with", &path, error))
    }

    /// Verifies the file and gives it its final name.
    pub(super) fn finish(&mut self, finish: &Finish) -> Result<Arrived> {
        // Whatever happens then, all bytes are there for the next attempt. A file that came at once needs no journal:
        // it has its final name before anyone could go on with it.
        let noted = self.partial()?.has_journal();
        if noted {
            self.note()?;
        }
        let written = self.written.clone();
        let arrived = finish.run(self.partial()?, &written)?;
        if arrived.already {
            self.discard()?;
        } else if let Some(partial) = self.partial.take() {
            // The file is there and whole; a journal that stays is taken away by the next download.
            let _ = partial.finished();
        }
        Ok(arrived)
    }

    /// Does all of it for a file that came at once, unless that is there already.
    pub(super) fn store(
        &mut self,
        finish: &Finish,
        object: Object,
        chunks: &[Bytes],
    ) -> Result<Arrived> {
        if let Some(known) = self.recognise(&finish.name, &object, finish.decompress)? {
            self.discard()?;
            return Ok(known);
        }
        if self.written.held.end() > 0 {
            self.truncate(object.clone(), 0)?;
        }
        self.describe(object, Some(finish.length))?;
        self.write(0, chunks)?;
        self.finish(finish)
    }

    /// Takes away what is there.
    pub(super) fn discard(&mut self) -> Result<()> {
        let Some(partial) = self.partial.take() else { return Ok(()) };
        let path = partial.path().to_owned();
        partial.discard().map_err(|error| io_error("remove", &path, error))
    }
}

impl Writer {
    /// Notes what is there as far as that can be done, and says how many bytes the next download need not fetch.
    pub(super) fn settle(&mut self) -> u64 {
        let Some(partial) = &self.partial else { return 0 };
        // What went wrong was told, or is of no more interest: the next download finds what is noted.
        if self.written.held.bytes() == 0 && partial.state.held.bytes() == 0 {
            let _ = self.discard();
        } else {
            // On a full disk that makes room for a line in the journal.
            let _ = partial.cut_off(self.written.held.end().max(partial.state.held.end()));
            let _ = self.note();
        }
        self.partial.as_ref().map_or(0, Partial::kept)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.settle();
    }
}
