//! The packages of `xtask/interop/package.json` and nothing else.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::bounded;

const MISSING: &str = "\
This needs Node 20 or newer with npm; on Debian and Ubuntu, if that is new enough:
    apt-get install nodejs npm";

/// Downloads 60 MB at most.
const LIMIT: Duration = Duration::from_secs(10 * 60);

/// Puts them into `node_modules/` of the folder, unless what is there was made of the same list by the same Node.
pub(super) fn prepare(root: &Path, folder: &Path) -> Result<(), String> {
    let scripts = root.join("xtask/interop");
    let mut wanted = version()?;
    for name in ["package.json", "package-lock.json"] {
        let (from, to) = (scripts.join(name), folder.join(name));
        fs::copy(&from, to).map_err(|error| format!("{}: {error}", from.display()))?;
        wanted +=
            &fs::read_to_string(&from).map_err(|error| format!("{}: {error}", from.display()))?;
    }
    // Written last, so that what was left half made is made again.
    let stamp = folder.join("node_modules/made-of.txt");
    if fs::read_to_string(&stamp).is_ok_and(|made_of| made_of == wanted) {
        return Ok(());
    }

    eprintln!("==> the packages of {}", scripts.join("package.json").display());
    let mut install = Command::new("npm");
    // No package may run code of its own.
    install
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
        .current_dir(folder);
    bounded::run(&mut install, LIMIT).map_err(|error| format!("{error}\n\n{MISSING}"))?;
    fs::write(&stamp, wanted).map_err(|error| format!("{}: {error}", stamp.display()))
}

fn version() -> Result<String, String> {
    let output = Command::new("node")
        .arg("--version")
        .output()
        .map_err(|error| format!("`node` could not be started: {error}\n\n{MISSING}"))?;
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    match release(&version) {
        Some(20..) => Ok(version),
        _ => Err(format!("`node --version` says: {version}\n\n{MISSING}")),
    }
}

/// The first number of a version such as `v20.20.2`.
fn release(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::release;

    #[test]
    fn the_release_is_the_first_number() {
        assert_eq!(release("v20.20.2"), Some(20));
        assert_eq!(release("v8.0.0"), Some(8));
        assert_eq!(release("20"), None);
    }
}
