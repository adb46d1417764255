//! Logging in to IAM with a password.

use std::fmt;

use secrecy::SecretString;

use super::{BoxFuture, Credentials, ProvideCredentials};
use crate::Result;
use crate::error::Kind;
use crate::iam::Iam;

/// Name and password of an IAM user, for which IAM gives out tokens of 24 hours (IAM API reference).
///
/// The token is for one project: the one named here or in the builder, else the region's, whose id IAM
/// tells along with the token. It is renewed before it expires, and once more when a service calls it
/// expired. A Huawei ID account can't get a token, an IAM user can. `Debug` doesn't show the password.
#[derive(Clone)]
pub struct Password {
    pub(crate) domain: String,
    pub(crate) user: String,
    pub(crate) password: SecretString,
    pub(crate) project_id: Option<String>,
}

impl Password {
    /// Takes the account's name (IAM calls it domain), the user's name and the password.
    #[must_use]
    pub fn new(
        domain: impl Into<String>,
        user: impl Into<String>,
        password: impl Into<String>,
    ) -> Self {
        Self {
            domain: domain.into(),
            user: user.into(),
            password: SecretString::from(password.into()),
            project_id: None,
        }
    }

    /// Names the project to log in to; without it the region's own project is taken.
    #[must_use]
    pub fn with_project_id(mut self, project_id: impl Into<String>) -> Self {
        self.project_id = Some(project_id.into());
        self
    }
}

impl ProvideCredentials for Password {
    fn provide<'a>(&'a self, iam: &'a Iam) -> BoxFuture<'a, Result<Credentials>> {
        Box::pin(iam.token(self))
    }

    fn check(&self) -> Result<()> {
        if self.domain.is_empty() || self.user.is_empty() {
            return Err(Kind::Config("the name of the user or of the account is empty".into())
                .with_hint("the console shows both under My Credentials"));
        }
        Ok(())
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Password")
            .field("domain", &self.domain)
            .field("user", &self.user)
            .field("project_id", &self.project_id)
            .finish_non_exhaustive()
    }
}
