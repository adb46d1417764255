use std::sync::Arc;

use huaweicloud_logs_api::dds::types::AuditlogLinksRequest;
use huaweicloud_logs_api::dds::{self, jobs, operations};
use huaweicloud_logs_api::log_job::LogJob;

use crate::Result;
use crate::answer::Answer;
use crate::caller::Caller;
use crate::observation::Item;
use crate::pages::{self, At};
use crate::request::LogRequest;
use crate::service::Service;
use crate::services::source::{Handout, LogSource, link, parameter};
use crate::services::span::Span;

/// The audit logs of a DDS instance's nodes.
#[derive(Clone, Debug)]
pub struct NodeAuditLogs {
    instance: String,
    span: Span,
    node: Option<String>,
}

impl NodeAuditLogs {
    pub(super) fn new(instance: &str, span: Span) -> Self {
        Self { instance: instance.to_owned(), span, node: None }
    }
}

impl LogRequest<NodeAuditLogs> {
    /// Only this node, by id (…no02).
    pub fn node(mut self, id: impl Into<String>) -> Self {
        self.source.node = Some(id.into());
        self
    }
}

impl LogSource for NodeAuditLogs {
    fn service(&self) -> Service {
        Service::Dds
    }

    fn job(&self) -> &'static LogJob {
        &jobs::AUDIT_LOG
    }

    fn instance(&self) -> &str {
        &self.instance
    }

    fn asked(&self) -> String {
        let node = self.node.as_deref().unwrap_or("any");
        format!("{}, node {node}", self.span)
    }

    fn check(&self) -> Result<()> {
        self.span.written().map(drop)
    }

    async fn start(&self, caller: &Caller<'_>) -> Result<Answer> {
        let (start, end) = &self.span.written()?;
        let send = |client: dds::Client, project: Arc<str>, at: At| async move {
            let (limit, offset, node) = (Some(at.limit), Some(at.offset), self.node.as_deref());
            client.list_auditlogs(&project, &self.instance, end, limit, node, offset, start).await
        };
        pages::whole(caller, &operations::LIST_AUDITLOGS, send).await
    }

    async fn open(&self, caller: &Caller<'_>, started: &Answer, item: &Item) -> Result<Handout> {
        let id = parameter(&self.job().download, "ids", started, Some(item))?;
        let body = &AuditlogLinksRequest { ids: vec![id] };
        let send = |client: dds::Client, project: Arc<str>| async move {
            client.list_auditlog_links(&project, &self.instance, body).await
        };
        link(self.job(), &caller.answer(&operations::LIST_AUDITLOG_LINKS, send).await?)
    }
}
