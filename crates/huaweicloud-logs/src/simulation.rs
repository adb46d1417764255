//! A made-up service in virtual time, for measuring schedules and quotas. Without any promise of stability.
//!
//! Its jobs are waited for like others, with the same schedule, quota and history, but nothing is sent: the service
//! is a value of the program. Under tokio's paused time, hours pass at once. It stands in for the error log of RDS,
//! whose start also tells how far a job is, and has no files to save.

use std::fmt;
use std::future::Future;
use std::time::Duration;

use huaweicloud_logs_api::log_job::LogJob;
use huaweicloud_logs_api::rds::{jobs, operations};
use serde_json::Value;

use crate::answer::Answer;
use crate::caller::Caller;
use crate::cloud::Cloud;
use crate::error::{Kind, Refusal};
use crate::observation::Item;
use crate::request::LogRequest;
use crate::services::source::{Handout, LogSource};
use crate::{Result, Service};

/// A service that is a value of the program, as one job sees it.
pub trait MadeUp: fmt::Debug + Send + Sync {
    /// Starts the job; the answer is like one of RDS, such as `{"status": "CREATING"}` or `{"status": "FINISH"}`.
    ///
    /// # Errors
    ///
    /// When the service refuses.
    fn start(&self) -> impl Future<Output = Result<Value, Refused>> + Send;

    /// Tells how far the job is.
    ///
    /// # Errors
    ///
    /// When the service refuses.
    fn poll(&self) -> impl Future<Output = Result<Value, Refused>> + Send;
}

/// A call that was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The HTTP status.
    pub status: u16,
    /// How long to wait, if the service says so.
    pub retry_after: Option<Duration>,
}

/// A made-up service in the place of a real one.
#[derive(Clone, Debug)]
pub struct Simulation<M>(M);

/// A request for the log of a made-up service. The quota is that of RDS in `cloud`.
pub fn request<M: MadeUp>(cloud: &Cloud, service: M) -> LogRequest<Simulation<M>> {
    LogRequest::new(cloud.clone(), Simulation(service))
}

impl<M: MadeUp> LogSource for Simulation<M> {
    fn service(&self) -> Service {
        Service::Rds
    }

    fn job(&self) -> &'static LogJob {
        &jobs::ERROR_LOG
    }

    fn instance(&self) -> &str {
        "made-up"
    }

    async fn start(&self, caller: &Caller<'_>) -> Result<Answer> {
        let operation = &operations::DOWNLOAD_ERRORLOG;
        caller.attempts(Service::Rds, operation, |_| async { answer(self.0.start().await) }).await
    }

    async fn poll(&self, caller: &Caller<'_>, _started: &Answer) -> Result<Answer> {
        let operation = &operations::DOWNLOAD_ERRORLOG;
        caller.attempts(Service::Rds, operation, |_| async { answer(self.0.poll().await) }).await
    }

    async fn open(&self, _caller: &Caller<'_>, _started: &Answer, _item: &Item) -> Result<Handout> {
        let doing = "a made-up service".to_owned();
        Err(Kind::Unusable { doing, why: "it has no files".to_owned() }.into())
    }
}

fn answer(said: Result<Value, Refused>) -> Result<Answer> {
    match said {
        Ok(value) => Answer::of(&value),
        Err(Refused { status, retry_after }) => {
            let operation = operations::DOWNLOAD_ERRORLOG.id;
            let (code, message, request_id) = (None, None, None);
            Err(Kind::Refused(Refusal {
                operation,
                status,
                code,
                message,
                request_id,
                retry_after,
            })
            .into())
        }
    }
}
