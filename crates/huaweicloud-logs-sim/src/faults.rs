//! The faults that were ordered, and what they do to a request.

mod answer;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Serialize;

pub(crate) use self::answer::in_place;
use crate::chance;
use crate::scenario::{Fault, FaultOrder};
use crate::service::Service;

/// An ordered fault, and what has come of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct FaultState {
    /// The id it was given.
    pub id: u64,
    /// How many requests it could have befallen so far.
    pub met: u64,
    /// How many requests it befell.
    pub befell: u64,
    /// The order.
    pub order: FaultOrder,
}

/// What orders are matched with.
pub(crate) struct Asked<'a> {
    pub(crate) service: Service,
    pub(crate) operation: Option<&'static str>,
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) range: bool,
}

/// The faults that befall one request.
#[derive(Debug, Clone, Default)]
pub(crate) struct Befallen(Arc<[Fault]>);

impl Befallen {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Fault> {
        self.0.iter()
    }

    /// The first that the closure has an answer for.
    pub(crate) fn find<'a, T>(&'a self, pick: impl FnMut(&'a Fault) -> Option<T>) -> Option<T> {
        self.0.iter().find_map(pick)
    }

    /// The name that is to stand in a file name's place.
    pub(crate) fn file_name(&self) -> Option<&str> {
        self.find(|fault| match fault {
            Fault::FileName { name } => Some(name.as_str()),
            _ => None,
        })
    }

    pub(crate) fn other_object(&self) -> bool {
        self.iter().any(|fault| matches!(fault, Fault::OtherObject))
    }

    pub(crate) fn kinds(&self) -> Vec<&'static str> {
        self.iter().map(Fault::kind).collect()
    }
}

/// All orders, in the order in which they were given.
#[derive(Debug)]
pub(crate) struct Faults {
    seed: u64,
    given: AtomicU64,
    orders: Mutex<Vec<FaultState>>,
}

impl Faults {
    pub(crate) fn new(seed: u64, orders: &[FaultOrder]) -> Self {
        let faults = Self { seed, given: AtomicU64::new(0), orders: Mutex::default() };
        for order in orders {
            faults.order(order.clone());
        }
        faults
    }

    fn orders(&self) -> MutexGuard<'_, Vec<FaultState>> {
        self.orders.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn order(&self, order: FaultOrder) -> u64 {
        let id = self.given.fetch_add(1, Ordering::Relaxed);
        self.orders().push(FaultState { id, met: 0, befell: 0, order });
        id
    }

    /// Takes an order back; whether there was one of this id.
    pub(crate) fn cancel(&self, id: u64) -> bool {
        let mut orders = self.orders();
        let before = orders.len();
        orders.retain(|state| state.id != id);
        orders.len() < before
    }

    pub(crate) fn cancel_all(&self) {
        self.orders().clear();
    }

    pub(crate) fn all(&self) -> Vec<FaultState> {
        self.orders().clone()
    }

    /// What befalls a request, which is counted.
    pub(crate) fn befall(&self, asked: &Asked<'_>) -> Befallen {
        let mut orders = self.orders();
        let faults: Vec<_> = orders
            .iter_mut()
            .filter(|state| state.order.on.is_true_of(asked))
            .filter_map(|state| state.meet(self.seed).then(|| state.order.fault.clone()))
            .collect();
        Befallen(faults.into())
    }
}

impl FaultState {
    /// Counts a request that the order is about; whether it befalls it.
    fn meet(&mut self, seed: u64) -> bool {
        let order = &self.order;
        let number = self.met;
        self.met += 1;
        if number < order.after || order.times.is_some_and(|times| self.befell >= times) {
            return false;
        }
        let lucky = order.chance.is_some_and(|chance| {
            let drawn = chance::number(seed, &format!("fault {}", self.id), number);
            // Down to a number in [0, 1); 53 bits are what an f64 holds.
            #[allow(clippy::cast_precision_loss)]
            let drawn = (drawn >> 11) as f64 / (1_u64 << 53) as f64;
            drawn >= chance
        });
        if !lucky {
            self.befell += 1;
        }
        !lucky
    }
}

impl crate::scenario::On {
    fn is_true_of(&self, asked: &Asked<'_>) -> bool {
        self.service.is_none_or(|service| service == asked.service)
            && self.operation.as_deref().is_none_or(|id| asked.operation == Some(id))
            && self.method.as_deref().is_none_or(|method| method == asked.method)
            && self.path.as_deref().is_none_or(|part| asked.path.contains(part))
            && self.range.is_none_or(|range| range == asked.range)
    }
}

impl Fault {
    /// The kind, as orders write it.
    fn kind(&self) -> &'static str {
        match self {
            Self::Status { .. } => "status",
            Self::Delay { .. } => "delay",
            Self::Reset { .. } => "reset",
            Self::ShortBody { .. } => "short-body",
            Self::Stall { .. } => "stall",
            Self::Trickle { .. } => "trickle",
            Self::Corrupt { .. } => "corrupt",
            Self::Redirect { .. } => "redirect",
            Self::ExpiredLink => "expired-link",
            Self::ReplaceObject { .. } => "replace-object",
            Self::Etag { .. } => "etag",
            Self::IgnoreRange => "ignore-range",
            Self::ContentRange { .. } => "content-range",
            Self::RangeNotSatisfiable { .. } => "range-not-satisfiable",
            Self::NoLength { .. } => "no-length",
            Self::FileName { .. } => "file-name",
            Self::OtherObject => "other-object",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::On;

    fn asked(service: Service, path: &str) -> Asked<'_> {
        Asked { service, operation: None, method: "GET", path, range: false }
    }

    #[test]
    fn an_order_waits_strikes_and_is_spent() {
        let order = FaultOrder::new(Fault::IgnoreRange)
            .on(On::service(Service::Obs).path("log"))
            .after(1)
            .times(2);
        let faults = Faults::new(0, &[order]);
        let strikes = |path| !faults.befall(&asked(Service::Obs, path)).0.is_empty();
        assert!(!strikes("/other"));
        let all: Vec<_> = (0..5).map(|_| strikes("/log")).collect();
        assert_eq!(all, [false, true, true, false, false]);
        assert!(faults.befall(&asked(Service::Rds, "/log")).0.is_empty());
        let state = &faults.all()[0];
        assert_eq!((state.met, state.befell), (5, 2));
        assert!(faults.cancel(0) && !faults.cancel(0));
    }

    #[test]
    fn chance_follows_the_seed() {
        let run = |seed| {
            let faults = Faults::new(seed, &[FaultOrder::new(Fault::IgnoreRange).chance(0.25)]);
            let one = |_| !faults.befall(&asked(Service::Obs, "/")).0.is_empty();
            (0..400).map(one).collect::<Vec<_>>()
        };
        let struck = run(1).into_iter().filter(|struck| *struck).count();
        assert!((60..140).contains(&struck), "{struck} of 400");
        assert_eq!(run(1), run(1));
        assert_ne!(run(1), run(2));
    }

    #[test]
    fn every_kind_is_written_as_it_is_reported() {
        let at = crate::scenario::Position::Byte(0);
        for fault in [Fault::Reset { at: None }, Fault::ShortBody { at }, Fault::OtherObject] {
            let written = serde_json::to_value(&fault).unwrap();
            assert_eq!(written["kind"], fault.kind());
        }
    }
}
