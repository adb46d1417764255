//! What others do with a poll that fails.

/// What a loop does with a poll that fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tolerance {
    /// It ends, also with a word that it doesn't know.
    GivesUp,
    /// It goes on after these statuses, and ends with others.
    GoesOnAfter(&'static [u16]),
    /// It ends, but the client under it repeats calls.
    Repeats(Repeats),
    /// The client under it repeats calls, and if that doesn't help it goes on, when the service asked for it. It takes
    /// a last look before the deadline.
    Outlasts(Repeats),
}

/// How a client repeats a call that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Repeats {
    /// The statuses after which it does.
    pub(crate) statuses: &'static [u16],
    /// How often it sends a call at most.
    pub(crate) attempts: u32,
    /// Whether it waits for as long as the service asks.
    pub(crate) retry_after: bool,
}

/// Whatever may pass.
const PASSING: &[u16] = &[429, 500, 502, 503, 504];

impl Repeats {
    /// Google's clients repeat a call while the service is unavailable, for 10 s.
    pub(super) const UNAVAILABLE: Self = Self { statuses: &[503], attempts: 4, retry_after: false };

    /// azure_core's retry policy: 8 more attempts.
    pub(super) const AZURE: Self = Self { statuses: PASSING, attempts: 9, retry_after: true };

    /// The standard mode of the SDKs for AWS, in Rust.
    pub(super) const SMITHY: Self = Self { statuses: PASSING, attempts: 3, retry_after: false };

    /// The legacy mode of botocore, its default.
    pub(super) const BOTOCORE: Self = Self { statuses: PASSING, attempts: 5, retry_after: false };

    /// The default of `huaweicloud_logs::Retry`.
    pub(crate) const OURS: Self = Self { statuses: PASSING, attempts: 5, retry_after: true };
}
