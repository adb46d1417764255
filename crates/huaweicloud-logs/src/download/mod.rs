//! From a link or a stream to a complete file on disk.

mod body;
mod file_name;
mod link;
mod writer;

pub(crate) use body::Body;
pub(crate) use link::open as open_link;
pub(crate) use writer::{check_folder, save};
