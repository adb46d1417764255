//! What a caller can watch while logs are being fetched.

use std::fmt;
use std::sync::Arc;

use crate::download::Progress;
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
    /// The download of a file begins, or bytes of it arrived: ten times a second at most.
    Progress(&'a Progress),
    /// The download goes on where an earlier one ended.
    Resumed {
        /// The file.
        file: &'a str,
        /// Bytes that are there.
        from: u64,
    },
    /// The file is sent from its beginning, though a part of it is there. What is equal stays, the rest is replaced.
    StartedOver {
        /// The file.
        file: &'a str,
        /// Why.
        why: &'static str,
    },
    /// Another link is being got for a file, which may take as long as the job did.
    Reissuing {
        /// The file.
        file: &'a str,
        /// Why.
        why: &'static str,
    },
    /// Another link was got for a file.
    Reissued {
        /// The file.
        file: &'a str,
        /// Why.
        why: &'static str,
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
