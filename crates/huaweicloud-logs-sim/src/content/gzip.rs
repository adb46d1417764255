//! A `.tar.gz` of exactly the size asked for, of which any range can be made without what is before it.
//!
//! What makes that possible is that nothing is compressed: deflate has stored blocks, which hold their
//! bytes as they are behind 5 bytes of their own, so arithmetic says what is where.
//!
//! ```text
//! gzip   header  comment  [5 bytes, 65535 of the archive] …  [5 bytes, the rest of it]  trailer
//! tar                      header  text …                        1024 zeros
//! bytes      10  0 to 516     512                                                           8
//! ```
//!
//! A tar archive is a multiple of 512 bytes long. Here the text is, too, and so fills it without a gap: it
//! is made as long as fits. What then remains of the size asked for goes into the comment that a gzip
//! header can have, which takes any number of bytes. So every size from the smallest on can be reached.

use std::ops::Range;
use std::sync::OnceLock;

use super::text::Text;

const HEADER: u64 = 10;
const TRAILER: u64 = 8;
/// What a stored block of deflate has before the bytes it holds.
const BLOCK_HEADER: u64 = 5;
/// The most bytes that a stored block can hold.
const BLOCK: u64 = 65_535;

/// Everything in a tar archive is a multiple of this.
const RECORD: u64 = 512;
/// The header of its one file, and the two empty records that end an archive.
const AROUND_THE_TEXT: u64 = 3 * RECORD;
/// As many bytes as eleven octal digits can say, in whole records.
const LONGEST_TEXT: u64 = (1 << 33) - RECORD;

/// 2026-01-01, in seconds since 1970.
const MODIFIED: u64 = 1_767_225_600;

/// A gzip-compressed tar archive with one text log.
pub(super) struct TarGz {
    size: u64,
    name: String,
    text: Text,
    /// gzip's header with its comment.
    head: Vec<u8>,
    tar_header: [u8; RECORD as usize],
    /// The length of the archive that is in the gzip file.
    archive: u64,
    trailer: OnceLock<[u8; TRAILER as usize]>,
}

impl TarGz {
    pub(super) fn new(seed: u64, size: u64, name: &str) -> Result<Self, String> {
        if name.is_empty() || name.len() > 100 || name.contains('\0') {
            return Err(format!(
                "a name in an archive has 1 to 100 bytes and no NUL, not so {name:?}"
            ));
        }
        let smallest = HEADER + BLOCK_HEADER + AROUND_THE_TEXT + RECORD + TRAILER;
        if size < smallest {
            return Err(format!(
                "an archive of {size} bytes is too small, the least is {smallest}"
            ));
        }
        let room = size - HEADER - TRAILER;
        // The headers of the blocks, if the archive took all of the room. It takes no more than that.
        let headers = room.div_ceil(BLOCK_HEADER + BLOCK) * BLOCK_HEADER;
        let archive = (room - headers) / RECORD * RECORD;
        let text = archive - AROUND_THE_TEXT;
        if text > LONGEST_TEXT {
            return Err(format!(
                "an archive of {size} bytes is too large, a tar file ends at 8 GiB"
            ));
        }
        Ok(Self {
            size,
            name: name.to_owned(),
            text: Text::new(seed, text),
            head: head(room - stored(archive)),
            tar_header: tar_header(name, text),
            archive,
            trailer: OnceLock::new(),
        })
    }

    pub(super) fn seed(&self) -> u64 {
        self.text.seed()
    }

    pub(super) fn size(&self) -> u64 {
        self.size
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Appends the bytes of a range within the file.
    pub(super) fn append(&self, range: Range<u64>, out: &mut Vec<u8>) {
        let blocks = self.head.len() as u64;
        let trailer = blocks + stored(self.archive);
        append_slice(&self.head, 0, &range, out);
        let mut at = range.start.max(blocks);
        while at < range.end.min(trailer) {
            let number = (at - blocks) / (BLOCK_HEADER + BLOCK);
            let begin = blocks + number * (BLOCK_HEADER + BLOCK);
            let held = number * BLOCK..self.archive.min((number + 1) * BLOCK);
            append_slice(&block_header(&held, self.archive), begin, &range, out);
            let first = begin + BLOCK_HEADER;
            let end = first + (held.end - held.start);
            let wanted = at.max(first)..range.end.min(end);
            if wanted.start < wanted.end {
                let within = |at: u64| at - first + held.start;
                self.append_archive(within(wanted.start)..within(wanted.end), out);
            }
            at = end;
        }
        // The trailer is expensive the first time.
        if range.end > trailer {
            append_slice(self.trailer(), trailer, &range, out);
        }
    }

    /// Appends the bytes of a range within the tar archive.
    fn append_archive(&self, range: Range<u64>, out: &mut Vec<u8>) {
        append_slice(&self.tar_header, 0, &range, out);
        let end = RECORD + self.text.size();
        let text = range.start.max(RECORD)..range.end.min(end);
        if text.start < text.end {
            self.text.append(text.start - RECORD..text.end - RECORD, out);
        }
        append_slice(&[0; 2 * RECORD as usize], end, &range, out);
    }

    /// The checksum and the length of the archive, as it was before the compression that there is not.
    fn trailer(&self) -> &[u8; TRAILER as usize] {
        self.trailer.get_or_init(|| {
            let mut crc = crc32fast::Hasher::new();
            let mut piece = Vec::with_capacity(BLOCK as usize);
            for from in (0..self.archive).step_by(BLOCK as usize) {
                piece.clear();
                self.append_archive(from..self.archive.min(from + BLOCK), &mut piece);
                crc.update(&piece);
            }
            let mut trailer = [0; TRAILER as usize];
            trailer[..4].copy_from_slice(&crc.finalize().to_le_bytes());
            // gzip has room for the length modulo 2^32 only.
            trailer[4..].copy_from_slice(&(self.archive as u32).to_le_bytes());
            trailer
        })
    }
}

/// Appends the part of `slice` that is in the range, if the slice is at `at`.
fn append_slice(slice: &[u8], at: u64, range: &Range<u64>, out: &mut Vec<u8>) {
    // Cut to the length of the slice, which is in memory.
    let within = |end: u64| end.saturating_sub(at).min(slice.len() as u64) as usize;
    out.extend_from_slice(&slice[within(range.start)..within(range.end)]);
}

/// How long an archive is in stored blocks.
fn stored(archive: u64) -> u64 {
    archive + archive.div_ceil(BLOCK) * BLOCK_HEADER
}

/// gzip's header, with a comment that makes it so many bytes longer.
fn head(padding: u64) -> Vec<u8> {
    const COMMENT: u8 = 1 << 4;
    const DEFLATE: u8 = 8;
    const UNKNOWN_SYSTEM: u8 = 255;

    let flags = if padding == 0 { 0 } else { COMMENT };
    let mut head = vec![0x1f, 0x8b, DEFLATE, flags, 0, 0, 0, 0, 0, UNKNOWN_SYSTEM];
    if padding > 0 {
        // A NUL ends the comment. There is less padding than a record and a block's header take.
        head.extend(b"padding ".iter().cycle().take(padding as usize - 1));
        head.push(0);
    }
    head
}

/// The header of the stored block that holds this range of the archive.
fn block_header(held: &Range<u64>, archive: u64) -> [u8; BLOCK_HEADER as usize] {
    // At most 65535.
    let length = (held.end - held.start) as u16;
    let [low, high] = length.to_le_bytes();
    [u8::from(held.end == archive), low, high, !low, !high]
}

/// The header of a file as POSIX's ustar has it.
fn tar_header(name: &str, size: u64) -> [u8; RECORD as usize] {
    let mut header = [0; RECORD as usize];
    let mut put =
        |at: usize, text: &str| header[at..at + text.len()].copy_from_slice(text.as_bytes());
    put(0, name);
    put(100, "0000644"); // mode
    put(108, "0000000"); // user
    put(116, "0000000"); // group
    put(124, &format!("{size:011o}"));
    put(136, &format!("{MODIFIED:011o}"));
    put(148, "        "); // the checksum is made as if it were this
    put(156, "0"); // a file
    put(257, "ustar\x0000");
    put(265, "root");
    put(297, "root");
    let sum: u32 = header.iter().copied().map(u32::from).sum();
    header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    header
}
