//! A job on the server: started and watched. `save` has what comes after.

mod pace;
mod save;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::Duration;

use tokio::time::Instant;
use tracing::{Instrument, Span};

use self::pace::Pace;
use crate::answer::Answer;
use crate::caller::Caller;
use crate::cloud::{Cloud, check_id};
use crate::credentials::BoxFuture;
use crate::error::{Error, Kind};
use crate::event::Event;
use crate::observation::{Observation, keys, observe};
use crate::quota::Gain;
use crate::report::SavedFile;
use crate::services::source::LogSource;
use crate::settings::Settings;
use crate::update::Update;
use crate::{Phase, Result};

/// A folder, and the key and name of an item that was saved there.
type SavedAs = (PathBuf, String, Option<String>);

/// A job that the server works on.
///
/// Dropping it stops the watching, not the job. Every method can be dropped half-way and called again.
pub struct Job<S> {
    cloud: Cloud,
    source: S,
    settings: Settings,
    pace: Pace,
    /// The start's answer, if later calls take parameters from it.
    started: Answer,
    /// Keys that were listed before the start.
    known: BTreeSet<String>,
    /// The start's answer when it already tells how far the job is.
    unread: Option<Answer>,
    polls: u32,
    /// When it had been started.
    begun: Option<Instant>,
    /// When the last poll since then was over.
    polled: Option<Instant>,
    /// How long its calls have waited for the quota.
    queued: Duration,
    /// Whether the service ever answered: a wrong endpoint or a missing network should not take until the
    /// deadline.
    answered: bool,
    last: Option<Observation>,
    last_error: Option<Error>,
    /// Files on disk, so that saving again doesn't fetch them again.
    saved: Mutex<BTreeMap<SavedAs, SavedFile>>,
}

impl<S: LogSource> Job<S> {
    pub(crate) async fn start(cloud: Cloud, source: S, settings: Settings) -> Result<Self> {
        check_id("instance id", source.instance())?;
        let mut job = Self {
            pace: Pace::new(settings.schedule, settings.timeout),
            cloud,
            source,
            settings,
            started: Answer::NOTHING,
            known: BTreeSet::new(),
            unread: None,
            polls: 0,
            begun: None,
            polled: None,
            queued: Duration::ZERO,
            answered: false,
            last: None,
            last_error: None,
            saved: Mutex::default(),
        };
        let sign_in: BoxFuture<'_, Result<()>> = Box::pin(job.cloud.sign_in());
        let signed_in = job.pace.within(sign_in).await;
        signed_in.unwrap_or_else(|| Err(job.timed_out()))?;
        job.begin().await?;
        Ok(job)
    }

    async fn begin(&mut self) -> Result<()> {
        while let Err((error, repeatable)) = self.try_to_begin().await {
            if !repeatable || !error.is_passing() {
                return Err(error);
            }
            self.put_off(error)?;
            self.sleep().await?;
        }
        let table = self.source.job();
        self.unread = self.unread.take().filter(|started| {
            table.answer.is_some_and(|answer| started.find(answer.status).is_some())
        });
        self.begun = Some(Instant::now());
        self.pace.restart();
        self.last_error = None;
        Ok(())
    }

    /// Starts the job. An error comes with whether trying again is safe: it can't start a second job.
    async fn try_to_begin(&mut self) -> Result<(), (Error, bool)> {
        self.known = self.baseline().await.map_err(|error| (error, true))?;
        let repeatable = self.source.job().repeatable;
        let started = self.send(Call::Start).await.map_err(|error| {
            let repeatable = repeatable || error.is_undone();
            (error, repeatable)
        })?;
        if self.source.job().takes_from_start() {
            self.started = started.clone();
        }
        self.unread = Some(started);
        Ok(())
    }

    /// The keys that don't belong to the job because they were listed before it.
    async fn baseline(&mut self) -> Result<BTreeSet<String>> {
        if !self.lists_others() {
            return Ok(BTreeSet::new());
        }
        Ok(keys(self.source.job(), self.send(Call::Poll).await?))
    }

    /// Whether answers also list what doesn't belong to the job.
    fn lists_others(&self) -> bool {
        self.source.job().items.is_some_and(|items| items.new_only)
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
        let (answer, span) = loop {
            if let Some(answer) = self.unread.take() {
                self.polls += 1;
                break (answer, poll_span(self.polls));
            }
            self.sleep().await?;
            self.polls += 1;
            let span = poll_span(self.polls);
            match self.send(Call::Poll).instrument(span.clone()).await {
                Ok(answer) => break (answer, span),
                Err(error) if error.is_passing() => self.put_off(error)?,
                Err(error) => return Err(error),
            }
        };
        let mut seen = observe(self.source.job(), answer, &self.known);
        if !self.settled(&seen) {
            seen.phase = Phase::Pending;
        }
        let update = Update::new(&seen, self.polls);
        span.record("phase", tracing::field::debug(update.phase));
        span.record("percent", update.percent);
        span.record("next", self.pace.until_next().as_secs_f64());
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
        let (job, service) = (self.source.job().name, self.source.service().as_str());
        let key = self.source.instance();
        let span = tracing::debug_span!("job.wait", service, operation = job, key);
        let all = async {
            while self.next_update().await?.is_some() {}
            Ok(())
        };
        all.instrument(span).await
    }

    /// Sends a call, within the deadline. However it ends, the next one is a pause away.
    async fn send(&mut self, call: Call) -> Result<Answer> {
        self.pace.plan();
        let gain = match self.begun {
            Some(began) => Gain::Poll { began, last: self.polled },
            // The start, and what has to be known before it.
            None => Gain::Start,
        };
        let mut caller = self.caller(self.pace.deadline(), gain);
        if self.begun.is_none() && self.lists_others() {
            // Whatever is done again, what was listed before has to be looked at anew.
            caller = caller.once();
        }
        // On the heap, so that a job that waits takes no room for what a call needs; and without its type,
        // through which the compiler would look for `Send` in every program that spawns a job.
        let sent: BoxFuture<'_, Result<Answer>> = Box::pin(async {
            match call {
                Call::Start => self.source.start(&caller).await,
                Call::Poll => self.source.poll(&caller, &self.started).await,
            }
        });
        let outcome = self.pace.within(sent).await;
        let (queued, last) = (caller.queued(), caller.last_error());
        self.queued += queued;
        let Some(outcome) = outcome else {
            self.last_error = last.or(self.last_error.take());
            return Err(self.timed_out());
        };
        self.pace.count_from_now();
        if self.begun.is_some() {
            self.polled = Some(Instant::now());
        }
        if !matches!(&outcome, Err(error) if error.is_no_answer()) {
            self.answered = true;
        }
        outcome
    }

    fn caller(&self, deadline: Instant, gain: Gain) -> Caller<'_> {
        Caller::new(&self.cloud, deadline, &self.settings.observer, gain)
    }

    /// Sleeps until the next call is due.
    async fn sleep(&mut self) -> Result<()> {
        if self.pace.sleep().await { Ok(()) } else { Err(self.timed_out()) }
    }

    /// Notes a call that failed for now, unless nothing suggests that it will ever do better.
    fn put_off(&mut self, error: Error) -> Result<()> {
        if !self.answered {
            return Err(error);
        }
        if let Some(asked) = error.retry_after() {
            self.pace.put_off(asked);
        }
        self.settings.observer.tell(&Event::Retrying(&error));
        self.last_error = Some(error);
        Ok(())
    }

    /// Where the items alone tell, a list may still be growing: it counts when two polls agree.
    fn settled(&self, seen: &Observation) -> bool {
        let keys = |seen: &Observation| -> BTreeSet<String> {
            seen.items.iter().map(|item| item.key.clone()).collect()
        };
        self.source.job().answer.is_some()
            || self.last.as_ref().is_some_and(|last| keys(last) == keys(seen))
    }

    fn describe(&self) -> String {
        let (job, service) = (self.source.job().name, self.source.service());
        format!("the {job} of {service} {}", self.source.instance())
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
            None if self.begun.is_none() => "the service has not taken the job on".to_owned(),
            None => "no answer".to_owned(),
        };
        let (job, after) = (self.describe(), self.pace.elapsed());
        let (queued, source) = (self.queued, self.last_error.take());
        let started = self.begun.is_some();
        Kind::TimedOut { job, after, started, queued, last, source }.into()
    }
}

/// The span of a poll: how far the job was then, and how many seconds later the next one is due.
fn poll_span(n: u32) -> Span {
    use tracing::field::Empty;
    tracing::debug_span!("job.poll", n, phase = Empty, percent = Empty, next = Empty)
}

impl<S: fmt::Debug> fmt::Debug for Job<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Answers may hold links, whose signatures are secrets.
        f.debug_struct("Job")
            .field("source", &self.source)
            .field("polls", &self.polls)
            .field("last", &self.last)
            .finish_non_exhaustive()
    }
}

#[derive(Clone, Copy)]
enum Call {
    Start,
    Poll,
}

#[cfg(test)]
mod tests;
