//! What types alone cannot say about a scenario.

use std::collections::HashSet;

use super::{
    Account, Fault, FaultOrder, Jobs, Links, Logs, Quota, Scenario, ScenarioError, Span, Takes,
};
use crate::operation::{self, Operation};
use crate::service::Service;

/// Enough for any test, and too few to fill the memory by mistake.
const MOST_INSTANCES: u32 = 100_000;

type Checked = Result<(), ScenarioError>;

impl Scenario {
    /// What is wrong with the scenario as a whole.
    pub(crate) fn check(&self) -> Checked {
        self.account.check()?;
        self.quota.check()?;
        self.jobs.check("jobs")?;
        self.links.check()?;
        if self.starts_at.is_some() && !self.clock_ahead.signed().is_zero() {
            return wrong("starts_at and clock_ahead: write only one");
        }
        if let Some(word) = &self.dialect.unknown_word {
            let known = ["finish", "success", "succeed", "completed", "failed"];
            if word.is_empty() || known.contains(&word.to_lowercase().as_str()) {
                return wrong(format!(
                    "dialect.unknown_word is {word:?}: write a word that does not mean that a job is over"
                ));
            }
        }
        self.check_instances()?;
        for (index, order) in self.faults.iter().enumerate() {
            order.check().map_err(|what| ScenarioError::new(format!("faults[{index}]: {what}")))?;
        }
        Ok(())
    }

    fn check_instances(&self) -> Checked {
        let rds = self.rds.iter().map(|i| (&i.id, i.count, &i.logs, &i.jobs));
        let dds = self.dds.iter().map(|i| (&i.id, i.count, &i.logs, &i.jobs));
        let dcs = self.dcs.iter().map(|i| (&i.id, i.count, &i.logs, &i.jobs));
        let clouddc = self.clouddc.iter().map(|i| (&i.id, i.count, &i.logs, &i.jobs));
        let all = [
            ("rds", rds.collect::<Vec<_>>()),
            ("dds", dds.collect()),
            ("dcs", dcs.collect()),
            ("clouddc", clouddc.collect()),
        ];
        for (service, instances) in all {
            if instances.is_empty() {
                return wrong(format!(
                    "{service} is an empty list: leave it out for one usual instance"
                ));
            }
            let mut ids = HashSet::new();
            for (index, (id, count, logs, jobs)) in instances.into_iter().enumerate() {
                let place = format!("{service}[{index}]");
                if count > MOST_INSTANCES {
                    return wrong(format!(
                        "{place}.count is {count}: write {MOST_INSTANCES} at most"
                    ));
                }
                if count == 0 {
                    return wrong(format!("{place}.count is 0: leave the instance out instead"));
                }
                if let Some(id) = id {
                    if id.is_empty() || id.contains('/') {
                        return wrong(format!(
                            "{place}.id {id:?} cannot be part of a path: write one without a slash"
                        ));
                    }
                    if !ids.insert(id) {
                        return wrong(format!(
                            "{place}.id {id:?} is taken by an instance above: write another"
                        ));
                    }
                }
                if let Logs::Generated { files: Some(0), .. } = logs {
                    return wrong(format!(
                        "{place}.logs.generated.files is 0: write 1 or more, or leave it out"
                    ));
                }
                if let (Logs::Generated { files: Some(2..), .. }, "clouddc") = (logs, service) {
                    return wrong(format!(
                        "{place}.logs.generated.files: a server has exactly one dump, leave it out"
                    ));
                }
                if let Some(jobs) = jobs {
                    jobs.check(&format!("{place}.jobs"))?;
                }
            }
        }
        self.check_nodes()?;
        self.check_replicas()
    }

    fn check_nodes(&self) -> Checked {
        let mut ids = HashSet::new();
        for (index, instance) in self.dds.iter().enumerate() {
            if let Logs::Generated { files: Some(files), .. } = instance.logs
                && !instance.nodes.is_empty()
                && usize::try_from(files) != Ok(instance.nodes.len())
            {
                return wrong(format!(
                    "dds[{index}] has {} nodes and {files} logs: leave logs.generated.files out",
                    instance.nodes.len()
                ));
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

fn wrong(message: impl Into<String>) -> Checked {
    Err(ScenarioError::new(message))
}

fn not_negative(place: &str, span: Span) -> Checked {
    match span.duration() {
        Some(_) => Ok(()),
        None => wrong(format!("{place} is {span}, which is negative: write 0 or more")),
    }
}

fn share(place: &str, value: f64) -> Checked {
    if (0.0..=1.0).contains(&value) {
        Ok(())
    } else {
        wrong(format!("{place} is {value}: write a number from 0 to 1"))
    }
}

impl Account {
    fn check(&self) -> Checked {
        not_negative("account.token_lifetime", self.token_lifetime)?;
        if self.project_id.is_empty() || self.project_id.contains('/') {
            return wrong(format!(
                "account.project_id {:?} cannot be part of a path: write one without a slash",
                self.project_id
            ));
        }
        if self.region.is_empty() {
            return wrong("account.region is empty: write a name such as cn-north-4");
        }
        if self.users.is_empty() {
            return wrong("account.users is empty: leave it out for one usual user");
        }
        let mut taken = HashSet::new();
        for user in &self.users {
            for key in [&user.name, &user.access_key] {
                if !taken.insert(key) {
                    return wrong(format!(
                        "account.users: {key:?} is there twice; users need names and access keys of their own"
                    ));
                }
            }
        }
        Ok(())
    }
}

impl Quota {
    fn check(&self) -> Checked {
        if self.calls_per_minute == Some(0) {
            return wrong("quota.calls_per_minute is 0: write 1 or more, or leave it out");
        }
        Ok(())
    }
}

impl Links {
    fn check(&self) -> Checked {
        let Some(lifetime) = self.lifetime else { return Ok(()) };
        not_negative("links.lifetime", lifetime)?;
        // Their ends are written in whole seconds.
        if !lifetime.or_zero().is_zero() && lifetime.or_zero().as_secs() == 0 {
            return wrong(format!(
                "links.lifetime is {lifetime}: write at least 1s, or 0 for links that are dead on arrival"
            ));
        }
        Ok(())
    }
}

impl Jobs {
    fn check(&self, place: &str) -> Checked {
        share(&format!("{place}.failure_rate"), self.failure_rate.unwrap_or_default())?;
        let place = format!("{place}.takes");
        let positive = |name: &str, value: f64| {
            if value.is_finite() && value > 0.0 {
                Ok(())
            } else {
                wrong(format!("{place}.{name} is {value}: write a number above 0"))
            }
        };
        let above_zero = |name: &str, span: Span| {
            if span.or_zero().is_zero() {
                wrong(format!("{place}.{name} is {span}: write a length of time above 0"))
            } else {
                Ok(())
            }
        };
        match self.takes {
            None | Some(Takes::Polls(_) | Takes::Never) => Ok(()),
            Some(Takes::Fixed(span)) => not_negative(&format!("{place}.fixed"), span),
            Some(Takes::Uniform { from, to }) => {
                not_negative(&format!("{place}.uniform.from"), from)?;
                not_negative(&format!("{place}.uniform.to"), to)?;
                if from.or_zero() > to.or_zero() {
                    return wrong(format!(
                        "{place}.uniform: from ({from}) is more than to ({to}), write the shorter one first"
                    ));
                }
                Ok(())
            }
            Some(Takes::LogNormal { median, sigma }) => {
                above_zero("log-normal.median", median)?;
                positive("log-normal.sigma", sigma)
            }
            Some(Takes::Exponential { mean }) => above_zero("exponential.mean", mean),
            Some(Takes::Pareto { from, alpha }) => {
                above_zero("pareto.from", from)?;
                positive("pareto.alpha", alpha)
            }
        }
    }
}

impl FaultOrder {
    /// Refuses what no request can ever be.
    fn check_target(&self) -> Result<(), String> {
        const METHODS: [&str; 7] = ["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS"];
        let on = &self.on;
        if let Some(none) = on.operation.as_deref().and_then(operation::missing) {
            return Err(format!("there is {none}"));
        }
        if let Some(method) = &on.method
            && !METHODS.contains(&method.as_str())
        {
            return Err(format!("on.method {method:?} is none of {}", METHODS.join(", ")));
        }
        let kind = self.fault.kind();
        if self.fault.needs_range() && on.range == Some(false) {
            return Err(format!("on.range is false, but {kind} befalls only requests for a range"));
        }
        let named = |operation: Option<&Operation>| match (&on.operation, operation) {
            (None, _) => true,
            (Some(id), operation) => operation.is_some_and(|known| known.id == id),
        };
        let sent = |operation: Option<&Operation>| match (&on.method, operation) {
            (None, _) => true,
            (Some(method), Some(operation)) => operation.method == method,
            // What belongs to no operation can be sent in any way.
            (Some(_), None) => true,
        };
        let candidates: Vec<_> = operation::targets()
            .filter(|(service, _)| on.service.is_none_or(|wanted| wanted == *service))
            .filter(|(_, operation)| named(*operation) && sent(*operation))
            .collect();
        if candidates.is_empty() {
            return Err("no operation is all that `on` says: service, operation, method".to_owned());
        }
        let can = |(service, operation): &(Service, Option<&Operation>)| {
            self.fault.can_befall(*service, operation.map(|operation| operation.id))
        };
        // Objects are only got.
        let got = on.method.as_deref().is_none_or(|method| method == "GET");
        if candidates.iter().any(can) && (got || !self.fault.is_of_an_object()) {
            return Ok(());
        }
        let mut services: Vec<_> =
            operation::targets().filter(can).map(|(service, _)| service.name()).collect();
        services.dedup();
        Err(format!("{kind} cannot befall what `on` names; it befalls {}", services.join(", ")))
    }

    /// What is wrong with the order by itself.
    pub(crate) fn check(&self) -> Result<(), String> {
        self.check_target()?;
        if self.times == Some(0) {
            return Err(
                "times is 0: write at least 1, or leave it out for every request".to_owned()
            );
        }
        if let Some(chance) = self.chance {
            share("chance", chance).map_err(|error| error.to_string())?;
        }
        let length = |name: &str, span: Option<Span>| match span {
            Some(span) => not_negative(name, span).map_err(|error| error.to_string()),
            None => Ok(()),
        };
        match &self.fault {
            Fault::Status { status, retry_after, retry_after_date, .. } => {
                if !(200..=599).contains(status) {
                    return Err(format!("status {status} is no final status: write 200 to 599"));
                }
                if retry_after.is_some() && retry_after_date.is_some() {
                    return Err("retry_after and retry_after_date: write only one".to_owned());
                }
                if let Some(text) = retry_after
                    && axum::http::HeaderValue::from_str(text).is_err()
                {
                    return Err(format!("retry_after {text:?} cannot be a header"));
                }
                length("retry_after_date", *retry_after_date)
            }
            Fault::Redirect { status, .. } if !matches!(status, 301..=303 | 307 | 308) => {
                Err(format!("status {status} is no redirect: write 301, 302, 303, 307 or 308"))
            }
            Fault::Redirect { to: Some(to), .. }
                if to.is_empty() || axum::http::HeaderValue::from_str(to).is_err() =>
            {
                Err(format!("to {to:?} cannot be a header"))
            }
            Fault::Trickle { bytes_per_second: 0, .. } => {
                Err("bytes_per_second is 0: use the fault stall".to_owned())
            }
            Fault::Delay { by } => length("by", Some(*by)),
            Fault::Stall { lasts, .. } => length("lasts", *lasts),
            _ => Ok(()),
        }
    }
}
