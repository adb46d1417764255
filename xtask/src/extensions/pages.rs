//! `x-pages`: how a list that comes in pages is read to its end.

use serde::Deserialize;

use super::{read, written};
use crate::document::{Document, Operation};
use crate::problem::Problem;

/// The key of the extension on an operation that answers a list in pages.
pub const PAGES: &str = "x-pages";

/// `x-pages`: where the list stands, and how to ask for more of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pages {
    /// JSON Pointer to the array, into the answer.
    pub list: String,
    /// JSON Pointer to what identifies an entry, into the entry.
    pub key: String,
    /// JSON Pointer to how many entries there are in all, into the answer.
    #[serde(deserialize_with = "written")]
    pub total: Option<String>,
    /// The query parameter for the size of a page.
    pub limit: String,
    /// The largest size of a page.
    pub most: u32,
    /// The query parameter that counts the entries to pass over; null when paging goes by marker.
    #[serde(deserialize_with = "written")]
    pub offset: Option<String>,
    /// The query parameter that says where to go on; null when paging goes by offset.
    #[serde(deserialize_with = "written")]
    pub marker: Option<String>,
    /// JSON Pointer to the marker of the next page, into the answer; null when paging goes by offset.
    #[serde(deserialize_with = "written")]
    pub next: Option<String>,
}

/// How an operation's list comes in pages, if it does.
///
/// # Errors
///
/// Reports an extension that can't be read.
pub fn pages(document: &Document, operation: &Operation<'_>) -> Result<Option<Pages>, Problem> {
    read(document, operation, PAGES)
}
