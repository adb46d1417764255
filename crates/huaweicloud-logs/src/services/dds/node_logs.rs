use std::sync::Arc;

use huaweicloud_logs_api::dds::types::{ErrorlogDownloadRequest, SlowlogDownloadRequest};
use huaweicloud_logs_api::dds::{self, jobs, operations};
use huaweicloud_logs_api::log_job::LogJob;

use crate::Result;
use crate::answer::Answer;
use crate::caller::Caller;
use crate::request::LogRequest;
use crate::service::Service;
use crate::services::source::LogSource;

/// The error logs or the slow logs of a DDS instance's nodes.
#[derive(Clone, Debug)]
pub struct NodeLogs {
    instance: String,
    kind: Kind,
    nodes: Vec<String>,
    files: Vec<String>,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    Error,
    Slow,
}

impl NodeLogs {
    pub(super) fn new(instance: &str, kind: Kind) -> Self {
        Self { instance: instance.to_owned(), kind, nodes: Vec::new(), files: Vec::new() }
    }
}

impl LogRequest<NodeLogs> {
    /// Only these nodes, by id (…no02). An empty list means all nodes.
    pub fn nodes(mut self, ids: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.source.nodes = ids.into_iter().map(Into::into).collect();
        self
    }

    /// Only these files, by a name that an earlier answer gave. An empty list means all files.
    pub fn files(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.source.files = names.into_iter().map(Into::into).collect();
        self
    }
}

impl LogSource for NodeLogs {
    fn service(&self) -> Service {
        Service::Dds
    }

    fn job(&self) -> &'static LogJob {
        match self.kind {
            Kind::Error => &jobs::ERROR_LOG,
            Kind::Slow => &jobs::SLOW_LOG,
        }
    }

    fn instance(&self) -> &str {
        &self.instance
    }

    fn asked(&self) -> String {
        match (self.nodes.as_slice(), self.files.as_slice()) {
            ([], []) => String::new(),
            (nodes, files) => format!("nodes {nodes:?}, files {files:?}"),
        }
    }

    async fn start(&self, caller: &Caller<'_>) -> Result<Answer> {
        let (node_id_list, file_name_list) = (self.nodes.clone(), self.files.clone());
        match self.kind {
            Kind::Error => {
                let body = &ErrorlogDownloadRequest { node_id_list, file_name_list };
                let send = |client: dds::Client, project: Arc<str>| async move {
                    client.download_errorlog(&project, &self.instance, body).await
                };
                caller.answer(&operations::DOWNLOAD_ERRORLOG, send).await
            }
            Kind::Slow => {
                let body = &SlowlogDownloadRequest { node_id_list, file_name_list };
                let send = |client: dds::Client, project: Arc<str>| async move {
                    client.download_slowlog(&project, &self.instance, body).await
                };
                caller.answer(&operations::DOWNLOAD_SLOWLOG, send).await
            }
        }
    }
}
