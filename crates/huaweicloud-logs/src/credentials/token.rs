//! A fixed IAM token.

use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

use super::sendable;
use crate::Result;
use crate::signing::hex;

/// An IAM token, valid for 24 hours and for one project (IAM API reference).
///
/// It is not renewed; [`Password`](super::Password) gets tokens that are. `Debug` doesn't show it.
#[derive(Clone, Debug)]
pub struct Token(pub(crate) SecretString);

impl Token {
    /// Takes the value of the header `X-Subject-Token` that IAM answered with.
    #[must_use]
    pub fn new(token: impl Into<String>) -> Self {
        Self(SecretString::from(token.into()))
    }

    pub(super) fn check(&self) -> Result<()> {
        sendable("the token", self.0.expose_secret())
    }

    /// Tells tokens apart without being one.
    pub(super) fn fingerprint(&self) -> String {
        hex(&Sha256::digest(self.0.expose_secret())[..16])
    }
}
