//! A job of the cloud: how far it is, and what it shows of that.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution as _, Exp, LogNormal, Pareto};

use crate::chance;
use crate::scenario::{Jobs, Progress, Takes};

/// A job that was started.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Job {
    started: Timestamp,
    takes: Length,
    /// How often someone looked at it.
    looks: u32,
    progress: Progress,
    /// Decides how a random percentage grows.
    seed: u64,
    fails: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Length {
    /// Counting looks instead of seconds lets a test run through any job without sleeping, and makes it
    /// take the same number of steps on a slow machine.
    Looks(u32),
    Time(Duration),
    Endless,
}

impl Job {
    /// Starts the job with this number of all jobs of `key`, of which the seed makes a short one or a long one.
    pub(crate) fn start(jobs: &Jobs, seed: u64, key: &str, number: u64, now: Timestamp) -> Self {
        let mut random = chance::generator(seed, key, number);
        let takes = draw(&jobs.takes.clone().unwrap_or_default(), &mut random);
        let fails = random.random_bool(jobs.failure_rate.unwrap_or_default().clamp(0.0, 1.0));
        Self {
            started: now,
            takes,
            looks: 0,
            progress: jobs.progress.unwrap_or_default(),
            seed: random.random(),
            fails,
        }
    }

    /// The same job, if it takes only this share of its time.
    pub(crate) fn shortened(mut self, thirds: u32) -> Self {
        self.takes = match self.takes {
            Length::Looks(looks) => {
                let looks = (u64::from(looks) * u64::from(thirds)).div_ceil(3);
                Length::Looks(u32::try_from(looks).unwrap_or(u32::MAX))
            }
            Length::Time(time) => Length::Time(time.saturating_mul(thirds) / 3),
            Length::Endless => Length::Endless,
        };
        self
    }

    /// The same job, if it is never done.
    pub(crate) fn endless(mut self) -> Self {
        self.takes = Length::Endless;
        self
    }

    /// Counts one look.
    pub(crate) fn look(&mut self) {
        self.looks = self.looks.saturating_add(1);
    }

    /// The share of the job that is done, below 1 until all of it is.
    fn share(&self, now: Timestamp) -> f64 {
        // An endless job gets as far as an hour's job and then no farther.
        const FARTHEST: f64 = 0.99;
        match self.takes {
            Length::Looks(needed) if self.looks >= needed => 1.0,
            Length::Looks(needed) => f64::from(self.looks) / f64::from(needed),
            Length::Time(time) if self.passed(now) >= time => 1.0,
            Length::Time(time) => self.passed(now).as_secs_f64() / time.as_secs_f64(),
            Length::Endless => (self.passed(now).as_secs_f64() / 3600.0).min(FARTHEST),
        }
    }

    fn passed(&self, now: Timestamp) -> Duration {
        // Nothing passes before the start.
        Duration::try_from(now.duration_since(self.started).max(SignedDuration::ZERO))
            .unwrap_or_default()
    }

    /// Whether the job has ended, well or badly.
    pub(crate) fn is_over(&self, now: Timestamp) -> bool {
        self.share(now) >= 1.0
    }

    pub(crate) fn fails(&self) -> bool {
        self.fails
    }

    pub(crate) fn has_failed(&self, now: Timestamp) -> bool {
        self.fails && self.is_over(now)
    }

    pub(crate) fn is_done(&self, now: Timestamp) -> bool {
        !self.fails && self.is_over(now)
    }

    /// Whether anything of the job shows yet: not during the first third of it.
    pub(crate) fn is_visible(&self, now: Timestamp) -> bool {
        self.is_over(now)
            || match self.takes {
                // In whole looks: of three looks the first shows nothing, of one and two every one does.
                Length::Looks(needed) => self.looks > needed / 3,
                Length::Time(_) | Length::Endless => self.share(now) > 1.0 / 3.0,
            }
    }

    /// When the job ended, if it has. A job that counts looks ends with the last of them, which is now.
    pub(crate) fn end(&self, now: Timestamp) -> Option<Timestamp> {
        let end = match self.takes {
            Length::Time(time) => self.started.saturating_add(time).unwrap_or(Timestamp::MAX),
            Length::Looks(_) | Length::Endless => now,
        };
        self.is_over(now).then_some(end)
    }

    /// Percent done, if the job shows it. One that has failed stays where it was before its end.
    pub(crate) fn percent(&self, now: Timestamp) -> Option<u32> {
        let share = self.share(now).min(if self.fails { 0.999 } else { 1.0 });
        let percent = match self.progress {
            Progress::None => return None,
            _ if share >= 1.0 => 100.0,
            Progress::Linear => share * 100.0,
            Progress::Tens => (share * 10.0).floor() * 10.0,
            Progress::Stairs if share < 0.3 => 0.0,
            Progress::Stairs => 30.0,
            Progress::Stall => (share * 2.0 * 99.0).min(99.0),
            Progress::Random => self.wander(share),
        };
        // Not done is never 100, and 29 is 29 although a share of 0.29 gives a hair less. The cast cuts the fraction off and cannot overflow.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        Some(if share >= 1.0 { 100 } else { (percent + 1e-9).clamp(0.0, 99.0) as u32 })
    }

    /// A line through four points that rise at random.
    fn wander(&self, share: f64) -> f64 {
        let mut random = chance::generator(self.seed, "percentage", 0);
        let mut heights: [f64; 4] = std::array::from_fn(|_| random.random_range(0.0..100.0));
        heights.sort_by(f64::total_cmp);
        let knots = [0.0, heights[0], heights[1], heights[2], heights[3], 100.0];
        let place = share * 5.0;
        let segment = (0..5_u8).rev().find(|from| place >= f64::from(*from)).unwrap_or(0);
        let [from, to] = [knots[usize::from(segment)], knots[usize::from(segment) + 1]];
        from + (to - from) * (place - f64::from(segment)).min(1.0)
    }

    pub(crate) fn started(&self) -> Timestamp {
        self.started
    }
}

/// Parameters that no distribution has were refused with the scenario; the median or mean stands in for them.
fn draw(takes: &Takes, random: &mut ChaCha8Rng) -> Length {
    let seconds = match *takes {
        Takes::Polls(looks) => return Length::Looks(looks),
        Takes::Never => return Length::Endless,
        Takes::Fixed(span) => return Length::Time(span.or_zero()),
        Takes::Uniform { from, to } => {
            let [from, to] = [from, to].map(|span| span.or_zero().as_secs_f64());
            from + (to - from) * random.random::<f64>()
        }
        Takes::LogNormal { median, sigma } => {
            let median = median.or_zero().as_secs_f64();
            LogNormal::new(median.ln(), sigma).map_or(median, |all| all.sample(random))
        }
        Takes::Exponential { mean } => {
            let mean = mean.or_zero().as_secs_f64();
            Exp::new(mean.recip()).map_or(mean, |all| all.sample(random))
        }
        Takes::Pareto { from, alpha } => {
            let from = from.or_zero().as_secs_f64();
            Pareto::new(from, alpha).map_or(from, |all| all.sample(random))
        }
    };
    Length::Time(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Span;

    fn job(takes: Takes, progress: Progress) -> Job {
        let jobs = Jobs { takes: Some(takes), progress: Some(progress), ..Jobs::default() };
        Job::start(&jobs, 7, "test", 0, Timestamp::UNIX_EPOCH)
    }

    fn walk(needed: u32) -> Vec<(bool, u32)> {
        let mut job = job(Takes::Polls(needed), Progress::Tens);
        let now = Timestamp::UNIX_EPOCH;
        let mut seen = vec![];
        loop {
            seen.push((job.is_visible(now), job.percent(now).unwrap()));
            if job.is_done(now) {
                return seen;
            }
            job.look();
        }
    }

    #[test]
    fn a_job_of_three_polls_goes_in_thirds() {
        assert_eq!(walk(3), [(false, 0), (false, 30), (true, 60), (true, 100)]);
    }

    #[test]
    fn a_job_of_one_poll_and_a_job_of_none() {
        assert_eq!(walk(1), [(false, 0), (true, 100)]);
        assert_eq!(walk(0), [(true, 100)]);
    }

    fn after(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    #[test]
    fn percentages_have_their_shapes_and_say_100_only_at_the_end() {
        let hundred = Takes::Fixed(Duration::from_secs(100).into());
        let at = |progress, times: &[i64]| -> Vec<_> {
            let job = job(hundred.clone(), progress);
            times.iter().map(|&second| job.percent(after(second))).collect()
        };
        let times = [0, 15, 29, 31, 60, 99, 100, 1000];
        assert_eq!(at(Progress::None, &times), [None; 8]);
        assert_eq!(at(Progress::Linear, &times), [0, 15, 29, 31, 60, 99, 100, 100].map(Some));
        assert_eq!(at(Progress::Tens, &times), [0, 10, 20, 30, 60, 90, 100, 100].map(Some));
        assert_eq!(at(Progress::Stairs, &times), [0, 0, 0, 30, 30, 30, 100, 100].map(Some));
        assert_eq!(at(Progress::Stall, &times), [0, 29, 57, 61, 99, 99, 100, 100].map(Some));
        let random = at(Progress::Random, &(0..=100).collect::<Vec<_>>());
        assert!(random.is_sorted(), "{random:?}");
        assert_eq!([random[0], random[100]], [Some(0), Some(100)]);
        assert!(random[99] < Some(100));
    }

    #[test]
    fn durations_follow_their_distributions_and_the_seed() {
        let span = |seconds| Span::from(Duration::from_secs(seconds));
        let sample = |takes: &Takes| -> Vec<f64> {
            let jobs = Jobs { takes: Some(takes.clone()), ..Jobs::default() };
            let mut all: Vec<_> = (0..2001)
                .map(|number| match Job::start(&jobs, 1, "test", number, after(0)).takes {
                    Length::Time(time) => time.as_secs_f64(),
                    other => panic!("{other:?}"),
                })
                .collect();
            all.sort_by(f64::total_cmp);
            all
        };
        let near = |value: f64, wanted: f64| {
            assert!((value / wanted - 1.0).abs() < 0.1, "{value} is not near {wanted}");
        };
        let log_normal = sample(&Takes::LogNormal { median: span(20), sigma: 1.0 });
        near(log_normal[1000], 20.0);
        near(log_normal[1682], 20.0 * std::f64::consts::E);
        let exponential = sample(&Takes::Exponential { mean: span(60) });
        near(exponential.iter().sum::<f64>() / 2001.0, 60.0);
        let pareto = sample(&Takes::Pareto { from: span(5), alpha: 1.2 });
        assert!(pareto[0] >= 5.0);
        near(pareto[1000], 5.0 * 2_f64.powf(1.0 / 1.2));
        let uniform = sample(&Takes::Uniform { from: span(10), to: span(20) });
        assert!(uniform[0] >= 10.0 && uniform[2000] <= 20.0);
        near(uniform[1000], 15.0);
        assert_eq!(uniform, sample(&Takes::Uniform { from: span(10), to: span(20) }));
    }

    #[test]
    fn an_endless_job_never_ends_and_a_failing_one_fails_at_its_end() {
        let endless = job(Takes::Never, Progress::Linear);
        assert!(!endless.is_over(Timestamp::MAX));
        assert_eq!(endless.percent(Timestamp::MAX), Some(99));

        let jobs = Jobs {
            takes: Some(Takes::Fixed(Duration::from_secs(10).into())),
            failure_rate: Some(1.0),
            ..Jobs::default()
        };
        let failing = Job::start(&jobs, 0, "test", 0, after(0));
        assert!(!failing.has_failed(after(9)));
        assert!(failing.has_failed(after(10)) && !failing.is_done(after(10)));
    }
}
