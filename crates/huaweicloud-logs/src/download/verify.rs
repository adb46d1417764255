//! The caller's own check of a file before it gets its final name.

use std::error::Error;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

/// A file that is there to its last byte and has no final name yet.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Unverified<'a> {
    /// Where it is for now.
    pub path: &'a Path,
    /// The name that it will get, unless that is taken.
    pub name: &'a str,
    /// Its length in bytes.
    pub bytes: u64,
}

type Check = dyn Fn(&Unverified<'_>) -> Result<(), Box<dyn Error + Send + Sync>> + Send + Sync;

/// A check that a caller set.
#[derive(Clone)]
pub(crate) struct Verify(Arc<Check>);

impl Verify {
    pub(crate) fn new(
        check: impl Fn(&Unverified<'_>) -> Result<(), Box<dyn Error + Send + Sync>>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        Self(Arc::new(check))
    }

    pub(crate) fn call(&self, file: &Unverified<'_>) -> Result<(), Box<dyn Error + Send + Sync>> {
        (self.0)(file)
    }
}

impl fmt::Debug for Verify {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Verify(…)")
    }
}
