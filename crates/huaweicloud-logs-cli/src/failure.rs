//! How the command ends when it doesn't end well.

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

/// Why the command did not do everything it was asked for.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Before anything could be fetched.
    Logs(huaweicloud_logs::Error),
    /// The environment holds what can't be used.
    Usage(String),
    /// Some of it; each error has been reported already.
    Incomplete,
    /// The output could not be written.
    Output(io::Error),
    /// The demo could not start its simulator.
    Demo(String),
    /// A signal, with the exit status that shells expect for it.
    Interrupted(u8),
}

impl From<huaweicloud_logs::Error> for Failure {
    fn from(error: huaweicloud_logs::Error) -> Self {
        Self::Logs(error)
    }
}

impl Failure {
    /// Says what happened on standard error; the one place that chooses an exit status.
    pub(crate) fn report(self) -> ExitCode {
        match self {
            Self::Logs(error) => {
                say(&describe("error", "", &error, error.hint()));
                if !error.is_config() {
                    return ExitCode::FAILURE;
                }
                say("      `hwlogs --help` names the options and variables for it");
                ExitCode::from(2)
            }
            Self::Usage(what) => {
                say(&format!("error: {what}"));
                ExitCode::from(2)
            }
            Self::Incomplete => ExitCode::FAILURE,
            // Every file is on disk, and whoever closed the pipe has seen enough.
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Self::Output(error) => {
                say(&format!("error: the result could not be written: {error}"));
                ExitCode::FAILURE
            }
            Self::Demo(what) => {
                say(&format!("error: {what}"));
                ExitCode::FAILURE
            }
            Self::Interrupted(status) => {
                say("interrupted; what is there is kept: run the same command again to go on");
                ExitCode::from(status)
            }
        }
    }
}

/// Writes a line to standard error. Nobody may be listening there, which is no reason to stop.
pub(crate) fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// An error with its causes and perhaps a hint, `about` an instance or a link unless that is empty.
pub(crate) fn describe(
    level: &str,
    about: &str,
    error: &huaweicloud_logs::Error,
    hint: Option<&str>,
) -> String {
    let message = error.to_string();
    let mut text = format!("{level}: ");
    if !about.is_empty() && !message.contains(about) {
        text += &format!("{about}: ");
    }
    text += &message;
    for cause in causes(error) {
        text += &format!("\n  caused by: {cause}");
    }
    if let Some(hint) = hint {
        text += &format!("\n\nhint: {hint}");
    }
    text
}

/// What led to an error, the nearest cause first.
pub(crate) fn causes(error: &huaweicloud_logs::Error) -> impl Iterator<Item = &dyn Error> {
    std::iter::successors(error.source(), |cause: &&dyn Error| (*cause).source())
}
