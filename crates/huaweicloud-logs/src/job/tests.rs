//! Waiting, against scripted services, in paused time.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use futures::stream;
use huaweicloud_logs_api::log_job::LogJob;
use huaweicloud_logs_api::{clouddc, dcs, dds, rds};
use proptest::prelude::{ProptestConfig, proptest};
use reqwest::header::HeaderMap;
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::cloud::Cloud;
use crate::download::Body;
use crate::error::{Error, Kind, Refusal};
use crate::observation::Item;
use crate::request::LogRequest;
use crate::service::Service;
use crate::services::source::{Handout, LogSource};
use crate::{Exponential, Phase, Result, Token};

/// Answers calls from a list, and the last answer for ever.
#[derive(Clone)]
struct Script {
    job: &'static LogJob,
    answers: Arc<Mutex<VecDeque<Reply>>>,
    /// How often `open` is refused before it gives bytes.
    refusals: Arc<Mutex<u32>>,
    calls: Arc<Mutex<Vec<(&'static str, Instant)>>>,
}

#[derive(Clone, Debug)]
enum Reply {
    Says(Value),
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
    async fn reply(&self, call: &'static str) -> Result<Value> {
        self.calls.lock().unwrap().push((call, Instant::now()));
        let reply = {
            let mut answers = self.answers.lock().unwrap();
            let next = answers.pop_front().expect("an answer");
            if answers.is_empty() {
                answers.push_back(next.clone());
            }
            next
        };
        match reply {
            Reply::Says(answer) => Ok(answer),
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

    async fn start(&self, _cloud: &Cloud) -> Result<Value> {
        self.reply("start").await
    }

    async fn poll(&self, _cloud: &Cloud, _started: &Value) -> Result<Value> {
        self.reply("poll").await
    }

    async fn open(&self, _cloud: &Cloud, _started: &Value, item: &Item) -> Result<Handout> {
        self.calls.lock().unwrap().push(("open", Instant::now()));
        {
            let mut refusals = self.refusals.lock().unwrap();
            if let Some(left) = refusals.checked_sub(1) {
                *refusals = left;
                return Err(refusal(503, None));
            }
        }
        let mut headers = HeaderMap::new();
        headers.insert("content-length", 4.into());
        let chunk = Bytes::from(format!(
            "{:.4}",
            format!("{}....", item.name.as_deref().unwrap_or(&item.key))
        ));
        Ok(Handout::Stream(Body::plain(&headers, stream::iter([Ok(chunk)]))))
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
        let source = Script { job, answers, refusals: Arc::default(), calls: Arc::clone(&calls) };
        let request = LogRequest::new(cloud, source)
            .timeout(Duration::from_secs(100))
            .schedule(Exponential::new(Duration::from_secs(10), 2.0, Duration::from_secs(30)));
        Self { request, calls, began: Instant::now() }
    }

    /// The calls so far, with the seconds at which they were made.
    fn calls(&self) -> Vec<(&'static str, u64)> {
        let calls = self.calls.lock().unwrap();
        calls.iter().map(|(call, at)| (*call, (*at - self.began).as_secs())).collect()
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

#[tokio::test(start_paused = true)]
async fn polls_follow_the_schedule_until_done() {
    let run = Run::new(
        &rds::jobs::ERROR_LOG,
        [rds("CREATING"), rds("Creating"), rds("creating"), rds("finish")],
    );
    let mut job = run.request.clone().start().await.unwrap();
    let mut phases = Vec::new();
    while let Some(update) = job.next_update().await.unwrap() {
        phases.push((update.phase, update.polls));
    }
    assert_eq!(
        phases,
        [(Phase::Pending, 1), (Phase::Pending, 2), (Phase::Pending, 3), (Phase::Succeeded, 4)]
    );
    // The start's answer is the first observation; pauses of 10, 20 and 30 seconds follow.
    assert_eq!(run.calls(), [("start", 0), ("poll", 10), ("poll", 30), ("poll", 60)]);
    assert!(job.next_update().await.unwrap().is_none());
}

#[tokio::test(start_paused = true)]
async fn an_unknown_word_waits_until_the_deadline_and_is_shown() {
    let run = Run::new(&rds::jobs::ERROR_LOG, [rds("HIBERNATING")]);
    let error = run.wait().await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert!(error.to_string().contains("HIBERNATING"), "{error}");
    assert_eq!(run.began.elapsed().as_secs(), 100);
    assert!(run.calls().iter().all(|(_, at)| *at < 100));
}

#[tokio::test(start_paused = true)]
async fn a_failed_poll_is_no_failed_job() {
    let run = Run::new(
        &rds::jobs::ERROR_LOG,
        [rds("CREATING"), Reply::Refuses(503, None), Reply::Refuses(429, Some(25)), rds("FINISH")],
    );
    run.wait().await.unwrap();
    let calls = run.calls();
    assert_eq!(calls.len(), 4);
    assert!(calls[3].1 - calls[2].1 >= 25, "Retry-After was not honoured: {calls:?}");
}

#[tokio::test(start_paused = true)]
async fn faults_until_the_deadline_are_named_as_the_cause() {
    let run = Run::new(&rds::jobs::ERROR_LOG, [rds("CREATING"), Reply::Refuses(502, None)]);
    let error = run.wait().await.unwrap_err();
    assert!(error.is_timeout());
    let cause = std::error::Error::source(&error).unwrap().to_string();
    assert!(cause.contains("502"), "{cause}");
}

#[tokio::test(start_paused = true)]
async fn a_refusal_for_good_ends_the_wait_at_once() {
    for status in [400, 401, 403, 404] {
        let run = Run::new(&rds::jobs::ERROR_LOG, [rds("CREATING"), Reply::Refuses(status, None)]);
        let error = run.wait().await.unwrap_err();
        assert_eq!((error.status(), run.calls().len()), (Some(status), 2));
    }
}

#[tokio::test(start_paused = true)]
async fn a_failed_job_is_seen_before_it_is_an_error() {
    let run = Run::new(&rds::jobs::ERROR_LOG, [rds("CREATING"), rds("failed")]);
    let mut job = run.request.clone().start().await.unwrap();
    job.next_update().await.unwrap();
    assert_eq!(job.next_update().await.unwrap().unwrap().phase, Phase::Failed);
    for _ in 0..2 {
        assert!(job.next_update().await.unwrap_err().is_job_failed());
    }
    assert_eq!(run.calls().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_start_that_may_be_repeated_is_and_another_only_after_429() {
    let restarted = Run::new(&rds::jobs::ERROR_LOG, [Reply::Refuses(503, None), rds("FINISH")]);
    restarted.wait().await.unwrap();

    let done = Reply::Says(json!({"export_id": "1", "status": "completed"}));
    let refused = Run::new(&clouddc::jobs::SERVER_LOG, [Reply::Refuses(503, None), done.clone()]);
    assert_eq!(refused.wait().await.unwrap_err().status(), Some(503));
    assert_eq!(refused.calls(), [("start", 0)]);

    let throttled = Run::new(&clouddc::jobs::SERVER_LOG, [Reply::Refuses(429, None), done]);
    throttled.wait().await.unwrap();
    assert_eq!(throttled.calls().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn dcs_waits_for_a_new_file_and_for_the_list_to_stop_growing() {
    let old = ("old", "succeed");
    let run = Run::new(
        &dcs::jobs::RUN_LOG,
        [
            dcs(&[old]),
            Reply::Says(Value::Null),
            dcs(&[old]),
            dcs(&[old, ("a", "succeed")]),
            dcs(&[old, ("a", "succeed"), ("b", "running")]),
            dcs(&[old, ("a", "succeed"), ("b", "succeed")]),
        ],
    );
    let mut job = run.request.clone().timeout(Duration::from_secs(1000)).start().await.unwrap();
    job.wait().await.unwrap();
    let calls: Vec<_> = run.calls().into_iter().map(|(call, _)| call).collect();
    assert_eq!(calls, ["poll", "start", "poll", "poll", "poll", "poll"]);
    assert_eq!(job.last.unwrap().items.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_hangs_ends_at_the_deadline() {
    let run = Run::new(&rds::jobs::ERROR_LOG, [rds("CREATING"), Reply::Hangs]);
    assert!(run.wait().await.unwrap_err().is_timeout());
    assert_eq!(run.began.elapsed().as_secs(), 100);
    let run = Run::new(&rds::jobs::ERROR_LOG, [Reply::Hangs]);
    assert!(run.wait().await.unwrap_err().is_timeout());
}

#[tokio::test(start_paused = true)]
async fn a_dropped_wait_goes_on_where_it_was() {
    let run = Run::new(&rds::jobs::ERROR_LOG, [rds("CREATING"), rds("CREATING"), rds("FINISH")]);
    let mut job = run.request.clone().start().await.unwrap();
    // Dropped every 7 seconds, it still polls when it would have.
    while tokio::time::timeout(Duration::from_secs(7), job.wait()).await.is_err() {}
    assert_eq!(run.calls(), [("start", 0), ("poll", 10), ("poll", 30)]);
}

#[tokio::test(start_paused = true)]
async fn a_wait_dropped_in_mid_call_keeps_to_the_schedule() {
    let run = Run::new(&rds::jobs::ERROR_LOG, [rds("CREATING"), Reply::Hangs]);
    let mut job = run.request.clone().start().await.unwrap();
    job.next_update().await.unwrap();
    for _ in 0..60 {
        let _ = tokio::time::timeout(Duration::from_secs(1), job.next_update()).await;
    }
    assert_eq!(run.calls(), [("start", 0), ("poll", 10), ("poll", 30), ("poll", 60)]);
}

#[tokio::test(start_paused = true)]
async fn a_last_look_is_taken_just_before_the_deadline() {
    let run = Run::new(&rds::jobs::ERROR_LOG, [rds("CREATING"), rds("CREATING"), rds("FINISH")]);
    let request = run.request.clone().timeout(Duration::from_secs(25));
    request.start().await.unwrap().wait().await.unwrap();
    assert_eq!(run.calls(), [("start", 0), ("poll", 10), ("poll", 24)]);
}

#[tokio::test(start_paused = true)]
async fn an_absurd_retry_after_ends_at_the_deadline() {
    let run =
        Run::new(&rds::jobs::ERROR_LOG, [rds("CREATING"), Reply::Refuses(429, Some(u64::MAX))]);
    assert!(run.wait().await.unwrap_err().is_timeout());
    assert_eq!((run.calls().len(), run.began.elapsed().as_secs()), (2, 100));
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_is_no_answer_is_waited_out() {
    let run = Run::new(&rds::jobs::ERROR_LOG, [rds("CREATING"), Reply::Babbles, rds("FINISH")]);
    run.wait().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_service_that_was_never_there_is_given_up_soon() {
    let run = Run::new(&rds::jobs::ERROR_LOG, [Reply::IsAway]);
    let error = run.wait().await.unwrap_err();
    assert!(error.is_network(), "{error:?}");
    assert_eq!(run.calls(), [("start", 0), ("start", 10), ("start", 30)]);

    let once_there = Run::new(&rds::jobs::ERROR_LOG, [rds("CREATING"), Reply::IsAway]);
    assert!(once_there.wait().await.unwrap_err().is_timeout());
}

#[tokio::test(start_paused = true)]
async fn a_start_that_was_never_sent_may_be_sent_again() {
    let done = Reply::Says(json!({"export_id": "1", "status": "completed"}));
    let run = Run::new(&clouddc::jobs::SERVER_LOG, [Reply::IsAway, done]);
    run.wait().await.unwrap();
    assert_eq!(run.calls().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn dcs_files_that_failed_count_only_when_the_list_is_complete() {
    let run = Run::new(
        &dcs::jobs::RUN_LOG,
        [
            dcs(&[]),
            Reply::Says(Value::Null),
            dcs(&[("a", "failed")]),
            dcs(&[("b", "succeed"), ("a", "failed")]),
            dcs(&[("a", "failed"), ("b", "succeed")]),
        ],
    );
    let mut job = run.request.clone().timeout(Duration::from_secs(1000)).start().await.unwrap();
    job.wait().await.unwrap();
    assert_eq!(run.calls().len(), 5);
}

#[tokio::test(start_paused = true)]
async fn an_endless_timeout_is_no_overflow() {
    let run = Run::new(&rds::jobs::ERROR_LOG, [rds("CREATING"), rds("FINISH")]);
    run.request.clone().timeout(Duration::MAX).start().await.unwrap().wait().await.unwrap();
}

#[tokio::test]
async fn a_failed_node_does_not_lose_the_files_of_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let run = Run::new(
        &dds::jobs::ERROR_LOG,
        [Reply::Says(json!({"status": "FINISH", "list": [
            {"node_name": "a", "file_name": "a.log", "status": "SUCCESS"},
            {"node_name": "b", "file_name": "b.log", "status": "FAILED"},
            {"node_name": "c", "file_name": "c.log", "status": "SUCCESS"},
        ]}))],
    );
    let error = run.request.clone().save_to(folder.path()).await.unwrap_err();
    let report = error.report().unwrap();
    assert_eq!(
        report.files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(),
        ["a.log", "c.log"]
    );
    assert_eq!(std::fs::read_to_string(&report.files[1].path).unwrap(), "c.lo");
    assert_eq!(report.failed[0].name, "b.log");
    assert!(report.failed[0].error.is_job_failed());
    assert!(error.to_string().contains("1 of 3 files"), "{error}");
}

#[tokio::test]
async fn a_failed_job_does_not_lose_the_files_that_are_ready() {
    let folder = tempfile::tempdir().unwrap();
    let run = Run::new(
        &dds::jobs::ERROR_LOG,
        [Reply::Says(json!({"status": "FAILED", "list": [
            {"node_name": "a", "file_name": "a.log", "status": "SUCCESS"},
            {"node_name": "b", "file_name": "b.log", "status": "EXPORTING"},
        ]}))],
    );
    let error = run.request.clone().save_to(folder.path()).await.unwrap_err();
    let report = error.report().unwrap();
    assert_eq!((report.files[0].name.as_str(), report.failed[0].name.as_str()), ("a.log", "b.log"));
}

#[tokio::test(start_paused = true)]
async fn a_timeout_does_not_lose_the_files_that_are_ready() {
    let folder = tempfile::tempdir().unwrap();
    let run = Run::new(
        &dds::jobs::ERROR_LOG,
        [Reply::Says(json!({"status": "CREATING", "list": [
            {"node_name": "a", "file_name": "a.log", "status": "SUCCESS"},
            {"node_name": "b", "file_name": "b.log", "status": "EXPORTING"},
        ]}))],
    );
    let error = run.request.clone().save_to(folder.path()).await.unwrap_err();
    let report = error.report().unwrap();
    assert_eq!(report.files[0].name, "a.log");
    assert!(report.failed[0].error.is_timeout(), "{error:?}");
    assert!(report.failed[0].error.to_string().contains("b.log was not ready in time"));
}

#[tokio::test]
async fn a_folder_that_can_not_be_used_is_an_error_before_anything_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let run = Run::new(&clouddc::jobs::SERVER_LOG, [Reply::Says(json!({}))]);
    let error = run.request.clone().save_to(&file).await.unwrap_err();
    assert!(error.to_string().contains("file"), "{error}");
    assert!(std::error::Error::source(&error).is_some());
    assert!(run.calls().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_file_is_asked_for_again_when_that_may_help() {
    let folder = tempfile::tempdir().unwrap();
    for (refusals, saved) in [(4, true), (5, false)] {
        let run = Run::new(&rds::jobs::ERROR_LOG, [rds("FINISH")]);
        *run.request.source.refusals.lock().unwrap() = refusals;
        let outcome = run.request.clone().save_to(folder.path()).await;
        assert_eq!(outcome.is_ok(), saved, "{outcome:?}");
        assert_eq!(run.calls().len(), 6);
    }
}

#[tokio::test]
async fn saving_again_fetches_only_what_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let run = Run::new(&rds::jobs::ERROR_LOG, [rds("FINISH")]);
    let mut job = run.request.clone().start().await.unwrap();
    let first = job.save_to(folder.path()).await.unwrap();
    let second = job.save_to(folder.path()).await.unwrap();
    assert_eq!(first.files, second.files);
    assert_eq!(run.calls().iter().filter(|(call, _)| *call == "open").count(), 1);

    std::fs::remove_file(&first.files[0].path).unwrap();
    job.save_to(folder.path()).await.unwrap();
    assert!(first.files[0].path.exists());
}

#[tokio::test(start_paused = true)]
async fn debug_of_a_job_shows_no_link() {
    let link = "https://obs/o?Signature=hunter2";
    let ready = json!({"status": "FINISH", "list": [{"workflow_id": "w", "file_link": link}]});
    let run = Run::new(&rds::jobs::ERROR_LOG, [Reply::Says(ready)]);
    let mut job = run.request.clone().start().await.unwrap();
    assert!(!format!("{job:?}").contains("hunter2"));
    job.wait().await.unwrap();
    assert!(!format!("{job:?}").contains("hunter2"), "{job:?}");
}

#[tokio::test]
async fn an_id_that_could_leave_its_path_is_refused_before_a_call() {
    let run = Run::new(&rds::jobs::ERROR_LOG, [rds("FINISH")]);
    for id in ["", "..", "a/b"] {
        let error = run.request.cloud.rds(id).error_logs().start().await.unwrap_err();
        assert!(error.is_config(), "{error:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_call_is_made_after_the_deadline_and_every_wait_ends(
        timeout in 0u64..2000, first in 1u64..500, factor in 1.0f64..5.0, ready_after in 0usize..60,
        asked in proptest::option::of(0u64..),
    ) {
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
        runtime.block_on(async {
            let pending = match asked {
                Some(asked) => Reply::Refuses(429, Some(asked)),
                None => rds("CREATING"),
            };
            let answers = std::iter::repeat_n(pending, ready_after).chain([rds("FINISH")]);
            let run = Run::new(&rds::jobs::ERROR_LOG, answers);
            let request = run.request.clone()
                .timeout(Duration::from_secs(timeout))
                .schedule(Exponential::new(Duration::from_secs(first), factor, Duration::from_secs(600)));
            let outcome = match request.start().await {
                Ok(mut job) => job.wait().await,
                Err(error) => Err(error),
            };
            assert!(run.calls().iter().all(|(_, at)| *at <= timeout));
            match outcome {
                Ok(()) => assert_eq!(run.calls().len(), ready_after + 1),
                Err(error) => assert!(error.is_timeout(), "{error:?}"),
            }
            assert!(run.began.elapsed() <= Duration::from_secs(timeout) + Duration::from_millis(1));
        });
    }
}
