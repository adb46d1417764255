//! The waiting: which call comes next, and what its answer means.

use std::collections::BTreeSet;
use std::sync::LazyLock;
use std::time::Duration;

use tokio::time::Instant;
use tracing::{Instrument, Span};

use super::Work;
use super::pace::{Age, Pace};
use super::record::Record;
use crate::answer::Answer;
use crate::credentials::BoxFuture;
use crate::error::{Error, Kind};
use crate::event::Event;
use crate::history::Durations;
use crate::observation::{Observation, keys, observe};
use crate::quota::Gain;
use crate::schedule::{Adaptive, Exponential, Wait};
use crate::services::source::LogSource;
use crate::update::Update;
use crate::{Phase, Result};

/// A list that may still be growing is looked at again after so long at the earliest.
const GROWING: Duration = Duration::from_secs(5);

/// How long the pause after failed polls is at least.
static BACKOFF: LazyLock<Exponential> =
    LazyLock::new(|| Exponential::new(Duration::from_secs(1), 2.0, Duration::from_secs(30)));

/// How far a job is, and what is known of it.
#[derive(Debug)]
pub(super) struct Watch {
    pub(super) pace: Pace,
    /// Keys that were listed before the start.
    pub(super) known: BTreeSet<String>,
    /// The start's answer when it already tells how far the job is.
    unread: Option<Unread>,
    /// Looks at the job.
    pub(super) polls: u32,
    /// Calls since the start, or before it.
    pub(super) sent: u32,
    /// When it had been started.
    pub(super) begun: Option<Age>,
    /// The age at which everything that was listed was over, and the list may only still have been growing.
    complete_at: Option<Duration>,
    /// Attempts to start, or failed polls since the last that told something.
    vain: u32,
    /// How long its calls have waited for the quota.
    queued: Duration,
    /// Whether the service ever answered: a wrong endpoint or a missing network should not take until the
    /// deadline.
    pub(super) answered: bool,
    pub(super) last: Option<Observation>,
    /// The keys of the last answer.
    pub(super) listed: Option<BTreeSet<String>>,
    last_error: Option<Error>,
    pub(super) record: Record,
}

/// An answer that nobody has looked at, and when it came. It has no `Debug`.
struct Unread(Answer, Instant);

impl std::fmt::Debug for Unread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // It may hold a link, whose signature is a secret.
        f.write_str("Unread(…)")
    }
}

#[derive(Clone, Copy)]
enum Call {
    Start,
    Poll,
}

impl Watch {
    pub(super) fn new<S: LogSource>(work: &Work<S>, pace: Pace) -> Self {
        let (service, job) = (work.source.service(), work.source.job().name);
        Self {
            pace,
            known: BTreeSet::new(),
            unread: None,
            polls: 0,
            sent: 0,
            begun: None,
            complete_at: None,
            vain: 0,
            queued: Duration::ZERO,
            answered: false,
            last: None,
            listed: None,
            last_error: None,
            record: Record::new(work.cloud.history().clone(), service, job),
        }
    }

    /// For a look at a job that was over already, right now, and for the wait if it is being done again.
    pub(super) fn again<S: LogSource>(work: &Work<S>, deadline: Instant) -> Self {
        let left = deadline.saturating_duration_since(Instant::now());
        let mut watch = Self::new(work, Pace::resumed(Duration::ZERO, left, Duration::ZERO));
        watch.begun = Some(Age::of(Duration::ZERO));
        watch.answered = true;
        watch.record.was_told();
        watch
    }

    /// Starts the job, as soon as the service takes it on.
    pub(super) async fn begin<S: LogSource>(&mut self, work: &mut Work<S>) -> Result<()> {
        if !work.cloud.is_signed_in() {
            let sign_in: BoxFuture<'_, Result<()>> = Box::pin(work.cloud.sign_in());
            let signed_in = self.pace.within(sign_in).await;
            signed_in.unwrap_or_else(|| Err(self.timed_out(work)))?;
        }
        let started = loop {
            self.vain = self.vain.saturating_add(1);
            match self.try_to_begin(work).await {
                Ok(started) => break started,
                Err((error, true)) if error.is_passing() => self.put_off(work, error)?,
                Err((error, _)) => return Err(error),
            }
            self.sleep(work).await?;
        };
        let now = Instant::now();
        let table = work.source.job();
        if table.takes_from_start() {
            work.started = started.clone();
        }
        if table.poll.operation == table.start
            || table.answer.is_some_and(|answer| started.find(answer.status).is_some())
        {
            self.unread = Some(Unread(started, now));
        }
        self.begun = Some(Age::of(Duration::ZERO));
        (self.sent, self.vain) = (0, 0);
        self.last_error = None;
        self.pace.pause_from(now);
        Ok(())
    }

    /// Starts the job. An error comes with whether trying again is safe: it can't start a second job.
    async fn try_to_begin<S: LogSource>(
        &mut self,
        work: &Work<S>,
    ) -> Result<Answer, (Error, bool)> {
        self.known = self.baseline(work).await.map_err(|error| (error, true))?;
        let repeatable = work.source.job().repeatable;
        self.send(work, Call::Start).await.map_err(|error| {
            let repeatable = repeatable || error.is_undone();
            (error, repeatable)
        })
    }

    /// The keys that don't belong to the job because they were listed before it.
    async fn baseline<S: LogSource>(&mut self, work: &Work<S>) -> Result<BTreeSet<String>> {
        if !work.lists_others() {
            return Ok(BTreeSet::new());
        }
        Ok(keys(work.source.job(), self.send(work, Call::Poll).await?))
    }

    /// Waits for the next poll and returns what it saw; `None` once the job is done.
    pub(super) async fn next_update<S: LogSource>(
        &mut self,
        work: &Work<S>,
    ) -> Result<Option<Update>> {
        match self.last.as_ref().map(|seen| seen.phase) {
            Some(Phase::Succeeded) => return Ok(None),
            Some(Phase::Failed) => return Err(self.failed(work)),
            _ => {}
        }
        let (answer, at, span) = loop {
            if let Some(Unread(answer, at)) = self.unread.take() {
                self.polls = self.polls.saturating_add(1);
                break (answer, at, poll_span(self.polls));
            }
            self.sleep(work).await?;
            self.polls = self.polls.saturating_add(1);
            let span = poll_span(self.polls);
            match self.send(work, Call::Poll).instrument(span.clone()).await {
                Ok(answer) => break (answer, Instant::now(), span),
                Err(error) if error.is_passing() => self.put_off(work, error)?,
                Err(error) => return Err(error),
            }
        };
        let update = self.look(work, answer, at);
        span.record("phase", tracing::field::debug(update.phase));
        span.record("percent", update.percent);
        span.record("next", update.next_poll.map(|next| next.as_secs_f64()));
        work.settings.observer.tell(&Event::Update(&update));
        Ok(Some(update))
    }

    /// Takes in an answer that came at `at`.
    fn look<S: LogSource>(&mut self, work: &Work<S>, answer: Answer, at: Instant) -> Update {
        let mut seen = observe(work.source.job(), answer, &self.known);
        // A list of more than the job may still be growing: it counts when two polls agree.
        let settled = !work.lists_others() || {
            let listed = seen.items.iter().map(|item| item.key.clone()).collect();
            self.listed.replace(listed) == self.listed
        };
        self.last_error = None;
        self.vain = 0;
        let age = self.begun.map_or(Duration::ZERO, Age::now).saturating_sub(at.elapsed());
        let over = matches!(seen.phase, Phase::Succeeded | Phase::Failed);
        let pending = !(over && settled);
        if !over {
            self.complete_at = None;
            self.record.pending(age, seen.percent);
        } else if settled && (self.sent == 0 || work.source.job().is_list()) {
            // Done before it was started, most likely by an earlier start, or nothing that takes time: that is no
            // duration.
            self.record.was_told();
        } else if settled {
            // It was done when it was first seen like this; the look since then only made sure.
            self.record.done(self.complete_at.unwrap_or(age));
        } else {
            self.complete_at = Some(age);
        }
        if pending {
            seen.phase = Phase::Pending;
        }
        let seen = self.last.insert(seen);
        let update = Update::new(seen, self.polls);
        if !pending {
            return update;
        }
        self.pace.pause_from(at);
        if over {
            self.pace.put_off(GROWING);
        }
        let next = self.plan(work);
        let next_poll =
            (next < self.pace.deadline()).then(|| next.saturating_duration_since(Instant::now()));
        Update { next_poll, ..update }
    }

    /// Sends a call, within the deadline. However it ends, the next one is a pause away.
    async fn send<S: LogSource>(&mut self, work: &Work<S>, call: Call) -> Result<Answer> {
        self.sent = self.sent.saturating_add(1);
        self.pace.pause_from(Instant::now());
        let gain = match self.begun {
            Some(begun) => Gain::Poll {
                began: begun.began(),
                pending_at: self.record.pending_at(),
                past: work.past(),
            },
            // The start, and what has to be known before it.
            None => Gain::Start,
        };
        let mut caller = work.caller(self.pace.deadline(), gain);
        if self.begun.is_none() && work.lists_others() {
            // Whatever is done again, what was listed before has to be looked at anew.
            caller = caller.once();
        }
        // On the heap, so that a job that waits takes no room for what a call needs; and without its type,
        // through which the compiler would look for `Send` in every program that spawns a job.
        let sent: BoxFuture<'_, Result<Answer>> = Box::pin(async {
            match call {
                Call::Start => work.source.start(&caller).await,
                Call::Poll => work.source.poll(&caller, &work.started).await,
            }
        });
        let outcome = self.pace.within(sent).await;
        let (queued, last) = (caller.queued(), caller.last_error());
        self.queued += queued;
        let Some(outcome) = outcome else {
            self.last_error = last.or(self.last_error.take());
            return Err(self.timed_out(work));
        };
        self.pace.pause_from(Instant::now());
        if !matches!(&outcome, Err(error) if error.is_no_answer()) {
            self.answered = true;
        }
        outcome
    }

    /// When the next call is due.
    pub(super) fn next<S: LogSource>(&self, work: &Work<S>) -> Instant {
        self.pace.next().unwrap_or_else(|| self.pace.after(self.pause(work)))
    }

    /// What the schedule says of the next pause.
    fn pause<S: LogSource>(&self, work: &Work<S>) -> Duration {
        let schedule = work.settings.schedule.as_deref();
        match self.begun {
            Some(begun) => schedule.unwrap_or(&Adaptive::default()).pause(&Wait {
                age: begun.now().saturating_sub(self.pace.from().elapsed()),
                pending_at: self.record.pending_at(),
                polls: self.sent,
                percent: self.last.as_ref().and_then(|seen| seen.percent),
                past: &work.past(),
            }),
            // What was learned is about jobs, not about services that don't take one on.
            None => schedule.unwrap_or(&Exponential::default()).pause(&Wait {
                age: self.pace.age().now(),
                polls: self.vain.saturating_sub(1),
                ..Wait::new(&Durations::default())
            }),
        }
    }

    /// Plans the next call from what is known now.
    fn plan<S: LogSource>(&mut self, work: &Work<S>) -> Instant {
        let next = self.next(work);
        self.pace.plan(next);
        next
    }

    /// Sleeps until the next call is due.
    async fn sleep<S: LogSource>(&mut self, work: &Work<S>) -> Result<()> {
        let next = self.plan(work);
        if self.pace.sleep_until(next).await { Ok(()) } else { Err(self.timed_out(work)) }
    }

    /// Notes a call that failed for now, unless nothing suggests that it will ever do better.
    fn put_off<S: LogSource>(&mut self, work: &Work<S>, error: Error) -> Result<()> {
        if !self.answered {
            return Err(error);
        }
        let asked = error.retry_after().unwrap_or_default();
        if self.begun.is_some() {
            // What is learned of jobs says nothing of a service in trouble: it likely says to look at once.
            let pause = BACKOFF.pause(self.vain);
            self.vain = self.vain.saturating_add(1);
            self.pace.put_off(asked.max(pause));
        } else if !asked.is_zero() {
            self.pace.put_off(asked);
        }
        work.settings.observer.tell(&Event::Retrying(&error));
        self.last_error = Some(error);
        Ok(())
    }

    fn failed<S: LogSource>(&self, work: &Work<S>) -> Error {
        let word = self.last.as_ref().and_then(|seen| {
            seen.word.clone().or_else(|| seen.items.first().and_then(|item| item.word.clone()))
        });
        Kind::JobFailed { job: work.describe(), word: word.unwrap_or_default() }.into()
    }

    fn timed_out<S: LogSource>(&mut self, work: &Work<S>) -> Error {
        let last = match &self.last {
            Some(seen) => Update::new(seen, self.polls).to_string(),
            None if self.begun.is_none() => "the service has not taken the job on".to_owned(),
            None => "no answer".to_owned(),
        };
        let (job, after) = (work.describe(), self.pace.age().now());
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
