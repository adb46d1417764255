//! What is known of an instance or a link that is being worked on, and how to put it.

use std::collections::BTreeMap;
use std::time::Duration;

use huaweicloud_logs::{Event, Progress};
use tokio::time::Instant;

use crate::failure::describe;
use crate::text::{about, bytes, percent, printable};

/// A download of which nothing came for so long is called a stalled one.
const STALLED: Duration = Duration::from_secs(5);

/// Said instead of the refusal that led to it.
const RENEWED: &str = "trying another link";

/// How far an instance or a link is.
#[derive(Debug)]
pub(super) struct State {
    label: String,
    /// Whether it is a link, which goes by the name of its file as soon as that is known.
    is_link: bool,
    /// How far the job is.
    word: String,
    /// What is being done about something that went wrong, until bytes come again.
    trouble: Option<String>,
    files: BTreeMap<String, Progress>,
    saved: usize,
    /// The file that goes on where an earlier download ended, until it is known what part of it that is.
    resumed: Option<(String, u64)>,
    /// When the first download began.
    begun: Option<Instant>,
    /// When bytes came last.
    moved: Instant,
}

/// Bytes that are there, and in all if that is known.
pub(super) type Count = (u64, Option<u64>);

impl State {
    pub(super) fn instance(label: String) -> Self {
        Self {
            label,
            is_link: false,
            word: "beginning".to_owned(),
            trouble: None,
            files: BTreeMap::new(),
            saved: 0,
            resumed: None,
            begun: None,
            moved: Instant::now(),
        }
    }

    pub(super) fn link(label: String) -> Self {
        Self { is_link: true, ..Self::instance(label) }
    }

    pub(super) fn label(&self) -> &str {
        &self.label
    }

    /// Takes in what happened. Gives a line that deserves to be seen on its own, if it is worth one.
    pub(super) fn take(&mut self, event: &Event<'_>) -> Option<String> {
        match event {
            Event::Update(update) => {
                self.word = update.to_string();
                if self.begun.is_none() {
                    self.trouble = None;
                }
            }
            Event::Retrying(error) => {
                let refused = matches!(error.status(), Some(401 | 403 | 404 | 410));
                if refused && self.trouble.as_deref() == Some(RENEWED) {
                    return None;
                }
                let when = match error.retry_after() {
                    Some(asked) => format!("trying again in {} s or more", asked.as_secs()),
                    None => "trying again".to_owned(),
                };
                // What a user could do about it is said if trying again doesn't help.
                let line = format!("{}\n({when})", describe("warning", &self.label, error, None));
                self.trouble = Some(when);
                return Some(line);
            }
            Event::ClockCorrected { seconds } => return Some(clock_is_wrong(*seconds)),
            Event::Progress(progress) => return self.advance(progress),
            Event::Resumed { file, from } => self.resumed = Some(((*file).to_owned(), *from)),
            Event::StartedOver { file, why } => {
                self.resumed = None;
                return Some(format!("warning: {}: starting over: {why}", self.about(file)));
            }
            Event::Reissued { file, why } => {
                self.trouble = Some(RENEWED.to_owned());
                return Some(format!("{}: got another link, because {why}", self.about(file)));
            }
            Event::Saved(_) => self.saved += 1,
            _ => {}
        }
        None
    }

    fn advance(&mut self, progress: &Progress) -> Option<String> {
        if self.is_link {
            self.label = printable(&progress.file);
        }
        let now = Instant::now();
        let before = self.files.insert(progress.file.clone(), progress.clone());
        if before.is_none_or(|before| before.done != progress.done) {
            self.moved = now;
            self.trouble = None;
        }
        self.begun.get_or_insert(now);
        let total = progress.total?;
        let (_, from) = self.resumed.take_if(|(file, _)| *file == progress.file)?;
        let (about, percent) = (self.about(&progress.file), percent(from, total));
        Some(format!("{about}: resumed at {percent} % ({} of {})", bytes(from), bytes(total)))
    }

    /// An instance and its file, or the file of a link alone.
    fn about(&self, file: &str) -> String {
        match printable(file) {
            file if file == self.label => file,
            file => format!("{}, {file}", self.label),
        }
    }

    /// Whether a download has been going on for so long.
    pub(super) fn has_downloaded_for(&self, time: Duration) -> bool {
        self.begun.is_some_and(|begun| begun.elapsed() > time) && self.is_downloading()
    }

    fn is_downloading(&self) -> bool {
        self.files.len() > self.saved
    }

    /// The bytes of all files; `None` before the first download.
    pub(super) fn count(&self) -> Option<Count> {
        let done = self.files.values().map(|file| file.done).sum();
        let total = self.files.values().map(|file| file.total).sum();
        self.begun.map(|_| (done, total))
    }

    /// How far it is, in words.
    pub(super) fn words(&self) -> String {
        let Some((done, total)) = self.count() else {
            return self.trouble.as_ref().unwrap_or(&self.word).clone();
        };
        let so_far = match total {
            Some(total) => format!("{} of {}", bytes(done), bytes(total)),
            None => bytes(done),
        };
        let files = match self.files.len() {
            1 => so_far,
            several => format!("{several} files, {so_far}"),
        };
        if !self.is_downloading() {
            return format!("{files}, {}", self.word);
        }
        let coming = || self.files.values().filter(|file| file.total != Some(file.done));
        if coming().next().is_none() {
            return format!("{files}, being checked");
        }
        let (quiet, trouble) = (self.moved.elapsed(), self.trouble.as_ref());
        if quiet >= STALLED {
            let trouble = trouble.map(|trouble| format!(", {trouble}")).unwrap_or_default();
            return format!("{files}, nothing came for {}{trouble}", about(quiet));
        }
        if let Some(trouble) = trouble {
            return format!("{files}, {trouble}");
        }
        let speed: f64 = coming().map(|file| file.speed).sum();
        if speed < 1.0 {
            return files;
        }
        // Where a float isn't exact, neither is the estimate.
        let left = total.map(|total| total.saturating_sub(done) as f64 / speed);
        let left = left.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        let left = left.map(|left| format!(", {} left", about(left))).unwrap_or_default();
        format!("{files}, {}/s{left}", bytes(speed as u64))
    }
}

fn clock_is_wrong(seconds: i64) -> String {
    let (off, direction) = (seconds.unsigned_abs(), if seconds > 0 { "slow" } else { "fast" });
    format!(
        "warning: this machine's clock is {off} s {direction}; signing with the service's time instead"
    )
}

#[cfg(test)]
mod tests;
