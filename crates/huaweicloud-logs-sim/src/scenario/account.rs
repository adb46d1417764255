//! Who may call, how often, and how long what they get is good for.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::values::Span;

/// The simulated account. It has one project in one region.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Account {
    /// The account's name, which IAM calls a domain.
    pub domain: String,
    /// The region, which is also the project's name, as in the cloud.
    pub region: String,
    /// The project's id.
    pub project_id: String,
    /// How long a token is good for. The cloud's are good for 24 hours.
    pub token_lifetime: Span,
    /// The account's users, at least one. Clients are told about the first.
    pub users: Vec<User>,
}

impl Default for Account {
    fn default() -> Self {
        Self {
            domain: "simulated-domain".to_owned(),
            region: "cn-north-4".to_owned(),
            project_id: "0483b6b16e954cb88930a360d2c4e663".to_owned(),
            token_lifetime: std::time::Duration::from_secs(24 * 60 * 60).into(),
            users: vec![User::default()],
        }
    }
}

/// An IAM user. All keys are invented and open nothing but the simulator; `Debug` hides them all the same.
#[derive(Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct User {
    /// The name to log in with.
    pub name: String,
    /// The password to log in with.
    pub password: String,
    /// The access key that signed requests name.
    pub access_key: String,
    /// The secret key that requests are signed with.
    pub secret_key: String,
    /// Makes the keys temporary ones: requests signed with them have to carry this as `X-Security-Token`.
    pub security_token: Option<String>,
}

impl Default for User {
    fn default() -> Self {
        Self {
            name: "simulated-user".to_owned(),
            password: "simulated/NotAPassword0".to_owned(),
            access_key: "SIMULATEDACCESSKEY00".to_owned(),
            secret_key: "simulated/NotASecret+Key0000000000000000".to_owned(),
            security_token: None,
        }
    }
}

impl fmt::Debug for User {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("User")
            .field("name", &self.name)
            .field("access_key", &self.access_key)
            .finish_non_exhaustive()
    }
}

/// How many calls a user may make, counted for each service on its own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Quota {
    /// The most calls that are answered in any 60 seconds; more get 429. No limit, if left out. IAM and the store
    /// have none.
    #[schemars(range(min = 1))]
    pub calls_per_minute: Option<u32>,
    /// What a 429 says about when to come back.
    pub retry_after: RetryAfter,
}

/// The form of a `Retry-After` header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RetryAfter {
    /// No header.
    #[default]
    None,
    /// Whole seconds, rounded up.
    Seconds,
    /// The date and time, in the form of HTTP.
    Date,
}

/// How long links live, and what follows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Links {
    /// How long every link lives. If left out, each service has its own: RDS 5 minutes (the documents state no
    /// life for error logs, this is the one of slow logs), DDS 15 minutes, DCS 24 hours, and 5 minutes those of audit
    /// logs.
    pub lifetime: Option<Span>,
    /// What RDS and DDS do when an export is asked for again after its link has expired. Links to audit logs are made
    /// anew whenever they are asked for.
    pub reissue: Reissue,
}

/// What follows an expired link of RDS and DDS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Reissue {
    /// A new export, which takes its time and makes an object of another name. The log is the same.
    #[default]
    NewExport,
    /// At once a new link to the same object.
    SameObject,
    /// A new export that is never ready.
    Never,
}
