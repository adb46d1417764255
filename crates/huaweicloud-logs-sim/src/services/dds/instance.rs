//! A DDS replica set: its nodes and their logs.

use std::collections::VecDeque;
use std::io;

use jiff::Timestamp;

use crate::chance;
use crate::content::Content;
use crate::files::{self, LogFile, Wanted, recorded};
use crate::ids::hex;
use crate::scenario::{DdsInstance, Jobs, Logs, Scenario};
use crate::service::Service;
use crate::services::audit::{AuditLog, Day};
use crate::services::export::{Log, to_the_second};
use crate::services::inventory::{Inventory, Member};

/// The ids of the first instance's nodes.
const NODE_IDS: [&str; 3] = [
    "052f8a12dfed43fbb27c2020e3c3c507no02",
    "599f4c1be24a4d0f8f6ab6b1f6a1d7d2no02",
    "7c30d95ee1bb4a51a7d80b2c9a4fd116no02",
];

/// How many thirds of the longest export that of a node takes: the first in the list is neither the first nor the
/// last to be ready, if there are enough for that.
fn thirds(index: usize, nodes: usize) -> u32 {
    match (index % 3, nodes) {
        (_, 1) => 3,
        (0, _) => 2,
        (1, 2) => 3,
        (1, _) => 1,
        _ => 3,
    }
}

/// All instances.
pub(crate) type Instances = Inventory<ReplicaSet>;

/// The nodes of an instance.
pub(crate) struct ReplicaSet {
    pub(super) name: String,
    pub(super) jobs: Jobs,
    pub(super) nodes: Vec<Node>,
    /// Those of all nodes, of whom each wrote one in turn.
    pub(super) audit_logs: Vec<AuditLog>,
}

pub(super) struct Node {
    pub(super) id: String,
    pub(super) name: String,
    /// Its own pace, if it has one.
    pub(super) jobs: Option<Jobs>,
    pub(super) thirds: u32,
    /// In the order of [`Kind`].
    pub(super) logs: [NodeLog; 2],
}

/// The logs of a node that are exported.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Error,
    Slow,
}

/// A log of a node.
pub(super) struct NodeLog {
    pub(super) log: Log,
    /// What the lengths of its exports are drawn for: those of a node's two logs differ.
    pub(super) key: String,
    /// The file names of the last exports, the newest last.
    pub(super) names: VecDeque<String>,
}

impl Instances {
    pub(crate) fn new(scenario: &Scenario, now: Timestamp) -> io::Result<Self> {
        let made_up = |_, number| match number {
            0 => "6ade8143870047b8999aba8f1891b48ein02".to_owned(),
            _ => format!("{}in02", hex(&chance::digest(scenario.seed, "dds", number)[..16])),
        };
        let kinds = scenario.dds.iter().map(|kind| (kind.id.clone(), kind.count));
        Self::build(kinds, made_up, |member| ReplicaSet::new(scenario, &member, now))
    }

    pub(crate) fn files(&self) -> Vec<LogFile> {
        self.gather(|id, instance| {
            let file = |log, name: &String, content: &Content| LogFile {
                service: Service::Dds,
                log,
                instance: id.to_owned(),
                name: name.clone(),
                content: content.clone(),
            };
            let (nodes, audit) = (&instance.nodes, &instance.audit_logs);
            let exported = [("error-log", Kind::Error), ("slow-log", Kind::Slow)];
            let exported = exported.into_iter().flat_map(|(log, kind)| {
                let logs = nodes.iter().map(move |node| &node.logs[kind as usize].log);
                logs.map(move |one| file(log, &one.file_name, &one.content))
            });
            let audit = audit.iter().map(|log| file("audit-log", &log.name, &log.content));
            exported.chain(audit).collect()
        })
    }

    /// The ids of an instance's nodes.
    pub(crate) fn node_ids(&self, instance: &str) -> Vec<String> {
        let found = self.get(instance);
        found.map_or_else(Vec::new, |set| set.nodes.iter().map(|node| node.id.clone()).collect())
    }
}

impl ReplicaSet {
    fn new(scenario: &Scenario, member: &Member<'_>, now: Timestamp) -> io::Result<Self> {
        let place = member.place;
        let kind = &scenario.dds[place];
        let described = kind.nodes.len();
        let usual = if described == 0 { 3 } else { described };
        let section = format!("dds[{place}]");
        let logs = contents(scenario, member, &section, &kind.logs, &recorded::MONGOD, usual)?;
        if described > 0 && described != logs.len() {
            return Err(not_as_many(&section, described, "logs", &kind.logs, logs.len()));
        }
        let count = logs.len();
        let rest = |key: &str, logs, recorded| {
            let section = format!("{section}.{key}");
            let contents = contents(scenario, member, &section, logs, recorded, count)?;
            // Recorded ones go round.
            let all = if *logs == Logs::Recorded { count } else { contents.len() };
            io::Result::Ok(contents.iter().cycle().take(all).cloned().collect::<Vec<_>>())
        };
        let slow = rest("slow_logs", &kind.slow_logs, &recorded::MONGOD_SLOW)?;
        if slow.len() != count {
            return Err(not_as_many(&section, count, "slow_logs", &kind.slow_logs, slow.len()));
        }
        let audit = rest("audit_logs", &kind.audit_logs, &recorded::MONGOD_AUDIT)?;

        let jobs = scenario.jobs_of(kind.jobs.as_ref());
        let project = &scenario.account.project_id;
        let node = |(index, (error, slow))| {
            let (id, name, own) = described_node(scenario, kind, member, index);
            let log = |content, log: &str, key| {
                let log = Log::new(content, format!("{project}_{id}_{log}_"), to_the_second, now);
                NodeLog { log, key, names: VecDeque::new() }
            };
            Node {
                logs: [
                    log(error, "errorlog", id.clone()),
                    log(slow, "slowlog", format!("{id} slow-log")),
                ],
                id,
                name,
                thirds: if own.is_some() { 3 } else { thirds(index, count) },
                jobs: own.map(|own| own.over(&jobs)),
            }
        };
        let nodes: Vec<_> = logs.into_iter().zip(slow).enumerate().map(node).collect();
        let audit_log = |(index, content)| {
            let day = Day::before(now, index);
            let node = &nodes[index % count].id;
            let id = format!("{node}_{}", day.end.as_millisecond());
            let name = format!("{project}_audit_log_{}_{id}", member.id);
            AuditLog { id, name, day, content }
        };
        let audit_logs = audit.into_iter().enumerate().map(audit_log).collect();
        let name = format!("dds-simulated-{}", member.number + 1);
        Ok(Self { name, jobs, nodes, audit_logs })
    }

    /// The node that wrote the audit log at this place of the list.
    pub(super) fn writer(&self, audit_log: usize) -> &Node {
        &self.nodes[audit_log % self.nodes.len()]
    }
}

/// The logs that one key of the scenario asks for, or the recorded ones.
fn contents(
    scenario: &Scenario,
    member: &Member<'_>,
    section: &str,
    logs: &Logs,
    recorded: &'static [&'static [u8]],
    generated: usize,
) -> io::Result<Vec<Content>> {
    let owner = member.number.to_string();
    let kind = files::Kind::Text;
    let seed = scenario.seed;
    files::logs(logs, &Wanted { section, owner: &owner, recorded, generated, kind, seed })
}

fn not_as_many(section: &str, nodes: usize, key: &str, logs: &Logs, count: usize) -> io::Error {
    let from = logs.source();
    let message =
        format!("{section} has {nodes} nodes, and {from} has {count} {key}: one for each node");
    io::Error::new(io::ErrorKind::InvalidInput, message)
}

/// Id, name and pace of a node.
fn described_node(
    scenario: &Scenario,
    kind: &DdsInstance,
    member: &Member<'_>,
    index: usize,
) -> (String, String, Option<Jobs>) {
    let given = kind.nodes.get(index).cloned().unwrap_or_default();
    let made_up = || match (member.number, NODE_IDS.get(index)) {
        (0, Some(id)) => (*id).to_owned(),
        _ => {
            let purpose = format!("dds node {index}");
            format!("{}no02", hex(&chance::digest(scenario.seed, &purpose, member.number)[..16]))
        }
    };
    // No two nodes have the same id, while names can be alike.
    let id = given.id.filter(|_| member.first).unwrap_or_else(made_up);
    let name = given.name.unwrap_or_else(|| format!("dds-simulated_replica_node_{}", index + 1));
    (id, name, given.jobs)
}
