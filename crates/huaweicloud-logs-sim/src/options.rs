//! What can be chosen before the simulator starts.

use std::time::Duration;

/// How the simulator behaves. [`Options::default`] is what [`Simulator::start`](crate::Simulator::start) uses.
///
/// ```
/// use std::time::Duration;
/// use huaweicloud_logs_sim::Options;
///
/// let options = Options::default().with_polls_until_ready(1).with_link_lifetime(Duration::from_secs(2));
/// # assert_eq!(options.polls_until_ready, 1);
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Options {
    /// How many times a client has to look, after the call that starts a job, until the job is done.
    /// 0 means done at once. Nothing depends on time, so tests need not sleep.
    pub polls_until_ready: u32,
    /// How long every link lives. `None` gives each service its own: RDS 5 minutes (the documents
    /// state no life for error logs, this is the one of slow logs), DDS 15 minutes, DCS 24 hours.
    /// A link's end is written in whole seconds, rounded down, and zero makes links that are dead on arrival.
    pub link_lifetime: Option<Duration>,
}

impl Options {
    /// Sets [`polls_until_ready`](Self::polls_until_ready).
    #[must_use]
    pub fn with_polls_until_ready(mut self, polls: u32) -> Self {
        self.polls_until_ready = polls;
        self
    }

    /// Sets [`link_lifetime`](Self::link_lifetime).
    #[must_use]
    pub fn with_link_lifetime(mut self, lifetime: Duration) -> Self {
        self.link_lifetime = Some(lifetime);
        self
    }
}

impl Default for Options {
    fn default() -> Self {
        Self { polls_until_ready: 3, link_lifetime: None }
    }
}
