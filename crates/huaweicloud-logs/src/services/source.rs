//! What the waiting and the downloading need to know about a service.

use std::fmt;
use std::future::{Future, ready};

use huaweicloud_logs_api::log_job::{Call, Download, LogJob};

use crate::Result;
use crate::answer::Answer;
use crate::caller::Caller;
use crate::download;
use crate::error::{Error, Kind};
use crate::observation::Item;
use crate::service::Service;

/// A kind of log that a service hands out.
///
/// Sealed: the kinds are those in [`crate::services`].
pub trait LogSource: fmt::Debug + Send + Sync {
    /// The service.
    fn service(&self) -> Service;

    /// The row of the table that describes the job.
    fn job(&self) -> &'static LogJob;

    /// The instance or server.
    fn instance(&self) -> &str;

    /// What is asked for beside the instance, if anything: a job that is resumed must be asked for the same.
    fn asked(&self) -> String {
        String::new()
    }

    /// Finds what no service would take, before anything is sent.
    ///
    /// # Errors
    ///
    /// Says what that is, and what to ask for instead.
    fn check(&self) -> Result<()> {
        Ok(())
    }

    /// Sends the call that starts the job.
    fn start(&self, caller: &Caller<'_>) -> impl Future<Output = Result<Answer>> + Send;

    /// Sends the call that asks how far it is: the start again, unless there is another for that. `started` is what
    /// the start answered.
    fn poll(
        &self,
        caller: &Caller<'_>,
        started: &Answer,
    ) -> impl Future<Output = Result<Answer>> + Send {
        let _ = started;
        self.start(caller)
    }

    /// Gets the link or the bytes of a file: the link that its entry has, unless there is a call for that.
    fn open(
        &self,
        caller: &Caller<'_>,
        started: &Answer,
        item: &Item,
    ) -> impl Future<Output = Result<Handout>> + Send {
        let _ = (caller, started);
        ready(link(self.job(), &item.entry))
    }
}

/// What a service hands out.
pub enum Handout {
    /// A pre-signed URL.
    Link(String),
    /// The bytes.
    Stream(download::Answer),
}

impl fmt::Debug for Handout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A link's signature is a secret.
        f.write_str(match self {
            Self::Link(_) => "Link(…)",
            Self::Stream(_) => "Stream(…)",
        })
    }
}

/// The value of a call's parameter in its path, from where the table says.
pub(crate) fn segment(
    call: &Call,
    name: &str,
    started: &Answer,
    item: Option<&Item>,
) -> Result<String> {
    let value = parameter(call, name, started, item)?;
    if is_segment(&value) { Ok(value) } else { Err(missing(call.operation, name)) }
}

/// The value of a call's parameter, from where the table says.
pub(crate) fn parameter(
    call: &Call,
    name: &str,
    started: &Answer,
    item: Option<&Item>,
) -> Result<String> {
    let source =
        call.parameters.iter().find(|(known, _)| *known == name).map(|(_, source)| *source);
    let value = source.and_then(|source| match source.split_once('#')? {
        ("$start", pointer) => started.text(pointer),
        ("$item", pointer) => item?.entry.text(pointer),
        _ => None,
    });
    value.ok_or_else(|| missing(call.operation, name))
}

/// Whether an id of a server can stand in a path without leaving its place there.
///
/// A slash and the like are escaped when the path is built; a backslash is not, and URLs take it for a
/// slash.
fn is_segment(id: &str) -> bool {
    !matches!(id, "." | "..") && !id.contains('\\')
}

/// The link that a job's answer carries, from where the table says.
pub(crate) fn link(job: &LogJob, answer: &Answer) -> Result<Handout> {
    let Download::Link { link, .. } = job.hands_out else {
        return Err(missing(job.download.operation, "link"));
    };
    answer.text(link).map(Handout::Link).ok_or_else(|| missing(job.download.operation, link))
}

pub(crate) fn missing(operation: &str, what: &str) -> Error {
    let doing = format!("the answer of {operation}");
    Kind::Unusable { doing, why: format!("there is no {what}") }.into()
}
