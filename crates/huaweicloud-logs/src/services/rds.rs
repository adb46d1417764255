//! RDS for PostgreSQL.

use std::sync::Arc;

use huaweicloud_logs_api::log_job::LogJob;
use huaweicloud_logs_api::rds::{self, jobs, operations};

use super::source::{Handout, LogSource, link};
use crate::Result;
use crate::answer::Answer;
use crate::caller::Caller;
use crate::cloud::Cloud;
use crate::observation::Item;
use crate::request::LogRequest;
use crate::service::Service;

/// An RDS for PostgreSQL instance.
#[derive(Clone, Debug)]
pub struct Rds {
    cloud: Cloud,
    instance: String,
}

impl Rds {
    pub(crate) fn new(cloud: Cloud, instance: String) -> Self {
        Self { cloud, instance }
    }

    /// The error log. The instance must be working properly (RDS API reference).
    pub fn error_logs(&self) -> LogRequest<ErrorLogs> {
        let source = ErrorLogs { instance: self.instance.clone() };
        LogRequest::new(self.cloud.clone(), source)
    }
}

/// The error log of an RDS instance.
#[derive(Clone, Debug)]
pub struct ErrorLogs {
    instance: String,
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
        Answer::of(&*caller.call(&operations::DOWNLOAD_ERRORLOG, send).await?)
    }

    async fn poll(&self, caller: &Caller<'_>, _started: &Answer) -> Result<Answer> {
        self.start(caller).await
    }

    async fn open(&self, _caller: &Caller<'_>, _started: &Answer, item: &Item) -> Result<Handout> {
        link(self.job(), &item.entry)
    }
}
