//! What journeys start from.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use huaweicloud_logs::services::{ErrorLogs, NodeLogs, RunLogs, ServerLogs};
use huaweicloud_logs::{Cloud, Exponential, LogRequest, Report, Retry};
use huaweicloud_logs_sim::{Scenario, Service};

use crate::{Watched, access_key, towards};

/// The simulator counts polls, not time, so pauses can be as short as the clock allows.
#[must_use]
pub fn quick() -> Exponential {
    Exponential::new(Duration::from_millis(1), 1.0, Duration::from_millis(1))
}

/// Retries that don't hold a test up.
#[must_use]
pub fn quick_retry() -> Retry {
    Retry::new(5, Duration::from_millis(1), Duration::from_millis(5))
}

/// A client and the simulator it talks to.
#[derive(Debug)]
pub struct Journey {
    /// The simulator.
    pub simulator: Watched,
    /// The client, which signs its requests.
    pub cloud: Cloud,
}

impl Journey {
    /// Starts both.
    ///
    /// # Panics
    ///
    /// When one can't be started.
    pub async fn begin(scenario: Scenario) -> Self {
        let simulator = Watched::start(scenario).await;
        let cloud = towards(simulator.connection()).credentials(access_key(simulator.connection()));
        Self { cloud: cloud.retry(quick_retry()).build().unwrap(), simulator }
    }

    /// The error logs of the RDS instance.
    pub fn rds(&self) -> LogRequest<ErrorLogs> {
        self.cloud.rds(&self.simulator.connection().rds_instance).error_logs().schedule(quick())
    }

    /// The error logs of the DDS instance's nodes.
    pub fn dds(&self) -> LogRequest<NodeLogs> {
        self.cloud.dds(&self.simulator.connection().dds_instance).error_logs().schedule(quick())
    }

    /// The run logs of the DCS instance.
    pub fn dcs(&self) -> LogRequest<RunLogs> {
        self.cloud.dcs(&self.simulator.connection().dcs_instance).run_logs().schedule(quick())
    }

    /// The logs of the CloudDC server.
    pub fn clouddc(&self) -> LogRequest<ServerLogs> {
        self.cloud
            .clouddc(&self.simulator.connection().clouddc_server)
            .export_logs()
            .schedule(quick())
    }

    /// Asserts that the folder holds exactly the report's files, each as the simulator has it.
    ///
    /// # Panics
    ///
    /// When it doesn't.
    pub fn assert_saved(&self, report: &Report, folder: &Path) {
        let held: BTreeMap<_, _> = self
            .simulator
            .files()
            .into_iter()
            .map(|file| (file.name, file.content.bytes()))
            .collect();
        for file in &report.files {
            let saved = fs::read(&file.path).unwrap();
            assert_eq!(saved.len() as u64, file.bytes);
            let original =
                held.get(&file.name).unwrap_or_else(|| panic!("nobody holds {}", file.name));
            assert!(saved == *original, "{} differs", file.name);
        }
        let entries = fs::read_dir(folder).unwrap().count();
        assert_eq!(entries, report.files.len(), "something else is in the folder");
    }

    /// The statuses that a service answered with, in order.
    #[must_use]
    pub fn statuses(&self, service: Service, method: &str) -> Vec<u16> {
        let requests = self.simulator.requests();
        let asked =
            requests.iter().filter(|asked| asked.service == service && asked.method == method);
        asked.filter_map(|asked| asked.status).collect()
    }
}
