//! What libFuzzer says of a run.

use std::fmt;

/// The figures of a run that found nothing.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Outcome {
    executions: u64,
    /// How many branches were reached.
    coverage: u64,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} executions, {} branches reached", self.executions, self.coverage)
    }
}

/// Reads the figures.
pub(super) fn of(said: &str) -> Option<Outcome> {
    let after = |mark: &str| {
        let (_, rest) = said.rsplit_once(mark)?;
        rest.split_whitespace().next()?.parse().ok()
    };
    Some(Outcome {
        executions: after("stat::number_of_executed_units:")?,
        coverage: after(" cov: ")?,
    })
}

/// The file with the input that failed.
pub(super) fn input(said: &str) -> Option<&str> {
    said.rsplit_once("Test unit written to ")?.1.lines().next()
}

/// Why it failed: the panic with its message, or what libFuzzer calls it, such as a timeout.
pub(super) fn cause(said: &str) -> String {
    let mut lines = said.lines().skip_while(|line| !line.contains(" panicked at "));
    if let (Some(place), Some(message)) = (lines.next(), lines.next()) {
        return format!("{} {message}", place.trim());
    }
    let error = said.lines().find(|line| line.contains("ERROR: libFuzzer: "));
    error.unwrap_or("it ended without a reason").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_without_a_find_has_figures() {
        let said = "INFO: Loaded 1 modules\n\
                    #12\tINITED cov: 30 ft: 40 corp: 5/98b exec/s: 0 rss: 42Mb\n\
                    #2048\tNEW    cov: 211 ft: 400 corp: 17/110b lim: 64 exec/s: 1864135 rss: 27Mb L: 8/16\n\
                    Done 75667 runs in 41 second(s)\n\
                    stat::number_of_executed_units: 75667\nstat::average_exec_per_sec:     1845\n";
        let outcome = of(said).unwrap();
        assert_eq!(outcome.to_string(), "75667 executions, 211 branches reached");
        assert_eq!(input(said), None);
    }

    #[test]
    fn a_panic_is_told_with_its_input() {
        let said = "\nthread '<unnamed>' (7) panicked at src/fuzzing.rs:5:9:\nassertion failed: a\n\
                    note: run with `RUST_BACKTRACE=1`\n==7== ERROR: libFuzzer: deadly signal\n\
                    artifact_prefix='/t/'; Test unit written to /t/crash-0a1b\nBase64: YQ==\n";
        assert_eq!(input(said), Some("/t/crash-0a1b"));
        let panic = "thread '<unnamed>' (7) panicked at src/fuzzing.rs:5:9: assertion failed: a";
        assert_eq!(cause(said), panic);
        assert_eq!(of(said), None);
    }

    #[test]
    fn an_input_that_takes_too_long_is_called_so() {
        let said = "==7== ERROR: libFuzzer: timeout after 11 seconds\n";
        assert_eq!(cause(said), "==7== ERROR: libFuzzer: timeout after 11 seconds");
    }
}
