//! A wait that can be kept, and gone on with elsewhere.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use huaweicloud_logs_api::log_job::LogJob;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::time::Instant;

use super::fetch::Saved;
use super::pace::{Age, Pace};
use super::watch::Watch;
use super::{Job, Work};
use crate::Result;
use crate::answer::Answer;
use crate::clock::FOREVER;
use crate::cloud::Cloud;
use crate::error::Kind;
use crate::services::source::LogSource;
use crate::settings::Settings;

/// What the fields mean; a token of another version is refused.
const VERSION: u32 = 1;

/// A wait for a job, small enough to be kept anywhere: made by [`Job::token`], taken by
/// [`LogRequest::resume`](crate::LogRequest::resume), also in another process.
///
/// It is written with serde, as JSON for example. It holds no credentials and no links.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobToken {
    version: u32,
    service: String,
    job: String,
    instance: String,
    /// All that follows is as of then.
    saved_at: Timestamp,
    age_ms: u64,
    /// The age at which the job was last seen not to be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pending_at_ms: Option<u64>,
    next_poll_ms: u64,
    /// Until the deadline.
    left_ms: u64,
    polls: u32,
    sent: u32,
    /// What later calls need of the start's answer, by where it stood.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    started: BTreeMap<String, String>,
    /// What was asked for beside the instance, as text to compare.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    asked: String,
    /// Whether its end was seen.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    over: bool,
    /// Keys that were listed before the start.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    known: BTreeSet<String>,
    /// Keys that the last poll listed, if a later one is compared with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    listed: Option<BTreeSet<String>>,
}

impl JobToken {
    /// The service, such as `rds`.
    #[must_use]
    pub fn service(&self) -> &str {
        &self.service
    }

    /// The kind of log, such as `error-log`.
    #[must_use]
    pub fn job(&self) -> &str {
        &self.job
    }

    /// The instance or server.
    #[must_use]
    pub fn instance(&self) -> &str {
        &self.instance
    }

    /// How long ago it was made. A clock that went backwards since then counts as one that stood still.
    fn since(&self) -> Duration {
        Duration::try_from(Timestamp::now().duration_since(self.saved_at)).unwrap_or_default()
    }

    fn check<S: LogSource>(&self, source: &S) -> Result<()> {
        let wrong = |what: String| {
            Kind::Config(what).with_hint(
                "resume with the request that the token was made from, or start the job anew",
            )
        };
        if self.version != VERSION {
            return Err(wrong(format!(
                "the job's token is of version {}, which this program doesn't know",
                self.version
            )));
        }
        let (service, job, instance) =
            (source.service().as_str(), source.job().name, source.instance());
        if (self.service(), self.job(), self.instance()) != (service, job, instance) {
            return Err(wrong(format!(
                "the token is for the {} of {} {}, not for the {job} of {service} {instance}",
                self.job, self.service, self.instance
            )));
        }
        if self.asked != source.asked() {
            return Err(wrong(format!(
                "the token is for a job that was asked for {:?}, not {:?}",
                self.asked,
                source.asked()
            )));
        }
        let missing = from_start(source.job()).find(|place| !self.started.contains_key(*place));
        missing.map_or(Ok(()), |place| Err(wrong(format!("the job's token lacks {place}"))))
    }

    /// The part of the start's answer that later calls need.
    fn started(&self, table: &LogJob) -> Answer {
        let within = |inner, name| Answer::Object(vec![(Cow::Borrowed(name), inner)]);
        let fields = from_start(table).filter_map(|place| {
            let value = Answer::Plain(Value::String(self.started.get(place)?.clone()));
            match place.split('/').skip(1).collect::<Vec<_>>().into_iter().rfold(value, within) {
                Answer::Object(fields) => fields.into_iter().next(),
                _ => None,
            }
        });
        Answer::Object(fields.collect())
    }
}

impl<S: LogSource> Job<S> {
    /// The wait as it stands, to be gone on with by another process, or by this one after a restart.
    ///
    /// It stays good while the job goes on: making one after each update loses least. Once there is one, a job that is
    /// dropped before its end teaches the [`History`](crate::History) nothing: that is left to whoever resumes it.
    #[must_use]
    pub fn token(&self) -> JobToken {
        let Self { work, watch, .. } = self;
        watch.record.hand_over();
        let (table, next) = (work.source.job(), watch.next(work));
        let started = from_start(table)
            .filter_map(|place| Some((place.to_owned(), work.started.text(place)?)));
        JobToken {
            version: VERSION,
            service: work.source.service().as_str().to_owned(),
            job: table.name.to_owned(),
            instance: work.source.instance().to_owned(),
            saved_at: Timestamp::now(),
            age_ms: milliseconds(watch.begun.map_or(Duration::ZERO, Age::now)),
            pending_at_ms: watch.record.pending_at().map(milliseconds),
            next_poll_ms: milliseconds(next.saturating_duration_since(Instant::now())),
            left_ms: milliseconds(watch.pace.left()),
            polls: watch.polls,
            sent: watch.sent,
            started: started.collect(),
            asked: work.source.asked(),
            over: watch.is_over(),
            known: watch.known.clone(),
            listed: watch.listed.clone().filter(|_| table.answer.is_none()),
        }
    }

    pub(crate) fn resume(
        cloud: Cloud,
        source: S,
        settings: Settings,
        token: &JobToken,
    ) -> Result<Self> {
        let mut work = Work::new(cloud, source, settings)?;
        token.check(&work.source)?;
        work.started = token.started(work.source.job());
        let passed = token.since();
        let later = |milliseconds| Duration::from_millis(milliseconds).saturating_sub(passed);
        let age = Duration::from_millis(token.age_ms).saturating_add(passed).min(FOREVER);
        let pace = Pace::resumed(age, later(token.left_ms), later(token.next_poll_ms));
        let mut watch = Watch::new(&work, pace);
        watch.begun = Some(Age::of(age));
        watch.polls = token.polls;
        watch.sent = token.sent;
        watch.known.clone_from(&token.known);
        watch.listed.clone_from(&token.listed);
        // It took the job on.
        watch.answered = true;
        if token.over {
            watch.record.was_told();
        }
        if let Some(pending_at) = token.pending_at_ms {
            watch.record.pending(Duration::from_millis(pending_at).min(age), None);
        }
        Ok(Self { work, watch, saved: Saved::default() })
    }
}

/// Where values stand in the start's answer that later calls take.
fn from_start(table: &LogJob) -> impl Iterator<Item = &'static str> {
    let parameters = table.poll.parameters.iter().chain(table.download.parameters);
    parameters.filter_map(|(_, source)| source.strip_prefix("$start#"))
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
