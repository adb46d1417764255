//! From a job to its files on disk: those that are ready are fetched while others are still prepared.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::Path;

use futures::channel::mpsc;
use futures::future::join;
use futures::{StreamExt, stream};
use tracing::Instrument;

use super::fetch::{Fetch, Identity, Outcome};
use super::watch::Watch;
use super::{Job, Work};
use crate::credentials::BoxFuture;
use crate::download;
use crate::error::{Error, Kind};
use crate::observation::Item;
use crate::report::{FailedFile, Report, SavedFile};
use crate::services::source::LogSource;
use crate::text::printable;
use crate::{Phase, Result};

/// How many files of one job are downloaded at once.
const DOWNLOADS: usize = 4;

impl<S: LogSource> Job<S> {
    /// Waits until the job is done and saves its files in `folder`, which is made if need be. Files that are ready
    /// are downloaded while others are still prepared.
    ///
    /// A file gets its final name only when it is complete and verified; names that are taken are numbered, unless by
    /// the same file. Dropping the future keeps what is there, also of files that are not complete: calling it again,
    /// in this process or another one, fetches only what is missing.
    ///
    /// # Errors
    ///
    /// As [`wait`](Self::wait), and when `folder` can't be written to, which is found out first. When
    /// some of the files can't be had, or not before the timeout passes, the others are saved all the same and
    /// [`Error::report`] lists both; after [`extend`](Self::extend), another call fetches what is missing.
    pub async fn save_to(&mut self, folder: impl AsRef<Path>) -> Result<Report> {
        let folder = folder.as_ref();
        download::check_folder(folder).await?;
        self.save_into(folder).await
    }

    /// The same for a folder that has been tried already.
    pub(crate) async fn save_into(&mut self, folder: &Path) -> Result<Report> {
        let Self { work, watch, saved } = self;
        let (work, saved) = (&*work, &*saved);
        let fetch = Fetch::new(work, saved, folder, &watch.pace);
        let (tell, ready) = mpsc::unbounded();
        let polling: BoxFuture<'_, (Option<Error>, Told)> =
            Box::pin(poll(work, watch, tell).instrument(work.waiting()));
        let early = ready.map(|(id, item, only)| fetch.file(id, item, only));
        let early = early.buffer_unordered(DOWNLOADS);
        let ((lost, told), early): (_, Vec<Outcome>) = join(polling, early.collect()).await;

        let mut outcomes: BTreeMap<_, _> = early.into_iter().collect();
        // What failed early is tried again if there was an answer since then: its link is newer.
        outcomes.retain(|id, outcome| outcome.is_ok() || told.get(id) == Some(&watch.polls));
        let rest = watch.ready().filter(|(id, _)| !outcomes.contains_key(id));
        let rest = files(&fetch, rest, watch.lists_one()).await;
        outcomes.extend(rest);
        match lost {
            Some(error) if outcomes.is_empty() => Err(error),
            lost => self.report(outcomes, lost, true),
        }
    }

    /// Saves the files that the last update called ready in `folder`, without waiting for the others.
    ///
    /// A later call, or one of [`save_to`](Self::save_to), fetches only what is missing, and its report lists all.
    /// Dropping the future keeps what is there.
    ///
    /// # Errors
    ///
    /// When `folder` can't be written to. When some of the files that are ready can't be had, the others are saved
    /// all the same and [`Error::report`] lists both.
    pub async fn save_ready_to(&mut self, folder: impl AsRef<Path>) -> Result<Report> {
        let folder = folder.as_ref();
        download::check_folder(folder).await?;
        let fetch = Fetch::new(&self.work, &self.saved, folder, &self.watch.pace);
        let ready = self.watch.ready().filter(|(_, item)| item.lasting || self.watch.is_over());
        let outcomes = files(&fetch, ready, self.watch.lists_one()).await;
        self.report(outcomes.into_iter().collect(), None, false)
    }

    /// Lists what was saved and what was not: because a download failed, because `lost` ended the wait or, if all
    /// was wanted, because it isn't ready.
    fn report(
        &self,
        mut outcomes: BTreeMap<Identity, Result<SavedFile>>,
        lost: Option<Error>,
        all: bool,
    ) -> Result<Report> {
        let Self { work, watch, .. } = self;
        let (mut files, mut failed) = (Vec::new(), Vec::new());
        for (id, item) in watch.items() {
            let outcome = outcomes
                .remove(&id)
                .or_else(|| all.then(|| Err(unready(work, item, lost.as_ref()))));
            match outcome {
                Some(Ok(file)) => files.push(file),
                Some(Err(error)) => {
                    let name = Some(printable(&work.label(item)));
                    failed.push(FailedFile { name, error });
                }
                None => {}
            }
        }
        // What was listed as ready once and isn't listed any more.
        for ((key, name, _), outcome) in outcomes {
            match outcome {
                Ok(file) => files.push(file),
                Err(error) => {
                    let name = Some(printable(&name.unwrap_or(key)));
                    failed.push(FailedFile { name, error });
                }
            }
        }
        failed.extend(lost.map(|error| FailedFile { name: None, error }));
        let report = Report {
            service: work.source.service(),
            job: work.source.job().name,
            instance: work.source.instance().to_owned(),
            files,
            failed,
            polls: watch.polls,
            elapsed: watch.pace.age().now(),
        };
        if report.failed.is_empty() { Ok(report) } else { Err(Kind::Partial(report).into()) }
    }
}

/// Gets files that are all ready, several at once.
async fn files<S: LogSource>(
    fetch: &Fetch<'_, S>,
    items: impl Iterator<Item = (Identity, &Item)>,
    only: bool,
) -> Vec<Outcome> {
    let files: Vec<_> = items.map(|(id, item)| fetch.file(id, item.clone(), only)).collect();
    stream::iter(files).buffer_unordered(DOWNLOADS).collect().await
}

/// The files that were told of, each with the number of the poll that listed it as ready.
type Told = BTreeMap<Identity, u32>;

/// Polls until the job is over, and tells of each file once, when it is ready. Gives the error that ended the wait.
async fn poll<S: LogSource>(
    work: &Work<S>,
    watch: &mut Watch,
    tell: mpsc::UnboundedSender<(Identity, Item, bool)>,
) -> (Option<Error>, Told) {
    let mut told = Told::new();
    loop {
        for (id, item) in watch.ready().filter(|(_, item)| item.lasting) {
            if let Entry::Vacant(untold) = told.entry(id.clone()) {
                untold.insert(watch.polls);
                // Whoever receives lives as long as this future.
                let _ = tell.unbounded_send((id, item.clone(), watch.lists_one()));
            }
        }
        match watch.next_update(work).await {
            Ok(Some(_)) => {}
            Ok(None) => return (None, told),
            Err(error) => return (Some(error), told),
        }
    }
}

/// Why a file that isn't ready never will be, as far as this wait goes.
fn unready<S: LogSource>(work: &Work<S>, item: &Item, lost: Option<&Error>) -> Error {
    let (file, word) = (work.label(item), item.word.clone().unwrap_or_default());
    match lost {
        _ if item.phase == Phase::Failed => Kind::JobFailed { job: file, word }.into(),
        Some(error) if error.is_job_failed() => Kind::JobFailed { job: file, word }.into(),
        Some(error) if !error.is_timeout() => error.clone(),
        _ => Kind::NotReady { file, word }.into(),
    }
}

impl Watch {
    /// The files that the last answer listed, with what tells them apart.
    fn items(&self) -> impl Iterator<Item = (Identity, &Item)> {
        let mut alike: BTreeMap<(&str, Option<&str>), usize> = BTreeMap::new();
        let items = self.last.as_ref().map(|seen| seen.items.as_slice()).unwrap_or_default();
        items.iter().map(move |item| {
            let number = alike.entry((&item.key, item.name.as_deref())).or_default();
            let id = (item.key.clone(), item.name.clone(), *number);
            *number += 1;
            (id, item)
        })
    }

    /// Whether the job has one file only.
    fn lists_one(&self) -> bool {
        self.last.as_ref().is_some_and(|seen| seen.items.len() == 1)
    }

    fn ready(&self) -> impl Iterator<Item = (Identity, &Item)> {
        self.items().filter(|(_, item)| item.phase == Phase::Succeeded)
    }

    pub(super) fn is_over(&self) -> bool {
        self.last.as_ref().is_some_and(|seen| seen.phase != Phase::Pending)
    }
}
