//! Where the bytes of a job's file come from: a link that can be got anew, or a stream.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use huaweicloud_logs_api::log_job::Download;
use tokio::time::Instant;

use super::Work;
use super::links::Links;
use crate::Result;
use crate::caller::Caller;
use crate::credentials::BoxFuture;
use crate::download::{Answer, Ask, Life, Link, Source};
use crate::observation::Item;
use crate::services::source::{Handout, LogSource, missing};

/// One file of a job.
pub(super) struct Origin<'a, S> {
    work: &'a Work<S>,
    caller: &'a Caller<'a>,
    links: &'a Links,
    deadline: Instant,
    label: String,
    /// Whether the job has no other file.
    only: bool,
    now: Mutex<Now>,
    /// Held while a link is got, so that those who need one at a time share it.
    getting: tokio::sync::Mutex<()>,
}

/// What is in use now.
struct Now {
    item: Item,
    link: Option<Arc<Link>>,
    number: u32,
}

impl<'a, S: LogSource> Origin<'a, S> {
    pub(super) fn new(
        work: &'a Work<S>,
        caller: &'a Caller<'a>,
        links: &'a Links,
        deadline: Instant,
        item: Item,
        only: bool,
    ) -> Self {
        let label = work.label(&item);
        let now = Mutex::new(Now { item, link: None, number: 0 });
        let getting = tokio::sync::Mutex::default();
        Self { work, caller, links, deadline, label, only, now, getting }
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The name that the newest answer gives the file.
    pub(super) fn name(&self) -> Option<String> {
        self.now().item.name.clone()
    }

    fn link_in_use(&self) -> Option<Arc<Link>> {
        self.now().link.clone()
    }

    /// Whether each poll lists the links anew. Else a call of its own gets one.
    fn polls_list_links(&self) -> bool {
        let job = self.work.source.job();
        job.download.operation == job.poll.operation
    }

    async fn bytes(&self, ask: Ask) -> Result<Answer> {
        let link = match self.link_in_use() {
            // Whoever can't get another one may as well try this one.
            Some(link) if link.has_ended() => {
                let number = self.now().number;
                let _ = self.get(Some(number)).await;
                self.link_in_use()
            }
            Some(link) => Some(link),
            None => {
                if let Some(Handout::Stream(answer)) = self.get(None).await? {
                    return Ok(answer);
                }
                // What was listed some time ago may have ended since then.
                if self.link_in_use().is_some_and(|link| link.has_ended()) {
                    let number = self.now().number;
                    self.get(Some(number)).await?;
                }
                self.link_in_use()
            }
        };
        let Some(link) = link else {
            return Err(missing(self.work.source.job().download.operation, "link"));
        };
        link.open(self.work.cloud.http(), ask, &self.label).await
    }

    /// Gets the link, or another one than that of this number. Gives the bytes where those come without one.
    async fn get(&self, instead_of: Option<u32>) -> Result<Option<Handout>> {
        let _one_at_a_time = self.getting.lock().await;
        let (number, mut item, old) = {
            let now = self.now();
            (now.number, now.item.clone(), now.link.clone())
        };
        if instead_of.is_some_and(|refused| refused != number)
            || (instead_of.is_none() && old.is_some())
        {
            // Somebody else got one meanwhile.
            return Ok(None);
        }
        if let Some(old) = old.filter(|_| self.polls_list_links()) {
            let links = self.links;
            let newer = links.instead_of(self.work, self.deadline, &item, self.only, &old).await?;
            let Some(newer) = newer else { return Ok(None) };
            item = newer;
        }
        let link = match self.work.source.open(self.caller, &self.work.started, &item).await? {
            Handout::Link(link) => link,
            stream @ Handout::Stream(_) => return Ok(Some(stream)),
        };
        let link = Link::new(&link, self.life(), &self.label)?;
        let mut now = self.now();
        (now.item, now.link, now.number) = (item, Some(link.into()), number + 1);
        Ok(None)
    }

    fn life(&self) -> Life {
        let (parameter, usual) = match self.work.source.job().hands_out {
            // A link that is listed may have been made long ago; what is asked for is made now.
            Download::Link { expires, lifetime_s, .. } => {
                (expires, lifetime_s.filter(|_| !self.polls_list_links()))
            }
            Download::Stream { .. } => (None, None),
        };
        let usual = usual.map(|seconds| Duration::from_secs(seconds.into()));
        Life { now: self.work.cloud.clock().now(), parameter, usual }
    }
}

impl<S: LogSource> Source for Origin<'_, S> {
    fn open(&self, ask: Ask) -> BoxFuture<'_, Result<Answer>> {
        Box::pin(self.bytes(ask))
    }

    fn link(&self) -> u32 {
        self.now().number
    }

    fn renew(&self, link: u32) -> BoxFuture<'_, Result<bool>> {
        Box::pin(async move {
            self.get(Some(link)).await?;
            Ok(self.now().number != link)
        })
    }

    fn renews(&self) -> bool {
        true
    }

    fn ends(&self) -> Option<Instant> {
        self.link_in_use()?.ends()
    }

    fn has_parts(&self) -> bool {
        matches!(self.work.source.job().hands_out, Download::Link { .. })
    }
}
