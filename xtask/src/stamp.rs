//! What a folder of installed packages was made of, so that it is made again only when that has changed.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// A file in the folder that holds the text of everything the folder was made of.
pub(crate) struct Stamp {
    path: PathBuf,
    wanted: String,
}

impl Stamp {
    /// The stamp of a folder that is to be made of `wanted`.
    pub(crate) fn new(folder: &Path, wanted: String) -> Self {
        Self { path: folder.join("made-of.txt"), wanted }
    }

    /// Whether the folder was made of the same.
    pub(crate) fn holds(&self) -> Result<bool, String> {
        match fs::read_to_string(&self.path) {
            Ok(text) => Ok(text == self.wanted),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(format!("{}: {error}", self.path.display())),
        }
    }

    /// Makes the folder by `install`. While that is at work, and after it failed, the folder is made of nothing known.
    pub(crate) fn make(&self, install: impl FnOnce() -> Result<(), String>) -> Result<(), String> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(format!("{}: {error}", self.path.display()));
            }
            _ => install()?,
        }
        self.write()
    }

    /// Says that the folder is made. Comes last, so that a folder that was left half made is made again.
    pub(crate) fn write(&self) -> Result<(), String> {
        fs::write(&self.path, &self.wanted)
            .map_err(|error| format!("{}: {error}", self.path.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::Stamp;

    #[test]
    fn a_folder_is_made_again_when_it_is_to_be_made_of_something_else() {
        let folder = tempfile::tempdir().unwrap();
        let old = Stamp::new(folder.path(), "version 1".to_owned());
        assert!(!old.holds().unwrap());
        old.write().unwrap();
        assert!(old.holds().unwrap());
        assert!(!Stamp::new(folder.path(), "version 2".to_owned()).holds().unwrap());
    }

    #[test]
    fn a_folder_that_was_left_half_made_is_not_what_it_was_before() {
        let folder = tempfile::tempdir().unwrap();
        let [old, new] =
            ["version 1", "version 2"].map(|version| Stamp::new(folder.path(), version.to_owned()));
        old.make(|| Ok(())).unwrap();
        assert!(old.holds().unwrap());

        let error = new.make(|| Err("no network".to_owned())).unwrap_err();
        assert_eq!(error, "no network");
        assert!(!new.holds().unwrap());
        assert!(!old.holds().unwrap());
    }
}
