//! A file that is not complete yet: its bytes under a temporary name, its journal, and the lock on both.

use std::fs::{self, File, OpenOptions};
use std::io::{self, IoSlice, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use bytes::Bytes;
use same_file::Handle;
use sha2::{Digest, Sha256};

use super::folder;
use super::journal::{self, State};
use crate::download::object::Object;

/// How often the file may be gone when its lock is got, because another process just finished it.
const TRIES: u32 = 16;

/// What all temporary names begin with.
pub(crate) const PREFIX: &str = ".hwlogs-";

/// What is there of a file, locked, so that no other process works on it.
#[derive(Debug)]
pub(crate) struct Partial {
    folder: PathBuf,
    path: PathBuf,
    journal_path: PathBuf,
    file: File,
    /// Where the file is read or written next.
    place: u64,
    /// How long the file was when it was opened.
    present: u64,
    /// Once there is something to tell.
    journal: Option<File>,
    /// Whether there may be a journal under its name.
    noted: bool,
    pub(super) state: State,
}

impl Partial {
    /// Opens the partial file for `key` in `folder`, both of which are made if need be. `None` when another download
    /// holds it.
    pub(super) fn open(folder: &Path, key: &str) -> io::Result<Option<Self>> {
        let name = name(key);
        let path = folder.join(format!("{name}.part"));
        let Some(file) = lock(folder, &path)? else { return Ok(None) };
        let journal_path = folder.join(format!("{name}.journal"));
        let mut partial = Self {
            folder: folder.to_owned(),
            path,
            journal_path,
            file,
            place: 0,
            present: 0,
            journal: None,
            noted: false,
            state: State::default(),
        };
        partial.load()?;
        Ok(Some(partial))
    }

    /// Reads the journal. What it doesn't vouch for is as good as not there.
    fn load(&mut self) -> io::Result<()> {
        self.present = self.file.metadata()?.len();
        let mut file = match OpenOptions::new().read(true).append(true).open(&self.journal_path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        self.noted = true;
        let (state, good) = journal::load(&mut file)?;
        match state {
            Some(state) if state.held.end() <= self.present => {
                // Nothing could be read behind a torn line.
                file.set_len(good)?;
                self.state = state;
                self.journal = Some(file);
                Ok(())
            }
            // The journal of another file, or of one that was meddled with.
            _ => self.forget_journal(),
        }
    }

    pub(super) fn has_journal(&self) -> bool {
        self.journal.is_some()
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) fn file(&self) -> &File {
        &self.file
    }

    /// Forgets what is there from `end` on: it is of another object than what comes now.
    pub(super) fn truncate(&mut self, object: Object, end: u64) -> io::Result<()> {
        self.state.object = object;
        self.state.held.truncate(end);
        // Whatever the journal told of must not count any more before it is overwritten.
        if self.journal.is_some() {
            self.forget_journal()?;
        }
        if end < self.file.metadata()?.len() {
            self.file.set_len(end)?;
        }
        if self.state.held.bytes() > 0 { self.note() } else { Ok(()) }
    }

    /// Writes bytes that nothing vouches for yet.
    pub(super) fn write(&mut self, chunks: &[Bytes], at: u64) -> io::Result<()> {
        self.go_to(at)?;
        let mut slices: Vec<_> = chunks.iter().map(|chunk| IoSlice::new(chunk)).collect();
        let mut left = slices.as_mut_slice();
        while !left.is_empty() {
            match self.file.write_vectored(left) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(written) => {
                    self.place += written as u64;
                    IoSlice::advance_slices(&mut left, written);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Reads what was written.
    pub(super) fn read(&mut self, at: u64, length: usize) -> io::Result<Vec<u8>> {
        self.go_to(at)?;
        let mut bytes = vec![0; length];
        self.file.read_exact(&mut bytes)?;
        self.place += length as u64;
        Ok(bytes)
    }

    fn go_to(&mut self, place: u64) -> io::Result<()> {
        if self.place != place {
            self.place = self.file.seek(SeekFrom::Start(place))?;
        }
        Ok(())
    }

    /// Puts on disk what was written, then vouches for it.
    pub(super) fn checkpoint(&mut self, state: &State) -> io::Result<()> {
        if self.state == *state {
            return Ok(());
        }
        self.file.sync_data()?;
        self.state.clone_from(state);
        self.note()
    }

    /// Writes the state into the journal.
    fn note(&mut self) -> io::Result<()> {
        if let Some(journal) = &mut self.journal {
            return journal::append(journal, &self.state);
        }
        self.noted = true;
        let mut journal = OpenOptions::new().create(true).append(true).open(&self.journal_path)?;
        journal::append(&mut journal, &self.state)?;
        self.journal = Some(journal);
        // Once, so that both names outlive a crash.
        folder::sync(&self.folder)
    }

    fn forget_journal(&mut self) -> io::Result<()> {
        self.journal = None;
        if remove(&self.journal_path)? { folder::sync(&self.folder) } else { Ok(()) }
    }

    /// Takes away what is left when the file has its final name.
    pub(super) fn finished(mut self) -> io::Result<()> {
        self.journal = None;
        if self.noted { remove(&self.journal_path).map(drop) } else { Ok(()) }
    }

    /// Takes away what an earlier download, or another object, left behind the end.
    pub(super) fn cut_off(&self, end: u64) -> io::Result<()> {
        if self.present > end { self.file.set_len(end) } else { Ok(()) }
    }

    /// Takes away everything.
    pub(super) fn discard(mut self) -> io::Result<()> {
        self.journal = None;
        remove(&self.journal_path)?;
        // The lock is kept until it is gone.
        remove(&self.path).map(drop)
    }
}

/// The temporary name, which every process finds that wants the same. The key can't be read from it.
fn name(key: &str) -> String {
    let digest = Sha256::digest(key);
    let hex: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("{PREFIX}{hex}")
}

/// Opens a file and locks it, unless another download holds it.
fn lock(folder: &Path, path: &Path) -> io::Result<Option<File>> {
    let open = || OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
    for _ in 0..TRIES {
        let file = match open() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(folder)?;
                open()?
            }
            other => other?,
        };
        match fs4::FileExt::try_lock(&file) {
            Ok(()) => {}
            Err(fs4::TryLockError::WouldBlock) => return Ok(None),
            // Some network file systems have no locks; a single download needs none.
            Err(fs4::TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
            Err(fs4::TryLockError::Error(error)) => return Err(error),
        }
        // Whoever held the lock may have given the file its final name meanwhile, or taken it away.
        let same = Handle::from_path(path).and_then(|there| {
            let here = Handle::from_file(file.try_clone()?)?;
            Ok(there == here)
        });
        match same {
            Ok(true) => return Ok(Some(file)),
            Ok(false) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(None)
}

/// Whether there was a file to remove.
fn remove(path: &Path) -> io::Result<bool> {
    match fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}
