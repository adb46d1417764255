//! For how long a refusal stops every call.

use std::time::Duration;

use tokio::time::Instant;

use crate::error::LONGEST_ASKED;

/// The first pause when the service doesn't name one: the error APIG.0308 is said to want 2 to 5 seconds.
const SHORTEST: Duration = Duration::from_secs(2);

/// The longest such pause before chance makes it up to half as long again, so a minute at the most.
const LONGEST: Duration = Duration::from_secs(40);

#[derive(Debug, Default)]
pub(super) struct Pause {
    until: Option<Instant>,
    /// Pauses with less than a quiet period between them.
    in_a_row: u32,
}

impl Pause {
    /// Begins a pause, or makes it longer, after a refusal. Without `asked` only news count. Returns when it
    /// is over.
    pub(super) fn begin(
        &mut self,
        asked: Option<Duration>,
        news: bool,
        period: Duration,
        now: Instant,
    ) -> Instant {
        let over = self.until.unwrap_or(now).max(now);
        if news {
            let quiet = self.until.is_none_or(|until| now >= until + period);
            self.in_a_row = if quiet { 1 } else { self.in_a_row.saturating_add(1) };
        }
        let pause = match asked {
            Some(asked) => asked.min(LONGEST_ASKED),
            None if news => self.chosen(),
            None => Duration::ZERO,
        };
        let over = over.max(now + pause);
        self.until = Some(over);
        over
    }

    /// Twice as long each time, and never the same for two programs that share a quota.
    fn chosen(&self) -> Duration {
        let doublings = self.in_a_row.saturating_sub(1).min(10);
        let pause = SHORTEST.saturating_mul(1 << doublings).min(LONGEST);
        pause.mul_f64(1.0 + fastrand::f64() / 2.0)
    }

    /// When the pause that holds now is over.
    pub(super) fn over_at(&self, now: Instant) -> Option<Instant> {
        self.until.filter(|until| now < *until)
    }
}
