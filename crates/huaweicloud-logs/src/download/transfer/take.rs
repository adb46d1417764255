//! Taking the bytes of one answer: those that should be there are compared, the others written.

use std::future::poll_fn;
use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
use futures::{FutureExt, StreamExt, stream};
use tokio::time::Instant;

use super::{Opened, Outcome, Transfer, Trouble};
use crate::Result;
use crate::credentials::BoxFuture;
use crate::download::answer::{Answer, Head};
use crate::download::disk::Run;
use crate::download::object::Sameness;
use crate::error::Kind;

/// So many bytes are written together.
const BATCH: usize = 256 * 1024;

/// A connection that brings less than so many bytes in so long is given up, if another can go on where it ends.
const SLOWEST: (u64, Duration) = (64 * 1024, Duration::from_secs(60));

/// What comes in so long comes at once.
const QUICK: Duration = Duration::from_millis(500);

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
        let (mut renewal, mut renewed) = (None, false);
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
            let room = |end: u64| usize::try_from(end - taking.place).unwrap_or(usize::MAX);
            if let Some(until) = until {
                chunk.truncate(room(until));
            }
            if to.is_some_and(|to| chunk.len() > room(to)) {
                break Err(Trouble::Nonsense("the server sends more than it promised"));
            }
            self.put(&mut taking, chunk).await?;
            if self.tracker.is_due() {
                self.flush(&mut taking).await?;
                self.tracker.advance(self.kept());
                if self.download.source.has_parts() && slow.is_too_slow(taking.place) {
                    let why = format!("hardly a byte came in {} s", SLOWEST.1.as_secs());
                    break Err(self.cut(&why, taking.place));
                }
                // Once only: where links live no longer than that, each new one would be replaced at once.
                if !renewed && self.ends_too_soon() {
                    renewed = true;
                    renewal = Some(Box::pin(
                        self.renew(self.download.source.link(), "it ends before the download"),
                    ));
                }
            }
        };
        // What came before something went wrong is good all the same.
        self.flush(&mut taking).await?;
        if ended.is_ok() {
            self.known().nonsense = 0;
        }
        ended
    }

    /// Whether an answer brings a whole file in one batch.
    pub(super) fn is_small(&self, opened: &Opened) -> bool {
        let whole =
            !opened.part && opened.to.is_some() && opened.to == opened.answer.head.object.length;
        whole && opened.to <= Some(BATCH as u64) && self.known().held.bytes() == 0
    }

    /// Takes a whole file in one batch, which need not be written before it is there: of ten thousand small files,
    /// what is done for each of them is what counts. If it doesn't come quickly, it is taken like any other, unless it
    /// is there already.
    pub(super) async fn gather(&self, opened: Opened) -> Result<Option<Outcome>, Trouble> {
        let mut answer = opened.answer;
        let (mut batch, mut length, began) = (Vec::new(), 0, Instant::now());
        let last = loop {
            match answer.chunks.next().await {
                Some(Ok(chunk)) => {
                    length += chunk.len() as u64;
                    batch.push(chunk);
                    if length > BATCH as u64 || began.elapsed() >= QUICK {
                        break None;
                    }
                }
                None if Some(length) == opened.to => {
                    let name = self.known().name.clone().unwrap_or_default();
                    let object = answer.head.object;
                    return Ok(Some(Outcome::Small { name, object, chunks: batch }));
                }
                None => break None,
                Some(Err(error)) => break Some(Err(error)),
            }
        };
        if let Some(outcome) = self.recognised(answer.head.object.clone()).await? {
            return Ok(Some(outcome));
        }
        let batch = stream::iter(batch.into_iter().map(Ok));
        let chunks = batch.chain(stream::iter(last)).chain(answer.chunks);
        let answer = Answer { chunks: Box::pin(chunks), ..answer };
        self.take(Opened { answer, ..opened }, None).await.map(|()| None)
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
                        if taking.part || self.known().shared {
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
            if known.shared && !proved {
                return Err(Trouble::Other("it changed on the server"));
            }
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
            self.tracker.change(|progress| {
                progress.restarts += 1;
                progress.resumed_from = progress.resumed_from.min(taking.place);
            });
        }
        self.make_room().await
    }

    /// The answer ended where it should, or where nobody knew before.
    async fn at_end(&self, taking: &mut Taking) -> Result<(), Trouble> {
        self.flush(taking).await?;
        if !taking.settled && !taking.part {
            self.settle(taking, true).await?;
        }
        let object = {
            let mut known = self.known();
            if known.object.length.is_some() || taking.part {
                return Ok(());
            }
            known.object.length = Some(taking.place);
            known.counted = true;
            known.object.clone()
        };
        if taking.head.framed {
            // Certain enough for whoever goes on with it.
            self.disk.describe(object, None).await?;
        }
        Ok(())
    }

    fn cut(&self, why: &str, place: u64) -> Trouble {
        let why = format!("{why} after {place} bytes");
        Trouble::Failed(Kind::Incomplete { file: self.download.label.to_owned(), why }.into())
    }

    /// Whether the link ends soon, and before the download does.
    fn ends_too_soon(&self) -> bool {
        let Some(ends) = self.download.source.ends() else { return false };
        let left = ends.saturating_duration_since(Instant::now());
        let needed = || self.tracker.snapshot().eta();
        left <= EARLY && needed().is_none_or(|needed| needed > left)
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
