//! From a link or a stream to a complete file on disk.

mod body;
mod file_name;
#[allow(dead_code, reason = "the downloader that uses it comes next")]
mod headers;
mod link;
mod writer;

pub(crate) use body::Body;
pub(crate) use link::open as open_link;
pub(crate) use writer::{check_folder, save};
