//! The cheapest series of polls.

use crate::history::grid::{self, BINS, Bins};

/// A bin of which only so many seconds are left counts as over: the last poll was at its end, as precisely as ages
/// are known.
const LEAST: f64 = 1e-3;

/// A bin is divided into so many parts at most.
const MOST_PARTS: f64 = 1e4;

/// When to poll next, in seconds of the job's age, so that delay and price of this and all later polls are the
/// least on average.
///
/// The last poll of the series sees that the job is done. What is still to come once a poll was in vain is the same
/// however one came there, so the best series is found from its end (dynamic programming). Polls fall on the ends
/// of bins, or divide a bin into equal parts. What has a chance of having ended before `age`, as when polls failed,
/// waits for the next one.
pub(super) fn next(chances: &Bins, age: f64, price: f64) -> f64 {
    let sums = Sums::new(chances);
    // The cost of all that follows when a job has outlived so many bins.
    let mut ahead = vec![0.0; BINS + 1];
    let mut first = grid::bin(age);
    if grid::end(first) - age < LEAST && first + 1 < BINS {
        first += 1;
    }
    for from in (first + 1..BINS).rev() {
        ahead[from] = sums.best(from, grid::start(from), 0.0, price, &ahead).cost;
    }
    if first == BINS - 1 {
        // Older than anything was: as if no order of magnitude were likelier than another.
        return age + (2.0 * price * age).sqrt();
    }
    sums.best(first, age, sums.ended[first], price, &ahead).at
}

/// Sums from the first bin on: of the chances, and of the times that they stand for.
struct Sums {
    ended: Vec<f64>,
    times: Vec<f64>,
}

struct Step {
    cost: f64,
    at: f64,
}

impl Sums {
    fn new(chances: &Bins) -> Self {
        let time = |bin: usize| 0.5 * (grid::start(bin) + grid::end(bin));
        let ended = grid::sums(chances.iter().copied());
        let times = grid::sums(chances.iter().enumerate().map(|(bin, it)| it * time(bin)));
        Self { ended, times }
    }

    /// The best next poll of a job in bin `from` at an age, with what it and all later ones cost. With a chance of
    /// `done` it has ended already.
    fn best(&self, from: usize, age: f64, done: f64, price: f64, ahead: &[f64]) -> Step {
        let left = self.ended[BINS] - self.ended[from];
        // The rest of this bin, in so many polls that the delay is worth them.
        let (here, width) = (self.ended[from + 1] - self.ended[from], grid::end(from) - age);
        let waiting = 0.5 * here + done;
        let polls = (waiting * width / (price * left).max(f64::MIN_POSITIVE)).sqrt().round();
        let polls = polls.clamp(1.0, MOST_PARTS);
        let paid = price * (left * polls - here * (polls - 1.0) / 2.0);
        let cost = paid + waiting * width / polls + ahead[from + 1];
        let mut best = Step { cost, at: age + width / polls };
        for (to, ahead) in ahead.iter().enumerate().skip(from + 2) {
            let ended = self.ended[to] - self.ended[from];
            let at = grid::end(to - 1);
            let late = at * ended - (self.times[to] - self.times[from]) + done * (at - age);
            let cost = price * left + late;
            if cost >= best.cost {
                break;
            }
            if cost + ahead < best.cost {
                best = Step { cost: cost + ahead, at };
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop, proptest};

    use super::next;
    use crate::history::grid::{self, BINS, Bins};

    /// The chances of durations that are `done` by an age so likely.
    fn chances(done: impl Fn(f64) -> f64) -> Bins {
        let mut chances: Bins =
            (0..BINS).map(|bin| done(grid::end(bin)) - done(grid::start(bin))).collect();
        chances[BINS - 1] += 1.0 - done(grid::end(BINS - 1));
        chances
    }

    /// The same for a job that has come to an age.
    fn given(chances: &Bins, age: f64) -> Bins {
        let mut chances = chances.clone();
        let first = grid::bin(age);
        chances[..first].fill(0.0);
        chances[first] *= (grid::end(first) - age) / (grid::end(first) - grid::start(first));
        let sum: f64 = chances.iter().sum();
        chances.iter().map(|chance| chance / sum).collect()
    }

    /// Delay and price of a series of polls, on average.
    fn cost(all: &Bins, price: f64, mut next: impl FnMut(f64) -> f64) -> f64 {
        let (mut cost, mut age, mut bin, mut left) = (0.0, 0.0, 0, 1.0);
        while left > 1e-6 && age < 100_000.0 {
            let then = next(age);
            cost += price * left;
            // What ends between the two polls is seen at the second.
            while bin < BINS && grid::end(bin) <= then {
                cost += all[bin] * (then - 0.5 * (grid::start(bin) + grid::end(bin)));
                left -= all[bin];
                bin += 1;
            }
            age = then;
        }
        cost
    }

    fn planned(all: &Bins, price: f64) -> f64 {
        cost(all, price, |age| next(&given(all, age), age, price))
    }

    #[test]
    fn a_constant_hazard_has_constant_pauses_of_the_known_length() {
        for (mean, price) in [(60.0, 5.0), (60.0, 1.0), (3_600.0, 2.0)] {
            let all = chances(|age| 1.0 - (-age / mean).exp());
            let best = (2.0 * price * mean).sqrt();
            for age in [0.0, 0.3 * mean, mean, 3.0 * mean] {
                let pause = next(&given(&all, age), age, price) - age;
                // Where a poll costs little of the mean, the rule √(2c/h) is exact but for the width of a bin.
                assert!(
                    (0.7..1.4).contains(&(pause / best)),
                    "{mean} {price} {age}: {pause} {best}"
                );
            }
        }
    }

    #[test]
    fn what_has_likely_ended_while_polls_failed_is_polled_soon() {
        let mut all = vec![0.0; BINS];
        let (ended, later) = (grid::bin(60.0), grid::bin(3_600.0));
        (all[ended], all[later]) = (0.99, 0.01);
        let soon = next(&all, 100.0, 5.0) - 100.0;
        assert!(soon < 1.0, "{soon}");
        // The other way round little is to be gained.
        (all[ended], all[later]) = (0.0001, 0.9999);
        assert!(next(&all, 100.0, 5.0) > 110.0);
    }

    #[test]
    fn what_is_always_the_same_is_polled_once() {
        let mut all = vec![0.0; BINS];
        all[200] = 1.0;
        assert_eq!(next(&all, 0.0, 5.0), grid::end(200));
    }

    #[test]
    fn no_fixed_or_growing_pauses_are_cheaper() {
        let pareto = |age: f64| if age < 5.0 { 0.0 } else { 1.0 - (5.0 / age).powf(1.2) };
        let two = |age: f64| {
            0.5 * f64::from(u8::from(age > 4.0)) + 0.5 * f64::from(u8::from(age > 300.0))
        };
        for all in [chances(pareto), chances(two), chances(|age| (age / 500.0).min(1.0))] {
            for price in [1.0, 5.0, 10.0] {
                let ours = planned(&all, price);
                for pause in [1.0_f64, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0] {
                    for factor in [1.0, 1.1, 1.5, 2.0] {
                        let theirs = cost(&all, price, |age| age + pause.max(age * (factor - 1.0)));
                        assert!(
                            ours <= theirs * 1.001,
                            "{price} {pause} {factor}: {ours} {theirs}"
                        );
                    }
                }
            }
        }
    }

    proptest! {
        #[test]
        fn the_next_poll_is_later_and_not_infinitely_so(
            weights in prop::collection::vec(0.0..1.0, BINS), age in 0.0..1e9, price in 1e-6..1e6, only in any::<bool>(),
        ) {
            let first = grid::bin(age);
            let mut all: Bins = weights;
            all[..first].fill(0.0);
            if only {
                all[first + 1..].fill(0.0);
            }
            let next = next(&all, age, price);
            assert!(next.is_finite() && next >= age, "{age} {next}");
        }
    }
}
