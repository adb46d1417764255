//! What may be sent again, and how often: the rows of the table of operations, and the quota of a service.
//!
//! Each service has its rows in its module `operations`, and its quota in `QUOTA`.

/// An operation of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    /// The service: the stem of its document.
    pub service: &'static str,
    /// Its id in the document, such as `DownloadErrorlog`.
    pub id: &'static str,
    /// Whether sending it again does no harm, even if nobody knows whether it arrived the first time.
    ///
    /// Of the call that starts a job the document says it. Calls that ask how far a job is or hand out its
    /// files are repeatable, and so are GET, HEAD and OPTIONS. Anything else may do its work twice.
    pub repeatable: bool,
}

/// How many calls a user may make of a service in one region (`x-quota`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// How many calls fit into a period, 1 or more.
    pub calls: u32,
    /// The length of a period in seconds, 1 or more.
    pub period_s: u32,
}
