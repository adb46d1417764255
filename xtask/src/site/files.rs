//! Files of a folder, by path, before they are on disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

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

/// Reads the files that git knows in a folder and in the folders in it; `prefix` comes before their paths. What else
/// lies there, such as an editor's copy or somebody's `.env`, is not to be published.
///
/// # Errors
///
/// Names the path that can't be read or is a symbolic link, or says why git doesn't answer.
pub fn read(root: &Path, folder: &str, prefix: &str) -> Result<Files, String> {
    let folder = format!("{folder}/");
    let output = Command::new("git")
        .arg("-C")
        .arg(root)
        .args(["ls-files", "-z", "--", &folder])
        .output()
        .map_err(|error| format!("git could not be started: {error}"))?;
    if !output.status.success() {
        let error = String::from_utf8_lossy(&output.stderr);
        return Err(format!("git can't tell the files of {folder}: {}", error.trim()));
    }
    let names = String::from_utf8(output.stdout)
        .map_err(|_| format!("{folder} has a name that is no UTF-8"))?;
    let mut files = Files::new();
    for name in names.split_terminator('\0') {
        let path = root.join(name);
        let failed = |error: std::io::Error| format!("{}: {error}", path.display());
        // A link may lead out of the folder.
        if !fs::symlink_metadata(&path).map_err(failed)?.is_file() {
            return Err(format!("{}: no plain file", path.display()));
        }
        let name = name.strip_prefix(&folder).unwrap_or(name);
        files.insert(format!("{prefix}{name}"), fs::read(&path).map_err(failed)?);
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    fn git(root: &Path, arguments: &[&str]) {
        let status = Command::new("git").current_dir(root).args(arguments).status().unwrap();
        assert!(status.success(), "{arguments:?}");
    }

    #[test]
    fn only_what_git_knows_is_read_and_no_link() {
        let repository = tempfile::tempdir().unwrap();
        let root = repository.path();
        git(root, &["init", "--quiet"]);
        let put = |path: &str| {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "text").unwrap();
        };
        for path in ["openapi/rds.yaml", "openapi/vectors/signing.json", "secret"] {
            put(path);
        }
        git(root, &["add", "--all"]);
        for path in ["openapi/.env", "openapi/.rds.yaml.swp", "openapi/node_modules/a/index.js"] {
            put(path);
        }
        symlink("../secret", root.join("openapi/secret.yaml")).unwrap();
        let names = |files: Files| files.into_keys().collect::<Vec<_>>();
        let files = read(root, "openapi", "").unwrap();
        assert_eq!(names(files), ["rds.yaml", "vectors/signing.json"]);
        let files = read(root, "openapi/vectors", "vectors/").unwrap();
        assert_eq!(names(files), ["vectors/signing.json"]);
        assert!(read(root, "openapi/examples", "examples/").unwrap().is_empty());

        git(root, &["add", "openapi/secret.yaml"]);
        let error = read(root, "openapi", "").unwrap_err();
        assert!(error.ends_with("openapi/secret.yaml: no plain file"), "{error}");
    }
}
