//! The life of an export.

use std::time::Duration;

use super::*;
use crate::connection::Urls;
use crate::scenario::Scenario;

fn cloud(scenario: &str) -> Cloud {
    let url = String::new;
    let urls = Urls {
        rds: url(),
        dds: url(),
        dcs: url(),
        clouddc: url(),
        iam: url(),
        obs: url(),
        control: url(),
    };
    Cloud::new(urls, url(), Scenario::parse(scenario).unwrap(), None).unwrap()
}

fn log(cloud: &Cloud) -> Log {
    let content = Content::from_bytes(&b"log"[..]);
    Log::new(content, "prefix_".to_owned(), to_the_millisecond, cloud.clock.now())
}

fn ask(log: &mut Log, cloud: &Cloud) -> Export {
    let pace = Pace { jobs: &cloud.scenario.jobs, thirds: 3, key: "key", link_life: 60 };
    log.ask(cloud, pace, false, 0)
}

#[test]
fn a_link_stays_the_same_until_it_expires_and_then_a_new_export_starts() {
    let cloud = cloud("jobs.takes.polls = 1");
    let mut log = log(&cloud);
    let started = ask(&mut log, &cloud);
    assert_eq!(started.link(&cloud, false), None);

    let ready = ask(&mut log, &cloud);
    assert_eq!((&ready.id, &ready.file_name), (&started.id, &started.file_name));
    let link = ready.link(&cloud, false).unwrap();

    cloud.clock.advance(Duration::from_secs(50));
    assert_eq!(ask(&mut log, &cloud).link(&cloud, false), Some(link));

    cloud.clock.advance(Duration::from_secs(11));
    let again = ask(&mut log, &cloud);
    assert_eq!(again.link(&cloud, false), None);
    assert_ne!(again.id, ready.id);
    assert_ne!(again.file_name, ready.file_name);
    assert_eq!(again.file_name, log.file_name);
}

#[test]
fn after_expiry_the_same_object_can_get_a_new_link() {
    let cloud = cloud("jobs.takes.polls = 0\nlinks.reissue = 'same-object'");
    let mut log = log(&cloud);
    let first = ask(&mut log, &cloud);
    cloud.clock.advance(Duration::from_secs(61));
    let second = ask(&mut log, &cloud);
    assert_eq!(first.file_name, second.file_name);
    assert_ne!(first.link(&cloud, false), second.link(&cloud, false));
    assert!(second.link(&cloud, false).is_some());
}

#[test]
fn after_expiry_the_export_can_be_never_ready() {
    let cloud = cloud("jobs.takes.polls = 0\nlinks.reissue = 'never'");
    let mut log = log(&cloud);
    assert_eq!(ask(&mut log, &cloud).standing(), Standing::Ready);
    cloud.clock.advance(Duration::from_secs(61));
    for _ in 0..5 {
        assert_eq!(ask(&mut log, &cloud).standing(), Standing::Pending);
        cloud.clock.advance(Duration::from_secs(3600));
    }
}

#[test]
fn a_failed_export_says_so_for_as_long_as_a_link_would_live() {
    let cloud = cloud("jobs.takes.polls = 1\njobs.failure_rate = 1.0");
    let mut log = log(&cloud);
    assert_eq!(ask(&mut log, &cloud).standing(), Standing::Pending);
    let failed = ask(&mut log, &cloud);
    assert_eq!(failed.standing(), Standing::Failed);
    assert_eq!(failed.link(&cloud, false), None);
    cloud.clock.advance(Duration::from_secs(61));
    assert_eq!(ask(&mut log, &cloud).standing(), Standing::Pending);
}

#[test]
fn a_job_can_take_time_instead_of_looks() {
    let cloud = cloud("jobs.takes.fixed = '90s'");
    let mut log = log(&cloud);
    for _ in 0..10 {
        assert_eq!(ask(&mut log, &cloud).standing(), Standing::Pending);
    }
    cloud.clock.advance(Duration::from_secs(91));
    assert_eq!(ask(&mut log, &cloud).standing(), Standing::Ready);
}

#[test]
fn times_in_names_have_no_separators() {
    let time = Timestamp::from_millisecond(1_589_529_974_007).unwrap();
    assert_eq!(to_the_second(time), "20200515080614");
    assert_eq!(to_the_millisecond(time), "20200515080614007");
}

#[test]
fn a_file_of_a_fixed_name_is_another_object_with_each_export() {
    let cloud = cloud("jobs.takes.polls = 0");
    let content = Content::from_bytes(&b"log"[..]);
    let mut log = Log::called("events.xel".to_owned(), "instance 0", content);
    let first = ask(&mut log, &cloud);
    cloud.clock.advance(Duration::from_secs(61));
    let second = ask(&mut log, &cloud);
    assert_eq!((first.file_name.as_str(), &second.file_name), ("events.xel", &first.file_name));
    let path =
        |export: &Export| export.link(&cloud, false).unwrap().split('?').next().map(str::to_owned);
    assert_eq!(path(&second), Some(format!("/{}/events.xel", second.id)));
    assert_ne!(path(&first), path(&second));
}
