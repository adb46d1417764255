//! The vectors of a service: an operation's request and answer, and what a client must make of the answer.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::extensions::written;

/// The vectors of one service.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceFile {
    /// Where the schema of this file is.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// The service: the stem of its document.
    pub service: String,
    /// Each by itself.
    pub vectors: Vec<Vector>,
}

/// One answer of an operation, and what a client must make of it.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Vector {
    /// Its name, unique in the file, in kebab-case.
    pub name: String,
    /// What it proves.
    pub why: String,
    /// The id of the operation.
    pub operation: String,
    /// What a client remembers of earlier answers, where that matters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<Known>,
    /// What is sent.
    pub request: Request,
    /// What comes back.
    pub response: Response,
    /// What a client must make of it.
    pub expect: Expect,
}

/// What a client remembers of earlier answers.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// The keys of the items that were listed before the job was started.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub before_start: Vec<String>,
    /// The keys of the entries on earlier pages of the same list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier_pages: Vec<String>,
}

/// What is sent, without credentials.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// The method, in capitals.
    pub method: String,
    /// The path, as it stands in the URL.
    pub path: String,
    /// Names and values of the query, before they are encoded; in any order.
    pub query: Vec<(String, String)>,
    /// The headers that matter; there may be others.
    pub headers: BTreeMap<String, String>,
    /// The JSON body; null for none.
    #[serde(deserialize_with = "written")]
    pub body: Option<Value>,
}

/// What comes back.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// Headers; names are compared without regard to case.
    pub headers: BTreeMap<String, String>,
    /// The body; null for an empty one.
    #[serde(deserialize_with = "written")]
    pub body: Option<Body>,
}

/// A body, by how it is written here.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Body {
    /// A JSON value.
    Json(Value),
    /// Text, sent as UTF-8.
    Text(String),
    /// Bytes, in base64.
    Base64(String),
}

/// What a client must make of an answer. A part that doesn't apply is left out, and no client may find it there.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// The fields that a strict typed client sees in a JSON answer: those that the document names, as they came.
    /// What came as null is null here, what didn't come is not here; a client that can't tell these apart leaves
    /// out null and empty lists on both sides. Words are compared without regard to case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decode: Option<Value>,
    /// How far the job is, where the operation starts or polls one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job: Option<Job>,
    /// What is to be downloaded, where the operation hands out links.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub links: Option<Vec<Link>>,
    /// How the list goes on, where it comes in pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<Page>,
    /// The file, where the answer is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<File>,
    /// What a refusal says, in whichever shape.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<Refusal>,
    /// True: this is nothing that the service writes, and as good as no answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unreadable: Option<bool>,
}

/// How far a job is, as far as this one answer tells.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Job {
    /// The name of the job in the document.
    pub name: String,
    /// How far it is as a whole.
    pub phase: Phase,
    /// The word for the whole, as it came but for case; null if there is none.
    #[serde(deserialize_with = "written")]
    pub word: Option<String>,
    /// Progress in per cent; null if there is none that can be read.
    #[serde(deserialize_with = "written")]
    pub percent: Option<f64>,
    /// Its files, without those that were listed before the start.
    pub items: Vec<Item>,
}

/// A file of a job.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// What recognises it in a later answer; null if nothing does.
    #[serde(deserialize_with = "written")]
    pub key: Option<String>,
    /// The name that the service gives it, as it came; null if there is none.
    #[serde(deserialize_with = "written")]
    pub name: Option<String>,
    /// How far it is.
    pub phase: Phase,
}

/// How far a job or an item is. A word that the document doesn't list is pending.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Not yet.
    Pending,
    /// Done.
    Succeeded,
    /// It will never be done.
    Failed,
}

/// A link to a file that is ready.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// The key of its item; null where the answer is about one file.
    #[serde(deserialize_with = "written")]
    pub key: Option<String>,
    /// The link, byte for byte.
    pub link: String,
    /// Its end in Unix seconds, as its query says; null if it doesn't.
    #[serde(deserialize_with = "written")]
    pub expires: Option<i64>,
}

/// A page of a list.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// The keys of the entries that no earlier page had; null for one without a key.
    pub new: Vec<Option<String>>,
    /// The query parameter that asks for the next page, with its value; null after the last page.
    #[serde(deserialize_with = "written")]
    pub next: Option<BTreeMap<String, String>>,
}

/// A file that is the answer itself.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Its name, without the path that a server may put before it; null if it has none.
    #[serde(deserialize_with = "written")]
    pub name: Option<String>,
    /// SHA-256 of its bytes in hexadecimal.
    pub sha256: String,
}

/// What a refusal says.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Refusal {
    /// The code; a number as its digits.
    #[serde(deserialize_with = "written")]
    pub code: Option<String>,
    /// The text for people.
    #[serde(deserialize_with = "written")]
    pub message: Option<String>,
    /// The id of the request: of the header, else of the body.
    #[serde(deserialize_with = "written")]
    pub request_id: Option<String>,
    /// Whether the same call may well succeed a little later.
    pub momentary: bool,
}
