use std::sync::Arc;

use huaweicloud_logs_api::dcs::{self, jobs, operations};
use huaweicloud_logs_api::log_job::LogJob;

use crate::Result;
use crate::answer::Answer;
use crate::caller::Caller;
use crate::observation::Item;
use crate::pages::{self, At};
use crate::request::LogRequest;
use crate::service::Service;
use crate::services::source::{Handout, LogSource, link, segment};

/// The only kind of Redis log there is (DCS API reference).
const RUN: &str = "run";

/// The run logs of a DCS instance.
#[derive(Clone, Debug)]
pub struct RunLogs {
    instance: String,
    days: u8,
    replication: Option<String>,
}

impl RunLogs {
    pub(super) fn new(instance: &str) -> Self {
        Self { instance: instance.to_owned(), days: 0, replication: None }
    }
}

impl LogRequest<RunLogs> {
    /// How many days back to go: 0 for today only, 1, 3 or 7. The service refuses others.
    pub fn days(mut self, days: u8) -> Self {
        self.source.days = days;
        self
    }

    /// The node whose log is wanted, by its replication id, which [`Dcs::replicas`](crate::services::Dcs::replicas)
    /// tells.
    pub fn replication(mut self, id: impl Into<String>) -> Self {
        self.source.replication = Some(id.into());
        self
    }
}

impl LogSource for RunLogs {
    fn service(&self) -> Service {
        Service::Dcs
    }

    fn job(&self) -> &'static LogJob {
        &jobs::RUN_LOG
    }

    fn instance(&self) -> &str {
        &self.instance
    }

    fn asked(&self) -> String {
        let replication = self.replication.as_deref().unwrap_or("any");
        format!("days {}, replication {replication}", self.days)
    }

    async fn start(&self, caller: &Caller<'_>) -> Result<Answer> {
        let days = Some(self.days.into());
        let send = |client: dcs::Client, project: Arc<str>| async move {
            let replication = self.replication.as_deref();
            client.create_redislog(&project, &self.instance, RUN, days, replication).await
        };
        caller.call(&operations::CREATE_REDISLOG, send).await?;
        Ok(Answer::NOTHING)
    }

    async fn poll(&self, caller: &Caller<'_>, _started: &Answer) -> Result<Answer> {
        let send = |client: dcs::Client, project: Arc<str>, at: At| async move {
            let (limit, offset) = (Some(at.limit), Some(at.offset));
            client.list_redislog(&project, &self.instance, limit, RUN, offset).await
        };
        pages::whole(caller, &operations::LIST_REDISLOG, send).await
    }

    async fn open(&self, caller: &Caller<'_>, started: &Answer, item: &Item) -> Result<Handout> {
        let id = &segment(&self.job().download, "id", started, Some(item))?;
        let send = |client: dcs::Client, project: Arc<str>| async move {
            client.create_redislog_download_link(&project, &self.instance, id).await
        };
        link(self.job(), &caller.answer(&operations::CREATE_REDISLOG_DOWNLOAD_LINK, send).await?)
    }
}
