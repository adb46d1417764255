//! The state behind all servers.

use std::io;

use jiff::Timestamp;

use crate::arrival::Arrived;
use crate::clock::Clock;
use crate::connection::{Connection, Urls};
use crate::faults::Faults;
use crate::files::LogFile;
use crate::identity::Identities;
use crate::ids::Ids;
use crate::observer::Observer;
use crate::quota::Meter;
use crate::record::Recorder;
use crate::scenario::{Engine, Fault, Scenario};
use crate::services::{clouddc, dcs, dds, rds};
use crate::store::{self, Store};

/// One simulated cloud: an account with one project that owns the scenario's instances.
pub(crate) struct Cloud {
    pub(crate) connection: Connection,
    /// Base URL of the server that redirects lead to.
    pub(crate) elsewhere: String,
    pub(crate) scenario: Scenario,
    pub(crate) clock: Clock,
    pub(crate) ids: Ids,
    pub(crate) identities: Identities,
    pub(crate) meter: Meter,
    pub(crate) faults: Faults,
    pub(crate) recorder: Recorder,
    pub(crate) observer: Option<Observer>,
    pub(crate) store: Store,
    pub(crate) rds: rds::Instances,
    pub(crate) dds: dds::Instances,
    pub(crate) dcs: dcs::Instances,
    pub(crate) clouddc: clouddc::Servers,
}

impl Cloud {
    /// # Errors
    ///
    /// If the scenario contradicts itself, or a folder of logs cannot be read or has the wrong number of files.
    pub(crate) fn new(
        urls: Urls,
        elsewhere: String,
        scenario: Scenario,
        observer: Option<Observer>,
    ) -> io::Result<Self> {
        // A scenario that was put together in code was not checked yet.
        let contradictory = |error| io::Error::new(io::ErrorKind::InvalidInput, error);
        scenario.check().map_err(contradictory)?;
        let seed = scenario.seed;
        let clock = Clock::new(scenario.starts_at, scenario.clock_ahead.signed());
        let now = clock.now();
        let identities = Identities::new(&scenario.account, seed, now);
        let rds = rds::Instances::new(&scenario, now)?;
        let dds = dds::Instances::new(&scenario, now)?;
        let dcs = dcs::Instances::new(&scenario, now)?;
        let clouddc = clouddc::Servers::new(&scenario)?;
        let connection = Connection::new(
            urls,
            &scenario.account,
            &scenario.account.users[0],
            identities.first_token(),
            [rds.first_id(), dds.first_id(), dcs.first_id(), clouddc.first_id()],
            rds.first_of(Engine::SqlServer),
        );
        Ok(Self {
            connection,
            elsewhere,
            clock,
            ids: Ids::new(seed),
            identities,
            meter: Meter::default(),
            faults: Faults::new(seed, &scenario.faults),
            recorder: Recorder::default(),
            observer,
            store: Store::new(seed),
            rds,
            dds,
            dcs,
            clouddc,
            scenario,
        })
    }

    pub(crate) fn is_own_project(&self, project: &str) -> bool {
        project == self.scenario.account.project_id
    }

    /// When a link given life at `from` ends, in seconds since 1970; `usual` is the service's own life of links.
    pub(crate) fn link_end(&self, from: Timestamp, usual: u64) -> i64 {
        let chosen = self.scenario.links.lifetime.map(|life| life.or_zero().as_secs());
        let life = chosen.unwrap_or(usual);
        // A second that has begun counts, unless links are to be dead on arrival.
        let begun = i64::from(life > 0 && from.subsec_nanosecond() > 0);
        (from.as_second() + begun).saturating_add(i64::try_from(life).unwrap_or(i64::MAX))
    }

    /// Those of the wanted faults that befall a request, which is noted. They have to be about to do something.
    pub(crate) fn befall(&self, arrived: &Arrived, wanted: impl Fn(&Fault) -> bool) -> Vec<Fault> {
        let faults = self.faults.befall(&arrived.asked(), wanted);
        self.recorder.befallen(arrived.number, faults.iter().map(Fault::kind));
        faults
    }

    /// The fault that answers a request in the service's place.
    pub(crate) fn befall_in_place(&self, arrived: &Arrived) -> Option<Fault> {
        let fault = self.faults.befall_first(&arrived.asked(), Fault::is_in_place)?;
        self.recorder.befallen(arrived.number, [fault.kind()]);
        Some(fault)
    }

    /// Whether the links in the answer to a request lead to other objects.
    pub(crate) fn leads_astray(&self, arrived: &Arrived) -> bool {
        !self.befall(arrived, |fault| *fault == Fault::OtherObject).is_empty()
    }

    /// The name that stands in place of the file names in the answer to a request.
    pub(crate) fn other_name(&self, arrived: &Arrived) -> Option<String> {
        let names = self.befall(arrived, |fault| matches!(fault, Fault::FileName { .. }));
        names.into_iter().find_map(|fault| match fault {
            Fault::FileName { name } => Some(name),
            _ => None,
        })
    }

    /// A link to an object of the store.
    pub(crate) fn link(&self, object: &str, expires: i64) -> String {
        store::link(&self.connection.obs, object, expires)
    }

    pub(crate) fn files(&self) -> Vec<LogFile> {
        let mut files = self.rds.files();
        files.extend(self.dds.files());
        files.extend(self.dcs.files());
        files.extend(self.clouddc.files());
        files
    }
}
