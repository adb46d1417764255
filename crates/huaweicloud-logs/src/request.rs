//! What to fetch and how: the settings of a job before it starts.

use std::path::Path;
use std::time::Duration;

use crate::Result;
use crate::cloud::Cloud;
use crate::download;
use crate::event::{Event, Observer};
use crate::job::Job;
use crate::report::Report;
use crate::schedule::Exponential;
use crate::services::source::LogSource;
use crate::settings::Settings;

/// Logs to be fetched, with the settings of the fetch.
///
/// Made by [`crate::services`]: `cloud.rds(id).error_logs()`. Nothing is sent before
/// [`start`](Self::start) or [`save_to`](Self::save_to).
#[derive(Clone, Debug)]
#[must_use = "nothing is fetched before `start` or `save_to`"]
pub struct LogRequest<S> {
    pub(crate) cloud: Cloud,
    pub(crate) source: S,
    pub(crate) settings: Settings,
}

impl<S: LogSource> LogRequest<S> {
    pub(crate) fn new(cloud: Cloud, source: S) -> Self {
        Self { cloud, source, settings: Settings::default() }
    }

    /// How long it may take until the files are prepared; 30 minutes unless set.
    ///
    /// It counts from the start of the request, so the time that calls wait for the quota is part of it: a
    /// thousand jobs at 60 calls a minute need more than half an hour. The time that downloads take is not
    /// limited by it: a download may take 10 minutes to begin, and one that stands still for the read timeout
    /// ([`CloudBuilder::read_timeout`](crate::CloudBuilder::read_timeout)) fails by itself.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// When to poll.
    pub fn schedule(mut self, schedule: Exponential) -> Self {
        self.settings.schedule = schedule;
        self
    }

    /// Calls `observer` with everything that happens. It should return quickly.
    pub fn on_event(mut self, observer: impl Fn(&Event<'_>) + Send + Sync + 'static) -> Self {
        self.settings.observer = Observer::new(observer);
        self
    }

    /// Starts the job on the server and returns a handle to watch it with.
    ///
    /// Dropping the future may leave a job running on the server, which does no harm there. For RDS and
    /// DDS the next start joins it. DCS refuses another one meanwhile, which is waited out. CloudDC is
    /// taken to start another one; its API reference doesn't say.
    ///
    /// # Errors
    ///
    /// When the settings can't work, the service refuses, nobody answers, or the timeout
    /// passes. A start that might have been carried out is sent again only where that is safe.
    pub async fn start(self) -> Result<Job<S>> {
        Job::start(self.cloud, self.source, self.settings).await
    }

    /// Starts the job, waits for it, and saves its files in `folder`, which is made if need be.
    ///
    /// A file gets its final name only when it is complete; names that are taken already are
    /// numbered, so nothing is overwritten. Dropping the future removes unfinished files.
    ///
    /// # Errors
    ///
    /// As [`start`](Self::start), [`Job::wait`] and [`Job::save_to`].
    pub async fn save_to(self, folder: impl AsRef<Path>) -> Result<Report> {
        let folder = folder.as_ref();
        download::check_folder(folder).await?;
        self.start().await?.save_into(folder).await
    }
}
