//! The entry: where to send calls and how to authenticate them.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use crate::Result;
use crate::clock::Clock;
use crate::credentials::{Identity, ProvideCredentials, Store};
use crate::download::Downloader;
use crate::endpoints::Endpoints;
use crate::error::{Error, Kind};
use crate::history::History;
use crate::http::HttpSettings;
use crate::iam::Iam;
use crate::pages::Pages;
use crate::quota::{Limiter, Quota};
use crate::retry::Retry;
use crate::service::Service;
use crate::services::{CloudDc, Dcs, Dds, Instance, Instances, Rds};

/// Access to the logs of one project.
///
/// Cloning is cheap; clones share their connections, credentials, quotas and history.
#[derive(Clone, Debug)]
pub struct Cloud(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    http: reqwest::Client,
    endpoints: Endpoints,
    identity: Store,
    clock: Arc<Clock>,
    retry: Retry,
    history: History,
    quotas: BTreeMap<Service, Quota>,
    /// For the user of each. Held so that they outlive the calls they count.
    limiters: Mutex<BTreeMap<Service, (String, Arc<Limiter>)>>,
}

impl Cloud {
    /// Sets out what is needed: credentials, a project, and a region or endpoints.
    #[must_use]
    pub fn builder() -> CloudBuilder {
        CloudBuilder::default()
    }

    /// An RDS instance.
    #[must_use]
    pub fn rds(&self, instance_id: impl Into<String>) -> Rds {
        Rds::new(self.clone(), instance_id.into())
    }

    /// A DDS instance.
    #[must_use]
    pub fn dds(&self, instance_id: impl Into<String>) -> Dds {
        Dds::new(self.clone(), instance_id.into())
    }

    /// A DCS instance.
    #[must_use]
    pub fn dcs(&self, instance_id: impl Into<String>) -> Dcs {
        Dcs::new(self.clone(), instance_id.into())
    }

    /// A physical server.
    #[must_use]
    pub fn clouddc(&self, server_id: impl Into<String>) -> CloudDc {
        CloudDc::new(self.clone(), server_id.into())
    }

    /// The instances that the project has of a service, or its physical servers: `cloud.instances(Service::Rds).all()`.
    pub fn instances(&self, service: Service) -> Pages<Instance> {
        Pages::new(self.clone(), Instances(service))
    }

    /// Gets the credentials, and the project id where none is set, before the first call would.
    ///
    /// Calling it is never necessary; it finds out early what is wrong. Dropping the future loses nothing.
    ///
    /// # Errors
    ///
    /// When there are no credentials, IAM refuses them, or the project can't be found. Keys that are set
    /// together with a project id are not tried: the first call does that.
    pub async fn sign_in(&self) -> Result<()> {
        self.identity().await.map(drop)
    }

    /// How long jobs have taken, which the default schedule goes by.
    #[must_use]
    pub fn history(&self) -> &History {
        &self.0.history
    }

    /// Downloads by links that came from elsewhere, with this cloud's connections and retries.
    #[must_use]
    pub fn downloader(&self) -> Downloader {
        Downloader::new(self.0.http.clone(), self.0.retry)
    }

    /// The HTTP client without credentials, for links too.
    pub(crate) fn http(&self) -> &reqwest::Client {
        &self.0.http
    }

    pub(crate) fn retry(&self) -> Retry {
        self.0.retry
    }

    pub(crate) fn clock(&self) -> &Arc<Clock> {
        &self.0.clock
    }

    /// Where a service answers.
    pub(crate) fn url(&self, service: Service) -> Result<String> {
        self.0.endpoints.of(service)
    }

    /// Who calls, and for which project.
    pub(crate) async fn identity(&self) -> Result<Arc<Identity>> {
        self.0.identity.identity().await
    }

    /// Whether there are credentials, be they still good or not.
    pub(crate) fn is_signed_in(&self) -> bool {
        self.0.identity.current().is_some()
    }

    /// The newest identity there is, as good as it is: nothing is waited for.
    pub(crate) fn latest(&self, known: Arc<Identity>) -> Arc<Identity> {
        self.0.identity.current().unwrap_or(known)
    }

    /// Another identity than one that a service called expired; `None` when there is no other to be had.
    pub(crate) async fn instead_of(&self, expired: &Identity) -> Result<Option<Arc<Identity>>> {
        self.0.identity.instead_of(expired).await
    }

    /// What counts a user's calls of a service.
    pub(crate) fn limiter(&self, service: Service, user: &str) -> Result<Arc<Limiter>> {
        let mut limiters = self.0.limiters.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of_user, limiter)) = limiters.get(&service)
            && of_user == user
        {
            return Ok(Arc::clone(limiter));
        }
        let quota = self.0.quotas.get(&service).copied().unwrap_or_else(|| service.quota());
        let limiter = Limiter::shared(&self.url(service)?, user, quota);
        limiters.insert(service, (user.to_owned(), Arc::clone(&limiter)));
        Ok(limiter)
    }
}

/// Collects the settings of a [`Cloud`].
#[derive(Clone, Default)]
pub struct CloudBuilder {
    credentials: Option<Arc<dyn ProvideCredentials>>,
    project_id: Option<String>,
    project_name: Option<String>,
    endpoints: Endpoints,
    overrides: Vec<(Service, String)>,
    iam: Option<String>,
    retry: Retry,
    history: History,
    quotas: BTreeMap<Service, Quota>,
    pub(crate) http: HttpSettings,
}

impl fmt::Debug for CloudBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // An endpoint is checked by `build` only, and may hold a password until then.
        f.debug_struct("CloudBuilder")
            .field("credentials", &self.credentials)
            .field("project_id", &self.project_id)
            .field("project_name", &self.project_name)
            .field("region", &self.endpoints.region)
            .field("retry", &self.retry)
            .field("history", &self.history)
            .field("quotas", &self.quotas)
            .field("http", &self.http)
            .finish_non_exhaustive()
    }
}

impl CloudBuilder {
    /// The region whose endpoints are called, such as `cn-north-4`.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.endpoints.region = Some(region.into());
        self
    }

    /// Sends the calls of one service elsewhere: to a partner cloud, a proxy or the simulator.
    #[must_use]
    pub fn endpoint(mut self, service: Service, url: impl Into<String>) -> Self {
        self.overrides.push((service, url.into()));
        self
    }

    /// Asks IAM elsewhere than in the region: it gives tokens for passwords, and ids of projects.
    #[must_use]
    pub fn iam_endpoint(mut self, url: impl Into<String>) -> Self {
        self.iam = Some(url.into());
        self
    }

    /// What calls are authenticated with: an [`AccessKey`](crate::AccessKey), a [`Token`](crate::Token), a
    /// [`Password`](crate::Password), a [`Chain`](crate::Chain) of sources, or a source of your own.
    #[must_use]
    pub fn credentials(mut self, source: impl ProvideCredentials + 'static) -> Self {
        self.credentials = Some(Arc::new(source));
        self
    }

    /// The project to work in; takes precedence over the one that credentials bring.
    ///
    /// Where neither names one, IAM is asked for the project of the region, once.
    #[must_use]
    pub fn project_id(mut self, project_id: impl Into<String>) -> Self {
        self.project_id = Some(project_id.into());
        self
    }

    /// The name of the project to ask IAM for: a sub-project such as `cn-north-4_dev`. Unless set, that of
    /// the region.
    #[must_use]
    pub fn project_name(mut self, name: impl Into<String>) -> Self {
        self.project_name = Some(name.into());
        self
    }

    /// How calls are retried.
    #[must_use]
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// What is known of how long jobs take, and where it is learned; unless set, a new one, which clones of the
    /// cloud share.
    #[must_use]
    pub fn history(mut self, history: History) -> Self {
        self.history = history;
        self
    }

    /// How many calls of a service the user may make.
    ///
    /// Unless set, what the service's document says: 60 a minute for RDS (RDS API reference), and nothing for
    /// the others. Everything in this process that calls the same endpoint as the same user shares it; where
    /// several say something else, the strictest counts, until a period after its last call.
    #[must_use]
    pub fn quota(mut self, service: Service, quota: Quota) -> Self {
        self.quotas.insert(service, quota);
        self
    }

    /// Downloads by links only: of all settings, the proxy, certificates, timeouts and retries count. Nothing is sent
    /// yet.
    ///
    /// # Errors
    ///
    /// When one of those settings can't work.
    pub fn downloader(self) -> Result<Downloader> {
        Ok(Downloader::new(self.http.client(false)?, self.retry))
    }

    /// Checks the settings. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// Says which setting is missing or can't work, and what to write instead.
    pub fn build(self) -> Result<Cloud> {
        let mut endpoints = self.endpoints;
        for (service, url) in &self.overrides {
            endpoints.set(*service, url)?;
        }
        if let Some(url) = &self.iam {
            endpoints.set_iam(url)?;
        }
        endpoints.check()?;
        let provider = self.credentials.ok_or_else(|| {
            Kind::Config("no credentials are set".into()).with_hint(
                "give an access key (AccessKey::new, AccessKey::from_env), a Token or a Password",
            )
        })?;
        provider.check()?;
        if let Some(project_id) = &self.project_id {
            check_id("project id", project_id)?;
        }
        let http = self.http.client(endpoints.are_local())?;
        let clock = Arc::new(Clock::default());
        let iam = Iam {
            http: http.clone(),
            url: endpoints.iam(),
            project_name: self.project_name.or_else(|| endpoints.region.clone()),
            project_id: self.project_id.clone(),
            retry: self.retry,
            clock: Arc::clone(&clock),
        };
        Ok(Cloud(Arc::new(Shared {
            http,
            endpoints,
            identity: Store::new(provider, iam, self.project_id),
            clock,
            retry: self.retry,
            history: self.history,
            quotas: self.quotas,
            limiters: Mutex::default(),
        })))
    }
}

/// An id becomes a segment of a path, so it must not be able to climb out of it.
pub(crate) fn check_id(what: &str, id: &str) -> Result<(), Error> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    if id.is_empty() || !id.bytes().all(plain) || id.bytes().all(|byte| byte == b'.') {
        return Err(Kind::Config(format!("{id:?} is no {what}"))
            .with_hint("ids are letters, digits and dashes; copy it from the console"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Cloud, check_id};
    use crate::{AccessKey, Service, Token};

    #[test]
    fn what_is_missing_is_said_before_anything_is_sent() {
        let region = || Cloud::builder().region("cn-north-4");
        let key = AccessKey::new("ak", "sk");
        for (builder, missing) in [
            (Cloud::builder().credentials(key.clone()).project_id("p"), "region"),
            (region().project_id("p"), "credentials"),
            (region().credentials(Token::new("t\n")).project_id("p"), "token"),
            (region().credentials(key.clone()).project_id("p/../q"), "project id"),
            (
                region().credentials(key.clone()).project_id("p").endpoint(Service::Dcs, "dcs"),
                "dcs",
            ),
        ] {
            let error = builder.build().unwrap_err();
            assert!(error.is_config() && error.hint().is_some(), "{error:?}");
            assert!(error.to_string().contains(missing), "{error}");
        }
        region().credentials(key.with_project_id("p")).build().unwrap();
    }

    #[test]
    fn debug_of_a_builder_shows_no_secret() {
        let builder = Cloud::builder()
            .credentials(AccessKey::new("ak", "hunter2"))
            .endpoint(Service::Rds, "http://me:hunter3@h");
        assert!(!format!("{builder:?}").contains("hunter"));
    }

    #[test]
    fn an_id_can_not_leave_its_place_in_the_path() {
        for id in ["", ".", "..", "a/b", "a b", "a?b", "%2e", "é"] {
            assert!(check_id("instance id", id).is_err(), "{id}");
        }
        check_id("instance id", "3d39c18788b54a919bab633874c159dfin03").unwrap();
    }
}
