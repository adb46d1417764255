//! What came of fetching an instance's logs.

use std::path::PathBuf;
use std::time::Duration;

use crate::error::Error;
use crate::service::Service;

/// The outcome of a job whose files were saved.
#[derive(Debug)]
#[non_exhaustive]
pub struct Report {
    /// The service.
    pub service: Service,
    /// The kind of log, such as `error-log`.
    pub job: &'static str,
    /// The instance or server.
    pub instance: String,
    /// The files on disk, each complete, in the order in which the service listed them.
    pub files: Vec<SavedFile>,
    /// The files that could not be had. Empty unless the report comes with an error.
    pub failed: Vec<FailedFile>,
    /// How often the service was asked how far it is.
    pub polls: u32,
    /// From the start of the job until the last file was on disk.
    pub elapsed: Duration,
}

impl Report {
    /// Why something is missing, if it is one thing.
    pub(crate) fn only_error(&self) -> Option<&Error> {
        match self.failed.as_slice() {
            [only] => Some(&only.error),
            _ => None,
        }
    }
}

/// A file on disk, complete.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SavedFile {
    /// Where it is.
    pub path: PathBuf,
    /// The name that the server gave it, which may differ from the name on disk.
    pub name: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// Whether it was there already, complete. Then it was not fetched again, unless the server tells neither its MD5 nor
    /// its length and time: of such a file the bytes are compared.
    pub already: bool,
    /// How many of its bytes an earlier download had left.
    pub resumed_from: u64,
    /// How often another link had to be got.
    pub reissues: u32,
    /// The checksum that its bytes were found to have; `None` when the server told none, so that only the length could
    /// be checked, or of a file that was there already the length and the time of its last change.
    pub checksum: Option<Checksum>,
}

/// Where a checksum came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Checksum {
    /// The server told the MD5 of all bytes, in an `ETag`.
    Md5,
    /// The file is gzip, and ends with the CRC-32 of what is in it.
    Gzip,
}

impl Checksum {
    /// Its name: `md5` or `gzip`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Md5 => "md5",
            Self::Gzip => "gzip",
        }
    }
}

/// A file that could not be had.
#[derive(Debug)]
#[non_exhaustive]
pub struct FailedFile {
    /// The name that the server gave it, or what identifies it there; `None` when it is the job itself
    /// that did not come to its end.
    pub name: Option<String>,
    /// Why.
    pub error: Error,
}
