//! What a job teaches about how long jobs of its kind take.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::history::{History, Sample};
use crate::service::Service;

/// How much progress of one job is kept.
const PERCENTS: usize = 16;

/// What was seen of a job. The history learns it once: when the job ends, or when nobody waits for it any more.
#[derive(Debug)]
pub(super) struct Record {
    history: History,
    service: Service,
    job: &'static str,
    pending_at: Option<Duration>,
    percents: Vec<(Duration, f32)>,
    /// Whether the history knows of its end.
    told: bool,
    /// Whether another process may wait for it from now on.
    handed_over: AtomicBool,
}

impl Record {
    pub(super) fn new(history: History, service: Service, job: &'static str) -> Self {
        let handed_over = AtomicBool::new(false);
        let (pending_at, percents, told) = (None, Vec::new(), false);
        Self { history, service, job, pending_at, percents, told, handed_over }
    }

    /// Its age when it was last seen not to be done.
    pub(super) fn pending_at(&self) -> Option<Duration> {
        self.pending_at
    }

    /// The job was not done at this age.
    pub(super) fn pending(&mut self, age: Duration, percent: Option<f32>) {
        self.pending_at = Some(age);
        let Some(percent) = percent else { return };
        if self.percents.len() == PERCENTS {
            // Every second one still tells how it went.
            let mut keep = false;
            self.percents.retain(|_| {
                keep = !keep;
                keep
            });
        }
        self.percents.push((age, percent));
    }

    /// There is nothing to tell of its end, or whoever waited for it before did.
    pub(super) fn was_told(&mut self) {
        self.told = true;
    }

    /// The job was over at this age, well or badly.
    pub(super) fn done(&mut self, age: Duration) {
        if self.told {
            return;
        }
        let sample = self.sample(Some(age));
        self.tell(sample);
    }

    /// Another process may wait for the job from now on: it is for that one to tell, unless the end is seen here.
    pub(super) fn hand_over(&self) {
        self.handed_over.store(true, Ordering::Relaxed);
    }

    /// What there is to tell when nobody waits for the job any more.
    pub(super) fn given_up(&self) -> Option<Sample> {
        // Of a job that was never looked at, nothing is known.
        let told = self.told || self.handed_over.load(Ordering::Relaxed);
        (!told && self.pending_at.is_some()).then(|| self.sample(None))
    }

    fn sample(&self, by: Option<Duration>) -> Sample {
        Sample { after: self.pending_at, by, percents: self.percents.clone() }
    }

    fn tell(&mut self, sample: Sample) {
        self.history.record(self.service, self.job, sample);
        self.told = true;
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        if let Some(sample) = self.given_up() {
            self.tell(sample);
        }
    }
}
