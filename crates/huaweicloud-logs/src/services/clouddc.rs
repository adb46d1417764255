//! CloudDC, physical servers.

use huaweicloud_logs_api::clouddc::{jobs, types};
use huaweicloud_logs_api::log_job::LogJob;
use serde_json::Value;

use super::source::{Handout, LogSource, as_value, parameter};
use crate::Result;
use crate::cloud::Cloud;
use crate::download::Body;
use crate::error::from_api;
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

    async fn start(&self, cloud: &Cloud) -> Result<Value> {
        let body = types::ExportServerLogsRequest(serde_json::Map::new());
        let client = cloud.clouddc_client()?;
        let answer = client.export_server_logs(cloud.project_id(), &self.server, &body).await;
        as_value(&*answer.map_err(|error| from_api(self.job().start, error))?)
    }

    async fn poll(&self, cloud: &Cloud, started: &Value) -> Result<Value> {
        let export = parameter(&self.job().poll, "export_id", started, None)?;
        let client = cloud.clouddc_client()?;
        let answer =
            client.show_logs_export_status(cloud.project_id(), &self.server, &export).await;
        as_value(&*answer.map_err(|error| from_api(self.job().poll.operation, error))?)
    }

    async fn open(&self, cloud: &Cloud, started: &Value, item: &Item) -> Result<Handout> {
        let export = parameter(&self.job().download, "export_id", started, Some(item))?;
        let client = cloud.clouddc_client()?;
        let answer = client.download_server_logs(cloud.project_id(), &self.server, &export).await;
        let answer = answer.map_err(|error| from_api(self.job().download.operation, error))?;
        let headers = answer.headers().clone();
        Ok(Handout::Stream(Body::new(&headers, self.job(), answer.into_inner_stream())))
    }
}
