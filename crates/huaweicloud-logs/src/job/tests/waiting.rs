//! When a job is asked how far it is, and what comes of the answers.

use std::time::Duration;

use huaweicloud_logs_api::{clouddc, dcs, rds};
use proptest::prelude::{ProptestConfig, proptest};
use serde_json::{Value, json};
use tokio::time::Instant;

use super::{Reply, Run, dcs, rds};
use crate::{Exponential, History, Phase, Sample, Service};

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
    assert_eq!(job.watch.last.unwrap().items.len(), 2);
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
async fn nothing_is_sent_when_the_caller_comes_back_too_late() {
    let run = Run::new(&rds::jobs::ERROR_LOG, [rds("CREATING"), Reply::Hangs]);
    let mut job = run.request.clone().start().await.unwrap();
    job.next_update().await.unwrap();
    tokio::time::advance(Duration::from_secs(101)).await;
    for _ in 0..2 {
        assert!(job.next_update().await.unwrap_err().is_timeout());
    }
    assert_eq!(run.calls(), [("start", 0)]);

    let run = Run::new(&rds::jobs::ERROR_LOG, [rds("CREATING"), Reply::Hangs]);
    let mut job = run.request.clone().start().await.unwrap();
    for _ in 0..3 {
        assert!(job.wait().await.unwrap_err().is_timeout());
    }
    assert_eq!(run.calls().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_last_look_is_taken_just_before_the_deadline() {
    let run = Run::new(&rds::jobs::ERROR_LOG, [rds("CREATING"), rds("CREATING"), rds("FINISH")]);
    let request = run.request.clone().timeout(Duration::from_secs(25));
    request.start().await.unwrap().wait().await.unwrap();
    assert_eq!(run.calls(), [("start", 0), ("poll", 10), ("poll", 24)]);
}

#[tokio::test(start_paused = true)]
async fn an_absurd_retry_after_is_granted_for_so_long_only() {
    let run = Run::new(
        &rds::jobs::ERROR_LOG,
        [rds("CREATING"), Reply::Refuses(429, Some(u64::MAX)), rds("FINISH")],
    );
    let request = run.request.clone().timeout(Duration::from_secs(1000));
    request.start().await.unwrap().wait().await.unwrap();
    assert_eq!(run.calls(), [("start", 0), ("poll", 10), ("poll", 310)]);
}

#[tokio::test(start_paused = true)]
async fn a_retry_after_beyond_the_deadline_ends_there() {
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
async fn a_service_that_was_never_there_is_given_up_at_once() {
    let run = Run::new(&rds::jobs::ERROR_LOG, [Reply::IsAway]);
    let error = run.wait().await.unwrap_err();
    assert!(error.is_no_answer(), "{error:?}");
    assert_eq!(run.calls(), [("start", 0)]);

    let once_there = Run::new(&rds::jobs::ERROR_LOG, [rds("CREATING"), Reply::IsAway]);
    assert!(once_there.wait().await.unwrap_err().is_timeout());
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

#[tokio::test(start_paused = true)]
async fn a_retry_after_that_ends_in_time_leaves_the_last_look() {
    let run = Run::new(
        &rds::jobs::ERROR_LOG,
        [rds("CREATING"), Reply::Refuses(503, Some(1)), rds("FINISH")],
    );
    let request = run.request.clone().timeout(Duration::from_secs(25));
    // The next pause would be 20 s, from 10 s on.
    request.start().await.unwrap().wait().await.unwrap();
    assert_eq!(run.times("poll"), [10, 24]);
}

#[tokio::test(start_paused = true)]
async fn polls_that_fail_come_further_and_further_apart_whatever_is_known() {
    let run = Run::new(&rds::jobs::ERROR_LOG, [rds("CREATING"), Reply::Refuses(503, None)]);
    let history = History::default();
    for _ in 0..50 {
        let sample = Sample::exactly(Duration::from_secs(5));
        history.record(Service::Rds, rds::jobs::ERROR_LOG.name, sample);
    }
    // A job that is all but surely done.
    let request = run.request_with(&history).timeout(Duration::from_secs(300));
    assert!(request.start().await.unwrap().wait().await.unwrap_err().is_timeout());
    let polls = run.times("poll");
    assert!((12..=16).contains(&polls.len()), "{polls:?}");
}

#[tokio::test(start_paused = true)]
async fn dcs_jobs_that_take_equally_long_are_not_noticed_later_and_later() {
    let history = History::default();
    let mut ends = Vec::new();
    for _ in 0..40 {
        let listed = dcs(&[("a", "succeed")]);
        let run = Run::new(
            &dcs::jobs::RUN_LOG,
            [
                dcs(&[]),
                Reply::Says(Value::Null),
                Reply::Until(20, Box::new(dcs(&[])), Box::new(listed)),
            ],
        );
        let request = run.request_with(&history).timeout(Duration::from_secs(3_600));
        let began = Instant::now();
        request.start().await.unwrap().wait().await.unwrap();
        ends.push(began.elapsed().as_secs());
    }
    // One more look than elsewhere, at least 5 s later.
    assert!(ends[20..].iter().all(|end| (25..40).contains(end)), "{ends:?}");
}
