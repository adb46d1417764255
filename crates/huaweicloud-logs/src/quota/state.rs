//! What a limiter knows, as of now.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

use super::Quota;
use super::allowance::Allowance;
use super::gain::Gain;
use super::pause::Pause;
use super::queue::Queue;

#[derive(Debug)]
pub(super) struct State {
    allowance: Allowance,
    pause: Pause,
    queue: Queue,
    /// Calls that were let through and have not ended.
    under_way: usize,
    /// Those that ended within the last period, in that order.
    ended: VecDeque<Ended>,
}

#[derive(Debug)]
struct Ended {
    at: Instant,
    refused: bool,
}

/// An answer with 429.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) retry_after: Option<Duration>,
}

/// What comes of asking for a turn.
pub(super) enum Entered {
    /// Sent in this episode of the allowance.
    Through(u32),
    Queued(u64, Arc<Notify>),
}

/// What a waiter finds when it looks.
pub(super) enum Turn {
    /// Sent in this episode of the allowance.
    Taken(u32),
    Sleep(Instant),
}

impl State {
    pub(super) fn new(quota: Quota, now: Instant) -> Self {
        Self {
            allowance: Allowance::new(quota, now),
            pause: Pause::default(),
            queue: Queue::default(),
            under_way: 0,
            ended: VecDeque::new(),
        }
    }

    /// Lets a call through or gives it a place in the queue.
    pub(super) fn enter(&mut self, gain: Gain, now: Instant) -> Entered {
        self.settle(now);
        if self.turns(now) > 0 {
            // Whoever waits has an offer by now.
            self.under_way += 1;
            return Entered::Through(self.allowance.episode());
        }
        let (ticket, bell) = self.queue.join(gain);
        Entered::Queued(ticket, bell)
    }

    /// What a waiter does next.
    pub(super) fn turn(&mut self, ticket: u64, now: Instant) -> Turn {
        self.queue.is_here(ticket);
        self.settle(now);
        if self.queue.take(ticket) {
            self.under_way += 1;
            return Turn::Taken(self.allowance.episode());
        }
        let due = self.due(now);
        Turn::Sleep(self.queue.sleep(ticket, due, now))
    }

    /// A waiter goes away.
    pub(super) fn leave(&mut self, ticket: u64, now: Instant) {
        self.queue.leave(ticket);
        self.settle(now);
    }

    /// A call ended.
    pub(super) fn end(&mut self, sent_in: u32, refusal: Option<Refusal>, now: Instant) {
        self.under_way -= 1;
        self.ended.push_back(Ended { at: now, refused: refusal.is_some() });
        if let Some(Refusal { retry_after }) = refusal {
            let accepted = self.ended.iter().filter(|call| !call.refused).count() + self.under_way;
            let news = self.allowance.lower(sent_in, accepted);
            let over = self.pause.begin(retry_after, news, self.allowance.period(), now);
            self.allowance.quiet_from(over);
            self.queue.take_back();
        }
        self.settle(now);
        self.queue.wake_driver_before(now + self.allowance.period());
    }

    /// Keeps to another quota as well.
    pub(super) fn keep_to(&mut self, quota: Quota) {
        self.allowance.keep_to(quota);
    }

    /// Calls that a period may hold.
    pub(super) fn limit(&self) -> u32 {
        self.allowance.limit()
    }

    /// Whether nothing would be lost that counts if this were forgotten.
    pub(super) fn is_idle(&mut self, now: Instant) -> bool {
        self.settle(now);
        self.calls() == 0 && self.pause.over_at(now).is_none()
    }

    /// Ends a change. Returns the bells to ring.
    pub(super) fn finish(&mut self, now: Instant) -> Vec<Arc<Notify>> {
        self.allowance.note_use(self.calls(), now);
        self.queue.take_bells()
    }

    /// Brings everything up to now.
    fn settle(&mut self, now: Instant) {
        let period = self.allowance.period();
        while self.ended.front().is_some_and(|call| now >= call.at + period) {
            self.ended.pop_front();
        }
        self.queue.take_back_from_absent(now);
        self.allowance.grow(now);
        self.queue.offer(self.turns(now), now);
    }

    /// Calls that take up a place.
    fn calls(&self) -> usize {
        self.under_way + self.ended.len() + self.queue.offered()
    }

    /// How many calls could go through now.
    fn turns(&self, now: Instant) -> usize {
        match self.pause.over_at(now) {
            Some(_) => 0,
            None => (self.allowance.limit() as usize).saturating_sub(self.calls()),
        }
    }

    /// When there may be a turn, as far as that is known.
    fn due(&self, now: Instant) -> Option<Instant> {
        let place = self.ended.front().map(|call| call.at + self.allowance.period());
        let soonest = place.into_iter().chain(self.allowance.grows_at()).min();
        self.pause.over_at(now).or(soonest)
    }
}
