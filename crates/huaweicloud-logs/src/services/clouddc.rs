//! CloudDC, physical servers.

use std::sync::Arc;

use huaweicloud_logs_api::clouddc::{self, jobs, operations, types};
use huaweicloud_logs_api::log_job::{Download, LogJob};

use super::source::{Handout, LogSource, missing, segment};
use crate::Result;
use crate::answer::Answer;
use crate::caller::Caller;
use crate::cloud::Cloud;
use crate::download;
use crate::observation::Item;
use crate::request::LogRequest;
use crate::service::Service;

/// A physical server.
#[derive(Clone, Debug)]
pub struct CloudDc {
    cloud: Cloud,
    server: String,
}

impl CloudDc {
    pub(crate) fn new(cloud: Cloud, server: String) -> Self {
        Self { cloud, server }
    }

    /// A dump of the server's logs, as one archive.
    ///
    /// No document names a word for a failed export: the timeout decides (CloudDC API reference).
    pub fn export_logs(&self) -> LogRequest<ServerLogs> {
        let source = ServerLogs { server: self.server.clone() };
        LogRequest::new(self.cloud.clone(), source)
    }
}

/// The log dump of a physical server.
#[derive(Clone, Debug)]
pub struct ServerLogs {
    server: String,
}

impl LogSource for ServerLogs {
    fn service(&self) -> Service {
        Service::CloudDc
    }

    fn job(&self) -> &'static LogJob {
        &jobs::SERVER_LOG
    }

    fn instance(&self) -> &str {
        &self.server
    }

    async fn start(&self, caller: &Caller<'_>) -> Result<Answer> {
        let send = |client: clouddc::Client, project: Arc<str>| async move {
            let body = types::ExportServerLogsRequest(serde_json::Map::new());
            client.export_server_logs(&project, &self.server, &body).await
        };
        caller.answer(&operations::EXPORT_SERVER_LOGS, send).await
    }

    async fn poll(&self, caller: &Caller<'_>, started: &Answer) -> Result<Answer> {
        let export = &segment(&self.job().poll, "export_id", started, None)?;
        let send = |client: clouddc::Client, project: Arc<str>| async move {
            client.show_logs_export_status(&project, &self.server, export).await
        };
        caller.answer(&operations::SHOW_LOGS_EXPORT_STATUS, send).await
    }

    async fn open(&self, caller: &Caller<'_>, started: &Answer, item: &Item) -> Result<Handout> {
        let export = &segment(&self.job().download, "export_id", started, Some(item))?;
        let send = |client: clouddc::Client, project: Arc<str>| async move {
            client.download_server_logs(&project, &self.server, export).await
        };
        let call = caller.call_with_version(&operations::DOWNLOAD_SERVER_LOGS, send);
        let (answer, version) = call.await?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let Download::Stream { name_header } = self.job().hands_out else {
            return Err(missing(self.job().download.operation, "stream"));
        };
        let chunks = answer.into_inner_stream();
        Ok(Handout::Stream(download::Answer::new(status, version, &headers, name_header, chunks)))
    }
}
