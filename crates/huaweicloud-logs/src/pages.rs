//! Lists that come in pages.

use std::collections::HashSet;
use std::fmt;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use futures::stream::{Stream, try_unfold};
use huaweicloud_logs_api::operation::Operation;
use huaweicloud_logs_api::rds::{Error as ApiError, ResponseValue};
use serde::Serialize;
use tokio::time::{Instant, timeout_at};

use crate::Result;
use crate::answer::Answer;
use crate::caller::{Caller, Client};
use crate::clock::after;
use crate::cloud::Cloud;
use crate::credentials::BoxFuture;
use crate::error::Kind;
use crate::event::Observer;
use crate::quota::Gain;

/// How long a list may take unless something else is set.
const TIMEOUT: Duration = Duration::from_secs(60 * 60);

/// Where a page begins, and how many entries it may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct At {
    pub(crate) offset: i32,
    pub(crate) marker: Option<String>,
    pub(crate) limit: NonZeroU32,
}

/// How far a list was read.
#[derive(Debug)]
pub(crate) struct Walk {
    operation: &'static Operation,
    /// The keys of the entries so far.
    seen: HashSet<String>,
    /// Where the next page begins; `None` after the last.
    next: Option<At>,
}

impl Walk {
    pub(crate) fn new(operation: &'static Operation) -> Self {
        let most = operation.pages.and_then(|pages| NonZeroU32::new(pages.most));
        let limit = most.unwrap_or(NonZeroU32::MIN);
        Self { operation, seen: HashSet::new(), next: Some(At { offset: 0, marker: None, limit }) }
    }

    /// The same after pages that had these keys.
    #[cfg(feature = "fuzzing")]
    pub(crate) fn after(
        operation: &'static Operation,
        keys: impl IntoIterator<Item = String>,
    ) -> Self {
        Self { seen: keys.into_iter().collect(), ..Self::new(operation) }
    }

    /// Where the next page begins; `None` after the last.
    pub(crate) fn next(&self) -> Option<At> {
        self.next.clone()
    }

    /// Takes the entries out of the page that was next: those that no page before it had, with their places.
    ///
    /// A page may repeat entries of the one before: sources disagree on where an offset begins, and the list may
    /// change while it is read. Only an entry with a key that is new can lead to another page, so a server that
    /// ignores where it should go on is not followed for ever.
    pub(crate) fn take(&mut self, page: &mut Answer) -> Vec<(usize, Answer)> {
        let (Some(table), Some(at)) = (self.operation.pages, self.next.take()) else {
            return Vec::new();
        };
        let total = table.total.and_then(|pointer| page.text(pointer)?.parse::<usize>().ok());
        let marker = table.next.and_then(|pointer| page.text(pointer));
        let before = self.seen.len();
        let mut entries: Vec<_> = page.take_list(table.list).into_iter().enumerate().collect();
        entries.retain(|(_, entry)| entry.text(table.key).is_none_or(|key| self.seen.insert(key)));
        let grew = self.seen.len() > before;
        let more = match table.next {
            Some(_) => marker.is_some(),
            None => total.is_none_or(|total| self.seen.len() < total),
        };
        if grew && more {
            let offset = i32::try_from(self.seen.len()).unwrap_or(i32::MAX);
            self.next = Some(At { offset, marker, ..at });
        }
        entries
    }
}

/// A whole list, as if it had come in one page.
pub(crate) async fn whole<C, T, E, F>(
    caller: &Caller<'_>,
    operation: &'static Operation,
    send: impl Fn(C, Arc<str>, At) -> F + Sync,
) -> Result<Answer>
where
    C: Client,
    E: Serialize,
    F: Future<Output = Result<ResponseValue<T>, ApiError<E>>> + Send,
    T: Serialize + Send,
{
    let (mut walk, mut whole, mut entries) = (Walk::new(operation), None, Vec::new());
    while let Some(at) = walk.next() {
        let send = |client: C, project| send(client, project, at.clone());
        let mut page = caller.answer(operation, send).await?;
        entries.extend(walk.take(&mut page).into_iter().map(|(_, entry)| entry));
        whole.get_or_insert(page);
    }
    let mut whole = whole.unwrap_or(Answer::NOTHING);
    if let Some(list) = operation.pages.and_then(|pages| whole.list(pages.list)) {
        *list = entries;
    }
    Ok(whole)
}

/// A page: what it says, and its entries in the order of its list. One without what identifies it is none.
pub(crate) struct Page<T> {
    pub(crate) answer: Answer,
    pub(crate) entries: Vec<Option<T>>,
}

/// A list of a service, as it gives pages of it.
pub(crate) trait Listing<T>: fmt::Debug + Send + Sync {
    fn operation(&self) -> &'static Operation;

    /// Finds what no service would take, before anything is sent.
    fn check(&self) -> Result<()> {
        Ok(())
    }

    /// Gets a page: what it says, and its entries in the order of its list.
    fn page<'a>(&'a self, caller: &'a Caller<'a>, at: At) -> BoxFuture<'a, Result<Page<T>>>;
}

/// A list that comes in pages, such as the instances of a project: read page by page, at once, or as a stream.
///
/// Each page is one call, and nothing is sent before the first is wanted. An entry that a service lists on two pages
/// comes once, and one without an id or a name not at all.
#[must_use = "nothing is listed before a page is wanted"]
pub struct Pages<T> {
    cloud: Cloud,
    listing: Box<dyn Listing<T>>,
    walk: Walk,
    timeout: Duration,
    /// When the first page was wanted.
    began: Option<Instant>,
}

impl<T: Send> Pages<T> {
    pub(crate) fn new(cloud: Cloud, listing: impl Listing<T> + 'static) -> Self {
        let walk = Walk::new(listing.operation());
        let listing = Box::new(listing);
        Self { cloud, listing, walk, timeout: TIMEOUT, began: None }
    }

    /// How long it may take until the last page is there, from when the first is wanted; an hour unless set. The time
    /// that calls wait for the quota is part of it.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// The entries of the next page; `None` after the last. A page has an entry or more.
    ///
    /// Dropping the future loses nothing: the same page comes the next time.
    ///
    /// # Errors
    ///
    /// When the service refuses, nobody answers after retries, or the timeout passes. Until then the same page may be
    /// asked for again.
    pub async fn next_page(&mut self) -> Result<Option<Vec<T>>> {
        self.listing.check()?;
        let began = *self.began.get_or_insert_with(Instant::now);
        let deadline = after(began, self.timeout);
        while let Some(at) = self.walk.next() {
            let observer = Observer::default();
            let caller = Caller::new(&self.cloud, deadline, &observer, Gain::Sure);
            let page = timeout_at(deadline, self.listing.page(&caller, at)).await;
            let page = page.unwrap_or_else(|_| {
                let listed = self.walk.operation;
                Err(Kind::TimedOut {
                    job: format!("{} of {}", listed.id, listed.service),
                    after: began.elapsed(),
                    started: false,
                    queued: caller.queued(),
                    last: format!("{} entries", self.walk.seen.len()),
                    source: caller.last_error(),
                }
                .into())
            });
            let Page { mut answer, entries } = page?;
            let fresh: HashSet<usize> =
                self.walk.take(&mut answer).into_iter().map(|(place, _)| place).collect();
            let entries = entries.into_iter().enumerate();
            let entries: Vec<T> = entries
                .filter_map(|(place, entry)| entry.filter(|_| fresh.contains(&place)))
                .collect();
            if !entries.is_empty() {
                return Ok(Some(entries));
            }
        }
        Ok(None)
    }

    /// All entries of the pages that were not read yet.
    ///
    /// # Errors
    ///
    /// As [`next_page`](Self::next_page).
    pub async fn all(mut self) -> Result<Vec<T>> {
        let mut all = Vec::new();
        while let Some(page) = self.next_page().await? {
            all.extend(page);
        }
        Ok(all)
    }

    /// The pages as a stream, which ends after the first error.
    pub fn into_stream(self) -> impl Stream<Item = Result<Vec<T>>> + Send {
        try_unfold(self, async |mut pages| {
            let page = pages.next_page().await?;
            Ok(page.map(|page| (page, pages)))
        })
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("listing", &self.listing)
            .field("next", &self.walk.next)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
