//! `hwlogs fetch`: downloads by links that came from elsewhere.

use std::io::{self, BufRead};
use std::path::{Path, PathBuf};

use futures::{StreamExt, stream};
use huaweicloud_logs::{Downloader, Error, SavedFile};

use crate::args::{Fetch, Shared};
use crate::connect;
use crate::failure::Failure;
use crate::output;
use crate::progress::Bars;

/// How many files are downloaded at once.
const FILES: usize = 16;

/// What came of one link.
pub(crate) struct Outcome {
    /// The place in the order of the links, which are secrets.
    pub(crate) number: usize,
    pub(crate) result: Result<SavedFile, Error>,
}

pub(crate) async fn run(fetch: &Fetch, shared: &Shared) -> Result<(), Failure> {
    let links = links(&fetch.links)?;
    let downloader = connect::downloader(shared)?;
    let (folder, name) = target(&fetch.to, links.len() == 1)?;
    let bars = Bars::new(shared.verbose);
    let outcomes: Vec<_> = stream::iter(links.into_iter().enumerate())
        .map(|(at, link)| {
            let (downloader, bars) = (&downloader, &bars);
            let (folder, name) = (&folder, name.as_deref());
            async move {
                let number = at + 1;
                let result = one(downloader, bars, &link, folder, name, shared).await;
                Outcome { number, result }
            }
        })
        .buffered(FILES)
        .collect()
        .await;
    bars.clear();
    output::print_links(&outcomes, shared.json)
}

async fn one(
    downloader: &Downloader,
    bars: &Bars,
    link: &str,
    folder: &Path,
    name: Option<&str>,
    shared: &Shared,
) -> Result<SavedFile, Error> {
    let mut request = downloader.link(link)?.timeout(shared.timeout).decompress(shared.decompress);
    if let Some(name) = name {
        request = request.name(name);
    }
    if let Some(connections) = shared.connections {
        request = request.connections(connections);
    }
    request.on_event(bars.watch("link".to_owned())).save_to(folder).await
}

/// The links, each once.
fn links(given: &[String]) -> Result<Vec<String>, Failure> {
    let mut links: Vec<String> = Vec::new();
    for link in given {
        if link != "-" {
            links.push(link.clone());
            continue;
        }
        for line in io::stdin().lock().lines() {
            let line = line.map_err(|error| {
                Failure::Usage(format!("the links can't be read from standard input: {error}"))
            })?;
            if !line.trim().is_empty() {
                links.push(line.trim().to_owned());
            }
        }
    }
    let mut seen = std::collections::HashSet::new();
    links.retain(|link| seen.insert(link.clone()));
    Ok(links)
}

/// The folder, and the name of the file if the path is one.
fn target(to: &Path, single: bool) -> Result<(PathBuf, Option<String>), Failure> {
    let slash = to.as_os_str().to_string_lossy().ends_with(std::path::is_separator);
    if !single || slash || to.is_dir() {
        return Ok((to.to_owned(), None));
    }
    let name = to.file_name().and_then(|name| name.to_str());
    let Some(name) = name else { return Ok((to.to_owned(), None)) };
    let folder = to.parent().filter(|parent| !parent.as_os_str().is_empty());
    Ok((folder.unwrap_or(Path::new(".")).to_owned(), Some(name.to_owned())))
}
