//! Blocks of invented log lines, ready but for what depends on where in a log they stand.

use std::fmt::Write as _;
use std::sync::OnceLock;

/// The length of a block. Two of them make 4 KiB, so whatever 4 KiB one takes of a log, there is the
/// first line of a block in it.
pub(super) const BLOCK: usize = 2048;

/// How many different blocks there are: enough for a human not to notice, few enough to stay in a
/// processor's cache.
const BLOCKS: usize = 64;

/// As long as the date and the time that go in its place.
const TIME: &str = "YYYY-MM-DD hh:mm:ss";
/// As long as the seed and the offset that go in its place.
const NUMBER: &str = "----------------";

/// A block needs this much for one more line and for the one that fills it up.
const ROOM_FOR_TWO: usize = 320;

/// The blocks that all logs share.
pub(super) struct Template {
    blocks: Vec<Block>,
}

/// Whole lines, [`BLOCK`] bytes in all.
pub(super) struct Block {
    pub(super) text: [u8; BLOCK],
    /// Where the lines begin. Each begins with the place of a date and a time of [`TIME`]'s length.
    pub(super) lines: Vec<u16>,
    /// Where the place of the seed is, 16 hexadecimal digits.
    pub(super) seed: usize,
    /// Where the place of the offset is, as many.
    pub(super) offset: usize,
}

impl Template {
    /// Made when it is first needed, and kept: 128 KiB for any number of logs.
    pub(super) fn shared() -> &'static Self {
        static SHARED: OnceLock<Template> = OnceLock::new();
        SHARED.get_or_init(|| {
            let mut random = Random(0);
            Self { blocks: (0..BLOCKS).map(|_| block(&mut random)).collect() }
        })
    }

    /// Any of the blocks, the same for the same number.
    pub(super) fn pick(&self, number: u64) -> &Block {
        // The remainder is less than the number of blocks.
        &self.blocks[(number % BLOCKS as u64) as usize]
    }
}

fn block(random: &mut Random) -> Block {
    let mut text = String::with_capacity(BLOCK);
    let mut lines = vec![0];
    let pid = 10_000 + random.below(50_000);
    // Writing to a String cannot fail, here and below.
    let _ = write!(text, "{TIME}.000 UTC [{pid}] LOG:  simulated log seed=0x");
    let seed = text.len();
    let _ = write!(text, "{NUMBER} offset=0x");
    let offset = text.len();
    let _ = writeln!(text, "{NUMBER}");
    let mut millisecond = 0;
    while text.len() + ROOM_FOR_TWO <= BLOCK {
        begin(&mut text, &mut lines, &mut millisecond, random);
        text.push_str(&message(random));
        text.push('\n');
    }
    begin(&mut text, &mut lines, &mut millisecond, random);
    text.push_str("LOG:  statement: INSERT INTO payloads VALUES ('\\x");
    let end = "');\n";
    while text.len() + end.len() < BLOCK {
        let _ = write!(text, "{:016x}", random.next());
    }
    text.truncate(BLOCK - end.len());
    text.push_str(end);
    let mut bytes = [b'\n'; BLOCK];
    bytes.copy_from_slice(text.as_bytes());
    Block { text: bytes, lines, seed, offset }
}

/// The head of a line. A block has fewer than 30 lines, so it stays within the second it begins in.
fn begin(text: &mut String, lines: &mut Vec<u16>, millisecond: &mut u64, random: &mut Random) {
    // A block is far shorter than 64 KiB.
    lines.push(text.len() as u16);
    *millisecond += 1 + random.below(30);
    let (pid, user) = (10_000 + random.below(50_000), random.one_of(&["app", "report", "root"]));
    let _ = write!(text, "{TIME}.{millisecond:03} UTC [{pid}] {user}@shop ");
}

/// What PostgreSQL might say, in at most 130 characters.
fn message(random: &mut Random) -> String {
    let table = random.one_of(&["orders", "customers", "invoices", "parcels"]);
    let (large, small) = (random.below(1_000_000), random.below(1000));
    match random.below(7) {
        0 => format!(
            "LOG:  connection received: host=10.0.{}.{} port={}",
            small % 250,
            large % 250,
            1024 + large % 60_000
        ),
        1 => format!(
            "LOG:  connection authorized: user=app database=shop application_name=worker-{small}"
        ),
        2 => format!(
            "LOG:  disconnection: session time: 0:00:{:02}.{small:03} user=app database=shop",
            large % 60
        ),
        3 => format!(
            "ERROR:  duplicate key value violates unique constraint \"{table}_pkey\": Key (id)=({large})"
        ),
        4 => format!("ERROR:  relation \"{table}_{small}\" does not exist at character 15"),
        5 => format!(
            "LOG:  duration: {small}.{:03} ms  statement: SELECT * FROM {table} WHERE id = {large}",
            large % 1000
        ),
        _ => format!(
            "LOG:  duration: {small}.{:03} ms  statement: UPDATE {table} SET paid = true WHERE id = {large}",
            large % 1000
        ),
    }
}

/// The generator SplitMix64: short, fast, and good enough to look like chance.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn one_of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        // The remainder is less than the number of words.
        words[(self.next() % words.len() as u64) as usize]
    }
}

/// Spreads what differs in few bits over all of them.
pub(super) fn mix(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_full_of_whole_lines_and_only_the_first_speaks_of_an_offset() {
        for block in &Template::shared().blocks {
            let text = str::from_utf8(&block.text).unwrap();
            assert!(text.is_ascii() && text.ends_with('\n'));
            assert_eq!(text.matches("offset=").count(), 1, "{text}");
            assert!(text[block.seed..].starts_with(NUMBER), "{text}");
            assert!(text[block.offset..].starts_with(NUMBER), "{text}");
            assert!(block.offset < text.find('\n').unwrap(), "{text}");
            let mut from = 0;
            for (line, start) in text.split_inclusive('\n').zip(&block.lines) {
                assert_eq!(usize::from(*start), from);
                assert!(line.starts_with(TIME) && line.len() < ROOM_FOR_TWO, "{line}");
                from += line.len();
            }
            assert_eq!(text.lines().count(), block.lines.len());
        }
    }
}
