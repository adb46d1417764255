//! What may be sent again and how lists come in pages: the rows of the table of operations. And the quota of a
//! service.
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
    /// How its list comes in pages, if it answers one that does (`x-pages`).
    pub pages: Option<Pages>,
}

/// How a list that comes in pages is read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pages {
    /// JSON Pointer to the array, into the answer.
    pub list: &'static str,
    /// JSON Pointer to what identifies an entry, into the entry.
    pub key: &'static str,
    /// JSON Pointer to how many entries there are in all, into the answer.
    pub total: Option<&'static str>,
    /// JSON Pointer to the marker of the next page, into the answer; `None` where pages go by offset.
    pub next: Option<&'static str>,
    /// The most entries that a page may have.
    pub most: u32,
}

/// How many calls a user may make of a service in one region (`x-quota`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// How many calls fit into a period, 1 or more.
    pub calls: u32,
    /// The length of a period in seconds, 1 or more.
    pub period_s: u32,
}
