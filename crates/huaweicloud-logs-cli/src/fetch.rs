//! Fetching what was asked for, several instances at a time.

use std::path::Path;
use std::time::Duration;

use futures::future::{BoxFuture, FutureExt};
use futures::{StreamExt, stream};
use huaweicloud_logs::services::LogSource;
use huaweicloud_logs::{Error, Event, Exponential, LogRequest, Report, Service};

use crate::args::{Shared, Target};
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

/// A request for the logs of one instance, whatever they are.
pub(crate) struct Request {
    service: Service,
    logs: Box<dyn Save>,
}

/// What to be told of.
type Watch = Box<dyn Fn(&Event<'_>) + Send + Sync>;

/// Requests differ in type only.
trait Save: Send {
    fn save_to<'a>(
        self: Box<Self>,
        folder: &'a Path,
        shared: &Shared,
        schedule: Option<Exponential>,
        watch: Watch,
    ) -> BoxFuture<'a, Result<Report, Error>>;
}

impl<S: LogSource + 'static> Save for LogRequest<S> {
    fn save_to<'a>(
        self: Box<Self>,
        folder: &'a Path,
        shared: &Shared,
        schedule: Option<Exponential>,
        watch: Watch,
    ) -> BoxFuture<'a, Result<Report, Error>> {
        let logs = self.timeout(shared.timeout).decompress(shared.decompress).on_event(watch);
        let logs = match schedule {
            Some(schedule) => logs.schedule(schedule),
            None => logs,
        };
        let logs = match shared.connections {
            Some(connections) => logs.connections(connections),
            None => logs,
        };
        logs.save_to(folder).boxed()
    }
}

impl Request {
    pub(crate) fn new<S: LogSource + 'static>(logs: LogRequest<S>) -> Self {
        Self { service: logs.service(), logs: Box::new(logs) }
    }
}

/// Fetches the logs of every instance that the command names.
pub(crate) async fn all(
    target: &Target,
    request: impl Fn(&str) -> Request,
    shared: &Shared,
) -> Vec<Outcome> {
    let mut ids: Vec<&String> = Vec::new();
    for id in &target.instances {
        // The same logs twice are of no use to anyone.
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let requests = ids.into_iter().map(|id| (id.clone(), request(id)));
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
            let Request { service, logs } = request;
            let watch = Box::new(bars.instance(format!("{service} {instance}")));
            async move {
                let result = logs.save_to(folder, shared, schedule, watch).await;
                (at, Outcome { service, instance, result })
            }
        })
        .buffer_unordered(INSTANCES)
        .collect::<Vec<_>>();
    let mut outcomes = bars.during(work).await;
    outcomes.sort_by_key(|(at, _)| *at);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}
