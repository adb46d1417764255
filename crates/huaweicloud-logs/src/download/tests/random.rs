//! Any sequence of faults: what ends well is right, and what doesn't loses nothing for the next time.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{BoxedStrategy, Just, ProptestConfig, Strategy, any, prop_oneof, proptest};
use proptest::sample::select;
use tempfile::tempdir;

use super::{Does, Manner, Object, Store, assert_saved, download_in, object};

fn objects() -> impl Strategy<Value = Object> {
    // Few seeds, so that replaced objects are often the same, or of one length.
    let lengths = select(&[0, 1, 20_000, 300_000, 300_001, 3_000_000][..]);
    (0u64..3, lengths, any::<bool>(), 0u32..2).prop_map(|(seed, length, tagged, modified)| {
        let object = object(seed, length);
        // Without a tag, only a date may tell that one object is another.
        let etag = object.etag.clone().filter(|_| tagged);
        Object { etag, modified: if tagged { modified } else { seed as u32 }, ..object }
    })
}

fn faults() -> BoxedStrategy<Does> {
    let places = prop_oneof![Just(0), Just(1), 0usize..400_000, Just(299_999)];
    let plain = prop_oneof![
        Just(Does::Serves),
        places.prop_map(Does::Cuts),
        select(&[401, 403, 404, 410, 416, 429, 500, 503][..]).prop_map(Does::Refuses),
        Just(Does::IgnoresRange),
        Just(Does::LiesAboutRange),
        Just(Does::HidesTotal),
        // So that several connections bring something at the same time.
        Just(Does::Dawdles(3)),
        Just(Does::Dawdles(20_000)),
    ];
    let replaced = (objects(), plain.clone())
        .prop_map(|(object, then)| Does::Replaces(object, Box::new(then)));
    prop_oneof![4 => plain, 1 => replaced].boxed()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn no_sequence_of_faults_makes_a_wrong_file(
        first in objects(), script in vec(faults(), 0..12), lengths in any::<bool>(), links in 0u32..4,
        connections in option::of(select(&[1u32, 3][..])),
    ) {
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
        runtime.block_on(async {
            let folder = tempdir().unwrap();
            let mut store = Store::new(first, script);
            store.lengths = lengths;
            *store.links.lock().unwrap() = links;
            let manner = Manner { connections, ..Manner::default() };
            // Each run uses up some of the faults; when there are none left, it must end well.
            for run in 0.. {
                let left = store.script.lock().unwrap().len();
                let came = download_in(&store, folder.path(), &manner).await;
                match came.outcome {
                    Ok(_) => break,
                    Err(error) => assert!(left > 0 && run < 20, "{error} after {:?}", store.asked()),
                }
                assert!(!folder.path().join("x.log").exists());
            }
            let object = store.object.lock().unwrap().clone();
            assert_saved(folder.path(), &object);
        });
    }
}
