//! What others do with a poll that fails.

/// What a peer does with a poll that fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tolerance {
    /// Its loop ends, also with a word that it doesn't know.
    GivesUp,
    /// Its loop goes on after these statuses, and ends after others.
    GoesOnAfter(&'static [u16]),
    /// Its loop ends, but the client under it repeats a call after these statuses, a few times.
    Repeats {
        statuses: &'static [u16],
        /// Whether the client waits as long as the service asks for.
        retry_after: bool,
        /// Whether its loop goes on after a word that it doesn't know.
        words: bool,
    },
    /// Its loop goes on after anything, and waits as long as the service asks for.
    GoesOn,
}
