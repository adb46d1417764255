//! Which bytes of a file are there.

use serde::{Deserialize, Serialize};

/// Ranges of bytes, sorted, apart from each other, each from its first byte to the one after its last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<(u64, u64)>")]
pub(crate) struct Extents(Vec<(u64, u64)>);

impl Extents {
    /// Adds the bytes from `from` to before `to`.
    pub(crate) fn insert(&mut self, from: u64, to: u64) {
        if from >= to {
            return;
        }
        // The common case: more of what came last.
        if let Some(last) = self.0.last_mut()
            && last.1 == from
        {
            last.1 = to;
            return;
        }
        let first = self.0.partition_point(|extent| extent.1 < from);
        let behind = self.0.partition_point(|extent| extent.0 <= to);
        let (mut low, mut high) = (from, to);
        if let Some(touched) = self.0.get(first..behind).filter(|touched| !touched.is_empty()) {
            low = low.min(touched[0].0);
            high = high.max(touched[touched.len() - 1].1);
        }
        self.0.splice(first..behind, [(low, high)]);
    }

    /// How many bytes there are.
    pub(crate) fn bytes(&self) -> u64 {
        self.0.iter().map(|(from, to)| to - from).sum()
    }

    /// The place after the last byte.
    pub(crate) fn end(&self) -> u64 {
        self.0.last().map_or(0, |extent| extent.1)
    }

    /// How many bytes are there without a gap right before `place`.
    pub(crate) fn run_before(&self, place: u64) -> u64 {
        let extent = self.0.iter().find(|extent| extent.0 < place && place <= extent.1);
        extent.map_or(0, |extent| place - extent.0)
    }

    /// How many bytes are there without a gap from `place` on; if none, how many are missing until the next that is
    /// there.
    pub(crate) fn run_from(&self, place: u64) -> Run {
        let at = self.0.partition_point(|extent| extent.1 <= place);
        match self.0.get(at) {
            Some(&(from, to)) if from <= place => Run::Held(to - place),
            Some(&(from, _)) => Run::Missing(from - place),
            None => Run::Missing(u64::MAX - place),
        }
    }

    /// Forgets the bytes from `end` on.
    pub(crate) fn truncate(&mut self, end: u64) {
        self.0.retain(|extent| extent.0 < end);
        if let Some(last) = self.0.last_mut() {
            last.1 = last.1.min(end);
        }
    }

    /// What is missing: each gap from its first byte to the one after its last. The last gap of a file whose length
    /// is unknown has no end.
    pub(crate) fn gaps(&self, length: Option<u64>) -> Vec<(u64, Option<u64>)> {
        let mut gaps = Vec::new();
        let mut place = 0;
        for &(from, to) in &self.0 {
            if place < from {
                gaps.push((place, Some(from)));
            }
            place = to;
        }
        if length.is_none_or(|length| place < length) {
            gaps.push((place, length));
        }
        gaps
    }
}

/// Bytes that are alike: all there, or none of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Run {
    Held(u64),
    Missing(u64),
}

impl TryFrom<Vec<(u64, u64)>> for Extents {
    type Error = &'static str;

    fn try_from(extents: Vec<(u64, u64)>) -> Result<Self, Self::Error> {
        let full = extents.iter().all(|extent| extent.0 < extent.1);
        let apart = extents.windows(2).all(|pair| pair[0].1 < pair[1].0);
        if full && apart { Ok(Self(extents)) } else { Err("the extents are not in order") }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::{Extents, Run};

    fn of(extents: &[(u64, u64)]) -> Extents {
        let mut all = Extents::default();
        for &(from, to) in extents {
            all.insert(from, to);
        }
        all
    }

    #[test]
    fn what_touches_becomes_one() {
        assert_eq!(of(&[(0, 5), (5, 9)]), of(&[(0, 9)]));
        assert_eq!(of(&[(5, 9), (0, 5)]), of(&[(0, 9)]));
        assert_eq!(of(&[(0, 2), (4, 6), (8, 9), (1, 8)]), of(&[(0, 9)]));
        assert_eq!(of(&[(3, 3)]), Extents::default());
    }

    #[test]
    fn gaps_are_what_is_missing() {
        assert_eq!(of(&[]).gaps(None), [(0, None)]);
        assert_eq!(of(&[]).gaps(Some(0)), []);
        assert_eq!(of(&[(0, 5)]).gaps(Some(5)), []);
        assert_eq!(of(&[(0, 5)]).gaps(None), [(5, None)]);
        assert_eq!(of(&[(2, 5), (7, 8)]).gaps(Some(9)), [(0, Some(2)), (5, Some(7)), (8, Some(9))]);
    }

    #[test]
    fn a_run_ends_where_a_gap_begins() {
        let some = of(&[(2, 5), (7, 8)]);
        assert_eq!([0, 2, 3, 5, 6, 8].map(|place| some.run_before(place)), [0, 0, 1, 3, 0, 1]);
    }

    #[test]
    fn what_comes_next_is_there_or_missing() {
        let some = of(&[(2, 5), (7, 8)]);
        let runs = [0, 2, 4, 5, 7].map(|place| some.run_from(place));
        let (held, missing) = (Run::Held, Run::Missing);
        assert_eq!(runs, [missing(2), held(3), held(1), missing(2), held(1)]);
        assert_eq!(some.run_from(8), missing(u64::MAX - 8));
    }

    #[test]
    fn truncating_forgets_what_is_behind() {
        let truncated = |end| {
            let mut some = of(&[(2, 5), (7, 8)]);
            some.truncate(end);
            some
        };
        assert_eq!(truncated(0), of(&[]));
        assert_eq!(truncated(3), of(&[(2, 3)]));
        assert_eq!(truncated(7), of(&[(2, 5)]));
        assert_eq!(truncated(9), of(&[(2, 5), (7, 8)]));
    }

    proptest! {
        #[test]
        fn extents_are_the_set_of_their_bytes(parts in vec((0u64..60, 0u64..12), 0..20)) {
            let mut bytes = [false; 80];
            let mut extents = Extents::default();
            for (from, length) in parts {
                extents.insert(from, from + length);
                bytes[from as usize..(from + length) as usize].fill(true);
            }
            prop_assert_eq!(extents.bytes(), bytes.iter().filter(|byte| **byte).count() as u64);
            for (from, to) in extents.gaps(Some(80)) {
                let gap = &bytes[from as usize..to.unwrap() as usize];
                prop_assert!(!gap.is_empty() && gap.iter().all(|byte| !byte));
            }
            let missing: u64 =
                extents.gaps(Some(80)).iter().map(|(from, to)| to.unwrap() - from).sum();
            prop_assert_eq!(missing + extents.bytes(), 80);
            let text = serde_json::to_string(&extents).unwrap();
            prop_assert_eq!(serde_json::from_str::<Extents>(&text).unwrap(), extents);
        }

        #[test]
        fn extents_out_of_order_are_refused(parts in vec((0u64..9, 0u64..9), 2..5)) {
            let text = serde_json::to_string(&parts).unwrap();
            if let Ok(read) = serde_json::from_str::<Extents>(&text) {
                prop_assert_eq!(of(&parts), read);
            }
        }
    }
}
