use std::sync::Arc;
use std::time::Duration;

use huaweicloud_logs_api::log_job::LogJob;
use huaweicloud_logs_api::rds::types::AuditlogLinksRequest;
use huaweicloud_logs_api::rds::{self, jobs, operations};

use crate::Result;
use crate::answer::Answer;
use crate::caller::Caller;
use crate::observation::Item;
use crate::pages::{self, At};
use crate::service::Service;
use crate::services::source::{Handout, LogSource, link, parameter};
use crate::services::span::{self, Span};

/// The audit logs of an RDS instance.
#[derive(Clone, Debug)]
pub struct AuditLogs {
    instance: String,
    span: Span,
}

impl AuditLogs {
    /// The longest span of time that audit logs can be asked for, 30 days; it holds for DDS as well.
    pub const LONGEST: Duration = span::LONGEST;

    pub(super) fn new(instance: &str, span: Span) -> Self {
        Self { instance: instance.to_owned(), span }
    }
}

impl LogSource for AuditLogs {
    fn service(&self) -> Service {
        Service::Rds
    }

    fn job(&self) -> &'static LogJob {
        &jobs::AUDIT_LOG
    }

    fn instance(&self) -> &str {
        &self.instance
    }

    fn asked(&self) -> String {
        self.span.to_string()
    }

    fn check(&self) -> Result<()> {
        self.span.written().map(drop)
    }

    async fn start(&self, caller: &Caller<'_>) -> Result<Answer> {
        let (start, end) = &self.span.written()?;
        let send = |client: rds::Client, project: Arc<str>, at: At| async move {
            let At { offset, limit, .. } = at;
            client.list_auditlogs(&project, &self.instance, end, limit, offset, start).await
        };
        pages::whole(caller, &operations::LIST_AUDITLOGS, send).await
    }

    async fn open(&self, caller: &Caller<'_>, started: &Answer, item: &Item) -> Result<Handout> {
        let id = parameter(&self.job().download, "ids", started, Some(item))?;
        let body = &AuditlogLinksRequest { ids: vec![id] };
        let send = |client: rds::Client, project: Arc<str>| async move {
            client.show_auditlog_download_link(&project, &self.instance, body).await
        };
        link(self.job(), &caller.answer(&operations::SHOW_AUDITLOG_DOWNLOAD_LINK, send).await?)
    }
}
