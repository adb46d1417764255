//! The log files the simulator holds, and where they come from.

use std::fmt;
use std::io;
use std::path::Path;

use crate::chance;
use crate::content::Content;
use crate::scenario::Logs;
use crate::service::Service;

/// A log file as a client should end up with it.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct LogFile {
    /// The service that hands it out.
    pub service: Service,
    /// What kind of log it is: `error-log`, `slow-log`, `audit-log`, `xel-log`, `run-log` or `server-log`.
    pub log: &'static str,
    /// The instance or server it is a log of.
    pub instance: String,
    /// The name the service gives it. RDS and DDS put the time of the export into the names of error and slow query
    /// logs, so those change with each export; this is the newest.
    pub name: String,
    /// What is in it.
    pub content: Content,
}

impl fmt::Debug for LogFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LogFile")
            .field("service", &self.service)
            .field("log", &self.log)
            .field("instance", &self.instance)
            .field("name", &self.name)
            .field("bytes", &self.content.size())
            .finish()
    }
}

/// What `logs/record.sh` recorded or made.
pub(crate) mod recorded {
    /// Written by a real PostgreSQL server.
    pub(crate) const POSTGRESQL: &[u8] = include_bytes!("../logs/postgresql.log");
    pub(crate) const POSTGRESQL_SLOW: &[u8] = include_bytes!("../logs/postgresql-slow.log");
    /// Of today and yesterday.
    pub(crate) const POSTGRESQL_AUDIT: [&[u8]; 2] = [
        include_bytes!("../logs/postgresql-audit-1.csv"),
        include_bytes!("../logs/postgresql-audit-2.csv"),
    ];
    pub(crate) const MYSQL_SLOW: &[u8] = include_bytes!("../logs/mysql-slow.log");
    /// Of today and yesterday.
    pub(crate) const MYSQL_AUDIT: [&[u8]; 2] =
        [include_bytes!("../logs/mysql-audit-1.csv"), include_bytes!("../logs/mysql-audit-2.csv")];
    /// Not text, and neither are the extended events.
    pub(crate) const SQL_SERVER_TRACE: &[u8] = include_bytes!("../logs/sql-server.trc");
    pub(crate) const SQL_SERVER_EVENTS: &[u8] = include_bytes!("../logs/sql-server.xel");
    /// In MongoDB's structured format, one for each node of a replica set.
    pub(crate) const MONGOD: [&[u8]; 3] = [
        include_bytes!("../logs/mongod-1.log"),
        include_bytes!("../logs/mongod-2.log"),
        include_bytes!("../logs/mongod-3.log"),
    ];
    /// One for each node.
    pub(crate) const MONGOD_SLOW: [&[u8]; 3] = [
        include_bytes!("../logs/mongod-slow-1.log"),
        include_bytes!("../logs/mongod-slow-2.log"),
        include_bytes!("../logs/mongod-slow-3.log"),
    ];
    /// One for each node.
    pub(crate) const MONGOD_AUDIT: [&[u8]; 3] = [
        include_bytes!("../logs/mongod-audit-1.log"),
        include_bytes!("../logs/mongod-audit-2.log"),
        include_bytes!("../logs/mongod-audit-3.log"),
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

/// How logs are made, if they are.
#[derive(Clone, Copy)]
pub(crate) enum Kind<'a> {
    Text,
    /// An archive that holds a file of this name.
    TarGz(&'a str),
}

/// Which logs are wanted.
pub(crate) struct Wanted<'a> {
    /// The part of the scenario that asks for them, such as `rds[0]`.
    pub(crate) section: &'a str,
    /// Which of the section's instances they are of, and of which part of it: makes generated ones differ.
    pub(crate) owner: &'a str,
    pub(crate) recorded: &'static [&'static [u8]],
    /// How many are generated, unless the scenario says it.
    pub(crate) generated: usize,
    pub(crate) kind: Kind<'a>,
    pub(crate) seed: u64,
}

/// Gets the logs of an instance, at least one.
pub(crate) fn logs(logs: &Logs, wanted: &Wanted<'_>) -> io::Result<Vec<Content>> {
    let invalid = |message: String| {
        io::Error::new(io::ErrorKind::InvalidInput, format!("{}: {message}", wanted.section))
    };
    match logs {
        Logs::Recorded => Ok(wanted.recorded.iter().map(|log| Content::from_bytes(*log)).collect()),
        Logs::Folder(folder) => {
            let files = files_in(folder).map_err(|error| {
                io::Error::new(
                    error.kind(),
                    format!("{}: the folder {}: {error}", wanted.section, folder.display()),
                )
            })?;
            if files.is_empty() {
                return Err(invalid(format!("the folder {} has no files", folder.display())));
            }
            Ok(files)
        }
        Logs::Generated { size, files } => {
            let files = files.map_or(Ok(wanted.generated), usize::try_from);
            let files = files.map_err(|error| invalid(error.to_string()))?;
            (0..files as u64)
                .map(|number| {
                    let purpose = format!("{} {}", wanted.section, wanted.owner);
                    let seed = chance::number(wanted.seed, &purpose, number);
                    match wanted.kind {
                        Kind::Text => Ok(Content::generated_text(seed, size.0)),
                        Kind::TarGz(name) => {
                            Content::generated_tar_gz(seed, size.0, name).map_err(invalid)
                        }
                    }
                })
                .collect()
        }
    }
}

/// The files of a folder in the order of their names.
fn files_in(folder: &Path) -> io::Result<Vec<Content>> {
    let mut paths = vec![];
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_file() {
            paths.push(path);
        }
    }
    paths.sort_unstable();
    let read = |path| {
        let content = Content::from_bytes(std::fs::read(path)?);
        // Now, as the first request for a large file would have to wait for it.
        let _ = content.etag();
        Ok(content)
    };
    paths.into_iter().map(read).collect()
}
