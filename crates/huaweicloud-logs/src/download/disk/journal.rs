//! What a resumed download reads: which object the bytes of a partial file are of, and which of them are safe on disk.
//!
//! A journal is a list of lines, each a checksum and the whole state in JSON; the last good line counts. A line is
//! written after the bytes that it tells of were synced, so whatever a crash leaves, what the journal tells is there.
//! A torn or damaged line ends the reading: the line before it tells less, and nothing wrong. It holds no link.

use std::fs::File;
use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

use super::extents::Extents;
use crate::download::object::Object;

/// The version of the lines. Others are not read.
const VERSION: u32 = 1;

/// Much longer than any that was written here: weeks at a line each half second.
const LONGEST: u64 = 256 * 1024 * 1024;

/// What is known of a partial file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct State {
    /// What the bytes are of.
    pub(crate) object: Object,
    /// The bytes that are on disk.
    pub(crate) held: Extents,
}

#[derive(Serialize, Deserialize)]
struct Line<S> {
    version: u32,
    #[serde(flatten)]
    state: S,
}

/// A line for a state.
pub(crate) fn line(state: &State) -> String {
    // Numbers, texts and lists of numbers can always be written.
    let json = serde_json::to_string(&Line { version: VERSION, state }).unwrap_or_default();
    format!("{:08x} {json}\n", crc32fast::hash(json.as_bytes()))
}

/// The last state that the lines tell as far as they are good, and how many bytes those take.
pub(crate) fn last(bytes: &[u8]) -> (Option<State>, u64) {
    let (mut last, mut good) = (None, 0);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let Some(state) = read(line) else { break };
        last = Some(state);
        good += line.len() as u64;
    }
    (last, good)
}

fn read(line: &[u8]) -> Option<State> {
    let line = str::from_utf8(line.strip_suffix(b"\n")?).ok()?;
    let (sum, json) = line.split_once(' ')?;
    let sum = (sum.len() == 8).then(|| u32::from_str_radix(sum, 16).ok())??;
    if sum != crc32fast::hash(json.as_bytes()) {
        return None;
    }
    let line: Line<State> = serde_json::from_str(json).ok()?;
    (line.version == VERSION).then_some(line.state)
}

/// The state that a journal file tells, and how many of its bytes are good.
pub(crate) fn load(file: &mut File) -> io::Result<(Option<State>, u64)> {
    let mut bytes = Vec::new();
    file.take(LONGEST).read_to_end(&mut bytes)?;
    Ok(last(&bytes))
}

/// Adds a line to a journal file that is open for appending.
pub(crate) fn append(file: &mut File, state: &State) -> io::Result<()> {
    // One call, so that nothing but a crash can tear it.
    file.write_all(line(state).as_bytes())
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    use super::{Extents, Object, State, last, line};

    fn state(held: u64) -> State {
        let mut extents = Extents::default();
        extents.insert(0, held);
        State { object: Object { length: Some(1000), ..Object::default() }, held: extents }
    }

    fn lines(states: &[State]) -> Vec<u8> {
        states.iter().map(line).collect::<String>().into_bytes()
    }

    #[test]
    fn the_last_line_counts() {
        assert_eq!(last(b""), (None, 0));
        let three = lines(&[state(1), state(0), state(7)]);
        assert_eq!(last(&three), (Some(state(7)), three.len() as u64));
    }

    #[test]
    fn another_version_is_not_read() {
        let json = serde_json::json!({"version": 2, "object": {}, "held": [[0, 5]]}).to_string();
        let other = format!("{:08x} {json}\n", crc32fast::hash(json.as_bytes()));
        assert_eq!(last(other.as_bytes()), (None, 0));
    }

    proptest! {
        #[test]
        fn a_torn_tail_is_ignored(held in vec(0u64..1000, 1..6), cut in 0usize..400) {
            let states: Vec<_> = held.into_iter().map(state).collect();
            let mut bytes = lines(&states);
            bytes.truncate(bytes.len().saturating_sub(cut));
            let whole = bytes.iter().filter(|byte| **byte == b'\n').count();
            let good = lines(&states[..whole]).len() as u64;
            let told = whole.checked_sub(1).map(|at| states[at].clone());
            prop_assert_eq!(last(&bytes), (told, good));
        }

        #[test]
        fn a_flipped_bit_never_tells_what_was_not_written(
            held in vec(0u64..1000, 1..6), at in any::<usize>(), bit in 0u8..8,
        ) {
            let states: Vec<_> = held.into_iter().map(state).collect();
            let mut bytes = lines(&states);
            let at = at % bytes.len();
            bytes[at] ^= 1 << bit;
            // The case of a checksum's digits says nothing.
            let (told, _) = last(&bytes);
            prop_assert!(told.is_none() || states.contains(&told.unwrap()));
        }

        #[test]
        fn any_bytes_are_read_without_panic(bytes in vec(any::<u8>(), 0..300)) {
            let _ = last(&bytes);
        }
    }
}
