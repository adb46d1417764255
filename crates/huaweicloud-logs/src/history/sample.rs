//! What was seen of one job.

use std::time::Duration;

/// How long a job took, as far as polls can tell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sample {
    /// Its age when it was last seen not to be done; `None` if it never was.
    pub after: Option<Duration>,
    /// Its age when it was seen to be done; `None` if nobody waited for that.
    pub by: Option<Duration>,
    /// Progress in per cent that was seen, with the job's age.
    pub percents: Vec<(Duration, f32)>,
}

impl Sample {
    /// A job that is known to have taken so long.
    #[must_use]
    pub fn exactly(took: Duration) -> Self {
        Self { after: Some(took), by: Some(took), percents: Vec::new() }
    }
}
