//! An export that is started and followed by one and the same call, as RDS and DDS have it.

use bytes::Bytes;
use jiff::Timestamp;

use crate::cloud::Cloud;
use crate::progress::Progress;

/// One log and its newest export.
#[derive(Debug)]
pub(super) struct Log {
    pub(super) bytes: Bytes,
    /// Names end in the time of the export; this is the part before it.
    prefix: String,
    time_of_name: fn(Timestamp) -> String,
    export: Option<Export>,
    /// The file name of the newest export; before any, the one that an export at the start would have had.
    pub(super) file_name: String,
}

/// An export that was started.
#[derive(Debug, Clone)]
pub(super) struct Export {
    pub(super) id: String,
    pub(super) file_name: String,
    pub(super) created: Timestamp,
    progress: Progress,
    pub(super) ready: Option<Ready>,
}

/// The end of an export.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ready {
    pub(super) updated: Timestamp,
    /// In seconds since 1970.
    expires: i64,
}

impl Export {
    /// The link, once there is one. It stays the same until it expires.
    pub(super) fn link(&self, cloud: &Cloud) -> Option<String> {
        self.ready.map(|ready| cloud.link(&self.file_name, ready.expires))
    }
}

impl Log {
    pub(super) fn new(
        bytes: &'static [u8],
        prefix: String,
        time_of_name: fn(Timestamp) -> String,
        now: Timestamp,
    ) -> Self {
        let file_name = format!("{prefix}{}", time_of_name(now));
        Self { bytes: Bytes::from_static(bytes), prefix, time_of_name, export: None, file_name }
    }

    /// Answers a call: starts an export if there is none or its link is over, else counts a look at it.
    /// An export is ready after `polls` looks; its link then lives `usual_life` seconds.
    pub(super) fn ask(&mut self, cloud: &Cloud, polls: u32, usual_life: u64) -> Export {
        let now = cloud.clock.now();
        let kept = self
            .export
            .take()
            .filter(|export| export.ready.is_none_or(|ready| now.as_second() < ready.expires));
        let mut export = match kept {
            Some(mut export) => {
                export.progress.poll();
                export
            }
            None => {
                self.file_name = format!("{}{}", self.prefix, (self.time_of_name)(now));
                Export {
                    id: cloud.ids.uuid(),
                    file_name: self.file_name.clone(),
                    created: now,
                    progress: Progress::new(polls),
                    ready: None,
                }
            }
        };
        if export.ready.is_none() && export.progress.is_done() {
            cloud.store.put(&export.file_name, self.bytes.clone(), now);
            export.ready = Some(Ready { updated: now, expires: cloud.link_end(now, usual_life) });
        }
        self.export = Some(export.clone());
        export
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
    use crate::connection;
    use crate::options::Options;

    fn cloud() -> Cloud {
        Cloud::new(connection::invented(Default::default()), Options::default())
    }

    fn log(cloud: &Cloud) -> Log {
        Log::new(b"log", "prefix_".to_owned(), to_the_millisecond, cloud.clock.now())
    }

    #[test]
    fn a_link_stays_the_same_until_it_expires_and_then_a_new_export_starts() {
        let cloud = cloud();
        let mut log = log(&cloud);
        let started = log.ask(&cloud, 1, 60);
        assert_eq!(started.link(&cloud), None);

        let ready = log.ask(&cloud, 1, 60);
        assert_eq!((&ready.id, &ready.file_name), (&started.id, &started.file_name));
        let link = ready.link(&cloud).unwrap();

        cloud.clock.advance(Duration::from_secs(50));
        assert_eq!(log.ask(&cloud, 1, 60).link(&cloud), Some(link));

        cloud.clock.advance(Duration::from_secs(11));
        let again = log.ask(&cloud, 1, 60);
        assert_eq!(again.link(&cloud), None);
        assert_ne!(again.id, ready.id);
        assert_ne!(again.file_name, ready.file_name);
        assert_eq!(again.file_name, log.file_name);
    }

    #[test]
    fn an_export_of_no_polls_is_ready_at_once() {
        let cloud = cloud();
        assert!(log(&cloud).ask(&cloud, 0, 60).link(&cloud).is_some());
    }

    #[test]
    fn times_in_names_have_no_separators() {
        let time = Timestamp::from_millisecond(1_589_529_974_007).unwrap();
        assert_eq!(to_the_second(time), "20200515080614");
        assert_eq!(to_the_millisecond(time), "20200515080614007");
    }
}
