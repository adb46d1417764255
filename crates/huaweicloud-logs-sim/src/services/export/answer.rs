//! What one answer says of several exports.

use std::borrow::Cow;

use super::{Export, Log, Pace, Standing};
use crate::arrival::Arrived;
use crate::cloud::Cloud;
use crate::scenario::Dialect;

/// The exports that an answer is about, and what faults make of it.
pub(in crate::services) struct Answered {
    pub(in crate::services) exports: Vec<Export>,
    /// Whether links lead to other objects.
    astray: bool,
    /// What stands in place of file names.
    other_name: Option<String>,
}

/// Asks for an export of each of the logs. Only an answer with a link can lead astray.
pub(in crate::services) fn answer(
    cloud: &Cloud,
    arrived: &Arrived,
    logs: Vec<(&mut Log, Pace<'_>)>,
) -> Answered {
    let pending = logs.iter().any(|(log, _)| log.is_pending());
    let ask = |(log, pace): (&mut Log, Pace<'_>)| log.ask(cloud, pace, pending, arrived.number);
    let exports: Vec<_> = logs.into_iter().map(ask).collect();
    let linked = exports.iter().any(|export| export.standing() == Standing::Ready);
    Answered {
        astray: linked && cloud.leads_astray(arrived),
        other_name: cloud.other_name(arrived),
        exports,
    }
}

impl Answered {
    /// The name that the answer gives the file of an export.
    pub(in crate::services) fn file_name(&self, export: &Export) -> String {
        self.other_name.as_ref().unwrap_or(&export.file_name).clone()
    }

    /// The link that the answer gives to the file of an export, once there is one.
    pub(in crate::services) fn link(&self, cloud: &Cloud, export: &Export) -> Option<String> {
        export.link(cloud, self.astray)
    }
}

impl Export {
    /// The word for how it stands; `ready` is the one for the good end.
    pub(in crate::services) fn word(
        &self,
        dialect: &Dialect,
        ready: &'static str,
    ) -> Cow<'static, str> {
        match self.standing() {
            Standing::Pending => dialect.pending("EXPORTING"),
            Standing::Ready => dialect.word(ready),
            Standing::Failed => dialect.word("FAILED"),
        }
    }
}

/// The word for all exports of an answer taken together.
pub(in crate::services) fn overall(
    exports: &[Export],
    dialect: &Dialect,
    finished: &'static str,
) -> Cow<'static, str> {
    let stands = |standing| move |export: &Export| export.standing() == standing;
    if exports.iter().any(stands(Standing::Pending)) {
        dialect.pending("CREATING")
    } else if !exports.is_empty() && exports.iter().all(stands(Standing::Failed)) {
        dialect.word("FAILED")
    } else {
        dialect.word(finished)
    }
}
