//! The object store behind the links. It shows an object to whoever holds a link to it and to nobody else.

mod link;
mod range;
mod serve;
mod trouble;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;

use self::trouble::Trouble;
use crate::arrival::RequestId;
use crate::chance;
use crate::cloud::Cloud;
use crate::content::Content;
use crate::scenario::NewLength;

/// The store's own key pair: links are signed by the service that makes them, not by its customer.
const ACCESS_KEY: &str = "SIMULATEDOBSKEY00000";
const SECRET_KEY: &str = "simulated/NotASecret/ObsKey0000000000000";

/// The bucket is part of what is signed. In the cloud it is the first label of the host name.
const BUCKET: &str = "simulated-log-bucket";

/// The objects, by name.
#[derive(Debug)]
pub(crate) struct Store {
    seed: u64,
    objects: Mutex<HashMap<String, Object>>,
}

#[derive(Debug, Clone)]
struct Object {
    content: Content,
    modified: Timestamp,
    /// How often other bytes took its place.
    replaced: u64,
}

/// The name of the object that lies beside one.
fn other_name(name: &str) -> String {
    format!("{name}-other")
}

impl Store {
    pub(crate) fn new(seed: u64) -> Self {
        Self { seed, objects: Mutex::default() }
    }

    fn objects(&self) -> MutexGuard<'_, HashMap<String, Object>> {
        self.objects.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts an object into the store, in place of one of that name.
    pub(crate) fn put(&self, name: &str, content: Content, now: Timestamp) {
        self.objects().insert(name.to_owned(), Object { content, modified: now, replaced: 0 });
    }

    /// Puts an object into the store, unless there is one of that name.
    pub(crate) fn put_new(&self, name: &str, content: Content, now: Timestamp) {
        let object = || Object { content, modified: now, replaced: 0 };
        self.objects().entry(name.to_owned()).or_insert_with(object);
    }

    /// Removes an object, and the one beside it.
    pub(crate) fn remove(&self, name: &str) {
        let mut objects = self.objects();
        objects.remove(name);
        objects.remove(&other_name(name));
    }

    /// All objects, by name.
    pub(crate) fn all(&self) -> Vec<(String, Content)> {
        let objects = self.objects();
        let mut all: Vec<_> =
            objects.iter().map(|(name, object)| (name.clone(), object.content.clone())).collect();
        all.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        all
    }

    /// Puts an object beside the one of that name, as long and with other bytes, and returns its name.
    pub(crate) fn put_other(&self, name: &str, now: Timestamp) -> String {
        let size = self.get(name).map_or(0, |object| object.content.size());
        let other = other_name(name);
        let seed = chance::number(self.seed, "other object", size);
        self.put_new(&other, Content::generated_text(seed, size), now);
        other
    }

    /// Lets other bytes take an object's place, and returns what is there then.
    fn replace(&self, name: &str, object: &Object, length: NewLength, now: Timestamp) -> Object {
        let size = object.content.size();
        let size = match length {
            NewLength::Same => size,
            NewLength::Longer => size.saturating_add(size / 2).saturating_add(1),
            NewLength::Shorter => size / 2,
        };
        let replaced = object.replaced + 1;
        let seed = chance::number(self.seed, "replaced object", replaced);
        let object =
            Object { content: Content::generated_text(seed, size), modified: now, replaced };
        self.objects().insert(name.to_owned(), object.clone());
        object
    }

    fn get(&self, name: &str) -> Option<Object> {
        self.objects().get(name).cloned()
    }
}

/// A link to an object that works until `expires`, in seconds since 1970.
pub(crate) fn link(base: &str, object: &str, expires: i64) -> String {
    link::make(base, object, expires)
}

/// Every path is an object's name.
pub(crate) fn routes() -> Router<Arc<Cloud>> {
    Router::new().fallback(serve::answer)
}

/// A server that answers everything alike, and has no business with any of it.
pub(crate) fn elsewhere() -> Router<Arc<Cloud>> {
    Router::new().fallback(|| async { "Nobody should have come here.\n" })
}

/// What an expired link gets.
pub(crate) fn expired_answer(now: Timestamp, id: &RequestId) -> Response {
    Trouble::expired(now.as_second(), now).into_response(id)
}

/// A refusal of the store with this status.
pub(crate) fn ordered_answer(status: StatusCode, id: &RequestId) -> Response {
    Trouble::ordered(status).into_response(id)
}
