use std::sync::Arc;

use huaweicloud_logs_api::log_job::LogJob;
use huaweicloud_logs_api::rds::types::SlowlogDownloadRequest;
use huaweicloud_logs_api::rds::{self, jobs, operations};

use crate::Result;
use crate::answer::Answer;
use crate::caller::Caller;
use crate::request::LogRequest;
use crate::service::Service;
use crate::services::source::LogSource;

/// The slow log of an RDS instance.
#[derive(Clone, Debug)]
pub struct SlowLogs {
    instance: String,
    body: SlowlogDownloadRequest,
}

impl SlowLogs {
    pub(super) fn new(instance: &str) -> Self {
        Self { instance: instance.to_owned(), body: SlowlogDownloadRequest::default() }
    }
}

impl LogRequest<SlowLogs> {
    /// This file, by a name that [`Rds::slow_log_files`](crate::services::Rds::slow_log_files) lists. SQL Server needs
    /// it, other engines have no such files (RDS API reference).
    pub fn file(mut self, name: impl Into<String>) -> Self {
        self.source.body.file_name = Some(name.into());
        self
    }
}

impl LogSource for SlowLogs {
    fn service(&self) -> Service {
        Service::Rds
    }

    fn job(&self) -> &'static LogJob {
        &jobs::SLOW_LOG
    }

    fn instance(&self) -> &str {
        &self.instance
    }

    fn asked(&self) -> String {
        self.body.file_name.as_ref().map(|file| format!("file {file:?}")).unwrap_or_default()
    }

    async fn start(&self, caller: &Caller<'_>) -> Result<Answer> {
        let send = |client: rds::Client, project: Arc<str>| async move {
            client.download_slowlog(&project, &self.instance, &self.body).await
        };
        caller.answer(&operations::DOWNLOAD_SLOWLOG, send).await
    }
}
