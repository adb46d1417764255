//! A program that is talked with, a line at a time, until its input ends.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use crate::bounded;

/// How long a program may take to end.
const LIMIT: Duration = Duration::from_secs(10);

/// A running program. Dropping it ends its input, and with that the program.
pub(crate) struct Program {
    child: Child,
    name: String,
    lines: Receiver<std::io::Result<String>>,
}

impl Program {
    /// Starts a program.
    pub(crate) fn start(command: &mut Command) -> Result<Self, String> {
        let name = command.get_program().to_string_lossy().into_owned();
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{name}: {error}"))?;
        // A pipe can't be read for a limited time, but a thread can be waited for.
        let (sender, lines) = mpsc::channel();
        if let Some(output) = child.stdout.take() {
            thread::spawn(move || {
                for line in BufReader::new(output).lines() {
                    // Nobody listens any more once the program is dropped.
                    let _ = sender.send(line);
                }
            });
        }
        Ok(Self { child, name, lines })
    }

    /// The id of the process.
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    /// Writes a line to its input.
    pub(crate) fn tell(&mut self, line: &str) -> Result<(), String> {
        let Some(input) = &mut self.child.stdin else { return Ok(()) };
        writeln!(input, "{line}").map_err(|error| format!("{}: {error}", self.name))
    }

    /// The next line of its output.
    pub(crate) fn hear(&self, limit: Duration) -> Result<String, String> {
        let failed = |what: &str| format!("{}: {what}", self.name);
        match self.lines.recv_timeout(limit) {
            Ok(line) => line.map_err(|error| failed(&error.to_string())),
            Err(mpsc::RecvTimeoutError::Disconnected) => Err(failed("it ended too early")),
            Err(mpsc::RecvTimeoutError::Timeout) => {
                Err(failed(&format!("it said nothing for {} s", limit.as_secs())))
            }
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        if let Err(error) = bounded::wait(&mut self.child, LIMIT) {
            eprintln!("{}: {error}", self.name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_heard_until_the_program_ends() {
        let mut program = Program::start(&mut Command::new("cat")).unwrap();
        program.tell("one").unwrap();
        program.tell("two").unwrap();
        assert_eq!(program.hear(LIMIT).unwrap(), "one");
        assert_eq!(program.hear(LIMIT).unwrap(), "two");
        let error = program.hear(Duration::from_millis(10)).unwrap_err();
        assert_eq!(error, "cat: it said nothing for 0 s");
    }

    #[test]
    fn a_program_that_ends_too_early_is_named() {
        let program = Program::start(&mut Command::new("true")).unwrap();
        assert_eq!(program.hear(LIMIT).unwrap_err(), "true: it ended too early");
    }
}
