//! The faults that were ordered, and what they do to a request.

mod answer;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;

pub(crate) use self::answer::answer;
use crate::chance;
use crate::operation::{Gives, Operation};
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
    pub(crate) operation: Option<&'static Operation>,
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) range: bool,
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

    /// Those of the wanted faults that befall a request. Asked only when they are about to do something, so that no
    /// order is spent on a request that it cannot change.
    pub(crate) fn befall(&self, asked: &Asked<'_>, wanted: impl Fn(&Fault) -> bool) -> Vec<Fault> {
        self.struck(asked, wanted, usize::MAX)
    }

    /// The first of them, while the others keep.
    pub(crate) fn befall_first(
        &self,
        asked: &Asked<'_>,
        wanted: impl Fn(&Fault) -> bool,
    ) -> Option<Fault> {
        self.struck(asked, wanted, 1).pop()
    }

    fn struck(
        &self,
        asked: &Asked<'_>,
        wanted: impl Fn(&Fault) -> bool,
        most: usize,
    ) -> Vec<Fault> {
        let mut orders = self.orders();
        orders
            .iter_mut()
            .filter(|state| wanted(&state.order.fault) && state.order.concerns(asked))
            .filter_map(|state| state.meet(self.seed).then(|| state.order.fault.clone()))
            .take(most)
            .collect()
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

impl FaultOrder {
    fn concerns(&self, asked: &Asked<'_>) -> bool {
        let on = &self.on;
        // Redirects lead elsewhere, and would lead from there to the same place.
        let elsewhere = asked.service == Service::Elsewhere && on.service != Some(asked.service);
        !elsewhere
            && on.service.is_none_or(|service| service == asked.service)
            && on
                .operation
                .as_deref()
                .is_none_or(|id| asked.operation.is_some_and(|one| one.id == id))
            && on.method.as_deref().is_none_or(|method| method == asked.method)
            && on.path.as_deref().is_none_or(|part| asked.path.contains(part))
            && on.range.is_none_or(|range| range == asked.range)
            && (asked.range || !self.fault.needs_range())
            && self.fault.can_befall(asked.service, asked.operation)
    }
}

impl Fault {
    /// Whether it answers in the service's place.
    pub(crate) fn is_in_place(&self) -> bool {
        matches!(
            self,
            Self::Status { .. }
                | Self::Redirect { .. }
                | Self::ExpiredLink
                | Self::Reset { at: None }
        )
    }

    /// Where in a body of this size it does something.
    pub(crate) fn place(&self, size: u64) -> Option<u64> {
        match self {
            Self::Reset { at: Some(at) }
            | Self::ShortBody { at }
            | Self::Stall { at, .. }
            | Self::Trickle { at, .. }
            | Self::Corrupt { at } => Some(at.of(size)),
            _ => None,
        }
    }

    /// Whether it changes what the store gives for a right link.
    pub(crate) fn is_of_an_object(&self) -> bool {
        matches!(
            self,
            Self::ReplaceObject { .. }
                | Self::Etag { .. }
                | Self::IgnoreRange
                | Self::ContentRange { .. }
                | Self::RangeNotSatisfiable { .. }
                | Self::NoLength { .. }
        )
    }

    /// Whether it changes something only about answers to requests for a range.
    pub(crate) fn needs_range(&self) -> bool {
        matches!(
            self,
            Self::IgnoreRange | Self::ContentRange { .. } | Self::RangeNotSatisfiable { .. }
        )
    }

    /// Whether it can change anything about the answer of an operation, or of a service without any.
    pub(crate) fn can_befall(&self, service: Service, operation: Option<&Operation>) -> bool {
        let gives = |what| operation.is_some_and(|operation| operation.gives(what));
        match self {
            Self::ExpiredLink => service == Service::Obs,
            _ if self.is_of_an_object() => service == Service::Obs,
            Self::FileName { .. } => gives(Gives::FileNames),
            Self::OtherObject => gives(Gives::Links),
            _ => true,
        }
    }

    /// The kind, as orders write it.
    pub(crate) fn kind(&self) -> &'static str {
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

    fn befallen(faults: &Faults, asked: &Asked<'_>) -> Vec<&'static str> {
        faults.befall(asked, |_| true).iter().map(Fault::kind).collect()
    }

    #[test]
    fn an_order_waits_strikes_and_is_spent() {
        let order = FaultOrder::new(Fault::ExpiredLink)
            .on(On::service(Service::Obs).path("log"))
            .after(1)
            .times(2);
        let faults = Faults::new(0, &[order]);
        let strikes = |path| !befallen(&faults, &asked(Service::Obs, path)).is_empty();
        assert!(!strikes("/other"));
        let all: Vec<_> = (0..5).map(|_| strikes("/log")).collect();
        assert_eq!(all, [false, true, true, false, false]);
        assert!(befallen(&faults, &asked(Service::Rds, "/log")).is_empty());
        let state = &faults.all()[0];
        assert_eq!((state.met, state.befell), (5, 2));
        assert!(faults.cancel(0) && !faults.cancel(0));
    }

    #[test]
    fn chance_follows_the_seed() {
        let run = |seed| {
            let faults = Faults::new(seed, &[FaultOrder::new(Fault::ExpiredLink).chance(0.25)]);
            let one = |_| !befallen(&faults, &asked(Service::Obs, "/")).is_empty();
            (0..400).map(one).collect::<Vec<_>>()
        };
        let struck = run(1).into_iter().filter(|struck| *struck).count();
        assert!((60..140).contains(&struck), "{struck} of 400");
        assert_eq!(run(1), run(1));
        assert_ne!(run(1), run(2));
    }

    #[test]
    fn an_order_is_not_spent_where_it_can_change_nothing() {
        let once = |fault| FaultOrder::new(fault).times(1);
        let plain = asked(Service::Obs, "/log");
        let range = Asked { range: true, ..asked(Service::Obs, "/log") };
        let faults = Faults::new(0, &[once(Fault::IgnoreRange), once(Fault::ExpiredLink)]);
        assert!(befallen(&faults, &asked(Service::Rds, "/")).is_empty());
        assert_eq!(befallen(&faults, &plain), ["expired-link"]);
        assert_eq!(befallen(&faults, &range), ["ignore-range"]);

        // One answers in the service's place, the others keep.
        let reset = || once(Fault::Reset { at: None });
        let faults = Faults::new(0, &[reset(), once(Fault::ExpiredLink)]);
        let first = || faults.befall_first(&plain, Fault::is_in_place).map(|fault| fault.kind());
        assert_eq!([first(), first(), first()], [Some("reset"), Some("expired-link"), None]);

        // Redirects would lead from elsewhere to elsewhere.
        let redirect = Fault::Redirect { status: 302, to: None };
        let faults = Faults::new(0, &[FaultOrder::new(redirect)]);
        assert!(befallen(&faults, &asked(Service::Elsewhere, "/")).is_empty());
        assert_eq!(befallen(&faults, &plain), ["redirect"]);
    }

    #[test]
    fn every_kind_is_written_as_it_is_reported() {
        let every = r#"[
            {"kind": "status", "status": 500}, {"kind": "delay", "by": 1}, {"kind": "reset"},
            {"kind": "short-body", "at": 0}, {"kind": "stall", "at": 0},
            {"kind": "trickle", "at": 0, "bytes_per_second": 1}, {"kind": "corrupt", "at": 0},
            {"kind": "redirect"}, {"kind": "expired-link"}, {"kind": "replace-object"},
            {"kind": "etag", "form": "weak"}, {"kind": "ignore-range"},
            {"kind": "content-range", "wrong": "start"}, {"kind": "range-not-satisfiable"},
            {"kind": "no-length"}, {"kind": "file-name", "name": ""}, {"kind": "other-object"}
        ]"#;
        let every: Vec<Fault> = serde_json::from_str(every).unwrap();
        let kinds: std::collections::HashSet<_> = every.iter().map(Fault::kind).collect();
        assert_eq!(kinds.len(), 17);
        for fault in every {
            let written = serde_json::to_value(&fault).unwrap();
            assert_eq!(written["kind"], fault.kind());
        }
    }
}
