//! Files that are compressed with gzip, whose end holds a checksum and a length of what is in them.

use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;

const BUFFER: usize = 64 * 1024;

/// What begins every gzip file (RFC 1952).
const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// The name of what is in a file of this name; `None` if the name is not that of a gzip file.
pub(super) fn inner_name(name: &str) -> Option<&str> {
    let at = name.len().checked_sub(3)?;
    let (inner, extension) = name.split_at_checked(at)?;
    (extension.eq_ignore_ascii_case(".gz") && !inner.is_empty()).then_some(inner)
}

/// Whether the file begins as a gzip file does, whatever its name.
pub(super) fn is_gzip(path: &Path) -> io::Result<bool> {
    let mut beginning = Vec::new();
    File::open(path)?.take(2).read_to_end(&mut beginning)?;
    Ok(beginning == MAGIC)
}

/// Reads the file to its end, where its checksum and its length are.
pub(super) fn check(path: &Path) -> io::Result<()> {
    decompress(path, &mut io::sink()).map(drop)
}

/// Whether an error says that the file is damaged, and not that it could not be read.
pub(super) fn is_damage(error: &io::Error) -> bool {
    use io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
    matches!(error.kind(), InvalidData | InvalidInput | UnexpectedEof)
}

/// Writes what is in the file, and says how many bytes that is.
pub(super) fn decompress(path: &Path, out: &mut impl Write) -> io::Result<u64> {
    let file = BufReader::with_capacity(BUFFER, File::open(path)?);
    let (mut content, mut buffer) = (MultiGzDecoder::new(file), vec![0; BUFFER]);
    let mut bytes = 0;
    loop {
        match content.read(&mut buffer) {
            Ok(0) => return Ok(bytes),
            Ok(read) => {
                out.write_all(&buffer[..read])?;
                bytes += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
