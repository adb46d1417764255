//! One file of a job: asked for, downloaded, saved, once and before the deadline.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tokio::sync::watch;
use tokio::time::Instant;
use tracing::Instrument;

use super::Work;
use super::links::Links;
use super::origin::Origin;
use super::pace::{Age, Pace};
use crate::Result;
use crate::credentials::BoxFuture;
use crate::download::Download;
use crate::error::Kind;
use crate::observation::Item;
use crate::quota::Gain;
use crate::report::SavedFile;
use crate::services::source::LogSource;
use crate::text::printable;

/// What tells a file of a job from the others: its key, its name, and which of those that share both it is.
pub(super) type Identity = (String, Option<String>, usize);

/// Files on disk, by folder, so that saving again doesn't fetch them again.
#[derive(Default)]
pub(super) struct Saved(Mutex<BTreeMap<(PathBuf, Identity), SavedFile>>);

impl Saved {
    fn with<T>(&self, act: impl FnOnce(&mut BTreeMap<(PathBuf, Identity), SavedFile>) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What came of a file.
pub(super) type Outcome = (Identity, Result<SavedFile>);

/// Gets files of a job into a folder.
pub(super) struct Fetch<'a, S> {
    work: &'a Work<S>,
    saved: &'a Saved,
    folder: &'a Path,
    deadline: Instant,
    links: Links,
    /// Of the whole job, for messages.
    age: Age,
}

impl<'a, S: LogSource> Fetch<'a, S> {
    pub(super) fn new(work: &'a Work<S>, saved: &'a Saved, folder: &'a Path, pace: &Pace) -> Self {
        let (deadline, age) = (pace.deadline(), pace.age());
        Self { work, saved, folder, deadline, links: Links::default(), age }
    }

    /// Saves a file that is ready, unless an earlier call did.
    ///
    /// `only` says that the job has no other file.
    pub(super) fn file(&self, id: Identity, item: Item, only: bool) -> BoxFuture<'_, Outcome> {
        let span = tracing::debug_span!("download", file = printable(&self.work.label(&item)));
        let saving = async move {
            let outcome = self.once(&id, item, only).await;
            (id, outcome)
        };
        Box::pin(saving.instrument(span))
    }

    async fn once(&self, id: &Identity, item: Item, only: bool) -> Result<SavedFile> {
        let key = (self.folder.to_owned(), id.clone());
        let earlier = self.saved.with(|saved| saved.get(&key).cloned());
        if let Some(file) = earlier
            && tokio::fs::try_exists(&file.path).await.unwrap_or(false)
        {
            return Ok(file);
        }
        let file = self.save(id, item, only).await?;
        self.saved.with(|saved| saved.insert(key, file.clone()));
        Ok(file)
    }

    async fn save(&self, id: &Identity, item: Item, only: bool) -> Result<SavedFile> {
        let Work { source, settings, cloud, .. } = self.work;
        let caller = self.work.caller(self.deadline, Gain::Sure);
        let label = printable(&self.work.label(&item));
        let (service, job, instance) = (source.service(), source.job().name, source.instance());
        let key = format!("{service}/{job}/{instance}/{}", self.slot(id, only));
        let origin = Origin::new(self.work, &caller, &self.links, self.deadline, item, only);
        let name = |told: Option<&str>| {
            let fallback = || format!("{service}-{instance}.log");
            origin.name().or_else(|| told.map(ToOwned::to_owned)).unwrap_or_else(fallback)
        };
        let cut_off = || {
            let (file, after, source) = (label.clone(), self.age.now(), caller.last_error());
            Kind::CutOff { file, after, source }.into()
        };
        let download = Download {
            source: &origin,
            folder: self.folder,
            key: &key,
            label: &label,
            name: &name,
            manner: &settings.manner,
            retry: cloud.retry(),
            deadline: self.deadline,
            cut_off: &cut_off,
            observer: &settings.observer,
            progress: watch::Sender::default(),
        };
        let saving: BoxFuture<'_, Result<SavedFile>> = Box::pin(download.save());
        saving.await
    }
}

impl<S: LogSource> Fetch<'_, S> {
    /// What tells a file from others of the instance also when it is made anew, which may change its name, its key, or
    /// both: where a start lists new entries only, the name stays, else the key, which in a list that is complete always
    /// does.
    fn slot(&self, (key, name, number): &Identity, only: bool) -> String {
        let new_only = self.work.lists_others();
        match name {
            _ if only && !new_only && !self.work.source.job().is_list() => {
                format!("only/{}", self.work.source.asked())
            }
            Some(name) if new_only => format!("{name}/{number}"),
            _ => format!("{key}/{number}"),
        }
    }
}

impl<S: LogSource> Work<S> {
    /// What to call a file in a message.
    pub(super) fn label(&self, item: &Item) -> String {
        let name = item.name.clone().unwrap_or_else(|| item.key.clone());
        if name.is_empty() { self.describe() } else { name }
    }
}
