//! RDS.

mod audit_log;
mod error_log;
mod files;
mod slow_log;
mod xel_log;

use std::ops::Range;
use std::time::SystemTime;

pub use self::audit_log::AuditLogs;
pub use self::error_log::ErrorLogs;
use self::files::{Files, Kind};
pub use self::slow_log::SlowLogs;
pub use self::xel_log::XelLog;
use super::listed::ListedFile;
use super::span::Span;
use crate::cloud::Cloud;
use crate::pages::Pages;
use crate::request::LogRequest;

/// An RDS instance.
#[derive(Clone, Debug)]
pub struct Rds {
    cloud: Cloud,
    instance: String,
}

impl Rds {
    pub(crate) fn new(cloud: Cloud, instance: String) -> Self {
        Self { cloud, instance }
    }

    /// The error log of a PostgreSQL instance, which must be working properly (RDS API reference).
    pub fn error_logs(&self) -> LogRequest<ErrorLogs> {
        LogRequest::new(self.cloud.clone(), ErrorLogs::new(&self.instance))
    }

    /// The slow log of the primary node; of SQL Server, the file chosen with [`LogRequest::file`] (RDS API reference).
    pub fn slow_logs(&self) -> LogRequest<SlowLogs> {
        LogRequest::new(self.cloud.clone(), SlowLogs::new(&self.instance))
    }

    /// The audit logs of a span of time, of 30 days at most. Nothing is prepared for them: those that the service
    /// lists are fetched, which may be none (RDS API reference).
    pub fn audit_logs(&self, span: Range<SystemTime>) -> LogRequest<AuditLogs> {
        LogRequest::new(self.cloud.clone(), AuditLogs::new(&self.instance, Span(span)))
    }

    /// A file of extended events of SQL Server, by its name (…xel), which [`xel_log_files`](Self::xel_log_files) lists.
    pub fn xel_log(&self, file: impl Into<String>) -> LogRequest<XelLog> {
        LogRequest::new(self.cloud.clone(), XelLog::new(&self.instance, file.into()))
    }

    /// The files that [`slow_logs`](Self::slow_logs) of SQL Server has to choose from.
    pub fn slow_log_files(&self) -> Pages<ListedFile> {
        self.files(Kind::SlowLog)
    }

    /// The files of extended events of SQL Server.
    pub fn xel_log_files(&self) -> Pages<ListedFile> {
        self.files(Kind::XelLog)
    }

    fn files(&self, kind: Kind) -> Pages<ListedFile> {
        Pages::new(self.cloud.clone(), Files { instance: self.instance.clone(), kind })
    }
}
