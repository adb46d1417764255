//! What a call is authenticated with.

use std::env;
use std::fmt;

use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret, SecretString};

use crate::error::{Error, Kind};

/// A token or an access key.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Credentials {
    /// Sent as `X-Auth-Token`.
    Token(Token),
    /// Signs every call with SDK-HMAC-SHA256.
    AccessKey(AccessKey),
}

impl From<Token> for Credentials {
    fn from(token: Token) -> Self {
        Self::Token(token)
    }
}

impl From<AccessKey> for Credentials {
    fn from(key: AccessKey) -> Self {
        Self::AccessKey(key)
    }
}

impl Credentials {
    pub(crate) fn project_id(&self) -> Option<&str> {
        match self {
            Self::Token(_) => None,
            Self::AccessKey(key) => key.project_id.as_deref(),
        }
    }

    /// Refuses what could not be sent as a header, before the first call tries to.
    pub(crate) fn check(&self) -> Result<(), Error> {
        match self {
            Self::Token(token) => sendable("the token", token.0.expose_secret()),
            Self::AccessKey(key) => {
                sendable("the access key", &key.access_key)?;
                sendable("the secret key", key.secret_key.expose_secret())?;
                key.security_token
                    .as_ref()
                    .map_or(Ok(()), |token| sendable("the security token", token.expose_secret()))
            }
        }
    }
}

fn sendable(what: &str, value: &str) -> Result<(), Error> {
    if value.is_empty() || value.trim() != value || HeaderValue::from_str(value).is_err() {
        return Err(Kind::Config(format!(
            "{what} is empty, has spaces around it, or holds characters that no header can carry"
        ))
        .with_hint("look for a line break that was copied along"));
    }
    Ok(())
}

/// An IAM token, valid for 24 hours and for one project (IAM API reference).
///
/// `Debug` doesn't show it.
#[derive(Clone, Debug)]
pub struct Token(pub(crate) SecretString);

impl Token {
    /// Takes the value of the header `X-Subject-Token` that IAM answered with.
    #[must_use]
    pub fn new(token: impl Into<String>) -> Self {
        Self(SecretString::from(token.into()))
    }
}

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
    pub fn from_env() -> Result<Self, Error> {
        Self::from_variables(|name| match env::var(name) {
            Ok(value) => Ok(Some(value)),
            Err(env::VarError::NotPresent) => Ok(None),
            Err(env::VarError::NotUnicode(_)) => {
                Err(Kind::Config(format!("{name} is not UTF-8")).into())
            }
        })
    }

    fn from_variables(read: impl Fn(&str) -> Result<Option<String>, Error>) -> Result<Self, Error> {
        let optional = |name: &str| read(name).map(|value| value.filter(|value| !value.is_empty()));
        let required = |name: &str| {
            optional(name)?.ok_or_else(|| {
                Kind::Config(format!("{name} is not set")).with_hint(
                    "set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK to your access key pair",
                )
            })
        };
        let mut key = Self::new(required("HUAWEICLOUD_SDK_AK")?, required("HUAWEICLOUD_SDK_SK")?);
        if let Some(token) = optional("HUAWEICLOUD_SDK_SECURITY_TOKEN")? {
            key = key.with_security_token(token);
        }
        key.project_id = optional("HUAWEICLOUD_SDK_PROJECT_ID")?;
        Ok(key)
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

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use secrecy::ExposeSecret;

    use super::{AccessKey, Credentials, Token};

    fn from(variables: &[(&str, &str)]) -> Result<AccessKey, crate::Error> {
        let variables: HashMap<_, _> = variables.iter().copied().collect();
        AccessKey::from_variables(|name| Ok(variables.get(name).map(ToString::to_string)))
    }

    #[test]
    fn the_environment_has_the_names_of_the_official_sdks() {
        let key = from(&[
            ("HUAWEICLOUD_SDK_AK", "ak"),
            ("HUAWEICLOUD_SDK_SK", "sk"),
            ("HUAWEICLOUD_SDK_SECURITY_TOKEN", "st"),
            ("HUAWEICLOUD_SDK_PROJECT_ID", "p"),
        ])
        .unwrap();
        assert_eq!((key.access_key.as_str(), key.secret_key.expose_secret()), ("ak", "sk"));
        assert_eq!(key.security_token.unwrap().expose_secret(), "st");
        assert_eq!(key.project_id.as_deref(), Some("p"));
    }

    #[test]
    fn a_missing_or_empty_variable_is_named() {
        let error = from(&[("HUAWEICLOUD_SDK_AK", "ak"), ("HUAWEICLOUD_SDK_SK", "")]).unwrap_err();
        assert!(error.to_string().contains("HUAWEICLOUD_SDK_SK"), "{error}");
        assert!(from(&[("HUAWEICLOUD_SDK_SK", "sk")]).is_err());
    }

    #[test]
    fn debug_shows_no_secret() {
        let key = AccessKey::new("AK1", "hunter2").with_security_token("hunter3");
        let shown =
            format!("{:?} {:?}", Credentials::from(key), Credentials::from(Token::new("hunter4")));
        assert!(!shown.contains("hunter"), "{shown}");
    }

    #[test]
    fn what_no_header_can_carry_is_refused_without_being_shown() {
        for token in ["", "hunter\n2", " hunter2", "hunter2\n"] {
            let error = Credentials::from(Token::new(token)).check().unwrap_err();
            assert!(!error.to_string().contains("hunter"), "{error}");
        }
        assert!(Credentials::from(AccessKey::new("ak", "s\u{7}k")).check().is_err());
    }
}
