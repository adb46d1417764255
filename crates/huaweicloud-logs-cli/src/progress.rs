//! Progress on standard error: a bar for each instance when that is a terminal, else only warnings.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use huaweicloud_logs::Event;
use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::failure::{describe, say};

/// The bars of one run. They draw nothing when standard error is no terminal.
#[derive(Clone, Debug)]
pub(crate) struct Bars(MultiProgress);

/// Bytes of a file so far, and in all where the server said so.
type Files = HashMap<String, (u64, Option<u64>)>;

impl Bars {
    /// Bars that draw nothing if `hidden`.
    pub(crate) fn new(hidden: bool) -> Self {
        let bars = MultiProgress::new();
        if hidden {
            bars.set_draw_target(ProgressDrawTarget::hidden());
        }
        Self(bars)
    }

    /// Shows what happens to one instance: a spinner while it is waited for, then a bar for the bytes
    /// of all its files.
    pub(crate) fn watch(&self, label: String) -> impl Fn(&Event<'_>) + Send + Sync + 'static {
        let bars = self.clone();
        let bar = self.0.add(ProgressBar::new_spinner().with_prefix(label.clone()));
        bar.set_style(style("{spinner} {prefix}: {msg}"));
        bar.enable_steady_tick(Duration::from_millis(120));
        let files: Mutex<Files> = Mutex::default();
        move |event| match event {
            Event::Update(update) => bar.set_message(update.to_string()),
            Event::Retrying(error) => {
                let when = match error.retry_after() {
                    Some(asked) => format!("(trying again in {} s or more)", asked.as_secs()),
                    None => "(trying again)".to_owned(),
                };
                bars.warn(&format!("{}\n{when}", describe("warning", &label, error)));
            }
            Event::ClockCorrected { seconds } => bars.warn(&clock_is_wrong(*seconds)),
            Event::Progress(progress) => {
                let mut files = files.lock().unwrap_or_else(PoisonError::into_inner);
                let now = (progress.done, progress.total);
                if files.insert(progress.file.clone(), now).is_none() {
                    begin(&bar, &files);
                }
                bar.set_position(files.values().map(|(done, _)| done).sum());
            }
            Event::Saved(_) => bar.tick(),
            _ => {}
        }
    }

    /// A line of its own: a wait that goes wrong should not look like one that goes well.
    fn warn(&self, line: &str) {
        if self.0.is_hidden() || self.0.println(line).is_err() {
            say(line);
        }
    }

    /// Takes the bars away, so that the result stands alone.
    pub(crate) fn clear(&self) {
        // A terminal that can't be written to has nothing to be cleared.
        let _ = self.0.clear();
    }
}

fn clock_is_wrong(seconds: i64) -> String {
    let (off, direction) = (seconds.unsigned_abs(), if seconds > 0 { "slow" } else { "fast" });
    format!(
        "warning: this machine's clock is {off} s {direction}; signing with the service's time instead"
    )
}

/// Turns the spinner into a bar, or into a count of bytes while some length is unknown.
fn begin(bar: &ProgressBar, files: &Files) {
    bar.set_message(match files.len() {
        1 => "1 file".to_owned(),
        several => format!("{several} files"),
    });
    let total: Option<u64> = files.values().map(|(_, total)| *total).sum();
    match total {
        Some(total) => {
            bar.set_length(total);
            bar.set_style(style(
                "{spinner} {prefix}: {msg} {bar:20} {bytes}/{total_bytes} {bytes_per_sec}",
            ));
        }
        None => bar.set_style(style("{spinner} {prefix}: {msg} {bytes} {bytes_per_sec}")),
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
