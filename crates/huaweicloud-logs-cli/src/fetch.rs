//! Fetching what was asked for, several instances at a time.

use std::path::Path;
use std::time::Duration;

use futures::future::{BoxFuture, FutureExt};
use futures::{StreamExt, stream};
use huaweicloud_logs::services::{ErrorLogs, NodeErrorLogs, RunLogs, ServerLogs};
use huaweicloud_logs::{Cloud, Error, Event, Exponential, LogRequest, Report, Service};

use crate::args::{CloudDcLog, DcsLog, DdsLog, RdsLog, ServiceCommand, Shared, Target};
use crate::progress::Bars;

/// How many instances are worked on at once.
const INSTANCES: usize = 8;

/// What came of one instance.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) service: Service,
    pub(crate) instance: String,
    pub(crate) result: Result<Report, Error>,
}

impl Outcome {
    /// What was saved, whether or not all of it was.
    pub(crate) fn report(&self) -> Option<&Report> {
        match &self.result {
            Ok(report) => Some(report),
            Err(error) => error.report(),
        }
    }

    /// What was not saved and why: each file by its name, or the whole without one.
    pub(crate) fn errors(&self) -> Vec<(Option<&str>, &Error)> {
        match (&self.result, self.report()) {
            (Err(_), Some(report)) => {
                let failed = report.failed.iter();
                failed.map(|file| (file.name.as_deref(), &file.error)).collect()
            }
            (Err(error), None) => vec![(None, error)],
            (Ok(_), _) => Vec::new(),
        }
    }
}

/// A request for the logs of one instance, whatever its service.
pub(crate) enum Request {
    Rds(LogRequest<ErrorLogs>),
    Dds(LogRequest<NodeErrorLogs>),
    Dcs(LogRequest<RunLogs>),
    CloudDc(LogRequest<ServerLogs>),
}

// One line a service: the requests differ in type only.
macro_rules! each {
    ($request:expr, $logs:ident => $then:expr) => {
        match $request {
            Request::Rds($logs) => $then,
            Request::Dds($logs) => $then,
            Request::Dcs($logs) => $then,
            Request::CloudDc($logs) => $then,
        }
    };
}

impl Request {
    fn save_to<'a>(
        self,
        folder: &'a Path,
        shared: &Shared,
        schedule: Option<Exponential>,
        observer: impl Fn(&Event<'_>) + Send + Sync + 'static,
    ) -> BoxFuture<'a, Result<Report, Error>> {
        each!(self, logs => {
            let logs = logs.timeout(shared.timeout).decompress(shared.decompress).on_event(observer);
            let logs = match schedule {
                Some(schedule) => logs.schedule(schedule),
                None => logs,
            };
            let logs = match shared.connections {
                Some(connections) => logs.connections(connections),
                None => logs,
            };
            logs.save_to(folder).boxed()
        })
    }

    fn service(&self) -> Service {
        match self {
            Self::Rds(_) => Service::Rds,
            Self::Dds(_) => Service::Dds,
            Self::Dcs(_) => Service::Dcs,
            Self::CloudDc(_) => Service::CloudDc,
        }
    }
}

/// Fetches the logs of every instance that the command names.
pub(crate) async fn all(cloud: &Cloud, command: &ServiceCommand, shared: &Shared) -> Vec<Outcome> {
    let target = target(command);
    let mut ids: Vec<&String> = Vec::new();
    for id in &target.instances {
        // The same logs twice are of no use to anyone.
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let requests = ids.into_iter().map(|id| (id.clone(), request(cloud, command, id)));
    let schedule = shared.poll_interval.map(schedule);
    many(requests.collect(), &target.to, shared, schedule).await
}

/// Pauses that begin with `first` and grow.
pub(crate) fn schedule(first: Duration) -> Exponential {
    Exponential::new(first, 1.5, first.saturating_mul(6))
}

/// Works on several requests at once; the outcomes come in their order.
pub(crate) async fn many(
    requests: Vec<(String, Request)>,
    folder: &Path,
    shared: &Shared,
    schedule: Option<Exponential>,
) -> Vec<Outcome> {
    let bars = Bars::new(shared.verbose);
    let work = stream::iter(requests.into_iter().enumerate())
        .map(|(at, (instance, request))| {
            let service = request.service();
            let watch = bars.instance(format!("{service} {instance}"));
            async move {
                let result = request.save_to(folder, shared, schedule, watch).await;
                (at, Outcome { service, instance, result })
            }
        })
        .buffer_unordered(INSTANCES)
        .collect::<Vec<_>>();
    let mut outcomes = bars.during(work).await;
    outcomes.sort_by_key(|(at, _)| *at);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

fn target(command: &ServiceCommand) -> &Target {
    match command {
        ServiceCommand::Rds { log: RdsLog::ErrorLog { target } }
        | ServiceCommand::Dds { log: DdsLog::ErrorLog { target, .. } }
        | ServiceCommand::Dcs { log: DcsLog::RunLog { target, .. } }
        | ServiceCommand::CloudDc { log: CloudDcLog::ServerLog { target } } => target,
    }
}

fn request(cloud: &Cloud, command: &ServiceCommand, id: &str) -> Request {
    match command {
        ServiceCommand::Rds { .. } => Request::Rds(cloud.rds(id).error_logs()),
        ServiceCommand::Dds { log: DdsLog::ErrorLog { node, file, .. } } => {
            Request::Dds(cloud.dds(id).error_logs().nodes(node).files(file))
        }
        ServiceCommand::Dcs { log: DcsLog::RunLog { days, replication, .. } } => {
            // The command line takes 0, 1, 3 and 7 only.
            let logs = cloud.dcs(id).run_logs().days(days.parse().unwrap_or_default());
            Request::Dcs(match replication {
                Some(id) => logs.replication(id),
                None => logs,
            })
        }
        ServiceCommand::CloudDc { .. } => Request::CloudDc(cloud.clouddc(id).export_logs()),
    }
}
