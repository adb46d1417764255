//! The simulated cloud's clock, and those of its clients.

use std::time::Duration;

use huaweicloud_logs_sim::{Scenario, Simulator};
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::{SignedDuration, Timestamp};

use crate::calls::{client_of, list, pass};
use crate::client::{Answer, Client};
use crate::signed::{Signer, date};

/// A request signed at a time of the client's own.
async fn signed_at(client: &Client, time: Timestamp) -> Answer {
    let to = client.to();
    let path = format!("/v2/{}/instances/{}/redislog", to.project_id, to.dcs_instance);
    let signer = Signer::to(&to.dcs, client, "GET", &path, "log_type=run", "");
    client.send(signer.with("x-sdk-date", Some(date(time))).request()).await
}

fn shown(answer: &Answer) -> Timestamp {
    DateTimeParser::new().parse_timestamp(answer.header("date")).unwrap()
}

#[track_caller]
fn assert_near(time: Timestamp, expected: Timestamp) {
    let off = time.duration_since(expected).abs();
    assert!(off < SignedDuration::from_secs(30), "{time} is not near {expected}");
}

#[tokio::test]
async fn a_clock_too_far_off_makes_signatures_fail_and_every_answer_shows_it() {
    for minutes in [20, -20] {
        let client = client_of(&format!("clock_ahead = '{minutes}m'")).await;
        let ahead = SignedDuration::from_mins(minutes);
        let refused = signed_at(&client, Timestamp::now()).await;
        refused.refused(401, "APIGW.0301", "15 minutes");
        assert_near(shown(&refused), Timestamp::now() + ahead);
        assert_near(client.simulator.now(), Timestamp::now() + ahead);
        // A client that goes by the Date of the refusal gets through, and so does one with a token.
        assert_eq!(signed_at(&client, shown(&refused)).await.status, 204);
        assert_eq!(list(&client, "").await.status, 204);
        let stored = client.fetch(&format!("{}/x", client.to().obs)).await;
        assert_near(shown(&stored), Timestamp::now() + ahead);
    }
}

#[tokio::test]
async fn a_clock_a_little_off_does_no_harm() {
    for minutes in [14, -14] {
        let client = client_of(&format!("clock_ahead = '{minutes}m'")).await;
        assert_eq!(signed_at(&client, Timestamp::now()).await.status, 204, "{minutes}");
    }
}

#[tokio::test]
async fn a_moved_clock_takes_the_signatures_of_clients_that_stayed_behind() {
    let client = Client::start().await;
    pass(&client, 3 * 60 * 60);
    let answer = signed_at(&client, Timestamp::now()).await;
    assert_eq!(answer.status, 204);
    let moved = Timestamp::now() + SignedDuration::from_hours(3);
    assert_near(shown(&answer), moved);
    assert_eq!(signed_at(&client, moved).await.status, 204, "and of those that came along");
    let between = Timestamp::now() + SignedDuration::from_hours(1);
    signed_at(&client, between).await.refused(401, "APIGW.0301", "15 minutes");
}

#[tokio::test]
async fn a_moved_clock_forgives_no_clock_that_was_off_before() {
    let client = client_of("clock_ahead = '20m'").await;
    pass(&client, 60);
    signed_at(&client, Timestamp::now()).await.refused(401, "APIGW.0301", "15 minutes");
    assert_eq!(signed_at(&client, client.simulator.now()).await.status, 204);
}

#[tokio::test(start_paused = true)]
async fn the_clock_runs_with_the_paused_time_of_a_test() {
    let scenario = Scenario::parse("clock_ahead = '1h'").unwrap();
    let simulator = Simulator::start_with(scenario).await.unwrap();
    let start = simulator.now();
    tokio::time::sleep(Duration::from_secs(24 * 60 * 60)).await;
    assert_eq!(simulator.now().duration_since(start), SignedDuration::from_hours(24));
    simulator.advance(Duration::from_millis(1500));
    let moved = simulator.now().duration_since(start);
    assert_eq!(moved, SignedDuration::from_hours(24) + SignedDuration::from_millis(1500));
    tokio::time::advance(Duration::from_secs(1)).await;
    assert_eq!(simulator.now().duration_since(start), moved + SignedDuration::from_secs(1));
}
