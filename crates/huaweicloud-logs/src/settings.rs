//! How a job is waited for and watched.

use std::time::Duration;

use crate::event::Observer;
use crate::schedule::Exponential;

#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) timeout: Duration,
    pub(crate) schedule: Exponential,
    pub(crate) observer: Observer,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(30 * 60),
            schedule: Exponential::default(),
            observer: Observer::default(),
        }
    }
}
