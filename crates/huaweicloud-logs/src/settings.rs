//! How a job is waited for and watched.

use std::sync::Arc;
use std::time::Duration;

use crate::download::Manner;
use crate::event::Observer;
use crate::schedule::Schedule;

#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) timeout: Duration,
    /// The caller's; else the default ones.
    pub(crate) schedule: Option<Arc<dyn Schedule>>,
    pub(crate) observer: Observer,
    pub(crate) manner: Manner,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(60 * 60),
            schedule: None,
            observer: Observer::default(),
            manner: Manner::default(),
        }
    }
}
