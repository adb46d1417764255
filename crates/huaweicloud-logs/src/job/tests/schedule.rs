//! What a schedule gets to know, and what becomes of the pauses that it asks for.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use huaweicloud_logs_api::{clouddc, rds};
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_assert, prop_oneof, proptest};
use tokio::time::Instant;

use super::{Reply, Run, export, paused, rds};
use crate::{Exponential, Schedule, Wait};

/// Asks for one pause after the other, and for the last for ever.
#[derive(Debug)]
struct Listed(Vec<Duration>, Arc<Mutex<Vec<Duration>>>);

impl Schedule for Listed {
    fn pause(&self, wait: &Wait<'_>) -> Duration {
        let pause = self.0[usize::try_from(wait.polls).unwrap().min(self.0.len() - 1)];
        self.1.lock().unwrap().push(pause);
        pause
    }
}

/// Tells what it knew.
#[derive(Debug, Default)]
struct Curious(Arc<Mutex<Vec<Known>>>);

type Known = (u64, Option<u64>, u32, Option<f32>);

impl Schedule for Curious {
    fn pause(&self, wait: &Wait<'_>) -> Duration {
        let pending_at = wait.pending_at.map(|at| at.as_secs());
        self.0.lock().unwrap().push((wait.age.as_secs(), pending_at, wait.polls, wait.percent));
        Duration::from_secs(20)
    }
}

#[tokio::test(start_paused = true)]
async fn a_schedule_knows_how_old_the_job_is_and_what_was_seen_of_it() {
    let run = Run::new(
        &clouddc::jobs::SERVER_LOG,
        [
            Reply::Refuses(429, None),
            export("Running", 0),
            export("Running", 30),
            export("completed", 100),
        ],
    );
    let curious = Curious::default();
    let known = Arc::clone(&curious.0);
    run.request.clone().schedule(curious).start().await.unwrap().wait().await.unwrap();
    let known = known.lock().unwrap().clone();
    // The start's answer tells how far the job is. Its age counts from there, not from the start that was refused. It
    // is asked once for each pause.
    assert_eq!(
        known,
        [
            // Nothing is known before the start.
            (0, None, 0, None),
            (0, Some(0), 0, Some(0.0)),
            (20, Some(20), 1, Some(30.0)),
        ]
    );
    assert_eq!(run.calls(), [("start", 0), ("start", 20), ("poll", 40), ("poll", 60)]);
}

#[tokio::test(start_paused = true)]
async fn a_start_that_is_refused_for_now_is_repeated_with_growing_pauses() {
    let answers =
        || std::iter::repeat_n(Reply::Refuses(429, None), 3).chain([export("completed", 100)]);
    let mut run = Run::new(&clouddc::jobs::SERVER_LOG, answers());
    run.request.settings.schedule = None;
    run.request.clone().start().await.unwrap();
    assert_eq!(run.times("start"), [0, 5, 12, 23]);

    let run = Run::new(&clouddc::jobs::SERVER_LOG, answers());
    run.request.clone().start().await.unwrap();
    // As the caller's schedule says.
    assert_eq!(run.times("start"), [0, 10, 30, 60]);
}

#[tokio::test(start_paused = true)]
async fn an_update_says_when_the_next_poll_is_due() {
    let run = Run::new(&rds::jobs::ERROR_LOG, [rds("CREATING"), rds("CREATING"), rds("FINISH")]);
    let mut job = run.request.clone().timeout(Duration::from_secs(40)).start().await.unwrap();
    let mut told = Vec::new();
    while let Some(update) = job.next_update().await.unwrap() {
        let at = run.began.elapsed().as_secs();
        told.push((at, update.next_poll.map(|next| next.as_secs()), update.to_string()));
    }
    let told: Vec<_> = told.iter().map(|(at, next, text)| (*at, *next, text.as_str())).collect();
    assert_eq!(
        told,
        [
            (0, Some(10), "preparing (CREATING), 0 of 1 files, next poll after 10 s"),
            (10, Some(20), "preparing (CREATING), 0 of 1 files, next poll after 20 s"),
            (30, None, "ready (FINISH), 1 of 1 files"),
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_job_that_takes_a_day_is_waited_for() {
    let polls = 24 * 60 * 2 + 3;
    let pending = std::iter::repeat_n(rds("CREATING"), polls);
    let run = Run::new(&rds::jobs::ERROR_LOG, pending.chain([rds("FINISH")]));
    let request = run.request.clone().schedule(Exponential::default());
    request.timeout(Duration::from_secs(2 * 86_400)).start().await.unwrap().wait().await.unwrap();
    let calls = run.calls();
    assert_eq!(calls.len(), polls + 1);
    assert!(calls.last().unwrap().1 > 86_400, "{:?}", calls.last());
    assert!(calls.windows(2).all(|two| two[1].1 - two[0].1 <= 31));
}

fn pause() -> impl Strategy<Value = Duration> {
    prop_oneof![
        Just(Duration::ZERO),
        Just(Duration::MAX),
        (0u64..100_000).prop_map(Duration::from_millis),
        any::<Duration>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn no_schedule_can_stall_a_wait_or_poll_after_the_deadline(
        mut pauses in proptest::collection::vec(pause(), 1..40), timeout in 0u64..100_000, polls in 0usize..60,
    ) {
        // Something to end with that is no spin.
        pauses.push(Duration::from_secs(7));
        let timeout = Duration::from_millis(timeout);
        paused(async {
            let answers = std::iter::repeat_n(rds("CREATING"), polls).chain([rds("FINISH")]);
            let run = Run::new(&rds::jobs::ERROR_LOG, answers);
            let asked = Arc::default();
            let schedule = Listed(pauses, Arc::clone(&asked));
            let request = run.request.clone().timeout(timeout).schedule(schedule);
            let outcome = match request.start().await {
                Ok(mut job) => job.wait().await,
                Err(error) => Err(error),
            };
            let calls: Vec<Instant> = run.calls.lock().unwrap().iter().map(|(_, at)| *at).collect();
            prop_assert!(calls.iter().all(|at| *at - run.began < timeout.max(Duration::from_millis(1))));
            let over = run.began.elapsed();
            prop_assert!(over <= timeout + Duration::from_millis(1), "{over:?} {timeout:?}");
            match outcome {
                Ok(()) => prop_assert!(calls.len() == polls + 1),
                // Nothing but the deadline ends a wait, and only a pause that leads past it, or the last second.
                Err(error) => prop_assert!(error.is_timeout() && over >= timeout, "{error:?}"),
            }
            // No pause is longer than asked for, timers being as fine as a millisecond.
            let longest = asked.lock().unwrap().iter().copied().max().unwrap_or_default();
            let longest = longest.saturating_add(Duration::from_millis(2));
            prop_assert!(calls.windows(2).all(|two| two[1] - two[0] <= longest));
            Ok(())
        })?;
    }
}
