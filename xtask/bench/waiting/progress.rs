//! The percentages that a job shows while it is at work.

use fastrand::Rng;

/// How percentages go with time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// None are shown.
    Hidden,
    /// As much as has passed of the job's time.
    Linear,
    /// The same in steps of ten.
    Tenths,
    /// 0, from some point on 30, and 100 at the end.
    Stairs,
    /// Fast to 99, which stays until the end.
    Stall,
    /// Pieces of any steepness, others for each job.
    Random,
}

/// What one job shows: straight lines between points of (share of its time, percentage).
#[derive(Clone, Debug)]
pub(crate) struct Progress {
    points: Vec<(f64, f64)>,
    /// What is shown is a multiple of this; 0 for any number.
    step: f64,
}

/// The most that is shown before a job is done.
const MOST: f64 = 99.9;

impl Shape {
    pub(crate) const ALL: [Self; 6] =
        [Self::Hidden, Self::Linear, Self::Tenths, Self::Stairs, Self::Stall, Self::Random];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Hidden => "none",
            Self::Linear => "linear",
            Self::Tenths => "tenths",
            Self::Stairs => "stairs",
            Self::Stall => "stall",
            Self::Random => "random",
        }
    }

    /// What the next job shows.
    pub(crate) fn draw(self, random: &mut Rng) -> Progress {
        let points = match self {
            Self::Hidden => vec![],
            Self::Linear | Self::Tenths => vec![(0.0, 0.0), (1.0, 100.0)],
            Self::Stairs => {
                let turn = between(random, 0.1, 0.9);
                vec![(0.0, 0.0), (turn, 0.0), (turn, 30.0), (1.0, 30.0)]
            }
            Self::Stall => vec![(0.0, 0.0), (between(random, 0.1, 0.9), 99.0), (1.0, 99.0)],
            Self::Random => pieces(random),
        };
        Progress { points, step: if self == Self::Tenths { 10.0 } else { 0.0 } }
    }
}

/// Up to five turns at any time, each to any percentage that is no lower.
fn pieces(random: &mut Rng) -> Vec<(f64, f64)> {
    let turns = random.usize(1..=5);
    let mut sorted = |most: f64| {
        let mut values: Vec<f64> = (0..turns).map(|_| between(random, 0.0, most)).collect();
        values.sort_by(f64::total_cmp);
        values
    };
    let (shares, percentages) = (sorted(1.0), sorted(99.0));
    let last = percentages.last().copied().unwrap_or(0.0);
    let turns = shares.into_iter().zip(percentages);
    [(0.0, 0.0)].into_iter().chain(turns).chain([(1.0, last)]).collect()
}

fn between(random: &mut Rng, least: f64, most: f64) -> f64 {
    least + random.f64() * (most - least)
}

impl Progress {
    /// What a poll sees when so much of the job's time has passed; below 1, as it is not done yet.
    #[expect(clippy::cast_possible_truncation, reason = "a percentage needs no more digits")]
    pub(crate) fn at(&self, share: f64) -> Option<f32> {
        let next = self.points.iter().position(|(at, _)| *at > share)?;
        let ((from, low), (to, high)) = (self.points[next.checked_sub(1)?], self.points[next]);
        let percent = low + (high - low) * (share - from) / (to - from);
        let percent = if self.step > 0.0 { percent - percent % self.step } else { percent };
        Some(percent.min(MOST) as f32)
    }
}

#[cfg(test)]
mod tests {
    use fastrand::Rng;
    use proptest::prelude::{any, proptest};

    use super::Shape;

    proptest! {
        #[test]
        fn percentages_never_fall_and_stay_below_a_hundred_until_the_job_is_done(seed in any::<u64>()) {
            for shape in Shape::ALL.into_iter().filter(|shape| *shape != Shape::Hidden) {
                let progress = shape.draw(&mut Rng::with_seed(seed));
                let seen: Vec<f32> =
                    (0..1000).map(|n| progress.at(f64::from(n) / 1000.0).unwrap()).collect();
                assert!(seen.is_sorted(), "{shape:?}: {seen:?}");
                assert!(seen.iter().all(|percent| (0.0..100.0).contains(percent)), "{shape:?}: {seen:?}");
            }
        }
    }

    #[test]
    fn each_shape_shows_what_its_name_says() {
        let seen = |shape: Shape| {
            let progress = shape.draw(&mut Rng::with_seed(7));
            [0.0, 0.05, 0.47, 0.95].map(|share| progress.at(share))
        };
        assert_eq!(seen(Shape::Hidden), [None; 4]);
        assert_eq!(seen(Shape::Linear), [Some(0.0), Some(5.0), Some(47.0), Some(95.0)]);
        assert_eq!(seen(Shape::Tenths), [Some(0.0), Some(0.0), Some(40.0), Some(90.0)]);
        let [first, second, .., last] = seen(Shape::Stairs);
        assert_eq!([first, second, last], [Some(0.0), Some(0.0), Some(30.0)]);
        assert_eq!(seen(Shape::Stall)[3], Some(99.0));
    }

    #[test]
    fn no_two_jobs_make_the_same_random_progress() {
        let random = &mut Rng::with_seed(1);
        let [one, other] = [(); 2].map(|()| Shape::Random.draw(random).at(0.5));
        assert_ne!(one, other);
    }
}
