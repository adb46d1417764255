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

/// Installs what `xtask/{name}/` pins, unless the same is already there. Returns the folder that has
/// `node_modules`.
pub(crate) fn prepare(root: &Path, name: &str) -> Result<PathBuf, String> {
    let pins = root.join("xtask").join(name);
    let folder = cargo::target_directory(root)?.join("npm").join(name);
    let mut wanted = version()?;
    for file in FILES {
        wanted += &read(&pins.join(file))?;
    }
    let stamp = Stamp::new(&folder, wanted);
    if stamp.holds()? {
        return Ok(folder);
    }

    eprintln!("==> the npm packages of {}", pins.display());
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for file in FILES {
        fs::copy(pins.join(file), folder.join(file))
            .map_err(|error| format!("{}: {error}", folder.join(file).display()))?;
    }
    // A package whose `engines` ask for a newer Node.js is a warning; the tests tell whether it works.
    let arguments = ["ci", "--loglevel=error"];
    bounded::run(Command::new("npm").args(arguments).current_dir(&folder), LIMIT)
        .map_err(|error| format!("{error}\n\n{MISSING}"))?;
    stamp.write()?;
    Ok(folder)
}

/// What `node --version` says, if it is new enough.
fn version() -> Result<String, String> {
    let output = Command::new("node")
        .arg("--version")
        .output()
        .map_err(|error| format!("`node` could not be started: {error}\n\n{MISSING}"))?;
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    if is_new_enough(&version) {
        return Ok(version);
    }
    Err(format!("`node --version` says {version:?}.\n\n{MISSING}"))
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
    use super::is_new_enough;

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
