//! Ids that look random and are the same on every run.

use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};

/// A source of ids. No two ids from one source are alike.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    used: AtomicU64,
}

impl Ids {
    /// 32 hexadecimal digits, as request ids have.
    pub(crate) fn hex(&self) -> String {
        hex(&self.digest()[..16])
    }

    /// A version 4 UUID.
    pub(crate) fn uuid(&self) -> String {
        let mut bytes = self.digest();
        bytes[6] = (bytes[6] & 0x0f) | 0x40;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        let all = hex(&bytes[..16]);
        format!("{}-{}-{}-{}-{}", &all[..8], &all[8..12], &all[12..16], &all[16..20], &all[20..])
    }

    fn digest(&self) -> [u8; 32] {
        let number = self.used.fetch_add(1, Ordering::Relaxed);
        Sha256::digest(format!("huaweicloud-logs-sim id {number}")).into()
    }
}

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;

    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_has_its_shape() {
        let id = Ids::default().uuid();
        let parts: Vec<_> = id.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12], "{id}");
        assert_eq!(id.as_bytes()[14], b'4', "{id}");
        assert!(b"89ab".contains(&id.as_bytes()[19]), "{id}");
    }

    #[test]
    fn ids_differ_from_each_other_and_repeat_on_the_next_run() {
        let ids = Ids::default();
        let first = [ids.hex(), ids.hex(), ids.uuid()];
        assert_ne!(first[0], first[1]);
        let ids = Ids::default();
        assert_eq!(first, [ids.hex(), ids.hex(), ids.uuid()]);
    }
}
