//! How far a job is, counted in looks at it.

/// A job that is done once it has been looked at often enough.
///
/// Counting looks instead of seconds lets a test run through any job without sleeping, and makes it
/// take the same number of steps on a slow machine.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Progress {
    polls: u32,
    needed: u32,
}

impl Progress {
    pub(crate) fn new(needed: u32) -> Self {
        Self { polls: 0, needed }
    }

    /// Counts one look.
    pub(crate) fn poll(&mut self) {
        self.polls = self.polls.saturating_add(1);
    }

    pub(crate) fn is_done(self) -> bool {
        self.polls >= self.needed
    }

    /// Whether anything of an unfinished job shows yet: not during the first third of it.
    pub(crate) fn is_visible(self) -> bool {
        self.is_done() || self.polls > self.needed / 3
    }

    /// Percent done, in steps of ten as the documents' examples show it.
    pub(crate) fn percent(self) -> u32 {
        if self.is_done() {
            return 100;
        }
        let tenths = u64::from(self.polls) * 10 / u64::from(self.needed);
        u32::try_from(tenths * 10).unwrap_or(90)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(needed: u32) -> Vec<(bool, u32)> {
        let mut progress = Progress::new(needed);
        let mut seen = vec![];
        loop {
            seen.push((progress.is_visible(), progress.percent()));
            if progress.is_done() {
                return seen;
            }
            progress.poll();
        }
    }

    #[test]
    fn a_job_of_three_polls_goes_in_thirds() {
        assert_eq!(walk(3), [(false, 0), (false, 30), (true, 60), (true, 100)]);
    }

    #[test]
    fn a_job_of_one_poll_and_a_job_of_none() {
        assert_eq!(walk(1), [(false, 0), (true, 100)]);
        assert_eq!(walk(0), [(true, 100)]);
    }
}
