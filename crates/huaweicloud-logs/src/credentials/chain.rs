//! Several sources, of which the first that has credentials counts.

use std::sync::Arc;

use super::{BoxFuture, Credentials, Environment, Profile, ProvideCredentials};
use crate::Result;
use crate::error::{Error, Kind};
use crate::iam::Iam;

/// Asks several sources in turn; the first that has credentials counts.
///
/// A source that has some but can't use them ends the search: wrong credentials are not passed over for
/// others that might open another account.
#[derive(Clone, Debug)]
pub struct Chain(Vec<Arc<dyn ProvideCredentials>>);

impl Chain {
    /// Takes the sources in the order in which to ask them.
    #[must_use]
    pub fn new(sources: impl IntoIterator<Item = Arc<dyn ProvideCredentials>>) -> Self {
        Self(sources.into_iter().collect())
    }
}

/// The [`Environment`], then the standard [`Profile`].
impl Default for Chain {
    fn default() -> Self {
        Self(vec![Arc::new(Environment), Arc::new(Profile::default())])
    }
}

impl ProvideCredentials for Chain {
    fn provide<'a>(&'a self, iam: &'a Iam) -> BoxFuture<'a, Result<Credentials>> {
        Box::pin(async move {
            let mut without = Vec::new();
            for source in &self.0 {
                match source.provide(iam).await {
                    Err(error) if matches!(error.kind(), Kind::NoCredentials(_)) => {
                        without.push(error.to_string());
                    }
                    outcome => return outcome,
                }
            }
            let hint = "set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK, or write a profile file";
            Err(match without.len() {
                0 => Error::no_credentials("the chain has no sources"),
                _ => Kind::NoCredentials(without.join("; ")).with_hint(hint),
            })
        })
    }

    fn check(&self) -> Result<()> {
        self.0.iter().try_for_each(|source| source.check())
    }
}
