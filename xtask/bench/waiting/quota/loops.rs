//! A crowd in which each job has a loop of its own that knows nothing of the others.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::Duration;

use huaweicloud_logs::{Durations, Schedule as _, Wait};

use super::{Crowd, LIMIT, Member, Window};
use crate::peers::Peer;
use crate::policy::job_seed;
use crate::simulate::SHORTEST;

/// Runs a crowd with a peer's pauses. A call that is refused is sent again after the loop's next pause, also where the
/// original would give up.
pub(super) fn run(peer: &'static Peer, seed: u64, members: &[Member]) -> Crowd {
    let past = Durations::default();
    let mut window = Window::default();
    let mut crowd = Crowd { left: members.len(), ..Crowd::default() };
    // Since when the job is at work, and what its loop has done since then, or for the start before.
    let mut states = vec![(None::<Duration>, Wait::new(&past)); members.len()];
    let mut calls: BinaryHeap<_> =
        members.iter().enumerate().map(|(n, member)| Reverse((member.latency, n))).collect();
    while let Some(Reverse((now, n))) = calls.pop() {
        if now > LIMIT {
            crowd.makespan = LIMIT;
            break;
        }
        let (member, (started, wait)) = (members[n], &mut states[n]);
        let answered = window.answers(now);
        wait.polls += 1;
        if !answered {
            crowd.refused += 1;
        } else if let Some(started) = *started {
            if now >= started + member.takes {
                crowd.late += now - started - member.takes;
                crowd.makespan = now;
                crowd.left -= 1;
                continue;
            }
        } else {
            *started = Some(now);
            wait.polls = 0;
        }
        wait.age = started.map_or(Duration::ZERO, |started| now - started);
        let pause = peer.schedule(job_seed(seed, n as u64)).pause(wait).max(SHORTEST);
        calls.push(Reverse((now + pause + member.latency, n)));
    }
    crowd
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::peers::ALL;

    fn member(takes: u64) -> Member {
        Member { takes: Duration::from_secs(takes), latency: Duration::ZERO }
    }

    fn azure() -> &'static Peer {
        ALL.iter().find(|peer| peer.name == "azure").unwrap()
    }

    #[test]
    fn few_jobs_are_neither_refused_nor_held_up() {
        let crowd = run(azure(), 1, &[member(10), member(40)]);
        assert_eq!((crowd.refused, crowd.left), (0, 0));
        // Noticed at 30 s and at 60 s.
        assert_eq!(crowd.late, Duration::from_secs(40));
        assert_eq!(crowd.makespan, Duration::from_secs(60));
    }

    #[test]
    fn a_refused_start_is_sent_again_after_the_pause() {
        // 60 start at once, the last one when the first minute is over, after refusals at 0 and 30 s.
        let crowd = run(azure(), 1, &[member(10); 61]);
        assert_eq!(crowd.left, 0);
        assert!(crowd.refused >= 2, "{crowd:?}");
        assert!(crowd.makespan >= Duration::from_secs(90), "{crowd:?}");
    }

    #[test]
    fn a_crowd_without_end_is_left_alone() {
        let crowd = run(azure(), 1, &[member(5 * 60 * 60)]);
        assert_eq!((crowd.left, crowd.makespan), (1, LIMIT));
    }
}
