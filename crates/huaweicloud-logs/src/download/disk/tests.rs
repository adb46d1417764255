//! Files on disk: what is held, what is kept, and what gets a final name.

mod recognised;

use std::fs;
use std::path::Path;

use bytes::Bytes;
use tempfile::tempdir;

use super::{Disk, Finish, State};
use crate::download::object::Object;
use crate::download::verify::Verify;
use crate::error::Kind;
use crate::report::Checksum;

fn entries(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn finish(name: &str) -> Finish {
    finish_of(name, 3)
}

fn finish_of(name: &str, length: u64) -> Finish {
    let name = name.to_owned();
    Finish { name, length, unframed: false, counted: false, decompress: false, verify: None }
}

fn chunks(texts: &[&'static str]) -> Vec<Bytes> {
    texts.iter().map(|text| Bytes::from_static(text.as_bytes())).collect()
}

async fn open(folder: &Path) -> (Disk, State) {
    Disk::open(folder, "key", "x").await.unwrap()
}

fn of_length(length: u64) -> Object {
    Object { length: Some(length), ..Object::default() }
}

#[tokio::test]
async fn a_file_gets_its_name_and_nothing_else_is_left() {
    let outer = tempdir().unwrap();
    let folder = outer.path().join("a/b");
    let (disk, state) = open(&folder).await;
    assert_eq!(state, State::default());
    let modified = Some(1_768_465_845);
    disk.describe(Object { modified, ..of_length(6) }, Some(6)).await.unwrap();
    disk.write(3, chunks(&["de", "f"])).await.unwrap();
    disk.write(0, chunks(&["abc"])).await.unwrap();
    assert_eq!(entries(&folder).len(), 1, "a temporary name only");
    let arrived = disk.finish(finish_of("x.log", 6)).await.unwrap();
    assert_eq!((arrived.bytes, fs::read_to_string(&arrived.path).unwrap().as_str()), (6, "abcdef"));
    assert_eq!(entries(&folder), ["x.log"]);
    let dated = fs::metadata(&arrived.path).unwrap().modified().unwrap();
    let seconds = dated.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    assert_eq!(Some(seconds.cast_signed()), modified);
}

#[tokio::test]
async fn what_is_there_is_gone_on_with() {
    let folder = tempdir().unwrap();
    let (disk, _) = open(folder.path()).await;
    disk.describe(of_length(6), None).await.unwrap();
    disk.write(0, chunks(&["abc"])).await.unwrap();
    disk.close().await;
    assert_eq!(entries(folder.path()).len(), 2, "a part and a journal");

    let (disk, state) = open(folder.path()).await;
    assert_eq!((state.object, state.held.end()), (of_length(6), 3));
    assert_eq!(disk.read(0, 3).await.unwrap(), b"abc");
    disk.write(3, chunks(&["def"])).await.unwrap();
    let arrived = disk.finish(finish_of("x", 6)).await.unwrap();
    assert_eq!(fs::read_to_string(arrived.path).unwrap(), "abcdef");
    assert_eq!(entries(folder.path()), ["x"]);
}

#[tokio::test]
async fn a_dropped_download_is_noted_too() {
    let folder = tempdir().unwrap();
    let (disk, _) = open(folder.path()).await;
    disk.write(0, chunks(&["abc"])).await.unwrap();
    drop(disk);
    // Whoever comes at once waits until it is noted.
    let (_, state) = open(folder.path()).await;
    assert_eq!(state.held.end(), 3);
}

#[test]
fn a_runtime_that_shuts_down_loses_nothing() {
    let folder = tempdir().unwrap();
    let runtime = || tokio::runtime::Builder::new_current_thread().build().unwrap();
    let first = runtime();
    let disk = first.block_on(async {
        let (disk, _) = open(folder.path()).await;
        disk.write(0, chunks(&["abc"])).await.unwrap();
        disk.read(0, 1).await.unwrap();
        disk
    });
    drop(first);
    drop(disk);
    let (_, state) = runtime().block_on(open(folder.path()));
    assert_eq!(state.held.end(), 3);
}

#[tokio::test]
async fn nothing_is_left_of_a_download_that_brought_nothing() {
    let folder = tempdir().unwrap();
    let (disk, _) = open(folder.path()).await;
    disk.close().await;
    assert!(entries(folder.path()).is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_second_download_of_the_same_is_told_so() {
    let folder = tempdir().unwrap();
    let (disk, _) = open(folder.path()).await;
    let error = Disk::open(folder.path(), "key", "x").await.unwrap_err();
    assert!(error.is_busy() && error.hint().is_some(), "{error}");
    Disk::open(folder.path(), "another key", "x").await.unwrap();
    disk.close().await;
    Disk::open(folder.path(), "key", "x").await.unwrap();
}

#[tokio::test]
async fn what_is_truncated_does_not_come_back() {
    let folder = tempdir().unwrap();
    let (disk, _) = open(folder.path()).await;
    disk.describe(of_length(9), None).await.unwrap();
    disk.write(0, chunks(&["abcdef"])).await.unwrap();
    disk.close().await;

    let (disk, _) = open(folder.path()).await;
    disk.truncate(of_length(8), 2).await.unwrap();
    // As after a crash: what the journal says now counts.
    std::mem::forget(disk);
    let names = entries(folder.path());
    let journal = names.iter().find(|name| name.ends_with(".journal")).unwrap();
    let (told, _) = super::journal::last(&fs::read(folder.path().join(journal)).unwrap());
    assert_eq!(told.unwrap().held.end(), 2);
    let part = names.iter().find(|name| name.ends_with(".part")).unwrap();
    assert_eq!(fs::read_to_string(folder.path().join(part)).unwrap(), "ab");
}

#[tokio::test]
async fn a_journal_that_tells_more_than_there_is_counts_for_nothing() {
    let folder = tempdir().unwrap();
    let (disk, _) = open(folder.path()).await;
    disk.write(0, chunks(&["abcdef"])).await.unwrap();
    disk.close().await;
    let names = entries(folder.path());
    let part = folder.path().join(names.iter().find(|name| name.ends_with(".part")).unwrap());
    fs::write(part, "abc").unwrap();
    let (_, state) = open(folder.path()).await;
    assert_eq!(state, State::default());
}

#[tokio::test]
async fn a_torn_journal_can_be_gone_on_with() {
    let folder = tempdir().unwrap();
    let (disk, _) = open(folder.path()).await;
    disk.write(0, chunks(&["abc"])).await.unwrap();
    disk.close().await;
    let names = entries(folder.path());
    let journal = folder.path().join(names.iter().find(|name| name.ends_with(".journal")).unwrap());
    let mut torn = fs::read(&journal).unwrap();
    torn.extend_from_slice(b"0123abcd {\"vers");
    fs::write(&journal, torn).unwrap();

    let (disk, state) = open(folder.path()).await;
    assert_eq!(state.held.end(), 3);
    disk.write(3, chunks(&["def"])).await.unwrap();
    disk.close().await;
    assert_eq!(open(folder.path()).await.1.held.end(), 6);
}

#[tokio::test]
async fn a_file_that_is_wrong_gets_no_name() {
    let folder = tempdir().unwrap();
    let (disk, _) = open(folder.path()).await;
    disk.describe(Object { md5: Some([0; 16]), ..of_length(3) }, None).await.unwrap();
    disk.write(0, chunks(&["abc"])).await.unwrap();
    let error = disk.finish(finish("x")).await.unwrap_err();
    assert!(matches!(error.kind(), Kind::Corrupt { .. }), "{error}");
    disk.discard().await.unwrap();
    assert!(entries(folder.path()).is_empty());

    let (disk, _) = open(folder.path()).await;
    disk.write(0, chunks(&["abc"])).await.unwrap();
    let check = |file: &crate::Unverified<'_>| {
        let content = fs::read_to_string(file.path)?;
        Err(format!("{} of {} bytes holds {content}", file.name, file.bytes).into())
    };
    let refused = Finish { verify: Some(Verify::new(check)), ..finish("x") };
    let error = disk.finish(refused).await.unwrap_err();
    let why = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(why, "x of 3 bytes holds abc");
    // It is the caller's to say; the bytes are what the server has.
    let arrived = disk.finish(finish("x")).await.unwrap();
    assert_eq!(entries(folder.path()), ["x"]);
    assert_eq!((arrived.bytes, arrived.checksum), (3, None));
}

fn gzipped(content: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn a_file_with_a_gap_or_more_than_its_length_gets_no_name() {
    for (at, length) in [(1, 4), (0, 4), (0, 2)] {
        let folder = tempdir().unwrap();
        let (disk, _) = open(folder.path()).await;
        disk.write(at, chunks(&["abc"])).await.unwrap();
        let error = disk.finish(finish_of("x", length)).await.unwrap_err();
        assert!(matches!(error.kind(), Kind::Incomplete { .. }), "{error}");
        assert!(!folder.path().join("x").exists());
    }
}

#[tokio::test]
async fn a_whole_file_takes_the_place_of_a_longer_part() {
    let folder = tempdir().unwrap();
    let (disk, _) = open(folder.path()).await;
    disk.write(0, chunks(&["abcdef"])).await.unwrap();
    let arrived = disk.store(finish("x"), of_length(3), chunks(&["new"])).await.unwrap();
    assert_eq!(fs::read_to_string(arrived.path).unwrap(), "new");
}

#[cfg(unix)]
#[tokio::test]
async fn a_planted_link_leads_nowhere() {
    let folder = tempdir().unwrap();
    let precious = folder.path().join("precious");
    fs::write(&precious, "precious").unwrap();
    let (disk, _) = open(folder.path()).await;
    disk.write(0, chunks(&["abc"])).await.unwrap();
    disk.close().await;
    let names = entries(folder.path());
    let part = folder.path().join(names.iter().find(|name| name.ends_with(".part")).unwrap());
    for plant in [std::os::unix::fs::symlink::<&Path, &Path>, |from, to| fs::hard_link(from, to)] {
        fs::remove_file(&part).unwrap();
        plant(&precious, &part).unwrap();
        let (disk, state) = open(folder.path()).await;
        assert_eq!(state, State::default());
        disk.write(0, chunks(&["abc"])).await.unwrap();
        disk.close().await;
        assert_eq!(fs::read_to_string(&precious).unwrap(), "precious");
    }
}

#[tokio::test]
async fn a_gzip_file_must_end_as_one() {
    let whole = gzipped(b"some log, some log, some log");
    for cut in [1, 4, 8, 12] {
        let folder = tempdir().unwrap();
        let (disk, _) = open(folder.path()).await;
        let short = Bytes::copy_from_slice(&whole[..whole.len() - cut]);
        disk.write(0, vec![short]).await.unwrap();
        let unframed =
            Finish { unframed: true, ..finish_of("x.tar.gz", (whole.len() - cut) as u64) };
        let error = disk.finish(unframed).await.unwrap_err();
        assert!(matches!(error.kind(), Kind::Corrupt { .. }), "{cut}: {error}");
    }
    let folder = tempdir().unwrap();
    let (disk, _) = open(folder.path()).await;
    let length = whole.len() as u64;
    disk.write(0, vec![whole.into()]).await.unwrap();
    let unframed = Finish { unframed: true, ..finish_of("x.tar.gz", length) };
    assert_eq!(disk.finish(unframed).await.unwrap().checksum, Some(Checksum::Gzip));
    assert_eq!(entries(folder.path()), ["x.tar.gz"]);
}

#[tokio::test]
async fn nothing_proves_the_end_of_a_plain_file_but_http() {
    let folder = tempdir().unwrap();
    let (disk, _) = open(folder.path()).await;
    disk.write(0, chunks(&["abc"])).await.unwrap();
    let error = disk.finish(Finish { unframed: true, ..finish("x.log") }).await.unwrap_err();
    assert!(matches!(error.kind(), Kind::Incomplete { .. }), "{error}");
}

#[tokio::test]
async fn a_stream_that_is_named_gz_must_be_gzip() {
    let tagged = || {
        let etag = serde_json::from_str(r#""\"a-2\"""#).unwrap();
        Object { etag, ..of_length(3) }
    };
    let cases = [
        (Object::default(), false, false),
        (of_length(3), false, false),
        (tagged(), false, true),
        // Nobody but this program says how long it is.
        (tagged(), true, false),
    ];
    for (object, counted, good) in cases {
        let folder = tempdir().unwrap();
        let (disk, _) = open(folder.path()).await;
        disk.describe(object, None).await.unwrap();
        disk.write(0, chunks(&["abc"])).await.unwrap();
        let finish = Finish { counted, ..finish("x.tar.gz") };
        assert_eq!(disk.finish(finish).await.is_ok(), good);
    }
}

#[tokio::test]
async fn too_little_room_is_found_out_first() {
    let folder = tempdir().unwrap();
    let (disk, _) = open(folder.path()).await;
    let error = disk.describe(of_length(u64::MAX), Some(u64::MAX)).await.unwrap_err();
    assert!(matches!(error.kind(), Kind::NoSpace { .. }) && error.hint().is_some(), "{error}");
}

#[tokio::test]
async fn a_folder_that_can_not_be_made_is_named() {
    let folder = tempdir().unwrap();
    let taken = folder.path().join("file");
    fs::write(&taken, "").unwrap();
    let error = Disk::open(&taken, "key", "x").await.unwrap_err();
    assert!(error.to_string().contains("file"), "{error}");
    assert!(std::error::Error::source(&error).is_some());
}

#[cfg(unix)]
#[tokio::test]
async fn a_saved_file_has_the_mode_of_any_new_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempdir().unwrap();
    let ordinary = folder.path().join("ordinary");
    fs::write(&ordinary, "").unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
    for decompress in [false, true] {
        let (disk, _) = open(folder.path()).await;
        disk.write(0, vec![gzipped(b"abc").into()]).await.unwrap();
        let arrived = disk
            .finish(Finish { decompress, ..finish_of("x.gz", gzipped(b"abc").len() as u64) })
            .await
            .unwrap();
        assert_eq!(mode(&arrived.path), mode(&ordinary));
    }
}
