//! Several sources, of which the first that has credentials counts.

use std::sync::Arc;

use super::{BoxFuture, Credentials, Environment, Profile, ProvideCredentials};
use crate::Result;
use crate::error::Kind;
use crate::iam::Iam;

/// Asks several sources in turn; the first that has credentials counts.
///
/// A source that has some but can't use them ends the search: wrong credentials are not passed over for
/// others that might open another account.
#[derive(Clone, Debug)]
pub struct Chain(Vec<Arc<dyn ProvideCredentials>>);

impl Chain {
    /// The source to ask first.
    #[must_use]
    pub fn first(source: impl ProvideCredentials + 'static) -> Self {
        Self(vec![Arc::new(source)])
    }

    /// The source to ask after those before.
    #[must_use]
    pub fn then(mut self, source: impl ProvideCredentials + 'static) -> Self {
        self.0.push(Arc::new(source));
        self
    }
}

/// The [`Environment`], then the standard [`Profile`].
impl Default for Chain {
    fn default() -> Self {
        Self::first(Environment).then(Profile::default())
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
            Err(Kind::NoCredentials(without.join("; ")).with_hint(hint))
        })
    }

    fn check(&self) -> Result<()> {
        self.0.iter().try_for_each(|source| source.check())
    }
}
