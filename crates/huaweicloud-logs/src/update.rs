//! What a watcher of a job gets to see.

use std::fmt;
use std::time::Duration;

use crate::Phase;
use crate::observation::Observation;
use crate::text::printable;

/// A step of a job, as seen by one poll.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Update {
    /// How far the job is.
    pub phase: Phase,
    /// The service's word for that, if it has one: in the spelling of the documents, or as it came if
    /// nobody has documented it.
    pub word: Option<String>,
    /// Progress in per cent, if the service tells it.
    pub percent: Option<f32>,
    /// Files that can be downloaded.
    pub ready: usize,
    /// Files that are being prepared.
    pub pending: usize,
    /// Files that will never be.
    pub failed: usize,
    /// How often the service has been asked, this time included.
    pub polls: u32,
    /// How long after this poll the next one is due; `None` when the job is done, or when the deadline comes first.
    pub next_poll: Option<Duration>,
}

impl Update {
    pub(crate) fn new(seen: &Observation, polls: u32) -> Self {
        let count = |phases: &[Phase]| {
            seen.items.iter().filter(|item| phases.contains(&item.phase)).count()
        };
        Self {
            phase: seen.phase,
            word: seen.word.clone(),
            percent: seen.percent,
            ready: count(&[Phase::Succeeded]),
            pending: count(&[Phase::Pending, Phase::Unknown]),
            failed: count(&[Phase::Failed]),
            polls,
            next_poll: None,
        }
    }
}

impl fmt::Display for Update {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.phase {
            Phase::Succeeded => "ready",
            Phase::Failed => "failed",
            Phase::Pending | Phase::Unknown => "preparing",
        })?;
        if let Some(percent) = self.percent {
            write!(f, " {percent:.0} %")?;
        }
        if let Some(word) = &self.word {
            write!(f, " ({})", printable(word))?;
        }
        match self.ready + self.pending + self.failed {
            0 => f.write_str(", no files yet")?,
            files => write!(f, ", {} of {files} files", self.ready)?,
        }
        if self.failed > 0 {
            write!(f, ", {} failed", self.failed)?;
        }
        match self.next_poll {
            // A shorter pause is over before anyone has read of it.
            Some(next) if next >= Duration::from_millis(100) => {
                let (seconds, digits) = (next.as_secs_f64(), usize::from(next.as_secs() < 10));
                write!(f, ", next poll after {seconds:.digits$} s")
            }
            _ => Ok(()),
        }
    }
}
