//! What a turn downloads.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use super::Workload;
use super::commands::{self, Many, One};
use super::objects;
use super::peer::Peer;
use super::run::{Call, Runner};
use super::server::{SMALL_FILES, SMALL_SIZE, Server};
use crate::program::Program;

/// How long the proxy may take to start.
const LIMIT: Duration = Duration::from_secs(10);

/// Files of a server.
pub(super) struct Load<'a> {
    server: &'a Server,
    folder: PathBuf,
    files: Files,
    pub(super) bytes: u64,
    /// What makes the server far away, as long as it is kept.
    _proxy: Option<Program>,
}

enum Files {
    One { url: String, name: &'static str, authority: Option<PathBuf> },
    Many { lists: Many, names: Vec<String> },
}

impl<'a> Load<'a> {
    pub(super) fn of(
        workload: Workload,
        runner: &Runner<'_>,
        server: &'a Server,
    ) -> Result<Self, String> {
        let folder = runner.folder();
        if workload == Workload::Small {
            let names = server.provide_small()?;
            let files = Files::Many { lists: lists(runner, server, &names)?, names };
            let bytes = u64::from(SMALL_FILES) * SMALL_SIZE;
            return Ok(Self { server, folder, files, bytes, _proxy: None });
        }
        let (name, bytes) = match workload {
            Workload::OneGib | Workload::Tls => ("1-gib", 1 << 30),
            _ => ("64-mib", 64 << 20),
        };
        server.provide(name, bytes)?;
        let (base, proxy) = match workload {
            Workload::Tls => (server.secure_url().to_owned(), None),
            Workload::Far => {
                let mut proxy = Command::new(&runner.tools.delay_proxy);
                let proxy = Program::start(proxy.arg(server.address()))?;
                (format!("http://{}", proxy.hear(LIMIT)?), Some(proxy))
            }
            _ => (server.url(), None),
        };
        let authority = (workload == Workload::Tls).then(|| server.authority());
        let files = Files::One { url: format!("{base}/{name}"), name, authority };
        Ok(Self { server, folder, files, bytes, _proxy: proxy })
    }

    /// How many there are.
    pub(super) fn count(&self) -> u32 {
        match self.files {
            Files::One { .. } => 1,
            Files::Many { .. } => SMALL_FILES,
        }
    }

    /// How a program downloads them.
    pub(super) fn call(&self, peer: Peer, program: &str) -> Result<Call, String> {
        match &self.files {
            Files::One { url, name, authority } => {
                let (folder, authority) = (&self.folder, authority.as_deref());
                let one = One { url, folder, name, authority, again: false };
                Ok(commands::one(peer, program, one))
            }
            Files::Many { lists, .. } => commands::many(peer, program, lists)
                .ok_or_else(|| "it takes one file at a time".to_owned()),
        }
    }

    /// Compares what is there with what should be.
    pub(super) fn check(&self) -> Result<(), String> {
        let check = |name: &str| objects::compare(&self.folder.join(name), &self.server.file(name));
        match &self.files {
            Files::One { name, .. } => check(name),
            Files::Many { names, .. } => names
                .iter()
                .try_for_each(|name| check(name).map_err(|error| format!("{name}: {error}"))),
        }
    }
}

/// Writes the links down, as the programs want to read them.
fn lists(runner: &Runner<'_>, server: &Server, names: &[String]) -> Result<Many, String> {
    let links = names.iter().map(|name| format!("{}/{name}", server.url()));
    let (curl, links): (String, String) =
        links.map(|link| (format!("url = \"{link}\"\n"), format!("{link}\n"))).unzip();
    let write = |name, text| {
        let path = runner.home().join(name);
        fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok::<_, String>(path)
    };
    let folder = runner.folder();
    Ok(Many { links: write("links", links)?, curl: write("curl", curl)?, folder })
}
