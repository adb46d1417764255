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

    /// What befalls a request. Orders count only requests that they can change something about: where one fault
    /// answers in the service's place, others that would, and those of what the service does, keep for later.
    pub(crate) fn befall(&self, asked: &Asked<'_>) -> Befallen {
        let mut orders = self.orders();
        let mut concerned: Vec<_> = orders
            .iter_mut()
            .filter(|state| state.order.concerns(asked) && state.order.fault != Fault::OtherObject)
            .collect();
        let in_place = concerned.iter_mut().find_map(|state| {
            (state.order.fault.is_in_place() && state.meet(self.seed)).then_some(state.id)
        });
        let faults: Vec<_> = concerned
            .into_iter()
            .filter_map(|state| {
                let fault = &state.order.fault;
                let befallen = match in_place {
                    Some(id) if fault.is_in_place() => state.id == id,
                    Some(_) => fault.is_on_the_wire() && state.meet(self.seed),
                    // The ones in place have been asked.
                    None => !fault.is_in_place() && state.meet(self.seed),
                };
                befallen.then(|| state.order.fault.clone())
            })
            .collect();
        Befallen(faults.into())
    }

    /// Whether the links in an answer lead elsewhere. Only answers that have one are asked about.
    pub(crate) fn lead_astray(&self, asked: &Asked<'_>) -> bool {
        let mut orders = self.orders();
        let mut astray = orders
            .iter_mut()
            .filter(|state| state.order.fault == Fault::OtherObject && state.order.concerns(asked));
        astray.any(|state| state.meet(self.seed))
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
            && on.operation.as_deref().is_none_or(|id| asked.operation == Some(id))
            && on.method.as_deref().is_none_or(|method| method == asked.method)
            && on.path.as_deref().is_none_or(|part| asked.path.contains(part))
            && on.range.is_none_or(|range| range == asked.range)
            && (asked.range || !self.fault.needs_range())
            && self.fault.can_befall(asked.service, asked.operation)
    }
}

impl Fault {
    /// Whether it answers in the service's place.
    fn is_in_place(&self) -> bool {
        matches!(
            self,
            Self::Status { .. }
                | Self::Redirect { .. }
                | Self::ExpiredLink
                | Self::Reset { at: None }
        )
    }

    /// Whether it befalls any answer on its way, whoever gave it.
    fn is_on_the_wire(&self) -> bool {
        matches!(
            self,
            Self::Delay { .. }
                | Self::Reset { at: Some(_) }
                | Self::ShortBody { .. }
                | Self::Stall { .. }
                | Self::Trickle { .. }
                | Self::Corrupt { .. }
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
    pub(crate) fn can_befall(&self, service: Service, operation: Option<&str>) -> bool {
        match self {
            Self::ExpiredLink
            | Self::ReplaceObject { .. }
            | Self::Etag { .. }
            | Self::IgnoreRange
            | Self::ContentRange { .. }
            | Self::RangeNotSatisfiable { .. }
            | Self::NoLength { .. } => service == Service::Obs,
            Self::FileName { .. } => matches!(
                operation,
                Some(
                    "DownloadErrorlog" | "ListRedislog" | "ExportServerLogs" | "DownloadServerLogs"
                )
            ),
            Self::OtherObject => {
                matches!(operation, Some("DownloadErrorlog" | "CreateRedislogDownloadLink"))
            }
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

    #[test]
    fn an_order_waits_strikes_and_is_spent() {
        let order = FaultOrder::new(Fault::ExpiredLink)
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
            let faults = Faults::new(seed, &[FaultOrder::new(Fault::ExpiredLink).chance(0.25)]);
            let one = |_| !faults.befall(&asked(Service::Obs, "/")).0.is_empty();
            (0..400).map(one).collect::<Vec<_>>()
        };
        let struck = run(1).into_iter().filter(|struck| *struck).count();
        assert!((60..140).contains(&struck), "{struck} of 400");
        assert_eq!(run(1), run(1));
        assert_ne!(run(1), run(2));
    }

    #[test]
    fn an_order_is_not_spent_where_it_can_change_nothing() {
        let status = |status| Fault::Status {
            status,
            retry_after: None,
            retry_after_date: None,
            body: crate::scenario::ErrorBody::Service,
        };
        let befallen = |faults: &Faults, asked: &Asked<'_>| faults.befall(asked).kinds();
        let once = |fault| FaultOrder::new(fault).times(1);
        let plain = asked(Service::Obs, "/log");
        let range = Asked { range: true, ..asked(Service::Obs, "/log") };

        let faults = Faults::new(0, &[once(Fault::IgnoreRange), once(Fault::ExpiredLink)]);
        assert!(befallen(&faults, &asked(Service::Rds, "/")).is_empty());
        assert_eq!(befallen(&faults, &plain), ["expired-link"]);
        assert_eq!(befallen(&faults, &range), ["ignore-range"]);

        // One answers in the service's place. The other, and what the service would have done, keep.
        let etag = Fault::Etag { form: crate::scenario::EtagForm::Weak };
        let cut = Fault::ShortBody { at: crate::scenario::Position::Byte(1) };
        let orders = [etag, status(500), status(429), cut].map(once);
        let faults = Faults::new(0, &orders);
        assert_eq!(befallen(&faults, &plain), ["status", "short-body"]);
        assert_eq!(befallen(&faults, &plain), ["status"]);
        assert_eq!(befallen(&faults, &plain), ["etag"]);
        assert!(befallen(&faults, &plain).is_empty());

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
