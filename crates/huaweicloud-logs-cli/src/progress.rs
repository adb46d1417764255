//! Progress bars on standard error, when that is a terminal.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use huaweicloud_logs::Event;
use indicatif::{MultiProgress, ProgressBar, ProgressStyle};

/// The bars of one run. They draw nothing when standard error is no terminal.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bars(MultiProgress);

impl Bars {
    /// Shows what happens to one instance: a spinner while waiting, a bar for each file after that.
    pub(crate) fn watch(&self, label: String) -> impl Fn(&Event<'_>) + Send + Sync + 'static {
        let bars = self.0.clone();
        let spinner = bars.add(ProgressBar::new_spinner().with_prefix(label));
        spinner.set_style(style("{spinner} {prefix}: {msg}"));
        spinner.enable_steady_tick(Duration::from_millis(120));
        let files: Mutex<HashMap<String, ProgressBar>> = Mutex::default();
        move |event| match event {
            Event::Update(update) => spinner.set_message(update.to_string()),
            Event::PollFailed(error) => spinner.set_message(format!("{error}; trying again")),
            Event::Progress { file, done, total } => {
                let mut files = files.lock().unwrap_or_else(PoisonError::into_inner);
                let bar = files
                    .entry((*file).to_owned())
                    .or_insert_with(|| bars.insert_after(&spinner, download(file, *total)));
                bar.set_position(*done);
            }
            Event::Saved(_) => {
                spinner.set_message("saved");
            }
            _ => {}
        }
    }
}

fn download(file: &str, total: Option<u64>) -> ProgressBar {
    let bar = match total {
        Some(total) => ProgressBar::new(total)
            .with_style(style("  {wide_msg} {bytes}/{total_bytes} {bytes_per_sec} {bar:20}")),
        None => {
            ProgressBar::new_spinner().with_style(style("  {wide_msg} {bytes} {bytes_per_sec}"))
        }
    };
    bar.with_message(file.to_owned())
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
