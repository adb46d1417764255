//! A DCS instance: its replicas, their logs and the collections made of them.

use std::collections::VecDeque;
use std::io;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use serde_json::{Value, json};

use crate::chance;
use crate::cloud::Cloud;
use crate::content::Content;
use crate::files::{self, Kind, LogFile, Wanted, recorded};
use crate::ids::uuid;
use crate::job::Job;
use crate::scenario::{DcsInstance, Jobs, Logs, Scenario};
use crate::service::Service;
use crate::services::inventory::{Inventory, Member};

/// The ids of the first instance and its first replica.
const INSTANCE_ID: &str = "5c597ce5-9823-48aa-bf4d-2defb9385b4a";
const REPLICATION_ID: &str = "68e9fa4a-7a4c-4c4e-9fd5-6b2f1c4a0e15";

/// How many days ago the instance with recorded logs wrote something. Other days have no log, as can happen in
/// the cloud.
const RECORDED_DAYS: [i32; 3] = [0, 2, 5];

/// How many collections are listed, the newest ones. The cloud keeps files for some days.
const COLLECTIONS: usize = 200;

/// All instances.
pub(crate) type Instances = Inventory<Instance>;

/// One instance.
pub(crate) struct Instance {
    pub(super) name: String,
    jobs: Jobs,
    pub(super) replicas: Vec<Replica>,
    logs: Vec<Log>,
    /// The newest last.
    collections: VecDeque<Collection>,
    /// How many collections there were.
    started: u64,
}

pub(super) struct Replica {
    pub(super) id: String,
    pub(super) ip: String,
    pub(super) group: String,
}

/// What a replica wrote on one day.
struct Log {
    replica: usize,
    days_ago: i32,
    /// Days are counted from the simulator's start, so that names stay.
    date: Date,
    content: Content,
}

struct Collection {
    job: Job,
    files: Vec<File>,
}

/// A collected file.
pub(super) struct File {
    id: String,
    pub(super) name: String,
    replica: usize,
    date: Date,
    pub(super) content: Content,
}

impl Instances {
    pub(crate) fn new(scenario: &Scenario, now: Timestamp) -> io::Result<Self> {
        let seed = scenario.seed;
        let made_up = |_, number| match number {
            0 => INSTANCE_ID.to_owned(),
            _ => uuid(chance::digest(seed, "dcs", number)),
        };
        let kinds = scenario.dcs.iter().map(|kind| (kind.id.clone(), kind.count));
        let build = |Member { place, number, .. }: Member<'_>| {
            let kind = &scenario.dcs[place];
            let replicas = replicas(seed, kind, number);
            Ok(Instance {
                name: format!("dcs-simulated-{}", number + 1),
                jobs: scenario.jobs_of(kind.jobs.as_ref()),
                logs: logs(seed, now, kind, &format!("dcs[{place}]"), number, replicas.len())?,
                replicas,
                collections: VecDeque::new(),
                started: 0,
            })
        };
        Self::build(kinds, made_up, build)
    }

    pub(crate) fn files(&self) -> Vec<LogFile> {
        self.gather(|id, instance| {
            let file = |log: &Log| LogFile {
                service: Service::Dcs,
                log: "run-log",
                instance: id.to_owned(),
                name: instance.replicas[log.replica].file_name(log.date),
                content: log.content.clone(),
            };
            instance.logs.iter().map(file).collect()
        })
    }

    /// The ids of an instance's replicas.
    pub(crate) fn replication_ids(&self, instance: &str) -> Vec<String> {
        let found = self.get(instance);
        found.map_or_else(Vec::new, |one| one.replicas.iter().map(|r| r.id.clone()).collect())
    }
}

fn replicas(seed: u64, kind: &DcsInstance, instance: u64) -> Vec<Replica> {
    let count = kind.replicas.len().max(1);
    let replica = |index: usize| {
        let given = kind.replicas.get(index).cloned().unwrap_or_default();
        let made_up = || match (instance, index) {
            (0, 0) => REPLICATION_ID.to_owned(),
            _ => uuid(chance::digest(seed, &format!("dcs replica {index}"), instance)),
        };
        Replica {
            id: given.replication_id.unwrap_or_else(made_up),
            ip: given.ip.unwrap_or_else(|| format!("192.168.0.{}", 142 + index)),
            group: given.group.unwrap_or_else(|| "group-0".to_owned()),
        }
    };
    (0..count).map(replica).collect()
}

/// The logs of each day in turn, for one replica after the other.
fn logs(
    seed: u64,
    now: Timestamp,
    kind: &DcsInstance,
    section: &str,
    instance: u64,
    replicas: usize,
) -> io::Result<Vec<Log>> {
    let of_one = |owner: &str| {
        let recorded = &recorded::REDIS;
        let wanted = Wanted { section, owner, recorded, generated: 1, kind: Kind::Text, seed };
        files::logs(&kind.logs, &wanted)
    };
    let of_one_replica = |replica| of_one(&format!("{instance} replica {replica}"));
    // A folder's files are dealt out; the others are there, or made, for each replica.
    let mut logs = vec![];
    let mut add = |replica, days_ago, content| {
        logs.push(Log { replica, days_ago, date: day(now, days_ago), content });
    };
    match kind.logs {
        Logs::Folder(_) => {
            for (index, content) in of_one("")?.into_iter().enumerate() {
                let days_ago = i32::try_from(index / replicas).unwrap_or(i32::MAX);
                add(index % replicas, days_ago, content);
            }
        }
        Logs::Recorded => {
            for replica in 0..replicas {
                let contents = of_one_replica(replica)?;
                for (index, days_ago) in RECORDED_DAYS.into_iter().enumerate() {
                    let content = contents[(index + replica) % contents.len()].clone();
                    add(replica, days_ago, content);
                }
            }
        }
        Logs::Generated { .. } => {
            for replica in 0..replicas {
                for (content, days_ago) in of_one_replica(replica)?.into_iter().zip(0..) {
                    add(replica, days_ago, content);
                }
            }
        }
    }
    Ok(logs)
}

fn day(now: Timestamp, days_ago: i32) -> Date {
    now.to_zoned(TimeZone::UTC).date().saturating_sub(days_ago.days())
}

impl Replica {
    fn file_name(&self, date: Date) -> String {
        format!("redis_{}_{date}.log", self.ip)
    }
}

impl Instance {
    pub(super) fn has_one_replica(&self) -> bool {
        self.replicas.len() == 1
    }

    /// The place of the replica with this id.
    pub(super) fn replica(&self, id: &str) -> Option<usize> {
        self.replicas.iter().position(|replica| replica.id == id)
    }

    /// Starts a collection, unless one is running.
    pub(super) fn collect(&mut self, cloud: &Cloud, key: &str, replica: usize, span: i32) -> bool {
        let now = cloud.clock.now();
        if let Some(running) = self.collections.iter_mut().find(|one| !one.job.is_over(now)) {
            // Someone looked, so the job goes on: a client that waits by asking again gets there, too.
            running.job.look();
            return false;
        }
        let wanted = |log: &Log| log.replica == replica && log.days_ago <= span;
        let seed = cloud.scenario.seed;
        let file = |(index, log): (usize, &Log)| {
            let number = self.started;
            File {
                id: uuid(chance::digest(seed, &format!("file {index} of {key}"), number)),
                name: self.replicas[replica].file_name(log.date),
                replica,
                date: log.date,
                content: log.content.clone(),
            }
        };
        let logs = self.logs.iter().enumerate();
        let files = logs.filter(|(_, log)| wanted(log)).map(file).collect();
        let job = Job::start(&self.jobs, cloud.scenario.seed, key, self.started, now);
        self.started += 1;
        if self.collections.len() == COLLECTIONS
            && let Some(oldest) = self.collections.pop_front()
        {
            for file in oldest.files {
                cloud.store.remove(&format!("{}/{}", file.id, file.name));
            }
        }
        self.collections.push_back(Collection { job, files });
        true
    }

    /// Looks at all collections and lists what shows of them, the newest first.
    pub(super) fn list(&mut self, cloud: &Cloud) -> Vec<Value> {
        let now = cloud.clock.now();
        let dialect = &cloud.scenario.dialect;
        let mut items = vec![];
        for collection in self.collections.iter_mut().rev() {
            let job = &mut collection.job;
            job.look();
            if !job.is_visible(now) {
                continue;
            }
            let status = if job.is_done(now) {
                dialect.word("succeed")
            } else if job.has_failed(now) {
                dialect.word("failed")
            } else {
                // The documents do not say what stands here before "succeed", so any word may.
                dialect.pending("running")
            };
            items.extend(collection.files.iter().map(|file| {
                json!({
                    "id": file.id,
                    "file_name": file.name,
                    "group_name": self.replicas[file.replica].group,
                    "replication_ip": self.replicas[file.replica].ip,
                    "status": status,
                    "time": file.date.to_string(),
                    "backup_id": file.id,
                })
            }));
        }
        items
    }

    /// Looks at the job that collects a file which shows already: a client that waits by asking for the link gets
    /// there, too.
    pub(super) fn look_at(&mut self, id: &str, now: Timestamp) {
        let has_it = |collection: &&mut Collection| {
            collection.job.is_visible(now) && collection.files.iter().any(|file| file.id == id)
        };
        if let Some(collection) = self.collections.iter_mut().find(has_it) {
            collection.job.look();
        }
    }

    /// The file with this id, and the job that collects it.
    pub(super) fn find(&self, id: &str) -> Option<(&Job, &File)> {
        self.collections.iter().find_map(|collection| {
            let file = collection.files.iter().find(|file| file.id == id)?;
            Some((&collection.job, file))
        })
    }
}
