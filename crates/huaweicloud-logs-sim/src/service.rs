//! The five things that listen.

use std::fmt;

use serde::Serialize;

/// One of the simulated servers, each on its own port.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Service {
    /// Relational Database Service: PostgreSQL error logs.
    Rds,
    /// Document Database Service: error logs of a replica set.
    Dds,
    /// Distributed Cache Service: Redis run logs.
    Dcs,
    /// CloudDC: dumps of physical servers.
    CloudDc,
    /// The object store that the links of the first three lead to.
    Obs,
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
            Self::Obs => "obs",
        }
    }
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
