//! A text log of any size, of which any range can be made without what is before it.

use std::ops::Range;

use jiff::Span;
use jiff::civil::{Date, date};

use super::template::{BLOCK, Block, Template, mix};

const DAY: u64 = 24 * 60 * 60;

/// A log that is one block after the other, each a second later and picked from the seed's template, with
/// its offset in its first line.
pub(super) struct Text {
    seed: u64,
    size: u64,
    begins: Date,
}

impl Text {
    pub(super) fn new(seed: u64, size: u64) -> Self {
        // Less than a year of days fits any integer.
        let begins = later(date(2026, 1, 1), mix(seed) % 365);
        Self { seed, size, begins }
    }

    pub(super) fn seed(&self) -> u64 {
        self.seed
    }

    pub(super) fn size(&self) -> u64 {
        self.size
    }

    /// Appends the bytes of a range within the log.
    pub(super) fn append(&self, range: Range<u64>, out: &mut Vec<u8>) {
        let template = Template::shared();
        let mut dates = Dates::new(self.begins);
        let mut at = range.start;
        while at < range.end {
            let number = at / BLOCK as u64;
            let block = template.pick(mix(self.seed ^ mix(number)));
            let begin = number * BLOCK as u64;
            // The last block of the largest possible log would end just beyond what can be counted.
            let end = range.end.min(begin.saturating_add(BLOCK as u64));
            let stamp = Stamp::new(self.seed, number, begin, &mut dates);
            if end - at == BLOCK as u64 {
                let from = out.len();
                out.extend_from_slice(&block.text);
                stamp.put(&mut out[from..], block);
            } else {
                let mut text = block.text;
                stamp.put(&mut text, block);
                // Both are within the block.
                out.extend_from_slice(&text[(at - begin) as usize..(end - begin) as usize]);
            }
            at = end;
        }
        // The end of the log is rarely the end of a line.
        if range.start < range.end
            && range.end == self.size
            && let Some(last) = out.last_mut()
        {
            *last = b'\n';
        }
    }
}

/// What is different in a block each time it is used.
struct Stamp {
    time: [u8; 19],
    seed: [u8; 16],
    offset: [u8; 16],
}

impl Stamp {
    fn new(seed: u64, number: u64, offset: u64, dates: &mut Dates) -> Self {
        let second = number % DAY;
        let mut time = *b"yyyy-mm-dd hh:mm:ss";
        time[..10].copy_from_slice(dates.text(number / DAY));
        time[11..13].copy_from_slice(&two_digits(second / 3600));
        time[14..16].copy_from_slice(&two_digits(second / 60 % 60));
        time[17..].copy_from_slice(&two_digits(second % 60));
        Self { time, seed: sixteen_digits(seed), offset: sixteen_digits(offset) }
    }

    fn put(&self, text: &mut [u8], block: &Block) {
        for line in &block.lines {
            let line = usize::from(*line);
            text[line..line + self.time.len()].copy_from_slice(&self.time);
        }
        text[block.seed..block.seed + self.seed.len()].copy_from_slice(&self.seed);
        text[block.offset..block.offset + self.offset.len()].copy_from_slice(&self.offset);
    }
}

/// Decimal digits of a number less than 100.
fn two_digits(number: u64) -> [u8; 2] {
    [b'0' + (number / 10) as u8, b'0' + (number % 10) as u8]
}

/// Hexadecimal digits.
fn sixteen_digits(number: u64) -> [u8; 16] {
    // The remainder is less than 16.
    std::array::from_fn(|digit| b"0123456789abcdef"[((number >> (60 - 4 * digit)) % 16) as usize])
}

/// The dates of a log. Remembers the latest, as the calendar is slow and a day is 168 MiB long.
struct Dates {
    begins: Date,
    day: u64,
    text: [u8; 10],
}

impl Dates {
    fn new(begins: Date) -> Self {
        Self { begins, day: 0, text: written(begins) }
    }

    /// The date so many days after the begin.
    fn text(&mut self, day: u64) -> &[u8; 10] {
        if day != self.day {
            self.day = day;
            self.text = written(later(self.begins, day));
        }
        &self.text
    }
}

/// So many days later. A log that is longer than the calendar stays on the calendar's last day.
fn later(date: Date, days: u64) -> Date {
    i64::try_from(days)
        .ok()
        .and_then(|days| Span::new().try_days(days).ok())
        .map_or(Date::MAX, |days| date.saturating_add(days))
}

fn written(date: Date) -> [u8; 10] {
    let mut text = *b"yyyy-mm-dd";
    // A year of the calendar has four digits at most; those of a log are after 2025.
    let year = u64::from(date.year().unsigned_abs());
    text[..2].copy_from_slice(&two_digits(year / 100));
    text[2..4].copy_from_slice(&two_digits(year % 100));
    text[5..7].copy_from_slice(&two_digits(date.month().unsigned_abs().into()));
    text[8..].copy_from_slice(&two_digits(date.day().unsigned_abs().into()));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &Text, from: u64) -> String {
        let mut out = vec![];
        text.append(from..from + BLOCK as u64, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_block_tells_its_time_and_offset_in_words_for_humans() {
        let text = Text { begins: date(2027, 12, 31), ..Text::new(0xcafe, u64::MAX) };
        for (second, time) in [
            (0, "2027-12-31 00:00:00"),
            (DAY - 1, "2027-12-31 23:59:59"),
            (DAY, "2028-01-01 00:00:00"),
        ] {
            let offset = second * BLOCK as u64;
            let block = lines(&text, offset);
            assert!(block.lines().all(|line| line.starts_with(time)), "{block}");
            let stamp = format!("seed=0x000000000000cafe offset=0x{offset:016x}");
            assert!(block.lines().next().is_some_and(|line| line.ends_with(&stamp)), "{block}");
        }
    }

    #[test]
    fn a_log_longer_than_the_calendar_ends_on_its_last_day() {
        let text = Text::new(1, u64::MAX);
        let mut out = vec![];
        text.append(u64::MAX - 3000..u64::MAX, &mut out);
        assert_eq!(out.len(), 3000);
        let out = String::from_utf8(out).unwrap();
        assert!(out.contains("\n9999-12-31 ") && out.ends_with('\n'), "{out}");
    }
}
