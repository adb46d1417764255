use std::collections::HashSet;
use std::io::Read as _;
use std::time::Instant;

use proptest::prelude::*;

use super::*;

const KIB: u64 = 1024;
const GIB: u64 = KIB * KIB * KIB;

fn text(seed: u64, size: u64) -> Content {
    Content::generated_text(seed, size)
}

fn tar_gz(seed: u64, size: u64) -> Content {
    Content::generated_tar_gz(seed, size, "log/postgresql.log").unwrap()
}

/// The only file of a .tar.gz: its name and its content.
fn unpacked(archive: &[u8]) -> (String, Vec<u8>) {
    // All of it first: unpacking alone would stop before the checksum is compared.
    let mut tar = vec![];
    let mut gzip = flate2::bufread::GzDecoder::new(archive);
    gzip.read_to_end(&mut tar).unwrap();
    assert!(gzip.into_inner().is_empty(), "bytes behind the archive");
    let mut files = vec![];
    for entry in tar::Archive::new(&*tar).entries().unwrap() {
        let mut entry = entry.unwrap();
        let mut content = vec![];
        entry.read_to_end(&mut content).unwrap();
        files.push((entry.path().unwrap().to_string_lossy().into_owned(), content));
    }
    assert_eq!(files.len(), 1);
    files.remove(0)
}

fn unpacks_to_the_log_of_its_seed(seed: u64, size: u64) {
    let archive = tar_gz(seed, size).bytes();
    assert_eq!(archive.len() as u64, size);
    let (name, log) = unpacked(&archive);
    assert_eq!(name, "log/postgresql.log");
    assert!(log.len() as u64 + 3 * KIB > size - size / 10_000, "{} in {size}", log.len());
    assert!(log == text(seed, log.len() as u64).bytes(), "another log in {size} bytes");
}

fn any_content() -> impl Strategy<Value = Content> {
    let size = 2071..300 * KIB;
    (any::<u64>(), size, 0..3).prop_map(|(seed, size, kind)| match kind {
        0 => text(seed, size),
        1 => tar_gz(seed, size),
        _ => Content::from_bytes(text(seed, size).bytes()),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_range_is_that_slice_of_the_whole(
        content in any_content(), ranges in proptest::collection::vec((0..310 * KIB, 0usize..100_000), 20),
    ) {
        let whole = content.bytes();
        prop_assert_eq!(whole.len() as u64, content.size());
        for (from, length) in ranges {
            let slice = &whole[whole.len().min(from as usize)..whole.len().min(from as usize + length)];
            prop_assert!(content.read(from, length) == slice, "{from} {length}");
        }
    }

    #[test]
    fn any_archive_unpacks(seed in any::<u64>(), size in 2071u64..1_000_000) {
        unpacks_to_the_log_of_its_seed(seed, size);
    }

    #[test]
    fn a_log_is_lines_of_ascii(seed in any::<u64>(), size in 1u64..20_000) {
        let log = text(seed, size).bytes();
        prop_assert!(log.iter().all(|byte| *byte == b'\n' || (b' '..=b'~').contains(byte)));
        prop_assert_eq!(log.last(), Some(&b'\n'));
        prop_assert_eq!(log.len() as u64, size);
    }
}

#[test]
fn every_size_of_an_archive_can_be_reached() {
    // From the smallest on, and around where a second and a third block of deflate begin.
    for size in [2071..2600, 65_540..65_600, 131_080..131_120].into_iter().flatten() {
        unpacks_to_the_log_of_its_seed(7, size);
    }
}

#[test]
fn an_archive_cannot_be_too_small_or_too_large_or_have_any_name() {
    let refused = |size, name: &str| Content::generated_tar_gz(1, size, name).unwrap_err();
    assert!(refused(2070, "log").contains("2071"));
    assert!(refused(8 * GIB + 1_000_000, "log").contains("8 GiB"));
    assert!(refused(u64::MAX, "log").contains("8 GiB"));
    for name in ["", "a\0b", &"n".repeat(101)] {
        assert!(refused(5000, name).contains("1 to 100"), "{name:?}");
    }
    assert!(Content::generated_tar_gz(1, 5000, &"n".repeat(100)).is_ok());
}

#[test]
fn no_two_blocks_are_alike_in_one_content_or_in_two() {
    let mut blocks = HashSet::new();
    let mut count = 0;
    for content in [text(1, 8 << 20), text(2, 8 << 20), tar_gz(3, 8 << 20), tar_gz(4, 8 << 20)] {
        for from in (0..content.size()).step_by(4096) {
            blocks.insert(content.read(from, 4096));
            count += 1;
        }
    }
    assert_eq!(blocks.len(), count);
}

#[test]
fn the_end_of_gigabytes_is_there_without_their_begin() {
    let log = text(5, 5 * GIB);
    let end = log.read(5 * GIB - 2048, 10_000);
    assert_eq!(end.len(), 2048);
    let stamp = format!("offset=0x{:016x}\n", 5 * GIB - 2048);
    assert!(str::from_utf8(&end).unwrap().contains(&stamp));
    assert!(log.read(5 * GIB, 1).is_empty() && log.read(u64::MAX, usize::MAX).is_empty());

    let archive = tar_gz(5, 8 * GIB);
    assert_eq!(archive.size(), 8 * GIB);
    assert!(str::from_utf8(&archive.read(7 * GIB, 5)).is_ok());
}

#[test]
fn digests_are_those_of_the_bytes() {
    let small = text(6, 1_000_000);
    let given = Content::from_bytes(small.bytes());
    assert_eq!(small.sha256(), hex(&Sha256::digest(small.bytes())));
    assert_eq!(small.etag(), format!("\"{}\"", hex(&Md5::digest(small.bytes()))));
    assert_eq!((small.sha256(), small.etag()), (given.sha256(), given.etag()));
    assert_eq!(Content::from_bytes("").etag(), "\"d41d8cd98f00b204e9800998ecf8427e\"");
}

#[test]
fn the_etag_of_a_large_object_has_its_parts_and_its_seed() {
    let etag = text(7, 8 * GIB).etag();
    let (digits, parts) = etag.trim_matches('"').split_once('-').unwrap();
    assert_eq!((digits.len(), parts, etag.len()), (32, "512", 38));
    assert_eq!(etag, text(7, 8 * GIB).etag());
    assert_ne!(etag, text(8, 8 * GIB).etag());
    assert_ne!(etag, tar_gz(7, 8 * GIB).etag());
    assert!(!text(7, UPLOAD).etag().contains('-') && text(7, UPLOAD + 1).etag().ends_with("-2\""));
    assert!(Content::from_bytes(vec![0; UPLOAD as usize + 1]).etag().ends_with("-2\""));
}

#[test]
fn equal_is_what_has_the_same_bytes() {
    // Too large to be compared by going through them.
    assert_eq!(text(1, GIB << 20), text(1, GIB << 20));
    assert_ne!(text(1, GIB << 20), text(2, GIB << 20));
    assert_ne!(text(1, GIB << 20), text(1, GIB));
    let small = text(1, 600 * KIB);
    assert_eq!(small, Content::from_bytes(small.bytes()));
    let mut wrong = small.bytes().to_vec();
    wrong[599 * KIB as usize] ^= 1;
    assert_ne!(small, Content::from_bytes(wrong));
    assert_eq!(format!("{small:?}"), "Content { size: 614400, .. }");
}

/// Prints figures for humans: `cargo test --release -p huaweicloud-logs-sim -- --ignored --nocapture`.
#[test]
#[ignore = "measures and claims nothing"]
fn how_fast_is_it() {
    let measured = |what: &str, work: &dyn Fn() -> usize| {
        let begin = Instant::now();
        let bytes = work() as f64;
        println!("{what}: {:.2} GiB/s", bytes / GIB as f64 / begin.elapsed().as_secs_f64());
    };
    let archive = tar_gz(1, 4 * GIB);
    measured("tar.gz, the checksum", &|| archive.read(4 * GIB - 1, 1).len() * 4 * GIB as usize);
    for (kind, content) in [("text", text(1, 4 * GIB)), ("tar.gz", archive.clone())] {
        for piece in [64 * KIB, 256 * KIB, 1024 * KIB] {
            measured(&format!("{kind}, pieces of {} KiB", piece / KIB), &|| {
                (0..4 * GIB)
                    .step_by(piece as usize)
                    .map(|at| content.read(at, piece as usize).len())
                    .sum()
            });
        }
    }
}
