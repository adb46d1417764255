//! The last steps of a download: verify, sync, rename.

use std::fs::{self, File, FileTimes, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use md5::digest::Output;
use md5::{Digest, Md5};
use sha2::Sha256;
use tempfile::TempPath;

use super::journal::State;
use super::partial::Partial;
use super::{folder, gzip, io_error};
use crate::Result;
use crate::download::file_name::numbered;
use crate::download::object::Object;
use crate::download::verify::{Unverified, Verify};
use crate::error::{Error, Kind};
use crate::report::Checksum;

/// How many numbers are tried when a name is taken.
const NUMBERS: u32 = 10_000;

/// What is to be done with a file that is there to its last byte.
#[derive(Debug)]
pub(crate) struct Finish {
    /// Its final name, which must be safe.
    pub(crate) name: String,
    /// Its length, of which nothing may be missing.
    pub(crate) length: u64,
    /// Whether HTTP did not say where the file ends, so that its own end has to.
    pub(crate) unframed: bool,
    /// Whether its length was counted, as the server didn't tell it.
    pub(crate) counted: bool,
    pub(crate) decompress: bool,
    pub(crate) verify: Option<Verify>,
}

/// A file under its final name.
#[derive(Clone, Debug)]
pub(crate) struct Arrived {
    pub(crate) path: PathBuf,
    /// Its length there.
    pub(crate) bytes: u64,
    /// Whether it had it already.
    pub(crate) already: bool,
    /// What it was found to have.
    pub(crate) checksum: Option<Checksum>,
}

impl Finish {
    pub(super) fn run(&self, partial: &Partial, state: &State) -> Result<Arrived> {
        let path = partial.path();
        let failed = |doing| move |error| io_error(doing, path, error);
        let bytes = self.length;
        if state.held.end() != bytes || !state.held.gaps(Some(bytes)).is_empty() {
            let why = format!("{} of {bytes} bytes are there", state.held.bytes());
            return Err(Kind::Incomplete { file: self.name.clone(), why }.into());
        }
        partial.cut_off(bytes).map_err(failed("write"))?;
        let checksum = self.check(path, state)?;
        if let Some(verify) = &self.verify {
            let unverified = Unverified { path, name: &self.name, bytes };
            let rejected = |why| Kind::Rejected { file: self.name.clone(), why };
            verify.call(&unverified).map_err(rejected)?;
        }
        if let Some(name) = gzip::inner_name(&self.name).filter(|_| self.decompress)
            && gzip::is_gzip(path).map_err(failed("read"))?
        {
            let arrived = self.decompressed(partial, &state.object, name)?;
            return Ok(Arrived { checksum, ..arrived });
        }
        if let Some(known) =
            self.find(partial, &state.object, &self.name, path).map_err(failed("compare"))?
        {
            return Ok(Arrived { checksum, ..known });
        }
        set_time(partial.file(), &state.object);
        partial.sync_all().map_err(failed("sync"))?;
        let temporary = TempPath::try_from_path(path).map_err(failed("save"))?;
        let saved = keep(temporary, partial, &self.name).map_err(|(error, temporary)| {
            // Its bytes are good; only the name is missing.
            if let Some(temporary) = temporary {
                let _ = temporary.keep();
            }
            io_error("save", &partial.folder().join(&self.name), error)
        })?;
        Ok(Arrived { path: saved, bytes, already: false, checksum })
    }

    /// Holds the file to what the server said of it, or else to what it says of itself.
    fn check(&self, path: &Path, state: &State) -> Result<Option<Checksum>> {
        let failed = |error| io_error("read", path, error);
        let wrong = |why: &str| -> Error {
            Kind::Corrupt { file: self.name.clone(), why: why.to_owned() }.into()
        };
        if let Some(expected) = state.object.md5 {
            if md5(path).map_err(failed)? != expected {
                return Err(wrong("its MD5 is not the one in the server's ETag"));
            }
            return Ok(Some(Checksum::Md5));
        }
        let is_gzip =
            gzip::inner_name(&self.name).is_some() && gzip::is_gzip(path).map_err(failed)?;
        if is_gzip && let Err(error) = gzip::check(path) {
            if !gzip::is_damage(&error) {
                return Err(failed(error));
            }
            return Err(wrong(&format!("as a gzip file it is damaged ({error})")));
        }
        // Nothing but its name and its content tell of a stream what it is.
        let told = state.object.etag.is_some() && state.object.length.is_some() && !self.counted;
        if gzip::inner_name(&self.name).is_some() && !is_gzip && !told && self.length > 0 {
            return Err(wrong("it is named .gz, and is no gzip file"));
        }
        if self.unframed && !is_gzip {
            let why = "the server doesn't say where it ends, so a cut would go unnoticed";
            return Err(Kind::Incomplete { file: self.name.clone(), why: why.to_owned() }.into());
        }
        Ok(is_gzip.then_some(Checksum::Gzip))
    }

    /// Finds what is at `path` among the files that have the name, or it with a number, by its bytes, where nothing that
    /// the server told was enough to recognise it before.
    fn find(
        &self,
        partial: &Partial,
        object: &Object,
        name: &str,
        path: &Path,
    ) -> io::Result<Option<Arrived>> {
        if object.md5.is_some() || (object.modified.is_some() && !self.counted) {
            return Ok(None);
        }
        let (length, mut digest) = (fs::metadata(path)?.len(), None);
        look(partial.folder(), name, None, |other, there| {
            if there.len() != length {
                return Ok(false);
            }
            let own = match digest {
                Some(own) => own,
                None => *digest.insert(sha256(path)?),
            };
            // One that can't be read is another.
            Ok(sha256(other).is_ok_and(|other| other == own))
        })
    }

    /// Saves what is in the file in its place.
    fn decompressed(&self, partial: &Partial, object: &Object, name: &str) -> Result<Arrived> {
        let failed = |error| io_error("decompress", partial.path(), error);
        let mut builder = tempfile::Builder::new();
        builder.prefix(super::partial::PREFIX).suffix(".out");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // As any other new file: the umask decides, not the private mode of temporary files.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let (mut out, temporary) =
            builder.tempfile_in(partial.folder()).map_err(failed)?.into_parts();
        let bytes = gzip::decompress(partial.path(), &mut out).map_err(failed)?;
        if let Some(known) = self.find(partial, object, name, &temporary).map_err(failed)? {
            return Ok(known);
        }
        set_time(&out, object);
        out.sync_all().map_err(failed)?;
        // If it can't be kept, the compressed bytes are there for another attempt.
        let path = keep(temporary, partial, name)
            .map_err(|(error, _)| io_error("save", &partial.folder().join(name), error))?;
        fs::remove_file(partial.path())
            .map_err(|error| io_error("remove", partial.path(), error))?;
        Ok(Arrived { path, bytes, already: false, checksum: None })
    }
}

/// Gives a file the first free name and makes that last through a crash.
fn keep(
    mut temporary: TempPath,
    partial: &Partial,
    name: &str,
) -> Result<PathBuf, (io::Error, Option<TempPath>)> {
    for path in names(partial.folder(), name) {
        match temporary.persist_noclobber(&path) {
            Ok(()) => {
                partial.named();
                folder::sync(partial.folder()).map_err(|error| (error, None))?;
                return Ok(path);
            }
            Err(refused) if refused.error.kind() == io::ErrorKind::AlreadyExists => {
                temporary = refused.path;
            }
            Err(refused) => return Err((refused.error, Some(refused.path))),
        }
    }
    let taken = io::Error::new(io::ErrorKind::AlreadyExists, "every numbered name is taken");
    Err((taken, Some(temporary)))
}

/// Finds the complete file under its final name, or that name with a number, and says how long it is.
///
/// The MD5 has to agree if it is known, else the length and the time of the last change, which a file gets when it is
/// saved: what rsync and `wget --timestamping` go by. Of a file that was decompressed only that time is known; what is
/// named `.gz` and is no gzip file was saved as it is.
pub(super) fn recognise(
    folder: &Path,
    name: &str,
    object: &Object,
    decompressed: bool,
) -> io::Result<Option<Arrived>> {
    let modified = object.modified.and_then(time);
    let dated = |there: &Metadata| modified.is_some() && there.modified().ok() == modified;
    let same = |path: &Path, there: &Metadata| match object.md5 {
        _ if object.length.is_some_and(|length| length != there.len()) => Ok(false),
        // One that can't be read is another.
        Some(expected) => Ok(md5(path).is_ok_and(|md5| md5 == expected)),
        None => Ok(object.length.is_some() && dated(there)),
    };
    let Some(inner) = gzip::inner_name(name).filter(|_| decompressed) else {
        return look(folder, name, object.md5.map(|_| Checksum::Md5), same);
    };
    if let Some(known) = look(folder, inner, None, |_, there| Ok(dated(there)))? {
        return Ok(Some(known));
    }
    let plain = |path: &Path, there: &Metadata| {
        Ok(same(path, there)? && gzip::is_gzip(path).is_ok_and(|it| !it))
    };
    look(folder, name, object.md5.map(|_| Checksum::Md5), plain)
}

/// Finds the file with this name, or with it and a number, that is the same.
fn look(
    folder: &Path,
    name: &str,
    checksum: Option<Checksum>,
    mut same: impl FnMut(&Path, &Metadata) -> io::Result<bool>,
) -> io::Result<Option<Arrived>> {
    for path in names(folder, name) {
        let there = match fs::metadata(&path) {
            Ok(there) => there,
            Err(error) if error.kind() == io::ErrorKind::NotFound => break,
            Err(error) => return Err(error),
        };
        if there.is_file() && same(&path, &there)? {
            return Ok(Some(Arrived { path, bytes: there.len(), already: true, checksum }));
        }
    }
    Ok(None)
}

/// The name, then the name with each number.
fn names(folder: &Path, name: &str) -> impl Iterator<Item = PathBuf> {
    let numbers = (2..=NUMBERS).map(|number| numbered(name, number));
    std::iter::once(name.to_owned()).chain(numbers).map(|name| folder.join(name))
}

fn md5(path: &Path) -> io::Result<[u8; 16]> {
    digest::<Md5>(path).map(Into::into)
}

fn sha256(path: &Path) -> io::Result<[u8; 32]> {
    digest::<Sha256>(path).map(Into::into)
}

fn digest<D: Digest>(path: &Path) -> io::Result<Output<D>> {
    let mut file = File::open(path)?;
    let (mut digest, mut buffer) = (D::new(), vec![0; 64 * 1024]);
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(digest.finalize()),
            Ok(read) => digest.update(&buffer[..read]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Gives a file the time at which the object was changed. Where that can't be done, it has the time of now.
fn set_time(file: &File, object: &Object) {
    if let Some(time) = object.modified.and_then(time) {
        let _ = file.set_times(FileTimes::new().set_modified(time));
    }
}

fn time(seconds: i64) -> Option<SystemTime> {
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(u64::try_from(seconds).ok()?))
}
