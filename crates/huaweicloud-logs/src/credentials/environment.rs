//! Credentials from environment variables.

use std::env;

use super::{AccessKey, BoxFuture, Credentials, Password, ProvideCredentials, Token};
use crate::Result;
use crate::error::{Error, Kind};
use crate::iam::Iam;

/// Credentials from environment variables, read anew each time they are asked for.
///
/// The first of these that is set counts: `HWLOGS_TOKEN` (an IAM token), `HUAWEICLOUD_SDK_AK` and
/// `HUAWEICLOUD_SDK_SK` (with `HUAWEICLOUD_SDK_SECURITY_TOKEN` if the keys are temporary), `HWLOGS_DOMAIN`,
/// `HWLOGS_USER` and `HWLOGS_PASSWORD`. `HUAWEICLOUD_SDK_PROJECT_ID` names the project. Names with `SDK` are
/// those of the official SDKs. A variable that is set to nothing counts as not set.
#[derive(Clone, Copy, Debug, Default)]
pub struct Environment;

impl Environment {
    pub(super) fn access_key(self) -> Result<AccessKey> {
        Variables(&from_process).access_key()
    }
}

impl ProvideCredentials for Environment {
    fn provide<'a>(&'a self, iam: &'a Iam) -> BoxFuture<'a, Result<Credentials>> {
        Box::pin(async move {
            match Variables(&from_process).read()? {
                Found::Ready(credentials) => Ok(credentials),
                Found::Password(password) => password.provide(iam).await,
            }
        })
    }
}

fn from_process(name: &str) -> Result<Option<String>> {
    match env::var(name) {
        Ok(value) => Ok(Some(value)),
        Err(env::VarError::NotPresent) => Ok(None),
        Err(env::VarError::NotUnicode(_)) => {
            Err(Kind::Config(format!("{name} is not UTF-8")).into())
        }
    }
}

/// What the variables hold.
#[derive(Debug)]
pub(super) enum Found {
    Ready(Credentials),
    Password(Password),
}

/// Variables, by whatever function reads them.
pub(super) struct Variables<'a>(pub(super) &'a (dyn Fn(&str) -> Result<Option<String>> + Sync));

impl Variables<'_> {
    fn optional(&self, name: &str) -> Result<Option<String>> {
        Ok((self.0)(name)?.filter(|value| !value.is_empty()))
    }

    /// A variable that others which are set call for.
    fn required(&self, name: &str, hint: &str) -> Result<String> {
        self.optional(name)?
            .ok_or_else(|| Kind::Config(format!("{name} is not set")).with_hint(hint))
    }

    pub(super) fn access_key(&self) -> Result<AccessKey> {
        let hint = "set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK to your access key pair";
        let mut key = AccessKey::new(
            self.required("HUAWEICLOUD_SDK_AK", hint)?,
            self.required("HUAWEICLOUD_SDK_SK", hint)?,
        );
        if let Some(token) = self.optional("HUAWEICLOUD_SDK_SECURITY_TOKEN")? {
            key = key.with_security_token(token);
        }
        key.project_id = self.optional("HUAWEICLOUD_SDK_PROJECT_ID")?;
        Ok(key)
    }

    pub(super) fn read(&self) -> Result<Found> {
        if let Some(token) = self.optional("HWLOGS_TOKEN")? {
            let mut credentials = Credentials::from(Token::new(token));
            credentials.project_id = self.optional("HUAWEICLOUD_SDK_PROJECT_ID")?;
            return Ok(Found::Ready(credentials));
        }
        let any = |names: [&str; 2]| -> Result<bool> {
            Ok(self.optional(names[0])?.is_some() || self.optional(names[1])?.is_some())
        };
        if any(["HUAWEICLOUD_SDK_AK", "HUAWEICLOUD_SDK_SK"])? {
            return Ok(Found::Ready(self.access_key()?.into()));
        }
        if any(["HWLOGS_USER", "HWLOGS_PASSWORD"])? {
            let hint =
                "set HWLOGS_DOMAIN, HWLOGS_USER and HWLOGS_PASSWORD to log in as an IAM user";
            let mut password = Password::new(
                self.required("HWLOGS_DOMAIN", hint)?,
                self.required("HWLOGS_USER", hint)?,
                self.required("HWLOGS_PASSWORD", hint)?,
            );
            if let Some(project_id) = self.optional("HUAWEICLOUD_SDK_PROJECT_ID")? {
                password = password.with_project_id(project_id);
            }
            return Ok(Found::Password(password));
        }
        Err(Error::no_credentials(
            "none of HUAWEICLOUD_SDK_AK, HWLOGS_TOKEN and HWLOGS_USER is set",
        ))
    }
}
