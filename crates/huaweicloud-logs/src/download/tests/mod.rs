//! Downloads from a scripted store, in paused time, to real files.

mod links;
mod random;
mod resuming;

use std::collections::VecDeque;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use futures::stream::{self, StreamExt};
use reqwest::header::HeaderMap;
use reqwest::{StatusCode, Version};
use tokio::sync::watch;
use tokio::time::{Instant, sleep};

use super::{Answer, Ask, Download, Manner, Progress, Source};
use crate::credentials::BoxFuture;
use crate::error::{Kind, Refusal};
use crate::event::Observer;
use crate::report::SavedFile;
use crate::{Event, Result, Retry};

/// What the store does with one request.
#[derive(Clone, Debug, PartialEq)]
enum Does {
    Serves,
    /// The body breaks off after so many bytes.
    Cuts(usize),
    Refuses(u16),
    /// All of it is sent, whatever was asked for.
    IgnoresRange,
    /// The part begins one byte later than it says.
    LiesAboutRange,
    /// A part of at most half of what is missing, without the length of the whole.
    HidesTotal,
    /// It says that it sends half of what was asked for, and sends all.
    Overruns,
    /// One byte of what it sends is another.
    Flips,
    /// Another object is there from now on.
    Replaces(Object, Box<Does>),
    /// So many milliseconds pass before each chunk.
    Dawdles(u64),
}

#[derive(Clone, Debug, PartialEq)]
struct Object {
    content: Bytes,
    etag: Option<String>,
    modified: u32,
}

fn object(seed: u64, length: usize) -> Object {
    let mut random = fastrand::Rng::with_seed(seed);
    let content: Vec<u8> = (0..length).map(|_| random.u8(..)).collect();
    Object { content: content.into(), etag: Some(format!("\"tag-{seed}\"")), modified: 0 }
}

/// A store with one object, which does what a list says, and then serves.
struct Store {
    object: Mutex<Object>,
    script: Mutex<VecDeque<Does>>,
    asked: Mutex<Vec<Ask>>,
    /// Whether it says how long bodies are.
    lengths: bool,
    /// Whether it says when the object was changed.
    dates: bool,
    name: &'static str,
    /// Links that are left; each request after a refusal takes the next.
    links: Mutex<u32>,
    /// Of the link in use.
    number: Mutex<u32>,
    /// When it ends.
    ends: Mutex<Option<Instant>>,
}

impl Store {
    fn new(object: Object, script: impl IntoIterator<Item = Does>) -> Self {
        Self {
            object: Mutex::new(object),
            script: Mutex::new(script.into_iter().collect()),
            asked: Mutex::default(),
            lengths: true,
            dates: true,
            name: "x.log",
            links: Mutex::default(),
            number: Mutex::new(1),
            ends: Mutex::default(),
        }
    }

    fn asked(&self) -> Vec<(u64, Option<u64>)> {
        let asked = self.asked.lock().unwrap();
        asked.iter().map(|ask| (ask.from, ask.to)).collect()
    }

    async fn answer(&self, ask: Ask) -> Result<Answer> {
        self.asked.lock().unwrap().push(ask);
        // Those who ask at the same time are all under way before one is answered.
        sleep(Duration::from_millis(1)).await;
        let mut does = self.script.lock().unwrap().pop_front().unwrap_or(Does::Serves);
        while let Does::Replaces(object, then) = does {
            *self.object.lock().unwrap() = object;
            does = *then;
        }
        if let Does::Refuses(status) = does {
            return Err(refusal(status));
        }
        let object = self.object.lock().unwrap().clone();
        let length = object.content.len() as u64;
        let ranged = ask.ranged && does != Does::IgnoresRange;
        if ranged && ask.from >= length {
            return Err(refusal(416));
        }
        let (from, to) = if ranged {
            (ask.from, ask.to.map_or(length, |to| to.min(length)))
        } else {
            (0, length)
        };
        let half = to - (to - from) / 2;
        let to = if does == Does::HidesTotal && ranged { half } else { to };
        let told = if does == Does::Overruns && ranged { half } else { to };
        let lie = u64::from(does == Does::LiesAboutRange && ranged && to - from > 1);
        let mut headers = HeaderMap::new();
        if self.lengths && told == to {
            headers.insert("content-length", (to - from - lie).into());
        } else {
            headers.insert("transfer-encoding", "chunked".parse().unwrap());
        }
        headers.insert("accept-ranges", "bytes".parse().unwrap());
        if let Some(etag) = &object.etag {
            headers.insert("etag", etag.parse().unwrap());
            headers.insert("x-obs-request-id", "1".parse().unwrap());
        }
        let date = format!("Thu, 15 Jan 2026 08:30:{:02} GMT", object.modified);
        if self.dates {
            headers.insert("last-modified", date.parse().unwrap());
        }
        let status = if ranged { StatusCode::PARTIAL_CONTENT } else { StatusCode::OK };
        if ranged {
            let total = if does == Does::HidesTotal { "*".to_owned() } else { length.to_string() };
            let range = format!("bytes {}-{}/{total}", from + lie, told - 1);
            headers.insert("content-range", range.parse().unwrap());
        }
        let body = object.content.slice((from + lie) as usize..to as usize);
        let (body, cut) = match does {
            Does::Cuts(at) if at < body.len() => (body.slice(..at), true),
            Does::Flips => {
                let mut bytes = body.to_vec();
                if let Some(last) = bytes.last_mut() {
                    *last ^= 1;
                }
                (bytes.into(), false)
            }
            _ => (body, false),
        };
        let size = if length > 1_000_000 { 50_000 } else { 1_000 };
        let chunk = |at: usize| Ok(body.slice(at..body.len().min(at + size)));
        let mut chunks: Vec<_> = (0..body.len()).step_by(size).map(chunk).collect();
        if cut {
            chunks.push(Err(reqwest::Client::new().get("no URL").build().unwrap_err()));
        }
        let pause = Duration::from_millis(if let Does::Dawdles(time) = does { time } else { 0 });
        let chunks = stream::iter(chunks).then(move |chunk| async move {
            if !pause.is_zero() {
                sleep(pause).await;
            }
            chunk
        });
        Ok(Answer::new(status, Version::HTTP_11, &headers, "content-disposition", chunks))
    }
}

fn refusal(status: u16) -> crate::Error {
    let refusal = Refusal {
        operation: "the link",
        status,
        code: None,
        message: None,
        request_id: None,
        retry_after: None,
    };
    Kind::LinkRefused { file: "x".to_owned(), refusal }.into()
}

impl Source for Store {
    fn open(&self, ask: Ask) -> BoxFuture<'_, Result<Answer>> {
        Box::pin(self.answer(ask))
    }

    fn link(&self) -> u32 {
        *self.number.lock().unwrap()
    }

    fn renew(&self, link: u32) -> BoxFuture<'_, Result<bool>> {
        Box::pin(async move {
            let mut number = self.number.lock().unwrap();
            if *number == link {
                let mut links = self.links.lock().unwrap();
                let Some(left) = links.checked_sub(1) else { return Ok(false) };
                (*links, *number) = (left, *number + 1);
                *self.ends.lock().unwrap() = None;
            }
            Ok(true)
        })
    }

    fn renews(&self) -> bool {
        *self.links.lock().unwrap() > 0 || *self.number.lock().unwrap() > 1
    }

    fn ends(&self) -> Option<Instant> {
        *self.ends.lock().unwrap()
    }

    fn has_parts(&self) -> bool {
        true
    }
}

/// What came of a download, and what was told meanwhile.
struct Came {
    outcome: Result<SavedFile>,
    progress: Progress,
    told: Vec<String>,
}

async fn download(store: &Store, folder: &Path) -> Came {
    download_in(store, folder, &Manner::default()).await
}

async fn download_in(store: &Store, folder: &Path, manner: &Manner) -> Came {
    let told = Arc::new(Mutex::new(Vec::new()));
    let listener = Arc::clone(&told);
    let observer = Observer::new(move |event| {
        listener.lock().unwrap().push(match event {
            Event::Resumed { from, .. } => format!("resumed from {from}"),
            Event::StartedOver { .. } => "started over".to_owned(),
            Event::Reissued { why, .. } => format!("reissued: {why}"),
            Event::Retrying(error) => format!("again: {error}"),
            _ => return,
        });
    });
    let (progress, watched) = watch::channel(Progress::default());
    let download = Download {
        source: store,
        folder,
        key: "key",
        label: "x",
        name: &|_| store.name.to_owned(),
        manner,
        retry: Retry::default(),
        deadline: Instant::now() + Duration::from_secs(100_000),
        cut_off: &|| Kind::Unusable { doing: "x".into(), why: "too late".into() }.into(),
        observer: &observer,
        progress,
    };
    let outcome = download.save().await;
    let told = told.lock().unwrap().clone();
    let progress = watched.borrow().clone();
    Came { outcome, progress, told }
}

/// Asserts that the folder holds the object and nothing else.
fn assert_saved(folder: &Path, object: &Object) {
    let entries: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(entries, ["x.log"]);
    assert!(fs::read(folder.join("x.log")).unwrap() == object.content, "the bytes differ");
}
