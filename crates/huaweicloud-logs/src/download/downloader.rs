//! Downloads by links that came from elsewhere: a console, an SDK, a colleague.

use std::fmt;
use std::future::Future;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use percent_encoding::percent_decode_str;
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::watch;
use tokio::time::Instant;
use tracing::Instrument;
use url::{Position, Url};

use super::answer::Answer;
use super::judge::Ask;
use super::link::{Life, Link};
use super::source::Source;
use super::verify::{Unverified, Verify};
use super::{Download, Manner, Progress};
use crate::Result;
use crate::clock::after;
use crate::credentials::BoxFuture;
use crate::error::Kind;
use crate::event::{Event, Observer};
use crate::report::SavedFile;
use crate::retry::Retry;
use crate::text::printable;

/// What to do about a link that nobody can replace here.
const EXPIRED: &str =
    "the link has probably expired: get another one to the same file where it came from";

type Other = Result<String, Box<dyn std::error::Error + Send + Sync>>;
type Reissue = dyn Fn() -> BoxFuture<'static, Other> + Send + Sync;

/// Downloads files by pre-signed links, wherever those come from: a console, an SDK, a colleague.
///
/// It needs no credentials. Made by [`Cloud::downloader`](crate::Cloud::downloader) or
/// [`CloudBuilder::downloader`](crate::CloudBuilder::downloader); cloning is cheap, and clones share their connections.
#[derive(Clone, Debug)]
pub struct Downloader {
    http: reqwest::Client,
    retry: Retry,
}

impl Downloader {
    pub(crate) fn new(http: reqwest::Client, retry: Retry) -> Self {
        Self { http, retry }
    }

    /// A file to be downloaded by its link. Nothing is sent before [`LinkRequest::save_to`].
    ///
    /// # Errors
    ///
    /// When it is no http or https URL.
    pub fn link(&self, link: impl Into<String>) -> Result<LinkRequest> {
        let link: SecretString = link.into().into();
        let parsed = Url::parse(link.expose_secret()).ok();
        let url =
            parsed.filter(|url| matches!(url.scheme(), "http" | "https")).ok_or_else(|| {
                Kind::Config("the link is no http or https URL".into()).with_hint(
                    "copy it whole, from https:// to the end of its signature; quote it in a shell",
                )
            })?;
        let (progress, watched) = watch::channel(Progress::default());
        Ok(LinkRequest {
            downloader: self.clone(),
            object: object(&url),
            last_segment: last_segment(&url),
            link,
            name: None,
            timeout: Duration::from_secs(60 * 60),
            reissue: None,
            observer: Observer::default(),
            manner: Manner::default(),
            progress,
            watched,
        })
    }
}

/// What a link leads to, whoever signed it and until when.
fn object(url: &Url) -> String {
    let is_signature = |name: &str| {
        let name = name.to_ascii_lowercase();
        let prefixes = ["x-amz-", "x-obs-", "response-"];
        let names = ["expires", "signature", "accesskeyid", "awsaccesskeyid"];
        names.contains(&name.as_str()) || prefixes.iter().any(|prefix| name.starts_with(prefix))
    };
    let rest = url.query_pairs().filter(|(name, _)| !is_signature(name));
    let rest: Vec<_> = rest.map(|(name, value)| format!("{name}={value}")).collect();
    format!("{}?{}", &url[Position::BeforeHost..Position::AfterPath], rest.join("&"))
}

/// The last part of a URL's path, decoded.
fn last_segment(url: &Url) -> Option<String> {
    let segment = url.path_segments()?.rfind(|segment| !segment.is_empty())?;
    Some(percent_decode_str(segment).decode_utf8_lossy().into_owned())
}

/// A file to be downloaded by its link, with the settings of the download. Made by [`Downloader::link`].
#[must_use = "nothing is downloaded before `save_to`"]
pub struct LinkRequest {
    downloader: Downloader,
    link: SecretString,
    /// What the link leads to.
    object: String,
    last_segment: Option<String>,
    name: Option<String>,
    timeout: Duration,
    reissue: Option<Arc<Reissue>>,
    observer: Observer,
    manner: Manner,
    progress: watch::Sender<Progress>,
    watched: watch::Receiver<Progress>,
}

impl fmt::Debug for LinkRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LinkRequest")
            .field("name", &self.name)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

impl LinkRequest {
    /// What the link leads to, whoever signed it and until when: host, path and the other parameters. Of two links to
    /// the same, one at a time can be saved in a folder.
    #[must_use]
    pub fn object(&self) -> &str {
        &self.object
    }

    /// Saves the file under this name, made safe, instead of the one that the server or the link says.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// How long it may take; an hour unless set. What is there then is kept.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How many connections bring parts of the file at the same time, 32 at most, if the server hands out parts.
    ///
    /// Unless set it is one, or eight if the server is far away, the file large, and the link good for 10 minutes or
    /// more: each request for a part is one that an expired link would refuse.
    pub fn connections(mut self, connections: u32) -> Self {
        self.manner.connections = Some(connections.max(1));
        self
    }

    /// Decompresses a file whose name ends in `.gz` and whose content is gzip, and saves it without that ending.
    pub fn decompress(mut self, decompress: bool) -> Self {
        self.manner.decompress = decompress;
        self
    }

    /// Lets `check` look at the file before it gets its final name, in a thread that may block.
    ///
    /// It comes after the checks that are always made: the length, the MD5 if the server's ETag is one, and else the
    /// checksum of a gzip file. A file that it refuses is not kept.
    pub fn verify(
        mut self,
        check: impl Fn(&Unverified<'_>) -> Result<(), Box<dyn std::error::Error + Send + Sync>>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        self.manner.verify = Some(Verify::new(check));
        self
    }

    /// Where to get another link when this one is refused or ends too soon. Parallel needs call it once.
    pub fn reissue<F>(mut self, reissue: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Other> + Send + 'static,
    {
        self.reissue = Some(Arc::new(move || Box::pin(reissue())));
        self
    }

    /// Calls `observer` with everything that happens. It should return quickly.
    pub fn on_event(mut self, observer: impl Fn(&Event<'_>) + Send + Sync + 'static) -> Self {
        self.observer = Observer::new(observer);
        self
    }

    /// The progress, to be looked at or waited for while the file is downloaded.
    #[must_use]
    pub fn watch(&self) -> watch::Receiver<Progress> {
        self.watched.clone()
    }

    /// Downloads the file into `folder`, which is made if need be.
    ///
    /// It gets its final name only when it is complete and verified; a name that is taken is numbered, unless by the
    /// same file, which is not fetched again. Dropping the future keeps what is there: the next download of the same
    /// object into the same folder goes on from it, in this process or another one.
    ///
    /// # Errors
    ///
    /// When `folder` can't be written to or has no room, another download of the file is under way, the link is
    /// refused, the timeout passes, or the server keeps failing. [`kept`](crate::Error::kept) says how many bytes the next
    /// download need not fetch again.
    pub async fn save_to(self, folder: impl AsRef<Path>) -> Result<SavedFile> {
        let folder = folder.as_ref();
        let now = Timestamp::now();
        let life = Life { now, parameter: None, usual: None };
        let guess = self.name.clone().or_else(|| self.last_segment.clone());
        let label = printable(&guess.unwrap_or_else(|| "the file".to_owned()));
        let source = LinkSource {
            http: &self.downloader.http,
            label: &label,
            now: Mutex::new((Arc::new(Link::new(self.link.expose_secret(), life, &label)?), 1)),
            reissue: self.reissue.as_deref(),
            getting: tokio::sync::Mutex::default(),
        };
        let name = |told: Option<&str>| {
            let told = told.map(ToOwned::to_owned);
            let name = self.name.clone().or(told).or_else(|| self.last_segment.clone());
            name.unwrap_or_else(|| "download".to_owned())
        };
        // The link's signature is no part of it: another link to the same object goes on with the same file.
        let key = format!("link/{}/{}", self.object, self.name.as_deref().unwrap_or_default());
        let began = Instant::now();
        let deadline = after(began, self.timeout);
        let cut_off = || {
            let file = label.clone();
            Kind::CutOff { file, after: began.elapsed(), source: None }.into()
        };
        let download = Download {
            source: &source,
            folder,
            key: &key,
            label: &label,
            name: &name,
            manner: &self.manner,
            retry: self.downloader.retry,
            deadline,
            cut_off: &cut_off,
            observer: &self.observer,
            progress: self.progress.clone(),
        };
        let span = tracing::debug_span!("download", file = label);
        download.save().instrument(span).await
    }
}

/// A link, and perhaps somebody who knows another one.
struct LinkSource<'a> {
    http: &'a reqwest::Client,
    label: &'a str,
    /// The link in use, and its number.
    now: Mutex<(Arc<Link>, u32)>,
    reissue: Option<&'a Reissue>,
    getting: tokio::sync::Mutex<()>,
}

impl LinkSource<'_> {
    fn now(&self) -> MutexGuard<'_, (Arc<Link>, u32)> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn get(&self, instead_of: u32) -> Result<bool> {
        let _one_at_a_time = self.getting.lock().await;
        let (old, number) = self.now().clone();
        if number != instead_of {
            return Ok(true);
        }
        let Some(reissue) = self.reissue else { return Ok(false) };
        let link = reissue().await.map_err(|why| {
            let why = printable(&why.to_string());
            Kind::Unusable { doing: format!("the request for another link of {}", self.label), why }
        })?;
        if old.is(&link) {
            return Ok(false);
        }
        let life = Life { now: Timestamp::now(), parameter: None, usual: None };
        *self.now() = (Arc::new(Link::new(&link, life, self.label)?), number + 1);
        Ok(true)
    }
}

impl Source for LinkSource<'_> {
    fn open(&self, ask: Ask) -> BoxFuture<'_, Result<Answer>> {
        Box::pin(async move {
            let (link, number) = self.now().clone();
            let link = if link.has_ended() && self.get(number).await? {
                Arc::clone(&self.now().0)
            } else {
                link
            };
            let answer = link.open(self.http, ask, self.label).await;
            answer.map_err(|error| match error.refused_link() {
                Some(status) if self.reissue.is_none() => error.advising(status, EXPIRED),
                _ => error,
            })
        })
    }

    fn link(&self) -> u32 {
        self.now().1
    }

    fn renew(&self, link: u32) -> BoxFuture<'_, Result<bool>> {
        Box::pin(self.get(link))
    }

    fn renews(&self) -> bool {
        self.reissue.is_some()
    }

    fn ends(&self) -> Option<Instant> {
        self.now().0.ends()
    }

    fn has_parts(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::object;

    #[test]
    fn a_newer_link_leads_to_the_same_object_and_another_version_to_another() {
        let of = |link: &str| object(&link.parse().unwrap());
        let old = "https://b.obs.example.com/f/x.log?AWSAccessKeyId=A&Expires=1&Signature=S&response-cache-control=no";
        let new = "https://b.obs.example.com/f/x.log?AccessKeyId=B&Expires=2&Signature=T&x-obs-security-token=U";
        assert_eq!(of(old), of(new));
        assert!(!of(old).contains("Signature"));
        assert_ne!(of(old), of(&format!("{old}&versionId=7")));
        assert_ne!(of("http://h/download?id=1"), of("http://h/download?id=2"));
    }
}
