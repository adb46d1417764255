//! Numbers and foreign names, fit to be shown.

use std::time::Duration;

/// Control characters written out, so that no file name can steer a terminal.
pub(crate) fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_control() {
            shown.extend(letter.escape_default());
        } else {
            shown.push(letter);
        }
    }
    shown
}

/// Bytes as people read them: `120 MiB`, `1.0 GiB`.
pub(crate) fn bytes(bytes: u64) -> String {
    // What is lost of a number in a float isn't shown.
    let (mut value, mut unit) = (bytes as f64, "B");
    for larger in ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"] {
        // What would be shown as 1024.
        if value < 1023.5 {
            break;
        }
        (value, unit) = (value / 1024.0, larger);
    }
    let digits = usize::from(unit != "B" && value < 9.95);
    format!("{value:.digits$} {unit}")
}

/// About how long: `75 s`, `12 min`, `3 h`.
pub(crate) fn about(time: Duration) -> String {
    match time.as_secs() {
        seconds @ ..120 => format!("{seconds} s"),
        seconds @ ..7200 => format!("{} min", seconds / 60),
        seconds => format!("{} h", seconds / 3600),
    }
}

/// How much of it, in whole per cent; 100 only for all of it.
pub(crate) fn percent(part: u64, whole: u64) -> u64 {
    let percent = u128::from(part) * 100 / u128::from(whole.max(1));
    u64::try_from(percent).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{about, bytes, percent, printable};

    #[test]
    fn a_name_can_not_steer_a_terminal() {
        assert_eq!(printable("a\u{1b}[2J\nb é"), "a\\u{1b}[2J\\nb é");
    }

    #[test]
    fn numbers_are_short() {
        for (number, shown) in [
            (0, "0 B"),
            (1023, "1023 B"),
            (1024, "1.0 KiB"),
            (120 << 20, "120 MiB"),
            ((1 << 30) - 1, "1.0 GiB"),
            (u64::MAX, "16 EiB"),
        ] {
            assert_eq!(bytes(number), shown);
        }
        for (seconds, shown) in [(75, "75 s"), (720, "12 min"), (3 * 3600, "3 h")] {
            assert_eq!(about(Duration::from_secs(seconds)), shown);
        }
        assert_eq!((percent(2, 5), percent(999, 1000), percent(u64::MAX, u64::MAX)), (40, 99, 100));
        assert_eq!(percent(0, 0), 0);
    }
}
