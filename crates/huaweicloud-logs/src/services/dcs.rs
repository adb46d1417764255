//! DCS for Redis.

use std::collections::HashSet;
use std::num::NonZeroU32;
use std::sync::Arc;

use huaweicloud_logs_api::dcs::types::RedislogList;
use huaweicloud_logs_api::dcs::{self, jobs, operations};
use huaweicloud_logs_api::log_job::LogJob;

use super::source::{Handout, LogSource, link, parameter};
use crate::Result;
use crate::answer::Answer;
use crate::caller::Caller;
use crate::cloud::Cloud;
use crate::observation::Item;
use crate::request::LogRequest;
use crate::service::Service;

/// The only kind of Redis log there is (DCS API reference).
const RUN: &str = "run";
/// The longest page (DCS API reference). An instance keeps seven days, so one page is the rule.
const PAGE: NonZeroU32 = NonZeroU32::new(1000).expect("1000 is not zero");
/// No list is that long; a server that never stops must not be followed for ever.
const PAGES: usize = 100;

/// A DCS for Redis instance.
#[derive(Clone, Debug)]
pub struct Dcs {
    cloud: Cloud,
    instance: String,
}

impl Dcs {
    pub(crate) fn new(cloud: Cloud, instance: String) -> Self {
        Self { cloud, instance }
    }

    /// The run logs of today, or of the days chosen with [`LogRequest::days`].
    ///
    /// An instance with more than one node needs [`LogRequest::replication`]. A span in which
    /// nothing was logged yields no file, which shows only by the timeout (DCS user guide).
    pub fn run_logs(&self) -> LogRequest<RunLogs> {
        let source = RunLogs { instance: self.instance.clone(), days: 0, replication: None };
        LogRequest::new(self.cloud.clone(), source)
    }
}

/// The run logs of a DCS instance.
#[derive(Clone, Debug)]
pub struct RunLogs {
    instance: String,
    days: u8,
    replication: Option<String>,
}

impl LogRequest<RunLogs> {
    /// How many days back to go: 0 for today only, 1, 3 or 7. The service refuses others.
    pub fn days(mut self, days: u8) -> Self {
        self.source.days = days;
        self
    }

    /// The node whose log is wanted, by its replication id.
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
        let (mut files, mut ids) = (Vec::new(), HashSet::new());
        for _ in 0..PAGES {
            let offset = i32::try_from(files.len()).ok();
            let send = |client: dcs::Client, project: Arc<str>| async move {
                client.list_redislog(&project, &self.instance, Some(PAGE), RUN, offset).await
            };
            let page = caller.call(&operations::LIST_REDISLOG, send).await?.into_inner();
            // A page may repeat entries of the one before: sources disagree on where `offset` begins.
            let mut entries = page.file_list.unwrap_or_default();
            entries.retain(|entry| entry.id.as_ref().is_none_or(|id| ids.insert(id.clone())));
            let more = !entries.is_empty();
            files.extend(entries);
            let total = page.total_num.and_then(|total| usize::try_from(total).ok());
            if !more || total.is_some_and(|total| files.len() >= total) {
                break;
            }
        }
        Answer::of(&RedislogList { file_list: Some(files), total_num: None })
    }

    async fn open(&self, caller: &Caller<'_>, started: &Answer, item: &Item) -> Result<Handout> {
        let id = &parameter(&self.job().download, "id", started, Some(item))?;
        let send = |client: dcs::Client, project: Arc<str>| async move {
            client.create_redislog_download_link(&project, &self.instance, id).await
        };
        let answer = caller.call(&operations::CREATE_REDISLOG_DOWNLOAD_LINK, send).await?;
        link(self.job(), &Answer::of(&*answer)?)
    }
}
