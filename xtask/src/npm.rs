//! The npm packages that a folder of xtask pins, installed in cargo's target directory.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::stamp::Stamp;
use crate::{bounded, cargo};

const MISSING: &str = "\
This needs Node.js 20.19 or newer with npm; on Debian 13 and Ubuntu 25.10 or newer:
    apt-get install nodejs npm";

/// The oldest version, major and minor, that all pinned packages work with.
const OLDEST: (u32, u32) = (20, 19);

/// Downloads 60 MB at most.
const LIMIT: Duration = Duration::from_secs(10 * 60);

/// What npm is told: what to install, exactly which, and how.
const FILES: [&str; 3] = ["package.json", "package-lock.json", ".npmrc"];

/// Installs what `xtask/{name}/` pins in a folder of its own. Returns that folder, which has `node_modules`.
pub(crate) fn prepare(root: &Path, name: &str) -> Result<PathBuf, String> {
    let folder = cargo::target_directory(root)?.join("npm").join(name);
    prepare_in(root, name, &folder)?;
    Ok(folder)
}

/// Installs what `xtask/{name}/` pins in `node_modules` of a folder, unless the same is already there.
pub(crate) fn prepare_in(root: &Path, name: &str, folder: &Path) -> Result<(), String> {
    let pins = root.join("xtask").join(name);
    let mut wanted = version()?;
    for file in FILES {
        wanted += &read(&pins.join(file))?;
    }
    let stamp = Stamp::new(folder, wanted);
    if stamp.holds()? {
        return Ok(());
    }

    eprintln!("==> the npm packages of {}", pins.display());
    version_of("npm")?;
    stamp.make(|| install(&pins, folder))
}

fn install(pins: &Path, folder: &Path) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for file in FILES {
        fs::copy(pins.join(file), folder.join(file))
            .map_err(|error| format!("{}: {error}", folder.join(file).display()))?;
    }
    // A package whose `engines` ask for a newer Node.js is a warning; the tests tell whether it works. What is for
    // tests comes along also where NODE_ENV says production.
    let arguments = ["ci", "--include=dev", "--loglevel=error"];
    bounded::run(Command::new("npm").args(arguments).current_dir(folder), LIMIT)
}

/// The version of Node.js, if it is new enough.
fn version() -> Result<String, String> {
    let version = version_of("node")?;
    if is_new_enough(&version) {
        return Ok(version);
    }
    Err(format!("`node --version` says {version:?}.\n\n{MISSING}"))
}

/// What a program says its version is. Where it can't be started, the error says what has to be installed.
fn version_of(program: &str) -> Result<String, String> {
    let output = Command::new(program)
        .arg("--version")
        .output()
        .map_err(|error| format!("`{program}` could not be started: {error}\n\n{MISSING}"))?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn is_new_enough(version: &str) -> bool {
    let mut numbers = version.trim_start_matches('v').split('.').map(str::parse::<u32>);
    let (Some(Ok(major)), Some(Ok(minor))) = (numbers.next(), numbers.next()) else {
        return false;
    };
    (major, minor) >= OLDEST
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::{MISSING, is_new_enough, version_of};

    #[test]
    fn a_program_that_is_not_there_comes_with_what_to_install() {
        let error = version_of("no-such-program").unwrap_err();
        assert!(error.starts_with("`no-such-program` could not be started: "), "{error}");
        assert!(error.ends_with(MISSING), "{error}");
        // One that is there but fails says itself what is wrong.
        version_of("false").unwrap();
    }

    #[test]
    fn an_old_node_is_refused() {
        for (version, expected) in [
            ("v18.20.4", false),
            ("v20.18.3", false),
            ("v20.19.2", true),
            ("v20.20.2", true),
            ("v22.0.0", true),
            ("", false),
            ("v20", false),
        ] {
            assert_eq!(is_new_enough(version), expected, "{version}");
        }
    }
}
