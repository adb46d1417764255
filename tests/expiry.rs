//! Links that end while their files are downloaded.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use huaweicloud_logs::Event;
use huaweicloud_logs_sim::{Fault, FaultOrder, On, Position, Scenario, Service};
use integration_tests::Journey;
use tempfile::tempdir;

/// Each file breaks off once in its middle.
fn scenario(reissue: &str, files: u64) -> Scenario {
    let logs = "logs = { generated = { size = \"2MiB\" } }";
    let text = format!(
        "jobs = {{ takes = {{ polls = 1 }} }}\nlinks = {{ reissue = '{reissue}' }}\n[[rds]]\n{logs}\n[[dds]]\n{logs}\n[[dcs]]\n{logs}"
    );
    let reset = Fault::Reset { at: Some(Position::Percent(50)) };
    let order = FaultOrder::new(reset).on(On::service(Service::Obs));
    Scenario::parse(&text).unwrap().with_fault(order.times(files))
}

/// Lets all links end at the moment when the first download breaks off, and tells what was done about it.
fn ending(
    journey: &Arc<Journey>,
) -> (impl Fn(&Event<'_>) + Send + Sync + 'static, Arc<Mutex<Vec<String>>>) {
    let told: Arc<Mutex<Vec<String>>> = Arc::default();
    let (listener, ended) = (Arc::clone(&told), AtomicBool::new(false));
    let journey = Arc::clone(journey);
    let observer = move |event: &Event<'_>| match event {
        Event::Retrying(_) if !ended.swap(true, Ordering::SeqCst) => {
            journey.simulator.advance(Duration::from_secs(48 * 60 * 60));
        }
        Event::Reissued { why, .. } => listener.lock().unwrap().push((*why).to_owned()),
        _ => {}
    };
    (observer, told)
}

#[tokio::test]
async fn a_link_that_ended_is_got_anew_and_the_same_byte_gone_on_from() {
    for reissue in ["same-object", "new-export"] {
        let journey = Arc::new(Journey::begin(scenario(reissue, 1)).await);
        let folder = tempdir().unwrap();
        let (observer, told) = ending(&journey);
        let report = journey.rds().on_event(observer).save_to(folder.path()).await.unwrap();
        journey.assert_saved(&report, folder.path());
        assert_eq!(report.files[0].reissues, 1);
        assert_eq!(*told.lock().unwrap(), ["the link was refused"]);
        let requests = journey.simulator.requests();
        let gets: Vec<_> = requests.iter().filter(|it| it.service == Service::Obs).collect();
        // Half of it, a refusal, and the rest.
        assert_eq!(gets.len(), 3, "{reissue}");
        assert!(gets[2].range.is_some());
    }
}

#[tokio::test]
async fn a_link_of_dcs_is_asked_for_again() {
    let journey = Arc::new(Journey::begin(scenario("same-object", 1)).await);
    let folder = tempdir().unwrap();
    let (observer, _) = ending(&journey);
    let report = journey.dcs().on_event(observer).save_to(folder.path()).await.unwrap();
    journey.assert_saved(&report, folder.path());
    assert_eq!(report.files[0].reissues, 1);
    let requests = journey.simulator.requests();
    let links = requests.iter().filter(|it| it.operation == Some("CreateRedislogDownloadLink"));
    assert_eq!(links.count(), 2);
}

#[tokio::test]
async fn files_whose_links_end_together_are_asked_for_together() {
    let journey = Arc::new(Journey::begin(scenario("new-export", 3)).await);
    let folder = tempdir().unwrap();
    let (observer, told) = ending(&journey);
    let report = journey.dds().on_event(observer).save_to(folder.path()).await.unwrap();
    journey.assert_saved(&report, folder.path());
    assert_eq!(told.lock().unwrap().len(), 3, "each file has a new link");
    let requests = journey.simulator.requests();
    let first = requests.iter().position(|it| it.service == Service::Obs).unwrap();
    let asked = requests[first..].iter().filter(|it| it.service == Service::Dds).count();
    let alone = requests[..first].iter().filter(|it| it.service == Service::Dds).count();
    assert!(asked <= alone + 1, "{asked} calls for three files, {alone} before them");
}
