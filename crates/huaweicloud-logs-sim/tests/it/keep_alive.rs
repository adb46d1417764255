//! Several requests over one connection.

use std::time::Duration;

use huaweicloud_logs_sim::{KNOWN_JOB_ID, Simulator};
use tokio::time::sleep;

use crate::raw::{End, Raw};

/// A request without a body and one with a body; `last` makes the server close the connection.
fn requests(simulator: &Simulator, last: bool) -> String {
    let to = simulator.connection();
    let head = format!("HTTP/1.1\r\nHost: rds\r\nX-Auth-Token: {}", to.token);
    let end = if last { "\r\nConnection: close" } else { "" };
    let (project, instance) = (&to.project_id, &to.rds_instance);
    format!(
        "GET /v3/{project}/jobs?id={KNOWN_JOB_ID} {head}\r\n\r\n\
         POST /v3/{project}/instances/{instance}/errorlog-download {head}\r\n\
         Content-Length: 2{end}\r\n\r\n{{}}"
    )
}

#[tokio::test]
async fn requests_may_come_ahead_of_answers_and_in_pieces() {
    let simulator = Simulator::start().await.unwrap();
    let text = requests(&simulator, false) + &requests(&simulator, true);
    for cut in (1..text.len()).step_by(5) {
        let mut connection = Raw::to(&simulator.connection().rds).await;
        connection.send(&text[..cut]).await;
        // Time for what can be answered to be answered; if it was too short, that is no harm.
        sleep(Duration::from_millis(2)).await;
        connection.send(&text[cut..]).await;
        for _ in 0..4 {
            let (head, _) = connection.answer().await;
            assert_eq!(head.status, 200, "cut at {cut}");
        }
        assert_eq!(connection.rest().await, (vec![], End::Orderly));
    }
}

#[tokio::test]
async fn a_body_that_nobody_reads_is_not_taken_for_the_next_request() {
    let simulator = Simulator::start().await.unwrap();
    let mut connection = Raw::to(&simulator.connection().rds).await;
    // The answer does not wait for the body, of which nothing is there yet.
    connection.send("POST /nowhere HTTP/1.1\r\nHost: rds\r\nContent-Length: 100\r\n\r\n").await;
    let (head, _) = connection.answer().await;
    assert_eq!(head.status, 404);
    connection.send(&"GET / HTTP/1.1\r\nHost: rds\r\n\r\n".repeat(5)).await;
    let (rest, _) = connection.rest().await;
    assert_eq!(String::from_utf8_lossy(&rest), "", "nothing after the one answer");
}
