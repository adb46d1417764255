//! What stands behind a call that got no answer.

use std::error::Error;
use std::iter;

use url::Position;

use super::Kind;

/// What to do when a proxy wants to know who asks.
pub(super) const PROXY: &str = "the proxy wants a user name and password, or other ones; \
     write them into its URL: http://user:password@host:port";

/// What to do next, where the cause tells.
pub(super) fn hint(error: &reqwest::Error) -> Option<&'static str> {
    if is_untrusted(error) {
        return Some(if says(error, "UnknownIssuer") {
            "no trusted authority vouches for the server's certificate; if it is a private one, \
             give its certificate (CloudBuilder::ca_certificate, hwlogs --ca-file)"
        } else {
            "check that the endpoint's name is the one its certificate is for, and this machine's clock"
        });
    }
    if is_refused_by_proxy(error) {
        return Some(PROXY);
    }
    error.is_connect().then_some(
        "check the endpoint and the network, and the proxy if there is one (CloudBuilder::proxy, hwlogs --proxy, \
         or HTTPS_PROXY and HTTP_PROXY)",
    )
}

/// A request that got no answer, as a message names it: with the host that was asked, and without the rest of
/// the address, which may be a secret.
pub(crate) fn lost(doing: &str, source: reqwest::Error) -> Kind {
    let host = source.url().map(|url| url[Position::BeforeHost..Position::AfterPort].to_owned());
    let doing = match host {
        Some(host) => format!("{doing} to {host}"),
        None => doing.to_owned(),
    };
    Kind::Network { doing, source: source.without_url() }
}

/// Asking again in a minute won't help.
pub(super) fn will_last(error: &reqwest::Error) -> bool {
    error.is_builder() || is_untrusted(error) || is_refused_by_proxy(error)
}

/// The server's certificate was not accepted.
fn is_untrusted(error: &reqwest::Error) -> bool {
    says(error, "invalid peer certificate")
}

/// The proxy refused a tunnel without a user name and password, or with wrong ones.
fn is_refused_by_proxy(error: &reqwest::Error) -> bool {
    says(error, "proxy authorization required")
}

/// The types of these causes belong to rustls and hyper-util, through which only reqwest goes.
fn says(error: &reqwest::Error, what: &str) -> bool {
    let first: &dyn Error = error;
    iter::successors(Some(first), |cause: &&dyn Error| (*cause).source())
        .any(|cause| cause.to_string().contains(what))
}
