//! Versions of the documents.

use std::fmt;
use std::str::FromStr;

/// Three numbers, as Semantic Versioning orders them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Version {
    major: u64,
    minor: u64,
    patch: u64,
}

impl Version {
    /// The least version that a breaking change may have after this one.
    pub(super) fn after_a_breaking_change(self) -> Self {
        match self {
            Self { major: 0, minor, .. } => Self { major: 0, minor: minor + 1, patch: 0 },
            Self { major, .. } => Self { major: major + 1, minor: 0, patch: 0 },
        }
    }
}

impl FromStr for Version {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let numbers: Result<Vec<u64>, _> = text.split('.').map(str::parse).collect();
        match numbers.as_deref() {
            Ok(&[major, minor, patch]) => Ok(Self { major, minor, patch }),
            _ => Err(format!("`{text}` is no version of three numbers, such as 0.1.0")),
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

#[cfg(test)]
mod tests {
    use super::Version;

    #[test]
    fn a_breaking_change_raises_the_first_number_that_isnt_0() {
        for (version, next) in [("0.1.0", "0.2.0"), ("0.9.3", "0.10.0"), ("1.2.3", "2.0.0")] {
            let version: Version = version.parse().unwrap();
            assert_eq!(version.after_a_breaking_change().to_string(), next);
        }
    }

    #[test]
    fn versions_are_ordered_by_number() {
        let versions =
            ["0.2.0", "0.10.0", "1.0.0", "10.0.0"].map(|text| text.parse::<Version>().unwrap());
        assert!(versions.is_sorted());
    }

    #[test]
    fn what_has_no_three_numbers_is_no_version() {
        for text in ["", "1", "1.0", "1.0.0.0", "1.0.x", "1.0.0-rc.1"] {
            assert!(text.parse::<Version>().unwrap_err().contains(&format!("`{text}`")));
        }
    }
}
