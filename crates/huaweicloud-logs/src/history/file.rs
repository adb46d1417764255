//! The history on disk.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tempfile::Builder;

use super::{Key, Kind};
use crate::history::sample::Sample;

/// Another version is not read.
const VERSION: u32 = 1;

/// The whole file.
#[derive(Serialize, Deserialize)]
struct File {
    version: u32,
    jobs: Vec<Jobs>,
}

/// The jobs of a kind, the latest last.
#[derive(Serialize, Deserialize)]
struct Jobs {
    service: String,
    job: String,
    samples: Vec<Row>,
}

/// A job, in seconds and per cent.
#[derive(Serialize, Deserialize)]
struct Row {
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<f64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    percents: Vec<(f64, f32)>,
}

/// What a file holds; nothing if it makes no sense.
pub(super) fn read(path: &Path) -> Vec<(Key, Vec<Sample>)> {
    let text = match fs::read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Vec::new(),
        Err(error) => {
            tracing::warn!(path = %path.display(), %error, "the history of jobs can't be read");
            return Vec::new();
        }
    };
    match serde_json::from_slice::<File>(&text) {
        Ok(file) if file.version == VERSION => file.jobs.into_iter().filter_map(jobs).collect(),
        outcome => {
            let why = outcome.err().map_or("another version".to_owned(), |error| error.to_string());
            tracing::warn!(path = %path.display(), why, "the history of jobs is ignored");
            Vec::new()
        }
    }
}

fn jobs(jobs: Jobs) -> Option<(Key, Vec<Sample>)> {
    let key = (jobs.service.parse().ok()?, jobs.job);
    Some((key, jobs.samples.into_iter().filter_map(sample).collect()))
}

fn sample(row: Row) -> Option<Sample> {
    let seconds = |it: f64| Duration::try_from_secs_f64(it).ok();
    let after = row.after.map_or(Some(None), |after| seconds(after).map(Some))?;
    let by = row.by.map_or(Some(None), |by| seconds(by).map(Some))?;
    let percents = row.percents.into_iter().map(|(age, percent)| Some((seconds(age)?, percent)));
    Some(Sample { after, by, percents: percents.collect::<Option<_>>()? })
}

/// Replaces a file: whoever reads it sees the old one or the new one.
pub(super) fn write(path: &Path, text: &str) {
    if let Err(error) = try_to_write(path, text) {
        tracing::warn!(path = %path.display(), %error, "the history of jobs can't be written");
    }
}

/// What is to be in the file.
pub(super) fn text(kinds: &BTreeMap<Key, Kind>) -> String {
    let row = |sample: &Sample| Row {
        after: sample.after.map(|after| after.as_secs_f64()),
        by: sample.by.map(|by| by.as_secs_f64()),
        percents: sample.percents.iter().map(|(age, told)| (age.as_secs_f64(), *told)).collect(),
    };
    let known = kinds.iter().filter(|(_, kind)| !kind.samples.is_empty());
    let jobs = known.map(|((service, job), kind)| Jobs {
        service: service.to_string(),
        job: job.clone(),
        samples: kind.samples.iter().map(row).collect(),
    });
    let file = File { version: VERSION, jobs: jobs.collect() };
    // There is nothing in it that JSON doesn't have.
    serde_json::to_string(&file).unwrap_or_default()
}

fn try_to_write(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut new = Builder::new().prefix(".hwlogs-history-").tempfile_in(folder)?;
    writeln!(new, "{text}")?;
    new.persist(path)?;
    Ok(())
}
