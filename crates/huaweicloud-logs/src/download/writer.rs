//! The one place that writes log files.
//!
//! A file is written under a temporary name in its own folder, synced, and only then given its final
//! name, so whatever stands under a final name is complete. The temporary file goes away when the
//! download fails or is dropped.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use futures::StreamExt;
use tempfile::TempPath;
use tokio::io::AsyncWriteExt;
use tokio::task::spawn_blocking;

use super::body::Body;
use super::file_name::{numbered, safe};
use crate::Result;
use crate::error::{Error, Kind};
use crate::event::{Event, Observer};
use crate::report::SavedFile;

/// How many numbers are tried when a name is taken.
const NUMBERS: u32 = 10_000;

/// Saves `body` in `folder` under a safe form of `name`, numbered if that is taken.
pub(crate) async fn save(
    folder: &Path,
    name: &str,
    body: Body,
    observer: &Observer,
) -> Result<SavedFile> {
    if !body.framed {
        return Err(incomplete(
            name,
            "the server doesn't say where it ends, so a cut would go unnoticed",
        ));
    }
    let file_name = safe(name);
    let (file, temporary) = create(folder).await?;
    let bytes = write(file, &temporary, body, &file_name, observer).await?;
    let path = keep(temporary, folder, file_name).await?;
    let saved = SavedFile { path, name: name.to_owned(), bytes };
    observer.tell(&Event::Saved(&saved));
    Ok(saved)
}

/// Makes the folder and sees whether a file can be made in it: better now than after the wait.
pub(crate) async fn check_folder(folder: &Path) -> Result<()> {
    create(folder).await.map(drop)
}

async fn write(
    file: fs::File,
    temporary: &Path,
    mut body: Body,
    file_name: &str,
    observer: &Observer,
) -> Result<u64> {
    let failed = |doing| move |source| io_error(doing, temporary, source);
    let mut file = tokio::fs::File::from_std(file);
    let mut done = 0;
    let progress = |done| {
        observer.tell(&Event::Progress { file: file_name, done, total: body.length });
    };
    progress(done);
    while let Some(chunk) = body.chunks.next().await {
        let chunk = chunk.map_err(|error| {
            incomplete(file_name, &format!("{} after {done} bytes", cause(error)))
        })?;
        file.write_all(&chunk).await.map_err(failed("write"))?;
        done += chunk.len() as u64;
        progress(done);
    }
    file.flush().await.map_err(failed("write"))?;
    if let Some(length) = body.length
        && length != done
    {
        return Err(incomplete(file_name, &format!("{done} bytes of {length}")));
    }
    file.sync_all().await.map_err(failed("sync"))?;
    Ok(done)
}

/// The innermost cause says what happened; the outer ones say that a body could not be read.
fn cause(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut cause: &dyn std::error::Error = &error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}

async fn create(folder: &Path) -> Result<(fs::File, TempPath)> {
    let wanted = folder.to_owned();
    let created = blocking(move || {
        fs::create_dir_all(&wanted)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(".hwlogs-").suffix(".part");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // As any other new file: the umask decides, not the private mode of temporary files.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        builder.tempfile_in(&wanted)
    });
    let file = created.await.map_err(|source| io_error("create a file in", folder, source))?;
    Ok(file.into_parts())
}

/// Gives the file the first free name and makes that last through a crash.
async fn keep(mut temporary: TempPath, folder: &Path, file_name: String) -> Result<PathBuf> {
    let wanted = folder.join(&file_name);
    let folder = folder.to_owned();
    let kept = blocking(move || {
        for number in 1..=NUMBERS {
            let name = if number == 1 { file_name.clone() } else { numbered(&file_name, number) };
            let path = folder.join(name);
            match temporary.persist_noclobber(&path) {
                Ok(()) => {
                    sync_folder(&folder)?;
                    return Ok(path);
                }
                Err(refused) if refused.error.kind() == io::ErrorKind::AlreadyExists => {
                    temporary = refused.path;
                }
                Err(refused) => return Err(refused.error),
            }
        }
        Err(io::Error::new(io::ErrorKind::AlreadyExists, "every numbered name is taken"))
    });
    kept.await.map_err(|source| io_error("save", &wanted, source))
}

/// A folder that may not be opened, or a file system that can't sync one, is no reason to call a
/// complete file missing.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    use io::ErrorKind::{InvalidInput, PermissionDenied, Unsupported};
    match fs::File::open(folder).and_then(|folder| folder.sync_all()) {
        Err(error) if matches!(error.kind(), InvalidInput | PermissionDenied | Unsupported) => {
            Ok(())
        }
        other => other,
    }
}

/// Elsewhere a folder can't be opened as a file, and a rename is durable without.
#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    spawn_blocking(work).await.map_err(io::Error::other)?
}

fn incomplete(name: &str, why: &str) -> Error {
    Kind::Incomplete { file: name.to_owned(), why: why.to_owned() }.into()
}

fn io_error(doing: &'static str, path: &Path, source: io::Error) -> Error {
    Kind::Io { doing, path: path.to_owned(), source }.into()
}

#[cfg(test)]
mod tests;
