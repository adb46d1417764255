//! Virtual environments that hold the packages of a `requirements.txt` and nothing else.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::stamp::Stamp;
use crate::{bounded, cargo};

const MISSING: &str = "\
This needs Python 3.11 or newer with its venv module; on Debian and Ubuntu:
    apt-get install python3 python3-venv";

/// Downloads 120 MB at most.
const LIMIT: Duration = Duration::from_secs(10 * 60);

/// Makes the environment of schemathesis and the official SDK.
pub(crate) fn prepare(root: &Path) -> Result<PathBuf, String> {
    environment(root, "interop", "xtask/interop")
}

/// Makes an environment in `place` of cargo's target directory, unless the one that is there was made of the same
/// requirements, which `folder` has, by the same Python. Returns its interpreter.
pub(crate) fn environment(root: &Path, place: &str, folder: &str) -> Result<PathBuf, String> {
    let environment = cargo::target_directory(root)?.join(place).join("venv");
    let requirements = &root.join(folder).join("requirements.txt");
    let python = environment.join("bin/python");
    let wanted = format!(
        "{}\n{}",
        version()?,
        fs::read_to_string(requirements)
            .map_err(|error| format!("{}: {error}", requirements.display()))?
    );
    let stamp = Stamp::new(&environment, wanted);
    if stamp.holds()? {
        return Ok(python);
    }

    eprintln!("==> the Python packages of {}", requirements.display());
    bounded::run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&environment), LIMIT)
        .map_err(|error| format!("{error}\n\n{MISSING}"))?;
    // The list is complete, so nothing else may come in, and no package may run code of its own.
    let mut install = command(&python);
    install
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-cache-dir"])
        .args(["--no-deps", "--only-binary", ":all:", "--requirement"])
        .arg(requirements);
    bounded::run(&mut install, LIMIT)?;
    bounded::run(command(&python).args(["-m", "pip", "check"]), LIMIT)?;
    stamp.write()?;
    Ok(python)
}

/// Runs the environment's interpreter, which then leaves no compiled files next to the scripts.
pub(crate) fn command(python: &Path) -> Command {
    let mut command = Command::new(python);
    command
        .env_remove("PYTHONPATH")
        .env_remove("PYTHONHOME")
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("PYTHONUTF8", "1")
        // No proxy gets to a server on this machine. Python looks at the first, other libraries at the second.
        .envs([("no_proxy", "127.0.0.1"), ("NO_PROXY", "127.0.0.1")]);
    command
}

fn version() -> Result<String, String> {
    let output = Command::new("python3")
        .args([
            "-c",
            "import sys, venv, ensurepip; assert sys.version_info >= (3, 11); print(sys.version)",
        ])
        .output()
        .map_err(|error| format!("`python3` could not be started: {error}\n\n{MISSING}"))?;
    if !output.status.success() {
        return Err(format!("{}\n{MISSING}", String::from_utf8_lossy(&output.stderr)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
