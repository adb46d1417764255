//! Answers to those who come with a link.

use std::sync::Arc;

use axum::extract::{Extension, State};
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONNECTION, CONTENT_RANGE, CONTENT_TYPE, ETAG, LAST_MODIFIED,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, Version};
use axum::response::Response;

use super::Object;
use super::link::Link;
use super::range::{self, Part};
use super::trouble::Trouble;
use crate::arrival::Arrived;
use crate::clock::http_date;
use crate::cloud::Cloud;
use crate::scenario::{ContentRangeError, EtagForm, Fault, Framing, SizeClaim};
use crate::stream;

pub(super) async fn answer(
    State(cloud): State<Arc<Cloud>>,
    Extension(arrived): Extension<Arrived>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    match find(&cloud, &arrived, &uri, &headers) {
        Ok((link, object, faults)) => send(&cloud, &link, &object, faults, &headers, &arrived),
        Err(trouble) => trouble.into_response(&arrived.id),
    }
}

fn find(
    cloud: &Cloud,
    arrived: &Arrived,
    uri: &Uri,
    headers: &HeaderMap,
) -> Result<(Link, Object, Vec<Fault>), Trouble> {
    let method = &arrived.method;
    if ["authorization", "x-auth-token"].iter().any(|name| headers.contains_key(*name)) {
        return Err(Trouble::two_credentials());
    }
    if method != Method::GET && method != Method::HEAD {
        return Err(Trouble::method_not_allowed(method));
    }
    let now = cloud.clock.now();
    let link = Link::read(uri)?;
    link.check(method, headers, now)?;
    let name = percent_encoding::percent_decode_str(uri.path().trim_start_matches('/'))
        .decode_utf8_lossy();
    let mut object = cloud.store.get(&name).ok_or_else(|| Trouble::no_such_key(&name))?;
    // The others ask again when it is clear what will be sent.
    let faults = cloud
        .befall(arrived, |fault| matches!(fault, Fault::ReplaceObject { .. } | Fault::Etag { .. }));
    for fault in &faults {
        if let Fault::ReplaceObject { length } = fault {
            object = cloud.store.replace(&name, &object, *length, now);
        }
    }
    Ok((link, object, faults))
}

fn send(
    cloud: &Cloud,
    link: &Link,
    object: &Object,
    mut faults: Vec<Fault>,
    headers: &HeaderMap,
    arrived: &Arrived,
) -> Response {
    let size = object.content.size();
    let etag = etag(object, &faults, arrived);
    let asked = range::part(headers, size, etag.as_deref(), object.modified);
    if matches!(asked, Part::Range(..) | Part::Unsatisfiable) {
        faults.extend(cloud.befall(arrived, |fault| {
            matches!(fault, Fault::IgnoreRange | Fault::RangeNotSatisfiable { .. })
        }));
    }
    let claim = faults.iter().find_map(|fault| match fault {
        Fault::RangeNotSatisfiable { size: claim } => Some(match claim {
            SizeClaim::Actual => size,
            SizeClaim::Smaller => size / 2,
            SizeClaim::Larger => size.saturating_add(size / 2).saturating_add(1),
        }),
        _ => None,
    });
    let ignored = faults.contains(&Fault::IgnoreRange);
    let part = match (asked, claim) {
        (Part::Range(..) | Part::Unsatisfiable, Some(claim)) => {
            return unsatisfiable(claim, arrived);
        }
        (Part::ConditionFailed, _) => {
            return Trouble::condition_failed().into_response(&arrived.id);
        }
        (Part::NotModified, _) => {
            let mut response = Response::default();
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            insert(&mut response, ETAG, etag);
            return response;
        }
        (Part::Range(..) | Part::Unsatisfiable, None) if ignored => None,
        (Part::Unsatisfiable, None) => return unsatisfiable(size, arrived),
        (Part::Range(first, last), None) => Some((first, last)),
        (Part::All, _) => None,
    };

    faults.extend(cloud.befall(arrived, |fault| match fault {
        Fault::ContentRange { .. } => part.is_some(),
        fault => matches!(fault, Fault::NoLength { .. }),
    }));
    let (from, until) = part.map_or((0, size), |(first, last)| (first, last + 1));
    let mut response = stream::sized(&object.content, from, until);
    if let Some(framing) = framing(&faults) {
        unsize(&mut response, framing);
    }
    if let Some((first, last)) = part {
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
        insert(&mut response, CONTENT_RANGE, content_range(first, last, size, &faults));
    }
    insert(&mut response, CONTENT_TYPE, Some("binary/octet-stream".to_owned()));
    insert(&mut response, ACCEPT_RANGES, Some("bytes".to_owned()));
    insert(&mut response, ETAG, etag);
    insert(&mut response, LAST_MODIFIED, Some(http_date(object.modified)));
    // A link says what the cache header of its answer is to be.
    if let Some(control) = link.cache_control() {
        response.headers_mut().insert(CACHE_CONTROL, control);
    }
    response
}

fn insert(response: &mut Response, name: axum::http::HeaderName, value: Option<String>) {
    if let Some(value) = value.and_then(|value| HeaderValue::try_from(value).ok()) {
        response.headers_mut().insert(name, value);
    }
}

fn unsatisfiable(size: u64, arrived: &Arrived) -> Response {
    let mut response = Trouble::range_not_satisfiable(size).into_response(&arrived.id);
    insert(&mut response, CONTENT_RANGE, Some(format!("bytes */{size}")));
    response
}

fn etag(object: &Object, faults: &[Fault], arrived: &Arrived) -> Option<String> {
    let etag = object.content.etag();
    let form = faults.iter().find_map(|fault| match fault {
        Fault::Etag { form } => Some(*form),
        _ => None,
    });
    match form {
        None => Some(etag),
        Some(EtagForm::Weak) => Some(format!("W/{etag}")),
        Some(EtagForm::Missing) => None,
        // No two requests have the same id.
        Some(EtagForm::Changing) => Some(format!("\"{}\"", arrived.id.0)),
    }
}

fn content_range(first: u64, last: u64, size: u64, faults: &[Fault]) -> Option<String> {
    let wrong = faults.iter().find_map(|fault| match fault {
        Fault::ContentRange { wrong } => Some(*wrong),
        _ => None,
    });
    match wrong {
        None => Some(format!("bytes {first}-{last}/{size}")),
        Some(ContentRangeError::Start) => {
            // Behind the object's end it could not be read at all.
            let last = (last + 1).min(size - 1);
            Some(format!("bytes {}-{last}/{size}", first + 1))
        }
        Some(ContentRangeError::Total) => Some(format!("bytes {first}-{last}/{}", size + 1)),
        Some(ContentRangeError::Unreadable) => Some("bytes some-of-it".to_owned()),
        Some(ContentRangeError::Missing) => None,
    }
}

fn framing(faults: &[Fault]) -> Option<Framing> {
    faults.iter().find_map(|fault| match fault {
        Fault::NoLength { framing } => Some(*framing),
        _ => None,
    })
}

/// Takes away what the body says of its length.
fn unsize(response: &mut Response, framing: Framing) {
    stream::hide_size(response);
    if framing == Framing::Close {
        // The last version of HTTP that knows no chunks.
        *response.version_mut() = Version::HTTP_10;
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
}
