//! Links that end or are refused.

use std::time::Duration;

use tempfile::tempdir;
use tokio::time::Instant;

use super::{Does, Manner, Store, assert_saved, download, download_in, object};

const LENGTH: usize = 300_000;

#[tokio::test(start_paused = true)]
async fn a_refused_link_is_replaced_and_the_same_byte_gone_on_from() {
    for status in [401, 403, 404, 410] {
        let folder = tempdir().unwrap();
        let store = Store::new(object(1, LENGTH), [Does::Cuts(100_000), Does::Refuses(status)]);
        *store.links.lock().unwrap() = 1;
        let came = download(&store, folder.path()).await;
        assert_eq!(came.outcome.unwrap().reissues, 1);
        assert!(store.asked()[2].0 > 0);
        assert_saved(folder.path(), &object(1, LENGTH));
    }
}

#[tokio::test(start_paused = true)]
async fn a_link_of_which_there_is_no_other_is_an_error_that_keeps_what_is_there() {
    let folder = tempdir().unwrap();
    let store = Store::new(object(1, LENGTH), [Does::Cuts(100_000), Does::Refuses(403)]);
    let error = download(&store, folder.path()).await.outcome.unwrap_err();
    assert_eq!((error.status(), error.kept()), (Some(403), Some(100_000)));
    assert_eq!(store.asked().len(), 2, "it is asked for once");
}

#[tokio::test(start_paused = true)]
async fn links_that_are_all_refused_end_the_download() {
    let folder = tempdir().unwrap();
    let store = Store::new(object(1, LENGTH), vec![Does::Refuses(403); 100]);
    *store.links.lock().unwrap() = 100;
    let error = download(&store, folder.path()).await.outcome.unwrap_err();
    assert_eq!((error.status(), store.asked().len()), (Some(403), 5));
}

#[tokio::test(start_paused = true)]
async fn connections_that_are_refused_together_share_one_new_link() {
    let folder = tempdir().unwrap();
    let length = 9 * 1024 * 1024;
    let refused = vec![Does::Refuses(403); 3];
    let script = [vec![Does::Cuts(500_000)], refused].concat();
    let store = Store::new(object(1, length), script);
    *store.links.lock().unwrap() = 5;
    let manner = Manner { connections: Some(4), ..Manner::default() };
    let came = download_in(&store, folder.path(), &manner).await;
    assert_eq!((came.outcome.unwrap().reissues, *store.number.lock().unwrap()), (1, 2));
    assert_eq!(came.told.iter().filter(|told| told.starts_with("reissued")).count(), 1);
    assert_saved(folder.path(), &object(1, length));
}

#[tokio::test(start_paused = true)]
async fn a_link_that_ends_before_the_download_is_replaced_early() {
    // 300 chunks, half a second each; the link ends in the middle.
    for (life, reissues) in [(75, 1), (200, 0)] {
        let folder = tempdir().unwrap();
        let store = Store::new(object(1, LENGTH), [Does::Dawdles(500)]);
        *store.links.lock().unwrap() = 5;
        *store.ends.lock().unwrap() = Some(Instant::now() + Duration::from_secs(life));
        let came = download(&store, folder.path()).await;
        assert_eq!(came.outcome.unwrap().reissues, reissues, "{:?}", came.told);
        assert_saved(folder.path(), &object(1, LENGTH));
    }
}
