//! What Linux says of a process.

use std::fmt;
use std::fs;
use std::time::Duration;

use serde::Serialize;

/// The unit in which Linux tells times, on every architecture that Rust has been brought to.
const TICK: Duration = Duration::from_millis(10);

/// The processor time that a process took so far, all its threads together.
pub(super) fn cpu_time(process: u32) -> Result<Duration, String> {
    let path = format!("/proc/{process}/stat");
    ticks(&read(&path)?).map(|ticks| TICK * ticks).ok_or_else(|| unreadable(&path))
}

/// The processor time that the threads of a process took so far, to the nanosecond. A thread that has ended takes
/// its time along.
pub(super) fn fine_cpu_time(process: u32) -> Result<Duration, String> {
    let path = format!("/proc/{process}/task");
    let failed = |error| format!("{path}: {error} (only Linux has it)");
    let mut sum = Duration::ZERO;
    for thread in fs::read_dir(&path).map_err(failed)? {
        let thread = thread.map_err(failed)?.path();
        let path = thread.join("schedstat").display().to_string();
        let text = match read(&path) {
            // It has ended meanwhile.
            Err(_) if !thread.exists() => continue,
            text => text?,
        };
        let nanoseconds = number_after(&text, "").ok_or_else(|| unreadable(&path))?;
        sum += Duration::from_nanos(nanoseconds);
    }
    Ok(sum)
}

/// The 14th and 15th words, of which the second is a name in brackets that may hold anything.
fn ticks(stat: &str) -> Option<u32> {
    let (_, rest) = stat.rsplit_once(") ")?;
    let words: Vec<_> = rest.split(' ').collect();
    let word = |number: usize| words.get(number - 3)?.parse::<u32>().ok();
    word(14)?.checked_add(word(15)?)
}

/// The memory of a process that is not on disk, in KiB.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(super) struct Memory {
    /// Now (`VmRSS`).
    pub(super) resident_kib: u64,
    /// At most so far (`VmHWM`).
    pub(super) peak_kib: u64,
}

pub(super) fn memory(process: u32) -> Result<Memory, String> {
    let path = format!("/proc/{process}/status");
    let text = read(&path)?;
    match (number_after(&text, "VmRSS:"), number_after(&text, "VmHWM:")) {
        (Some(resident_kib), Some(peak_kib)) => Ok(Memory { resident_kib, peak_kib }),
        _ => Err(unreadable(&path)),
    }
}

/// How many files this process and those that it starts may have open at once.
pub(super) fn open_files() -> Result<u64, String> {
    let path = "/proc/self/limits";
    let limit = word_after(&read(path)?, "Max open files").ok_or_else(|| unreadable(path))?;
    if limit == "unlimited" { Ok(u64::MAX) } else { limit.parse().map_err(|_| unreadable(path)) }
}

fn number_after(text: &str, name: &str) -> Option<u64> {
    word_after(text, name)?.parse().ok()
}

fn word_after(text: &str, name: &str) -> Option<String> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next().map(str::to_owned)
}

fn read(path: &str) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{path}: {error} (only Linux has it)"))
}

fn unreadable(path: &str) -> String {
    format!("{path} does not have the numbers that it should")
}

impl fmt::Display for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mebibytes = |kib: u64| kib.div_ceil(1024);
        let (resident, peak) = (mebibytes(self.resident_kib), mebibytes(self.peak_kib));
        f.pad(&format!("{resident} MiB, at most {peak} MiB"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_times_are_found_behind_any_name() {
        let stat = "7 (a) b (c) S 1 7 7 0 -1 4194560 100 0 0 0 12 30 0 0 20 0 1 0 100 1000 10";
        assert_eq!(ticks(stat), Some(42));
        assert_eq!(ticks("7 (a) S 1"), None);
    }

    #[test]
    fn a_process_has_a_time_until_it_is_gone() {
        assert!(fine_cpu_time(std::process::id()).unwrap() > Duration::ZERO);
        assert!(fine_cpu_time(u32::MAX).is_err());
    }

    #[test]
    fn numbers_are_found_by_name() {
        let text = "VmHWM:\t    7600 kB\nVmRSS:\t    700 kB\nMax open files            1024   4096";
        assert_eq!(number_after(text, "VmRSS:"), Some(700));
        assert_eq!(number_after(text, "Max open files"), Some(1024));
        assert_eq!(number_after(text, "VmSwap:"), None);
    }
}
