//! Bytes that a server may send, for the parsers in `crates/huaweicloud-logs/src/fuzzing.rs`.
//!
//! `cargo xtask fuzz` builds this with libFuzzer, which makes the bytes up. Built as usual, it repeats what that found:
//! `cargo run -p fuzz-targets -- etag FILE`.

#![cfg_attr(fuzzing, no_main)]

use huaweicloud_logs::fuzzing::{TARGETS, Target};

/// libFuzzer keeps the arguments for itself, so this variable names the target.
#[cfg(fuzzing)]
static TARGET: std::sync::LazyLock<Target> = std::sync::LazyLock::new(|| {
    let name = std::env::var("FUZZ_TARGET").unwrap_or_default();
    target(&name).unwrap_or_else(|| panic!("FUZZ_TARGET={name}: there is no such target"))
});

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(init: std::sync::LazyLock::force(&TARGET), |bytes: &[u8]| TARGET(bytes));

#[cfg(not(fuzzing))]
fn main() -> std::process::ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [name, files @ ..] = arguments.as_slice() else {
        eprintln!("usage: fuzz-targets TARGET FILE…");
        return std::process::ExitCode::FAILURE;
    };
    let Some(target) = target(name) else {
        eprintln!("{name}: there is no such target");
        return std::process::ExitCode::FAILURE;
    };
    for file in files {
        match std::fs::read(file) {
            Ok(bytes) => target(&bytes),
            Err(error) => {
                eprintln!("{file}: {error}");
                return std::process::ExitCode::FAILURE;
            }
        }
        println!("{file}: passed");
    }
    std::process::ExitCode::SUCCESS
}

fn target(name: &str) -> Option<Target> {
    TARGETS.iter().find(|(known, _)| *known == name).map(|(_, target)| *target)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::PathBuf;

    use super::TARGETS;

    fn seeds() -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("seeds")
    }

    #[test]
    fn every_target_has_seeds_and_all_seeds_have_a_target() {
        let folders = fs::read_dir(seeds()).unwrap();
        let folders: BTreeSet<_> =
            folders.map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
        let targets = TARGETS.iter().map(|(name, _)| (*name).to_owned());
        assert_eq!(folders, targets.collect::<BTreeSet<_>>());
    }

    #[test]
    fn every_seed_passes() {
        for (name, target) in TARGETS {
            let files: Vec<_> = fs::read_dir(seeds().join(name)).unwrap().collect();
            assert!(files.len() >= 3, "{name}");
            for file in files {
                let file = file.unwrap().path();
                eprintln!("{}", file.display());
                target(&fs::read(&file).unwrap());
            }
        }
    }
}
