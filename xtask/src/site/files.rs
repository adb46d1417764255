//! Files of a folder, by path, before they are on disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Bytes by path. The path is relative, with `/` between its parts.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Makes a folder hold these files and nothing else.
///
/// # Errors
///
/// Names the path that the file system refused.
pub fn write(folder: &Path, files: &Files) -> Result<(), String> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    for (path, bytes) in files {
        let path = folder.join(path);
        let around = path.parent().unwrap_or(folder);
        fs::create_dir_all(around)
            .and_then(|()| fs::write(&path, bytes))
            .map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

/// Reads the files of a folder and of the folders in it; `prefix` comes before their paths.
///
/// # Errors
///
/// Names the path that can't be read.
pub fn read(folder: &Path, prefix: &str) -> Result<Files, String> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut files = Files::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            return Err(format!("{}: a name that is no UTF-8", path.display()));
        };
        let name = format!("{prefix}{name}");
        if path.is_dir() {
            files.extend(read(&path, &format!("{name}/"))?);
        } else {
            let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            files.insert(name, bytes);
        }
    }
    Ok(files)
}
