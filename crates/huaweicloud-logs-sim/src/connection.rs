//! What a client has to know.

use std::fmt;

use serde::Serialize;

use crate::scenario::{Account, User};

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
    /// Base URL of IAM.
    pub iam: String,
    /// Base URL of the object store. Links are complete, so a client needs this only to watch.
    pub obs: String,
    /// Base URL of the control endpoint, which no client of the cloud should know.
    pub control: String,
    /// The region, which is also the project's name.
    pub region: String,
    /// The one project there is.
    pub project_id: String,
    /// Access key of the pair that signs requests.
    pub access_key: String,
    /// Secret key of the pair that signs requests.
    pub secret_key: String,
    /// What signed requests have to carry as `X-Security-Token`, if the keys are temporary ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security_token: Option<String>,
    /// A token for `X-Auth-Token`, instead of a signature.
    pub token: String,
    /// The account's name, to get a token with.
    pub domain_name: String,
    /// The user's name, to get a token with.
    pub user_name: String,
    /// The user's password, to get a token with.
    pub password: String,
    /// An RDS instance, the scenario's first. It runs PostgreSQL, unless the scenario says otherwise.
    pub rds_instance: String,
    /// An RDS instance that runs SQL Server, the scenario's first such one, if it has any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rds_sql_server: Option<String>,
    /// A DDS replica set, the scenario's first.
    pub dds_instance: String,
    /// A DCS for Redis instance, the scenario's first.
    pub dcs_instance: String,
    /// A CloudDC physical server, the scenario's first.
    pub clouddc_server: String,
}

/// The base URLs.
pub(crate) struct Urls {
    pub(crate) rds: String,
    pub(crate) dds: String,
    pub(crate) dcs: String,
    pub(crate) clouddc: String,
    pub(crate) iam: String,
    pub(crate) obs: String,
    pub(crate) control: String,
}

impl Connection {
    /// `instances` are the first of RDS, DDS, DCS and CloudDC.
    pub(crate) fn new(
        urls: Urls,
        account: &Account,
        user: &User,
        token: &str,
        instances: [&str; 4],
        rds_sql_server: Option<String>,
    ) -> Self {
        let Urls { rds, dds, dcs, clouddc, iam, obs, control } = urls;
        let [rds_instance, dds_instance, dcs_instance, clouddc_server] =
            instances.map(str::to_owned);
        Self {
            rds,
            dds,
            dcs,
            clouddc,
            iam,
            obs,
            control,
            region: account.region.clone(),
            project_id: account.project_id.clone(),
            access_key: user.access_key.clone(),
            secret_key: user.secret_key.clone(),
            security_token: user.security_token.clone(),
            token: token.to_owned(),
            domain_name: account.domain.clone(),
            user_name: user.name.clone(),
            password: user.password.clone(),
            rds_instance,
            rds_sql_server,
            dds_instance,
            dcs_instance,
            clouddc_server,
        }
    }
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection")
            .field("rds", &self.rds)
            .field("dds", &self.dds)
            .field("dcs", &self.dcs)
            .field("clouddc", &self.clouddc)
            .field("iam", &self.iam)
            .field("obs", &self.obs)
            .field("control", &self.control)
            .field("region", &self.region)
            .field("project_id", &self.project_id)
            .field("access_key", &self.access_key)
            .field("domain_name", &self.domain_name)
            .field("user_name", &self.user_name)
            .field("rds_instance", &self.rds_instance)
            .field("rds_sql_server", &self.rds_sql_server)
            .field("dds_instance", &self.dds_instance)
            .field("dcs_instance", &self.dcs_instance)
            .field("clouddc_server", &self.clouddc_server)
            .finish_non_exhaustive()
    }
}
