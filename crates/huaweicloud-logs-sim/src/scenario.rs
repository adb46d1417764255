//! What the simulated cloud is like: its instances and logs, its pace, its limits and its faults.

mod account;
mod check;
mod dialect;
mod fault;
mod instances;
mod jobs;
mod values;

use std::fmt;
use std::path::Path;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::account::{Account, Links, Quota, Reissue, RetryAfter, User};
pub use self::dialect::{Dialect, OffsetFrom, PercentageForm, UpdateField, WordCase};
pub use self::fault::{
    ContentRangeError, ErrorBody, EtagForm, Fault, FaultOrder, Framing, NewLength, On, SizeClaim,
};
pub use self::instances::{
    CloudDcServer, DcsInstance, DcsReplica, DdsInstance, DdsNode, Engine, Logs, RdsInstance,
};
pub use self::jobs::{Jobs, Progress, Takes};
pub use self::values::{Position, Size, Span};

/// A description of the simulated cloud, as a scenario file (TOML) holds it.
///
/// Everything has a default, so an empty file is a scenario, too: one instance of each service, and of RDS a second
/// one that runs SQL Server, with recorded logs. What a file says replaces the default; keys that are not known are
/// refused.
///
/// ```
/// use huaweicloud_logs_sim::Scenario;
///
/// let scenario = Scenario::parse(r#"
///     [quota]
///     calls_per_minute = 60
///
///     [[dds]]
///     logs = { generated = { size = "64MiB" } }
///     jobs = { takes = { log-normal = { median = "20s", sigma = 1.0 } } }
/// "#)?;
/// assert_eq!(scenario.dds.len(), 1);
/// assert!(Scenario::parse("polls = 3").is_err());
/// # Ok::<(), huaweicloud_logs_sim::ScenarioError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Scenario {
    /// Decides everything that looks random: ids, durations, generated logs, faults with a chance. The same
    /// seed and the same requests in the same order give the same answers, but for the times in them.
    pub seed: u64,
    /// When the simulated cloud's clock starts, a text such as "2026-01-15T08:30:45Z". It goes on from there as time
    /// does, so what shows times (file names, links, tokens) is the same on every run as far as requests come at the
    /// same times. Now, if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub starts_at: Option<Timestamp>,
    /// How far the simulated cloud's clock is ahead of this machine's (behind, if it begins with a minus sign),
    /// such as "20m". Signatures more than 15 minutes away from it are refused.
    pub clock_ahead: Span,
    /// Who may call.
    pub account: Account,
    /// How many calls a user may make.
    pub quota: Quota,
    /// How long jobs take and what they show on the way, unless an instance says otherwise.
    pub jobs: Jobs,
    /// How long links live.
    pub links: Links,
    /// Which of the spellings that the sources disagree on the services use.
    pub dialect: Dialect,
    /// RDS instances. If left out, one that runs PostgreSQL and one that runs SQL Server.
    pub rds: Vec<RdsInstance>,
    /// DDS replica sets. One, if left out.
    pub dds: Vec<DdsInstance>,
    /// DCS for Redis instances. One, if left out.
    pub dcs: Vec<DcsInstance>,
    /// CloudDC physical servers. One, if left out.
    pub clouddc: Vec<CloudDcServer>,
    /// Faults that are ordered from the start.
    pub faults: Vec<FaultOrder>,
}

impl Default for Scenario {
    fn default() -> Self {
        Self {
            seed: 0,
            starts_at: None,
            clock_ahead: Span::default(),
            account: Account::default(),
            quota: Quota::default(),
            jobs: Jobs::default(),
            links: Links::default(),
            dialect: Dialect::default(),
            rds: vec![
                RdsInstance::default(),
                RdsInstance { engine: Engine::SqlServer, ..RdsInstance::default() },
            ],
            dds: vec![DdsInstance::default()],
            dcs: vec![DcsInstance::default()],
            clouddc: vec![CloudDcServer::default()],
            faults: vec![],
        }
    }
}

impl Scenario {
    /// Reads a scenario file. Folders that it names are relative to the folder it is in.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, is not TOML, has a key or a value that no scenario has, or contradicts itself.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, ScenarioError> {
        let path = path.as_ref();
        let explained = |message: String| ScenarioError(format!("{}: {message}", path.display()));
        let text = std::fs::read_to_string(path).map_err(|error| explained(error.to_string()))?;
        let mut scenario = Self::parse(&text).map_err(|error| explained(error.0))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        for logs in scenario.all_logs() {
            if let Logs::Folder(given) = logs {
                *given = folder.join(&given);
            }
        }
        Ok(scenario)
    }

    /// Reads a scenario from text. Folders that it names are relative to the current one.
    ///
    /// # Errors
    ///
    /// As for [`load`](Self::load).
    pub fn parse(text: &str) -> Result<Self, ScenarioError> {
        let scenario: Self =
            toml::from_str(text).map_err(|error| ScenarioError(error.to_string()))?;
        scenario.check()?;
        Ok(scenario)
    }

    /// The JSON schema of a scenario file, for editors and for other programs that write one.
    #[must_use]
    pub fn json_schema() -> serde_json::Value {
        schemars::schema_for!(Self).to_value()
    }

    /// Makes jobs take as many looks at them, after the call that starts one, until they are done: 0 is done at
    /// once. Replaces what [`jobs`](Self::jobs) says, not what instances and nodes of their own say. Nothing depends
    /// on time then, so tests need not sleep.
    #[must_use]
    pub fn with_polls_until_ready(mut self, polls: u32) -> Self {
        self.jobs.takes = Some(Takes::Polls(polls));
        self
    }

    /// Makes all links live as long. Their ends are written in whole seconds, rounded down, and zero makes
    /// links that are dead on arrival.
    #[must_use]
    pub fn with_link_lifetime(mut self, lifetime: std::time::Duration) -> Self {
        self.links.lifetime = Some(lifetime.into());
        self
    }

    /// Adds a fault.
    #[must_use]
    pub fn with_fault(mut self, order: FaultOrder) -> Self {
        self.faults.push(order);
        self
    }

    /// The jobs of an instance with these of its own.
    pub(crate) fn jobs_of(&self, own: Option<&Jobs>) -> Jobs {
        own.map_or_else(|| self.jobs.clone(), |own| own.over(&self.jobs))
    }

    fn all_logs(&mut self) -> impl Iterator<Item = &mut Logs> {
        let rds = self.rds.iter_mut().flat_map(|instance| {
            let RdsInstance { logs, slow_logs, audit_logs, xel_logs, .. } = instance;
            [logs, slow_logs, audit_logs, xel_logs]
        });
        let dds = self.dds.iter_mut().flat_map(|instance| {
            let DdsInstance { logs, slow_logs, audit_logs, .. } = instance;
            [logs, slow_logs, audit_logs]
        });
        let dcs = self.dcs.iter_mut().map(|instance| &mut instance.logs);
        let clouddc = self.clouddc.iter_mut().map(|server| &mut server.logs);
        rds.chain(dds).chain(dcs).chain(clouddc)
    }
}

/// What is wrong with a scenario, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScenarioError(String);

impl ScenarioError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.trim_end())
    }
}

impl std::error::Error for ScenarioError {}
