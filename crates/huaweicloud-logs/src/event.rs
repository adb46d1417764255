//! What a caller can watch while logs are being fetched.

use std::fmt;
use std::sync::Arc;

use crate::report::SavedFile;
use crate::update::Update;

/// Something that happened on the way to the files.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Event<'a> {
    /// A poll was answered.
    Update(&'a Update),
    /// A call failed in a way that may pass and will be made again.
    Retrying(&'a crate::Error),
    /// A service refused a signature because this machine's clock is wrong; calls are signed with the
    /// service's time from now on.
    ClockCorrected {
        /// Seconds by which this machine's clock is slow; negative if it is fast.
        seconds: i64,
    },
    /// Bytes of a file arrived.
    Progress {
        /// The name under which the file will be saved.
        file: &'a str,
        /// Bytes so far.
        done: u64,
        /// Bytes in all, where the server said so.
        total: Option<u64>,
    },
    /// A file is on disk, complete.
    Saved(&'a SavedFile),
}

type Callback = dyn Fn(&Event<'_>) + Send + Sync;

/// Who is told.
#[derive(Clone, Default)]
pub(crate) struct Observer(Option<Arc<Callback>>);

impl Observer {
    pub(crate) fn new(observer: impl Fn(&Event<'_>) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(observer)))
    }

    pub(crate) fn tell(&self, event: &Event<'_>) {
        if let Some(observer) = &self.0 {
            observer(event);
        }
    }
}

impl fmt::Debug for Observer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Observer({})", if self.0.is_some() { "set" } else { "none" })
    }
}
