//! One fault, one way, one kind of server: what is on disk then, and after another run without the fault.

use std::fmt;
use std::fs;
use std::path::Path;
use std::time::Duration;

use huaweicloud_logs::{Error, SavedFile};
use huaweicloud_logs_sim::{Position, RecordedRequest, Service};
use sha2::{Digest, Sha256};
use tempfile::tempdir;
use tokio::time::timeout;

use super::strike::{Row, Server};
use super::world::{Way, Wish, World};

/// A download that takes longer hangs.
const HANG: Duration = Duration::from_secs(30);

/// The name of the folder, beside which nothing may appear.
const FOLDER: &str = "folder";

/// What is asked for again to be compared, and a little more.
const OVERLAP: u64 = 64 * 1024;

/// How a cell ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The fault can't strike there.
    Untouched,
    /// The file is what the server has or had.
    Correct,
    /// An error, and the next run fetched only what was missing.
    Kept,
    /// An error, and the next run had to fetch it all.
    Lost,
    /// An error, and it isn't certain that anything came before.
    Nothing,
    Hang,
    /// A wrong file under a final name, or something that doesn't belong there.
    Corruption(String),
    /// An error in the next run, when nothing was wrong any more.
    Poisoned(String),
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Untouched => ".",
            Self::Correct => "correct",
            Self::Kept => "error, kept",
            Self::Lost => "error, lost",
            Self::Nothing => "error",
            Self::Hang => "HANG",
            Self::Corruption(_) => "CORRUPT",
            Self::Poisoned(_) => "POISONED",
        })
    }
}

impl Verdict {
    pub(crate) fn is_harm(&self) -> bool {
        matches!(self, Self::Hang | Self::Corruption(_) | Self::Poisoned(_))
    }
}

/// Where a download happens.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) way: Way,
    pub(crate) server: Server,
    pub(crate) size: u64,
    pub(crate) connections: Option<u32>,
    /// How long nothing may come where that is the fault. On a busy machine a short time strikes others, too.
    pub(crate) patience: Duration,
}

/// Runs a download with faults, and after an error once more without.
pub(crate) async fn run(row: &Row, place: Place) -> Verdict {
    let Place { way, server, size, connections, patience } = place;
    let (reissue, name) = (row.reissue, row.file_name.clone());
    let patience = if row.stalls() { patience } else { HANG };
    let world = World::start(way, Wish { size, connections, patience, reissue, name }).await;
    world.order(server.order().filter(|_| way != Way::CloudDc));
    let strikes = world.order(row.strikes.iter().map(|strike| strike.order(way, server)));
    let outside = tempdir().unwrap();
    let Ok(outcome) = timeout(HANG, world.save_to(&outside.path().join(FOLDER))).await else {
        return Verdict::Hang;
    };
    let faults = world.simulator.faults();
    let named_by_caller = row.file_name.is_some() && way == Way::Link;
    let struck = |id| faults.iter().any(|fault| fault.id == id && fault.befell > 0);
    let struck = named_by_caller || strikes.iter().all(|id| struck(*id));
    let verdict = match examine(&world, outside.path(), &outcome).await {
        Err(wrong) => Verdict::Corruption(wrong),
        Ok(()) if outcome.is_ok() => Verdict::Correct,
        Ok(()) => {
            for strike in strikes {
                world.simulator.cancel(strike);
            }
            again(row, place, &world, outside.path()).await
        }
    };
    // It may not have come to what was to follow, but a row must do all that it says.
    if struck || verdict.is_harm() { verdict } else { Verdict::Untouched }
}

/// What the next run makes of what an error left.
async fn again(row: &Row, place: Place, world: &World, outside: &Path) -> Verdict {
    let Place { way, size, connections, .. } = place;
    let folder = outside.join(FOLDER);
    // Of what several connections ask for each takes only a part.
    let countable = connections.is_none_or(|connections| connections == 1);
    let came = row.came.filter(|_| countable).map(|came| bytes_before(came, size));
    let came = came.filter(|came| *came > OVERLAP);
    if row.reissue == Some("never") {
        // Nothing can take that back.
        return match came {
            None => Verdict::Nothing,
            Some(came) if partial(&folder) >= came => Verdict::Kept,
            Some(_) => Verdict::Lost,
        };
    }
    let before = world.simulator.requests().len();
    let Ok(outcome) = timeout(HANG, world.save_to(&folder)).await else { return Verdict::Hang };
    if let Err(wrong) = examine(world, outside, &outcome).await {
        return Verdict::Corruption(format!("in the next run: {wrong}"));
    }
    let saved = match outcome {
        Ok(saved) => saved,
        Err(error) => return Verdict::Poisoned(format!("{error:?}")),
    };
    let Some(came) = came else { return Verdict::Nothing };
    let requests = world.simulator.requests();
    let fetched = requests[before..].iter().filter_map(|request| served(request, way, saved.bytes));
    let missing = saved.bytes.saturating_sub(came);
    if fetched.sum::<u64>() <= missing + OVERLAP { Verdict::Kept } else { Verdict::Lost }
}

fn bytes_before(position: Position, size: u64) -> u64 {
    match position {
        Position::Byte(byte) => byte,
        Position::BeforeEnd(bytes) => size - bytes,
        Position::Percent(percent) => size * u64::from(percent) / 100,
    }
}

/// How long the partial file is.
fn partial(folder: &Path) -> u64 {
    let part = names(folder).into_iter().find(|name| name.ends_with(".part"));
    part.map_or(0, |part| fs::metadata(folder.join(part)).unwrap().len())
}

/// How many bytes of the file a request got.
fn served(request: &RecordedRequest, way: Way, size: u64) -> Option<u64> {
    let of_file = match way {
        Way::CloudDc => request.operation == Some("DownloadServerLogs"),
        _ => request.service == Service::Obs,
    };
    match request.status.filter(|_| of_file)? {
        200 => Some(size),
        206 => {
            let (from, last) = request.range.as_ref()?.strip_prefix("bytes=")?.split_once('-')?;
            let end = last.parse().map_or(size, |last: u64| last + 1);
            Some(end.saturating_sub(from.parse().ok()?))
        }
        _ => None,
    }
}

/// Holds what is on disk to what was said of it.
pub(crate) async fn examine(
    world: &World,
    outside: &Path,
    outcome: &Result<SavedFile, Error>,
) -> Result<(), String> {
    let folder = outside.join(FOLDER);
    let stray = names(outside).into_iter().find(|name| name != FOLDER);
    if let Some(stray) = stray {
        return Err(format!("{stray} is outside of the folder"));
    }
    let entries = names(&folder);
    let (hidden, visible): (Vec<_>, Vec<_>) =
        entries.into_iter().partition(|name| name.starts_with(".hwlogs-"));
    let saved = match outcome {
        Ok(saved) => saved,
        Err(error) => {
            let said = format!("{error} {error:?} {:?}", error.hint());
            if said.contains("Signature") {
                return Err(format!("the error holds a secret: {said}"));
            }
            return match visible.first() {
                Some(visible) => Err(format!("{visible} is there in spite of {error}")),
                None => Ok(()),
            };
        }
    };
    if !hidden.is_empty() {
        return Err(format!("{hidden:?} is left over"));
    }
    let name = saved.path.file_name().unwrap().to_str().unwrap();
    if visible != [name] || saved.path.parent() != Some(&folder) {
        return Err(format!("{} was saved, and there is {visible:?}", saved.path.display()));
    }
    let bytes = fs::read(&saved.path).unwrap();
    if bytes.len() as u64 != saved.bytes {
        return Err(format!("{} bytes are said to be {}", bytes.len(), saved.bytes));
    }
    if world.original().content.bytes() == bytes {
        return Ok(());
    }
    let digest: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    if world.replacements().await.contains(&digest) {
        return Ok(());
    }
    Err(format!("{} bytes are of no object", bytes.len()))
}

fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return vec![] };
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}
