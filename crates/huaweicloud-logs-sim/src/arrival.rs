//! What is known of a request on its arrival.

use axum::http::Extensions;

use crate::faults::Befallen;
use crate::service::Service;

/// The gateway's limit for a body, in bytes.
pub(crate) const LARGEST_BODY: usize = 12 << 20;

/// The id a request was given on arrival.
#[derive(Debug, Clone)]
pub(crate) struct RequestId(pub(crate) String);

/// What is known of a request before anybody looks into it.
#[derive(Debug, Clone)]
pub(crate) struct Arrived {
    pub(crate) service: Service,
    pub(crate) id: RequestId,
    pub(crate) faults: Befallen,
}

impl Arrived {
    /// What was noted of a request, by its extensions.
    pub(crate) fn of(extensions: &Extensions) -> Self {
        // Every request passes the front first, where it is noted.
        extensions.get().cloned().unwrap_or_else(|| Self {
            service: Service::Elsewhere,
            id: RequestId(String::new()),
            faults: Befallen::default(),
        })
    }
}
