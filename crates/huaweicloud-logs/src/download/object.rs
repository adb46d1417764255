//! Which object bytes are of.

use serde::{Deserialize, Serialize};

use super::headers::etag::Etag;

/// What a server says of an object, as far as it tells it from others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Object {
    /// Its length in bytes.
    pub(crate) length: Option<u64>,
    /// Its strong entity tag: of the same tag means, byte for byte the same (RFC 9110, 8.8.1).
    pub(crate) etag: Option<Etag>,
    /// The MD5 of its bytes.
    pub(crate) md5: Option<[u8; 16]>,
    /// When it was changed last, in seconds since 1970. That alone proves nothing.
    pub(crate) modified: Option<i64>,
}

/// Whether two descriptions are of the same bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sameness {
    /// A strong tag and the length say so.
    Proved,
    /// Nothing that both say differs.
    Possible,
    /// Something differs.
    Refuted,
}

impl Object {
    /// Compares what is known with what an answer says.
    pub(crate) fn compare(&self, other: &Self) -> Sameness {
        let differ = |one: Option<u64>, other: Option<u64>| matches!((one, other), (Some(one), Some(other)) if one != other);
        if differ(self.length, other.length) {
            return Sameness::Refuted;
        }
        match (&self.etag, &other.etag) {
            (Some(one), Some(other)) if one != other => Sameness::Refuted,
            (Some(_), Some(_)) if self.length.is_some() && other.length.is_some() => {
                Sameness::Proved
            }
            (Some(_), Some(_)) => Sameness::Possible,
            // Without tags a newer date means other bytes, more likely than not.
            _ if matches!((self.modified, other.modified), (Some(one), Some(other)) if one != other) => {
                Sameness::Refuted
            }
            _ => Sameness::Possible,
        }
    }

    /// Adds what another description of the same object knows more.
    pub(crate) fn learn(&mut self, other: Self) {
        self.length = self.length.or(other.length);
        self.etag = self.etag.take().or(other.etag);
        self.md5 = self.md5.or(other.md5);
        self.modified = self.modified.or(other.modified);
    }
}
