//! Jobs against scripted services, in paused time.

mod dropping;
mod early;
mod lists;
mod quota;
mod record;
mod saving;
mod schedule;
mod token;
mod waiting;

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use futures::stream;
use huaweicloud_logs_api::log_job::LogJob;
use reqwest::header::HeaderMap;
use reqwest::{StatusCode, Version};
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::answer::Answer;
use crate::caller::Caller;
use crate::cloud::Cloud;
use crate::download;
use crate::error::{Error, Kind, Refusal};
use crate::observation::Item;
use crate::request::LogRequest;
use crate::service::Service;
use crate::services::source::{Handout, LogSource};
use crate::{Exponential, History, Result, Token};

/// Answers calls from a list, and the last answer for ever.
#[derive(Clone)]
struct Script {
    job: &'static LogJob,
    answers: Arc<Mutex<VecDeque<Reply>>>,
    /// How often `open` is refused before it gives bytes.
    refusals: Arc<Mutex<u32>>,
    /// How many seconds the bytes of each file take, by name or key; none unless listed.
    slow: Arc<Mutex<BTreeMap<&'static str, u64>>>,
    calls: Arc<Mutex<Vec<(&'static str, Instant)>>>,
}

#[derive(Clone, Debug)]
enum Reply {
    Says(Value),
    /// One answer for so many seconds of the test, then the other.
    Until(u64, Box<Reply>, Box<Reply>),
    Refuses(u16, Option<u64>),
    Babbles,
    IsAway,
    Hangs,
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Script")
    }
}

impl Script {
    async fn reply(&self, call: &'static str) -> Result<Answer> {
        self.calls.lock().unwrap().push((call, Instant::now()));
        let reply = {
            let mut answers = self.answers.lock().unwrap();
            let next = answers.pop_front().expect("an answer");
            if answers.is_empty() {
                answers.push_back(next.clone());
            }
            next
        };
        let reply = match reply {
            Reply::Until(seconds, before, after) => {
                let began = self.calls.lock().unwrap()[0].1;
                if began.elapsed().as_secs() < seconds { *before } else { *after }
            }
            reply => reply,
        };
        match reply {
            Reply::Until(..) => unreachable!("it holds no other of its kind"),
            Reply::Says(answer) => Answer::of(&answer),
            Reply::Refuses(status, retry_after) => Err(refusal(status, retry_after)),
            Reply::Babbles => {
                Err(Kind::Undecodable { doing: "a call".into(), why: "a page".into() }.into())
            }
            Reply::IsAway => {
                let source =
                    reqwest::Client::new().get("http://127.0.0.1:1").send().await.unwrap_err();
                Err(Kind::Network { doing: "a call".into(), source }.into())
            }
            Reply::Hangs => std::future::pending().await,
        }
    }
}

fn refusal(status: u16, retry_after: Option<u64>) -> Error {
    Kind::Refused(Refusal {
        operation: "Scripted",
        status,
        code: None,
        message: None,
        request_id: None,
        retry_after: retry_after.map(Duration::from_secs),
    })
    .into()
}

impl LogSource for Script {
    fn service(&self) -> Service {
        self.job.service.parse().unwrap()
    }

    fn job(&self) -> &'static LogJob {
        self.job
    }

    fn instance(&self) -> &str {
        "instance"
    }

    async fn start(&self, _caller: &Caller<'_>) -> Result<Answer> {
        self.reply("start").await
    }

    async fn poll(&self, _caller: &Caller<'_>, _started: &Answer) -> Result<Answer> {
        self.reply("poll").await
    }

    async fn open(&self, caller: &Caller<'_>, _started: &Answer, item: &Item) -> Result<Handout> {
        let ask = async |_| {
            self.calls.lock().unwrap().push(("open", Instant::now()));
            let mut refusals = self.refusals.lock().unwrap();
            if let Some(left) = refusals.checked_sub(1) {
                *refusals = left;
                return Err(refusal(503, None));
            }
            Ok(())
        };
        caller.repeat(true, ask).await?;
        let mut headers = HeaderMap::new();
        headers.insert("content-length", 4.into());
        let name = item.name.as_deref().unwrap_or(&item.key);
        let chunk = Bytes::from(format!("{:.4}", format!("{name}....")));
        let seconds = self.slow.lock().unwrap().get(name).copied().unwrap_or_default();
        let chunks = stream::once(async move {
            tokio::time::sleep(Duration::from_secs(seconds)).await;
            Ok(chunk)
        });
        let (status, version) = (StatusCode::OK, Version::HTTP_11);
        let answer =
            download::Answer::new(status, version, &headers, "content-disposition", chunks);
        Ok(Handout::Stream(answer))
    }
}

struct Run {
    request: LogRequest<Script>,
    calls: Arc<Mutex<Vec<(&'static str, Instant)>>>,
    began: Instant,
}

impl Run {
    fn new(job: &'static LogJob, answers: impl IntoIterator<Item = Reply>) -> Self {
        let cloud = Cloud::builder()
            .endpoint(Service::Rds, "http://127.0.0.1:9")
            .credentials(Token::new("t"))
            .project_id("p")
            .build()
            .unwrap();
        let answers = Arc::new(Mutex::new(answers.into_iter().collect()));
        let calls = Arc::default();
        let source = Script {
            job,
            answers,
            refusals: Arc::default(),
            slow: Arc::default(),
            calls: Arc::clone(&calls),
        };
        let request = LogRequest::new(cloud, source)
            .timeout(Duration::from_secs(100))
            .schedule(Exponential::new(Duration::from_secs(10), 2.0, Duration::from_secs(30)));
        Self { request, calls, began: Instant::now() }
    }

    /// A request with the default schedule, which goes by a history.
    fn request_with(&self, history: &History) -> LogRequest<Script> {
        let cloud = Cloud::builder()
            .endpoint(Service::Rds, "http://127.0.0.1:9")
            .credentials(Token::new("t"))
            .project_id("p")
            .history(history.clone())
            .build()
            .unwrap();
        LogRequest::new(cloud, self.request.source.clone())
    }

    /// The calls so far, with the seconds at which they were made.
    fn calls(&self) -> Vec<(&'static str, u64)> {
        let calls = self.calls.lock().unwrap();
        calls.iter().map(|(call, at)| (*call, (*at - self.began).as_secs())).collect()
    }

    /// The seconds at which one kind of call was made.
    fn times(&self, wanted: &str) -> Vec<u64> {
        self.calls().into_iter().filter(|(call, _)| *call == wanted).map(|(_, at)| at).collect()
    }

    /// The bytes of these files take so many seconds.
    fn slow(&self, files: &[(&'static str, u64)]) {
        self.request.source.slow.lock().unwrap().extend(files.iter().copied());
    }

    async fn wait(&self) -> Result<()> {
        self.request.clone().start().await?.wait().await
    }
}

fn rds(word: &str) -> Reply {
    Reply::Says(
        json!({"status": word, "list": [{"workflow_id": "w", "file_name": "f", "file_link": "l"}]}),
    )
}

fn dcs(files: &[(&str, &str)]) -> Reply {
    let files: Vec<_> =
        files.iter().map(|(id, status)| json!({"id": id, "status": status})).collect();
    Reply::Says(json!({ "file_list": files }))
}

/// Nodes with a file each, of which the first `ready` are there.
fn dds(names: &[&str], ready: usize) -> Reply {
    let file = |(index, name): (usize, &&str)| {
        let status = if index < ready { "SUCCESS" } else { "EXPORTING" };
        json!({"node_name": name, "file_name": name, "status": status})
    };
    let files: Vec<_> = names.iter().enumerate().map(file).collect();
    let word = if ready == names.len() { "FINISH" } else { "CREATING" };
    Reply::Says(json!({"status": word, "list": files}))
}

/// An export of a physical server.
fn export(word: &str, percent: u32) -> Reply {
    Reply::Says(json!({"export_id": "e1", "status": word, "percentage": percent}))
}

/// What is in a folder.
fn entries(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<_> =
        names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Runs in paused time.
fn paused<T>(future: impl Future<Output = T>) -> T {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_time().start_paused(true).build().unwrap().block_on(future)
}
