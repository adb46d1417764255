//! What a client has to know.

use std::fmt;

use serde::Serialize;

/// Everything a client needs to talk to the simulator.
///
/// It serializes as the flat JSON object that `hwlogs-sim` prints. The keys are invented and open
/// nothing but the simulator; `Debug` hides them all the same, so that printing a connection is never
/// a habit to unlearn.
#[derive(Clone, Serialize)]
#[non_exhaustive]
pub struct Connection {
    /// Base URL of the RDS API, such as `http://127.0.0.1:40123`, without a slash at the end.
    pub rds: String,
    /// Base URL of the DDS API.
    pub dds: String,
    /// Base URL of the DCS API.
    pub dcs: String,
    /// Base URL of the CloudDC API.
    pub clouddc: String,
    /// Base URL of the object store. Links are complete, so a client needs this only to watch.
    pub obs: String,
    /// The one project there is.
    pub project_id: String,
    /// Access key of the pair that signs requests.
    pub access_key: String,
    /// Secret key of the pair that signs requests.
    pub secret_key: String,
    /// A token for `X-Auth-Token`, instead of a signature.
    pub token: String,
    /// An RDS for PostgreSQL instance.
    pub rds_instance: String,
    /// A DDS replica set of three nodes.
    pub dds_instance: String,
    /// A DCS for Redis instance.
    pub dcs_instance: String,
    /// A CloudDC physical server.
    pub clouddc_server: String,
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection")
            .field("rds", &self.rds)
            .field("dds", &self.dds)
            .field("dcs", &self.dcs)
            .field("clouddc", &self.clouddc)
            .field("obs", &self.obs)
            .field("project_id", &self.project_id)
            .field("access_key", &self.access_key)
            .field("rds_instance", &self.rds_instance)
            .field("dds_instance", &self.dds_instance)
            .field("dcs_instance", &self.dcs_instance)
            .field("clouddc_server", &self.clouddc_server)
            .finish_non_exhaustive()
    }
}

/// Ids as the documents' examples have them, and keys that nobody can take for real ones.
/// `urls` are those of RDS, DDS, DCS, CloudDC and the store.
pub(crate) fn invented(urls: [String; 5]) -> Connection {
    let [rds, dds, dcs, clouddc, obs] = urls;
    Connection {
        rds,
        dds,
        dcs,
        clouddc,
        obs,
        project_id: "0483b6b16e954cb88930a360d2c4e663".to_owned(),
        access_key: "SIMULATEDACCESSKEY00".to_owned(),
        secret_key: "simulated/NotASecret+Key0000000000000000".to_owned(),
        token: "simulated-token-that-opens-nothing-else".to_owned(),
        rds_instance: "3d39c18788b54a919bab633874c159dfin03".to_owned(),
        dds_instance: "6ade8143870047b8999aba8f1891b48ein02".to_owned(),
        dcs_instance: "5c597ce5-9823-48aa-bf4d-2defb9385b4a".to_owned(),
        clouddc_server: "8f6a1c52-3d0e-4b7a-9c41-5e2d7f60b913".to_owned(),
    }
}
