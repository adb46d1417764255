//! Downloads that break off and go on.

use std::fs::{self, File};

use md5::{Digest, Md5};
use tempfile::tempdir;

use super::{Does, Manner, Object, Store, assert_saved, download, download_in, object};
use crate::Checksum;
use crate::download::file_name::numbered;
use crate::error::Kind;

const LENGTH: usize = 300_000;
const OVERLAP: u64 = 16 * 1024;

/// The tag that an object store gives it.
fn md5_of(object: &Object) -> String {
    let hex: String =
        Md5::digest(&object.content).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("\"{hex}\"")
}

#[tokio::test(start_paused = true)]
async fn what_breaks_off_goes_on_where_it_ended() {
    let folder = tempdir().unwrap();
    let store = Store::new(object(1, LENGTH), [Does::Cuts(100_000), Does::Cuts(50_000)]);
    let came = download(&store, folder.path()).await;
    came.outcome.unwrap();
    assert_saved(folder.path(), &object(1, LENGTH));
    let second = 100_000 - OVERLAP;
    assert_eq!(store.asked(), [(0, None), (second, None), (second + 50_000 - OVERLAP, None)]);
    assert_eq!(came.progress.restarts, 0);
}

#[tokio::test(start_paused = true)]
async fn another_process_goes_on_where_one_gave_up() {
    let folder = tempdir().unwrap();
    let cuts = [100_000, 0, 0, 0, 0, 0].map(Does::Cuts);
    let store = Store::new(object(1, LENGTH), cuts);
    let error = download(&store, folder.path()).await.outcome.unwrap_err();
    assert_eq!(error.kept(), Some(100_000));
    assert!(error.hint().unwrap().contains("100000 bytes are kept"), "{:?}", error.hint());

    let store = Store::new(object(1, LENGTH), []);
    let came = download(&store, folder.path()).await;
    assert_eq!(came.outcome.unwrap().resumed_from, 100_000);
    assert_eq!(store.asked(), [(100_000 - OVERLAP, None)]);
    assert_eq!(came.told, ["resumed from 100000"]);
    assert_saved(folder.path(), &object(1, LENGTH));
}

#[tokio::test(start_paused = true)]
async fn an_object_that_was_replaced_is_fetched_from_its_beginning() {
    let tagless = |object: Object| Object { etag: None, ..object };
    for (before, after) in [
        (object(1, LENGTH), object(2, LENGTH)),
        (object(1, LENGTH), object(2, LENGTH / 4)),
        (object(1, LENGTH), object(2, LENGTH * 2)),
        (tagless(object(1, LENGTH)), tagless(object(2, LENGTH))),
        (tagless(object(1, LENGTH)), tagless(object(2, LENGTH / 4))),
        (tagless(object(1, LENGTH)), tagless(object(2, LENGTH * 2))),
        (tagless(object(1, LENGTH)), object(2, LENGTH)),
        (object(1, LENGTH), tagless(object(2, LENGTH))),
    ] {
        let folder = tempdir().unwrap();
        let replaces = Does::Replaces(after.clone(), Box::new(Does::Serves));
        let store = Store::new(before, [Does::Cuts(100_000), replaces]);
        let came = download(&store, folder.path()).await;
        came.outcome.unwrap();
        assert_saved(folder.path(), &after);
        assert_eq!(came.progress.restarts, 1);
        assert!(came.told.contains(&"started over".to_owned()), "{:?}", came.told);
    }
}

#[tokio::test(start_paused = true)]
async fn a_log_that_grew_keeps_its_beginning() {
    let grown = object(1, LENGTH);
    let before = Object { etag: None, ..grown.clone() };
    let before = Object { content: before.content.slice(..LENGTH / 2), ..before };
    let folder = tempdir().unwrap();
    let replaces = Does::Replaces(grown.clone(), Box::new(Does::Serves));
    let store = Store::new(before, [Does::Cuts(100_000), replaces]);
    let came = download(&store, folder.path()).await;
    came.outcome.unwrap();
    assert_eq!(came.progress.restarts, 0, "nothing that was there differs");
    assert_saved(folder.path(), &grown);
}

#[tokio::test(start_paused = true)]
async fn a_server_without_parts_is_read_from_the_beginning() {
    let folder = tempdir().unwrap();
    let store = Store::new(object(1, LENGTH), [Does::Cuts(100_000), Does::IgnoresRange]);
    let came = download(&store, folder.path()).await;
    came.outcome.unwrap();
    assert_eq!((came.progress.restarts, store.asked().len()), (0, 2));
    assert_saved(folder.path(), &object(1, LENGTH));
}

#[tokio::test(start_paused = true)]
async fn a_server_that_can_not_be_understood_is_asked_for_all() {
    let folder = tempdir().unwrap();
    let lies = || Does::LiesAboutRange;
    let store = Store::new(object(1, LENGTH), [Does::Cuts(100_000), lies(), lies(), Does::Serves]);
    download(&store, folder.path()).await.outcome.unwrap();
    let part = (100_000 - OVERLAP, None);
    assert_eq!(store.asked(), [(0, None), part, part, (0, None)]);
    assert_saved(folder.path(), &object(1, LENGTH));
}

#[tokio::test(start_paused = true)]
async fn a_part_without_a_total_is_not_the_end() {
    let folder = tempdir().unwrap();
    let mut store = Store::new(object(1, LENGTH), [Does::Cuts(100_000), Does::HidesTotal]);
    store.lengths = false;
    download(&store, folder.path()).await.outcome.unwrap();
    assert_saved(folder.path(), &object(1, LENGTH));
}

#[tokio::test(start_paused = true)]
async fn all_of_another_object_never_meets_the_parts_of_one() {
    let manner = Manner { connections: Some(2), ..Manner::default() };
    let length = 9 * 1024 * 1024;
    let folder = tempdir().unwrap();
    // The second part comes slowly while the first breaks off, and is answered with all of what is there by then.
    let replaces = Does::Replaces(object(2, length), Box::new(Does::IgnoresRange));
    let script = [Does::Cuts(500_000), Does::Dawdles(1_000), replaces];
    let store = Store::new(object(1, length), script);
    download_in(&store, folder.path(), &manner).await.outcome.unwrap();
    assert_saved(folder.path(), &object(2, length));
}

#[tokio::test(start_paused = true)]
async fn a_range_that_is_not_there_is_a_reason_to_ask_for_all() {
    let folder = tempdir().unwrap();
    let store = Store::new(object(1, LENGTH), [Does::Cuts(100_000), Does::Refuses(416)]);
    download(&store, folder.path()).await.outcome.unwrap();
    assert_saved(folder.path(), &object(1, LENGTH));
}

#[tokio::test(start_paused = true)]
async fn chunks_without_length_are_resumed_as_well() {
    let folder = tempdir().unwrap();
    let mut store = Store::new(object(1, LENGTH), [Does::Cuts(100_000)]);
    store.lengths = false;
    download(&store, folder.path()).await.outcome.unwrap();
    assert_eq!(store.asked().len(), 2);
    assert_saved(folder.path(), &object(1, LENGTH));
}

#[tokio::test(start_paused = true)]
async fn a_file_that_is_there_is_not_fetched_again() {
    let folder = tempdir().unwrap();
    for already in [false, true] {
        let store = Store::new(object(1, LENGTH), []);
        let saved = download(&store, folder.path()).await.outcome.unwrap();
        assert_eq!((saved.already, saved.bytes), (already, LENGTH as u64));
        assert_saved(folder.path(), &object(1, LENGTH));
    }
}

#[tokio::test(start_paused = true)]
async fn a_small_file_that_is_there_is_recognised_however_slowly_it_comes() {
    for script in [vec![Does::Dawdles(600)], vec![Does::Cuts(50_000)]] {
        let folder = tempdir().unwrap();
        for already in [false, true] {
            let store = Store::new(object(1, 200_000), script.clone());
            let saved = download(&store, folder.path()).await.outcome.unwrap();
            assert_eq!(saved.already, already, "{script:?}");
            assert_saved(folder.path(), &object(1, 200_000));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_file_of_which_little_is_told_is_not_saved_twice() {
    for length in [1_000, LENGTH] {
        for etag in [None, Some("\"a-1\"".to_owned()), Some(md5_of(&object(1, length)))] {
            for (lengths, dates) in [(false, false), (false, true), (true, false)] {
                let object = Object { etag: etag.clone(), ..object(1, length) };
                let folder = tempdir().unwrap();
                for already in [false, true] {
                    let mut store = Store::new(object.clone(), []);
                    (store.lengths, store.dates) = (lengths, dates);
                    let saved = download(&store, folder.path()).await.outcome.unwrap();
                    assert_eq!(saved.already, already, "{etag:?} {lengths} {dates}");
                    assert_saved(folder.path(), &object);
                }
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_counted_length_does_not_vouch_for_what_is_named_gz() {
    let folder = tempdir().unwrap();
    let mut store = Store::new(object(1, LENGTH), []);
    (store.lengths, store.name) = (false, "x.tar.gz");
    let error = download(&store, folder.path()).await.outcome.unwrap_err();
    assert!(matches!(error.kind(), Kind::Corrupt { .. }), "{error}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_whole_file_of_unknown_length_is_gone_on_with() {
    let folder = tempdir().unwrap();
    let mut store = Store::new(object(1, LENGTH), []);
    store.lengths = false;
    // No name is left for it.
    let names = (2..=10_000).map(|number| numbered("x.log", number)).chain(["x.log".to_owned()]);
    names.for_each(|name| drop(File::create(folder.path().join(name)).unwrap()));
    let error = download(&store, folder.path()).await.outcome.unwrap_err();
    assert_eq!(error.kept(), Some(LENGTH as u64), "{error}");

    fs::remove_file(folder.path().join("x.log")).unwrap();
    let came = download(&store, folder.path()).await;
    assert_eq!(came.outcome.unwrap().resumed_from, LENGTH as u64);
    assert_eq!(store.asked(), [(0, None), (LENGTH as u64 - 1 - OVERLAP, None)]);
    assert!(fs::read(folder.path().join("x.log")).unwrap() == object(1, LENGTH).content);
}

#[tokio::test(start_paused = true)]
async fn more_than_a_part_was_to_bring_is_never_taken() {
    let length = 9 * 1024 * 1024;
    for connections in [1, 4] {
        let manner = Manner { connections: Some(connections), ..Manner::default() };
        let folder = tempdir().unwrap();
        // However often: what is not asked for as a part can be had.
        let script = [vec![Does::Cuts(500_000)], vec![Does::Overruns; 20]].concat();
        let store = Store::new(object(1, length), script);
        let came = download_in(&store, folder.path(), &manner).await;
        came.outcome.unwrap();
        assert!(
            came.told.iter().any(|told| told.contains("more than it promised")),
            "{:?}",
            came.told
        );
        assert_saved(folder.path(), &object(1, length));
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_is_resumed_of_a_file_that_was_damaged() {
    let whole = Object { etag: Some(md5_of(&object(1, LENGTH))), ..object(1, LENGTH) };
    let folder = tempdir().unwrap();
    let cuts = [100_000, 0, 0, 0, 0, 0].map(Does::Cuts);
    download(&Store::new(whole.clone(), cuts), folder.path()).await.outcome.unwrap_err();
    let came = download(&Store::new(whole.clone(), [Does::Flips]), folder.path()).await;
    let saved = came.outcome.unwrap();
    assert_eq!((saved.resumed_from, came.progress.restarts), (0, 1));
    assert_eq!(saved.checksum, Some(Checksum::Md5));
    assert_saved(folder.path(), &whole);
}

#[tokio::test(start_paused = true)]
async fn an_empty_file_is_a_file() {
    let folder = tempdir().unwrap();
    let store = Store::new(object(1, 0), []);
    assert_eq!(download(&store, folder.path()).await.outcome.unwrap().bytes, 0);
    assert_saved(folder.path(), &object(1, 0));
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_hardly_brings_anything_is_given_up() {
    let folder = tempdir().unwrap();
    let store = Store::new(object(1, LENGTH), [Does::Dawdles(10_000)]);
    let came = download(&store, folder.path()).await;
    came.outcome.unwrap();
    assert_eq!(store.asked().len(), 2);
    assert!(came.told[0].contains("hardly a byte came in 60 s"), "{:?}", came.told);
    assert_saved(folder.path(), &object(1, LENGTH));
}

#[tokio::test(start_paused = true)]
async fn several_connections_bring_the_same_file() {
    let manner = Manner { connections: Some(4), ..Manner::default() };
    let length = 9 * 1024 * 1024;
    for script in [
        vec![],
        vec![Does::Cuts(500_000), Does::Cuts(100_000), Does::Cuts(0), Does::LiesAboutRange],
        vec![Does::Serves, Does::Replaces(object(2, length), Box::new(Does::Serves))],
        vec![Does::Serves, Does::Refuses(503), Does::IgnoresRange],
    ] {
        let folder = tempdir().unwrap();
        let store = Store::new(object(1, length), script);
        let came = download_in(&store, folder.path(), &manner).await;
        came.outcome.unwrap();
        let object = store.object.lock().unwrap().clone();
        assert_saved(folder.path(), &object);
        assert!(store.asked().iter().any(|(_, to)| to.is_some()), "{:?}", store.asked());
    }
}
