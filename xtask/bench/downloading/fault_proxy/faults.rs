//! What goes wrong, and where.

use std::time::Duration;

/// Something that goes wrong behind a byte of the object.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Fault {
    /// Nothing comes for so long.
    Stall(Duration),
    /// The connection is reset.
    Reset,
    /// The connection is reset, and the request that comes next is answered with 503.
    ResetThenBusy,
    /// The connection is closed in good order, too early.
    Close,
}

/// The faults that have not happened yet. Each happens once, whoever first gets there.
#[derive(Debug)]
pub(crate) struct Faults {
    left: Vec<(u64, Fault)>,
}

impl Faults {
    /// Those of an object of this size.
    pub(crate) fn of(size: u64) -> Self {
        let eighth = size / 8;
        let left = vec![
            (eighth, Fault::Stall(Duration::from_secs(2))),
            (2 * eighth, Fault::Reset),
            (4 * eighth, Fault::ResetThenBusy),
            (5 * eighth, Fault::Close),
            (6 * eighth, Fault::Reset),
        ];
        Self { left }
    }

    /// How many bytes may be sent from this one on until something happens.
    pub(crate) fn until_next(&self, from: u64) -> Option<u64> {
        self.left.iter().filter_map(|(at, _)| at.checked_sub(from)).min()
    }

    /// What happens here.
    pub(crate) fn take(&mut self, at: u64) -> Option<Fault> {
        let place = self.left.iter().position(|(place, _)| *place == at)?;
        Some(self.left.remove(place).1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_happens_once() {
        let mut faults = Faults::of(80);
        assert_eq!(faults.until_next(12), Some(8));
        assert_eq!(faults.take(20), Some(Fault::Reset));
        assert_eq!(faults.take(20), None);
        assert_eq!(faults.until_next(12), Some(28));
        assert_eq!(faults.until_next(61), None);
    }
}
