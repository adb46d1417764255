//! Other programs, for a limited time.

use std::process::{Child, Command, ExitStatus};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Runs a command and kills it when it takes longer than `limit`.
pub(crate) fn run(command: &mut Command, limit: Duration) -> Result<(), String> {
    let mut child = command
        .spawn()
        .map_err(|error| format!("{} could not be started: {error}", shown(command)))?;
    match wait(&mut child, limit)? {
        Some(status) if status.success() => Ok(()),
        Some(status) => Err(format!("{} ended with {status}", shown(command))),
        None => {
            Err(format!("{} was ended after {} s without an end", shown(command), limit.as_secs()))
        }
    }
}

/// Waits for the end of a child. After `limit` it is killed, which leaves it without a status here.
pub(crate) fn wait(child: &mut Child, limit: Duration) -> Result<Option<ExitStatus>, String> {
    let deadline = Instant::now() + limit;
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(Some(status)),
            Ok(None) if Instant::now() < deadline => sleep(Duration::from_millis(20)),
            Ok(None) => {
                return child
                    .kill()
                    .and_then(|()| child.wait())
                    .map(|_| None)
                    .map_err(|error| format!("a program could not be ended: {error}"));
            }
            Err(error) => return Err(format!("a program could not be waited for: {error}")),
        }
    }
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    format!("`{}`", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_does_not_end_is_ended() {
        let began = Instant::now();
        let error = run(Command::new("sleep").arg("60"), Duration::from_millis(100)).unwrap_err();
        assert!(error.starts_with("`sleep 60` was ended"), "{error}");
        assert!(began.elapsed() < Duration::from_secs(30));
    }

    #[test]
    fn a_program_that_fails_is_named() {
        let error = run(&mut Command::new("false"), Duration::from_secs(30)).unwrap_err();
        assert!(error.starts_with("`false` ended with "), "{error}");
    }
}
