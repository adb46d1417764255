//! The entry: where to send calls and how to authenticate them.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use huaweicloud_logs_api as api;

use crate::credentials::Credentials;
use crate::endpoints::Endpoints;
use crate::error::{Error, Kind};
use crate::service::Service;
use crate::services::{CloudDc, Dcs, Dds, Rds};
use crate::transport::Authenticated;

/// Access to the logs of one project.
///
/// Cloning is cheap; clones share their connections.
#[derive(Clone, Debug)]
pub struct Cloud(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    http: reqwest::Client,
    transport: Arc<Authenticated>,
    endpoints: Endpoints,
    project_id: String,
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

    pub(crate) fn project_id(&self) -> &str {
        &self.0.project_id
    }

    /// The HTTP client without credentials, for links.
    pub(crate) fn http(&self) -> &reqwest::Client {
        &self.0.http
    }
}

// The generated clients are cheap to make: a URL and two shared handles.
macro_rules! clients {
    ($($method:ident => $module:ident, $service:expr;)*) => {
        impl Cloud {$(
            pub(crate) fn $method(&self) -> Result<api::$module::Client, Error> {
                let url = self.0.endpoints.of($service)?;
                let transport = self.0.transport.clone();
                Ok(api::$module::Client::new_with_client(&url, self.0.http.clone(), transport))
            }
        )*}
    };
}

clients! {
    rds_client => rds, Service::Rds;
    dds_client => dds, Service::Dds;
    dcs_client => dcs, Service::Dcs;
    clouddc_client => clouddc, Service::CloudDc;
}

/// Collects the settings of a [`Cloud`].
#[derive(Clone, Default)]
pub struct CloudBuilder {
    credentials: Option<Credentials>,
    project_id: Option<String>,
    endpoints: Endpoints,
    overrides: Vec<(Service, String)>,
}

impl fmt::Debug for CloudBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // An endpoint is checked by `build` only, and may hold a password until then.
        f.debug_struct("CloudBuilder")
            .field("credentials", &self.credentials)
            .field("project_id", &self.project_id)
            .field("region", &self.endpoints.region)
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

    /// What calls are authenticated with.
    #[must_use]
    pub fn credentials(mut self, credentials: impl Into<Credentials>) -> Self {
        self.credentials = Some(credentials.into());
        self
    }

    /// The project to work in; takes precedence over the one that credentials bring.
    #[must_use]
    pub fn project_id(mut self, project_id: impl Into<String>) -> Self {
        self.project_id = Some(project_id.into());
        self
    }

    /// Checks the settings. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// Says which setting is missing or can't work, and what to write instead.
    pub fn build(self) -> Result<Cloud, Error> {
        let mut endpoints = self.endpoints;
        for (service, url) in &self.overrides {
            endpoints.set(*service, url)?;
        }
        endpoints.check()?;
        let credentials = self.credentials.ok_or_else(|| {
            Kind::Config("no credentials are set".into())
                .with_hint("give an access key (AccessKey::new, AccessKey::from_env) or a Token")
        })?;
        credentials.check()?;
        let project_id =
            self.project_id.or_else(|| credentials.project_id().map(ToOwned::to_owned));
        let project_id = project_id.ok_or_else(|| {
            Kind::Config("no project id is set".into()).with_hint(
                "the console shows it under My Credentials; set it here or in HUAWEICLOUD_SDK_PROJECT_ID",
            )
        })?;
        check_id("project id", &project_id)?;
        let transport = Arc::new(Authenticated::new(credentials, project_id.clone()));
        let http = http_client(endpoints.are_local())?;
        Ok(Cloud(Arc::new(Shared { http, transport, endpoints, project_id })))
    }
}

/// One client for all services and for links. It holds no credentials: the transport adds them to
/// each call, so that no link's host can get any.
///
/// The proxy of the environment is used, unless it could not reach the endpoints: its loopback is not ours.
fn http_client(local: bool) -> Result<reqwest::Client, Error> {
    let mut builder = reqwest::Client::builder()
        .user_agent(concat!("huaweicloud-logs/", env!("CARGO_PKG_VERSION")))
        // A redirect would carry the signature, or a link's, to another host.
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .connect_timeout(Duration::from_secs(10))
        // Between two reads, not in total: files are large.
        .read_timeout(Duration::from_secs(60));
    if local {
        builder = builder.no_proxy();
    }
    builder
        .build()
        .map_err(|source| Kind::Network { doing: "setting up HTTP and TLS".into(), source }.into())
}

/// An id becomes a segment of a path, so it must not be able to climb out of it.
pub(crate) fn check_id(what: &str, id: &str) -> Result<(), Error> {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.');
    if id.is_empty() || !id.chars().all(plain) || id.chars().all(|letter| letter == '.') {
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
            (region().credentials(key.clone()), "project id"),
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
