//! What can happen, in words.

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use super::refusal::Refusal;
use super::{Error, network};
use crate::report::Report;

/// What happened.
#[derive(Debug)]
pub(crate) enum Kind {
    /// The caller's settings can't work.
    Config(String),
    /// A source of credentials has none.
    NoCredentials(String),
    /// A source of credentials could not get them.
    Credentials(Box<dyn std::error::Error + Send + Sync>),
    /// A service refused a call.
    Refused(Refusal),
    /// A call got no answer, or half of one.
    Network { doing: String, source: reqwest::Error },
    /// An answer that isn't what the documents say.
    Undecodable { doing: String, why: String },
    /// An answer that decodes but lacks what is needed to go on.
    Unusable { doing: String, why: String },
    /// The service gave the job up.
    JobFailed { job: String, word: String },
    /// The deadline passed before this file was ready.
    NotReady { file: String, word: String },
    /// The deadline passed first.
    TimedOut {
        job: String,
        after: Duration,
        /// Whether there is a job at all.
        started: bool,
        /// How much of that went by waiting for the quota.
        queued: Duration,
        last: String,
        source: Option<Error>,
    },
    /// The deadline passed before all bytes of this file were there.
    CutOff { file: String, after: Duration, source: Option<Error> },
    /// A link's host refused to hand out the file.
    LinkRefused { file: String, refusal: Refusal },
    /// The bytes of a file ended too early, or can't be told complete.
    Incomplete { file: String, why: String },
    /// The bytes of a file are there, and are not what they should be.
    Corrupt { file: String, why: String },
    /// The caller's own check refused the file.
    Rejected { file: String, why: Box<dyn std::error::Error + Send + Sync> },
    /// Another download writes the same file.
    Busy { file: String, folder: PathBuf },
    /// The file system has not enough room.
    NoSpace { folder: PathBuf, needed: u64, free: u64 },
    /// The file system refused.
    Io { doing: &'static str, path: PathBuf, source: io::Error },
    /// Some files could be saved and others not.
    Partial(Report),
}

impl Kind {
    /// Whether the bytes of a file are all there and wrong, or can't be told right.
    pub(crate) fn is_about_content(&self) -> bool {
        matches!(self, Self::Corrupt { .. } | Self::Incomplete { .. } | Self::Rejected { .. })
    }

    /// Whether it happened to the file here, not on the way.
    pub(crate) fn is_about_disk(&self) -> bool {
        matches!(self, Self::Io { .. } | Self::NoSpace { .. })
    }

    /// What to do next, where that follows from what happened.
    pub(super) fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Refused(refusal) => refusal.hint(),
            Self::Network { source, .. } => network::hint(source),
            Self::TimedOut { queued, after, .. } if *queued > *after / 2 => Some(
                "most of the time went by waiting for the quota: allow more time, or ask for fewer jobs at once",
            ),
            Self::TimedOut { started: false, .. } => {
                Some("nothing was started; allow more time, or try again later")
            }
            Self::TimedOut { .. } | Self::NotReady { .. } => {
                Some("allow more time; a job on the server goes on meanwhile")
            }
            Self::JobFailed { .. } => Some(
                "start it again; if that fails too, the instance's page in the console may tell why",
            ),
            Self::CutOff { .. } => Some(
                "allow more time; a job that is kept can be extended, and saving again fetches only what is missing",
            ),
            Self::LinkRefused { refusal: Refusal { status: 401 | 403 | 410, .. }, .. } => {
                Some("the link has probably expired; run it again to get a new one")
            }
            Self::LinkRefused { refusal: Refusal { status: 300..=399, .. }, .. } => Some(
                "it leads to another address, and nobody follows it: what is behind it may be anything",
            ),
            Self::LinkRefused { refusal: Refusal { status: 407, .. }, .. } => Some(network::PROXY),
            Self::Incomplete { .. } => Some("run it again"),
            Self::Corrupt { .. } => Some(
                "two downloads in a row were wrong, and nothing was kept; it is likely so on the server",
            ),
            Self::Busy { .. } => Some("let the other one finish, or choose another folder"),
            Self::NoSpace { .. } => Some("make room, or choose another folder"),
            Self::Io { source, .. } => match source.kind() {
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                    Some("make room, or choose another folder")
                }
                io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
                    Some("choose a folder that can be written to")
                }
                _ => None,
            },
            _ => None,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Config(what) | Self::NoCredentials(what) => f.write_str(what),
            Self::Credentials(_) => f.write_str("the credentials could not be got"),
            Self::Refused(refusal) => refusal.fmt(f),
            Self::Network { doing, .. } => write!(f, "{doing} got no complete answer"),
            Self::Undecodable { doing, why } => {
                write!(f, "{doing} was answered with something else than documented: {why}")
            }
            Self::Unusable { doing, why } => write!(f, "{doing} can't be used: {why}"),
            Self::JobFailed { job, word } => {
                write!(f, "the service could not prepare {job} (it says {word})")
            }
            Self::NotReady { file, word } => {
                write!(f, "{file} was not ready in time (the service says {word})")
            }
            Self::TimedOut { job, after, queued, last, .. } => {
                let (seconds, queued) = (after.as_secs_f64(), queued.as_secs_f64());
                write!(f, "{job} was not ready after {seconds:.1} s; last seen: {last}")?;
                match queued {
                    1.0.. => write!(f, "; {queued:.1} s went by waiting for the quota"),
                    _ => Ok(()),
                }
            }
            Self::CutOff { file, after, .. } => {
                let seconds = after.as_secs_f64();
                write!(f, "the deadline, after {seconds:.1} s, came before {file} was downloaded")
            }
            Self::LinkRefused { file, refusal } => {
                write!(f, "the download of {file} was refused {}", refusal.answer())
            }
            Self::Incomplete { file, why } => write!(f, "{file} did not arrive whole: {why}"),
            Self::Corrupt { file, why } => write!(f, "{file} did not arrive as it should: {why}"),
            Self::Rejected { file, .. } => {
                write!(f, "{file} was refused by the check that was set")
            }
            Self::Busy { file, folder } => {
                write!(f, "another download of {file} into {} is under way", folder.display())
            }
            Self::NoSpace { folder, needed, free } => write!(
                f,
                "{needed} bytes are missing and {} has room for {free} only",
                folder.display()
            ),
            Self::Io { doing, path, .. } => write!(f, "could not {doing} {}", path.display()),
            Self::Partial(report) => {
                let lost = report.failed.iter().filter(|failed| failed.name.is_some()).count();
                let total = report.files.len() + lost;
                write!(f, "{lost} of {total} files of {} could not be saved", report.instance)?;
                for failed in &report.failed {
                    match &failed.name {
                        Some(name) => write!(f, "; {name}: {}", failed.error)?,
                        None => write!(f, "; {}", failed.error)?,
                    }
                }
                Ok(())
            }
        }
    }
}
