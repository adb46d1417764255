//! What is downloaded from: nginx with files in memory, over HTTP and HTTPS.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use std::{fs, io};

use tempfile::TempDir;

use super::objects;
use super::tools::Tools;
use crate::bench::nginx::{self, Nginx};
use crate::bounded;

/// How long certificates may take.
const LIMIT: Duration = Duration::from_secs(60);

/// How many files [`Server::provide_small`] makes.
pub(super) const SMALL_FILES: u32 = 10_000;

/// How large each of them is.
pub(super) const SMALL_SIZE: u64 = 64 << 10;

/// A running nginx. Dropping it ends it and removes its files.
pub(super) struct Server {
    nginx: Nginx,
    secure_url: String,
    folder: TempDir,
}

impl Server {
    pub(super) fn start(tools: &Tools) -> Result<Self, String> {
        let folder =
            nginx::memory_folder().map_err(|error| format!("a folder in memory: {error}"))?;
        bounded::run(Command::new(&tools.certificates).arg(folder.path()), LIMIT)?;
        let files = folder.path().join("files");
        fs::create_dir(&files).map_err(|error| format!("{}: {error}", files.display()))?;
        let (nginx, secure_url) = Nginx::with_folder(&files, folder.path())?;
        Ok(Self { nginx, secure_url, folder })
    }

    /// Its host and port.
    pub(super) fn address(&self) -> &str {
        self.nginx.address()
    }

    pub(super) fn url(&self) -> String {
        self.nginx.url()
    }

    pub(super) fn secure_url(&self) -> &str {
        &self.secure_url
    }

    /// The certificate of the authority that vouches for it.
    pub(super) fn authority(&self) -> PathBuf {
        self.folder.path().join("authority.pem")
    }

    /// Where a file is that it serves.
    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join("files").join(name)
    }

    /// Has it serve a file of this name and size.
    pub(super) fn provide(&self, name: &str, size: u64) -> Result<(), String> {
        make(&self.file(name), 0, size)
    }

    /// Has it serve many small files. Returns their names.
    pub(super) fn provide_small(&self) -> Result<Vec<String>, String> {
        let name = |number| format!("{number:05}");
        for number in 0..SMALL_FILES {
            make(&self.file(&name(number)), number, SMALL_SIZE)?;
        }
        Ok((0..SMALL_FILES).map(name).collect())
    }
}

fn make(path: &Path, number: u32, size: u64) -> Result<(), String> {
    let made: io::Result<_> =
        if path.exists() { Ok(()) } else { objects::write(path, number, size) };
    made.map_err(|error| format!("{}: {error}", path.display()))
}
