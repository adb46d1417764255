//! The simulator as a whole.

use std::io;
use std::sync::Arc;

use crate::cloud::Cloud;
use crate::connection::{self, Connection};
use crate::files::LogFile;
use crate::front;
use crate::options::Options;
use crate::record::RecordedRequest;
use crate::serve::{Port, Server};
use crate::service::Service;
use crate::services::{clouddc, dcs, dds, rds};
use crate::store;

/// A running simulator. Dropping it stops the servers and ends their connections.
pub struct Simulator {
    cloud: Arc<Cloud>,
    _servers: [Server; 5],
}

impl Simulator {
    /// Starts with the default [`Options`] in the current Tokio runtime.
    ///
    /// # Errors
    ///
    /// If no ports can be opened on 127.0.0.1.
    ///
    /// # Panics
    ///
    /// Outside a Tokio runtime that has its I/O and time drivers enabled.
    pub async fn start() -> io::Result<Self> {
        Self::start_with(Options::default()).await
    }

    /// Starts with the given options in the current Tokio runtime.
    ///
    /// # Errors
    ///
    /// If no ports can be opened on 127.0.0.1.
    ///
    /// # Panics
    ///
    /// Outside a Tokio runtime that has its I/O and time drivers enabled.
    pub async fn start_with(options: Options) -> io::Result<Self> {
        let ports = [
            Port::take().await?,
            Port::take().await?,
            Port::take().await?,
            Port::take().await?,
            Port::take().await?,
        ];
        let cloud =
            Arc::new(Cloud::new(connection::invented(ports.each_ref().map(Port::url)), options));
        let api = |service, routes| front::api(service, routes, Arc::clone(&cloud));
        let [rds, dds, dcs, clouddc, obs] = ports;
        let servers = [
            rds.serve(api(Service::Rds, rds::routes())),
            dds.serve(api(Service::Dds, dds::routes())),
            dcs.serve(api(Service::Dcs, dcs::routes())),
            clouddc.serve(api(Service::CloudDc, clouddc::routes())),
            obs.serve(front::observed(Service::Obs, store::routes(), Arc::clone(&cloud))),
        ];
        Ok(Self { cloud, _servers: servers })
    }

    /// Everything a client needs.
    #[must_use]
    pub fn connection(&self) -> &Connection {
        &self.cloud.connection
    }

    /// Every log file the simulator holds: one of RDS, one a node of DDS, one a day of DCS, one of CloudDC.
    #[must_use]
    pub fn files(&self) -> Vec<LogFile> {
        self.cloud.files()
    }

    /// What was asked so far, in the order of arrival, without anything secret.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.cloud.recorder.all()
    }

    /// The ids of the DDS replica set's nodes, in the order in which answers list them.
    #[must_use]
    pub fn dds_node_ids(&self) -> Vec<String> {
        dds::node_ids().into_iter().map(str::to_owned).collect()
    }

    /// The id of the DCS instance's replica. The instance has one node, so a client may leave it out.
    #[must_use]
    pub fn dcs_replication_id(&self) -> &str {
        dcs::REPLICATION_ID
    }
}

impl std::fmt::Debug for Simulator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Simulator").field("connection", self.connection()).finish_non_exhaustive()
    }
}
