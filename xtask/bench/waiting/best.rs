//! The best that times which are the same for all jobs can do.

use crate::simulate::Outcome;
use crate::workload::Job;

/// Polls all jobs at the same ages, chosen so that they cost the least together. Whoever doesn't know how long they
/// will take can't choose better, unless the jobs tell something on the way or change with time.
///
/// Exact: it only pays to poll when a job of the list is done, so the best times are a way through the sorted list.
pub(crate) fn run(price: f64, jobs: &[Job]) -> Vec<Outcome> {
    let mut takes: Vec<_> = jobs.iter().map(|job| job.takes).collect();
    takes.sort();
    let seconds: Vec<f64> = takes.iter().map(std::time::Duration::as_secs_f64).collect();
    let count = seconds.len();
    // The cost of the jobs from `from` on if nothing was polled since the one before, and where the first poll
    // should be then.
    let mut cost = vec![0.0; count + 1];
    let mut stop = vec![count; count];
    for from in (0..count).rev() {
        let waiting = (count - from) as f64;
        let mut late = 0.0;
        let mut best = f64::INFINITY;
        for to in from..count {
            if to > from {
                late += (seconds[to] - seconds[to - 1]) * (to - from) as f64;
            }
            let total = waiting * price + late + cost[to + 1];
            if total < best {
                best = total;
                stop[from] = to;
            }
            if late > best {
                break;
            }
        }
        cost[from] = best;
    }
    let mut outcomes = Vec::with_capacity(count);
    let (mut from, mut polls) = (0, 0);
    while from < count {
        polls += 1;
        let at = takes[stop[from]];
        outcomes.extend(
            takes[from..=stop[from]].iter().map(|took| Outcome { polls, delay: at - *took }),
        );
        from = stop[from] + 1;
    }
    outcomes
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use fastrand::Rng;

    use super::*;
    use crate::progress::Shape;

    fn outcomes(price: f64, seconds: &[u64]) -> Vec<(u32, u64)> {
        let job = |seconds: &u64| Job {
            takes: Duration::from_secs(*seconds),
            progress: Shape::Hidden.draw(&mut Rng::with_seed(1)),
        };
        let jobs: Vec<_> = seconds.iter().map(job).collect();
        run(price, &jobs).iter().map(|outcome| (outcome.polls, outcome.delay.as_secs())).collect()
    }

    #[test]
    fn a_poll_that_costs_more_than_it_saves_is_left_out() {
        // Two polls cost 3 calls; one costs 2, and makes the first job 4 s late.
        assert_eq!(outcomes(3.0, &[10, 14]), [(1, 0), (2, 0)]);
        assert_eq!(outcomes(5.0, &[10, 14]), [(1, 4), (1, 0)]);
    }

    #[test]
    fn no_jobs_cost_nothing() {
        assert_eq!(outcomes(1.0, &[]), []);
    }
}
