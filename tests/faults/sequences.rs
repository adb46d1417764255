//! Faults in any order, at any place, any number of times.

use std::env;
use std::time::Duration;

use huaweicloud_logs_sim::{
    ContentRangeError, ErrorBody, EtagForm, Fault, NewLength, Position, SizeClaim,
};
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, prop_oneof};
use proptest::test_runner::{Config, TestCaseError, TestRunner};

use super::cell::{self, Place};
use super::strike::{Row, Server, Strike, Times, When};
use super::world::Way;

/// Tried each time; `FAULT_CASES` sets another number.
const CASES: u32 = 64;

fn positions() -> impl Strategy<Value = Position> {
    prop_oneof![
        (0..=100u8).prop_map(Position::Percent),
        (0..40_000u64).prop_map(Position::Byte),
        (1..40_000u64).prop_map(Position::BeforeEnd),
    ]
}

fn lengths() -> impl Strategy<Value = NewLength> {
    prop_oneof![Just(NewLength::Same), Just(NewLength::Longer), Just(NewLength::Shorter)]
}

fn faults() -> impl Strategy<Value = Fault> {
    let status = |status| Fault::Status {
        status,
        retry_after: None,
        retry_after_date: None,
        body: ErrorBody::Service,
    };
    let wrong = prop_oneof![
        Just(ContentRangeError::Start),
        Just(ContentRangeError::Total),
        Just(ContentRangeError::Unreadable),
        Just(ContentRangeError::Missing),
    ];
    let size =
        prop_oneof![Just(SizeClaim::Actual), Just(SizeClaim::Smaller), Just(SizeClaim::Larger)];
    let form = prop_oneof![Just(EtagForm::Weak), Just(EtagForm::Missing), Just(EtagForm::Changing)];
    let ends = Duration::from_millis(100).into();
    prop_oneof![
        4 => positions().prop_map(|at| Fault::Reset { at: Some(at) }),
        4 => positions().prop_map(|at| Fault::ShortBody { at }),
        1 => positions().prop_map(|at| Fault::Stall { at, lasts: None }),
        1 => positions().prop_map(move |at| Fault::Stall { at, lasts: Some(ends) }),
        2 => positions().prop_map(|at| Fault::Corrupt { at }),
        1 => Just(Fault::Reset { at: None }),
        1 => Just(Fault::ExpiredLink),
        1 => Just(Fault::IgnoreRange),
        2 => prop_oneof![Just(401), Just(404), Just(500), Just(503)].prop_map(status),
        2 => lengths().prop_map(|length| Fault::ReplaceObject { length }),
        2 => wrong.prop_map(|wrong| Fault::ContentRange { wrong }),
        1 => size.prop_map(|size| Fault::RangeNotSatisfiable { size }),
        2 => form.prop_map(|form| Fault::Etag { form }),
    ]
}

fn strikes() -> impl Strategy<Value = Strike> {
    let times =
        prop_oneof![4 => Just(Times::Once), 2 => Just(Times::Twice), 1 => Just(Times::Always)];
    let when = (0..5u64).prop_map(When::Number);
    (faults(), when, times).prop_map(|(fault, when, times)| Strike { fault, when, times })
}

/// Takes out what nobody could notice, and what the test could not judge.
fn judgeable(mut strikes: Vec<Strike>) -> Vec<Strike> {
    // Only a tag can tell of a wrong byte, …
    let tagless = strikes.iter().any(|strike| matches!(strike.fault, Fault::Etag { .. }));
    strikes.retain(|strike| !(tagless && matches!(strike.fault, Fault::Corrupt { .. })));
    // … and of objects that come and go only the first and the last are known.
    let mut replaced = false;
    strikes.retain_mut(|strike| {
        let replaces = matches!(strike.fault, Fault::ReplaceObject { .. });
        if replaces {
            strike.times = Times::Once;
        }
        !(replaces && std::mem::replace(&mut replaced, true))
    });
    strikes
}

fn places() -> impl Strategy<Value = Place> {
    let way = prop_oneof![Just(Way::Link), Just(Way::Renewed), Just(Way::Rds)];
    let server = (0..Server::ALL.len()).prop_map(|number| Server::ALL[number]);
    let size = prop_oneof![3 => Just((300 * 1024, None)), 1 => Just((3 * 1024 * 1024, Some(4)))];
    (way, server, size).prop_map(|(way, server, (size, connections))| Place {
        way,
        server,
        size,
        connections,
        patience: Duration::from_millis(300),
    })
}

#[test]
fn no_sequence_of_faults_corrupts_or_hangs_a_download() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let cases = env::var("FAULT_CASES").map_or(CASES, |cases| cases.parse().unwrap());
    // Shrinking takes many more runs, each of which may wait for a stall.
    let config =
        Config { cases, max_shrink_iters: 100, failure_persistence: None, ..Config::default() };
    let sequences = (places(), vec(strikes(), 1..6).prop_map(judgeable));
    let outcome = TestRunner::new(config).run(&sequences, |(place, strikes)| {
        let verdict = runtime.block_on(cell::run(&Row::new("", strikes), place));
        if verdict.is_harm() { Err(TestCaseError::fail(format!("{verdict:?}"))) } else { Ok(()) }
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}
