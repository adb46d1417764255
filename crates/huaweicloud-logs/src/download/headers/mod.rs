//! What the headers of a store and the address of a link say.

pub(crate) mod content_range;
pub(crate) mod disposition;
pub(crate) mod etag;
pub(crate) mod expiry;

use reqwest::header::{HeaderMap, HeaderName};

/// The value of a header, as long as there is one only or all are the same.
fn only(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    let mut values = headers.get_all(name).into_iter();
    let first = values.next()?;
    values.all(|other| other == first).then(|| first.to_str().ok())?
}

/// A number of decimal digits, without a sign.
fn number(text: &str) -> Option<u64> {
    // `parse` would take a plus.
    text.starts_with(|first: char| first.is_ascii_digit()).then(|| text.parse().ok())?
}
