//! How a job is waited for and watched.

use std::sync::Arc;
use std::time::Duration;

use crate::event::Observer;
use crate::schedule::{Adaptive, Schedule};

#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) timeout: Duration,
    pub(crate) schedule: Arc<dyn Schedule>,
    pub(crate) observer: Observer,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(60 * 60),
            schedule: Arc::new(Adaptive::default()),
            observer: Observer::default(),
        }
    }
}
