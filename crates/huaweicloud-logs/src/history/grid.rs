//! Durations sorted into bins that grow with them.

use std::iter;
use std::sync::LazyLock;

/// The first bin ends here, in seconds: whatever is done so soon was done at once.
const FIRST: f64 = 0.1;
/// Each bin ends so many times later than the one before. Polls fall on the ends of bins, and a poll that is
/// half a bin off costs next to nothing.
const RATIO: f64 = 1.03;
/// The last bin ends after 38 hours, and takes whatever lasts longer.
pub(crate) const BINS: usize = 480;

/// Where each bin ends, in seconds.
static ENDS: LazyLock<Vec<f64>> =
    LazyLock::new(|| (0..BINS).map(|bin| FIRST * RATIO.powi(bin as i32)).collect());

/// How much of something lies in each bin.
pub(crate) type Bins = Vec<f64>;

/// Where a bin ends, in seconds.
pub(crate) fn end(bin: usize) -> f64 {
    ENDS[bin]
}

/// Where a bin begins, in seconds.
pub(crate) fn start(bin: usize) -> f64 {
    bin.checked_sub(1).map_or(0.0, end)
}

/// The bin of a duration.
pub(crate) fn bin(seconds: f64) -> usize {
    ENDS.partition_point(|end| *end < seconds).min(BINS - 1)
}

/// The sum of what lies before each bin, and of all.
pub(crate) fn sums(values: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let mut sum = 0.0;
    let after = values.into_iter().map(|value| {
        sum += value;
        sum
    });
    iter::once(0.0).chain(after).collect()
}

/// How many bins a factor between durations is.
pub(crate) fn width(logarithm: f64) -> f64 {
    logarithm / RATIO.ln()
}

/// How far a job of an age is, from 0 to 1, if it ends in a bin that begins no earlier.
pub(crate) fn progress(age: f64, of: usize) -> f64 {
    age / (start(of).max(age) * end(of)).sqrt()
}
