use std::fs;
use std::path::Path;
use std::time::Duration;

use proptest::prelude::{ProptestConfig, any, prop, proptest};
use tokio::time::advance;

use super::{CAPACITY, History, Sample};
use crate::Service;

fn sample(seconds: u64) -> Sample {
    let (after, by) = (Duration::from_secs(seconds), Duration::from_secs(seconds + 5));
    Sample { after: Some(after), by: Some(by), percents: vec![(after, 50.0)] }
}

fn count(history: &History) -> u64 {
    history.durations(Service::Rds, "error log").count()
}

#[tokio::test(start_paused = true)]
async fn a_history_begins_with_what_an_earlier_one_wrote() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("not/yet/there.json");
    let first = History::open(&path);
    for n in 0..10 {
        first.record(Service::Rds, "error log", sample(n));
        first.record(Service::CloudDc, "server logs", sample(100 * n));
    }
    let given_up = Sample { after: Some(Duration::from_millis(1_500)), ..Sample::default() };
    first.record(Service::Rds, "error log", given_up);
    let chance = |history: &History| {
        let durations = history.durations(Service::Rds, "error log");
        durations.chance(Duration::from_secs(2), Duration::from_secs(9))
    };
    let before = chance(&first);
    drop(first);
    let second = History::open(&path);
    assert_eq!((count(&second), chance(&second)), (11, before));
    assert_eq!(second.durations(Service::CloudDc, "server logs").count(), 10);
    assert_eq!(second.durations(Service::Dds, "error log").count(), 0);
}

#[tokio::test(start_paused = true)]
async fn the_file_is_written_now_and_then_and_at_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.json");
    let history = History::open(&path);
    let written = || count(&History::open(&path));
    history.record(Service::Rds, "error log", sample(1));
    assert_eq!(written(), 1);
    history.record(Service::Rds, "error log", sample(1));
    assert_eq!(written(), 1, "it was written just now");
    advance(Duration::from_secs(10)).await;
    history.record(Service::Rds, "error log", sample(1));
    assert_eq!(written(), 3);
    let clone = history.clone();
    clone.record(Service::Rds, "error log", sample(1));
    drop(history);
    assert_eq!(written(), 3);
    drop(clone);
    assert_eq!(written(), 4);
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[tokio::test(start_paused = true)]
async fn only_the_latest_jobs_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.json");
    let history = History::open(&path);
    for _ in 0..CAPACITY + 10 {
        history.record(Service::Rds, "error log", sample(1));
    }
    drop(history);
    assert_eq!(count(&History::open(&path)), CAPACITY as u64);
}

#[test]
fn a_file_that_can_not_be_written_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    let history = History::open(folder.path());
    history.record(Service::Rds, "error log", sample(1));
    assert_eq!(count(&history), 1);
    drop(history);
    assert!(folder.path().is_dir());
}

fn opened(path: &Path, bytes: &[u8]) -> u64 {
    fs::write(path, bytes).unwrap();
    let history = History::open(path);
    history.record(Service::Rds, "error log", sample(1));
    let counted = count(&history);
    drop(history);
    assert_eq!(count(&History::open(path)), counted);
    counted
}

#[test]
fn a_file_that_makes_no_sense_counts_as_empty_and_is_written_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.json");
    let rds = |version: u32, row: &str| {
        format!(
            r#"{{"version":{version},"jobs":[{{"service":"rds","job":"error log","samples":[{row}]}}]}}"#
        )
    };
    assert_eq!(opened(&path, rds(1, r#"{"after":1.0,"by":2.5}"#).as_bytes()), 2);
    assert_eq!(opened(&path, rds(2, r#"{"after":1.0,"by":2.5}"#).as_bytes()), 1, "another version");
    assert_eq!(opened(&path, rds(1, r#"{"after":-1.0,"by":2.5}"#).as_bytes()), 1, "a bad row");
    assert_eq!(opened(&path, rds(1, r#"{"after":1.0,"by":1e300}"#).as_bytes()), 1, "a bad row");
    for broken in ["", "{", "null", "[]", r#"{"version":1}"#, &rds(1, "")[..60], "\u{0}\u{0}"] {
        assert_eq!(opened(&path, broken.as_bytes()), 1, "{broken}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_damage_to_a_file_leaves_a_history_that_works(
        at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<prop::sample::Index>(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("history.json");
        let history = History::open(&path);
        (0..5).for_each(|n| history.record(Service::Rds, "error log", sample(n)));
        drop(history);
        let mut bytes = fs::read(&path).unwrap();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        assert!(opened(&path, &bytes) >= 1);
        bytes.truncate(cut.index(bytes.len()));
        assert!(opened(&path, &bytes) >= 1);
    }
}
