//! The Java compiler.

use std::process::Command;

const MISSING: &str = "\
This needs a Java development kit, 17 or newer; on Debian and Ubuntu:
    apt-get install default-jdk-headless";

/// Checks that there is one and that it is new enough. It gets its libraries from a package of Python.
pub(super) fn check() -> Result<(), String> {
    let output = Command::new("javac")
        .arg("-version")
        .output()
        .map_err(|error| format!("`javac` could not be started: {error}\n\n{MISSING}"))?;
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    match release(&version) {
        Some(17..) => Ok(()),
        _ => Err(format!("`javac -version` says: {version}\n\n{MISSING}")),
    }
}

/// The first number of a version such as `javac 17.0.15`.
fn release(version: &str) -> Option<u32> {
    version.split(' ').next_back()?.split(['.', '-']).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::release;

    #[test]
    fn the_release_is_the_first_number() {
        assert_eq!(release("javac 17.0.15"), Some(17));
        assert_eq!(release("javac 25-ea"), Some(25));
        assert_eq!(release("javac 1.8.0_412"), Some(1));
        assert_eq!(release(""), None);
    }
}
