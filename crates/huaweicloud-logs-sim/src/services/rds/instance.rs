//! An RDS instance and its logs.

use std::io;

use jiff::Timestamp;

use crate::chance;
use crate::content::Content;
use crate::files::{self, Kind, LogFile, Wanted, recorded};
use crate::ids::{hex, uuid};
use crate::scenario::{Engine, Jobs, Logs, RdsInstance, Scenario};
use crate::service::Service;
use crate::services::audit::{AuditLog, Day};
use crate::services::export::{Log, to_the_millisecond};
use crate::services::inventory::{Inventory, Member};

/// All instances.
pub(crate) type Instances = Inventory<Instance>;

/// One instance.
pub(crate) struct Instance {
    pub(super) name: String,
    pub(super) engine: Engine,
    pub(super) jobs: Jobs,
    pub(super) error_logs: Vec<Log>,
    /// Those of SQL Server are of the traces in [`traces`](Self::traces).
    pub(super) slow_logs: Vec<Log>,
    pub(super) traces: Vec<String>,
    pub(super) audit_logs: Vec<AuditLog>,
    pub(super) xel_logs: Vec<Log>,
}

impl Instances {
    pub(crate) fn new(scenario: &Scenario, now: Timestamp) -> io::Result<Self> {
        let made_up = |place: usize, number: u64| {
            let digits = match number {
                0 => "3d39c18788b54a919bab633874c159df".to_owned(),
                _ => hex(&chance::digest(scenario.seed, "rds", number)[..16]),
            };
            let suffix = match scenario.rds[place].engine {
                Engine::MySql => "in01",
                Engine::PostgreSql => "in03",
                Engine::SqlServer => "in04",
            };
            format!("{digits}{suffix}")
        };
        let kinds = scenario.rds.iter().map(|kind| (kind.id.clone(), kind.count));
        Self::build(kinds, made_up, |member| Instance::new(scenario, &member, now))
    }

    /// The id of the first that runs this engine.
    pub(crate) fn first_of(&self, engine: Engine) -> Option<String> {
        let mut all = self.iter();
        all.find(|(_, instance)| instance.engine == engine).map(|(id, _)| id.to_owned())
    }

    pub(crate) fn files(&self) -> Vec<LogFile> {
        self.gather(|id, instance| {
            let file = |log, name: &String, content: &Content| LogFile {
                service: Service::Rds,
                log,
                instance: id.to_owned(),
                name: name.clone(),
                content: content.clone(),
            };
            let exported = |log, logs: &[Log]| -> Vec<_> {
                logs.iter().map(|one| file(log, &one.file_name, &one.content)).collect()
            };
            let audit = instance.audit_logs.iter();
            let audit = audit.map(|log| file("audit-log", &log.name, &log.content)).collect();
            let error = exported("error-log", &instance.error_logs);
            let slow = exported("slow-log", &instance.slow_logs);
            [error, slow, audit, exported("xel-log", &instance.xel_logs)].concat()
        })
    }
}

impl Instance {
    fn new(scenario: &Scenario, member: &Member<'_>, now: Timestamp) -> io::Result<Self> {
        let kind = &scenario.rds[member.place];
        let RdsInstance { engine, logs, slow_logs, audit_logs, xel_logs, .. } = kind;
        let of = Source { scenario, member };
        let [error, slow, audit, events]: [&'static [&'static [u8]]; 4] = match engine {
            Engine::PostgreSql => [
                &[recorded::POSTGRESQL],
                &[recorded::POSTGRESQL_SLOW],
                &recorded::POSTGRESQL_AUDIT,
                &[],
            ],
            Engine::MySql => [&[], &[recorded::MYSQL_SLOW], &recorded::MYSQL_AUDIT, &[]],
            Engine::SqlServer => {
                [&[], &[recorded::SQL_SERVER_TRACE], &[], &[recorded::SQL_SERVER_EVENTS]]
            }
        };
        let slow = of.contents("slow_logs", slow_logs, slow)?;
        let traces = if *engine == Engine::SqlServer { slow.len() } else { 0 };
        let day = |number| Day::before(now, number);
        let audit = of.contents("audit_logs", audit_logs, audit)?.into_iter().enumerate();
        let events = of.contents("xel_logs", xel_logs, events)?.into_iter().enumerate();
        Ok(Self {
            name: format!("rds-simulated-{}", member.number + 1),
            engine: *engine,
            jobs: scenario.jobs_of(kind.jobs.as_ref()),
            error_logs: of.exported("errorlog", of.contents("logs", logs, error)?, now),
            slow_logs: of.exported("slowlog", slow, now),
            traces: (0..traces).map(trace_name).collect(),
            audit_logs: audit.map(|(index, log)| of.audit_log(index, day(index), log)).collect(),
            xel_logs: events
                .map(|(index, log)| Log::called(xel_name(day(index)), member.id, log))
                .collect(),
        })
    }
}

/// What the logs of an instance are made of.
struct Source<'a> {
    scenario: &'a Scenario,
    member: &'a Member<'a>,
}

impl Source<'_> {
    /// The logs that one key of the scenario asks for; none, if the engine has none.
    fn contents(
        &self,
        key: &str,
        logs: &Logs,
        recorded: &'static [&'static [u8]],
    ) -> io::Result<Vec<Content>> {
        let Member { place, number, .. } = self.member;
        // The key of the usual logs is not said, so that their content does not depend on the others.
        let section = match key {
            "logs" => format!("rds[{place}]"),
            _ => format!("rds[{place}].{key}"),
        };
        if recorded.is_empty() {
            return Ok(vec![]);
        }
        let (owner, seed) = (number.to_string(), self.scenario.seed);
        let wanted = Wanted {
            section: &section,
            owner: &owner,
            recorded,
            generated: 1,
            kind: Kind::Text,
            seed,
        };
        files::logs(logs, &wanted)
    }

    fn exported(&self, kind: &str, contents: Vec<Content>, now: Timestamp) -> Vec<Log> {
        let log = |(index, content): (usize, Content)| {
            // Exports of one moment need names of their own.
            let id = match (self.member.number, index) {
                (0, 0) => self.scenario.account.project_id.clone(),
                _ => hex(&self.digest(&format!("rds log {index}"))[..16]),
            };
            Log::new(content, format!("{id}_{kind}_download_"), to_the_millisecond, now)
        };
        contents.into_iter().enumerate().map(log).collect()
    }

    fn audit_log(&self, index: usize, day: Day, content: Content) -> AuditLog {
        let digest = self.digest(&format!("rds audit log {index}"));
        let id = format!("{}br01", hex(&digest[..16]));
        let time = day.end.strftime("%Y%m%d%H%M%S");
        let name = format!("{time}_{}_Audit_{}", self.member.id, uuid(digest));
        AuditLog { id, name, day, content }
    }

    fn digest(&self, purpose: &str) -> [u8; 32] {
        chance::digest(self.scenario.seed, purpose, self.member.number)
    }
}

/// SQL Server counts its traces on.
fn trace_name(index: usize) -> String {
    match index {
        0 => "SQLTrace.trc".to_owned(),
        _ => format!("SQLTrace_{index}.trc"),
    }
}

/// SQL Server puts the time since 1601, in units of 100 ns, into the names of extended event logs.
fn xel_name(day: Day) -> String {
    const FROM_1601_TO_1970: i64 = 11_644_473_600;
    format!("HkEngineEventFile_0_{}0000000.xel", day.begin.as_second() + FROM_1601_TO_1970)
}
