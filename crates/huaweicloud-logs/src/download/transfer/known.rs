//! What a transfer knows of its file.

use crate::download::disk::{Extents, State};
use crate::download::object::Object;

/// What is known of a download.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) object: Object,
    pub(super) held: Extents,
    /// The most bytes that were ever there.
    pub(super) best: u64,
    /// The name, once there was an answer.
    pub(super) name: Option<String>,
    /// Whether all of it is asked for next, because parts lead nowhere.
    pub(super) whole: bool,
    /// Answers that made no sense, since one that did.
    pub(super) nonsense: u32,
    /// Whether the last answer didn't say where it ends, and a range was tried to find out.
    pub(super) unframed: bool,
    pub(super) probe: Probe,
    /// Whether several connections bring parts of `object`, so that an answer must be of it though nothing is there.
    pub(super) shared: bool,
    /// Whether several connections were tried in vain.
    pub(super) alone: bool,
    /// Whether the finished file was looked for.
    pub(super) looked: bool,
    /// Whether the length was counted, as nobody told it.
    pub(super) counted: bool,
    /// The number of the newest link that is known of.
    pub(super) link: u32,
    /// That of the link instead of which another one was asked for last.
    pub(super) left: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Probe {
    Untried,
    Due,
    Failed,
    /// A part from the beginning tells the length where all of it doesn't.
    Worked,
}

impl Known {
    /// What an earlier download left. `link` is the number of the link in use.
    pub(super) fn new(state: State, link: u32) -> Self {
        let State { object, mut held } = state;
        if object.length.is_some_and(|length| held.gaps(Some(length)).is_empty()) {
            // Only an answer can prove that it is still what the server has.
            held.truncate(held.end().saturating_sub(1));
        }
        Self {
            best: held.bytes(),
            object,
            held,
            name: None,
            whole: false,
            nonsense: 0,
            unframed: false,
            probe: Probe::Untried,
            shared: false,
            alone: false,
            looked: false,
            counted: false,
            link,
            left: None,
        }
    }

    /// Asks for all of it from now on, if parts lead nowhere. When that was asked for as a part, it is asked for
    /// without that.
    pub(super) fn give_up_parts(&mut self, they_lead_nowhere: bool) {
        if self.whole && self.probe == Probe::Worked {
            self.probe = Probe::Failed;
        }
        self.whole |= they_lead_nowhere;
    }
}
