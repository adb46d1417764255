//! Journals and partial files that a crash, or somebody, has changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use futures::{StreamExt, stream};
use huaweicloud_logs_sim::{EtagForm, Fault, FaultOrder, On, Position, Service};
use tempfile::tempdir;

use super::cell::examine;
use super::world::{Way, Wish, World};

const SIZE: u64 = 300 * 1024;

/// Runs at the same time.
const AT_ONCE: usize = 8;

/// What a download that broke off left.
#[derive(Clone)]
struct Left {
    part: (PathBuf, Vec<u8>),
    journal: (PathBuf, Vec<u8>),
}

impl Left {
    fn read(folder: &Path) -> Self {
        let find = |ending: &str| {
            let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
            let path =
                entries.into_iter().find(|path| path.extension().unwrap() == ending).unwrap();
            (PathBuf::from(path.file_name().unwrap()), fs::read(path).unwrap())
        };
        Self { part: find("part"), journal: find("journal") }
    }

    fn write(&self, folder: &Path) {
        fs::create_dir(folder).unwrap();
        for (name, bytes) in [&self.part, &self.journal] {
            fs::write(folder.join(name), bytes).unwrap();
        }
    }
}

/// A world in which a download broke off twice, and what it left.
async fn broken_off(form: Option<EtagForm>) -> (World, Left) {
    let patience = Duration::from_secs(30);
    let wish = Wish { size: SIZE, patience, ..Wish::default() };
    let world = World::start(Way::Link, wish).await;
    let store = || On::service(Service::Obs);
    world.order(form.map(|form| FaultOrder::new(Fault::Etag { form }).on(store())));
    let folder = tempdir().unwrap();
    let cut = Fault::ShortBody { at: Position::Percent(30) };
    for fault in [cut, Fault::ShortBody { at: Position::Percent(20) }] {
        let order = FaultOrder::new(fault).on(store());
        let ordered =
            world.order([order, FaultOrder::new(Fault::ExpiredLink).on(store()).after(1)]);
        let error = world.save_to(folder.path()).await.unwrap_err();
        assert!(error.kept().is_some_and(|kept| kept > 0), "{error:?}");
        for order in ordered {
            world.simulator.cancel(order);
        }
    }
    let left = Left::read(folder.path());
    let lines = left.journal.1.iter().filter(|byte| **byte == b'\n').count();
    assert!(lines >= 2, "a journal of {lines} lines has no torn tail");
    (world, left)
}

/// Asserts that a download goes on from each of these to the right file.
async fn assert_all_end_well(world: &World, all: Vec<(String, Left)>) {
    assert!(!all.is_empty());
    stream::iter(all)
        .for_each_concurrent(AT_ONCE, |(what, left)| async move {
            let outside = tempdir().unwrap();
            let folder = outside.path().join("folder");
            left.write(&folder);
            let outcome = world.save_to(&folder).await;
            let examined = examine(world, outside.path(), &outcome).await;
            assert!(outcome.is_ok() && examined.is_ok(), "{what}: {outcome:?}, {examined:?}");
        })
        .await;
}

fn with_journal(left: &Left, journal: Vec<u8>) -> Left {
    Left { journal: (left.journal.0.clone(), journal), ..left.clone() }
}

fn with_part(left: &Left, part: Vec<u8>) -> Left {
    Left { part: (left.part.0.clone(), part), ..left.clone() }
}

const TAGS: [Option<EtagForm>; 2] = [None, Some(EtagForm::Missing)];

#[tokio::test(flavor = "multi_thread")]
async fn a_journal_cut_anywhere_does_no_harm() {
    for form in TAGS {
        let (world, left) = broken_off(form).await;
        let cuts = (0..left.journal.1.len()).map(|end| {
            (format!("cut at {end}"), with_journal(&left, left.journal.1[..end].to_vec()))
        });
        assert_all_end_well(&world, cuts.collect()).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_journal_with_a_wrong_bit_does_no_harm() {
    for form in TAGS {
        let (world, left) = broken_off(form).await;
        let flips = (0..left.journal.1.len()).map(|at| {
            let mut journal = left.journal.1.clone();
            // Each byte, and one bit after the other.
            journal[at] ^= 1 << (at % 8);
            (format!("bit {} of byte {at}", at % 8), with_journal(&left, journal))
        });
        assert_all_end_well(&world, flips.collect()).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_journal_of_something_else_does_no_harm() {
    let (world, left) = broken_off(None).await;
    let journal = &left.journal.1;
    let last = journal.split_inclusive(|byte| *byte == b'\n').next_back().unwrap();
    let all = [
        ("noise", vec![0xa5; 4096]),
        ("zeros, as some file systems leave them", vec![0; 4096]),
        ("zeros behind it", [journal.as_slice(), &[0; 512]].concat()),
        ("its last line twice", [journal, last].concat()),
        ("only its last line", last.to_vec()),
        ("without its line ends", journal.iter().copied().filter(|byte| *byte != b'\n').collect()),
    ];
    let all = all.map(|(what, journal)| (what.to_owned(), with_journal(&left, journal)));
    assert_all_end_well(&world, all.into()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_partial_file_of_another_length_does_no_harm() {
    for form in TAGS {
        let (world, left) = broken_off(form).await;
        let part = &left.part.1;
        let length = part.len();
        let cuts = [0, 1, 4095, length / 2, length - 1].map(|end| part[..end].to_vec());
        let longer =
            [1, 4096, 1024 * 1024].map(|more| [part.as_slice(), &vec![0xa5; more]].concat());
        let all = cuts.into_iter().chain(longer);
        let all = all.map(|part| (format!("{} bytes", part.len()), with_part(&left, part)));
        assert_all_end_well(&world, all.collect()).await;
    }
}

/// Without a tag nobody can know of it, but for the end, which is compared.
#[tokio::test(flavor = "multi_thread")]
async fn a_partial_file_with_other_bytes_does_no_harm() {
    let (world, left) = broken_off(None).await;
    let length = left.part.1.len();
    let flips = (0..length).step_by(length / 40).chain([length - 1]).map(|at| {
        let mut part = left.part.1.clone();
        part[at] = !part[at];
        (format!("byte {at}"), with_part(&left, part))
    });
    let zeros = (String::from("zeros"), with_part(&left, vec![0; length]));
    assert_all_end_well(&world, flips.chain([zeros]).collect()).await;
    let (world, left) = broken_off(Some(EtagForm::Missing)).await;
    let mut part = left.part.1.clone();
    *part.last_mut().unwrap() ^= 1;
    assert_all_end_well(&world, vec![(String::from("end"), with_part(&left, part))]).await;
}
