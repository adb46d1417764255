use std::time::Duration;

use huaweicloud_logs::{Event, Progress};
use tokio::time::advance;

use super::State;

const MIB: u64 = 1 << 20;

fn progress(file: &str, done: u64, total: Option<u64>, speed: u64) -> Progress {
    let mut progress = Progress::default();
    progress.file = file.to_owned();
    (progress.done, progress.total) = (done, total);
    progress.speed = speed as f64;
    progress
}

fn tell(state: &mut State, progress: &Progress) -> Option<String> {
    state.take(&Event::Progress(progress))
}

#[tokio::test(start_paused = true)]
async fn a_link_goes_by_its_file_and_tells_what_is_left() {
    let mut state = State::link("link 3".to_owned());
    assert_eq!((state.label(), state.words().as_str()), ("link 3", "beginning"));
    tell(&mut state, &progress("x\u{1b}.log", 120 * MIB, Some(1024 * MIB), 12 * MIB));
    assert_eq!(state.label(), "x\\u{1b}.log");
    assert_eq!(state.words(), "120 MiB of 1.0 GiB, 12 MiB/s, 75 s left");
    tell(&mut state, &progress("x\u{1b}.log", 1024 * MIB, Some(1024 * MIB), 12 * MIB));
    assert_eq!(state.words(), "1.0 GiB of 1.0 GiB, being checked");
}

#[tokio::test(start_paused = true)]
async fn without_a_length_nothing_is_promised() {
    let mut state = State::link("link 1".to_owned());
    tell(&mut state, &progress("x.log", 120 * MIB, None, 12 * MIB));
    assert_eq!(state.words(), "120 MiB, 12 MiB/s");
    assert_eq!(state.count(), Some((120 * MIB, None)));
}

#[tokio::test(start_paused = true)]
async fn the_files_of_an_instance_are_summed() {
    let mut state = State::instance("dds i".to_owned());
    tell(&mut state, &progress("a", MIB, Some(2 * MIB), MIB));
    tell(&mut state, &progress("b", 3 * MIB, Some(5 * MIB), MIB / 2));
    tell(&mut state, &progress("c", 9 * MIB, Some(9 * MIB), 100 * MIB));
    assert_eq!(state.count(), Some((13 * MIB, Some(16 * MIB))));
    assert_eq!(state.words(), "3 files, 13 MiB of 16 MiB, 1.5 MiB/s, 2 s left");
    tell(&mut state, &progress("d", 0, None, 0));
    assert_eq!(state.words(), "4 files, 13 MiB, 1.5 MiB/s");
}

#[tokio::test(start_paused = true)]
async fn a_stalled_download_does_not_promise_an_end() {
    let mut state = State::link("link 1".to_owned());
    let there = progress("x.log", MIB, Some(2 * MIB), MIB);
    tell(&mut state, &there);
    advance(Duration::from_secs(12)).await;
    // Events without fresh bytes are no movement.
    tell(&mut state, &there);
    assert_eq!(state.words(), "1.0 MiB of 2.0 MiB, nothing came for 12 s");
    let line = state.take(&Event::Reissued { file: "x.log", why: "the link was refused" });
    assert_eq!(line.unwrap(), "x.log: got another link, because the link was refused");
    assert_eq!(state.words(), "1.0 MiB of 2.0 MiB, nothing came for 12 s, trying another link");
    tell(&mut state, &progress("x.log", MIB + 1, Some(2 * MIB), MIB));
    assert_eq!(state.words(), "1.0 MiB of 2.0 MiB, 1.0 MiB/s, 0 s left");
}

#[tokio::test(start_paused = true)]
async fn a_resumed_download_tells_what_part_was_there() {
    let mut state = State::instance("rds i".to_owned());
    tell(&mut state, &progress("x.log", 2 * MIB, None, 0));
    assert_eq!(state.take(&Event::Resumed { file: "x.log", from: 2 * MIB }), None);
    assert_eq!(tell(&mut state, &progress("y.log", 0, Some(7), 0)), None);
    let length_known = progress("x.log", 2 * MIB, Some(5 * MIB), 0);
    let line = tell(&mut state, &length_known).unwrap();
    assert_eq!(line, "rds i, x.log: resumed at 40 % (2.0 MiB of 5.0 MiB)");
    assert_eq!(tell(&mut state, &length_known), None);
}

#[tokio::test(start_paused = true)]
async fn what_starts_over_was_not_resumed() {
    let mut state = State::link("link 1".to_owned());
    tell(&mut state, &progress("x.log", 2 * MIB, None, 0));
    state.take(&Event::Resumed { file: "x.log", from: 2 * MIB });
    let why = "the server sends it from the beginning";
    let line = state.take(&Event::StartedOver { file: "x.log", why });
    assert_eq!(line.unwrap(), format!("warning: x.log: starting over: {why}"));
    assert_eq!(tell(&mut state, &progress("x.log", 0, Some(5 * MIB), 0)), None);
}

#[tokio::test(start_paused = true)]
async fn only_long_downloads_are_told_of() {
    let ten = Duration::from_secs(10);
    let mut state = State::instance("rds i".to_owned());
    advance(Duration::from_secs(60)).await;
    assert!(!state.has_downloaded_for(ten));
    tell(&mut state, &progress("x.log", 1, Some(2), 1));
    advance(ten).await;
    assert!(!state.has_downloaded_for(ten));
    advance(Duration::from_secs(1)).await;
    assert!(state.has_downloaded_for(ten));
}
