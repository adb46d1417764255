//! An access key with its secret key.

use std::fmt;
use std::time::SystemTime;

use reqwest::Request;
use secrecy::{ExposeSecret, SecretString};

use super::{Environment, sendable};
use crate::error::Kind;
use crate::{Result, signing};

/// An access key with its secret key (AK/SK), permanent or temporary.
///
/// `Debug` doesn't show the secrets.
#[derive(Clone)]
pub struct AccessKey {
    pub(crate) access_key: String,
    pub(crate) secret_key: SecretString,
    pub(crate) security_token: Option<SecretString>,
    pub(crate) project_id: Option<String>,
}

impl AccessKey {
    /// Takes a pair of keys.
    #[must_use]
    pub fn new(access_key: impl Into<String>, secret_key: impl Into<String>) -> Self {
        Self {
            access_key: access_key.into(),
            secret_key: SecretString::from(secret_key.into()),
            security_token: None,
            project_id: None,
        }
    }

    /// Adds the security token that belongs to temporary keys.
    #[must_use]
    pub fn with_security_token(mut self, token: impl Into<String>) -> Self {
        self.security_token = Some(SecretString::from(token.into()));
        self
    }

    /// Adds the project to work in.
    #[must_use]
    pub fn with_project_id(mut self, project_id: impl Into<String>) -> Self {
        self.project_id = Some(project_id.into());
        self
    }

    /// Reads the variables that the official SDKs read: `HUAWEICLOUD_SDK_AK` and
    /// `HUAWEICLOUD_SDK_SK`, and if set `HUAWEICLOUD_SDK_SECURITY_TOKEN` and
    /// `HUAWEICLOUD_SDK_PROJECT_ID`.
    ///
    /// # Errors
    ///
    /// Names the variable that is missing, empty or not UTF-8.
    pub fn from_env() -> Result<Self> {
        Environment.access_key()
    }

    /// Signs a request of your own with SDK-HMAC-SHA256 as of `at`, and for a project if one is named.
    ///
    /// The query is put in its canonical order, so that what is signed is what is sent; the headers `Host`,
    /// `X-Sdk-Date`, `Authorization` and, where they apply, `X-Project-Id`, `X-Security-Token` and
    /// `X-Sdk-Content-Sha256` are set, whatever they were before, so that a request can be signed anew and
    /// sent again. Change nothing of it afterwards.
    ///
    /// # Errors
    ///
    /// When a key or the project id can't be sent as a header, the body is a stream, whose hash nobody knows
    /// beforehand, or `at` lies outside the years 1 to 9999. The request stays as it was.
    pub fn sign(
        &self,
        request: &mut Request,
        project_id: Option<&str>,
        at: SystemTime,
    ) -> Result<()> {
        self.check()?;
        if let Some(project_id) = project_id {
            sendable("the project id", project_id)?;
        }
        if request.body().is_some_and(|body| body.as_bytes().is_none()) {
            return Err(Kind::Config("a body that is a stream can't be signed".into())
                .with_hint("read it into memory first"));
        }
        let at = signing::timestamp(at)?;
        signing::clear(request);
        signing::sign(request, self, project_id, at);
        Ok(())
    }

    pub(super) fn check(&self) -> Result<()> {
        sendable("the access key", &self.access_key)?;
        sendable("the secret key", self.secret_key.expose_secret())?;
        self.security_token
            .as_ref()
            .map_or(Ok(()), |token| sendable("the security token", token.expose_secret()))
    }
}

impl fmt::Debug for AccessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessKey")
            .field("access_key", &self.access_key)
            .field("project_id", &self.project_id)
            .finish_non_exhaustive()
    }
}
