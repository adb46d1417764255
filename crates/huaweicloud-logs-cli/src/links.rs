//! `hwlogs fetch`: downloads by links that came from elsewhere.

mod given;

use std::path::{Path, PathBuf};
use std::time::Duration;

use futures::{StreamExt, stream};
use huaweicloud_logs::{Downloader, Error, SavedFile};
use tokio::time::Instant;

use self::given::Given;
pub(crate) use self::given::Place;
use crate::args::{Fetch, Shared};
use crate::connect;
use crate::failure::Failure;
use crate::output::{self, Listing};
use crate::progress::Bars;

/// How many files are downloaded at once.
const FILES: usize = 16;

/// What came of one link.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) place: Place,
    pub(crate) elapsed: Duration,
    pub(crate) result: Result<SavedFile, Error>,
}

pub(crate) async fn run(fetch: &Fetch, shared: &Shared) -> Result<(), Failure> {
    let downloader = connect::downloader(shared)?;
    let links = given::all(&fetch.links).await?;
    let target = Target::new(&fetch.to, links.len())?;
    let mut bars = Bars::new(shared.verbose);
    if links.len() > FILES {
        bars = bars.counting(links.len(), "links");
    }
    let job = Job { downloader, target, bars, shared };
    // Links to one object share what is there of it, so they come one after the other.
    let object_of = |link: &str| Some(job.downloader.link(link).ok()?.object().to_owned());
    let work = stream::iter(given::by_object(links, object_of))
        .map(|links| job.each(links))
        .buffer_unordered(FILES)
        .collect::<Vec<_>>();
    let mut outcomes: Vec<_> = job.bars.during(work).await.into_iter().flatten().collect();
    outcomes.sort_by_key(|outcome| outcome.place);
    output::print(&Listing::of_links(&outcomes), shared.json)
}

/// What is the same for all links.
struct Job<'a> {
    downloader: Downloader,
    target: Target,
    bars: Bars,
    shared: &'a Shared,
}

impl Job<'_> {
    async fn each(&self, links: Vec<Given>) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        for Given { place, link } in links {
            let began = Instant::now();
            let result = self.one(place, link).await;
            outcomes.push(Outcome { place, elapsed: began.elapsed(), result });
            self.bars.done();
        }
        outcomes
    }

    async fn one(&self, place: Place, link: String) -> Result<SavedFile, Error> {
        let Shared { timeout, decompress, connections, .. } = self.shared;
        let request = self.downloader.link(link)?.timeout(*timeout).decompress(*decompress);
        let request = match &self.target.name {
            Some(name) => request.name(name),
            None => request,
        };
        let request = match connections {
            Some(connections) => request.connections(*connections),
            None => request,
        };
        request.on_event(self.bars.link(place.to_string())).save_to(&self.target.folder).await
    }
}

/// Where files go.
#[derive(Debug, PartialEq, Eq)]
struct Target {
    folder: PathBuf,
    /// The name of the file, if the user gave one.
    name: Option<String>,
}

impl Target {
    /// Reads `--to` as `cp` would: a folder if it is one, if it ends as one, or if there are several files.
    fn new(to: &Path, links: usize) -> Result<Self, Failure> {
        let wrong = |why| Failure::Usage(format!("--to {} {why}", to.display()));
        let folder = |path: &Path| Self { folder: path.to_owned(), name: None };
        let ends_as_folder = to.as_os_str().to_string_lossy().ends_with(std::path::is_separator);
        if to.is_dir() || ends_as_folder {
            return Ok(folder(to));
        }
        if links > 1 {
            // A folder that is still to be made, unless there is something else.
            let taken = to.exists();
            return if taken {
                Err(wrong("is no folder for several files"))
            } else {
                Ok(folder(to))
            };
        }
        if to.exists() && !to.is_file() {
            return Err(wrong("is neither a folder nor a file"));
        }
        let Some(name) = to.file_name() else { return Ok(folder(to)) };
        let name = name.to_str().ok_or_else(|| wrong("ends in a name that is no UTF-8"))?;
        let parent = to.parent().filter(|parent| !parent.as_os_str().is_empty());
        let parent = parent.unwrap_or(Path::new(".")).to_owned();
        Ok(Self { folder: parent, name: Some(name.to_owned()) })
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Target;

    fn target(to: &str, links: usize) -> (String, Option<String>) {
        let target = Target::new(Path::new(to), links).unwrap();
        (target.folder.display().to_string(), target.name)
    }

    #[test]
    fn a_path_is_a_file_for_one_link_only() {
        let (folder, name) = ("no/such".to_owned(), Some("a.log".to_owned()));
        assert_eq!(target("no/such/a.log", 1), (folder, name.clone()));
        assert_eq!(target("a.log", 1), (".".to_owned(), name));
        assert_eq!(target("no/such/a.log", 2), ("no/such/a.log".to_owned(), None));
    }

    #[test]
    fn a_folder_or_a_slash_means_a_folder() {
        for to in [".", "..", "src", "no/such/", "/"] {
            assert_eq!(target(to, 1), (to.to_owned(), None));
        }
    }

    #[test]
    fn a_file_is_no_folder_for_several() {
        assert!(Target::new(Path::new("Cargo.toml"), 2).is_err());
        assert_eq!(target("Cargo.toml", 1).1.as_deref(), Some("Cargo.toml"));
    }
}
