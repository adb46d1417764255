//! Waiting for jobs in virtual time.

use std::time::Duration;

use huaweicloud_logs::{Durations, Sample, Schedule, Wait};

use crate::workload::{Job, Series};

/// A pause of nothing counts as this.
pub(crate) const SHORTEST: Duration = Duration::from_millis(1);

/// A job is given up after so many polls.
const MOST_POLLS: u32 = 100_000;

/// What waiting for a job came to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Outcome {
    pub(crate) polls: u32,
    /// How long after its end it was seen to be done.
    pub(crate) delay: Duration,
}

/// Waits for a job. Time zero is when the start is answered, and a poll at the very moment at which the job is done
/// sees it done.
pub(crate) fn wait(schedule: &dyn Schedule, past: &Durations, job: &Job) -> (Outcome, Sample) {
    let mut wait = Wait::new(past);
    let mut sample = Sample::default();
    loop {
        let pause = schedule.pause(&wait).max(SHORTEST);
        wait.age = wait.age.saturating_add(pause);
        wait.polls += 1;
        let done = wait.age >= job.takes;
        if done || wait.polls == MOST_POLLS {
            sample.by = done.then_some(wait.age);
            let delay = wait.age.saturating_sub(job.takes);
            return (Outcome { polls: wait.polls, delay }, sample);
        }
        wait.pending_at = Some(wait.age);
        wait.percent = job.percent(wait.age);
        sample.after = Some(wait.age);
        sample.percents.extend(wait.percent.map(|percent| (wait.age, percent)));
    }
}

/// Waits for the jobs of a series one after the other with a schedule that learns from what its polls saw. Gives
/// what the jobs that count came to.
pub(crate) fn learning(schedule: &dyn Schedule, series: &Series) -> Vec<Outcome> {
    let mut past = Durations::default();
    for took in &series.history {
        past.learn(&Sample::exactly(*took));
    }
    let outcomes = series.jobs.iter().map(|job| {
        let (outcome, sample) = wait(schedule, &past, job);
        past.learn(&sample);
        outcome
    });
    let all: Vec<_> = outcomes.collect();
    all[series.training..].to_vec()
}

/// The same with schedules that learn nothing, one for each job, by its place in the series.
pub(crate) fn unlearned<S: Schedule>(schedule: impl Fn(u64) -> S, series: &Series) -> Vec<Outcome> {
    let past = Durations::default();
    let jobs = (0..).zip(&series.jobs).skip(series.training);
    jobs.map(|(place, job)| wait(&schedule(place), &past, job).0).collect()
}

#[cfg(test)]
mod tests {
    use fastrand::Rng;
    use huaweicloud_logs::{Exponential, Fixed};

    use super::*;
    use crate::progress::Shape;

    const SECOND: Duration = Duration::from_secs(1);

    fn job(takes: Duration, shape: Shape) -> Job {
        Job { takes, progress: shape.draw(&mut Rng::with_seed(1)) }
    }

    #[test]
    fn polls_and_delay_are_counted_from_the_answer_of_the_start() {
        // Polls at 1, 3 and 7 s.
        let schedule = Exponential::new(SECOND, 2.0, SECOND * 60);
        let seen = wait(&schedule, &Durations::default(), &job(SECOND * 4, Shape::Linear));
        assert_eq!(seen.0, Outcome { polls: 3, delay: SECOND * 3 });
        let sample = Sample {
            after: Some(SECOND * 3),
            by: Some(SECOND * 7),
            percents: vec![(SECOND, 25.0), (SECOND * 3, 75.0)],
        };
        assert_eq!(seen.1, sample);
    }

    #[test]
    fn a_poll_at_the_very_end_sees_the_job_done() {
        let (outcome, _) =
            wait(&Fixed::new(SECOND), &Durations::default(), &job(SECOND * 2, Shape::Hidden));
        assert_eq!(outcome, Outcome { polls: 2, delay: Duration::ZERO });
    }

    #[test]
    fn a_schedule_that_spins_comes_to_an_end() {
        #[derive(Debug)]
        struct Spin;
        impl Schedule for Spin {
            fn pause(&self, _wait: &Wait<'_>) -> Duration {
                Duration::ZERO
            }
        }
        let (outcome, sample) =
            wait(&Spin, &Durations::default(), &job(SECOND * 3600, Shape::Hidden));
        assert_eq!(outcome, Outcome { polls: MOST_POLLS, delay: Duration::ZERO });
        assert_eq!(sample.by, None);
    }

    #[test]
    fn jobs_that_train_do_not_count() {
        let jobs = vec![job(SECOND * 5, Shape::Hidden), job(SECOND, Shape::Hidden)];
        let series = Series { history: vec![SECOND], jobs, training: 1 };
        let one = [Outcome { polls: 1, delay: Duration::ZERO }];
        assert_eq!(learning(&Fixed::new(SECOND), &series), one);
        assert_eq!(unlearned(|_| Fixed::new(SECOND), &series), one);
    }
}
