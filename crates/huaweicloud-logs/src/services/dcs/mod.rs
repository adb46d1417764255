//! DCS for Redis.

mod run_log;

use std::sync::Arc;

use huaweicloud_logs_api::dcs::{self, operations};
use tokio::time::Instant;

pub use self::run_log::RunLogs;
use super::listed::Node;
use crate::Result;
use crate::caller::Caller;
use crate::clock::FOREVER;
use crate::cloud::{Cloud, check_id};
use crate::event::Observer;
use crate::quota::Gain;
use crate::request::LogRequest;

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
        LogRequest::new(self.cloud.clone(), RunLogs::new(&self.instance))
    }

    /// The nodes whose run logs can be had, with the ids that [`LogRequest::replication`] takes.
    ///
    /// # Errors
    ///
    /// When the service refuses, or nobody answers, after retries. Nothing else limits how long it takes; dropping the
    /// future loses nothing.
    pub async fn replicas(&self) -> Result<Vec<Node>> {
        check_id("instance id", &self.instance)?;
        let observer = Observer::default();
        let caller = Caller::new(&self.cloud, Instant::now() + FOREVER, &observer, Gain::Sure);
        let send = |client: dcs::Client, project: Arc<str>| async move {
            client.list_group_replication_info(&project, &self.instance).await
        };
        let answer = caller.call(&operations::LIST_GROUP_REPLICATION_INFO, send).await?;
        let groups = answer.into_inner().group_list.unwrap_or_default().into_iter();
        let replicas = groups.flat_map(|group| {
            let name = group.group_name;
            let replicas = group.replication_list.unwrap_or_default();
            replicas.into_iter().map(move |replica| (name.clone(), replica))
        });
        let node = |(group, replica): (Option<String>, dcs::types::Replica)| {
            Some(Node {
                id: replica.replication_id?,
                name: replica.replication_ip,
                group,
                role: replica.replication_role.map(|role| role.to_string()),
                status: replica.status.map(|status| status.to_string()),
            })
        };
        Ok(replicas.filter_map(node).collect())
    }
}
