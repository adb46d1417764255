//! How the command ends when it doesn't end well.

use std::error::Error as _;
use std::io;
use std::process::ExitCode;

/// Why the command did not do everything it was asked for.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Before anything could be fetched.
    Logs(huaweicloud_logs::Error),
    /// Some of it; each error has been reported already.
    Incomplete,
    /// The output could not be written.
    Output(io::Error),
    /// The demo's own checks.
    Demo(String),
    /// A signal, with the exit status that shells expect for it.
    Interrupted(u8),
}

impl From<huaweicloud_logs::Error> for Failure {
    fn from(error: huaweicloud_logs::Error) -> Self {
        Self::Logs(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl Failure {
    /// Says what happened on standard error; the one place that chooses an exit status.
    pub(crate) fn report(self) -> ExitCode {
        match self {
            Self::Logs(error) => {
                eprintln!("{}", describe(None, &error));
                ExitCode::from(if error.is_config() { 2 } else { 1 })
            }
            Self::Incomplete => ExitCode::FAILURE,
            // Whoever closed the pipe has seen enough.
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Self::Output(error) => {
                eprintln!("error: the result could not be written: {error}");
                ExitCode::FAILURE
            }
            Self::Demo(what) => {
                eprintln!("error: {what}");
                ExitCode::FAILURE
            }
            Self::Interrupted(status) => {
                eprintln!("interrupted; finished files are kept, unfinished ones are removed");
                ExitCode::from(status)
            }
        }
    }
}

/// An error with its causes and its hint, `about` an instance.
pub(crate) fn describe(about: Option<&str>, error: &huaweicloud_logs::Error) -> String {
    let mut text = "error: ".to_owned();
    if let Some(about) = about {
        text += &format!("{about}: ");
    }
    text += &error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text += &format!("\n  caused by: {inner}");
        cause = inner.source();
    }
    if let Some(hint) = error.hint() {
        text += &format!("\n\nhint: {hint}");
    }
    text
}
