//! The log files the simulator holds, and where they come from.

use std::fmt;

use bytes::Bytes;

use crate::service::Service;

/// A log file as a client should end up with it.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LogFile {
    /// The service that hands it out.
    pub service: Service,
    /// The instance or server it is a log of.
    pub instance: String,
    /// The name the service gives it. RDS and DDS put the time of the export into the name, so it
    /// changes with each export; this is the newest.
    pub name: String,
    /// Its content.
    pub bytes: Bytes,
}

impl fmt::Debug for LogFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LogFile")
            .field("service", &self.service)
            .field("instance", &self.instance)
            .field("name", &self.name)
            .field("bytes", &self.bytes.len())
            .finish()
    }
}

/// What `logs/record.sh` recorded or made.
pub(crate) mod recorded {
    /// Written by a real PostgreSQL server.
    pub(crate) const POSTGRESQL: &[u8] = include_bytes!("../logs/postgresql.log");
    /// In MongoDB's structured format, one for each node of a replica set.
    pub(crate) const MONGOD: [&[u8]; 3] = [
        include_bytes!("../logs/mongod-1.log"),
        include_bytes!("../logs/mongod-2.log"),
        include_bytes!("../logs/mongod-3.log"),
    ];
    /// Written by a real Redis server, one run each.
    pub(crate) const REDIS: [&[u8]; 3] = [
        include_bytes!("../logs/redis-1.log"),
        include_bytes!("../logs/redis-2.log"),
        include_bytes!("../logs/redis-3.log"),
    ];
    /// A gzip-compressed tar archive.
    pub(crate) const SERVER_DUMP: &[u8] = include_bytes!("../logs/server-dump.tar.gz");
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::io::Read as _;

    use super::recorded::*;

    #[test]
    fn no_two_logs_are_alike_and_none_is_empty() {
        let all: Vec<&[u8]> =
            [POSTGRESQL, SERVER_DUMP].into_iter().chain(MONGOD).chain(REDIS).collect();
        assert!(all.iter().all(|log| log.len() > 1000));
        let different: HashSet<_> = all.iter().collect();
        assert_eq!(different.len(), all.len());
    }

    #[test]
    fn the_real_logs_are_what_they_claim_to_be() {
        let postgresql = str::from_utf8(POSTGRESQL).unwrap();
        for phrase in [
            "starting PostgreSQL",
            "syntax error",
            "deadlock detected",
            "checkpoint complete",
            "FATAL:",
        ] {
            assert!(postgresql.contains(phrase), "{phrase}");
        }
        for log in REDIS {
            let redis = str::from_utf8(log).unwrap();
            assert!(redis.contains("Redis is starting") && redis.ends_with("bye bye...\n"));
        }
    }

    #[test]
    fn every_mongod_line_is_a_json_object_of_the_structured_format() {
        for log in MONGOD {
            for line in str::from_utf8(log).unwrap().lines() {
                let line: serde_json::Value = serde_json::from_str(line).unwrap();
                assert!(
                    line["t"]["$date"].is_string()
                        && line["msg"].is_string()
                        && line["id"].is_u64(),
                    "{line}"
                );
            }
        }
    }

    #[test]
    fn the_server_dump_unpacks() {
        let mut names = vec![];
        let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(SERVER_DUMP));
        for entry in archive.entries().unwrap() {
            let mut entry = entry.unwrap();
            names.push(entry.path().unwrap().to_string_lossy().into_owned());
            entry.read_to_end(&mut vec![]).unwrap();
        }
        for name in [
            "sensor_alarm/sel.csv",
            "sensor_alarm/sensor_info.txt",
            "fru_info.txt",
            "maintenance_log",
        ] {
            assert!(names.iter().any(|entry| entry.ends_with(name)), "{name} in {names:?}");
        }
    }
}
