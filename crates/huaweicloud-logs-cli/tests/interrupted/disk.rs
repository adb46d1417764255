//! A disk that fails: full, read-only or broken, at any call.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use futures::{StreamExt, stream};
use tempfile::{TempDir, tempdir};

use super::store::Store;
use super::{Running, assert_saved, hwlogs, is_there, names, said};

const SIZE: usize = 6 * 1024 * 1024;

/// A little more than half a second, so that something is noted before the end.
const BYTES_PER_SECOND: u64 = 9_000_000;

const EIO: i32 = 5;
const EACCES: i32 = 13;
const ENOSPC: i32 = 28;
const EROFS: i32 = 30;

/// `disk.c`, as a library to be loaded into a program.
static LIBRARY: LazyLock<(TempDir, PathBuf)> = LazyLock::new(|| {
    let folder = tempdir().unwrap();
    let library = folder.path().join("disk.so");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/interrupted/disk.c");
    let mut compiler = Command::new("cc");
    let compiled = compiler.args(["-shared", "-fPIC", "-Wall", "-O1", "-o"]).arg(&library);
    let compiled = compiled.arg(source).arg("-ldl").output().unwrap();
    assert!(compiled.status.success(), "{}", said(&compiled));
    (folder, library)
});

/// What fails.
#[derive(Clone, Copy, Debug)]
struct Failing {
    call: &'static str,
    /// What the names of the files end in.
    name: &'static str,
    error: i32,
    /// How many calls, or bytes, succeed first.
    after: u64,
}

/// A store, and a folder on a disk that may fail.
struct Disk {
    store: Store,
    outside: TempDir,
}

impl Disk {
    fn new() -> Self {
        let outside = tempdir().unwrap();
        std::fs::create_dir(outside.path().join("folder")).unwrap();
        Self { store: Store::start(SIZE, BYTES_PER_SECOND), outside }
    }

    fn folder(&self) -> PathBuf {
        self.outside.path().join("folder")
    }

    /// Downloads while it fails; also whether it came to that.
    fn fetch_while(&self, failing: Failing) -> (Output, bool) {
        self.fetch_by(hwlogs(&self.store, &self.folder(), 1), failing)
    }

    fn fetch_by(&self, mut command: Command, failing: Failing) -> (Output, bool) {
        let Failing { call, name, error, after } = failing;
        let struck = self.outside.path().join("struck");
        command
            .env("LD_PRELOAD", &LIBRARY.1)
            .env("DISK_FOLDER", self.folder())
            .env("DISK_STRUCK", &struck)
            .env("DISK_CALL", call)
            .env("DISK_NAME", name)
            .env("DISK_ERRNO", error.to_string())
            .env("DISK_AFTER", after.to_string());
        let output = Running::start(command).end();
        (output, struck.exists())
    }

    fn fetch(&self) -> Output {
        Running::start(hwlogs(&self.store, &self.folder(), 1)).end()
    }

    /// Downloads when all is well again, and returns how many bytes that took.
    fn assert_mended(&self) -> u64 {
        let sent = self.store.sent();
        assert_saved(&self.fetch(), &self.store, &self.folder());
        self.store.sent() - sent
    }
}

/// So many bytes more than necessary may come.
const SLACK: u64 = 512 * 1024;

#[test]
fn a_full_disk_is_told_and_what_fitted_is_kept() {
    let disk = Disk::new();
    let half = SIZE as u64 / 2;
    let failing = Failing { call: "write", name: ".part", error: ENOSPC, after: half };
    let (output, struck) = disk.fetch_while(failing);
    assert!(struck);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("hint: make room"), "{}", said(&output));
    assert!(!is_there(&disk.store, &disk.folder()));
    let again = disk.assert_mended();
    assert!(again <= half + SLACK, "{again} bytes came again");
}

#[test]
fn a_folder_that_cannot_be_written_to_is_told_and_nothing_is_asked_for() {
    for error in [EROFS, EACCES] {
        let disk = Disk::new();
        let (output, struck) =
            disk.fetch_while(Failing { call: "open", name: "", error, after: 0 });
        assert!(struck);
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        assert!(said(&output).contains("hint: choose a folder"), "{}", said(&output));
        assert_eq!((names(&disk.folder()), disk.store.asked()), (vec![], vec![]));
        disk.assert_mended();
    }
}

#[test]
fn a_file_that_cannot_get_its_name_is_not_fetched_again() {
    for error in [EIO, ENOSPC, EROFS] {
        let disk = Disk::new();
        let failing = Failing { call: "rename", name: "", error, after: 0 };
        let (output, struck) = disk.fetch_while(failing);
        assert!(struck);
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        assert!(!is_there(&disk.store, &disk.folder()));
        let again = disk.assert_mended();
        assert!(again <= SLACK, "{again} bytes came again");
    }
}

/// The system tells of it once, and then takes what it dropped for written.
#[test]
fn what_could_not_be_put_on_disk_once_never_counts_as_there() {
    for connections in [1, 4] {
        for call in ["fdatasync", "fsync"] {
            let outside = tempdir().unwrap();
            std::fs::create_dir(outside.path().join("folder")).unwrap();
            // Each connection takes more than half a second, so that something is noted before the end.
            let disk = Disk { store: Store::start(SIZE, 1_500_000), outside };
            let mut command = hwlogs(&disk.store, &disk.folder(), connections);
            command.env("DISK_TIMES", "1");
            let failing = Failing { call, name: ".part", error: EIO, after: 0 };
            let (output, struck) = disk.fetch_by(command, failing);
            assert!(struck, "{call} with {connections} connections");
            assert_eq!(output.status.code(), Some(1), "{}", said(&output));
            assert!(!is_there(&disk.store, &disk.folder()));
            disk.assert_mended();
        }
    }
}

/// Any call on any file, at any time.
fn all() -> Vec<Failing> {
    let calls: [(&str, &[&str], &[u64]); 6] = [
        ("open", &[".part", ".journal"], &[0, 1]),
        ("read", &[".part", ".journal"], &[0, 1]),
        ("write", &[".part", ".journal"], &[0, 1, 100, 300, 2 << 20, SIZE as u64 - 1]),
        ("fdatasync", &[".part"], &[0, 1, 2]),
        ("fsync", &["", ".part"], &[0, 1, 2]),
        ("ftruncate", &[".part", ".journal"], &[0, 1]),
    ];
    let mut all = vec![];
    for (call, names, afters) in calls {
        for name in names {
            for after in afters {
                all.extend([EIO, ENOSPC].map(|error| Failing { call, name, error, after: *after }));
            }
        }
    }
    all
}

/// In the first run, or in one that goes on from what another left.
#[test]
fn whatever_call_fails_no_wrong_file_is_there_and_the_next_run_is_right() {
    let cases: Vec<_> =
        all().into_iter().flat_map(|failing| [(failing, false), (failing, true)]).collect();
    let runs = stream::iter(cases.clone()).map(|(failing, resumed)| async move {
        let run = move || {
            let disk = Disk::new();
            if resumed {
                let full = Failing { call: "write", name: ".part", error: ENOSPC, after: 1 << 20 };
                assert!(disk.fetch_while(full).1);
                std::fs::remove_file(disk.outside.path().join("struck")).unwrap();
            }
            let (output, struck) = disk.fetch_while(failing);
            let (there, ended_well) =
                (is_there(&disk.store, &disk.folder()), output.status.success());
            assert!(there || !ended_well, "{failing:?}: it says that all is well");
            assert!(struck || ended_well, "{failing:?}: {}", said(&output));
            disk.assert_mended();
            (struck, ended_well)
        };
        tokio::task::spawn_blocking(run).await.unwrap()
    });
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let outcomes: Vec<_> = runtime.block_on(runs.buffered(8).collect());
    for (case, (struck, ended_well)) in cases.iter().zip(&outcomes) {
        println!("{case:?}: struck {struck}, ended well {ended_well}");
    }
    let struck = outcomes.iter().filter(|(struck, _)| *struck).count();
    assert!(struck >= cases.len() / 2, "only {struck} of {} struck", cases.len());
}
