//! How an operation is called: with credentials, in turn, and again where that may help.

use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

// progenitor's, which each generated module exports under the same names.
use huaweicloud_logs_api::rds::{Error as ApiError, ResponseValue};
use huaweicloud_logs_api::{clouddc, dcs, dds, hooks, operation::Operation, rds};
use reqwest::Version;
use serde::Serialize;
use tokio::time::Instant;
use tracing::Instrument;

use crate::Result;
use crate::answer::Answer;
use crate::cloud::Cloud;
use crate::error::{Error, from_api};
use crate::event::{Event, Observer};
use crate::quota::Gain;
use crate::retry::{self, Retry};
use crate::service::Service;
use crate::transport::{Attempt, call_span};

/// Calls operations for one job: until when, for whom, and how much each call is worth.
#[derive(Debug)]
pub struct Caller<'a> {
    cloud: &'a Cloud,
    deadline: Instant,
    observer: &'a Observer,
    gain: Gain,
    retry: Retry,
    /// Milliseconds spent waiting for the quota.
    queued: AtomicU64,
    last: Mutex<Option<Error>>,
}

/// A generated client.
pub(crate) trait Client: Sized + Send {
    const SERVICE: Service;

    fn new(url: &str, http: reqwest::Client, transport: hooks::Inner) -> Self;
}

macro_rules! clients {
    ($($module:ident is $service:expr;)*) => {$(
        impl Client for $module::Client {
            const SERVICE: Service = $service;

            fn new(url: &str, http: reqwest::Client, transport: hooks::Inner) -> Self {
                Self::new_with_client(url, http, transport)
            }
        }
    )*};
}

clients! {
    rds is Service::Rds;
    dds is Service::Dds;
    dcs is Service::Dcs;
    clouddc is Service::CloudDc;
}

impl<'a> Caller<'a> {
    pub(crate) fn new(
        cloud: &'a Cloud,
        deadline: Instant,
        observer: &'a Observer,
        gain: Gain,
    ) -> Self {
        Self {
            cloud,
            deadline,
            observer,
            gain,
            retry: cloud.retry(),
            queued: AtomicU64::new(0),
            last: Mutex::default(),
        }
    }

    /// The same for calls that are to be sent once only.
    pub(crate) fn once(self) -> Self {
        Self { retry: Retry::never(), ..self }
    }

    /// How long calls have waited for the quota.
    pub(crate) fn queued(&self) -> Duration {
        Duration::from_millis(self.queued.load(Ordering::Relaxed))
    }

    /// Calls an operation: `send` gets a client whose one request is authenticated, and the project's id.
    ///
    /// Faults that may pass are retried where the documents allow it, an expired token is replaced and a
    /// wrong clock corrected, once each.
    pub(crate) async fn call<C, T, E, F>(
        &self,
        operation: &'static Operation,
        send: impl Fn(C, Arc<str>) -> F + Sync,
    ) -> Result<ResponseValue<T>>
    where
        C: Client,
        E: Serialize,
        F: Future<Output = Result<ResponseValue<T>, ApiError<E>>> + Send,
        T: Send,
    {
        Ok(self.call_with_version(operation, send).await?.0)
    }

    /// The same, with the answer as a tree.
    pub(crate) async fn answer<C, T, E, F>(
        &self,
        operation: &'static Operation,
        send: impl Fn(C, Arc<str>) -> F + Sync,
    ) -> Result<Answer>
    where
        C: Client,
        E: Serialize,
        F: Future<Output = Result<ResponseValue<T>, ApiError<E>>> + Send,
        T: Serialize + Send,
    {
        Answer::of(&*self.call(operation, send).await?)
    }

    /// The same as [`call`](Self::call), with the version of HTTP that the answer came in.
    pub(crate) async fn call_with_version<C, T, E, F>(
        &self,
        operation: &'static Operation,
        send: impl Fn(C, Arc<str>) -> F + Sync,
    ) -> Result<(ResponseValue<T>, Version)>
    where
        C: Client,
        E: Serialize,
        F: Future<Output = Result<ResponseValue<T>, ApiError<E>>> + Send,
        T: Send,
    {
        let (cloud, url, send) = (self.cloud, self.cloud.url(C::SERVICE)?, &send);
        self.attempts(C::SERVICE, operation, |attempt| {
            let client = C::new(&url, cloud.http().clone(), Arc::clone(&attempt) as hooks::Inner);
            async move {
                let answer = send(client, attempt.project_id()).await;
                let answer = answer.map_err(|error| from_api(operation.id, error))?;
                Ok((answer, attempt.version()))
            }
        })
        .await
    }

    /// Makes attempts at an operation, each in its turn, until one succeeds or none could do better.
    pub(crate) async fn attempts<T, F>(
        &self,
        service: Service,
        operation: &'static Operation,
        send: impl Fn(Arc<Attempt>) -> F + Sync,
    ) -> Result<T>
    where
        F: Future<Output = Result<T>> + Send,
    {
        self.repeat(operation.repeatable, |number| {
            let span = call_span(operation.id, number);
            self.remedied(service, &send).instrument(span)
        })
        .await
    }

    /// Makes attempts at anything, as the cloud's settings say.
    pub(crate) async fn repeat<T, F>(
        &self,
        repeatable: bool,
        attempt: impl Fn(u32) -> F,
    ) -> Result<T>
    where
        F: Future<Output = Result<T>>,
    {
        let again = |error: &Error| {
            self.observer.tell(&Event::Retrying(error));
            *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(error.clone());
        };
        retry::run(&self.retry, Some(self.deadline), repeatable, again, attempt).await
    }

    /// The last error after which there was to be another attempt.
    pub(crate) fn last_error(&self) -> Option<Error> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// One attempt, made again at once if credentials were what was wrong and better ones can be had.
    async fn remedied<T, F>(
        &self,
        service: Service,
        send: &(impl Fn(Arc<Attempt>) -> F + Sync),
    ) -> Result<T>
    where
        F: Future<Output = Result<T>> + Send,
    {
        let (mut renewed, mut corrected) = (false, false);
        loop {
            let (attempt, error) = match self.in_turn(service, send).await? {
                Attempted::Done(answer) => return Ok(answer),
                Attempted::Refused(attempt, error) => (attempt, error),
            };
            if !corrected && attempt.is_out_of_time() {
                corrected = true;
                self.tell_of_clock();
            } else if !renewed
                && self.may_have_expired(&error, &attempt)
                && self.renew(&attempt).await?
            {
                renewed = true;
            } else {
                return Err(error);
            }
        }
    }

    /// One attempt, when it is its turn.
    async fn in_turn<T, F>(
        &self,
        service: Service,
        send: &(impl Fn(Arc<Attempt>) -> F + Sync),
    ) -> Result<Attempted<T>>
    where
        F: Future<Output = Result<T>> + Send,
    {
        let cloud = self.cloud;
        let identity = cloud.identity().await?;
        self.tell_of_clock();
        let limiter = cloud.limiter(service, &identity.user)?;
        let waiting = Waiting { since: Instant::now(), of: &self.queued };
        let permit = limiter.acquire(self.gain.clone()).await;
        drop(waiting);
        // Waiting for one's turn can take longer than credentials last: others may have renewed them.
        let identity = cloud.latest(identity);
        let attempt = Arc::new(Attempt::new(identity, Arc::clone(cloud.clock())));
        // On the heap, so that the futures around it are small to move.
        let error = match Box::pin(send(Arc::clone(&attempt))).await {
            Ok(answer) => return Ok(Attempted::Done(answer)),
            Err(error) => error,
        };
        let error = attempt.hide(error);
        if error.is_throttled() {
            permit.throttled(error.retry_after());
        }
        match error.status() {
            Some(401) => Ok(Attempted::Refused(attempt, error)),
            _ => Err(error),
        }
    }

    /// Tells of a clock that was corrected, here or while signing in.
    fn tell_of_clock(&self) {
        if let Some(seconds) = self.cloud.clock().tell() {
            self.observer.tell(&Event::ClockCorrected { seconds });
        }
    }

    /// Whether other credentials may be accepted where these were refused. Of temporary keys no code says that
    /// they have expired.
    fn may_have_expired(&self, error: &Error, attempt: &Attempt) -> bool {
        error.is_expired_token() || attempt.identity().credentials.are_temporary_keys()
    }

    /// Whether there are other credentials than those that were called expired.
    async fn renew(&self, expired: &Attempt) -> Result<bool> {
        Ok(self.cloud.instead_of(expired.identity()).await?.is_some())
    }
}

/// Counts the time until it is dropped, also when that is because a deadline passed.
struct Waiting<'a> {
    since: Instant,
    of: &'a AtomicU64,
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        let waited = u64::try_from(self.since.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.of.fetch_add(waited, Ordering::Relaxed);
    }
}

/// What came of an attempt: credentials that were refused may be mended.
enum Attempted<T> {
    Done(T),
    Refused(Arc<Attempt>, Error),
}
