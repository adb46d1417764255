//! Randomness that a seed decides.

use rand::SeedableRng as _;
use rand_chacha::ChaCha8Rng;
use sha2::{Digest as _, Sha256};

/// A generator for one purpose. It depends on nothing but the arguments, so what is drawn for one thing never
/// shifts what is drawn for another. `ChaCha8Rng` gives the same numbers in all its versions.
pub(crate) fn generator(seed: u64, purpose: &str, number: u64) -> ChaCha8Rng {
    ChaCha8Rng::from_seed(digest(seed, purpose, number))
}

/// A number for one purpose.
pub(crate) fn number(seed: u64, purpose: &str, number: u64) -> u64 {
    let [a, b, c, d, e, f, g, h, ..] = digest(seed, purpose, number);
    u64::from_be_bytes([a, b, c, d, e, f, g, h])
}

pub(crate) fn digest(seed: u64, purpose: &str, number: u64) -> [u8; 32] {
    Sha256::digest(format!("huaweicloud-logs-sim {seed} {purpose} {number}")).into()
}
