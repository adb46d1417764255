//! The things that listen.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One of the simulated servers, each on its own port.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Service {
    /// Relational Database Service: error, slow query, audit and extended event logs.
    Rds,
    /// Document Database Service: error, slow query and audit logs of a replica set.
    Dds,
    /// Distributed Cache Service: Redis run logs.
    Dcs,
    /// CloudDC: dumps of physical servers.
    CloudDc,
    /// Identity and Access Management: tokens and project ids.
    Iam,
    /// The object store that the links of the first three lead to.
    Obs,
    /// A server that none of the others has anything to do with. Redirects lead there, and whatever a client
    /// brings along should have stayed at home.
    Elsewhere,
}

impl Service {
    /// The short name that host names and [`Connection`](crate::Connection) use, such as `rds`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rds => "rds",
            Self::Dds => "dds",
            Self::Dcs => "dcs",
            Self::CloudDc => "clouddc",
            Self::Iam => "iam",
            Self::Obs => "obs",
            Self::Elsewhere => "elsewhere",
        }
    }
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
