//! Waits that are kept and gone on with.

use std::time::Duration;

use huaweicloud_logs_api::log_job::LogJob;
use huaweicloud_logs_api::{clouddc, dcs, dds, rds};
use jiff::Timestamp;
use proptest::prelude::{
    Just, ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest,
};
use serde_json::{Value, json};
use tempfile::tempdir;
use tokio::time::timeout;

use super::{Reply, Run, Script, dcs, dds, entries, export, paused, rds};
use crate::{Job, JobToken, Phase, Update};

/// A job, and the answers to its calls: pending `polls` times, then done or, where there is a word for it, failed.
fn script(kind: usize, polls: usize, fails: bool) -> (&'static LogJob, Vec<Reply>) {
    let (job, before, pending, last): (_, Vec<Reply>, _, _) = match kind {
        0 => (
            &rds::jobs::ERROR_LOG,
            vec![],
            rds("CREATING"),
            rds(if fails { "FAILED" } else { "FINISH" }),
        ),
        1 => (&dds::jobs::ERROR_LOG, vec![], dds(&["a", "b"], 1), dds(&["a", "b"], 2)),
        2 => (
            &dcs::jobs::RUN_LOG,
            vec![dcs(&[("old", "succeed")]), Reply::Says(Value::Null)],
            dcs(&[("old", "succeed"), ("a", "succeed"), ("b", "running")]),
            dcs(&[
                ("old", "succeed"),
                ("a", "succeed"),
                ("b", if fails { "failed" } else { "succeed" }),
            ]),
        ),
        _ => (
            &clouddc::jobs::SERVER_LOG,
            vec![Reply::Says(json!({"export_id": "e1"}))],
            export("Running", 30),
            export("completed", 100),
        ),
    };
    (job, before.into_iter().chain(std::iter::repeat_n(pending, polls)).chain([last]).collect())
}

/// What is kept of an update: all but when the next poll is due, to which the wall clock has a say.
fn plain(update: Update) -> Update {
    Update { next_poll: None, ..update }
}

/// The updates up to the end of the job, and whether that is a good one.
async fn end(job: &mut Job<Script>, updates: &mut Vec<Update>) -> bool {
    loop {
        match job.next_update().await {
            Ok(Some(update)) => updates.push(plain(update)),
            Ok(None) => return true,
            Err(error) => {
                assert!(error.is_job_failed(), "{error:?}");
                return false;
            }
        }
    }
}

fn through_json(token: &JobToken) -> JobToken {
    serde_json::from_str(&serde_json::to_string(token).unwrap()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_wait_that_is_resumed_ends_as_one_that_was_not_interrupted(
        kind in 0usize..4, polls in 0usize..12, fails in any::<bool>(),
        interruptions in proptest::collection::vec(0u64..40_000, 0..20),
    ) {
        paused(async {
            let (table, answers) = script(kind, polls, fails);
            let run = || {
                let run = Run::new(table, answers.clone());
                Run { request: run.request.timeout(Duration::from_secs(100_000)), ..run }
            };
            let whole = run();
            let mut expected = Vec::new();
            let mut job = whole.request.clone().start().await.unwrap();
            let well = end(&mut job, &mut expected).await;
            let folder = tempdir().unwrap();
            let _ = job.save_to(folder.path()).await;

            let parts = run();
            let mut seen = Vec::new();
            let mut job = parts.request.clone().start().await.unwrap();
            if kind < 2 {
                // The start's answer is no part of a token: the next poll says the same and more.
                seen.extend(job.next_update().await.unwrap().map(plain));
            }
            for milliseconds in interruptions {
                if job.watch.last.as_ref().is_some_and(|last| last.phase != Phase::Pending) {
                    break;
                }
                let step = timeout(Duration::from_millis(milliseconds), job.next_update()).await;
                if let Ok(step) = step {
                    seen.extend(step.unwrap().map(plain));
                }
                if seen.last().is_some_and(|update| update.phase != Phase::Pending) {
                    break;
                }
                let token = through_json(&job.token());
                drop(job);
                job = parts.request.clone().resume(&token).unwrap();
            }
            prop_assert_eq!(end(&mut job, &mut seen).await, well);
            prop_assert_eq!(&seen, &expected);
            prop_assert_eq!(parts.times("start").len(), 1);
            prop_assert_eq!(parts.times("poll").len(), whole.times("poll").len());
            let other = tempdir().unwrap();
            let _ = job.save_to(other.path()).await;
            prop_assert_eq!(entries(other.path()), entries(folder.path()));
            Ok(())
        })?;
    }

    #[test]
    fn no_text_is_a_token_by_chance_and_none_is_a_panic(text in any::<String>(), bytes in any::<Vec<u8>>()) {
        prop_assert!(serde_json::from_str::<JobToken>(&text).is_err());
        prop_assert!(serde_json::from_slice::<JobToken>(&bytes).is_err());
    }

    #[test]
    fn a_token_with_any_figures_ends_in_time_and_never_starts(
        figures in proptest::collection::vec(number(), 6), field in 0usize..14, value in value(), kind in 0usize..4,
    ) {
        paused(async {
            let (table, answers) = script(kind, 3, false);
            let run = Run::new(table, answers);
            let job = run.request.clone().start().await.unwrap();
            let mut token = serde_json::to_value(job.token()).unwrap();
            drop(job);
            let names = ["age_ms", "pending_at_ms", "next_poll_ms", "left_ms", "polls", "sent"];
            for (name, figure) in names.iter().zip(&figures) {
                token[*name] = json!(figure);
            }
            let fields: Vec<String> = token.as_object().unwrap().keys().cloned().collect();
            if let Some(field) = fields.get(field) {
                token[field] = value;
            }
            let Ok(token) = serde_json::from_value::<JobToken>(token) else { return Ok(()) };
            let Ok(mut job) = run.request.clone().resume(&token) else { return Ok(()) };
            match timeout(Duration::from_secs(10_000), job.wait()).await {
                Ok(Err(error)) => prop_assert!(error.is_timeout(), "{error:?}"),
                Ok(Ok(())) => {}
                // It says that the next poll is due that late.
                Err(_) => prop_assert!(token_says(&token, "next_poll_ms") >= 9_900_000),
            }
            prop_assert_eq!(run.times("start").len(), 1);
            Ok(())
        })?;
    }
}

fn token_says(token: &JobToken, field: &str) -> u64 {
    serde_json::to_value(token).unwrap()[field].as_u64().unwrap()
}

fn number() -> impl Strategy<Value = u64> {
    prop_oneof![
        Just(0),
        Just(u64::MAX),
        any::<u64>(),
        0u64..200_000,
        any::<u32>().prop_map(u64::from)
    ]
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        Just(json!([])),
        Just(json!({"/export_id": ".."})),
        Just(json!("-009999-01-02T01:59:59Z")),
        Just(json!("9999-12-30T22:00:00.999999999Z")),
        any::<String>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        proptest::collection::vec(any::<String>(), 0..3).prop_map(Value::from),
    ]
}

/// The token of an export that was last seen 10 s after its start, with some fields replaced.
async fn token(run: &Run, changes: Value) -> JobToken {
    let mut job = run.request.clone().start().await.unwrap();
    job.next_update().await.unwrap();
    job.next_update().await.unwrap();
    let mut token = serde_json::to_value(job.token()).unwrap();
    for (field, value) in changes.as_object().unwrap() {
        token[field] = value.clone();
    }
    serde_json::from_value(token).unwrap()
}

fn exports() -> Run {
    Run::new(
        &clouddc::jobs::SERVER_LOG,
        [export("Running", 0), export("Running", 9), export("completed", 100)],
    )
}

#[tokio::test(start_paused = true)]
async fn time_that_went_by_without_a_process_counts() {
    let minute_ago = Timestamp::now() - jiff::SignedDuration::from_secs(60);
    let run = exports();
    let changes = json!({"saved_at": minute_ago, "left_ms": 1_000_000});
    let token = token(&run, changes).await;
    let mut job = run.request.clone().resume(&token).unwrap();
    assert!(job.watch.begun.unwrap().now() >= Duration::from_secs(70));
    assert!(job.watch.pace.left() <= Duration::from_secs(940));
    // The next poll was due 20 s after the last.
    job.wait().await.unwrap();
    assert_eq!(run.times("poll"), [10, 10]);
}

#[tokio::test(start_paused = true)]
async fn a_deadline_that_passed_meanwhile_can_be_extended() {
    let run = exports();
    let token = token(&run, json!({"saved_at": "2001-01-01T00:00:00Z"})).await;
    let mut job = run.request.clone().resume(&token).unwrap();
    assert!(job.wait().await.unwrap_err().is_timeout());
    assert_eq!(run.times("poll"), [10]);
    job.extend(Duration::from_secs(10));
    job.wait().await.unwrap();
    assert_eq!(run.times("poll"), [10, 10]);
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_went_backwards_counts_as_one_that_stood_still() {
    let run = exports();
    let token = token(&run, json!({"saved_at": "2999-01-01T00:00:00Z"})).await;
    let mut job = run.request.clone().resume(&token).unwrap();
    assert_eq!(job.watch.begun.unwrap().now().as_secs(), 10);
    job.wait().await.unwrap();
    assert_eq!(run.times("poll"), [10, 30]);
}

#[tokio::test(start_paused = true)]
async fn a_token_of_something_else_is_refused_with_a_reason() {
    let run = exports();
    for (changes, reason) in [
        (json!({"service": "dcs"}), "the token is for the server-log of dcs instance, not for"),
        (json!({"job": "run-log"}), "run-log"),
        (json!({"instance": "other"}), "other"),
        (json!({"version": 2}), "version 2"),
        (json!({"started": {}}), "lacks /export_id"),
    ] {
        let token = token(&run, changes).await;
        let error = run.request.clone().resume(&token).unwrap_err();
        assert!(error.is_config() && error.hint().is_some(), "{error:?}");
        assert!(error.to_string().contains(reason), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_is_small_and_holds_no_link() {
    let link = "https://obs/o?Signature=hunter2";
    let list = json!([{"workflow_id": "w", "file_link": link}]);
    let run =
        Run::new(&rds::jobs::ERROR_LOG, [Reply::Says(json!({"status": "FINISH", "list": list}))]);
    let mut job = run.request.clone().start().await.unwrap();
    job.wait().await.unwrap();
    let token = job.token();
    let text = serde_json::to_string(&token).unwrap();
    assert!(!text.contains("hunter2") && !format!("{token:?}").contains("hunter2"));
    assert!(text.len() < 300, "{text}");
    assert_eq!((token.service(), token.job(), token.instance()), ("rds", "error-log", "instance"));
    assert_eq!(through_json(&token), token);
}
