//! The published defaults of others, with the semantics of their sources.
//!
//! Where an original gives up after a number of polls or a time, it goes on here with the same pauses, so that all
//! are measured on the same jobs. Time zero is when the start was answered; where the original's loop makes the
//! start itself, that call is left out here like everyone's.

mod tolerance;

use std::time::Duration;

use fastrand::Rng;
use huaweicloud_logs::{Schedule, Wait};

pub(crate) use self::tolerance::{Repeats, Tolerance};

/// A published default.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer {
    pub(crate) name: &'static str,
    /// Whether it looks as soon as the start is answered.
    at_once: bool,
    /// The first pause in seconds, the factor between pauses, and the longest pause.
    initial: f64,
    factor: f64,
    longest: f64,
    jitter: Jitter,
    pub(crate) tolerance: Tolerance,
}

/// What chance does to a pause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Jitter {
    None,
    /// Anything from nothing to the pause.
    Full,
    /// Whole seconds from the first pause to the pause, both included.
    FromInitial,
}

impl Peer {
    const fn new(name: &'static str, (initial, factor, longest): (f64, f64, f64)) -> Self {
        let (jitter, tolerance) = (Jitter::None, Tolerance::GivesUp);
        Self { name, at_once: false, initial, factor, longest, jitter, tolerance }
    }

    const fn fixed(name: &'static str, pause: f64) -> Self {
        Self::new(name, (pause, 1.0, pause))
    }

    const fn at_once(self) -> Self {
        Self { at_once: true, ..self }
    }

    const fn jittered(self, jitter: Jitter) -> Self {
        Self { jitter, ..self }
    }

    const fn tolerating(self, tolerance: Tolerance) -> Self {
        Self { tolerance, ..self }
    }

    /// Its schedule for one job, whose chance the seed decides.
    pub(crate) fn schedule(&'static self, seed: u64) -> Seeded {
        Seeded { peer: self, seed }
    }

    pub(crate) fn is_jittered(&self) -> bool {
        self.jitter != Jitter::None
    }

    /// The pause before poll `n`, counted from 0, as it is without jitter.
    fn pause(&self, n: u32) -> f64 {
        if self.at_once && n == 0 {
            return 0.0;
        }
        let grown = n - u32::from(self.at_once);
        let factor = self.factor.powi(i32::try_from(grown).unwrap_or(i32::MAX));
        (self.initial * factor).min(self.longest)
    }
}

/// A peer's schedule for one job.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seeded {
    peer: &'static Peer,
    seed: u64,
}

impl Schedule for Seeded {
    fn pause(&self, wait: &Wait<'_>) -> Duration {
        let pause = self.peer.pause(wait.polls);
        let random = || Rng::with_seed(self.seed.wrapping_add(u64::from(wait.polls) << 32));
        Duration::from_secs_f64(match self.peer.jitter {
            _ if pause == 0.0 => 0.0,
            Jitter::None => pause,
            Jitter::Full => pause * random().f64(),
            Jitter::FromInitial => {
                let spread = pause - self.peer.initial + 1.0;
                self.peer.initial + (spread * random().f64()).floor()
            }
        })
    }
}

/// All of them.
pub(crate) static ALL: [Peer; 12] = [
    // google-cloud-rust: `ExponentialBackoff::default` (src/gax/src/exponential_backoff.rs) is the polling backoff,
    // without jitter: `wait_period` 1 s, doubled, at most 60 s. The loop (src/lro) starts, pauses, then polls.
    Peer::new("gcloud-rust", (1.0, 2.0, 60.0)).tolerating(Tolerance::GoesOnAfter(&[503])),
    // google-cloud-go: `Operation.Wait` (longrunning/longrunning.go) polls at once and then pauses by `gax.Backoff`
    // with Initial 1 s, Max `DefaultWaitInterval` 60 s and Multiplier 2: anything from 1 ns to that (gax-go,
    // v2/call_option.go). The call itself is repeated when the service is unavailable.
    Peer::new("google-cloud-go", (1.0, 2.0, 60.0))
        .at_once()
        .jittered(Jitter::Full)
        .tolerating(Tolerance::Repeats(Repeats::UNAVAILABLE)),
    // Google's api_core for Python: `DEFAULT_POLLING` (future/polling.py) is initial 1 s, multiplier 1.5, maximum
    // 20 s, gives up after 900 s. It polls at once and pauses by `random.uniform(0, delay)` (retry/retry_base.py).
    Peer::new("google-python", (1.0, 1.5, 20.0))
        .at_once()
        .jittered(Jitter::Full)
        .tolerating(Tolerance::Repeats(Repeats::UNAVAILABLE)),
    // The same without jitter, which is how its numbers read.
    Peer::new("google-python-plain", (1.0, 1.5, 20.0))
        .at_once()
        .tolerating(Tolerance::Repeats(Repeats::UNAVAILABLE)),
    // gax for Java: the generator's `LRO_DEFAULT_INITIAL_POLL_DELAY_MILLIS` 5000, `…_POLL_DELAY_MULTIPLIER` 1.5,
    // `…_MAX_POLL_DELAY_MILLIS` 45000, gives up after 300 s (gapic-generator-java, RetrySettingsComposer.java).
    // Attempt 0 is the start; the pauses are `nextLong(bound)`, as `RetrySettings` are jittered unless told not to be.
    Peer::new("gax-java", (5.0, 1.5, 45.0))
        .jittered(Jitter::Full)
        .tolerating(Tolerance::Repeats(Repeats::UNAVAILABLE)),
    // The same without jitter, which is how its numbers read.
    Peer::new("gax-plain", (5.0, 1.5, 45.0)).tolerating(Tolerance::Repeats(Repeats::UNAVAILABLE)),
    // azure_core: `DEFAULT_RETRY_TIME` 30 s (sdk/core/azure_core/src/http/poller.rs), the same in other Azure SDKs.
    // The start is the loop's first request; it sleeps before each further one. Its pipeline repeats what failed.
    Peer::fixed("azure", 30.0).tolerating(Tolerance::Repeats(Repeats::AZURE)),
    // smithy-rs: `Backoff::delay` (aws-smithy-runtime, client/waiters/backoff.rs) with the defaults of the Smithy
    // specification, minDelay 2 and maxDelay 120: polls at once, then whole seconds from 2 to 2, 4, 8 … 64, 120.
    // The caller must say when to give up. The client itself repeats what failed.
    Peer::new("smithy", (2.0, 2.0, 120.0))
        .at_once()
        .jittered(Jitter::FromInitial)
        .tolerating(Tolerance::Repeats(Repeats::SMITHY)),
    // botocore: `Waiter.wait` (botocore/waiter.py) with the usual delay 15 and maxAttempts 40 of its waiter models
    // polls at once and gives up after 40 polls. The client itself repeats what failed.
    Peer::fixed("botocore", 15.0).at_once().tolerating(Tolerance::Repeats(Repeats::BOTOCORE)),
    // Terraform's Huawei Cloud provider: Delay 5 s, PollInterval 5 s, gives up after 10 minutes (huaweicloud/services/
    // rds/data_source_huaweicloud_rds_error_log_link.go). `StateChangeConf` (terraform-plugin-sdk) looks as soon as
    // the Delay is over, and ends with the first call that fails and the first state that it doesn't expect.
    Peer::fixed("terraform-5-5", 5.0),
    // The same with Delay 10 s and PollInterval 10 s, as elsewhere in that provider.
    Peer::fixed("terraform-10-10", 10.0),
    // Terraform's own default, without Delay and PollInterval (terraform-plugin-sdk, helper/resource/state.go): looks
    // at once, then 100 ms are doubled before each pause, which is at most 10 s.
    Peer::new("terraform-core", (0.2, 2.0, 10.0)).at_once(),
];

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use huaweicloud_logs::{Durations, Schedule as _, Wait};

    use super::{ALL, Peer};

    fn peer(name: &str) -> &'static Peer {
        ALL.iter().find(|peer| peer.name == name).unwrap()
    }

    /// The first pauses in seconds.
    fn pauses(name: &str, seed: u64, count: u32) -> Vec<f64> {
        let past = Durations::default();
        let mut wait = Wait::new(&past);
        let mut pause = |polls| {
            wait.polls = polls;
            peer(name).schedule(seed).pause(&wait)
        };
        (0..count).map(|polls| pause(polls).as_secs_f64()).collect()
    }

    #[test]
    fn pauses_without_jitter_are_the_documented_ones() {
        let documented: [(&str, &[f64]); 8] = [
            ("gcloud-rust", &[1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0]),
            (
                "google-python-plain",
                &[0.0, 1.0, 1.5, 2.25, 3.375, 5.0625, 7.59375, 11.390625, 17.0859375, 20.0, 20.0],
            ),
            ("gax-plain", &[5.0, 7.5, 11.25, 16.875, 25.3125, 37.96875, 45.0, 45.0]),
            ("azure", &[30.0, 30.0, 30.0]),
            ("botocore", &[0.0, 15.0, 15.0]),
            ("terraform-5-5", &[5.0, 5.0, 5.0]),
            ("terraform-10-10", &[10.0, 10.0, 10.0]),
            ("terraform-core", &[0.0, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10.0, 10.0]),
        ];
        for (name, expected) in documented {
            assert_eq!(pauses(name, 1, u32::try_from(expected.len()).unwrap()), expected, "{name}");
            assert!(!peer(name).is_jittered(), "{name}");
        }
    }

    /// The least, the mean and the most of each pause, over many seeds.
    fn spread(name: &str, count: u32) -> Vec<(f64, f64, f64)> {
        const SEEDS: u32 = 4000;
        let all: Vec<_> = (0..SEEDS).map(|seed| pauses(name, seed.into(), count)).collect();
        let of = |n: usize| {
            let values = || all.iter().map(|pauses| pauses[n]);
            let least = values().fold(f64::INFINITY, f64::min);
            (least, values().sum::<f64>() / f64::from(SEEDS), values().fold(0.0, f64::max))
        };
        (0..count as usize).map(of).collect()
    }

    #[test]
    fn full_jitter_goes_from_nothing_to_the_documented_pause() {
        let documented: [(&str, &[f64]); 3] = [
            ("google-cloud-go", &[0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0]),
            ("google-python", &[0.0, 1.0, 1.5, 2.25, 3.375, 5.0625]),
            ("gax-java", &[5.0, 7.5, 11.25, 16.875, 25.3125, 37.96875, 45.0, 45.0]),
        ];
        for (name, expected) in documented {
            let seen = spread(name, u32::try_from(expected.len()).unwrap());
            for ((least, mean, most), pause) in seen.into_iter().zip(expected) {
                assert!(least <= 0.01 * pause, "{name}: {least}");
                assert!((mean - pause / 2.0).abs() <= 0.02 * pause, "{name}: {mean}");
                assert!((0.99 * pause..=*pause).contains(&most), "{name}: {most}");
            }
        }
    }

    #[test]
    fn smithy_waits_whole_seconds_whose_means_are_those_of_its_own_tests() {
        let seen = spread("smithy", 9);
        let bounds: Vec<_> = seen.iter().map(|(least, _, most)| (*least, *most)).collect();
        let most = [2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 120.0, 120.0];
        let expected: Vec<_> =
            [(0.0, 0.0)].into_iter().chain(most.map(|most| (2.0, most))).collect();
        assert_eq!(bounds, expected);
        let documented = [0.0, 2.0, 3.0, 5.0, 9.0, 17.0, 33.0, 61.0, 61.0];
        for ((_, mean, _), expected) in seen.iter().zip(documented) {
            assert!((mean - expected).abs() <= 0.03 * expected, "{mean} is not {expected}");
        }
        assert!(pauses("smithy", 1, 9).iter().all(|pause| pause.fract() == 0.0));
    }

    #[test]
    fn a_seed_decides_the_chance() {
        assert_eq!(pauses("gax-java", 3, 5), pauses("gax-java", 3, 5));
        assert_ne!(pauses("gax-java", 3, 5), pauses("gax-java", 4, 5));
    }

    #[test]
    fn pauses_stay_at_their_longest() {
        let past = Durations::default();
        let mut wait = Wait::new(&past);
        wait.polls = u32::MAX;
        assert_eq!(peer("gcloud-rust").schedule(1).pause(&wait), Duration::from_secs(60));
    }
}
