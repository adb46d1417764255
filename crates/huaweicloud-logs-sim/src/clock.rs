//! The simulator's only source of the time.

use jiff::Timestamp;

/// Tells the time. Every "now" in the crate comes from here, so that it can be moved in one place.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    #[cfg(test)]
    ahead_ms: std::sync::atomic::AtomicI64,
}

impl Clock {
    pub(crate) fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        #[cfg(test)]
        let now = now
            + jiff::SignedDuration::from_millis(
                self.ahead_ms.load(std::sync::atomic::Ordering::SeqCst),
            );
        now
    }

    #[cfg(test)]
    pub(crate) fn advance(&self, by: std::time::Duration) {
        let by = i64::try_from(by.as_millis()).unwrap();
        self.ahead_ms.fetch_add(by, std::sync::atomic::Ordering::SeqCst);
    }
}
