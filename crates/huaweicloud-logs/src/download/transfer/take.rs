//! Taking the bytes of one answer: those that should be there are compared, the others written.

use std::future::poll_fn;
use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
use futures::{FutureExt, StreamExt};
use tokio::time::Instant;

use super::{Opened, Outcome, Transfer, Trouble};
use crate::Result;
use crate::credentials::BoxFuture;
use crate::download::answer::Head;
use crate::download::disk::Run;
use crate::download::object::Sameness;
use crate::error::Kind;

/// So many bytes are written together.
const BATCH: usize = 256 * 1024;

/// A connection that brings less than so many bytes in so long is given up, if another can go on where it ends.
const SLOWEST: (u64, Duration) = (64 * 1024, Duration::from_secs(60));

/// A link that ends before the download is replaced so long before its end, so that another is there when needed.
const EARLY: Duration = Duration::from_secs(30);

/// Where the taking of an answer is.
struct Taking {
    head: Head,
    /// Whether the answer is only a part.
    part: bool,
    /// Where the next byte belongs.
    place: u64,
    /// What was taken and not written yet: the last bytes before `place`.
    batch: Vec<Bytes>,
    batched: usize,
    /// Whether it is certain what the bytes are of.
    settled: bool,
}

impl Transfer<'_> {
    /// Takes the bytes of an answer, at most those before `until`.
    pub(super) async fn take(&self, opened: Opened, until: Option<u64>) -> Result<(), Trouble> {
        let Opened { answer, part, from, to } = opened;
        let mut taking = Taking {
            head: answer.head,
            part,
            place: from,
            batch: Vec::new(),
            batched: 0,
            settled: false,
        };
        let mut chunks = answer.chunks;
        let mut slow = Slow::new(from);
        let (mut renewal, mut renewed_for) = (None, None);
        let ended = loop {
            if until.is_some_and(|until| taking.place >= until) {
                break Ok(());
            }
            let mut chunk = match beside(chunks.next(), &mut renewal).await {
                Some(Ok(chunk)) => chunk,
                Some(Err(error)) => break Err(self.cut(&cause(error), taking.place)),
                None => match to {
                    Some(to) if to != taking.place => {
                        let why = format!("the server promised {to} bytes, and it ended");
                        break Err(self.cut(&why, taking.place));
                    }
                    _ => {
                        self.at_end(&mut taking).await?;
                        break Ok(());
                    }
                },
            };
            if let Some(room) = until.or(to).map(|end| end.saturating_sub(taking.place))
                && (chunk.len() as u64) > room
            {
                if until.is_none() {
                    break Err(Trouble::Nonsense("the server sends more than it promised"));
                }
                chunk.truncate(usize::try_from(room).unwrap_or(usize::MAX));
            }
            self.put(&mut taking, chunk).await?;
            if self.tracker.is_due() {
                self.flush(&mut taking).await?;
                self.tracker.advance(self.kept());
                if self.download.source.has_parts() && slow.is_too_slow(taking.place) {
                    let why = format!("hardly a byte came in {} s", SLOWEST.1.as_secs());
                    break Err(self.cut(&why, taking.place));
                }
                if let Some(ends) = self.ends_too_soon().filter(|ends| renewed_for != Some(*ends)) {
                    renewed_for = Some(ends);
                    renewal = Some(Box::pin(
                        self.renew(self.download.source.link(), "it ends before the download"),
                    ));
                }
            }
        };
        // What came before something went wrong is good all the same.
        self.flush(&mut taking).await?;
        ended
    }

    /// Whether an answer brings a whole file in one batch.
    pub(super) fn is_small(&self, opened: &Opened) -> bool {
        let whole =
            !opened.part && opened.to.is_some() && opened.to == opened.answer.head.object.length;
        whole && opened.to <= Some(BATCH as u64) && self.known().held.bytes() == 0
    }

    /// Takes a whole file in one batch, which need not be written before it is there: of ten thousand small files,
    /// what is done for each of them is what counts.
    pub(super) async fn gather(&self, opened: Opened) -> Result<Outcome, Trouble> {
        let Opened { answer, to, .. } = opened;
        let (mut chunks, mut batch, mut length) = (answer.chunks, Vec::new(), 0);
        while let Some(chunk) = chunks.next().await {
            let chunk = chunk.map_err(|error| self.cut(&cause(error), length))?;
            length += chunk.len() as u64;
            batch.push(chunk);
        }
        if Some(length) != to {
            return Err(self.cut("the server promised another length, and it ended", length));
        }
        let name = self.known().name.clone().unwrap_or_default();
        Ok(Outcome::Small { name, object: answer.head.object, chunks: batch })
    }

    /// Compares or writes a chunk, as its bytes are there already or not.
    async fn put(&self, taking: &mut Taking, mut chunk: Bytes) -> Result<(), Trouble> {
        while !chunk.is_empty() {
            // What is batched is neither held nor looked for.
            let run = self.known().held.run_from(taking.place);
            match run {
                Run::Held(length) => {
                    self.flush(taking).await?;
                    let length = usize::try_from(length).unwrap_or(usize::MAX).min(chunk.len());
                    let there = self.disk.read(taking.place, length).await?;
                    let fresh = chunk.split_to(length);
                    let same = there.iter().zip(&fresh).take_while(|(one, other)| one == other);
                    let same = same.count();
                    taking.place += same as u64;
                    if same < length {
                        if taking.part {
                            return Err(Trouble::Other(
                                "its bytes differ from those that are there",
                            ));
                        }
                        self.settle(taking, true).await?;
                        self.batch(taking, fresh.slice(same..));
                    }
                }
                Run::Missing(length) => {
                    if !taking.settled {
                        self.settle(taking, false).await?;
                    }
                    let length = usize::try_from(length).unwrap_or(usize::MAX).min(chunk.len());
                    self.batch(taking, chunk.split_to(length));
                }
            }
            if taking.batched >= BATCH {
                self.flush(taking).await?;
            }
        }
        Ok(())
    }

    fn batch(&self, taking: &mut Taking, bytes: Bytes) {
        taking.place += bytes.len() as u64;
        taking.batched += bytes.len();
        taking.batch.push(bytes);
    }

    async fn flush(&self, taking: &mut Taking) -> Result<(), Trouble> {
        if taking.batched == 0 {
            return Ok(());
        }
        let at = taking.place - taking.batched as u64;
        self.disk.write(at, std::mem::take(&mut taking.batch)).await?;
        taking.batched = 0;
        self.known().held.insert(at, taking.place);
        Ok(())
    }

    /// Decides, with all bytes before the place compared, what the bytes are of; `differs` says that the next one is
    /// another than the one that is there.
    async fn settle(&self, taking: &mut Taking, differs: bool) -> Result<(), Trouble> {
        taking.settled = true;
        let fresh = taking.head.object.clone();
        let (object, keep, lost) = {
            let mut known = self.known();
            let proved = known.object.compare(&fresh) == Sameness::Proved;
            if taking.part || (proved && !differs) {
                known.object.learn(fresh);
                (known.object.clone(), None, 0)
            } else {
                // All bytes from here on come from this answer, and those before are the same as its.
                let before = known.held.bytes();
                known.object = fresh;
                known.held.truncate(taking.place);
                (known.object.clone(), Some(taking.place), before - known.held.bytes())
            }
        };
        if let Some(end) = keep {
            self.disk.truncate(object.clone(), end).await?;
        }
        if lost > 0 {
            self.tracker.change(|progress| progress.restarts += 1);
        }
        self.make_room().await
    }

    /// The answer ended where it should, or where nobody knew before.
    async fn at_end(&self, taking: &mut Taking) -> Result<(), Trouble> {
        self.flush(taking).await?;
        if !taking.settled && !taking.part {
            self.settle(taking, true).await?;
        }
        let mut known = self.known();
        if known.object.length.is_none() {
            known.object.length = Some(taking.place);
        }
        Ok(())
    }

    fn cut(&self, why: &str, place: u64) -> Trouble {
        let why = format!("{why} after {place} bytes");
        Trouble::Failed(Kind::Incomplete { file: self.download.label.to_owned(), why }.into())
    }

    /// When the link ends, if that is soon and before the download does.
    fn ends_too_soon(&self) -> Option<Instant> {
        let ends = self.download.source.ends()?;
        let left = ends.saturating_duration_since(Instant::now());
        let needed = || self.tracker.snapshot().eta();
        (left <= EARLY && needed().is_none_or(|needed| needed > left)).then_some(ends)
    }
}

/// Waits for `next`, and meanwhile goes on with a renewal. What comes of that the next request finds out.
async fn beside<T>(
    next: impl Future<Output = T>,
    renewal: &mut Option<BoxFuture<'_, Result<bool>>>,
) -> T {
    let mut next = pin!(next);
    poll_fn(|context| {
        if let Some(going) = renewal
            && going.poll_unpin(context).is_ready()
        {
            *renewal = None;
        }
        next.as_mut().poll(context)
    })
    .await
}

/// The innermost cause says what happened; the outer ones say that a body could not be read.
fn cause(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut cause: &dyn std::error::Error = &error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}

/// Watches how many bytes come.
struct Slow {
    since: Instant,
    place: u64,
}

impl Slow {
    fn new(place: u64) -> Self {
        Self { since: Instant::now(), place }
    }

    fn is_too_slow(&mut self, place: u64) -> bool {
        let (bytes, time) = SLOWEST;
        if self.since.elapsed() < time {
            return false;
        }
        let slow = place - self.place < bytes;
        *self = Self::new(place);
        slow
    }
}
