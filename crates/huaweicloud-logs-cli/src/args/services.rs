//! What can be asked of each service.

use clap::{Args, Subcommand};

use super::Target;
use crate::moment::{self, Moment};

#[derive(Debug, Subcommand)]
pub(crate) enum ServiceCommand {
    /// RDS
    Rds {
        #[command(subcommand)]
        what: Rds,
    },
    /// DDS, the document database
    Dds {
        #[command(subcommand)]
        what: Dds,
    },
    /// DCS for Redis
    Dcs {
        #[command(subcommand)]
        what: Dcs,
    },
    /// CloudDC, physical servers
    #[command(name = "clouddc")]
    CloudDc {
        #[command(subcommand)]
        what: CloudDc,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Rds {
    /// Error log of each PostgreSQL instance
    ErrorLog {
        #[command(flatten)]
        target: Target,
    },
    /// Slow log of each instance's primary node
    SlowLog {
        #[command(flatten)]
        target: Target,
        /// Only for SQL Server, which needs it: this file; slow-log-files lists them
        #[arg(long, value_name = "NAME")]
        file: Option<String>,
    },
    /// Audit logs of each instance, of a span of time
    AuditLog {
        #[command(flatten)]
        target: Target,
        #[command(flatten)]
        span: Span,
    },
    /// A file of extended events of each SQL Server instance
    XelLog {
        #[command(flatten)]
        target: Target,
        /// The file; xel-log-files lists them
        #[arg(long, value_name = "NAME")]
        file: String,
    },
    /// List the instances of the project
    Instances,
    /// List the slow log files of a SQL Server instance
    SlowLogFiles(OneInstance),
    /// List the files of extended events of a SQL Server instance
    XelLogFiles(OneInstance),
}

#[derive(Debug, Subcommand)]
pub(crate) enum Dds {
    /// Error logs of each instance's nodes
    ErrorLog {
        #[command(flatten)]
        target: Target,
        #[command(flatten)]
        choice: NodeChoice,
    },
    /// Slow logs of each instance's nodes
    SlowLog {
        #[command(flatten)]
        target: Target,
        #[command(flatten)]
        choice: NodeChoice,
    },
    /// Audit logs of each instance's nodes, of a span of time
    AuditLog {
        #[command(flatten)]
        target: Target,
        #[command(flatten)]
        span: Span,
        /// Only this node, by id (…no02)
        #[arg(long, value_name = "ID")]
        node: Option<String>,
    },
    /// List the instances of the project, with the ids of their nodes
    Instances,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Dcs {
    /// Run logs of each instance, one file a day
    RunLog {
        #[command(flatten)]
        target: Target,
        /// Days to go back; 0 is today only
        #[arg(long, value_name = "DAYS", default_value = "0", value_parser = ["0", "1", "3", "7"])]
        days: String,
        /// Node whose log is wanted, by replication id, which replicas lists; needed unless the instance has one node
        #[arg(long, value_name = "ID")]
        replication: Option<String>,
    },
    /// List the instances of the project
    Instances,
    /// List the nodes of an instance, with their replication ids
    Replicas(OneInstance),
}

#[derive(Debug, Subcommand)]
pub(crate) enum CloudDc {
    /// Log dump of each server, as one archive
    ServerLog {
        #[command(flatten)]
        target: Target,
    },
    /// List the servers of the project
    Instances,
}

/// The nodes and files of a DDS instance that are wanted.
#[derive(Args, Debug)]
pub(crate) struct NodeChoice {
    /// Only this node, by id (…no02); may be repeated
    #[arg(long, value_name = "ID")]
    pub(crate) node: Vec<String>,
    /// Only this file, by a name that an earlier answer gave; may be repeated
    #[arg(long, value_name = "NAME")]
    pub(crate) file: Vec<String>,
}

/// A span of time, of 30 days at most.
#[derive(Args, Debug)]
pub(crate) struct Span {
    /// Where the span begins: 2026-11-20 (its beginning in UTC), 2026-11-20T08:30:00Z, or so long ago, as in 12h
    #[arg(long, value_name = "TIME", default_value = "24h", value_parser = moment::parse)]
    pub(crate) from: Moment,
    /// Where the span ends, written in the same way; now unless given
    #[arg(long, value_name = "TIME", value_parser = moment::parse)]
    pub(crate) until: Option<Moment>,
}

#[derive(Args, Debug)]
pub(crate) struct OneInstance {
    /// Id of the instance
    #[arg(value_name = "ID")]
    pub(crate) instance: String,
}
