//! What each command of a service asks the library for: a line a command.

use std::ops::Range;
use std::time::SystemTime;

use huaweicloud_logs::services::AuditLogs;
use huaweicloud_logs::{Cloud, Service};

use crate::args::services::{CloudDc, Dcs, Dds, NodeChoice, Rds, ServiceCommand, Span};
use crate::args::{Shared, Target};
use crate::failure::Failure;
use crate::fetch::{self, Request};
use crate::list;
use crate::output::{self, Listing};

/// Does what the command asks for.
pub(crate) async fn run(
    cloud: &Cloud,
    command: &ServiceCommand,
    shared: &Shared,
) -> Result<(), Failure> {
    let save = async |target: &Target, request: &dyn Fn(&str) -> Request| {
        let outcomes = fetch::all(target, request, shared).await;
        output::print(&Listing::of_instances(&outcomes), shared.json)
    };
    let json = shared.json;
    let instances = async |service| {
        list::instances(cloud.instances(service).timeout(shared.timeout), json).await
    };
    match command {
        ServiceCommand::Rds { what } => match what {
            Rds::ErrorLog { target } => {
                save(target, &|id| Request::new(cloud.rds(id).error_logs())).await
            }
            Rds::SlowLog { target, file } => save(target, &|id| slow_log(cloud, id, file)).await,
            Rds::AuditLog { target, span } => {
                let range = span.range()?;
                save(target, &|id| Request::new(cloud.rds(id).audit_logs(range.clone()))).await
            }
            Rds::XelLog { target, file } => {
                save(target, &|id| Request::new(cloud.rds(id).xel_log(file))).await
            }
            Rds::Instances => instances(Service::Rds).await,
            Rds::SlowLogFiles(of) => {
                list::files(cloud.rds(&of.instance).slow_log_files().timeout(shared.timeout), json)
                    .await
            }
            Rds::XelLogFiles(of) => {
                list::files(cloud.rds(&of.instance).xel_log_files().timeout(shared.timeout), json)
                    .await
            }
        },
        ServiceCommand::Dds { what } => match what {
            Dds::ErrorLog { target, choice: NodeChoice { node, file } } => {
                let logs = |id: &str| cloud.dds(id).error_logs().nodes(node).files(file);
                save(target, &|id| Request::new(logs(id))).await
            }
            Dds::SlowLog { target, choice: NodeChoice { node, file } } => {
                let logs = |id: &str| cloud.dds(id).slow_logs().nodes(node).files(file);
                save(target, &|id| Request::new(logs(id))).await
            }
            Dds::AuditLog { target, span, node } => {
                let range = span.range()?;
                let logs = |id: &str| cloud.dds(id).audit_logs(range.clone());
                save(target, &|id| match node {
                    Some(node) => Request::new(logs(id).node(node)),
                    None => Request::new(logs(id)),
                })
                .await
            }
            Dds::Instances => instances(Service::Dds).await,
        },
        ServiceCommand::Dcs { what } => match what {
            Dcs::RunLog { target, days, replication } => {
                // The command line takes 0, 1, 3 and 7 only.
                let days = days.parse().unwrap_or_default();
                let logs = |id: &str| cloud.dcs(id).run_logs().days(days);
                save(target, &|id| match replication {
                    Some(node) => Request::new(logs(id).replication(node)),
                    None => Request::new(logs(id)),
                })
                .await
            }
            Dcs::Instances => instances(Service::Dcs).await,
            Dcs::Replicas(of) => list::nodes(&cloud.dcs(&of.instance).replicas().await?, json),
        },
        ServiceCommand::CloudDc { what } => match what {
            CloudDc::ServerLog { target } => {
                save(target, &|id| Request::new(cloud.clouddc(id).export_logs())).await
            }
            CloudDc::Instances => instances(Service::CloudDc).await,
        },
    }
}

fn slow_log(cloud: &Cloud, id: &str, file: &Option<String>) -> Request {
    let logs = cloud.rds(id).slow_logs();
    Request::new(match file {
        Some(file) => logs.file(file),
        None => logs,
    })
}

impl Span {
    /// The span of time, seen from now.
    fn range(&self) -> Result<Range<SystemTime>, Failure> {
        let now = SystemTime::now();
        let (from, until) =
            (self.from.seen_from(now), self.until.map_or(now, |until| until.seen_from(now)));
        if from >= until {
            return Err(Failure::Usage(
                "--from has to be before --until, which is now unless given".to_owned(),
            ));
        }
        if until.duration_since(from).is_ok_and(|length| length > AuditLogs::LONGEST) {
            let message = "--from and --until are more than 30 days apart; ask for less at once";
            return Err(Failure::Usage(message.to_owned()));
        }
        Ok(from..until)
    }
}
