//! How long jobs have taken.

mod sample;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

pub use self::sample::Sample;
use crate::service::Service;

/// How long jobs have taken, by service and kind of job. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct History(Arc<Mutex<BTreeMap<(Service, String), Arc<Durations>>>>);

impl History {
    /// What is known of a kind of job.
    #[must_use]
    pub fn durations(&self, service: Service, job: &str) -> Arc<Durations> {
        let kinds = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kinds.get(&(service, job.to_owned())).cloned().unwrap_or_default()
    }

    /// Learns from a job.
    pub fn record(&self, service: Service, job: &str, sample: Sample) {
        let mut kinds = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let durations = kinds.entry((service, job.to_owned())).or_default();
        Arc::make_mut(durations).learn(&sample);
    }
}

/// What is known of how long jobs of a kind take.
#[derive(Clone, Debug, Default)]
pub struct Durations {}

impl Durations {
    /// Learns from a job.
    pub fn learn(&mut self, _sample: &Sample) {}
}
