//! Which entries of a list a query asks for.

use crate::call::Call;

/// Whether each of these parameters, if the query has it, is what the entry has.
pub(super) fn has_all<P>(call: &Call<P>, own: &[(&str, &str)]) -> bool {
    own.iter().all(|(name, own)| call.query(name).is_none_or(|wanted| wanted == *own))
}

/// Whether a parameter is the text, or an asterisk and a part of it.
pub(super) fn is_like<P>(call: &Call<P>, name: &str, own: &str) -> bool {
    call.query(name).is_none_or(|wanted| match wanted.strip_prefix('*') {
        Some(part) => own.contains(part),
        None => own == wanted,
    })
}
