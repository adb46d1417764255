//! How many calls a user may make.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

use crate::service::Service;

const WINDOW: SignedDuration = SignedDuration::from_secs(60);

/// Counts the calls of each user to each service in the last 60 seconds. A window that slides is stricter than
/// one that starts anew every minute: whoever keeps within it keeps within any.
#[derive(Debug, Default)]
pub(crate) struct Meter {
    answered: Mutex<HashMap<(Service, usize), VecDeque<Timestamp>>>,
}

impl Meter {
    /// Counts a call, unless the user has used up the quota; then says when the next one can be made.
    pub(crate) fn count(
        &self,
        quota: u32,
        service: Service,
        user: usize,
        now: Timestamp,
    ) -> Result<(), Timestamp> {
        let mut answered = self.answered.lock().unwrap_or_else(PoisonError::into_inner);
        let calls = answered.entry((service, user)).or_default();
        let over = |call: &Timestamp| now.duration_since(*call) >= WINDOW;
        while calls.front().is_some_and(over) {
            calls.pop_front();
        }
        if let Some(oldest) = calls.front()
            && calls.len() >= usize::try_from(quota).unwrap_or(usize::MAX)
        {
            return Err(oldest.saturating_add(WINDOW).unwrap_or(Timestamp::MAX));
        }
        calls.push_back(now);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refused_calls_do_not_count_and_users_and_services_count_apart() {
        let meter = Meter::default();
        let at = |second| Timestamp::from_second(second).unwrap();
        let count = |service, user, second| meter.count(2, service, user, at(second));
        assert_eq!(count(Service::Rds, 0, 0), Ok(()));
        assert_eq!(count(Service::Rds, 0, 10), Ok(()));
        assert_eq!(count(Service::Rds, 0, 20), Err(at(60)));
        assert_eq!(count(Service::Rds, 1, 20), Ok(()));
        assert_eq!(count(Service::Dds, 0, 20), Ok(()));
        assert_eq!(count(Service::Rds, 0, 59), Err(at(60)));
        assert_eq!(count(Service::Rds, 0, 60), Ok(()));
        assert_eq!(count(Service::Rds, 0, 61), Err(at(70)));
    }
}
