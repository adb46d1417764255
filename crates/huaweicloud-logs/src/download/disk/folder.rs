//! Making what happened in a folder last through a crash.

use std::io;
use std::path::Path;

/// A folder that may not be opened, or a file system that can't sync one, is no reason to call a
/// complete file missing.
#[cfg(unix)]
pub(super) fn sync(folder: &Path) -> io::Result<()> {
    use io::ErrorKind::{InvalidInput, PermissionDenied, Unsupported};
    match std::fs::File::open(folder).and_then(|folder| folder.sync_all()) {
        Err(error) if matches!(error.kind(), InvalidInput | PermissionDenied | Unsupported) => {
            Ok(())
        }
        other => other,
    }
}

/// Elsewhere a folder can't be opened as a file, and a rename is durable without.
#[cfg(not(unix))]
pub(super) fn sync(_folder: &Path) -> io::Result<()> {
    Ok(())
}
