//! A job on the server: started, watched and saved.
//!
//! `watch` waits, in `pace` and as the schedule says; `record` is what the history learns of it. `save` takes what
//! is ready to `fetch`, which gets one file from its `origin`; `links` gets newer links. `token` lets another process go on.

mod fetch;
mod links;
mod origin;
mod pace;
mod record;
mod save;
mod token;
mod watch;

use std::fmt;
use std::future::IntoFuture;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;
use tracing::{Instrument, Span};

use self::fetch::Saved;
use self::pace::Pace;
pub use self::token::JobToken;
use self::watch::Watch;
use crate::Result;
use crate::answer::Answer;
use crate::caller::Caller;
use crate::cloud::{Cloud, check_id};
use crate::credentials::BoxFuture;
use crate::history::Durations;
use crate::quota::Gain;
use crate::services::source::LogSource;
use crate::settings::Settings;
use crate::update::Update;

/// A job that the server works on.
///
/// `.await`ing `&mut job` is [`wait`](Self::wait). Dropping a job stops the watching, not the job. Every method can
/// be dropped half-way and called again.
pub struct Job<S> {
    work: Work<S>,
    watch: Watch,
    saved: Saved,
}

/// What polls and downloads have in common.
struct Work<S> {
    cloud: Cloud,
    source: S,
    settings: Settings,
    /// The start's answer, if later calls take parameters from it.
    started: Answer,
}

impl<S: LogSource> Work<S> {
    fn new(cloud: Cloud, source: S, settings: Settings) -> Result<Self> {
        check_id("instance id", source.instance())?;
        source.check()?;
        Ok(Self { cloud, source, settings, started: Answer::NOTHING })
    }

    fn caller(&self, deadline: Instant, gain: Gain) -> Caller<'_> {
        Caller::new(&self.cloud, deadline, &self.settings.observer, gain)
    }

    /// Whether answers also list what doesn't belong to the job.
    fn lists_others(&self) -> bool {
        self.source.job().items.is_some_and(|items| items.new_only)
    }

    /// How long jobs like it have taken.
    fn past(&self) -> Arc<Durations> {
        self.cloud.history().durations(self.source.service(), self.source.job().name)
    }

    /// The span of a wait.
    fn waiting(&self) -> Span {
        let (service, job) = (self.source.service().as_str(), self.source.job().name);
        tracing::debug_span!("job.wait", service, operation = job, key = self.source.instance())
    }

    fn describe(&self) -> String {
        let (job, service) = (self.source.job().name, self.source.service());
        format!("the {job} of {service} {}", self.source.instance())
    }
}

impl<S: LogSource> Job<S> {
    pub(crate) async fn start(cloud: Cloud, source: S, settings: Settings) -> Result<Self> {
        let mut work = Work::new(cloud, source, settings)?;
        let mut watch = Watch::new(&work, Pace::new(work.settings.timeout));
        watch.begin(&mut work).await?;
        Ok(Self { work, watch, saved: Saved::default() })
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
        self.watch.next_update(&self.work).await
    }

    /// Waits until the job is done.
    ///
    /// # Errors
    ///
    /// As [`next_update`](Self::next_update).
    pub async fn wait(&mut self) -> Result<()> {
        let (watch, work) = (&mut self.watch, &self.work);
        let all = async {
            while watch.next_update(work).await?.is_some() {}
            Ok(())
        };
        all.instrument(work.waiting()).await
    }

    /// Allows more time: the deadline moves by so much, counted from now if it has passed.
    ///
    /// A job whose timeout passed can so be waited for and saved after all. It says nothing to the service.
    pub fn extend(&mut self, by: Duration) {
        self.watch.pace.extend(by);
    }
}

/// Waits until the job is done, as [`Job::wait`].
impl<'a, S: LogSource> IntoFuture for &'a mut Job<S> {
    type Output = Result<()>;
    type IntoFuture = BoxFuture<'a, Result<()>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.wait())
    }
}

impl<S: fmt::Debug> fmt::Debug for Job<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Answers may hold links, whose signatures are secrets.
        f.debug_struct("Job")
            .field("source", &self.work.source)
            .field("polls", &self.watch.polls)
            .field("last", &self.watch.last)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
