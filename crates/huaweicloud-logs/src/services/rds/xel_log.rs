use std::sync::Arc;

use huaweicloud_logs_api::log_job::LogJob;
use huaweicloud_logs_api::rds::types::XelLogDownloadRequest;
use huaweicloud_logs_api::rds::{self, jobs, operations};

use crate::Result;
use crate::answer::Answer;
use crate::caller::Caller;
use crate::service::Service;
use crate::services::source::LogSource;

/// A file of extended events of an RDS for SQL Server instance.
#[derive(Clone, Debug)]
pub struct XelLog {
    instance: String,
    body: XelLogDownloadRequest,
}

impl XelLog {
    pub(super) fn new(instance: &str, file_name: String) -> Self {
        Self { instance: instance.to_owned(), body: XelLogDownloadRequest { file_name } }
    }
}

impl LogSource for XelLog {
    fn service(&self) -> Service {
        Service::Rds
    }

    fn job(&self) -> &'static LogJob {
        &jobs::XEL_LOG
    }

    fn instance(&self) -> &str {
        &self.instance
    }

    fn asked(&self) -> String {
        format!("file {:?}", self.body.file_name)
    }

    async fn start(&self, caller: &Caller<'_>) -> Result<Answer> {
        let send = |client: rds::Client, project: Arc<str>| async move {
            client.create_xel_log_download(&project, &self.instance, &self.body).await
        };
        caller.answer(&operations::CREATE_XEL_LOG_DOWNLOAD, send).await
    }
}
