//! A job on the server: started, watched, and its files saved.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use futures::{StreamExt, stream};
use serde_json::Value;
use tokio::time::{Instant, sleep_until, timeout_at};

use crate::cloud::{Cloud, check_id};
use crate::download;
use crate::error::{Error, Kind};
use crate::event::Event;
use crate::observation::{Item, Observation, Update, keys, observe};
use crate::report::{FailedFile, Report, SavedFile};
use crate::services::source::{Handout, LogSource};
use crate::settings::Settings;
use crate::{Phase, Result};

/// How many files of one job are downloaded at once.
const DOWNLOADS: usize = 4;

/// A job that the server works on.
///
/// Dropping it stops the watching, not the job. Every method can be dropped half-way and called again.
#[derive(Debug)]
pub struct Job<S> {
    cloud: Cloud,
    source: S,
    settings: Settings,
    /// The start's answer: later calls take parameters from it.
    started: Value,
    /// Keys that were listed before the start.
    known: BTreeSet<String>,
    began: Instant,
    deadline: Instant,
    next_poll: Instant,
    polls: u32,
    last: Option<Observation>,
    last_error: Option<Error>,
    /// The start's answer when it already tells how far the job is.
    unread: Option<Value>,
}

impl<S: LogSource> Job<S> {
    pub(crate) async fn start(cloud: Cloud, source: S, settings: Settings) -> Result<Self> {
        check_id("instance id", source.instance())?;
        let began = Instant::now();
        let mut job = Self {
            deadline: began.checked_add(settings.timeout).unwrap_or(began + FOREVER),
            cloud,
            source,
            settings,
            started: Value::Null,
            known: BTreeSet::new(),
            began,
            next_poll: began,
            polls: 0,
            last: None,
            last_error: None,
            unread: None,
        };
        let table = job.source.job();
        if table.items.is_some_and(|items| items.new_only) {
            let listed = job.call(Call::Poll, true).await?;
            job.known = keys(table, &listed);
        }
        job.started = job.call(Call::Start, table.repeatable).await?;
        let tells = table.answer.is_some_and(|answer| job.started.pointer(answer.status).is_some());
        job.unread = tells.then(|| job.started.clone());
        job.next_poll = Instant::now() + job.pause();
        Ok(job)
    }

    /// Waits for the next poll and returns what it saw; `None` once the job is done.
    ///
    /// A poll that fails for a reason that may pass (a network fault, 429, 5xx) is no failed job: the
    /// wait goes on. A word that nobody has documented counts as "not yet". Dropping the future
    /// loses nothing.
    ///
    /// # Errors
    ///
    /// When the service says that the job failed (the update before says so too), when it refuses
    /// for good, or when the timeout passes. What is on the server stays there.
    pub async fn next_update(&mut self) -> Result<Option<Update>> {
        match self.last.as_ref().map(|seen| seen.phase) {
            Some(Phase::Succeeded) => return Ok(None),
            Some(Phase::Failed) => return Err(self.failed()),
            _ => {}
        }
        let answer = loop {
            if let Some(answer) = self.unread.take() {
                break answer;
            }
            self.sleep().await?;
            let answer = timeout_at(self.deadline, self.send(Call::Poll)).await;
            match answer.map_err(|_| self.timed_out())? {
                Ok(answer) => break answer,
                Err(error) if error.is_transient() => self.put_off(error),
                Err(error) => return Err(error),
            }
        };
        self.polls += 1;
        self.next_poll = Instant::now() + self.pause();
        let mut seen = observe(self.source.job(), &answer, &self.known);
        if seen.phase == Phase::Succeeded && !self.settled(&seen) {
            seen.phase = Phase::Pending;
        }
        let update = Update::new(&seen, self.polls);
        self.last = Some(seen);
        self.last_error = None;
        self.settings.observer.tell(&Event::Update(&update));
        Ok(Some(update))
    }

    /// Waits until the job is done.
    ///
    /// # Errors
    ///
    /// As [`next_update`](Self::next_update).
    pub async fn wait(&mut self) -> Result<()> {
        while self.next_update().await?.is_some() {}
        Ok(())
    }

    /// Waits until the job is done and saves its files in `folder`, which is made if need be.
    ///
    /// A file gets its final name only when it is complete; names that are taken already are
    /// numbered. Dropping the future removes unfinished files and keeps finished ones.
    ///
    /// # Errors
    ///
    /// As [`wait`](Self::wait). When at least one file can't be saved, the others are saved all the
    /// same and [`Error::report`] lists both.
    pub async fn save_to(mut self, folder: impl AsRef<Path>) -> Result<Report> {
        self.wait().await?;
        let items = self.last.take().map(|seen| seen.items).unwrap_or_default();
        let folder = folder.as_ref();
        let downloads: Vec<_> = items.iter().map(|item| self.save(item, folder)).collect();
        let outcomes: Vec<_> = stream::iter(downloads).buffered(DOWNLOADS).collect().await;

        let (mut files, mut failed) = (Vec::new(), Vec::new());
        for (item, outcome) in items.iter().zip(outcomes) {
            match outcome {
                Ok(file) => files.push(file),
                Err(error) => failed.push(FailedFile { name: item.label().to_owned(), error }),
            }
        }
        let report = Report {
            service: self.source.service(),
            job: self.source.job().name,
            instance: self.source.instance().to_owned(),
            files,
            failed,
            polls: self.polls,
            elapsed: self.began.elapsed(),
        };
        if report.failed.is_empty() { Ok(report) } else { Err(Kind::Partial(report).into()) }
    }

    async fn save(&self, item: &Item, folder: &Path) -> Result<SavedFile> {
        if item.phase == Phase::Failed {
            let word = item.word.clone().unwrap_or_default();
            return Err(Kind::JobFailed { job: item.label().to_owned(), word }.into());
        }
        let body = match self.source.open(&self.cloud, &self.started, item).await? {
            Handout::Link(link) => {
                download::open_link(self.cloud.http(), &link, item.label()).await?
            }
            Handout::Stream(body) => body,
        };
        let fallback = format!("{}-{}.log", self.source.service(), self.source.instance());
        let name = item.name.clone().or_else(|| body.name.clone()).unwrap_or(fallback);
        download::save(folder, &name, body, &self.settings.observer).await
    }

    /// Sends a call of the start, again for as long as that is safe and may help.
    async fn call(&mut self, call: Call, repeatable: bool) -> Result<Value> {
        loop {
            let answer = timeout_at(self.deadline, self.send(call)).await;
            match answer.map_err(|_| self.timed_out())? {
                // A call that was throttled has not been carried out.
                Err(error) if error.is_throttled() || repeatable && error.is_transient() => {
                    self.put_off(error);
                    self.sleep().await?;
                }
                other => return other,
            }
        }
    }

    async fn send(&self, call: Call) -> Result<Value> {
        match call {
            Call::Start => self.source.start(&self.cloud).await,
            Call::Poll => self.source.poll(&self.cloud, &self.started).await,
        }
    }

    /// Sleeps until the next poll is due.
    async fn sleep(&mut self) -> Result<()> {
        if self.next_poll >= self.deadline {
            sleep_until(self.deadline).await;
            return Err(self.timed_out());
        }
        sleep_until(self.next_poll).await;
        Ok(())
    }

    fn pause(&self) -> Duration {
        self.settings.schedule.pause(self.polls)
    }

    /// Notes a call that failed for now and when to try again.
    fn put_off(&mut self, error: Error) {
        self.polls += 1;
        let asked = error.retry_after().unwrap_or_default();
        self.next_poll = Instant::now() + self.pause().max(asked);
        self.settings.observer.tell(&Event::PollFailed(&error));
        self.last_error = Some(error);
    }

    /// Where the items alone tell, a list may still be growing: it counts when two polls agree.
    fn settled(&self, seen: &Observation) -> bool {
        let keys = |seen: &Observation| -> Vec<String> {
            seen.items.iter().map(|item| item.key.clone()).collect()
        };
        self.source.job().answer.is_some()
            || self.last.as_ref().is_some_and(|last| keys(last) == keys(seen))
    }

    fn describe(&self) -> String {
        format!(
            "the {} of {} {}",
            self.source.job().name,
            self.source.service(),
            self.source.instance()
        )
    }

    fn failed(&self) -> Error {
        let word = self.last.as_ref().and_then(|seen| {
            seen.word.clone().or_else(|| seen.items.first().and_then(|item| item.word.clone()))
        });
        Kind::JobFailed { job: self.describe(), word: word.unwrap_or_default() }.into()
    }

    fn timed_out(&mut self) -> Error {
        let last = match &self.last {
            Some(seen) => Update::new(seen, self.polls).to_string(),
            None => "no answer".to_owned(),
        };
        Kind::TimedOut {
            job: self.describe(),
            after: self.began.elapsed(),
            last,
            source: self.last_error.take(),
        }
        .into()
    }
}

#[derive(Clone, Copy)]
enum Call {
    Start,
    Poll,
}

/// A timeout so long that the clock can't hold it.
const FOREVER: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

#[cfg(test)]
mod tests;
