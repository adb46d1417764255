//! Where the bytes of a file come from.

use tokio::time::Instant;

use super::answer::Answer;
use super::judge::Ask;
use crate::Result;
use crate::credentials::BoxFuture;

/// Something that hands out the bytes of one file, by a link or by a stream.
pub(crate) trait Source: Send + Sync {
    /// Asks for bytes, once.
    fn open(&self, ask: Ask) -> BoxFuture<'_, Result<Answer>>;

    /// The number of the link in use: another link has another.
    fn link(&self) -> u32;

    /// Gets another link than that of this number, which was refused or ends soon; false if there is no other.
    ///
    /// Several that need one at a time share one.
    fn renew(&self, link: u32) -> BoxFuture<'_, Result<bool>>;

    /// Whether there may be another link than the one in use, now or a little later.
    fn renews(&self) -> bool;

    /// When the link ends, if it does and says so.
    fn ends(&self) -> Option<Instant>;

    /// Whether parts can be asked for at all.
    fn has_parts(&self) -> bool;
}
