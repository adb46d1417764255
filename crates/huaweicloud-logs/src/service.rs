//! The services.

use std::fmt;
use std::time::Duration;

use huaweicloud_logs_api as api;
use serde::{Serialize, Serializer};

use crate::quota::Quota;

/// A service that hands out logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Service {
    /// Relational Database Service, here for PostgreSQL.
    Rds,
    /// Document Database Service, compatible with MongoDB.
    Dds,
    /// Distributed Cache Service, here for Redis.
    Dcs,
    /// Cloud Data Center: physical servers.
    CloudDc,
}

impl Service {
    /// Every service.
    pub const ALL: [Self; 4] = [Self::Rds, Self::Dds, Self::Dcs, Self::CloudDc];

    /// How many calls a user may make, as far as its document says.
    #[must_use]
    pub fn quota(self) -> Quota {
        let documented = match self {
            Self::Rds => api::rds::QUOTA,
            Self::Dds => api::dds::QUOTA,
            Self::Dcs => api::dcs::QUOTA,
            Self::CloudDc => api::clouddc::QUOTA,
        };
        documented.map_or(Quota::unlimited(), |quota| {
            Quota::new(quota.calls, Duration::from_secs(quota.period_s.into()))
        })
    }

    /// The name in host names and in this project's documents, such as `rds`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rds => "rds",
            Self::Dds => "dds",
            Self::Dcs => "dcs",
            Self::CloudDc => "clouddc",
        }
    }
}

/// As its name.
impl Serialize for Service {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
