//! Who waits for a turn, who is next, and who watches the clock for all.
//!
//! A turn is offered, and taken when the waiter runs. Only those whose bell rings run: the one who gets an
//! offer, and the one who becomes the driver, that is, sleeps until the next turn is due.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, VecDeque};
use std::sync::Arc;
use std::time::Duration;
use std::{iter, mem};

use tokio::sync::Notify;
use tokio::time::Instant;

use super::gain::Gain;

/// Who doesn't take an offer for so long, or doesn't wake up so long after the time, is not running: a future
/// that is kept without being polled must not hold up the others.
const ABSENT: Duration = Duration::from_secs(1);

/// Everybody looks at least this often, in case the driver is not running.
const LOOK: Duration = Duration::from_secs(60);

#[derive(Debug, Default)]
pub(super) struct Queue {
    /// By order of arrival.
    waiters: BTreeMap<u64, Waiter>,
    arrived: u64,
    offers: VecDeque<Offer>,
    /// The next offer goes to whoever has waited longest.
    oldest_next: bool,
    driver: Option<Driver>,
    /// To be rung when nothing is locked: a waker may run anything.
    bells: Vec<Arc<Notify>>,
}

#[derive(Debug)]
struct Waiter {
    gain: Gain,
    bell: Arc<Notify>,
    standing: Standing,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Standing {
    Waiting,
    Offered,
    /// Didn't take an offer.
    Absent,
}

#[derive(Debug)]
struct Offer {
    ticket: u64,
    made: Instant,
}

#[derive(Debug)]
struct Driver {
    ticket: u64,
    alarm: Instant,
}

impl Queue {
    pub(super) fn join(&mut self, gain: Gain) -> (u64, Arc<Notify>) {
        let bell = Arc::new(Notify::new());
        let ticket = self.arrived;
        self.arrived += 1;
        let standing = Standing::Waiting;
        self.waiters.insert(ticket, Waiter { gain, bell: Arc::clone(&bell), standing });
        (ticket, bell)
    }

    /// Gives up a place, with the offer and the driver's seat.
    pub(super) fn leave(&mut self, ticket: u64) {
        if self.waiters.remove(&ticket).is_none() {
            return;
        }
        self.offers.retain(|offer| offer.ticket != ticket);
        if self.driver.as_ref().is_none_or(|driver| driver.ticket == ticket) {
            self.driver = None;
            let waiting = |waiter: &&Waiter| waiter.standing == Standing::Waiting;
            if let Some(next) = self.waiters.values().find(waiting) {
                self.bells.push(Arc::clone(&next.bell));
            }
        }
    }

    /// Offers so many turns to those who are next.
    ///
    /// Every other turn goes to the one with the most to gain, the rest to whoever has waited longest. So
    /// whoever has *n* waiters before it is offered one of the next 2 (*n* + 1) turns, whatever comes after
    /// it.
    pub(super) fn offer(&mut self, turns: usize, now: Instant) {
        if turns == 0 {
            return;
        }
        let waiting = self.waiters.iter().filter(|(_, it)| it.standing == Standing::Waiting);
        // Bits compare like numbers that are not negative. Of equals the first to come is the best.
        let rank = |(ticket, it): (&u64, &Waiter)| (it.gain.at(now).to_bits(), Reverse(*ticket));
        let ranks: Vec<_> = waiting.map(rank).collect();
        let tickets: Vec<_> = ranks.iter().map(|(_, Reverse(ticket))| *ticket).collect();
        let mut oldest = tickets.into_iter();
        let mut ranks = BinaryHeap::from(ranks);
        let mut best = iter::from_fn(|| ranks.pop().map(|(_, Reverse(ticket))| ticket));
        for _ in 0..turns {
            let waits = |ticket: &u64| self.waiters[ticket].standing == Standing::Waiting;
            let next = if self.oldest_next { oldest.find(waits) } else { best.find(waits) };
            let Some(ticket) = next else { return };
            self.stand(ticket, Standing::Offered);
            self.bells.push(Arc::clone(&self.waiters[&ticket].bell));
            self.offers.push_back(Offer { ticket, made: now });
            self.oldest_next = !self.oldest_next;
        }
    }

    /// Offers that were neither taken nor taken back.
    pub(super) fn offered(&self) -> usize {
        self.offers.len()
    }

    /// Takes the offer, if there is one, and leaves.
    pub(super) fn take(&mut self, ticket: u64) -> bool {
        let waiter = self.waiters.get(&ticket);
        let offered = waiter.is_some_and(|waiter| waiter.standing == Standing::Offered);
        if offered {
            self.leave(ticket);
        }
        offered
    }

    /// A waiter runs: it can be offered a turn again if it missed one.
    pub(super) fn is_here(&mut self, ticket: u64) {
        if let Some(waiter) = self.waiters.get_mut(&ticket)
            && waiter.standing == Standing::Absent
        {
            waiter.standing = Standing::Waiting;
        }
    }

    /// Takes back all offers.
    pub(super) fn take_back(&mut self) {
        for Offer { ticket, .. } in mem::take(&mut self.offers) {
            self.stand(ticket, Standing::Waiting);
        }
    }

    /// Takes back the offers that nobody took in time.
    pub(super) fn take_back_from_absent(&mut self, now: Instant) {
        while let Some(&Offer { ticket, made }) = self.offers.front()
            && now >= made + ABSENT
        {
            self.offers.pop_front();
            self.stand(ticket, Standing::Absent);
        }
    }

    fn stand(&mut self, ticket: u64, standing: Standing) {
        if let Some(waiter) = self.waiters.get_mut(&ticket) {
            waiter.standing = standing;
        }
    }

    /// Until when a waiter sleeps unless its bell rings: the driver until the next turn is due.
    pub(super) fn sleep(&mut self, ticket: u64, due: Option<Instant>, now: Instant) -> Instant {
        let look = now + LOOK;
        let other = self.driver.as_ref().filter(|driver| driver.ticket != ticket);
        if other.is_some_and(|driver| now < driver.alarm + ABSENT) {
            return look;
        }
        let mut alarm = due.map_or(look, |due| due.min(look));
        if let Some(offer) = self.offers.front() {
            alarm = alarm.min(offer.made + ABSENT);
        }
        self.driver = Some(Driver { ticket, alarm });
        alarm
    }

    /// A turn will be due at `then`, perhaps sooner than the driver knows.
    pub(super) fn wake_driver_before(&mut self, then: Instant) {
        if let Some(driver) = self.driver.as_ref().filter(|driver| then < driver.alarm)
            && let Some(waiter) = self.waiters.get(&driver.ticket)
        {
            self.bells.push(Arc::clone(&waiter.bell));
        }
    }

    /// The bells to ring now.
    pub(super) fn take_bells(&mut self) -> Vec<Arc<Notify>> {
        mem::take(&mut self.bells)
    }
}
