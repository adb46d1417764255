//! Downloads that break off and go on.

use tempfile::tempdir;

use super::{Does, Manner, Object, Store, assert_saved, download, download_in, object};

const LENGTH: usize = 300_000;
const OVERLAP: u64 = 16 * 1024;

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
