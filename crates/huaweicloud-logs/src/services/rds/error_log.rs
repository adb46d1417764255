use std::sync::Arc;

use huaweicloud_logs_api::log_job::LogJob;
use huaweicloud_logs_api::rds::{self, jobs, operations};

use crate::Result;
use crate::answer::Answer;
use crate::caller::Caller;
use crate::service::Service;
use crate::services::source::LogSource;

/// The error log of an RDS instance.
#[derive(Clone, Debug)]
pub struct ErrorLogs {
    instance: String,
}

impl ErrorLogs {
    pub(super) fn new(instance: &str) -> Self {
        Self { instance: instance.to_owned() }
    }
}

impl LogSource for ErrorLogs {
    fn service(&self) -> Service {
        Service::Rds
    }

    fn job(&self) -> &'static LogJob {
        &jobs::ERROR_LOG
    }

    fn instance(&self) -> &str {
        &self.instance
    }

    async fn start(&self, caller: &Caller<'_>) -> Result<Answer> {
        let send = |client: rds::Client, project: Arc<str>| async move {
            client.download_errorlog(&project, &self.instance).await
        };
        caller.answer(&operations::DOWNLOAD_ERRORLOG, send).await
    }
}
