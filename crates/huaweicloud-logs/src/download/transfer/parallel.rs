//! Several connections at once, where one is slow because the server is far away.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use futures::{StreamExt, stream::FuturesUnordered};
use tokio::time::Instant;

use super::{Opened, Transfer, Trouble};
use crate::download::object::Sameness;
use crate::retry::Patience;

/// How many connections a far server gets.
const CONNECTIONS: u32 = 8;

/// More connections than this are a nuisance to any server.
const MOST: u32 = 32;

/// An answer that takes longer to come is from far away: to connect and to ask are two round trips, with TLS three.
const FAR: Duration = Duration::from_millis(75);

/// Less isn't worth more connections, unless they are asked for.
const WORTH: u64 = 16 * 1024 * 1024;

/// The shortest part that is asked for.
const SHORTEST: u64 = 1024 * 1024;

/// Each request for a part is one that an expired link would refuse.
const LIFE: Duration = Duration::from_secs(10 * 60);

/// A part of the file, from its first byte to the one after its last.
type Segment = (u64, u64);

/// What several connections are to bring.
pub(super) struct Segments {
    connections: u32,
    /// The first is what the answer that is there brings.
    queue: VecDeque<Segment>,
}

impl Transfer<'_> {
    /// The parts for several connections, if the server can do that and it pays.
    pub(super) fn segments(&self, opened: &Opened) -> Option<Segments> {
        let head = &opened.answer.head;
        let known = self.known();
        let able =
            self.download.source.has_parts() && head.ranges && head.own_connection && !known.alone;
        // Parts that come at the same time can only be told to be of one object by its tag.
        let one = known.held.bytes() == 0 || known.object.compare(&head.object) == Sameness::Proved;
        let (Some(length), Some(_), true) = (head.object.length, &head.object.etag, able && one)
        else {
            return None;
        };
        let gaps = known.held.gaps(Some(length));
        if gaps.first().is_none_or(|(from, _)| opened.from > *from) {
            return None;
        }
        let missing: u64 = gaps.iter().filter_map(|(from, to)| Some((*to)? - from)).sum();
        let connections = match self.download.manner.connections {
            Some(connections) => connections.min(MOST),
            None => {
                let lasts =
                    self.download.source.ends().is_none_or(|ends| ends >= Instant::now() + LIFE);
                let pays = opened.answer.waited >= FAR && missing >= WORTH && lasts;
                if pays { CONNECTIONS } else { 1 }
            }
        };
        let size = missing.div_ceil(u64::from(connections.max(1)) * 2).max(SHORTEST);
        let mut queue = VecDeque::new();
        for (mut from, to) in gaps.into_iter().filter_map(|(from, to)| Some((from, to?))) {
            while from < to {
                let end = to.min(from.saturating_add(size));
                queue.push_back((from, end));
                from = end;
            }
        }
        (connections > 1 && queue.len() > 1).then_some(Segments { connections, queue })
    }

    /// Fetches all parts, the first with the answer that is there.
    pub(super) async fn parallel(&self, opened: Opened, segments: Segments) -> Result<(), Trouble> {
        let Segments { connections, queue } = segments;
        let queue = Mutex::new(queue);
        {
            let mut known = self.known();
            known.object.learn(opened.answer.head.object.clone());
            known.shared = true;
        }
        self.tracker.change(|progress| progress.connections = connections);
        let mut opened = Some(opened);
        let mut workers: FuturesUnordered<_> =
            (0..connections).map(|_| self.work(&queue, opened.take())).collect();
        let mut done = Ok(());
        while let Some(worked) = workers.next().await {
            if worked.is_err() {
                done = worked;
                break;
            }
        }
        drop(workers);
        self.known().shared = false;
        self.tracker.change(|progress| progress.connections = 1);
        done
    }

    /// Fetches one part after the other.
    async fn work(
        &self,
        queue: &Mutex<VecDeque<Segment>>,
        mut opened: Option<Opened>,
    ) -> Result<(), Trouble> {
        let mut patience = Patience::new(self.download.retry, Some(self.download.deadline));
        let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        while let Some(segment) = next() {
            patience.restore();
            while let Some((from, to)) = self.gap_in(segment) {
                let taken = match opened.take() {
                    Some(opened) => self.take(opened, Some(segment.1)).await,
                    None => match self.open((from, Some(to))).await {
                        Ok(Some(opened)) => self.take(opened, Some(to)).await,
                        Ok(None) => Ok(()),
                        Err(trouble) => Err(trouble),
                    },
                };
                match taken {
                    Ok(()) => {}
                    Err(trouble @ (Trouble::Failed(_) | Trouble::Refused(..))) => {
                        self.bear(trouble, &mut patience).await?;
                    }
                    // That concerns the others too.
                    Err(trouble) => return Err(trouble),
                }
            }
        }
        Ok(())
    }

    /// What is missing of a part first.
    fn gap_in(&self, (from, to): Segment) -> Option<Segment> {
        let gaps = self.known().held.gaps(Some(to));
        let within =
            |(start, end): &(u64, Option<u64>)| *start < to && end.is_some_and(|end| end > from);
        let (start, end) = gaps.into_iter().find(within)?;
        Some((start.max(from), end.map_or(to, |end| end.min(to))))
    }
}
