//! What a service counts, whatever happens.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};
use proptest::{collection, option};
use tokio::time::{Instant, sleep, timeout};

use super::{Gain, Quota, burst, limiter};

const PERIOD: Duration = Duration::from_secs(10);

#[derive(Clone, Debug)]
struct Plan {
    arrives: Duration,
    worth: Worth,
    /// Gives up waiting after this.
    patience: Option<Duration>,
    takes: Duration,
    /// When in that time the service counts it.
    counted: f64,
    /// Is cancelled after that much of the time.
    cut: Option<f64>,
    /// Is refused, and perhaps told when to come again.
    refused: Option<Option<Duration>>,
}

#[derive(Clone, Copy, Debug)]
enum Worth {
    Sure,
    Start,
    Poll { looked_before: bool },
}

fn up_to(seconds: u64) -> impl Strategy<Value = Duration> {
    (0..=seconds * 1_000).prop_map(Duration::from_millis)
}

fn plans() -> impl Strategy<Value = Vec<Plan>> {
    let worth = prop_oneof![
        Just(Worth::Sure),
        Just(Worth::Start),
        any::<bool>().prop_map(|looked_before| Worth::Poll { looked_before }),
    ];
    let refused = option::weighted(0.1, option::of(up_to(20)));
    let cut = option::weighted(0.2, 0.0..1.0);
    let plan = (up_to(60), worth, option::of(up_to(60)), up_to(5), 0.0..=1.0, cut, refused);
    let plan = plan.prop_map(|(arrives, worth, patience, takes, counted, cut, refused)| Plan {
        arrives,
        worth,
        patience,
        takes,
        counted,
        cut,
        refused,
    });
    collection::vec(plan, 1..60)
}

/// Runs the plans, to the end; returns when the service counted calls.
async fn run(calls: u32, plans: Vec<Plan>) -> Vec<Instant> {
    let limiter = limiter(Quota::new(calls, PERIOD));
    let counted = Arc::new(Mutex::new(Vec::new()));
    let tasks: Vec<_> = plans
        .into_iter()
        .map(|plan| {
            let (limiter, counted) = (limiter.clone(), counted.clone());
            tokio::spawn(async move {
                let began = Instant::now();
                sleep(plan.arrives).await;
                let gain = match plan.worth {
                    Worth::Sure => Gain::Sure,
                    Worth::Start => Gain::Start,
                    Worth::Poll { looked_before } => Gain::Poll {
                        began,
                        pending_at: looked_before.then(|| began.elapsed()),
                        past: Arc::default(),
                    },
                };
                let patience = plan.patience.unwrap_or(Duration::MAX);
                let Ok(call) = timeout(patience, limiter.acquire(gain)).await else { return };
                let serve = async {
                    sleep(plan.takes.mul_f64(plan.counted)).await;
                    counted.lock().unwrap().push(Instant::now());
                    sleep(plan.takes.mul_f64(1.0 - plan.counted)).await;
                };
                let cut = plan.cut.map_or(Duration::MAX, |part| plan.takes.mul_f64(part));
                match (timeout(cut, serve).await, plan.refused) {
                    (Ok(()), Some(retry_after)) => call.throttled(retry_after),
                    _ => drop(call),
                }
            })
        })
        .collect();
    for task in tasks {
        // Long after the last of them had its turn, even one at a time.
        timeout(Duration::from_secs(7_200), task).await.expect("one waits for ever").unwrap();
    }
    sleep(Duration::from_secs(400)).await;
    let left = burst(&limiter).len();
    assert!((1..=calls as usize).contains(&left), "{left} places are left of {calls}");
    Arc::into_inner(counted).unwrap().into_inner().unwrap()
}

proptest! {
    #[test]
    fn no_window_ever_holds_more_calls_than_the_quota(calls in 1_u32..6, plans in plans()) {
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
        let mut counted = runtime.block_on(run(calls, plans));
        counted.sort();
        for (first, next) in counted.iter().zip(counted.iter().skip(calls as usize)) {
            let apart = next.duration_since(*first);
            assert!(apart >= PERIOD, "{} calls within {apart:?}", calls + 1);
        }
    }
}
