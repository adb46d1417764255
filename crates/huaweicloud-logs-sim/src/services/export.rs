//! An export that is started and followed by one and the same call, as RDS and DDS have it.

mod answer;

use jiff::Timestamp;

pub(super) use self::answer::{Answered, answer, overall};
use crate::chance;
use crate::cloud::Cloud;
use crate::content::Content;
use crate::ids::uuid;
use crate::job::Job;
use crate::scenario::{Jobs, Reissue};

/// One log and its newest export.
#[derive(Debug)]
pub(super) struct Log {
    pub(super) content: Content,
    naming: Naming,
    /// What tells its exports from those of all other logs.
    key: String,
    export: Option<Export>,
    /// How many exports there were.
    number: u64,
    /// The file name of the newest export; before any, the one that an export at the start would have had.
    pub(super) file_name: String,
}

/// How the file of an export is called.
#[derive(Debug)]
enum Naming {
    /// By the time of the export, behind the key.
    ByTime(fn(Timestamp) -> String),
    /// Always the same. The store tells the exports' objects apart by their ids.
    Fixed,
}

/// An export that was started.
#[derive(Debug, Clone)]
pub(super) struct Export {
    pub(super) id: String,
    pub(super) file_name: String,
    /// Where the store has the file, once the export is ready.
    object: String,
    /// The size of the file in bytes.
    pub(super) size: u64,
    job: Job,
    pub(super) end: Option<End>,
}

/// The end of an export, good or bad.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    pub(super) updated: Timestamp,
    /// When the link was made.
    shown: Timestamp,
    /// When it ends, in seconds since 1970.
    expires: i64,
    pub(super) failed: bool,
}

/// How an export stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Pending,
    Ready,
    Failed,
}

/// How the exports of a log go.
#[derive(Clone, Copy)]
pub(super) struct Pace<'a> {
    pub(super) jobs: &'a Jobs,
    /// How many thirds of a job's length each takes.
    pub(super) thirds: u32,
    /// What the lengths are drawn for: the instance, the node.
    pub(super) key: &'a str,
    /// How long links live, in seconds.
    pub(super) link_life: u64,
}

impl Export {
    pub(super) fn created(&self) -> Timestamp {
        self.job.started()
    }

    /// The end, if it is a good one.
    pub(super) fn ready(&self) -> Option<End> {
        self.end.filter(|end| !end.failed)
    }

    pub(super) fn standing(&self) -> Standing {
        match self.end {
            None => Standing::Pending,
            Some(End { failed: false, .. }) => Standing::Ready,
            Some(End { failed: true, .. }) => Standing::Failed,
        }
    }

    /// The link, once there is one. It stays the same until it expires. `astray` makes it lead to another object.
    pub(super) fn link(&self, cloud: &Cloud, astray: bool) -> Option<String> {
        let expires = self.ready()?.expires;
        Some(if astray {
            cloud.link(&cloud.store.put_other(&self.object, cloud.clock.now()), expires)
        } else {
            cloud.link(&self.object, expires)
        })
    }
}

impl Log {
    /// A log whose files have names of this prefix and the time of the export.
    pub(super) fn new(
        content: Content,
        prefix: String,
        time_of_name: fn(Timestamp) -> String,
        now: Timestamp,
    ) -> Self {
        let file_name = format!("{prefix}{}", time_of_name(now));
        let naming = Naming::ByTime(time_of_name);
        Self { content, naming, key: prefix, export: None, number: 0, file_name }
    }

    /// A log whose files always have this name, which others of other owners may have as well.
    pub(super) fn called(file_name: String, owner: &str, content: Content) -> Self {
        let key = format!("{owner} {file_name}");
        Self { content, naming: Naming::Fixed, key, export: None, number: 0, file_name }
    }

    /// Whether there is an export of which nobody has seen the end.
    pub(super) fn is_pending(&self) -> bool {
        self.export.as_ref().is_some_and(|export| export.end.is_none())
    }

    /// Answers the request with this number: starts an export if there is none or its end is past, else counts a
    /// look at it.
    ///
    /// If something else of the same answer was pending until now, the object stays, with a new link where one has
    /// expired; else an answer with all of them might never come.
    fn ask(
        &mut self,
        cloud: &Cloud,
        pace: Pace<'_>,
        siblings_pending: bool,
        request: u64,
    ) -> Export {
        let now = cloud.clock.now();
        let started = self.number;
        let mut export = match self.export.take() {
            None => self.start(cloud, pace, now),
            Some(mut export) => {
                if export.end.is_none() {
                    export.job.look();
                    self.finish(&mut export, cloud, pace, now);
                }
                match export.end {
                    // Nobody has seen a link yet that is made and over now; it is dead on arrival.
                    Some(end) if end.expires <= now.as_second() && end.shown < now => {
                        self.after_expiry(cloud, pace, (export, end), siblings_pending, now)
                    }
                    _ => export,
                }
            }
        };
        self.finish(&mut export, cloud, pace, now);
        if started < self.number {
            cloud.recorder.job_started(request);
        }
        self.export = Some(export.clone());
        export
    }

    /// Ends an export whose job is over. The file's time is that of the job's end; the link is made, and its life
    /// begins, when someone looks.
    fn finish(&self, export: &mut Export, cloud: &Cloud, pace: Pace<'_>, now: Timestamp) {
        let (None, Some(updated)) = (export.end, export.job.end(now)) else { return };
        let failed = export.job.fails();
        if !failed {
            cloud.store.put(&export.object, self.content.clone(), updated);
        }
        let expires = cloud.link_end(now, pace.link_life);
        export.end = Some(End { updated, shown: now, expires, failed });
    }

    fn start(&mut self, cloud: &Cloud, pace: Pace<'_>, now: Timestamp) -> Export {
        let (number, seed) = (self.number, cloud.scenario.seed);
        self.number += 1;
        let id = uuid(chance::digest(seed, &format!("export {}", self.key), number));
        let object = match self.naming {
            Naming::ByTime(time) => {
                self.file_name = format!("{}{}", self.key, time(now));
                self.file_name.clone()
            }
            Naming::Fixed => format!("{id}/{}", self.file_name),
        };
        let job = Job::start(pace.jobs, seed, pace.key, number, now);
        Export {
            id,
            file_name: self.file_name.clone(),
            object,
            size: self.content.size(),
            job: job.shortened(pace.thirds),
            end: None,
        }
    }

    fn after_expiry(
        &mut self,
        cloud: &Cloud,
        pace: Pace<'_>,
        (old, end): (Export, End),
        siblings_pending: bool,
        now: Timestamp,
    ) -> Export {
        let reissue = cloud.scenario.links.reissue;
        let updated = match reissue {
            _ if siblings_pending => end.updated,
            Reissue::SameObject if !end.failed => now,
            _ => {
                cloud.store.remove(&old.object);
                let mut export = self.start(cloud, pace, now);
                if reissue == Reissue::Never {
                    export.job = export.job.endless();
                }
                return export;
            }
        };
        let expires = cloud.link_end(now, pace.link_life);
        Export { end: Some(End { updated, shown: now, expires, ..end }), ..old }
    }
}

/// The time in a file name, to the second.
pub(super) fn to_the_second(time: Timestamp) -> String {
    time.strftime("%Y%m%d%H%M%S").to_string()
}

/// The time in a file name, to the millisecond.
pub(super) fn to_the_millisecond(time: Timestamp) -> String {
    format!("{}{:03}", to_the_second(time), time.subsec_millisecond())
}

#[cfg(test)]
mod tests;
