//! DDS, the document database.

use std::sync::Arc;

use huaweicloud_logs_api::dds::{self, jobs, operations, types};
use huaweicloud_logs_api::log_job::LogJob;

use super::source::{Handout, LogSource, link};
use crate::Result;
use crate::answer::Answer;
use crate::caller::Caller;
use crate::cloud::Cloud;
use crate::observation::Item;
use crate::request::LogRequest;
use crate::service::Service;

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
    pub fn error_logs(&self) -> LogRequest<NodeErrorLogs> {
        let source = NodeErrorLogs {
            instance: self.instance.clone(),
            body: types::ErrorlogDownloadRequest::default(),
        };
        LogRequest::new(self.cloud.clone(), source)
    }
}

/// The error logs of a DDS instance's nodes.
#[derive(Clone, Debug)]
pub struct NodeErrorLogs {
    instance: String,
    body: types::ErrorlogDownloadRequest,
}

impl LogRequest<NodeErrorLogs> {
    /// Only these nodes, by id (…no02). An empty list means all nodes.
    ///
    /// Mongos, shard and config nodes of a cluster and all nodes of a replica set have error logs
    /// (DDS API reference).
    pub fn nodes(mut self, ids: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.source.body.node_id_list = ids.into_iter().map(Into::into).collect();
        self
    }

    /// Only these files, by a name that an earlier answer gave. An empty list means all files.
    pub fn files(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.source.body.file_name_list = names.into_iter().map(Into::into).collect();
        self
    }
}

impl LogSource for NodeErrorLogs {
    fn service(&self) -> Service {
        Service::Dds
    }

    fn job(&self) -> &'static LogJob {
        &jobs::ERROR_LOG
    }

    fn instance(&self) -> &str {
        &self.instance
    }

    fn asked(&self) -> String {
        let types::ErrorlogDownloadRequest { node_id_list, file_name_list } = &self.body;
        match (node_id_list.as_slice(), file_name_list.as_slice()) {
            ([], []) => String::new(),
            (nodes, files) => format!("nodes {nodes:?}, files {files:?}"),
        }
    }

    async fn start(&self, caller: &Caller<'_>) -> Result<Answer> {
        let send = |client: dds::Client, project: Arc<str>| async move {
            client.download_errorlog(&project, &self.instance, &self.body).await
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
