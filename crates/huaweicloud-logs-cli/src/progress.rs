//! Progress on standard error: a bar for each instance or link when that is a terminal, else warnings and now and
//! then a line.

mod state;

use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use futures::future::{Either, select};
use huaweicloud_logs::Event;
use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use tokio::time::{Instant, interval_at};

use self::state::State;
use crate::failure::say;

/// How often bars are drawn.
const DRAWN: Duration = Duration::from_millis(120);

/// How often a line is written where no bars can be drawn, and how long a download must last to get one.
const TOLD: Duration = Duration::from_secs(10);

/// While some length is unknown.
const UNMEASURED: &str = "{spinner} {prefix}: {msg}";

const MEASURED: &str = "{spinner} {prefix}: {bar:20} {msg}";

const COUNTED: &str = "{pos} of {len} {msg} done";

/// The progress of one run.
#[derive(Debug)]
pub(crate) struct Bars {
    manner: Manner,
    multi: MultiProgress,
    /// What is being worked on.
    tasks: Mutex<Vec<Weak<Task>>>,
    /// How many of many are done.
    count: Option<ProgressBar>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    Drawn,
    /// Nobody looks at a file of log lines while it moves.
    Lines,
    /// Each step is told already.
    Verbose,
}

/// An instance or a link that is being worked on.
#[derive(Debug)]
struct Task {
    state: Mutex<State>,
    bar: ProgressBar,
    multi: MultiProgress,
}

impl Bars {
    pub(crate) fn new(verbose: bool) -> Self {
        let multi = MultiProgress::new();
        let manner = match (verbose, multi.is_hidden()) {
            (true, _) => Manner::Verbose,
            (false, true) => Manner::Lines,
            (false, false) => Manner::Drawn,
        };
        if manner != Manner::Drawn {
            multi.set_draw_target(ProgressDrawTarget::hidden());
        }
        Self { manner, multi, tasks: Mutex::default(), count: None }
    }

    /// Shows how many of `total` are done, too.
    pub(crate) fn counting(mut self, total: usize, what: &'static str) -> Self {
        let bar = ProgressBar::hidden().with_message(what).with_style(style(COUNTED));
        bar.set_length(total as u64);
        let bar = self.multi.add(bar);
        self.count = Some(bar);
        self
    }

    /// One more is done.
    pub(crate) fn done(&self) {
        if let Some(count) = &self.count {
            count.inc(1);
        }
    }

    /// Shows what happens to one instance: how far its job is, then the bytes of all its files. It is shown for as
    /// long as what is returned lives.
    pub(crate) fn instance(&self, label: String) -> impl Fn(&Event<'_>) + Send + Sync + 'static {
        self.watch(State::instance(label))
    }

    /// The same for a link.
    pub(crate) fn link(&self, label: String) -> impl Fn(&Event<'_>) + Send + Sync + 'static {
        self.watch(State::link(label))
    }

    fn watch(&self, state: State) -> impl Fn(&Event<'_>) + Send + Sync + 'static {
        let bar = self.multi.add(ProgressBar::hidden().with_style(style(UNMEASURED)));
        let task = Task { state: Mutex::new(state), bar, multi: self.multi.clone() };
        let task = Arc::new(task);
        self.tasks().push(Arc::downgrade(&task));
        move |event| {
            let line = task.state().take(event);
            if let Some(line) = line {
                // A wait that goes wrong should not look like one that goes well.
                task.say(&line);
            }
        }
    }

    /// Does the work and shows how it goes on. Then there are no bars any more, so that the result stands alone.
    pub(crate) async fn during<T>(&self, work: impl Future<Output = T>) -> T {
        let pace = if self.manner == Manner::Drawn { DRAWN } else { TOLD };
        let showing = async {
            let mut ticks = interval_at(Instant::now() + pace, pace);
            loop {
                ticks.tick().await;
                self.show();
            }
        };
        let done = match select(pin!(work), pin!(showing)).await {
            Either::Left((done, _)) => done,
            Either::Right((never, _)) => never,
        };
        // A terminal that can't be written to has nothing to be cleared.
        let _ = self.multi.clear();
        done
    }

    fn show(&self) {
        let mut tasks = self.tasks();
        tasks.retain(|task| task.strong_count() > 0);
        let tasks = tasks.iter().filter_map(Weak::upgrade);
        match self.manner {
            Manner::Drawn => {
                self.count.iter().for_each(ProgressBar::tick);
                tasks.for_each(|task| task.draw());
            }
            Manner::Lines => {
                tasks.filter_map(|task| task.line()).for_each(|line| say(&line));
                if let Some(count) = &self.count {
                    let (done, total) = (count.position(), count.length().unwrap_or_default());
                    say(&format!("{done} of {total} {} done", count.message()));
                }
            }
            Manner::Verbose => {}
        }
    }

    fn tasks(&self) -> MutexGuard<'_, Vec<Weak<Task>>> {
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Task {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn draw(&self) {
        let state = self.state();
        self.bar.set_prefix(state.label().to_owned());
        self.bar.set_message(state.words());
        match (state.count(), self.bar.length()) {
            (Some((done, Some(total))), before) => {
                if before.is_none() {
                    self.bar.set_style(style(MEASURED));
                }
                self.bar.set_length(total);
                self.bar.set_position(done);
            }
            (_, Some(_)) => {
                self.bar.unset_length();
                self.bar.set_style(style(UNMEASURED));
            }
            (_, None) => {}
        }
        self.bar.tick();
    }

    fn line(&self) -> Option<String> {
        let state = self.state();
        let due = state.has_downloaded_for(TOLD);
        due.then(|| format!("{}: {}", state.label(), state.words()))
    }

    /// A line of its own.
    fn say(&self, line: &str) {
        if self.multi.is_hidden() || self.multi.println(line).is_err() {
            say(line);
        }
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
