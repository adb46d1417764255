//! The state behind all servers.

use jiff::Timestamp;

use crate::auth::Keys;
use crate::clock::Clock;
use crate::connection::Connection;
use crate::files::LogFile;
use crate::ids::Ids;
use crate::options::Options;
use crate::record::Recorder;
use crate::services::{clouddc, dcs, dds, rds};
use crate::store::{self, Store};

/// One simulated cloud: an account with one project that owns one instance of each service.
pub(crate) struct Cloud {
    pub(crate) connection: Connection,
    pub(crate) options: Options,
    pub(crate) clock: Clock,
    pub(crate) ids: Ids,
    pub(crate) recorder: Recorder,
    pub(crate) store: Store,
    pub(crate) rds: rds::Instance,
    pub(crate) dds: dds::ReplicaSet,
    pub(crate) dcs: dcs::Instance,
    pub(crate) clouddc: clouddc::Server,
}

impl Cloud {
    pub(crate) fn new(connection: Connection, options: Options) -> Self {
        let clock = Clock::default();
        let now = clock.now();
        Self {
            rds: rds::Instance::new(&connection.project_id, now),
            dds: dds::ReplicaSet::new(&connection.project_id, now),
            dcs: dcs::Instance::new(now),
            clouddc: clouddc::Server::default(),
            connection,
            options,
            clock,
            ids: Ids::default(),
            recorder: Recorder::default(),
            store: Store::default(),
        }
    }

    pub(crate) fn keys(&self) -> Keys<'_> {
        Keys {
            access_key: &self.connection.access_key,
            secret_key: &self.connection.secret_key,
            token: &self.connection.token,
        }
    }

    /// When a link given life at `from` ends, in seconds since 1970; `usual` is the service's own life of links.
    pub(crate) fn link_end(&self, from: Timestamp, usual: u64) -> i64 {
        let life = self.options.link_lifetime.map_or(usual, |life| life.as_secs());
        from.as_second().saturating_add(i64::try_from(life).unwrap_or(i64::MAX))
    }

    /// A link to an object of the store.
    pub(crate) fn link(&self, object: &str, expires: i64) -> String {
        store::link(&self.connection.obs, object, expires)
    }

    pub(crate) fn files(&self) -> Vec<LogFile> {
        let connection = &self.connection;
        let mut files = vec![self.rds.file(&connection.rds_instance)];
        files.extend(self.dds.files(&connection.dds_instance));
        files.extend(self.dcs.files(&connection.dcs_instance));
        files.push(clouddc::file(&connection.clouddc_server));
        files
    }
}
