//! How many calls a period holds: as documented, fewer after refusals, slowly more again.

use std::time::Duration;

use tokio::time::Instant;

use super::Quota;

/// Where nothing is documented, the first refusal is taken to mean that so many calls fit, or more if more went
/// through. A refusal of one of the first few proves little, and further refusals lower the limit soon enough.
const LEAST_ESTIMATE: usize = 10;

/// A limit is raised by this part of its ceiling at a time: from half to all takes ten periods, so that a
/// quota which is shared with strangers is overdrawn once in several minutes and not all the time.
const STEPS: u32 = 20;

#[derive(Debug)]
pub(super) struct Allowance {
    quota: Quota,
    limit: u32,
    /// How often the limit was lowered. Calls that were sent before the last time tell nothing new.
    episode: u32,
    /// Since when, or from when on, no call was refused that would have to be counted before the limit is
    /// raised.
    quiet_since: Instant,
    /// Whether the limit held a call back since then. Otherwise nothing shows that more calls would go
    /// through.
    reached: bool,
}

impl Allowance {
    pub(super) fn new(quota: Quota, now: Instant) -> Self {
        Self { quota, limit: quota.calls, episode: 0, quiet_since: now, reached: false }
    }

    /// Calls in a period.
    pub(super) fn limit(&self) -> u32 {
        self.limit
    }

    pub(super) fn period(&self) -> Duration {
        self.quota.period
    }

    pub(super) fn episode(&self) -> u32 {
        self.episode
    }

    /// Keeps to another quota as well.
    pub(super) fn keep_to(&mut self, quota: Quota) {
        self.quota = self.quota.and(quota);
        self.limit = self.limit.min(self.quota.calls);
    }

    /// A call that was sent in an episode was refused, though so many of the last period were or may be
    /// accepted. Says whether that is news: the calls sent at once are often refused at once, and mean the
    /// same.
    ///
    /// A step leaves seven tenths: two steps halve the limit, as it must be for two who share a quota equally.
    pub(super) fn lower(&mut self, sent_in: u32, accepted: usize) -> bool {
        let news = sent_in == self.episode;
        if self.quota.is_unlimited() && sent_in == 0 && self.episode <= 1 {
            // Each refusal of the first episode says better how many calls went through.
            let calls = accepted.max(LEAST_ESTIMATE);
            let estimate = seven_tenths(u32::try_from(calls).unwrap_or(u32::MAX));
            self.limit = self.limit.min(estimate);
        } else if news {
            self.limit = seven_tenths(self.limit);
        }
        self.episode += u32::from(news);
        news
    }

    /// Counts whole periods without refusals from an instant on.
    pub(super) fn quiet_from(&mut self, start: Instant) {
        self.quiet_since = self.quiet_since.max(start);
        self.reached = false;
    }

    /// Raises the limit when a whole period without refusals needed all of it.
    pub(super) fn grow(&mut self, now: Instant) {
        let Some(due) = self.grows_at() else { return };
        if now < due {
            return;
        }
        if self.reached {
            let whole = if self.quota.is_unlimited() { self.limit } else { self.quota.calls };
            self.limit = self.limit.saturating_add((whole / STEPS).max(1)).min(self.quota.calls);
        }
        self.quiet_since = now;
        self.reached = false;
    }

    /// So many calls take up a place in the period.
    pub(super) fn note_use(&mut self, calls: usize, now: Instant) {
        self.reached |= now >= self.quiet_since && calls >= self.limit as usize;
    }

    /// When the limit may be raised; never above what the documents say.
    pub(super) fn grows_at(&self) -> Option<Instant> {
        (self.limit < self.quota.calls).then(|| self.quiet_since + self.quota.period)
    }
}

fn seven_tenths(calls: u32) -> u32 {
    (u64::from(calls) * 7 / 10).max(1) as u32
}
