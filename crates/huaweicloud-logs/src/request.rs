//! What to fetch and how: the settings of a job before it starts.

use std::future::IntoFuture;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::Result;
use crate::cloud::Cloud;
use crate::credentials::BoxFuture;
use crate::download::{self, Unverified, Verify};
use crate::event::{Event, Observer};
use crate::job::{Job, JobToken};
use crate::report::Report;
use crate::schedule::Schedule;
use crate::service::Service;
use crate::services::source::LogSource;
use crate::settings::Settings;

/// Logs to be fetched, with the settings of the fetch.
///
/// Made by [`crate::services`]: `cloud.rds(id).error_logs()`. Nothing is sent before
/// [`start`](Self::start) or [`save_to`](Self::save_to). `.await`ing it starts the job and waits until that is done.
#[derive(Clone, Debug)]
#[must_use = "nothing is fetched before `start`, `save_to` or `.await`"]
pub struct LogRequest<S> {
    pub(crate) cloud: Cloud,
    pub(crate) source: S,
    pub(crate) settings: Settings,
}

impl<S: LogSource> LogRequest<S> {
    pub(crate) fn new(cloud: Cloud, source: S) -> Self {
        Self { cloud, source, settings: Settings::default() }
    }

    /// The service that has them.
    pub fn service(&self) -> Service {
        self.source.service()
    }

    /// The kind of log, such as `error-log`: the name of the job in the service's document.
    pub fn log(&self) -> &'static str {
        self.source.job().name
    }

    /// How long it may take until the files are on disk; an hour unless set.
    ///
    /// It is one deadline for calls, pauses and downloads, and counts from the start of the request, so the time that
    /// calls wait for the quota is part of it: a thousand jobs at 60 calls a minute need more than half an hour.
    /// Whatever it cuts off, files that are complete stay, and [`Job::extend`] allows more. A download that stands
    /// still for the read timeout ([`CloudBuilder::read_timeout`](crate::CloudBuilder::read_timeout)) fails by
    /// itself.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// When to poll; [`Adaptive`](crate::Adaptive) unless set.
    ///
    /// While the service doesn't take the job on, it is asked again as the schedule says for a job of which nothing is
    /// known; unless set, with pauses that grow from 5 to 30 seconds.
    pub fn schedule(mut self, schedule: impl Schedule + 'static) -> Self {
        self.settings.schedule = Some(Arc::new(schedule));
        self
    }

    /// Calls `observer` with everything that happens. It should return quickly.
    pub fn on_event(mut self, observer: impl Fn(&Event<'_>) + Send + Sync + 'static) -> Self {
        self.settings.observer = Observer::new(observer);
        self
    }

    /// How many connections bring parts of one file at the same time, as
    /// [`LinkRequest::connections`](crate::LinkRequest::connections).
    pub fn connections(mut self, connections: u32) -> Self {
        self.settings.manner.connections = Some(connections.max(1));
        self
    }

    /// Decompresses files whose name ends in `.gz` and whose content is gzip, and saves them without that ending.
    pub fn decompress(mut self, decompress: bool) -> Self {
        self.settings.manner.decompress = decompress;
        self
    }

    /// Lets `check` look at each file before it gets its final name, as
    /// [`LinkRequest::verify`](crate::LinkRequest::verify).
    pub fn verify(
        mut self,
        check: impl Fn(&Unverified<'_>) -> Result<(), Box<dyn std::error::Error + Send + Sync>>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        self.settings.manner.verify = Some(Verify::new(check));
        self
    }

    /// Starts the job on the server and returns a handle to watch it with.
    ///
    /// Dropping the future may leave a job running on the server, which does no harm there. For RDS and
    /// DDS the next start joins it. DCS refuses another one meanwhile, which is waited out. CloudDC is
    /// taken to start another one; its API reference doesn't say.
    ///
    /// # Errors
    ///
    /// When the settings can't work, the service refuses, nobody answers, or the timeout
    /// passes. A start that might have been carried out is sent again only where that is safe.
    pub async fn start(self) -> Result<Job<S>> {
        Job::start(self.cloud, self.source, self.settings).await
    }

    /// Goes on with a job whose token was kept, be it by another process: nothing is started, and the next poll
    /// comes when it would have.
    ///
    /// The request has to be the one that the token was made from, with the same nodes, files, days or span of time: keep
    /// what can't be made up again, such as the span of audit logs, beside the token. The
    /// deadline is the token's, which [`Job::extend`] moves; the other settings are those of this request.
    ///
    /// ```no_run
    /// # async fn example(cloud: huaweicloud_logs::Cloud) -> Result<(), Box<dyn std::error::Error>> {
    /// let job = cloud.clouddc("8f6a1c52-3d0e-4b7a-9c41-5e2d7f60b913").export_logs().start().await?;
    /// std::fs::write("job.json", serde_json::to_string(&job.token())?)?;
    /// drop(job);
    ///
    /// let token: huaweicloud_logs::JobToken = serde_json::from_slice(&std::fs::read("job.json")?)?;
    /// let mut job = cloud.clouddc(token.instance()).export_logs().resume(&token)?;
    /// job.save_to("logs/").await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// When the token is for another job or of another version. Nothing is sent yet.
    pub fn resume(self, token: &JobToken) -> Result<Job<S>> {
        Job::resume(self.cloud, self.source, self.settings, token)
    }

    /// Starts the job, waits for it, and saves its files in `folder`, which is made if need be. Files that are ready
    /// are downloaded while others are still prepared.
    ///
    /// A file gets its final name only when it is complete and verified; names that are taken are numbered, unless by
    /// the same file, so nothing is overwritten. Dropping the future keeps what is there for the next time.
    ///
    /// # Errors
    ///
    /// As [`start`](Self::start), [`Job::wait`] and [`Job::save_to`].
    pub async fn save_to(self, folder: impl AsRef<Path>) -> Result<Report> {
        let folder = folder.as_ref();
        download::check_folder(folder).await?;
        self.start().await?.save_into(folder).await
    }
}

/// Starts the job and waits until it is done.
impl<S: LogSource + 'static> IntoFuture for LogRequest<S> {
    type Output = Result<Job<S>>;
    type IntoFuture = BoxFuture<'static, Result<Job<S>>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async {
            let mut job = self.start().await?;
            job.wait().await?;
            Ok(job)
        })
    }
}
