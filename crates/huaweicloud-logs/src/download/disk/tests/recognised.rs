//! Files that are there already, and names that others have.

use std::fs;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use md5::{Digest, Md5};
use tempfile::tempdir;

use super::{chunks, entries, finish, finish_of, gzipped, of_length, open};
use crate::Checksum;
use crate::download::disk::Finish;
use crate::download::object::Object;

#[tokio::test]
async fn a_whole_file_is_stored_at_once_unless_it_is_there() {
    let folder = tempdir().unwrap();
    let object = Object { modified: Some(1_768_465_845), ..of_length(3) };
    for already in [false, true] {
        let (disk, _) = open(folder.path()).await;
        let arrived = disk.store(finish("x"), object.clone(), chunks(&["a", "bc"])).await.unwrap();
        assert_eq!((arrived.already, arrived.bytes, arrived.checksum), (already, 3, None));
        drop(disk);
        assert_eq!(entries(folder.path()), ["x"]);
    }
}

#[tokio::test]
async fn a_gzip_file_is_decompressed_on_request_and_recognised_afterwards() {
    let folder = tempdir().unwrap();
    let object = Object { modified: Some(1_768_465_845), ..Object::default() };
    let (disk, _) = open(folder.path()).await;
    disk.describe(object.clone(), None).await.unwrap();
    let length = gzipped(b"some log").len() as u64;
    disk.write(0, vec![gzipped(b"some log").into()]).await.unwrap();
    let arrived =
        disk.finish(Finish { decompress: true, ..finish_of("x.log.gz", length) }).await.unwrap();
    assert_eq!(fs::read_to_string(&arrived.path).unwrap(), "some log");
    assert_eq!((arrived.bytes, entries(folder.path())), (8, vec!["x.log".to_owned()]));
    assert_eq!(arrived.checksum, Some(Checksum::Gzip));

    let (disk, _) = open(folder.path()).await;
    let name = || "x.log.gz".to_owned();
    let known = disk.recognise(name(), object.clone(), true).await.unwrap().unwrap();
    assert_eq!((&known.path, known.checksum), (&arrived.path, None));
    drop(disk);

    // Of a stream nothing is told, so that only what comes out of it shows that it is there.
    for (content, already) in [(b"some log", true), (b"some LOG", false)] {
        let (disk, _) = open(folder.path()).await;
        disk.write(0, vec![gzipped(content).into()]).await.unwrap();
        let length = gzipped(content).len() as u64;
        let stream = Finish { decompress: true, counted: true, ..finish_of("x.log.gz", length) };
        let second = disk.finish(stream).await.unwrap();
        assert_eq!((second.already, second.path == arrived.path), (already, already));
    }
    assert_eq!(entries(folder.path()), ["x-2.log", "x.log"]);
    let (disk, _) = open(folder.path()).await;
    assert!(disk.recognise(name(), object, false).await.unwrap().is_none());
}

#[tokio::test]
async fn what_is_only_named_gz_is_recognised_too() {
    let folder = tempdir().unwrap();
    let object = Object { modified: Some(1_768_465_845), ..of_length(3) };
    for (name, content) in [("x.gz", Bytes::from("abc")), ("y.gz", gzipped(b"").into())] {
        let (disk, _) = open(folder.path()).await;
        let length = content.len() as u64;
        let object = Object { length: Some(length), ..object.clone() };
        let arrived = disk.store(finish_of(name, length), object, vec![content]).await;
        // The server told what it is; else it would be no good.
        assert_eq!(arrived.is_ok(), name == "y.gz");
    }
    fs::write(folder.path().join("x.gz"), "abc").unwrap();
    let (disk, _) = open(folder.path()).await;
    let at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_768_465_845);
    let plain = fs::File::options().write(true).open(folder.path().join("x.gz")).unwrap();
    plain.set_modified(at).unwrap();
    let known = disk.recognise("x.gz".to_owned(), object.clone(), true).await.unwrap();
    assert_eq!(known.unwrap().path, folder.path().join("x.gz"));
    // This one is yet to be decompressed.
    let length = Some(gzipped(b"").len() as u64);
    let known = disk.recognise("y.gz".to_owned(), Object { length, ..object }, true).await.unwrap();
    assert!(known.is_none());
}

#[tokio::test]
async fn a_name_that_is_taken_is_numbered_unless_by_the_same_file() {
    let folder = tempdir().unwrap();
    fs::write(folder.path().join("x.log"), "precious").unwrap();
    let object = Object { modified: Some(1_768_465_845), ..of_length(3) };
    for (content, expected) in [("one", "x-2.log"), ("two", "x-3.log")] {
        let (disk, _) = open(folder.path()).await;
        disk.describe(object.clone(), None).await.unwrap();
        disk.write(0, chunks(&[content])).await.unwrap();
        let arrived = disk.finish(finish("x.log")).await.unwrap();
        assert_eq!(arrived.path, folder.path().join(expected));
    }
    assert_eq!(fs::read_to_string(folder.path().join("x.log")).unwrap(), "precious");

    let (disk, _) = open(folder.path()).await;
    let known = async |object| disk.recognise("x.log".to_owned(), object, false).await.unwrap();
    assert_eq!(known(object.clone()).await.unwrap().path, folder.path().join("x-2.log"));
    let md5 = Some(Md5::digest("two").into());
    let found = known(Object { md5, ..object.clone() }).await.unwrap();
    assert_eq!((found.path, found.checksum), (folder.path().join("x-3.log"), Some(Checksum::Md5)));
    for other in [
        of_length(3),
        Object { modified: Some(5), ..object.clone() },
        Object { length: Some(4), ..object.clone() },
        Object { length: None, ..object },
    ] {
        assert!(known(other.clone()).await.is_none(), "{other:?}");
    }
}
