//! The credentials in use: fetched once for all who wait, and again before they expire.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use tokio::sync::Mutex as AsyncMutex;
use tokio::time::timeout;

use super::{BoxFuture, Credentials, ProvideCredentials};
use crate::Result;
use crate::cloud::check_id;
use crate::error::Error;
use crate::iam::Iam;

/// The longest time before their end at which credentials are renewed, as the official SDKs do.
const EARLY: Duration = Duration::from_secs(40 * 60);
/// How long a renewal that failed is not tried again while the old credentials still serve, and one that IAM
/// refused even if they don't.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long a renewal may take while the old credentials still serve.
const SHORT: Duration = Duration::from_secs(10);

/// Who calls, and for which project.
#[derive(Debug)]
pub(crate) struct Identity {
    pub(crate) credentials: Credentials,
    pub(crate) project_id: Arc<str>,
    /// Who shares a quota.
    pub(crate) user: String,
    /// Counts the renewals.
    generation: u64,
    /// From when on to renew.
    renew_at: Option<SystemTime>,
}

/// Holds the identity of a [`crate::Cloud`].
#[derive(Debug)]
pub(crate) struct Store {
    provider: Arc<dyn ProvideCredentials>,
    iam: Iam,
    /// The project that the caller chose.
    project_id: Option<String>,
    current: Mutex<Option<Arc<Identity>>>,
    /// Held by the one who fetches; inside is how the last fetch went wrong, if it did.
    flight: AsyncMutex<Option<Failure>>,
    /// Fetches that ended, well or not.
    ended: AtomicU64,
}

#[derive(Debug)]
struct Failure {
    at: SystemTime,
    error: Error,
}

impl Store {
    pub(crate) fn new(
        provider: Arc<dyn ProvideCredentials>,
        iam: Iam,
        project_id: Option<String>,
    ) -> Self {
        Self {
            provider,
            iam,
            project_id,
            current: Mutex::default(),
            flight: AsyncMutex::default(),
            ended: AtomicU64::new(0),
        }
    }

    /// The identity to call with, renewed if it is time.
    ///
    /// Dropping the future leaves the fetch to whoever waits next.
    pub(crate) async fn identity(&self) -> Result<Arc<Identity>> {
        let Some(current) = self.current() else { return self.fetch(None).await };
        let Some(renew_at) = current.renew_at else { return Ok(current) };
        let now = SystemTime::now();
        if now < renew_at {
            return Ok(current);
        }
        if current.credentials.expires_at.is_none_or(|end| end <= now) {
            return self.fetch(Some(current.generation)).await;
        }
        // It still serves: one caller renews it, nobody else waits for that, and that one not for long.
        let Ok(mut flight) = self.flight.try_lock() else { return Ok(current) };
        let tried = flight.as_ref().and_then(|failure| now.duration_since(failure.at).ok());
        if tried.is_some_and(|before| before < PATIENCE) {
            return Ok(current);
        }
        // In case the future is dropped on the way.
        let unfinished = Error::no_credentials("the renewal took too long");
        *flight = Some(Failure { at: now, error: unfinished.clone() });
        match timeout(SHORT, self.fetch_now(&mut flight)).await.unwrap_or(Err(unfinished)) {
            Ok(renewed) => Ok(renewed),
            Err(error) => {
                tracing::warn!(%error, "the credentials could not be renewed yet");
                Ok(current)
            }
        }
    }

    /// Another identity than one that a service called expired; `None` when there is no other to be had.
    pub(crate) async fn instead_of(&self, expired: &Identity) -> Result<Option<Arc<Identity>>> {
        let renewed = self.fetch(Some(expired.generation)).await?;
        let same = renewed.credentials.is_same_secret(&expired.credentials);
        Ok((!same).then_some(renewed))
    }

    pub(crate) fn current(&self) -> Option<Arc<Identity>> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Fetches an identity other than that of the generation `old`, unless somebody else just did: who
    /// waited for a fetch shares its outcome, be it an error. A refusal is shared for a while longer: a
    /// thousand callers with a wrong password must not log in a thousand times, which would lock the user.
    async fn fetch(&self, old: Option<u64>) -> Result<Arc<Identity>> {
        let ended = self.ended.load(Ordering::SeqCst);
        let mut flight = self.flight.lock().await;
        if let Some(current) = self.current()
            && Some(current.generation) != old
        {
            return Ok(current);
        }
        if let Some(failure) = &*flight {
            let age = SystemTime::now().duration_since(failure.at).unwrap_or_default();
            let locks_out = failure.error.is_auth() && age < PATIENCE;
            if locks_out || self.ended.load(Ordering::SeqCst) != ended {
                return Err(failure.error.clone());
            }
        }
        self.fetch_now(&mut flight).await
    }

    async fn fetch_now(&self, flight: &mut Option<Failure>) -> Result<Arc<Identity>> {
        // On the heap, as it is rare and every call would have room for it; and without its type, through which
        // the compiler would look for `Send` in every program that spawns a job.
        let ask: BoxFuture<'_, Result<Identity>> = Box::pin(self.ask());
        let outcome = ask.await;
        self.ended.fetch_add(1, Ordering::SeqCst);
        match outcome {
            Ok(identity) => {
                *flight = None;
                let identity = Arc::new(identity);
                *self.current.lock().unwrap_or_else(PoisonError::into_inner) =
                    Some(Arc::clone(&identity));
                Ok(identity)
            }
            Err(error) => {
                *flight = Some(Failure { at: SystemTime::now(), error: error.clone() });
                Err(error)
            }
        }
    }

    async fn ask(&self) -> Result<Identity> {
        let credentials = self.provider.provide(&self.iam).await?;
        credentials.check()?;
        let user = credentials.user();
        // Another user's project may be another one.
        let before = self.current();
        let known = before.as_ref().filter(|before| before.user == user);
        let project_id = match (&self.project_id, &credentials.project_id, known) {
            (Some(chosen), ..) => Arc::from(chosen.as_str()),
            (None, Some(brought), _) => Arc::from(brought.as_str()),
            (None, None, Some(known)) => Arc::clone(&known.project_id),
            (None, None, None) => Arc::from(self.iam.project_id(&credentials).await?),
        };
        check_id("project id", &project_id)?;
        let generation = before.as_ref().map_or(0, |before| before.generation + 1);
        let renew_at = credentials.expires_at.map(|end| renew_at(SystemTime::now(), end));
        Ok(Identity { credentials, project_id, user, generation, renew_at })
    }
}

/// When a fifth of the life is left, at most [`EARLY`]: keys that last a quarter of an hour would otherwise
/// be renewed with every call.
fn renew_at(now: SystemTime, end: SystemTime) -> SystemTime {
    let life = end.duration_since(now).unwrap_or_default();
    end.checked_sub((life / 5).min(EARLY)).unwrap_or(now)
}

#[cfg(test)]
#[path = "tests/store.rs"]
mod tests;
