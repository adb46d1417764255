//! The vectors of the signature.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::extensions::written;

/// Requests, and how they are signed.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SigningFile {
    /// Where the schema of this file is.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// The name of the algorithm, as it stands in the header.
    pub algorithm: String,
    /// Where the vectors come from.
    pub made_with: String,
    /// Each by itself.
    pub vectors: Vec<Vector>,
}

/// A request, and how it is signed. One of them comes from a source that tells less than the others.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Vector {
    /// Its name, unique in the file.
    pub name: String,
    /// What it proves.
    pub note: String,
    /// What is to be signed, and with what.
    pub input: Input,
    /// The time in `X-Sdk-Date`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub x_sdk_date: Option<String>,
    /// SHA-256 of the body in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payload_sha256: Option<String>,
    /// The names of the signed headers, sorted.
    pub signed_headers: Vec<String>,
    /// The canonical request.
    pub canonical_request: String,
    /// SHA-256 of that in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub canonical_request_sha256: Option<String>,
    /// The string to sign.
    pub string_to_sign: String,
    /// The value of the header `Authorization`.
    pub authorization: String,
    /// Path and query as they are sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub final_uri: Option<String>,
    /// All headers that are sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub final_headers: Option<BTreeMap<String, String>>,
}

/// What is to be signed, and with what.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// The method.
    pub method: String,
    /// http or https.
    pub scheme: String,
    /// The host, with a port if the URL has one.
    pub host: String,
    /// The path, as it stands in the URL.
    pub path: String,
    /// Names and values of the query, before they are encoded. What is no text is written as JSON writes it.
    pub query: Vec<(String, Value)>,
    /// The headers that the caller sets.
    pub headers: BTreeMap<String, String>,
    /// The body as text; null for none.
    #[serde(deserialize_with = "written")]
    pub body: Option<String>,
    /// The same in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body_hex: Option<String>,
    /// The access key.
    pub ak: String,
    /// The secret key.
    pub sk: String,
    /// The project, if it is known. Without this key nothing is added to the request but what is signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project_id: Option<String>,
    /// Always null: global services are none of ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain_id: Option<String>,
    /// The token of temporary keys.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub security_token: Option<String>,
    /// Always null: keys are not derived.
    #[serde(deserialize_with = "written")]
    pub derived: Option<String>,
    /// The time at which it is signed.
    pub timestamp: String,
}
