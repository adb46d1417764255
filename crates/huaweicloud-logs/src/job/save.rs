//! From a finished job to its files on disk.

use std::path::Path;
use std::sync::PoisonError;
use std::time::Duration;

use futures::{StreamExt, stream};
use tokio::time::{sleep, timeout};

use super::Job;
use crate::download::{self, Body};
use crate::error::{Error, Kind};
use crate::event::Event;
use crate::observation::Item;
use crate::report::{FailedFile, Report, SavedFile};
use crate::services::source::{Handout, LogSource};
use crate::text::printable;
use crate::{Phase, Result};

/// How many files of one job are downloaded at once.
const DOWNLOADS: usize = 4;
/// How often a file is asked for before it is given up.
const ATTEMPTS: u32 = 5;
/// How long an answer to that may take, without its body.
const ANSWER: Duration = Duration::from_secs(120);
/// The longest pause before asking again, whatever the server wishes.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

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
        let file = self.save(item, folder, given_up).await?;
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
        let mut attempt = 1;
        loop {
            let error = match timeout(ANSWER, self.ask_for(item)).await {
                Ok(Ok(body)) => return Ok(body),
                Ok(Err(error)) => error,
                Err(_) => slow(&self.label(item)),
            };
            if attempt >= ATTEMPTS || !error.is_transient() {
                return Err(error);
            }
            self.settings.observer.tell(&Event::Retrying(&error));
            let asked = error.retry_after().unwrap_or_default();
            sleep(self.settings.schedule.pause(attempt - 1).max(asked).min(LONGEST_PAUSE)).await;
            attempt += 1;
        }
    }

    async fn ask_for(&self, item: &Item) -> Result<Body> {
        match self.source.open(&self.cloud, &self.started, item).await? {
            Handout::Link(link) => {
                download::open_link(self.cloud.http(), &link, &self.label(item)).await
            }
            Handout::Stream(body) => Ok(body),
        }
    }
}

fn slow(file: &str) -> Error {
    Kind::Undecodable {
        doing: format!("the request for {file}"),
        why: format!("nothing came within {} s", ANSWER.as_secs()),
    }
    .into()
}
