//! What types alone cannot say about an ordered fault.

use super::{not_negative, share};
use crate::operation::{self, Operation};
use crate::scenario::{Fault, FaultOrder, Span};
use crate::service::Service;

impl FaultOrder {
    /// Refuses what no request can ever be.
    fn check_target(&self) -> Result<(), String> {
        const METHODS: [&str; 7] = ["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS"];
        let on = &self.on;
        if let Some(none) = on.operation.as_deref().and_then(operation::missing) {
            return Err(format!("there is {none}"));
        }
        if let Some(method) = &on.method
            && !METHODS.contains(&method.as_str())
        {
            return Err(format!("on.method {method:?} is none of {}", METHODS.join(", ")));
        }
        let kind = self.fault.kind();
        if self.fault.needs_range() && on.range == Some(false) {
            return Err(format!("on.range is false, but {kind} befalls only requests for a range"));
        }
        let named = |operation: Option<&Operation>| match (&on.operation, operation) {
            (None, _) => true,
            (Some(id), operation) => operation.is_some_and(|known| known.id == id),
        };
        let sent = |operation: Option<&Operation>| match (&on.method, operation) {
            (None, _) => true,
            (Some(method), Some(operation)) => operation.method == method,
            // What belongs to no operation can be sent in any way.
            (Some(_), None) => true,
        };
        let candidates: Vec<_> = operation::targets()
            .filter(|(service, _)| on.service.is_none_or(|wanted| wanted == *service))
            .filter(|(_, operation)| named(*operation) && sent(*operation))
            .collect();
        if candidates.is_empty() {
            return Err("no operation is all that `on` says: service, operation, method".to_owned());
        }
        let can = |(service, operation): &(Service, Option<&Operation>)| {
            self.fault.can_befall(*service, *operation)
        };
        // Objects are only got.
        let got = on.method.as_deref().is_none_or(|method| method == "GET");
        if candidates.iter().any(can) && (got || !self.fault.is_of_an_object()) {
            return Ok(());
        }
        let mut services: Vec<_> =
            operation::targets().filter(can).map(|(service, _)| service.name()).collect();
        services.dedup();
        Err(format!("{kind} cannot befall what `on` names; it befalls {}", services.join(", ")))
    }

    /// What is wrong with the order by itself.
    pub(crate) fn check(&self) -> Result<(), String> {
        self.check_target()?;
        if self.times == Some(0) {
            return Err(
                "times is 0: write at least 1, or leave it out for every request".to_owned()
            );
        }
        if let Some(chance) = self.chance {
            share("chance", chance).map_err(|error| error.to_string())?;
        }
        let length = |name: &str, span: Option<Span>| match span {
            Some(span) => not_negative(name, span).map_err(|error| error.to_string()),
            None => Ok(()),
        };
        match &self.fault {
            Fault::Status { status, retry_after, retry_after_date, .. } => {
                if !(200..=599).contains(status) {
                    return Err(format!("status {status} is no final status: write 200 to 599"));
                }
                if retry_after.is_some() && retry_after_date.is_some() {
                    return Err("retry_after and retry_after_date: write only one".to_owned());
                }
                if let Some(text) = retry_after
                    && axum::http::HeaderValue::from_str(text).is_err()
                {
                    return Err(format!("retry_after {text:?} cannot be a header"));
                }
                length("retry_after_date", *retry_after_date)
            }
            Fault::Redirect { status, .. } if !matches!(status, 301..=303 | 307 | 308) => {
                Err(format!("status {status} is no redirect: write 301, 302, 303, 307 or 308"))
            }
            Fault::Redirect { to: Some(to), .. }
                if to.is_empty() || axum::http::HeaderValue::from_str(to).is_err() =>
            {
                Err(format!("to {to:?} cannot be a header"))
            }
            Fault::Trickle { bytes_per_second: 0, .. } => {
                Err("bytes_per_second is 0: use the fault stall".to_owned())
            }
            Fault::Delay { by } => length("by", Some(*by)),
            Fault::Stall { lasts, .. } => length("lasts", *lasts),
            _ => Ok(()),
        }
    }
}
