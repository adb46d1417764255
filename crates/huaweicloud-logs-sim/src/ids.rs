//! Ids that look random and are the same on every run with the same seed.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::chance;

/// The ids of requests, no two of them alike.
#[derive(Debug)]
pub(crate) struct Ids {
    seed: u64,
    used: AtomicU64,
}

impl Ids {
    pub(crate) fn new(seed: u64) -> Self {
        Self { seed, used: AtomicU64::new(0) }
    }

    /// 32 hexadecimal digits, as request ids have.
    pub(crate) fn hex(&self) -> String {
        let number = self.used.fetch_add(1, Ordering::Relaxed);
        hex(&chance::digest(self.seed, "request", number)[..16])
    }
}

/// A version 4 UUID made of 16 of the bytes.
pub(crate) fn uuid(mut bytes: [u8; 32]) -> String {
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let all = hex(&bytes[..16]);
    format!("{}-{}-{}-{}-{}", &all[..8], &all[8..12], &all[12..16], &all[16..20], &all[20..])
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
    fn ids_are_distinct_and_follow_from_the_seed() {
        let [first, again, other] = [Ids::new(1), Ids::new(1), Ids::new(2)];
        let one = first.hex();
        assert_eq!(one, again.hex());
        assert_ne!(one, first.hex());
        assert_ne!(one, other.hex());
        assert_eq!(one.len(), 32);
    }

    #[test]
    fn a_uuid_has_its_shape() {
        let id = uuid([0xff; 32]);
        assert_eq!(id, "ffffffff-ffff-4fff-bfff-ffffffffffff");
    }
}
