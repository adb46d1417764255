//! What types alone cannot say about the instances of a scenario.

use std::collections::HashSet;

use super::{Checked, wrong};
use crate::scenario::{DdsInstance, Engine, Jobs, Logs, RdsInstance, Scenario};

/// Enough for any test, and too few to fill the memory by mistake.
const MOST_INSTANCES: u32 = 100_000;

/// What instances of all services have.
struct Instance<'a> {
    id: &'a Option<String>,
    count: u32,
    /// By the keys that say where they come from.
    logs: Vec<(&'static str, &'a Logs)>,
    jobs: &'a Option<Jobs>,
}

macro_rules! instances {
    ($all:expr, $($logs:ident)*) => {
        $all.iter().map(|one| Instance {
            id: &one.id,
            count: one.count,
            logs: vec![$((stringify!($logs), &one.$logs)),*],
            jobs: &one.jobs,
        }).collect::<Vec<_>>()
    };
}

impl Scenario {
    pub(super) fn check_instances(&self) -> Checked {
        let all = [
            ("rds", instances!(self.rds, logs slow_logs audit_logs xel_logs)),
            ("dds", instances!(self.dds, logs slow_logs audit_logs)),
            ("dcs", instances!(self.dcs, logs)),
            ("clouddc", instances!(self.clouddc, logs)),
        ];
        for (service, instances) in all {
            if instances.is_empty() {
                return wrong(format!(
                    "{service} is an empty list: leave it out for what is there usually"
                ));
            }
            let mut ids = HashSet::new();
            for (index, instance) in instances.into_iter().enumerate() {
                let place = format!("{service}[{index}]");
                instance.check(&place)?;
                if let Some(id) = instance.id
                    && !ids.insert(id)
                {
                    return wrong(format!(
                        "{place}.id {id:?} is taken by an instance above: write another"
                    ));
                }
            }
        }
        self.check_engines()?;
        self.check_dumps()?;
        self.check_nodes()?;
        self.check_replicas()
    }

    /// Logs that an engine does not have are a mistake, not a wish.
    fn check_engines(&self) -> Checked {
        for (index, instance) in self.rds.iter().enumerate() {
            let RdsInstance { engine, logs, audit_logs, xel_logs, .. } = instance;
            let foreign = match engine {
                Engine::SqlServer => vec![("logs", logs), ("audit_logs", audit_logs)],
                Engine::MySql => vec![("logs", logs), ("xel_logs", xel_logs)],
                Engine::PostgreSql => vec![("xel_logs", xel_logs)],
            };
            if let Some((key, _)) = foreign.iter().find(|(_, logs)| **logs != Logs::Recorded) {
                let name = engine.name();
                return wrong(format!(
                    "rds[{index}].{key}: {name} instances hand out none, leave it out"
                ));
            }
        }
        Ok(())
    }

    fn check_dumps(&self) -> Checked {
        for (index, server) in self.clouddc.iter().enumerate() {
            if let Logs::Generated { files: Some(2..), .. } = server.logs {
                return wrong(format!(
                    "clouddc[{index}].logs.generated.files: a server has exactly one dump, leave it out"
                ));
            }
        }
        Ok(())
    }

    fn check_nodes(&self) -> Checked {
        let mut ids = HashSet::new();
        for (index, instance) in self.dds.iter().enumerate() {
            let DdsInstance { logs, slow_logs, nodes, .. } = instance;
            for (key, logs) in [("logs", logs), ("slow_logs", slow_logs)] {
                if let Logs::Generated { files: Some(files), .. } = logs
                    && !nodes.is_empty()
                    && usize::try_from(*files) != Ok(nodes.len())
                {
                    return wrong(format!(
                        "dds[{index}] has {} nodes and {files} {key}: leave {key}.generated.files out",
                        nodes.len()
                    ));
                }
            }
            for (node_index, node) in instance.nodes.iter().enumerate() {
                let place = format!("dds[{index}].nodes[{node_index}]");
                if let Some(jobs) = &node.jobs {
                    jobs.check(&format!("{place}.jobs"))?;
                }
                // The store would hold one node's log in place of the other's.
                if let Some(id) = &node.id
                    && !ids.insert(id)
                {
                    return wrong(format!(
                        "{place}.id {id:?} is taken by a node above: write another"
                    ));
                }
            }
        }
        Ok(())
    }

    fn check_replicas(&self) -> Checked {
        for (index, instance) in self.dcs.iter().enumerate() {
            let mut ids = HashSet::new();
            for (replica_index, replica) in instance.replicas.iter().enumerate() {
                if let Some(id) = &replica.replication_id
                    && !ids.insert(id)
                {
                    return wrong(format!(
                        "dcs[{index}].replicas[{replica_index}].replication_id {id:?} is taken by a replica above: \
                         write another"
                    ));
                }
            }
        }
        Ok(())
    }
}

impl Instance<'_> {
    fn check(&self, place: &str) -> Checked {
        let Self { id, count, logs, jobs } = self;
        if *count > MOST_INSTANCES {
            return wrong(format!("{place}.count is {count}: write {MOST_INSTANCES} at most"));
        }
        if *count == 0 {
            return wrong(format!("{place}.count is 0: leave the instance out instead"));
        }
        if let Some(id) = id
            && (id.is_empty() || id.contains('/'))
        {
            return wrong(format!(
                "{place}.id {id:?} cannot be part of a path: write one without a slash"
            ));
        }
        for (key, logs) in logs {
            if let Logs::Generated { files: Some(0), .. } = logs {
                return wrong(format!(
                    "{place}.{key}.generated.files is 0: write 1 or more, or leave it out"
                ));
            }
        }
        match jobs {
            Some(jobs) => jobs.check(&format!("{place}.jobs")),
            None => Ok(()),
        }
    }
}
