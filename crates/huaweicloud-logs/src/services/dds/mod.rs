//! DDS, the document database.

mod audit_log;
mod node_logs;

use std::ops::Range;
use std::time::SystemTime;

pub use self::audit_log::NodeAuditLogs;
use self::node_logs::Kind;
pub use self::node_logs::NodeLogs;
use super::span::Span;
use crate::cloud::Cloud;
use crate::request::LogRequest;

/// A DDS instance.
#[derive(Clone, Debug)]
pub struct Dds {
    cloud: Cloud,
    instance: String,
}

impl Dds {
    pub(crate) fn new(cloud: Cloud, instance: String) -> Self {
        Self { cloud, instance }
    }

    /// The error logs of all nodes, or of those chosen with [`LogRequest::nodes`].
    ///
    /// Mongos, shard and config nodes of a cluster and all nodes of a replica set have error logs
    /// (DDS API reference).
    pub fn error_logs(&self) -> LogRequest<NodeLogs> {
        LogRequest::new(self.cloud.clone(), NodeLogs::new(&self.instance, Kind::Error))
    }

    /// The slow logs of all nodes, or of those chosen with [`LogRequest::nodes`].
    ///
    /// Shard nodes of a cluster and all nodes of a replica set have slow logs (DDS API reference).
    pub fn slow_logs(&self) -> LogRequest<NodeLogs> {
        LogRequest::new(self.cloud.clone(), NodeLogs::new(&self.instance, Kind::Slow))
    }

    /// The audit logs of a span of time, of 30 days at most, of all nodes or of the one chosen with
    /// [`LogRequest::node`]. Nothing is prepared for them: those that the service lists are fetched, which may be none
    /// (DDS API reference).
    pub fn audit_logs(&self, span: Range<SystemTime>) -> LogRequest<NodeAuditLogs> {
        LogRequest::new(self.cloud.clone(), NodeAuditLogs::new(&self.instance, Span(span)))
    }
}
