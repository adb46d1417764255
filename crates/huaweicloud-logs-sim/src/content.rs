//! The content of log files: recorded, or generated from a seed at any size, without disk or memory.

mod gzip;
mod template;
#[cfg(test)]
mod tests;
mod text;

use std::fmt;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use md5::{Digest as _, Md5};
use sha2::Sha256;

use self::gzip::TarGz;
use self::text::Text;
use crate::ids::hex;

/// How much is taken at a time where all of the content has to be gone through.
const PIECE: usize = 256 * 1024;

/// The largest content that the object store takes in one upload, and the size of the parts in which it
/// takes anything larger. Our choice: the ETags of clients that upload in parts show all kinds of sizes.
const UPLOAD: u64 = 16 * 1024 * 1024;

/// The bytes of a log file or object.
///
/// Cheap to clone. Generated content takes no memory to speak of, and makes each piece anew when it is read.
#[derive(Clone)]
pub struct Content(Arc<Inner>);

struct Inner {
    source: Source,
    etag: OnceLock<String>,
    sha256: OnceLock<String>,
}

enum Source {
    Given(Bytes),
    Text(Text),
    TarGz(Box<TarGz>),
}

impl Content {
    /// Content that exists already.
    pub(crate) fn from_bytes(bytes: impl Into<Bytes>) -> Self {
        Self::of(Source::Given(bytes.into()))
    }

    /// A log of exactly `size` bytes, in lines like PostgreSQL's. All of it is ASCII and, unless it is
    /// empty, its last byte ends a line.
    ///
    /// Every 2 KiB begin with a line that carries the seed and the offset. So no two aligned blocks of
    /// 4 KiB are alike, in one log or in two of different seeds, and no downloader can put a piece in
    /// the wrong place unnoticed.
    pub(crate) fn generated_text(seed: u64, size: u64) -> Self {
        Self::of(Source::Text(Text::new(seed, size)))
    }

    /// A `.tar.gz` of exactly `size` bytes that holds one log, called `name`: the text that
    /// [`Content::generated_text`] makes from the same seed, of the size that fits.
    ///
    /// What that says of aligned blocks of 4 KiB is true of the archive, too.
    ///
    /// The first read of the archive's end goes through all of it for the checksum, once, at several GiB
    /// a second. Read the last byte beforehand where that pause would disturb a measurement.
    ///
    /// # Errors
    ///
    /// The smallest archive has 2071 bytes and the largest a little more than 8 GiB, the limit of the
    /// tar format. A name has 1 to 100 bytes.
    pub(crate) fn generated_tar_gz(seed: u64, size: u64, name: &str) -> Result<Self, String> {
        TarGz::new(seed, size, name).map(|archive| Self::of(Source::TarGz(Box::new(archive))))
    }

    fn of(source: Source) -> Self {
        Self(Arc::new(Inner { source, etag: OnceLock::new(), sha256: OnceLock::new() }))
    }

    /// How many bytes there are.
    #[must_use]
    pub fn size(&self) -> u64 {
        match &self.0.source {
            Source::Given(bytes) => bytes.len() as u64,
            Source::Text(text) => text.size(),
            Source::TarGz(archive) => archive.size(),
        }
    }

    /// The bytes from `from` on, `length` of them or as many as there are until the end.
    #[must_use]
    pub fn read(&self, from: u64, length: usize) -> Bytes {
        let to = self.size().min(from.saturating_add(length as u64));
        if from >= to {
            return Bytes::new();
        }
        if let Source::Given(bytes) = &self.0.source {
            // Both are at most the length of bytes in memory.
            return bytes.slice(from as usize..to as usize);
        }
        // At most `length`. Exactly as large as needed, so that no copy is made when it becomes Bytes.
        let mut out = Vec::with_capacity((to - from) as usize);
        match &self.0.source {
            Source::Given(_) => {}
            Source::Text(text) => text.append(from..to, &mut out),
            Source::TarGz(archive) => archive.append(from..to, &mut out),
        }
        out.into()
    }

    /// All of it. Think of the memory that this takes.
    #[must_use]
    pub fn bytes(&self) -> Bytes {
        self.read(0, usize::MAX)
    }

    /// The SHA-256 of all of it in lower-case hexadecimal digits. Computed once, at about 1 s per GiB.
    #[must_use]
    pub fn sha256(&self) -> String {
        self.0.sha256.get_or_init(|| hex(&self.digest::<Sha256>())).clone()
    }

    /// The ETag that the object store gives it, with its quotes.
    ///
    /// Up to 16 MiB it is the MD5. For anything larger it has the form that a multipart upload leaves,
    /// `"<32 digits>-<parts>"`, where the digits are no MD5 of the content. The MD5 of a large object
    /// would take seconds, and a client must not take an ETag for one anyway. Computed once.
    pub(crate) fn etag(&self) -> String {
        let compute = || {
            let size = self.size();
            if size <= UPLOAD {
                return format!("\"{}\"", hex(&self.digest::<Md5>()));
            }
            let digest = match self.recipe() {
                Some(recipe) => Md5::digest(recipe),
                None => self.digest::<Md5>(),
            };
            format!("\"{}-{}\"", hex(&digest), size.div_ceil(UPLOAD))
        };
        self.0.etag.get_or_init(compute).clone()
    }

    /// What generated content was generated from. The same recipe makes the same content.
    fn recipe(&self) -> Option<String> {
        let size = self.size();
        match &self.0.source {
            Source::Given(_) => None,
            Source::Text(text) => Some(format!("text {} {size}", text.seed())),
            Source::TarGz(archive) => {
                Some(format!("tar.gz {} {size} {}", archive.seed(), archive.name()))
            }
        }
    }

    fn digest<D: md5::Digest>(&self) -> md5::digest::Output<D> {
        let mut digest = D::new();
        for piece in self.pieces() {
            digest.update(piece);
        }
        digest.finalize()
    }

    fn pieces(&self) -> impl Iterator<Item = Bytes> + '_ {
        (0..self.size()).step_by(PIECE).map(|from| self.read(from, PIECE))
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Content").field("size", &self.size()).finish_non_exhaustive()
    }
}

/// Equal if all bytes are. Content that differs in size or was made from the same seed is told by that.
impl PartialEq for Content {
    fn eq(&self, other: &Self) -> bool {
        if self.size() != other.size() {
            return false;
        }
        if Arc::ptr_eq(&self.0, &other.0) {
            return true;
        }
        let recipe = self.recipe();
        (recipe.is_some() && recipe == other.recipe()) || self.pieces().eq(other.pieces())
    }
}

impl Eq for Content {}
