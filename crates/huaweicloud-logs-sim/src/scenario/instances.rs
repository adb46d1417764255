//! The instances and their logs.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::jobs::Jobs;
use super::values::Size;

/// An RDS instance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct RdsInstance {
    /// Its id. Made up if left out.
    pub id: Option<String>,
    /// How many such instances there are. All but the first have made-up ids.
    #[schemars(range(min = 1, max = 100_000))]
    pub count: u32,
    /// Which database runs on it, which decides what logs it hands out.
    pub engine: Engine,
    /// Its error logs; an export has one entry for each. Only PostgreSQL instances hand out any.
    pub logs: Logs,
    /// Its slow query logs; an export has one entry for each. Those of SQL Server are listed and exported one by one.
    pub slow_logs: Logs,
    /// Its audit logs, one for each day, the newest first: of today, yesterday, and so on. SQL Server instances hand
    /// out none.
    pub audit_logs: Logs,
    /// Its extended event logs, which only SQL Server instances have. They are listed and exported one by one.
    pub xel_logs: Logs,
    /// How long its exports take; if left out, as the scenario says for all.
    pub jobs: Option<Jobs>,
}

/// The database of an RDS instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub enum Engine {
    /// PostgreSQL: error logs, slow query logs, audit logs.
    #[default]
    #[serde(rename = "postgresql")]
    PostgreSql,
    /// MySQL: slow query logs, audit logs.
    #[serde(rename = "mysql")]
    MySql,
    /// Microsoft SQL Server: slow query logs and extended event logs, which have to be named.
    #[serde(rename = "sql-server")]
    SqlServer,
}

impl Engine {
    /// The name that the API gives it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::PostgreSql => "PostgreSQL",
            Self::MySql => "MySQL",
            Self::SqlServer => "SQLServer",
        }
    }
}

/// A DDS replica set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct DdsInstance {
    /// Its id. Made up if left out.
    pub id: Option<String>,
    /// How many such instances there are. All but the first have made-up ids.
    #[schemars(range(min = 1, max = 100_000))]
    pub count: u32,
    /// Its error logs, one for each node.
    pub logs: Logs,
    /// Its slow query logs, one for each node. The recorded ones go round if there are more nodes.
    pub slow_logs: Logs,
    /// Its audit logs: of today, yesterday, and so on, and dealt out to the nodes in the order of the list. The
    /// recorded ones go round, so that there is one for each node.
    pub audit_logs: Logs,
    /// How long the longest of its exports takes; if left out, as the scenario says for all. The nodes get ready
    /// one after the other, and not in the order of the list.
    pub jobs: Option<Jobs>,
    /// Its nodes, as many as logs (the recorded ones are three). If left out, there are as many as logs, and three if
    /// those are generated.
    pub nodes: Vec<DdsNode>,
}

/// A node of a DDS replica set.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct DdsNode {
    /// Its id. Made up if left out, and for all but the first of several instances.
    pub id: Option<String>,
    /// Its name. Made up if left out.
    pub name: Option<String>,
    /// How long exactly its exports take.
    pub jobs: Option<Jobs>,
}

/// A DCS for Redis instance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct DcsInstance {
    /// Its id. Made up if left out.
    pub id: Option<String>,
    /// How many such instances there are. All but the first have made-up ids.
    #[schemars(range(min = 1, max = 100_000))]
    pub count: u32,
    /// Its run logs, one for each day and replica, the newest first. The recorded ones are of today, two and
    /// five days ago; all others are of today, yesterday, and so on.
    pub logs: Logs,
    /// How long collections take; if left out, as the scenario says for all.
    pub jobs: Option<Jobs>,
    /// Its replicas, one if left out. With more than one a collection has to name the replica.
    pub replicas: Vec<DcsReplica>,
}

/// A replica of a DCS instance.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct DcsReplica {
    /// Its id. Made up if left out.
    pub replication_id: Option<String>,
    /// Its address, which is part of the names of its logs. Made up if left out.
    pub ip: Option<String>,
    /// The shard it belongs to, `group-0` if left out.
    pub group: Option<String>,
}

/// A CloudDC physical server.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct CloudDcServer {
    /// Its id. Made up if left out.
    pub id: Option<String>,
    /// How many such servers there are. All but the first have made-up ids and serial numbers.
    #[schemars(range(min = 1, max = 100_000))]
    pub count: u32,
    /// Its dump, exactly one file. A generated one is a `.tar.gz`.
    pub logs: Logs,
    /// How long exports take; if left out, as the scenario says for all.
    pub jobs: Option<Jobs>,
    /// Its serial number, which the name of the dump begins with. Made up if left out.
    pub serial_number: Option<String>,
}

/// Where log files come from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Logs {
    /// Small real ones that come with the simulator.
    #[default]
    Recorded,
    /// The files of this folder, without those of folders in it, in the order of their names, which only say this
    /// much. They are read into memory when the simulator starts. The folder is relative to the scenario file.
    Folder(PathBuf),
    /// Made from the seed while they are sent, so they take neither disk nor memory.
    Generated {
        /// The size of each.
        size: Size,
        /// How many there are; of run logs and audit logs, for how many days. If left out: as many as nodes for DDS,
        /// else one.
        files: Option<u32>,
    },
}

impl Logs {
    /// Where they come from, for messages.
    pub(crate) fn source(&self) -> String {
        match self {
            Self::Recorded => "the recording".to_owned(),
            Self::Folder(folder) => format!("the folder {}", folder.display()),
            Self::Generated { .. } => "the generator".to_owned(),
        }
    }
}

macro_rules! one_of_each {
    ($($kind:ty { $($more:ident),* })*) => {
        $(impl Default for $kind {
            fn default() -> Self {
                Self { id: None, count: 1, logs: Logs::Recorded, jobs: None, $($more: Default::default()),* }
            }
        })*
    };
}

one_of_each! {
    RdsInstance { engine, slow_logs, audit_logs, xel_logs }
    DdsInstance { slow_logs, audit_logs, nodes }
    DcsInstance { replicas }
    CloudDcServer { serial_number }
}
