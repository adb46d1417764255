use std::time::Duration;

use proptest::prelude::{Strategy, any, prop, prop_oneof, proptest};

use super::Durations;
use crate::history::grid::BINS;
use crate::history::sample::Sample;

fn seconds(seconds: f64) -> Duration {
    Duration::from_secs_f64(seconds)
}

fn between(after: f64, by: f64) -> Sample {
    Sample { after: Some(seconds(after)), by: Some(seconds(by)), percents: Vec::new() }
}

fn learned(samples: impl IntoIterator<Item = Sample>) -> Durations {
    let mut durations = Durations::default();
    samples.into_iter().for_each(|sample| durations.learn(&sample));
    durations
}

#[test]
fn before_anything_is_known_nothing_is_ruled_out() {
    let durations = Durations::default();
    assert_eq!(durations.count(), 0);
    for (pending_at, by) in [(0.0, 1.0), (10.0, 60.0), (3_600.0, 7_200.0), (100_000.0, 130_000.0)] {
        let chance = durations.chance(seconds(pending_at), seconds(by));
        assert!(chance > 0.0 && chance < 1.0, "from {pending_at} to {by}: {chance}");
    }
}

#[test]
fn what_was_seen_becomes_likely() {
    let durations = learned((0..50).map(|n| Sample::exactly(seconds(100.0 + f64::from(n) / 10.0))));
    assert!(durations.chance(Duration::ZERO, seconds(90.0)) < 0.1);
    assert!(durations.chance(seconds(90.0), seconds(115.0)) > 0.9);
    assert_eq!(durations.count(), 50);
}

#[test]
fn what_is_done_before_the_first_look_may_have_been_done_at_once() {
    let by = Some(seconds(20.0));
    let at_once = |after| {
        let sample = || Sample { after, by, percents: Vec::new() };
        learned((0..40).map(|_| sample())).chances(None, None)[0]
    };
    let (never_seen, seen) = (at_once(None), at_once(Some(Duration::ZERO)));
    assert!(never_seen > 0.5 && seen < 0.1, "{never_seen} {seen}");
    assert_eq!(Durations::default().chances(Some(Duration::ZERO), None)[0], 0.0);
}

#[test]
fn intervals_that_overlap_tell_more_than_each() {
    // All took 50 s; polls were at 40 and 60, or at 30 and 52, or at 49 and 90.
    let samples = [(40.0, 60.0), (30.0, 52.0), (49.0, 90.0)];
    let durations = learned((0..90).map(|n| between(samples[n % 3].0, samples[n % 3].1)));
    let around = durations.chance(seconds(47.0), seconds(54.0));
    assert!(around > 0.8, "{around}");
}

#[test]
fn a_job_that_was_given_up_counts_as_long() {
    let given_up = Sample { after: Some(seconds(1_800.0)), by: None, percents: Vec::new() };
    let short = || (0..20).map(|_| between(10.0, 12.0));
    let without = learned(short());
    let with = learned(short().chain([given_up.clone(), given_up]));
    let late = |durations: &Durations| 1.0 - durations.chance(Duration::ZERO, seconds(1_800.0));
    assert!(late(&with) > 2.0 * late(&without), "{} {}", late(&with), late(&without));
}

#[test]
fn times_that_change_are_noticed_within_a_few_jobs() {
    let before = (0..400).map(|_| between(18.0, 22.0));
    let durations = learned(before.chain((0..8).map(|_| between(75.0, 85.0))));
    assert!(durations.chance(seconds(22.0), seconds(90.0)) > 0.8);
    assert!(durations.chance(Duration::ZERO, seconds(30.0)) < 0.4);
}

/// Jobs of 100 to 700 s in no order, seen at every tenth of them with what `percent` makes of that.
fn with_percents(percent: impl Fn(u32, f64) -> f32) -> Durations {
    learned((0..60).map(|n| {
        let took = 100.0 + 10.0 * f64::from(n * 37 % 60);
        let parts = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
        let percents = parts.map(|part| (seconds(part * took), percent(n, part)));
        Sample { percents: percents.to_vec(), ..between(0.9 * took, 1.1 * took) }
    }))
}

#[test]
fn percentages_count_as_far_as_they_have_been_right() {
    // At 200 s a job that is half done ends at 400 s, if that is what half done has meant.
    let ends = |durations: &Durations| {
        let chances = durations.chances(Some(seconds(200.0)), Some(50.0));
        let around = |bin: &usize| (320.0..480.0).contains(&crate::history::grid::end(*bin));
        (0..BINS).filter(around).map(|bin| chances[bin]).sum::<f64>()
    };
    let linear = ends(&with_percents(|_, part| 100.0 * part as f32));
    let stuck = ends(&with_percents(|_, _| 50.0));
    assert!(linear > 0.75, "{linear}");
    assert!(stuck < 0.5, "{stuck}");
}

#[test]
fn percentages_that_mean_nothing_change_nothing() {
    let durations =
        with_percents(|n, part| ((f64::from(n) * 7.3 + part * 91.7) * 13.1 % 100.0) as f32);
    let without = durations.chances(Some(seconds(200.0)), None);
    for percent in [1.0, 33.0, 50.0, 99.0] {
        let with = durations.chances(Some(seconds(200.0)), Some(percent));
        let apart: f64 = with.iter().zip(&without).map(|(one, other)| (one - other).abs()).sum();
        assert!(apart < 0.4, "{percent} %: {apart}");
    }
}

fn sample() -> impl Strategy<Value = Sample> {
    let age = || prop_oneof![0..100_000u64, any::<u64>()].prop_map(Duration::from_millis);
    let percents = prop::collection::vec((age(), any::<f32>()), 0..4);
    (prop::option::of(age()), prop::option::of(age()), percents)
        .prop_map(|(after, by, percents)| Sample { after, by, percents })
}

proptest! {
    #[test]
    fn chances_are_chances_whatever_was_learned(
        samples in prop::collection::vec(sample(), 0..12), at in any::<u64>(), percent in any::<f32>(),
    ) {
        let durations = learned(samples);
        let at = Duration::from_millis(at);
        for (pending_at, percent) in [(None, None), (Some(at), None), (Some(at), Some(percent))] {
            let chances = durations.chances(pending_at, percent);
            let sum: f64 = chances.iter().sum();
            assert!((sum - 1.0).abs() < 1e-6, "{sum}");
            assert!(chances.iter().all(|chance| (0.0..=1.0 + 1e-9).contains(chance)));
        }
        let mut before = 0.0;
        for by in [0, 1, 1_000, 60_000, 3_600_000, u64::MAX] {
            let chance = durations.chance(Duration::ZERO, Duration::from_millis(by));
            assert!((before..=1.0).contains(&chance), "{before} {chance}");
            before = chance;
        }
    }
}
