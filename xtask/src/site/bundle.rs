//! Everything that somebody needs who has only the documents, in one zip file.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::Path;

use sha2::{Digest as _, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::files::{self, Files};

/// The list of checksums, as `sha256sum --check` reads it.
pub const SUMS: &str = "SHA256SUMS";

/// Where the licences of the documents are, from the workspace's root.
const LICENCES: [&str; 2] = ["LICENSE-MIT", "LICENSE-APACHE"];

/// The files of the bundle: documents and all that git knows beside them, rules for their judges, licences, site,
/// and the checksums of all these.
///
/// # Errors
///
/// Names the path that can't be read.
pub fn contents(root: &Path, site: &Files) -> Result<Files, String> {
    let mut bundle = files::read(root, "openapi", "")?;
    for name in LICENCES {
        let path = root.join("crates/huaweicloud-logs-api").join(name);
        let text = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        bundle.insert(name.to_owned(), text);
    }
    let rules = files::read(root, "xtask/judges", "rules/")?;
    bundle.extend(rules.into_iter().filter(|(path, _)| path.ends_with(".yaml")));
    bundle.extend(site.iter().map(|(path, bytes)| (format!("site/{path}"), bytes.clone())));
    let sums = bundle.iter().map(|(path, bytes)| format!("{}  {path}\n", sum(bytes)));
    let sums: String = sums.collect();
    bundle.insert(SUMS.to_owned(), sums.into_bytes());
    Ok(bundle)
}

/// Writes the zip file, with everything in a folder of its own name. The same files give the same bytes: they are
/// sorted, and their times are those that a zip file begins with.
///
/// # Errors
///
/// What the file system refused. A file that was there before is then as it was.
pub fn write(path: &Path, bundle: &Files) -> Result<(), String> {
    let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let folder = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let unfinished = path.with_extension("zip.part");
    let file = File::create(&unfinished).map_err(|error| failed(&error))?;
    let mut zip = ZipWriter::new(BufWriter::new(file));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for (name, bytes) in bundle {
        zip.start_file(format!("{folder}/{name}"), options).map_err(|error| failed(&error))?;
        zip.write_all(bytes).map_err(|error| failed(&error))?;
    }
    let mut file = zip.finish().map_err(|error| failed(&error))?;
    file.flush().map_err(|error| failed(&error))?;
    fs::rename(&unfinished, path).map_err(|error| failed(&error))
}

fn sum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
