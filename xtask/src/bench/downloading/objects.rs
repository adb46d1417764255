//! The files that are downloaded: no two pieces of 8 bytes in the wrong place go unnoticed.

use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Read, Write as _};
use std::path::Path;

/// Bytes that say where in which file they are, as a whole.
const BLOCK: u64 = 4096;

/// Writes a file of `size` bytes, which have to be whole blocks. Its number tells it from others.
pub(super) fn write(path: &Path, number: u32, size: u64) -> io::Result<()> {
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path)?);
    for block in 0..size / BLOCK {
        let label = (u64::from(number) << 32 | block).to_le_bytes();
        file.write_all(&label.repeat(BLOCK as usize / label.len()))?;
    }
    file.flush()
}

/// Compares what was downloaded with what it should be, byte by byte.
pub(super) fn compare(downloaded: &Path, source: &Path) -> Result<(), String> {
    let failed = |error: io::Error| match error.kind() {
        ErrorKind::NotFound => "no file".to_owned(),
        _ => format!("{}: {error}", downloaded.display()),
    };
    let (mut one, mut other) =
        (File::open(downloaded).map_err(failed)?, File::open(source).map_err(failed)?);
    let length = |file: &File| file.metadata().map(|metadata| metadata.len()).map_err(failed);
    let (is, should_be) = (length(&one)?, length(&other)?);
    if is != should_be {
        return Err(format!("wrong file: {is} bytes instead of {should_be}"));
    }
    let mut buffers = [vec![0; 1 << 20], vec![0; 1 << 20]];
    let mut at = 0;
    loop {
        let [one_buffer, other_buffer] = &mut buffers;
        let piece = fill(&mut one, one_buffer).map_err(failed)?;
        if piece != fill(&mut other, other_buffer).map_err(failed)? {
            return Err(format!("wrong file: other bytes somewhere behind {at}"));
        }
        if piece.is_empty() {
            return Ok(());
        }
        at += piece.len();
    }
}

/// Reads until the buffer is full or the file ends.
fn fill<'a>(file: &mut File, buffer: &'a mut Vec<u8>) -> io::Result<&'a [u8]> {
    let most = buffer.capacity() as u64;
    buffer.clear();
    file.take(most).read_to_end(buffer)?;
    Ok(buffer)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_file_is_right_if_each_byte_is() {
        let folder = tempfile::tempdir().unwrap();
        let [source, copy] = ["source", "copy"].map(|name| folder.path().join(name));
        write(&source, 7, 3 << 20).unwrap();
        let mut bytes = fs::read(&source).unwrap();
        assert_eq!(bytes.len(), 3 << 20);
        assert_eq!(compare(&copy, &source).unwrap_err(), "no file");

        fs::write(&copy, &bytes).unwrap();
        assert_eq!(compare(&copy, &source), Ok(()));

        bytes[(2 << 20) + 5] ^= 1;
        fs::write(&copy, &bytes).unwrap();
        assert_eq!(
            compare(&copy, &source).unwrap_err(),
            "wrong file: other bytes somewhere behind 2097152"
        );

        fs::write(&copy, &bytes[1..]).unwrap();
        assert_eq!(
            compare(&copy, &source).unwrap_err(),
            "wrong file: 3145727 bytes instead of 3145728"
        );
    }

    #[test]
    fn blocks_and_files_differ_from_one_another() {
        let folder = tempfile::tempdir().unwrap();
        let made = |number: u32| {
            let path = folder.path().join(number.to_string());
            write(&path, number, 2 * BLOCK).unwrap();
            fs::read(path).unwrap()
        };
        let (one, other) = (made(1), made(2));
        let half = one.len() / 2;
        assert_ne!(one, other);
        assert_ne!(one[..half], one[half..]);
    }
}
