//! Whatever of the spellings that sources disagree on a service uses, its logs arrive.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use huaweicloud_logs_sim::{Scenario, Service};
use integration_tests::Journey;
use tempfile::tempdir;

/// All four services to the end, under a dialect.
async fn travel(dialect: &str) -> Journey {
    let scenario = Scenario::parse(&format!("[dialect]\n{dialect}")).unwrap();
    let journey = Journey::begin(scenario).await;
    let folder = tempdir().unwrap();
    let to = |service: &str| folder.path().join(service);
    journey.assert_saved(&journey.rds().save_to(to("rds")).await.unwrap(), &to("rds"));
    journey.assert_saved(&journey.dds().save_to(to("dds")).await.unwrap(), &to("dds"));
    let week = journey.dcs().days(7).save_to(to("dcs")).await.unwrap();
    assert_eq!(week.files.len(), 3);
    journey.assert_saved(&week, &to("dcs"));
    journey.assert_saved(&journey.clouddc().save_to(to("clouddc")).await.unwrap(), &to("clouddc"));
    journey
}

#[tokio::test]
async fn words_in_capitals() {
    travel("words = 'upper'").await;
}

#[tokio::test]
async fn words_in_small_letters() {
    travel("words = 'lower'").await;
}

#[tokio::test]
async fn entries_with_a_status() {
    travel("item_status = true").await;
}

#[tokio::test]
async fn entries_without_a_status() {
    travel("item_status = false").await;
}

#[tokio::test]
async fn the_update_time_under_its_other_name() {
    travel("update_field = 'updated_at'").await;
}

#[tokio::test]
async fn a_word_nobody_knows_means_not_done_yet() {
    let journey = travel("unknown_word = 'MARSHALLING'").await;
    // Shown as it is, and waited on as usual: three looks after the start.
    assert_eq!(journey.statuses(Service::Rds, "POST"), [200; 4]);
    let mut job = journey.clouddc().start().await.unwrap();
    let first = job.next_update().await.unwrap().unwrap().to_string();
    assert!(first.contains("MARSHALLING"), "{first}");
}

#[tokio::test]
async fn percentages_in_every_form() {
    for form in ["number", "text", "sign"] {
        let journey = travel(&format!("percentage = '{form}'")).await;
        let mut job = journey.clouddc().start().await.unwrap();
        let mut seen = vec![];
        while let Some(update) = job.next_update().await.unwrap() {
            seen.push(update.percent);
        }
        assert_eq!(seen, [0.0, 30.0, 60.0, 100.0].map(Some), "{form}");
    }
}

#[tokio::test]
async fn offsets_that_count_from_zero_or_one() {
    for from in ["zero", "one"] {
        let text = format!(
            "[dialect]\ndcs_offset = '{from}'\n[[dcs]]\nlogs = {{ generated = {{ size = '1KiB', files = 8 }} }}"
        );
        let scenario = Scenario::parse(&text).unwrap().with_polls_until_ready(0);
        let journey = Journey::begin(scenario).await;
        // More files than the longest page has: the list is read in two steps.
        let to = journey.simulator.connection();
        let url = format!(
            "{}/v2/{}/instances/{}/redislog?log_type=run&query_time=7",
            to.dcs, to.project_id, to.dcs_instance
        );
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        for _ in 0..130 {
            let collect = http.post(&url).header("X-Auth-Token", &to.token);
            assert_eq!(collect.send().await.unwrap().status(), 204);
        }
        let folder = tempdir().unwrap();
        let report = journey.dcs().days(7).save_to(folder.path()).await.unwrap();
        assert_eq!(report.files.len(), 8, "{from}");
        journey.assert_saved(&report, folder.path());
        assert!(journey.statuses(Service::Dcs, "GET").len() >= 4, "{from}: no second page");
    }
}
