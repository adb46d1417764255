//! The jobs that are waited for: made up, or from a file.

mod file;
mod law;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use fastrand::Rng;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng as _;

use self::law::Law;
use crate::progress::{Progress, Shape};

/// Jobs of one kind, which are waited for one after the other.
#[derive(Clone, Debug)]
pub(crate) struct Workload {
    pub(crate) name: String,
    /// The number that it has in the documents, if it is one of theirs. W3 comes once for each shape.
    pub(crate) number: Option<u64>,
    pub(crate) shape: Shape,
    jobs: Jobs,
}

#[derive(Clone, Debug)]
enum Jobs {
    /// Drawn anew for each seed.
    Drawn(Law),
    /// The same for each seed.
    Given { history: Vec<Duration>, durations: Vec<Duration> },
}

/// What one seed makes of a workload.
#[derive(Clone, Debug)]
pub(crate) struct Series {
    /// How long jobs of the past are known to have taken.
    pub(crate) history: Vec<Duration>,
    /// The jobs in their order.
    pub(crate) jobs: Vec<Job>,
    /// How many of them come before the first that counts.
    pub(crate) training: usize,
}

/// A job that is waited for.
#[derive(Clone, Debug)]
pub(crate) struct Job {
    pub(crate) takes: Duration,
    pub(crate) progress: Progress,
}

impl Job {
    /// What it shows at an age at which it is not done.
    pub(crate) fn percent(&self, age: Duration) -> Option<f32> {
        self.progress.at(age.div_duration_f64(self.takes))
    }
}

/// W1 to W6.
pub(crate) fn published() -> Vec<Workload> {
    let drawn = |number, name: &str, law, shape| Workload {
        name: name.to_owned(),
        number: Some(number),
        shape,
        jobs: Jobs::Drawn(law),
    };
    let dump = |shape: Shape| drawn(3, &format!("W3-{}", shape.name()), Law::Dump, shape);
    let mut all = vec![link_generation(), drawn(2, "W2", Law::Cached, Shape::Hidden)];
    all.extend(Shape::ALL.map(dump));
    all.push(drawn(4, "W4", Law::Exponential, Shape::Hidden));
    all.push(drawn(5, "W5", Law::Pareto, Shape::Hidden));
    all.push(drawn(6, "W6", Law::Drift, Shape::Hidden));
    all
}

/// W1, of which W7 and W8 are made too.
pub(crate) fn link_generation() -> Workload {
    let jobs = Jobs::Drawn(Law::LinkGeneration);
    Workload { name: "W1".to_owned(), number: Some(1), shape: Shape::Hidden, jobs }
}

/// Reads workloads from files.
pub(crate) fn read(paths: &[PathBuf]) -> Result<Vec<Workload>, String> {
    let workloads: Result<Vec<_>, _> = paths.iter().map(|path| Workload::read(path)).collect();
    let workloads = workloads?;
    let names: BTreeSet<_> = workloads.iter().map(|workload| &workload.name).collect();
    if names.len() < workloads.len() {
        return Err("two workloads have the same name; give each its own".to_owned());
    }
    Ok(workloads)
}

impl Workload {
    /// Whether different seeds make different jobs.
    pub(crate) fn is_drawn(&self) -> bool {
        matches!(self.jobs, Jobs::Drawn(_)) || self.shape == Shape::Random
    }

    /// What a seed makes of it: `jobs` to learn from and as many that count. The durations of W3 depend on the
    /// seed alone, so that its shapes can be compared job by job.
    pub(crate) fn series(&self, seed: u64, jobs: usize) -> Series {
        let random = &mut Rng::with_seed(seed);
        let mut with_progress = |durations: Vec<Duration>| -> Vec<Job> {
            let job = |takes| Job { takes, progress: self.shape.draw(random) };
            durations.into_iter().map(job).collect()
        };
        match &self.jobs {
            Jobs::Drawn(law) => {
                let number = self.number.unwrap_or_default();
                let generator = &mut ChaCha8Rng::seed_from_u64(1000 * seed + number);
                let jobs = law.draw(generator, 2 * jobs);
                let training = if *law == Law::Drift { 0 } else { jobs.len() / 2 };
                Series { history: vec![], jobs: with_progress(jobs), training }
            }
            Jobs::Given { history, durations } => Series {
                history: history.clone(),
                jobs: with_progress(durations.clone()),
                training: 0,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shapes_of_a_dump_have_the_same_durations() {
        let dumps = published().into_iter().filter(|workload| workload.number == Some(3));
        let durations = dumps.map(|dump| -> Vec<Duration> {
            dump.series(5, 10).jobs.iter().map(|job| job.takes).collect()
        });
        let mut durations: Vec<_> = durations.collect();
        assert_eq!(durations.len(), 6);
        durations.dedup();
        assert_eq!(durations.len(), 1);
    }

    #[test]
    fn each_seed_makes_other_jobs_and_half_of_them_train() {
        let series = |seed| link_generation().series(seed, 3);
        assert_eq!(series(1).jobs.len(), 6);
        assert_eq!(series(1).training, 3);
        assert_ne!(series(1).jobs[0].takes, series(2).jobs[0].takes);
    }

    #[test]
    fn a_file_that_is_given_twice_is_refused() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(&file, r#"{"name": "mine", "durations_s": [1]}"#).unwrap();
        let path = file.path().to_owned();
        assert_eq!(read(std::slice::from_ref(&path)).unwrap().len(), 1);
        let error = read(&[path.clone(), path]).unwrap_err();
        assert_eq!(error, "two workloads have the same name; give each its own");
    }

    #[test]
    fn drift_counts_as_a_whole() {
        let drift = published().into_iter().find(|workload| workload.number == Some(6)).unwrap();
        assert_eq!(drift.series(1, 3).training, 0);
    }
}
