//! The object store behind the links. It shows an object to whoever holds a link to it and to nobody else.

mod link;
mod trouble;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::extract::{Extension, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, ETAG, LAST_MODIFIED};
use axum::http::{HeaderMap, HeaderName, Method, Uri};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;
use md5::{Digest as _, Md5};

use self::link::Link;
use self::trouble::Trouble;
use crate::cloud::Cloud;
use crate::front::RequestId;
use crate::ids::hex;

/// The store's own key pair: links are signed by the service that makes them, not by its customer.
const ACCESS_KEY: &str = "SIMULATEDOBSKEY00000";
const SECRET_KEY: &str = "simulated/NotASecret/ObsKey0000000000000";

/// The bucket is part of what is signed. In the cloud it is the first label of the host name.
const BUCKET: &str = "simulated-log-bucket";

/// The objects, by name.
#[derive(Debug, Default)]
pub(crate) struct Store {
    objects: Mutex<HashMap<String, Object>>,
}

#[derive(Debug, Clone)]
struct Object {
    bytes: Bytes,
    etag: String,
    modified: Timestamp,
}

impl Store {
    /// Puts an object into the store, in place of one of that name.
    pub(crate) fn put(&self, name: &str, bytes: Bytes, now: Timestamp) {
        let etag = format!("\"{}\"", hex(&Md5::digest(&bytes)));
        let object = Object { bytes, etag, modified: now };
        self.objects.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), object);
    }

    fn get(&self, name: &str) -> Option<Object> {
        self.objects.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }
}

/// A link to an object that works until `expires`, in seconds since 1970.
pub(crate) fn link(base: &str, object: &str, expires: i64) -> String {
    link::make(base, object, expires)
}

/// Every path is an object's name.
pub(crate) fn routes() -> Router<Arc<Cloud>> {
    Router::new().fallback(answer)
}

async fn answer(
    State(cloud): State<Arc<Cloud>>,
    Extension(id): Extension<RequestId>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let now = cloud.clock.now();
    match find(&cloud.store, &method, &uri, &headers, now) {
        Ok((link, object)) => send(&link, object),
        Err(trouble) => trouble.into_response(&id),
    }
}

fn find(
    store: &Store,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    now: Timestamp,
) -> Result<(Link, Object), Trouble> {
    if ["authorization", "x-auth-token"].iter().any(|name| headers.contains_key(*name)) {
        return Err(Trouble::two_credentials());
    }
    if method != Method::GET && method != Method::HEAD {
        return Err(Trouble::method_not_allowed(method));
    }
    let link = Link::read(uri)?;
    link.check(method, headers, now)?;
    let name = percent_encoding::percent_decode_str(uri.path().trim_start_matches('/'))
        .decode_utf8_lossy();
    let object = store.get(&name).ok_or_else(|| Trouble::no_such_key(&name))?;
    Ok((link, object))
}

fn send(link: &Link, object: Object) -> Response {
    let modified =
        DateTimePrinter::new().timestamp_to_rfc9110_string(&object.modified).unwrap_or_default();
    let headers: [(HeaderName, String); 4] = [
        (CONTENT_TYPE, "binary/octet-stream".to_owned()),
        (CONTENT_LENGTH, object.bytes.len().to_string()),
        (ETAG, object.etag),
        (LAST_MODIFIED, modified),
    ];
    let mut response = (headers, Body::from(object.bytes)).into_response();
    // A link says what the cache header of its answer is to be.
    if let Some(control) = link.cache_control() {
        response.headers_mut().insert(CACHE_CONTROL, control);
    }
    response
}
