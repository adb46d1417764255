//! What calls are authenticated with, and where that comes from.

mod access_key;
mod chain;
mod environment;
mod password;
mod profile;
mod store;
mod token;

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use reqwest::header::HeaderValue;
use secrecy::ExposeSecret;

pub use self::access_key::AccessKey;
pub use self::chain::Chain;
pub use self::environment::Environment;
pub use self::password::Password;
pub use self::profile::Profile;
pub(crate) use self::store::{Identity, Store};
pub use self::token::Token;

use crate::Result;
use crate::error::{Error, Kind};
use crate::iam::Iam;

/// A boxed future, which is what an object-safe async method returns.
pub use huaweicloud_logs_api::hooks::BoxFuture;

/// A source of credentials.
///
/// A [`Cloud`](crate::Cloud) asks it once, however many calls wait for the answer, and again shortly
/// before the credentials expire or when a service says that they have.
///
/// ```
/// use std::time::{Duration, SystemTime};
///
/// use huaweicloud_logs::{AccessKey, BoxFuture, Credentials, Error, Iam, ProvideCredentials, Result};
///
/// #[derive(Debug)]
/// struct Vault;
///
/// impl ProvideCredentials for Vault {
///     fn provide<'a>(&'a self, _iam: &'a Iam) -> BoxFuture<'a, Result<Credentials>> {
///         Box::pin(async {
///             let keys = std::fs::read_to_string("/run/vault/keys").map_err(Error::credentials)?;
///             let Some((access_key, secret_key)) = keys.trim().split_once(':') else {
///                 return Err(Error::no_credentials("the vault is empty"));
///             };
///             let good_until = SystemTime::now() + Duration::from_secs(3600);
///             Ok(Credentials::from(AccessKey::new(access_key, secret_key)).with_expiry(good_until))
///         })
///     }
/// }
/// ```
pub trait ProvideCredentials: fmt::Debug + Send + Sync {
    /// Gets credentials that are good now.
    ///
    /// `iam` is where tokens are to be had; a source that needs no token leaves it alone. The future may
    /// be dropped, and is then begun anew by the next call that needs credentials.
    ///
    /// # Errors
    ///
    /// Whatever keeps the source from giving any; [`Error::no_credentials`] if it has none at all, upon
    /// which a [`Chain`] goes on to its next source.
    fn provide<'a>(&'a self, iam: &'a Iam) -> BoxFuture<'a, Result<Credentials>>;

    /// Looks at what can be checked before anything is sent.
    ///
    /// # Errors
    ///
    /// Says what can't work.
    fn check(&self) -> Result<()> {
        Ok(())
    }
}

impl<P: ProvideCredentials + ?Sized> ProvideCredentials for Arc<P> {
    fn provide<'a>(&'a self, iam: &'a Iam) -> BoxFuture<'a, Result<Credentials>> {
        (**self).provide(iam)
    }

    fn check(&self) -> Result<()> {
        (**self).check()
    }
}

/// A token or an access key, with what is known about it; made from either with [`From`].
///
/// `Debug` doesn't show the secrets.
#[derive(Clone, Debug)]
pub struct Credentials {
    pub(crate) secret: Secret,
    pub(crate) project_id: Option<String>,
    pub(crate) expires_at: Option<SystemTime>,
    user: Option<String>,
}

/// What a call proves itself with.
#[derive(Clone, Debug)]
pub(crate) enum Secret {
    /// Sent as `X-Auth-Token`.
    Token(Token),
    /// Signs every call with SDK-HMAC-SHA256.
    AccessKey(AccessKey),
}

impl From<Token> for Credentials {
    fn from(token: Token) -> Self {
        Self { secret: Secret::Token(token), project_id: None, expires_at: None, user: None }
    }
}

impl From<AccessKey> for Credentials {
    fn from(key: AccessKey) -> Self {
        let project_id = key.project_id.clone();
        Self { secret: Secret::AccessKey(key), project_id, expires_at: None, user: None }
    }
}

impl Credentials {
    /// Names the project that the credentials are for.
    #[must_use]
    pub fn with_project_id(mut self, project_id: impl Into<String>) -> Self {
        self.project_id = Some(project_id.into());
        self
    }

    /// Says until when they are good. They are renewed before that: when a fifth of their life is left, at
    /// most 40 minutes.
    #[must_use]
    pub fn with_expiry(mut self, expires_at: SystemTime) -> Self {
        self.expires_at = Some(expires_at);
        self
    }

    /// Names the user they belong to, so that renewed credentials share the user's quota with those before.
    ///
    /// Without it the access key, or the token, stands for the user.
    #[must_use]
    pub fn with_user(mut self, user: impl Into<String>) -> Self {
        self.user = Some(user.into());
        self
    }

    /// Who shares a quota. No secret: it may be the key of a map that lives on.
    pub(crate) fn user(&self) -> String {
        match (&self.user, &self.secret) {
            (Some(user), _) => user.clone(),
            (None, Secret::AccessKey(key)) => key.access_key.clone(),
            (None, Secret::Token(token)) => token.fingerprint(),
        }
    }

    /// What nobody may get to see.
    pub(crate) fn secrets(&self) -> Vec<&str> {
        match &self.secret {
            Secret::Token(token) => vec![token.0.expose_secret()],
            Secret::AccessKey(key) => {
                let token = key.security_token.as_ref().map(ExposeSecret::expose_secret);
                [Some(key.secret_key.expose_secret()), token].into_iter().flatten().collect()
            }
        }
    }

    /// What to do when they are not accepted.
    pub(crate) fn advice(&self) -> &'static str {
        match &self.secret {
            Secret::Token(_) => {
                "the token is not accepted: it may have expired, or be for another region; get a new one"
            }
            Secret::AccessKey(key) if key.security_token.is_some() => {
                "check the access key, the secret key and the security token, which expire together"
            }
            Secret::AccessKey(_) => {
                "check the access key and the secret key; temporary keys need their security token too"
            }
        }
    }

    /// Whether they are keys that expire, and of which nobody says when.
    pub(crate) fn are_temporary_keys(&self) -> bool {
        matches!(&self.secret, Secret::AccessKey(key) if key.security_token.is_some())
    }

    /// Whether a service that refused the one would refuse the other.
    fn is_same_secret(&self, other: &Self) -> bool {
        match (&self.secret, &other.secret) {
            (Secret::Token(one), Secret::Token(two)) => {
                one.0.expose_secret() == two.0.expose_secret()
            }
            (Secret::AccessKey(one), Secret::AccessKey(two)) => {
                let security_token = |key: &AccessKey| {
                    key.security_token.as_ref().map(|token| token.expose_secret().to_owned())
                };
                one.access_key == two.access_key
                    && one.secret_key.expose_secret() == two.secret_key.expose_secret()
                    && security_token(one) == security_token(two)
            }
            _ => false,
        }
    }

    /// Refuses what could not be sent as a header, before a call tries to.
    pub(crate) fn check(&self) -> Result<()> {
        match &self.secret {
            Secret::Token(token) => token.check(),
            Secret::AccessKey(key) => key.check(),
        }
    }
}

impl ProvideCredentials for Credentials {
    fn provide<'a>(&'a self, _iam: &'a Iam) -> BoxFuture<'a, Result<Credentials>> {
        Box::pin(async { Ok(self.clone()) })
    }

    fn check(&self) -> Result<()> {
        Credentials::check(self)
    }
}

impl ProvideCredentials for AccessKey {
    fn provide<'a>(&'a self, _iam: &'a Iam) -> BoxFuture<'a, Result<Credentials>> {
        Box::pin(async { Ok(self.clone().into()) })
    }

    fn check(&self) -> Result<()> {
        AccessKey::check(self)
    }
}

impl ProvideCredentials for Token {
    fn provide<'a>(&'a self, _iam: &'a Iam) -> BoxFuture<'a, Result<Credentials>> {
        Box::pin(async { Ok(self.clone().into()) })
    }

    fn check(&self) -> Result<()> {
        Token::check(self)
    }
}

/// Refuses a value that no header can carry, without showing it.
fn sendable(what: &str, value: &str) -> Result<()> {
    if value.is_empty() || value.trim() != value || HeaderValue::from_str(value).is_err() {
        return Err(Kind::Config(format!(
            "{what} is empty, has spaces around it, or holds characters that no header can carry"
        ))
        .with_hint("look for a line break that was copied along"));
    }
    Ok(())
}

impl Error {
    /// For [`ProvideCredentials::provide`]: this source has none, and why. A [`Chain`] asks its next one.
    #[must_use]
    pub fn no_credentials(why: impl Into<String>) -> Self {
        Kind::NoCredentials(why.into()).into()
    }

    /// For [`ProvideCredentials::provide`]: this source could not get its credentials because of `cause`,
    /// which becomes the [`source`](std::error::Error::source) of the error and must show no secret.
    #[must_use]
    pub fn credentials(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Kind::Credentials(cause.into()).into()
    }
}

#[cfg(test)]
mod tests;
