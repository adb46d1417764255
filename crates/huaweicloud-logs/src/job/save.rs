//! From a finished job to its files on disk.

use std::path::Path;
use std::sync::PoisonError;
use std::time::Duration;

use futures::{StreamExt, stream};
use tokio::time::{Instant, timeout_at};
use tracing::Instrument;

use super::Job;
use crate::caller::Caller;
use crate::credentials::BoxFuture;
use crate::download::{self, Body};
use crate::error::{Error, Kind};
use crate::observation::Item;
use crate::quota::Gain;
use crate::report::{FailedFile, Report, SavedFile};
use crate::services::source::{Handout, LogSource};
use crate::text::printable;
use crate::{Phase, Result};

/// How many files of one job are downloaded at once.
const DOWNLOADS: usize = 4;
/// How long it may take until a file begins to arrive, with every call that has to be made for it.
const PATIENCE: Duration = Duration::from_secs(10 * 60);

impl<S: LogSource> Job<S> {
    /// Waits until the job is done and saves its files in `folder`, which is made if need be.
    ///
    /// A file gets its final name only when it is complete; names that are taken already are
    /// numbered. Dropping the future removes unfinished files and keeps finished ones; calling it
    /// again fetches only what is missing (a file that was just being renamed is fetched again).
    ///
    /// # Errors
    ///
    /// As [`wait`](Self::wait), and when `folder` can't be written to, which is found out first. When
    /// some of the files can't be had, or are not ready in time, the others are saved all the same and
    /// [`Error::report`] lists both.
    pub async fn save_to(&mut self, folder: impl AsRef<Path>) -> Result<Report> {
        let folder = folder.as_ref();
        download::check_folder(folder).await?;
        self.save_into(folder).await
    }

    /// The same for a folder that has been tried already.
    pub(crate) async fn save_into(&mut self, folder: &Path) -> Result<Report> {
        let lost = match self.wait().await {
            Ok(()) => None,
            Err(error)
                if self.has_ready_files() && (error.is_job_failed() || error.is_timeout()) =>
            {
                Some(error)
            }
            Err(error) => return Err(error),
        };
        let given_up = lost.as_ref().is_some_and(Error::is_job_failed);
        let job = &*self;
        let items = job.last.as_ref().map(|seen| seen.items.as_slice()).unwrap_or_default();
        let downloads: Vec<_> =
            items.iter().map(|item| job.save_once(item, folder, given_up)).collect();
        let outcomes: Vec<_> = stream::iter(downloads).buffered(DOWNLOADS).collect().await;

        let (mut files, mut failed) = (Vec::new(), Vec::new());
        for (item, outcome) in items.iter().zip(outcomes) {
            match outcome {
                Ok(file) => files.push(file),
                Err(error) => {
                    failed.push(FailedFile { name: Some(printable(&job.label(item))), error })
                }
            }
        }
        failed.extend(lost.map(|error| FailedFile { name: None, error }));
        let report = Report {
            service: job.source.service(),
            job: job.source.job().name,
            instance: job.source.instance().to_owned(),
            files,
            failed,
            polls: job.polls,
            elapsed: job.pace.elapsed(),
        };
        if report.failed.is_empty() { Ok(report) } else { Err(Kind::Partial(report).into()) }
    }

    /// What to call a file in a message.
    fn label(&self, item: &Item) -> String {
        let name = item.name.clone().unwrap_or_else(|| item.key.clone());
        if name.is_empty() { self.describe() } else { name }
    }

    fn has_ready_files(&self) -> bool {
        let ready = |item: &Item| item.phase == Phase::Succeeded;
        self.last.as_ref().is_some_and(|seen| seen.items.iter().any(ready))
    }

    /// Saves a file, unless an earlier call did.
    async fn save_once(&self, item: &Item, folder: &Path, given_up: bool) -> Result<SavedFile> {
        let key = (folder.to_owned(), item.key.clone(), item.name.clone());
        let lock = || self.saved.lock().unwrap_or_else(PoisonError::into_inner);
        let earlier = lock().get(&key).cloned();
        if let Some(file) = earlier
            && tokio::fs::try_exists(&file.path).await.unwrap_or(false)
        {
            return Ok(file);
        }
        let span = tracing::debug_span!("download", file = printable(&self.label(item)));
        let file = self.save(item, folder, given_up).instrument(span).await?;
        lock().insert(key, file.clone());
        Ok(file)
    }

    /// Saves a file; one that is not ready never will be if the service has `given_up` the job.
    async fn save(&self, item: &Item, folder: &Path, given_up: bool) -> Result<SavedFile> {
        if item.phase != Phase::Succeeded {
            let (file, word) = (self.label(item), item.word.clone().unwrap_or_default());
            return Err(if given_up || item.phase == Phase::Failed {
                Kind::JobFailed { job: file, word }.into()
            } else {
                Kind::NotReady { file, word }.into()
            });
        }
        let body = self.open(item).await?;
        let fallback = format!("{}-{}.log", self.source.service(), self.source.instance());
        let name = item.name.clone().or_else(|| body.name.clone()).unwrap_or(fallback);
        download::save(folder, &name, body, &self.settings.observer).await
    }

    /// Asks for the bytes of a file, again if that may help.
    async fn open(&self, item: &Item) -> Result<Body> {
        let deadline = Instant::now() + PATIENCE;
        let caller = self.caller(deadline, Gain::Sure);
        let opened: BoxFuture<'_, Result<Body>> = Box::pin(async {
            match self.source.open(&caller, &self.started, item).await? {
                Handout::Link(link) => self.open_link(&caller, &link, item).await,
                Handout::Stream(body) => Ok(body),
            }
        });
        let Ok(opened) = timeout_at(deadline, opened).await else {
            let (job, last) = (self.label(item), "no bytes of it".to_owned());
            let (queued, source) = (caller.queued(), caller.last_error());
            let (after, started) = (PATIENCE, true);
            return Err(Kind::TimedOut { job, after, started, queued, last, source }.into());
        };
        opened
    }

    async fn open_link(&self, caller: &Caller<'_>, link: &str, item: &Item) -> Result<Body> {
        let (http, file) = (self.cloud.http(), self.label(item));
        let open = |_| {
            use tracing::field::Empty;
            let span =
                tracing::debug_span!("download.attempt", from = 0, status = Empty, cause = Empty);
            download::open_link(http, link, &file).instrument(span)
        };
        caller.repeat(true, open).await
    }
}
