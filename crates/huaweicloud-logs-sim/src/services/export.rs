//! An export that is started and followed by one and the same call, as RDS and DDS have it.

use std::borrow::Cow;

use jiff::Timestamp;

use crate::arrival::Arrived;
use crate::chance;
use crate::cloud::Cloud;
use crate::content::Content;
use crate::ids::uuid;
use crate::job::Job;
use crate::scenario::{Dialect, Jobs, Reissue};

/// One log and its newest export.
#[derive(Debug)]
pub(super) struct Log {
    pub(super) content: Content,
    /// Names end in the time of the export; this is the part before it.
    prefix: String,
    time_of_name: fn(Timestamp) -> String,
    export: Option<Export>,
    /// How many exports there were.
    number: u64,
    /// The file name of the newest export; before any, the one that an export at the start would have had.
    pub(super) file_name: String,
}

/// An export that was started.
#[derive(Debug, Clone)]
pub(super) struct Export {
    pub(super) id: String,
    pub(super) file_name: String,
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

/// What faults make of an answer.
pub(super) struct Told {
    /// Whether links lead to other objects.
    pub(super) astray: bool,
    /// What stands in place of file names.
    pub(super) other_name: Option<String>,
}

impl Told {
    /// What befalls the answer to a request whose exports stand like this. Only one with a link can lead astray.
    pub(super) fn of(cloud: &Cloud, arrived: &Arrived, standings: &[Standing]) -> Self {
        Self {
            astray: standings.contains(&Standing::Ready) && cloud.leads_astray(arrived),
            other_name: cloud.other_name(arrived),
        }
    }
}

/// The word for exports that stand like this, all taken together.
pub(super) fn overall(
    standings: &[Standing],
    dialect: &Dialect,
    finished: &'static str,
) -> Cow<'static, str> {
    let failed = |standing: &Standing| *standing == Standing::Failed;
    if standings.contains(&Standing::Pending) {
        dialect.pending("CREATING")
    } else if !standings.is_empty() && standings.iter().all(failed) {
        dialect.word("FAILED")
    } else {
        dialect.word(finished)
    }
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
    /// Whether something else of the same answer was pending until now. Then the object stays, with a new link where
    /// one has expired; else an answer with all of them might never come.
    pub(super) siblings_pending: bool,
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
            cloud.link(&cloud.store.put_other(&self.file_name, cloud.clock.now()), expires)
        } else {
            cloud.link(&self.file_name, expires)
        })
    }
}

impl Log {
    pub(super) fn new(
        content: Content,
        prefix: String,
        time_of_name: fn(Timestamp) -> String,
        now: Timestamp,
    ) -> Self {
        let file_name = format!("{prefix}{}", time_of_name(now));
        Self { content, prefix, time_of_name, export: None, number: 0, file_name }
    }

    /// Whether there is an export of which nobody has seen the end.
    pub(super) fn is_pending(&self) -> bool {
        self.export.as_ref().is_some_and(|export| export.end.is_none())
    }

    /// Answers the request with this number: starts an export if there is none or its end is past, else counts a
    /// look at it.
    pub(super) fn ask(&mut self, cloud: &Cloud, pace: Pace<'_>, request: u64) -> Export {
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
                        self.after_expiry(cloud, pace, export, end, now)
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
            cloud.store.put(&export.file_name, self.content.clone(), updated);
        }
        let expires = cloud.link_end(now, pace.link_life);
        export.end = Some(End { updated, shown: now, expires, failed });
    }

    fn start(&mut self, cloud: &Cloud, pace: Pace<'_>, now: Timestamp) -> Export {
        let (number, seed) = (self.number, cloud.scenario.seed);
        self.number += 1;
        self.file_name = format!("{}{}", self.prefix, (self.time_of_name)(now));
        let job = Job::start(pace.jobs, seed, pace.key, number, now);
        Export {
            id: uuid(chance::digest(seed, &format!("export {}", self.prefix), number)),
            file_name: self.file_name.clone(),
            job: job.shortened(pace.thirds),
            end: None,
        }
    }

    fn after_expiry(
        &mut self,
        cloud: &Cloud,
        pace: Pace<'_>,
        old: Export,
        end: End,
        now: Timestamp,
    ) -> Export {
        let reissue = cloud.scenario.links.reissue;
        let updated = match reissue {
            _ if pace.siblings_pending => end.updated,
            Reissue::SameObject if !end.failed => now,
            _ => {
                cloud.store.remove(&old.file_name);
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
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::connection::Urls;
    use crate::scenario::Scenario;

    fn cloud(scenario: &str) -> Cloud {
        let url = String::new;
        let urls = Urls {
            rds: url(),
            dds: url(),
            dcs: url(),
            clouddc: url(),
            iam: url(),
            obs: url(),
            control: url(),
        };
        Cloud::new(urls, url(), Scenario::parse(scenario).unwrap(), None).unwrap()
    }

    fn log(cloud: &Cloud) -> Log {
        let content = Content::from_bytes(&b"log"[..]);
        Log::new(content, "prefix_".to_owned(), to_the_millisecond, cloud.clock.now())
    }

    fn ask(log: &mut Log, cloud: &Cloud) -> Export {
        let pace = Pace {
            jobs: &cloud.scenario.jobs,
            thirds: 3,
            key: "key",
            link_life: 60,
            siblings_pending: false,
        };
        log.ask(cloud, pace, 0)
    }

    #[test]
    fn a_link_stays_the_same_until_it_expires_and_then_a_new_export_starts() {
        let cloud = cloud("jobs.takes.polls = 1");
        let mut log = log(&cloud);
        let started = ask(&mut log, &cloud);
        assert_eq!(started.link(&cloud, false), None);

        let ready = ask(&mut log, &cloud);
        assert_eq!((&ready.id, &ready.file_name), (&started.id, &started.file_name));
        let link = ready.link(&cloud, false).unwrap();

        cloud.clock.advance(Duration::from_secs(50));
        assert_eq!(ask(&mut log, &cloud).link(&cloud, false), Some(link));

        cloud.clock.advance(Duration::from_secs(11));
        let again = ask(&mut log, &cloud);
        assert_eq!(again.link(&cloud, false), None);
        assert_ne!(again.id, ready.id);
        assert_ne!(again.file_name, ready.file_name);
        assert_eq!(again.file_name, log.file_name);
    }

    #[test]
    fn after_expiry_the_same_object_can_get_a_new_link() {
        let cloud = cloud("jobs.takes.polls = 0\nlinks.reissue = 'same-object'");
        let mut log = log(&cloud);
        let first = ask(&mut log, &cloud);
        cloud.clock.advance(Duration::from_secs(61));
        let second = ask(&mut log, &cloud);
        assert_eq!(first.file_name, second.file_name);
        assert_ne!(first.link(&cloud, false), second.link(&cloud, false));
        assert!(second.link(&cloud, false).is_some());
    }

    #[test]
    fn after_expiry_the_export_can_be_never_ready() {
        let cloud = cloud("jobs.takes.polls = 0\nlinks.reissue = 'never'");
        let mut log = log(&cloud);
        assert_eq!(ask(&mut log, &cloud).standing(), Standing::Ready);
        cloud.clock.advance(Duration::from_secs(61));
        for _ in 0..5 {
            assert_eq!(ask(&mut log, &cloud).standing(), Standing::Pending);
            cloud.clock.advance(Duration::from_secs(3600));
        }
    }

    #[test]
    fn a_failed_export_says_so_for_as_long_as_a_link_would_live() {
        let cloud = cloud("jobs.takes.polls = 1\njobs.failure_rate = 1.0");
        let mut log = log(&cloud);
        assert_eq!(ask(&mut log, &cloud).standing(), Standing::Pending);
        let failed = ask(&mut log, &cloud);
        assert_eq!(failed.standing(), Standing::Failed);
        assert_eq!(failed.link(&cloud, false), None);
        cloud.clock.advance(Duration::from_secs(61));
        assert_eq!(ask(&mut log, &cloud).standing(), Standing::Pending);
    }

    #[test]
    fn a_job_can_take_time_instead_of_looks() {
        let cloud = cloud("jobs.takes.fixed = '90s'");
        let mut log = log(&cloud);
        for _ in 0..10 {
            assert_eq!(ask(&mut log, &cloud).standing(), Standing::Pending);
        }
        cloud.clock.advance(Duration::from_secs(91));
        assert_eq!(ask(&mut log, &cloud).standing(), Standing::Ready);
    }

    #[test]
    fn times_in_names_have_no_separators() {
        let time = Timestamp::from_millisecond(1_589_529_974_007).unwrap();
        assert_eq!(to_the_second(time), "20200515080614");
        assert_eq!(to_the_millisecond(time), "20200515080614007");
    }
}
