use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_oneof, proptest};
use tokio::time::Instant;

use super::{Retry, run};
use crate::Result;
use crate::error::{Error, Kind, Refusal};

fn refused(status: u16, retry_after: Option<Duration>) -> Error {
    Kind::Refused(Refusal {
        operation: "X",
        status,
        code: None,
        message: None,
        request_id: None,
        retry_after,
    })
    .into()
}

/// Calls something that fails in the same way until it has been called `successful` times.
async fn call(
    retry: Retry,
    within: Option<Duration>,
    repeatable: bool,
    error: impl Fn() -> Error,
    successful: u32,
) -> (Result<()>, u32) {
    let calls = AtomicU32::new(0);
    let deadline = within.map(|within| Instant::now() + within);
    let outcome = run(
        &retry,
        deadline,
        repeatable,
        |_| {},
        async |number| {
            assert_eq!(calls.fetch_add(1, Ordering::SeqCst) + 1, number);
            if number >= successful { Ok(()) } else { Err(error()) }
        },
    )
    .await;
    (outcome, calls.into_inner())
}

#[tokio::test(start_paused = true)]
async fn what_may_pass_is_tried_again_and_what_is_for_good_is_not() {
    for (status, calls) in
        [(503, 3), (500, 3), (429, 3), (408, 3), (400, 1), (401, 1), (404, 1), (501, 1)]
    {
        let (outcome, made) = call(Retry::default(), None, true, || refused(status, None), 3).await;
        assert_eq!((made, outcome.is_ok()), (calls, calls == 3), "{status}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_may_not_be_repeated_is_only_when_it_was_not_done() {
    for (status, calls) in [(503, 1), (500, 1), (429, 3)] {
        let (_, made) = call(Retry::default(), None, false, || refused(status, None), 3).await;
        assert_eq!(made, calls, "{status}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_error_tells_how_often_and_how_long() {
    let asked = Some(Duration::from_secs(2));
    let (outcome, calls) =
        call(Retry::default(), None, true, || refused(503, asked), u32::MAX).await;
    let error = outcome.unwrap_err();
    assert_eq!((calls, error.attempts(), error.status()), (5, Some(5), Some(503)));
    assert!(error.elapsed().unwrap() >= Duration::from_secs(8));
    assert!(error.to_string().contains("(5 attempts in "), "{error}");

    let (outcome, calls) = call(Retry::never(), None, true, || refused(503, asked), u32::MAX).await;
    assert_eq!((calls, outcome.unwrap_err().attempts()), (1, Some(1)));
}

#[tokio::test(start_paused = true)]
async fn a_service_is_left_alone_for_as_long_as_it_asks_but_not_for_ever() {
    for (asked, at_least, at_most) in [(3, 3, 4), (u64::MAX, 300, 301)] {
        let began = Instant::now();
        let error = || refused(503, Some(Duration::from_secs(asked)));
        call(Retry::default(), None, true, error, 2).await.0.unwrap();
        let waited = began.elapsed();
        assert!(
            waited >= Duration::from_secs(at_least) && waited < Duration::from_secs(at_most),
            "{waited:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn what_was_retried_already_is_not_retried_again() {
    let error = || refused(503, None).after(5, Duration::ZERO);
    let (outcome, calls) = call(Retry::default(), None, true, error, u32::MAX).await;
    assert_eq!((calls, outcome.unwrap_err().attempts()), (1, Some(5)));
}

#[tokio::test(start_paused = true)]
async fn an_endless_pause_is_not_begun() {
    let retry = Retry::new(5, Duration::MAX, Duration::MAX);
    let (outcome, calls) = call(retry, None, true, || refused(503, None), u32::MAX).await;
    assert!(calls <= 5 && outcome.is_err());
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_could_not_be_made_is_tried_again_whatever_the_call() {
    let calls = AtomicU32::new(0);
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let outcome: Result<()> = run(
        &Retry::default(),
        None,
        false,
        |_| {},
        async |_| {
            calls.fetch_add(1, Ordering::SeqCst);
            let source = http.get("http://127.0.0.1:1").send().await.unwrap_err();
            Err(Kind::Network { doing: "a call".into(), source }.into())
        },
    )
    .await;
    assert!(outcome.unwrap_err().is_network());
    assert_eq!(calls.into_inner(), 5);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn no_attempt_begins_after_the_deadline_and_every_run_ends(
        attempts in 0u32..20, first in 0u64..10_000, longest in any::<u64>(), within in 0u64..100_000,
        asked in prop_oneof![Just(None), any::<u64>().prop_map(Some)],
    ) {
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
        runtime.block_on(async {
            let retry = Retry::new(attempts, Duration::from_millis(first), Duration::from_millis(longest));
            let within = Duration::from_millis(within);
            let began = Instant::now();
            let error = || refused(503, asked.map(Duration::from_secs));
            let (outcome, calls) = call(retry, Some(within), true, error, u32::MAX).await;
            assert!(calls <= attempts.max(1));
            assert!(began.elapsed() <= within);
            assert_eq!(outcome.unwrap_err().attempts(), Some(calls));
        });
    }

    #[test]
    fn a_pause_is_within_its_limit(number in 1u32.., first in any::<Duration>(), longest in any::<Duration>()) {
        let retry = Retry::new(9, first, longest);
        let pause = retry.pause(number, None);
        assert!(pause <= longest.max(first));
        assert!(number > 1 || pause <= first);
    }
}
