//! A file that is not complete yet: its bytes under a temporary name, its journal, and the lock on both.

use std::cell::Cell;
use std::fs::{self, File, OpenOptions};
use std::io::{self, IoSlice, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use bytes::Bytes;
use same_file::Handle;
use sha2::{Digest, Sha256};

use super::folder;
use super::journal::{self, State};
use crate::download::object::Object;

/// A journal that is longer is begun anew.
const LONG: u64 = 256 * 1024;

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
    /// Once there is something to tell.
    journal: Option<File>,
    /// Whether there may be a journal under its name.
    noted: bool,
    over: Cell<Option<Over>>,
    pub(super) state: State,
}

/// Why nothing more can be vouched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Over {
    /// Something could not be put on disk, and the system may have dropped what it did not write.
    Unsynced,
    /// The file has its final name.
    Named,
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
            journal: None,
            noted: false,
            over: Cell::new(None),
            state: State::default(),
        };
        partial.load()?;
        Ok(Some(partial))
    }

    /// Reads the journal. What it doesn't vouch for is as good as not there.
    fn load(&mut self) -> io::Result<()> {
        let mut file = match OpenOptions::new().read(true).append(true).open(&self.journal_path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        self.noted = true;
        let (state, good) = journal::load(&mut file)?;
        match state {
            Some(state) if state.held.end() <= self.file.metadata()?.len() => {
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
        let mut held = std::mem::take(&mut self.state.held);
        held.truncate(end);
        let state = State { object, held };
        // Whatever the journal told of must not count any more before it is overwritten.
        if self.journal.is_some() {
            self.forget_journal()?;
        }
        self.cut_off(end)?;
        if state.held.bytes() > 0 {
            self.note(&state)?;
        }
        self.state = state;
        Ok(())
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
        self.sync(File::sync_data)?;
        self.note(state)?;
        self.state.clone_from(state);
        Ok(())
    }

    /// Puts all of it on disk.
    pub(super) fn sync_all(&self) -> io::Result<()> {
        self.sync(File::sync_all)
    }

    /// A sync that failed once never counts as done: the system tells of it only once.
    fn sync(&self, sync: fn(&File) -> io::Result<()>) -> io::Result<()> {
        if self.over.get() == Some(Over::Unsynced) {
            return Err(io::Error::other("an earlier write to the disk has failed"));
        }
        sync(&self.file).inspect_err(|_| self.over.set(Some(Over::Unsynced)))
    }

    /// Takes in that the file has its final name.
    pub(super) fn named(&self) {
        self.over.set(Some(Over::Named));
    }

    /// How many bytes the next download need not fetch.
    pub(super) fn kept(&self) -> u64 {
        if self.over.get() == Some(Over::Named) { 0 } else { self.state.held.bytes() }
    }

    /// Writes a state into the journal. Behind a line that could not be written whole none would be read.
    fn note(&mut self, state: &State) -> io::Result<()> {
        if self.over.get() == Some(Over::Named) {
            return Ok(());
        }
        let noted = self.note_in_journal(state);
        noted.inspect_err(|_| self.over.set(Some(Over::Unsynced)))
    }

    fn note_in_journal(&mut self, state: &State) -> io::Result<()> {
        if let Some(journal) = &mut self.journal {
            journal::append(journal, state)?;
            return if journal.metadata()?.len() > LONG { self.shorten(state) } else { Ok(()) };
        }
        self.noted = true;
        let mut journal = OpenOptions::new().create(true).append(true).open(&self.journal_path)?;
        journal::append(&mut journal, state)?;
        self.journal = Some(journal);
        // Once, so that both names outlive a crash.
        folder::sync(&self.folder)
    }

    /// Begins a new journal in place of a long one.
    fn shorten(&mut self, state: &State) -> io::Result<()> {
        let fresh = self.journal_path.with_extension("journal-new");
        let mut journal = OpenOptions::new().create(true).append(true).open(&fresh)?;
        journal.set_len(0)?;
        journal::append(&mut journal, state)?;
        journal.sync_data()?;
        fs::rename(&fresh, &self.journal_path)?;
        self.journal = Some(journal);
        folder::sync(&self.folder)
    }

    fn forget_journal(&mut self) -> io::Result<()> {
        self.journal = None;
        if remove(&self.journal_path)? { folder::sync(&self.folder) } else { Ok(()) }
    }

    /// Takes away what is left when the file has its final name.
    pub(super) fn finished(mut self) -> io::Result<()> {
        // The next download of the same may have begun, with a journal of its own.
        let ours = self.journal.take().is_none_or(|journal| is_at(&journal, &self.journal_path));
        if self.noted && ours { remove(&self.journal_path).map(drop) } else { Ok(()) }
    }

    /// Takes away what is behind the end, be it of an earlier download, of another object, or of a write that failed.
    pub(super) fn cut_off(&self, end: u64) -> io::Result<()> {
        if self.file.metadata()?.len() > end { self.file.set_len(end) } else { Ok(()) }
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
    for _ in 0..TRIES {
        let file = match hold(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(folder)?;
                hold(path)?
            }
            other => other?,
        };
        let Some(file) = file else { return Ok(None) };
        // Whoever held the lock may have given the file its final name meanwhile, or taken it away.
        if is_at(&file, path) {
            if !is_shared(&file)? {
                return Ok(Some(file));
            }
            remove(path)?;
        }
    }
    Ok(None)
}

/// Opens and locks what is there now; `None` if another download has it.
#[cfg(not(windows))]
fn hold(path: &Path) -> io::Result<Option<File>> {
    if fs::symlink_metadata(path).is_ok_and(|there| there.is_symlink()) {
        // Nobody here makes one, and it may lead anywhere.
        remove(path)?;
    }
    let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
    match fs4::FileExt::try_lock(&file) {
        Ok(()) => Ok(Some(file)),
        Err(fs4::TryLockError::WouldBlock) => Ok(None),
        Err(fs4::TryLockError::Error(error)) if has_no_locks(&error) => Ok(Some(file)),
        Err(fs4::TryLockError::Error(error)) => Err(error),
    }
}

/// The same: there a lock would also keep this process from reading by another handle, so whoever opens it for writing
/// keeps others from that.
#[cfg(windows)]
fn hold(path: &Path) -> io::Result<Option<File>> {
    use std::os::windows::fs::OpenOptionsExt;
    const SHARE_READ_AND_DELETE: u32 = 1 | 4;
    const SHARING_VIOLATION: i32 = 32;
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    match options.share_mode(SHARE_READ_AND_DELETE).open(path) {
        Err(error) if error.raw_os_error() == Some(SHARING_VIOLATION) => Ok(None),
        other => other.map(Some),
    }
}

/// Some network file systems have no locks, or nobody who gives them; a single download needs none.
#[cfg(not(windows))]
fn has_no_locks(error: &io::Error) -> bool {
    const NO_LOCKS_ON_LINUX: i32 = 37;
    error.kind() == io::ErrorKind::Unsupported
        || (cfg!(target_os = "linux") && error.raw_os_error() == Some(NO_LOCKS_ON_LINUX))
}

/// Whether the file has another name, as when a kill came in the middle of a rename that is made of two steps.
#[cfg(unix)]
fn is_shared(file: &File) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    Ok(file.metadata()?.nlink() > 1)
}

#[cfg(not(unix))]
fn is_shared(_file: &File) -> io::Result<bool> {
    Ok(false)
}

/// Whether the path still leads to the file.
fn is_at(file: &File, path: &Path) -> bool {
    let there = Handle::from_path(path);
    let here = file.try_clone().and_then(Handle::from_file);
    matches!((there, here), (Ok(there), Ok(here)) if there == here)
}

/// Whether there was a file to remove.
fn remove(path: &Path) -> io::Result<bool> {
    match fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}
