//! The programs that replay the vectors, each in its language.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::{bounded, npm, python};

/// The folder of the programs in Python and in TypeScript, from the workspace's root.
const FOLDER: &str = "xtask/interop/vectors";
/// What is compiled, beside the packages that it needs.
const TYPESCRIPT: [&str; 6] =
    ["tsconfig.json", "document.ts", "reading.ts", "refusal.ts", "signing.ts", "replay.ts"];
/// Has a program prove that it can fail, besides.
const SELF_TEST: &str = "--self-test";
/// The compiler takes seconds.
const LIMIT: Duration = Duration::from_secs(5 * 60);

/// A program that replays the vectors and says how many it checked.
pub(super) struct Replay {
    pub(super) language: &'static str,
    pub(super) run: fn(&Path) -> Result<usize, String>,
}

pub(super) const REPLAYS: [Replay; 3] = [
    Replay { language: "Rust", run: in_rust },
    Replay { language: "Python", run: in_python },
    Replay { language: "TypeScript", run: in_typescript },
];

/// That it can fail is a test of its own.
fn in_rust(root: &Path) -> Result<usize, String> {
    let mut test = Command::new("cargo");
    test.args(["test", "--quiet", "--workspace", "--test", "vectors", "--", "--nocapture"]);
    checked(test.current_dir(root))
}

fn in_python(root: &Path) -> Result<usize, String> {
    let python = &python::environment(root, "vectors", FOLDER)?;
    let mut replay = python::command(python);
    replay.arg(root.join(FOLDER).join("replay.py"));
    checked(replay.arg(root.join("openapi")).arg(SELF_TEST))
}

fn in_typescript(root: &Path) -> Result<usize, String> {
    let folder = npm::prepare(root, "interop/vectors")?;
    for name in TYPESCRIPT {
        fs::copy(root.join(FOLDER).join(name), folder.join(name))
            .map_err(|error| format!("{FOLDER}/{name}: {error}"))?;
    }
    bounded::run(Command::new("node_modules/.bin/tsc").current_dir(&folder), LIMIT)?;
    let mut replay = Command::new("node");
    replay.arg(folder.join("build/replay.js"));
    checked(replay.arg(root.join("openapi")).arg(SELF_TEST))
}

/// Runs a program and finds in its output how many vectors it checked.
fn checked(command: &mut Command) -> Result<usize, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output =
        command.output().map_err(|error| format!("{name} could not be started: {error}"))?;
    let said = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{name} ended with {}\n{said}{complaint}", output.status));
    }
    count_in(&said)
        .ok_or_else(|| format!("{name} does not say how many vectors it checked:\n{said}"))
}

/// The number before the words "vectors checked".
fn count_in(output: &str) -> Option<usize> {
    let (before, _) = output.split_once(" vectors checked")?;
    before.rsplit(|letter: char| !letter.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::{checked, count_in};

    #[test]
    fn the_number_of_vectors_is_found_among_other_output() {
        assert_eq!(count_in("test a ... 131 vectors checked\nok"), Some(131));
        assert_eq!(count_in("131 vectors"), None);
        assert_eq!(count_in("some vectors checked"), None);
    }

    #[test]
    fn a_replay_that_fails_or_says_no_number_is_an_error() {
        let run = |script: &str| checked(Command::new("sh").args(["-c", script]));
        assert_eq!(run("echo 7 vectors checked"), Ok(7));
        assert!(run("echo 7 vectors checked; exit 1").unwrap_err().contains("ended with"));
        assert!(run("echo done").unwrap_err().contains("does not say"));
    }
}
