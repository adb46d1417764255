//! From what is there of a file to all of it, whatever happens on the way.
//!
//! The bytes that are missing are asked for, the answer is judged (`judge`), and its bytes are taken (`take`): those
//! that should be there already are compared, the others written. So bytes of two objects never meet in one file: a
//! part is added only where a strong tag and the length, or else the bytes before it, are the same, and an answer
//! from the beginning overwrites from where it differs. After a failure what is missing then is asked for.

mod known;
mod parallel;
mod take;

use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;

use self::known::{Known, Probe};
use super::Download;
use super::answer::Answer;
use super::disk::{Arrived, Disk, State};
use super::file_name::safe;
use super::judge::{Ask, Verdict, judge};
use super::object::{Object, Sameness};
use super::progress::Tracker;
use crate::Result;
use crate::error::{Error, Kind, Refusal};
use crate::event::Event;
use crate::retry::Patience;

/// So many bytes before a gap are asked for again and compared.
const OVERLAP: u64 = 16 * 1024;

/// Less than this is no progress that would earn more attempts.
const PROGRESS: u64 = 64 * 1024;

/// One download under way.
pub(super) struct Transfer<'a> {
    download: &'a Download<'a>,
    disk: &'a Disk,
    tracker: &'a Tracker,
    known: Mutex<Known>,
}

/// How a transfer ended.
#[derive(Debug)]
pub(super) enum Outcome {
    /// All bytes are there.
    Whole { name: String, length: u64, unframed: bool, counted: bool },
    /// The file was there already.
    Known { name: String, arrived: Arrived },
    /// All bytes came at once, and none was written yet.
    Small { name: String, object: Object, chunks: Vec<Bytes> },
}

/// An answer that was found good.
pub(super) struct Opened {
    pub(super) answer: Answer,
    /// Whether it is only a part.
    pub(super) part: bool,
    pub(super) from: u64,
    pub(super) to: Option<u64>,
}

/// Why an attempt went no further.
#[derive(Debug)]
pub(super) enum Trouble {
    /// Something that the next attempt may not meet, or that ends the download.
    Failed(Error),
    /// The link of this number was refused.
    Refused(Error, u32),
    /// The bytes that are there are of another object.
    Other(&'static str),
    /// The answer makes no sense.
    Nonsense(&'static str),
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl<'a> Transfer<'a> {
    pub(super) fn new(
        download: &'a Download<'a>,
        disk: &'a Disk,
        tracker: &'a Tracker,
        state: State,
    ) -> Self {
        let known = Known::new(state, download.source.link());
        let known = Mutex::new(known);
        Self { download, disk, tracker, known }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gets what is missing.
    pub(super) async fn run(&self) -> Result<Outcome> {
        let mut patience = Patience::new(self.download.retry, Some(self.download.deadline));
        loop {
            let gap = self.next_gap();
            let trouble = match gap {
                None => {
                    let known = self.known();
                    let name = known.name.clone().unwrap_or_else(|| (self.download.name)(None));
                    let length = known.object.length.unwrap_or_else(|| known.held.end());
                    let Known { unframed, counted, .. } = *known;
                    return Ok(Outcome::Whole { name, length, unframed, counted });
                }
                Some(gap) => match self.attempt(gap).await {
                    Ok(Some(outcome)) => return Ok(outcome),
                    Ok(None) => {
                        patience.restore();
                        continue;
                    }
                    Err(trouble) => trouble,
                },
            };
            if self.has_advanced() {
                patience.restore();
            }
            self.bear(trouble, &mut patience).await?;
        }
    }

    /// The first gap; when nothing is known of the length, the last has no end.
    fn next_gap(&self) -> Option<(u64, Option<u64>)> {
        let known = self.known();
        known.held.gaps(known.object.length).first().copied()
    }

    /// Whether more than a little is there that wasn't at the last failure.
    fn has_advanced(&self) -> bool {
        let mut known = self.known();
        let bytes = known.held.bytes();
        let advanced = bytes >= known.best.saturating_add(PROGRESS);
        if advanced {
            known.best = bytes;
        }
        advanced
    }

    async fn attempt(&self, gap: (u64, Option<u64>)) -> Result<Option<Outcome>, Trouble> {
        let Some(opened) = self.open(gap).await? else { return Ok(None) };
        if self.is_small(&opened) {
            return self.gather(opened).await;
        }
        if let Some(outcome) = self.recognised(opened.answer.head.object.clone()).await? {
            return Ok(Some(outcome));
        }
        let Some(segments) = self.segments(&opened) else {
            return self.take(opened, None).await.map(|()| None);
        };
        let Err(trouble) = self.parallel(opened, segments).await else { return Ok(None) };
        // Perhaps several connections are what the server doesn't like.
        self.known().alone = true;
        match trouble {
            Trouble::Failed(error) if !error.kind().is_about_disk() => Ok(None),
            Trouble::Refused(..) => Ok(None),
            trouble => Err(trouble),
        }
    }

    /// Asks for a gap. `None` if the answer only tells to ask otherwise.
    pub(super) async fn open(&self, gap: (u64, Option<u64>)) -> Result<Option<Opened>, Trouble> {
        let (ask, whole) = self.ask(gap);
        let source = self.download.source;
        let before = source.link();
        let answer = source.open(ask).await;
        // The first one comes with the first answer.
        let link = if before == 0 { source.link() } else { before };
        if before == 0 {
            self.known().link = link;
        }
        let answer = answer.map_err(|error| match error.refused_link() {
            Some(_) => Trouble::Refused(error, link),
            None => Trouble::Failed(error),
        })?;
        self.note_reissue("it had ended");
        let mut known = self.known();
        let held = known.held.bytes() > 0;
        if known.shared && answer.head.part.is_none() {
            // It may be of another object than what others are just writing.
            return Err(Trouble::Other("the server sends all of it where a part was asked for"));
        }
        let verdict = judge(ask, &answer.head, &known.object, held || known.shared);
        let (from, to) = match verdict {
            Verdict::Good { from, to } => (from, to),
            Verdict::Other(why) => return Err(Trouble::Other(why)),
            Verdict::Nonsense(why) => return Err(Trouble::Nonsense(why)),
        };
        if whole {
            known.whole = false;
        }
        let part = answer.head.part.is_some() && ask != Ask::PROBE;
        if ask == Ask::PROBE && answer.head.part.is_some() {
            known.probe = Probe::Worked;
        }
        known.unframed = !answer.head.framed && to.is_none();
        if known.unframed && known.probe == Probe::Untried && self.download.source.has_parts() {
            known.probe = Probe::Due;
            return Ok(None);
        }
        known.name = Some((self.download.name)(answer.head.name.as_deref()));
        if held && !part && known.object.compare(&answer.head.object) != Sameness::Proved {
            drop(known);
            self.tracker.change(|progress| progress.resumed_from = 0);
            let why = "the server sends it from the beginning";
            self.tracker.observer().tell(&Event::StartedOver { file: self.download.label, why });
        }
        Ok(Some(Opened { answer, part, from, to }))
    }

    /// What to ask for to fill a gap, and whether that is all of it because parts lead nowhere.
    fn ask(&self, (at, to): (u64, Option<u64>)) -> (Ask, bool) {
        let mut known = self.known();
        if known.probe == Probe::Due {
            // Until an answer says otherwise.
            known.probe = Probe::Failed;
            return (Ask::PROBE, false);
        }
        let all = if known.probe == Probe::Worked { Ask::PROBE } else { Ask::WHOLE };
        if (known.whole && !known.shared) || !self.download.source.has_parts() {
            return (all, known.whole);
        }
        if known.held.bytes() == 0 && at == 0 && !known.shared {
            return (all, false);
        }
        let overlap = known.held.run_before(at).min(OVERLAP);
        let to = to.filter(|_| to != known.object.length);
        (Ask { ranged: true, from: at - overlap, at, to }, false)
    }

    /// Looks for the finished file, with the first answer.
    async fn recognised(&self, object: Object) -> Result<Option<Outcome>, Trouble> {
        let name = {
            let mut known = self.known();
            // A later answer may tell more.
            let enough = object.length.is_some() || object.md5.is_some();
            if std::mem::replace(&mut known.looked, enough) {
                return Ok(None);
            }
            known.name.clone().unwrap_or_default()
        };
        let found =
            self.disk.recognise(safe(&name), object, self.download.manner.decompress).await?;
        Ok(found.map(|arrived| Outcome::Known { name, arrived }))
    }

    /// Sees whether there is room for what is missing.
    async fn make_room(&self) -> Result<(), Trouble> {
        let (object, missing) = {
            let known = self.known();
            let held = known.held.bytes();
            (known.object.clone(), known.object.length.map(|length| length.saturating_sub(held)))
        };
        self.tracker.change(|progress| progress.total = object.length);
        Ok(self.disk.describe(object, missing).await?)
    }

    /// How many bytes are there.
    pub(super) fn kept(&self) -> u64 {
        self.known().held.bytes()
    }

    /// Finds out what may help, and pauses; an error if nothing does.
    pub(super) async fn bear(&self, trouble: Trouble, patience: &mut Patience) -> Result<()> {
        let unusable = |why: &str| -> Error {
            let doing = format!("the answer with {}", self.download.label);
            Kind::Unusable { doing, why: why.to_owned() }.into()
        };
        let (error, may_help) = match trouble {
            Trouble::Other(why) => {
                self.known().whole = true;
                (unusable(why), true)
            }
            Trouble::Nonsense(why) => {
                let mut known = self.known();
                known.nonsense += 1;
                let parts_lead_nowhere = known.nonsense > 1;
                known.give_up_parts(parts_lead_nowhere);
                (unusable(why), true)
            }
            Trouble::Refused(error, link) => {
                // What was refused and mended is no news.
                // A service may need a while to see that its link has ended.
                self.renew(link, "the link was refused").await?;
                return patience.after(error, self.download.source.renews(), |_| {}).await;
            }
            Trouble::Failed(error) => {
                let may_help = match error.kind() {
                    // What is asked for isn't there: it got shorter, or the server knows no parts.
                    Kind::LinkRefused { refusal: Refusal { status: 416, .. }, .. } => {
                        let mut known = self.known();
                        known.give_up_parts(true);
                        true
                    }
                    Kind::Incomplete { .. } => true,
                    _ => error.is_passing(),
                };
                (error, may_help)
            }
        };
        let again = |error: &Error| self.tracker.observer().tell(&Event::Retrying(error));
        patience.after(error, may_help, again).await
    }

    /// Gets another link.
    async fn renew(&self, link: u32, why: &'static str) -> Result<bool> {
        use tracing::Instrument;
        let span = tracing::debug_span!("download.reissue", why);
        let first = self.known().left.replace(link) != Some(link);
        if first {
            self.tracker.observer().tell(&Event::Reissuing { file: self.download.label, why });
        }
        let renewed = self.download.source.renew(link).instrument(span).await?;
        if renewed {
            self.note_reissue(why);
        }
        Ok(renewed)
    }

    /// Tells of a link that nobody was told of: of those who share one, the first tells.
    fn note_reissue(&self, why: &'static str) {
        let newest = self.download.source.link();
        let known = std::mem::replace(&mut self.known().link, newest);
        if newest <= known {
            return;
        }
        self.tracker.change(|progress| progress.reissues += 1);
        self.tracker.observer().tell(&Event::Reissued { file: self.download.label, why });
    }
}
