//! A physical server, its dump and the exports of it.

use std::collections::VecDeque;
use std::io;

use axum::http::StatusCode;

use crate::chance;
use crate::content::Content;
use crate::files::{self, Kind, LogFile, Wanted, recorded};
use crate::ids::uuid;
use crate::job::Job;
use crate::refusal::Refusal;
use crate::scenario::{Jobs, Scenario};
use crate::service::Service;
use crate::services::inventory::{Inventory, Member};

/// How many exports of a server are known, the newest ones.
const EXPORTS: usize = 100;

/// All servers.
pub(crate) type Servers = Inventory<Server>;

/// One physical server.
pub(crate) struct Server {
    pub(super) name: String,
    pub(super) serial: String,
    pub(super) jobs: Jobs,
    pub(super) file_name: String,
    pub(super) dump: Content,
    /// The newest last.
    exports: VecDeque<Export>,
    /// How many exports there were.
    pub(super) started: u64,
}

#[derive(Clone)]
pub(super) struct Export {
    pub(super) id: String,
    pub(super) job: Job,
}

impl Servers {
    pub(crate) fn new(scenario: &Scenario) -> io::Result<Self> {
        let made_up = |_, number| match number {
            0 => "8f6a1c52-3d0e-4b7a-9c41-5e2d7f60b913".to_owned(),
            _ => uuid(chance::digest(scenario.seed, "clouddc", number)),
        };
        let kinds = scenario.clouddc.iter().map(|kind| (kind.id.clone(), kind.count));
        let build = |Member { place, number, first, .. }: Member<'_>| {
            let kind = &scenario.clouddc[place];
            // The one that is in the recorded dump, too, counted on for the others.
            let serial = kind.serial_number.clone().filter(|_| first);
            let serial = serial.unwrap_or_else(|| format!("2102SIM{:011}", number + 1));
            let mut dumps = files::logs(
                &kind.logs,
                &Wanted {
                    section: &format!("clouddc[{place}]"),
                    owner: &number.to_string(),
                    recorded: &[recorded::SERVER_DUMP],
                    generated: 1,
                    kind: Kind::TarGz(&format!("{serial}-dump/messages.log")),
                    seed: scenario.seed,
                },
            )?;
            let (Some(dump), true) = (dumps.pop(), dumps.is_empty()) else {
                let from = kind.logs.source();
                let message = format!(
                    "clouddc[{place}]: a server has exactly one dump, and {from} has more files"
                );
                return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
            };
            Ok(Server {
                name: format!("clouddc-simulated-{}", number + 1),
                jobs: scenario.jobs_of(kind.jobs.as_ref()),
                file_name: format!("{serial}-dump.tar.gz"),
                serial,
                dump,
                exports: VecDeque::new(),
                started: 0,
            })
        };
        Self::build(kinds, made_up, build)
    }

    pub(crate) fn files(&self) -> Vec<LogFile> {
        self.gather(|id, server| {
            vec![LogFile {
                service: Service::CloudDc,
                log: "server-log",
                instance: id.to_owned(),
                name: server.file_name.clone(),
                content: server.dump.clone(),
            }]
        })
    }
}

impl Server {
    pub(super) fn export(&mut self, id: &str) -> Result<&mut Export, Refusal> {
        let found = self.exports.iter_mut().find(|export| export.id == id);
        found.ok_or_else(|| {
            let message = format!("The log export does not exist: {id}.");
            Refusal::new(StatusCode::NOT_FOUND, "iMetal.0100", message)
        })
    }

    pub(super) fn add(&mut self, export: Export) {
        if self.exports.len() == EXPORTS {
            self.exports.pop_front();
        }
        self.exports.push_back(export);
    }
}
