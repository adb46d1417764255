//! One file of a job: asked for, downloaded, saved, once and before the deadline.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tokio::time::Instant;
use tracing::Instrument;

use super::Work;
use super::pace::{Age, Pace, within};
use crate::Result;
use crate::caller::Caller;
use crate::credentials::BoxFuture;
use crate::download::{self, Body};
use crate::error::Kind;
use crate::observation::Item;
use crate::quota::Gain;
use crate::report::SavedFile;
use crate::services::source::{Handout, LogSource};
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
    /// Of the whole job, for messages.
    age: Age,
}

impl<'a, S: LogSource> Fetch<'a, S> {
    pub(super) fn new(work: &'a Work<S>, saved: &'a Saved, folder: &'a Path, pace: &Pace) -> Self {
        Self { work, saved, folder, deadline: pace.deadline(), age: pace.age() }
    }

    /// Saves a file that is ready, unless an earlier call did.
    pub(super) fn file(&self, id: Identity, item: Item) -> BoxFuture<'_, Outcome> {
        let span = tracing::debug_span!("download", file = printable(&self.work.label(&item)));
        let saving = async move {
            let outcome = self.once(&id, &item).await;
            (id, outcome)
        };
        Box::pin(saving.instrument(span))
    }

    async fn once(&self, id: &Identity, item: &Item) -> Result<SavedFile> {
        let key = (self.folder.to_owned(), id.clone());
        let earlier = self.saved.with(|saved| saved.get(&key).cloned());
        if let Some(file) = earlier
            && tokio::fs::try_exists(&file.path).await.unwrap_or(false)
        {
            return Ok(file);
        }
        let file = self.save(item).await?;
        self.saved.with(|saved| saved.insert(key, file.clone()));
        Ok(file)
    }

    async fn save(&self, item: &Item) -> Result<SavedFile> {
        let caller = self.work.caller(self.deadline, Gain::Sure);
        let saving: BoxFuture<'_, Result<SavedFile>> = Box::pin(async {
            let body = self.open(&caller, item).await?;
            let (service, instance) = (self.work.source.service(), self.work.source.instance());
            let fallback = format!("{service}-{instance}.log");
            let name = item.name.clone().or_else(|| body.name.clone()).unwrap_or(fallback);
            download::save(self.folder, &name, body, &self.work.settings.observer).await
        });
        if let Some(outcome) = within(self.deadline, saving).await {
            return outcome;
        }
        let (file, after) = (self.work.label(item), self.age.now());
        Err(Kind::CutOff { file, after, source: caller.last_error() }.into())
    }

    /// Asks for the bytes of a file, again if that may help.
    async fn open(&self, caller: &Caller<'_>, item: &Item) -> Result<Body> {
        match self.work.source.open(caller, &self.work.started, item).await? {
            Handout::Link(link) => self.open_link(caller, &link, item).await,
            Handout::Stream(body) => Ok(body),
        }
    }

    async fn open_link(&self, caller: &Caller<'_>, link: &str, item: &Item) -> Result<Body> {
        let (http, file) = (self.work.cloud.http(), self.work.label(item));
        let open = |_| {
            use tracing::field::Empty;
            let span =
                tracing::debug_span!("download.attempt", from = 0, status = Empty, cause = Empty);
            download::open_link(http, link, &file).instrument(span)
        };
        caller.repeat(true, open).await
    }
}

impl<S: LogSource> Work<S> {
    /// What to call a file in a message.
    pub(super) fn label(&self, item: &Item) -> String {
        let name = item.name.clone().unwrap_or_else(|| item.key.clone());
        if name.is_empty() { self.describe() } else { name }
    }
}
