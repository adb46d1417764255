//! The simulator as a whole.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use crate::cloud::Cloud;
use crate::connection::{Connection, Urls};
use crate::control;
use crate::faults::FaultState;
use crate::files::LogFile;
use crate::front;
use crate::observer::{Answer, Observer};
use crate::record::RecordedRequest;
use crate::scenario::{FaultOrder, Scenario, ScenarioError};
use crate::serve::{Port, Server};
use crate::service::Service;
use crate::services::{clouddc, dcs, dds, iam, rds};
use crate::store;

/// A running simulator. Dropping it stops the servers and ends their connections.
pub struct Simulator {
    cloud: Arc<Cloud>,
    _servers: [Server; 8],
}

impl Simulator {
    /// Starts with the default [`Scenario`] in the current Tokio runtime.
    ///
    /// # Errors
    ///
    /// If no ports can be opened on 127.0.0.1.
    ///
    /// # Panics
    ///
    /// Outside a Tokio runtime that has its I/O and time drivers enabled.
    pub async fn start() -> io::Result<Self> {
        Self::start_with(Scenario::default()).await
    }

    /// Starts in the current Tokio runtime. The simulator's clock runs with the runtime's, also when that is paused.
    ///
    /// # Errors
    ///
    /// If no ports can be opened on 127.0.0.1, if the scenario contradicts itself, and if a folder of logs cannot be
    /// read or has the wrong number of files.
    ///
    /// # Panics
    ///
    /// Outside a Tokio runtime that has its I/O and time drivers enabled.
    pub async fn start_with(scenario: Scenario) -> io::Result<Self> {
        Self::start_all(scenario, None).await
    }

    /// Starts as [`start_with`](Self::start_with) does, and shows every answer of the services before it is sent.
    /// An observer that takes long delays the answer.
    ///
    /// # Errors
    ///
    /// As [`start_with`](Self::start_with).
    ///
    /// # Panics
    ///
    /// As [`start_with`](Self::start_with).
    pub async fn start_observed(
        scenario: Scenario,
        observer: impl Fn(&Answer) + Send + Sync + 'static,
    ) -> io::Result<Self> {
        Self::start_all(scenario, Some(Observer::new(observer))).await
    }

    async fn start_all(scenario: Scenario, observer: Option<Observer>) -> io::Result<Self> {
        let [rds, dds, dcs, clouddc] =
            [Port::take().await?, Port::take().await?, Port::take().await?, Port::take().await?];
        let [iam, obs, elsewhere, control] =
            [Port::take().await?, Port::take().await?, Port::take().await?, Port::take().await?];
        let urls = Urls {
            rds: rds.url(),
            dds: dds.url(),
            dcs: dcs.url(),
            clouddc: clouddc.url(),
            iam: iam.url(),
            obs: obs.url(),
            control: control.url(),
        };
        let cloud = Arc::new(Cloud::new(urls, elsewhere.url(), scenario, observer)?);
        let api = |service, routes| front::api(service, routes, Arc::clone(&cloud));
        let plain = |service, routes| front::observed(service, routes, Arc::clone(&cloud));
        let servers = [
            rds.serve(api(Service::Rds, rds::routes())),
            dds.serve(api(Service::Dds, dds::routes())),
            dcs.serve(api(Service::Dcs, dcs::routes())),
            clouddc.serve(api(Service::CloudDc, clouddc::routes())),
            iam.serve(api(Service::Iam, iam::routes())),
            obs.serve(plain(Service::Obs, store::routes())),
            elsewhere.serve(plain(Service::Elsewhere, store::elsewhere())),
            control.serve(control::routes(Arc::clone(&cloud))),
        ];
        Ok(Self { cloud, _servers: servers })
    }

    /// Everything a client needs.
    #[must_use]
    pub fn connection(&self) -> &Connection {
        &self.cloud.connection
    }

    /// Every log file the simulator holds, also those whose exports fail: those of each RDS and DDS instance, kind by
    /// kind, one a day and replica of DCS, one a server of CloudDC.
    #[must_use]
    pub fn files(&self) -> Vec<LogFile> {
        self.cloud.files()
    }

    /// What was asked so far, in the order of arrival, without anything secret. The newest 100,000 requests are kept.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.cloud.recorder.select(|_| true)
    }

    /// Orders a fault from now on, and returns its id.
    ///
    /// # Errors
    ///
    /// If the order contradicts itself, such as an operation that does not exist.
    pub fn order(&self, order: FaultOrder) -> Result<u64, ScenarioError> {
        order.check().map_err(ScenarioError::new)?;
        Ok(self.cloud.faults.order(order))
    }

    /// Takes the order with this id back; whether there was one.
    pub fn cancel(&self, id: u64) -> bool {
        self.cloud.faults.cancel(id)
    }

    /// The faults that are ordered, and how many requests each befell.
    #[must_use]
    pub fn faults(&self) -> Vec<FaultState> {
        self.cloud.faults.all()
    }

    /// Moves the simulator's clock ahead, so that links and tokens expire and jobs get on. Signatures made by
    /// clocks that stayed behind are still taken.
    pub fn advance(&self, by: Duration) {
        self.cloud.clock.advance(by);
    }

    /// The time by the simulator's clock.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.cloud.clock.now()
    }

    /// The ids of all instances or servers of a service, the scenario's first one first.
    #[must_use]
    pub fn instances(&self, service: Service) -> Vec<String> {
        let ids: &[_] = match service {
            Service::Rds => self.cloud.rds.ids(),
            Service::Dds => self.cloud.dds.ids(),
            Service::Dcs => self.cloud.dcs.ids(),
            Service::CloudDc => self.cloud.clouddc.ids(),
            Service::Iam | Service::Obs | Service::Elsewhere => &[],
        };
        ids.to_vec()
    }

    /// The ids of the nodes of a DDS instance, in the order in which answers list them; none of an unknown one.
    #[must_use]
    pub fn dds_node_ids(&self, instance: &str) -> Vec<String> {
        self.cloud.dds.node_ids(instance)
    }

    /// The ids of the replicas of a DCS instance; none of an unknown one. If there is only one, a client may leave
    /// it out.
    #[must_use]
    pub fn dcs_replication_ids(&self, instance: &str) -> Vec<String> {
        self.cloud.dcs.replication_ids(instance)
    }
}

impl std::fmt::Debug for Simulator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Simulator").field("connection", self.connection()).finish_non_exhaustive()
    }
}
