//! The many shapes of an error, made one.
//!
//! Services, gateways, proxies and the object store write errors in a dozen ways. The documents describe
//! one, `{"error_code", "error_msg"}`, and this is where the others are turned into it.

use serde_json::{Map, Value};

/// What an error says, whichever way it is written.
///
/// Blank text counts as nothing: services also write it where nothing is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorFields {
    /// The code, such as `DBS.200019`; a number as its digits.
    pub code: Option<String>,
    /// What happened, for people, as the server wrote it.
    pub message: Option<String>,
    /// The id of the request, if the error itself has it; usually only a header does.
    pub request_id: Option<String>,
}

/// Spellings of the code, by who writes them: the services, RDS v1, a few others, DCS exports, IAM.
const CODES: &[&str] = &["error_code", "errCode", "errorCode", "err_code", "code"];
/// Spellings of the message, in the same order.
const MESSAGES: &[&str] = &["error_msg", "externalMessage", "errorMsg", "err_msg", "message"];
/// The gateway's.
const REQUEST_IDS: &[&str] = &["request_id"];

impl ErrorFields {
    /// What one JSON object says: the body of a refusal, or an object in an answer.
    ///
    /// The error may be wrapped once: in a field `error` (IAM, an entry of CloudDC's list of servers), or in
    /// the only field that the object has (`{"itemNotFound": {…}}`). What is inside comes before what is beside
    /// it. A value that is no object says nothing.
    #[must_use]
    pub fn of(value: &Value) -> Self {
        let Some(object) = value.as_object() else { return Self::default() };
        let inside = wrapped(object).map(Self::written_in).unwrap_or_default();
        let beside = Self::written_in(object);
        Self {
            code: inside.code.or(beside.code),
            message: inside.message.or(beside.message),
            request_id: inside.request_id.or(beside.request_id),
        }
    }

    /// What the body of a refusal says: JSON as in [`of`](Self::of), the object store's XML, or any text.
    ///
    /// Text that is neither, such as a proxy's HTML page, is the message as it is.
    #[must_use]
    pub fn of_body(body: &[u8]) -> Self {
        read(body).0
    }

    fn written_in(object: &Map<String, Value>) -> Self {
        let find = |spellings: &[&str]| spellings.iter().find_map(|name| text(object.get(*name)?));
        Self { code: find(CODES), message: find(MESSAGES), request_id: find(REQUEST_IDS) }
    }

    fn of_text(body: &str) -> Self {
        // Only these elements: the store also writes what was signed, and the signature.
        let fields = Self {
            code: element(body, "Code"),
            message: element(body, "Message"),
            request_id: element(body, "RequestId"),
        };
        if body.contains("<Error") && (fields.code.is_some() || fields.message.is_some()) {
            return fields;
        }
        Self { message: unless_blank(body.trim()), ..Self::default() }
    }
}

/// Rewrites any body as a JSON object with `error_code`, `error_msg` and `request_id` where they can be found.
///
/// Other text of a JSON object stays, such as `encoded_authorization_message`. Anything else goes: a documented
/// field that is no text would not decode.
pub(crate) fn uniform(body: &[u8]) -> Vec<u8> {
    let (fields, mut object) = read(body);
    for (name, found) in [
        ("error_code", fields.code),
        ("error_msg", fields.message),
        ("request_id", fields.request_id),
    ] {
        match found {
            Some(text) => object.insert(name.to_owned(), Value::String(text)),
            None => object.remove(name),
        };
    }
    Value::Object(object).to_string().into_bytes()
}

/// What a body says, and the text in it if it is a JSON object.
fn read(body: &[u8]) -> (ErrorFields, Map<String, Value>) {
    // JSON that is nested too deeply is none for serde_json, which keeps the stack from overflowing.
    let Ok(Value::Object(object)) = serde_json::from_slice(body) else {
        return (ErrorFields::of_text(&String::from_utf8_lossy(body)), Map::new());
    };
    let fields = object.iter().chain(wrapped(&object).into_iter().flatten());
    let texts = fields
        .filter(|(_, value)| value.is_string())
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    (ErrorFields::of(&Value::Object(object)), texts)
}

/// The error inside an object, if it is in one more.
fn wrapped(object: &Map<String, Value>) -> Option<&Map<String, Value>> {
    let only = object.values().next().filter(|_| object.len() == 1);
    object.get("error").or(only)?.as_object()
}

/// IAM writes its code as a number.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => unless_blank(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn unless_blank(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.to_owned())
}

/// The text of the first XML element with this name.
fn element(xml: &str, name: &str) -> Option<String> {
    let (_, rest) = xml.split_once(&format!("<{name}>"))?;
    let (text, _) = rest.split_once(&format!("</{name}>"))?;
    let entities =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    // `&amp;` is the last, so that `&amp;lt;` becomes `&lt;` and no more.
    let plain = entities
        .into_iter()
        .fold(text.to_owned(), |text, (entity, letter)| text.replace(entity, letter));
    unless_blank(plain.trim())
}

#[cfg(test)]
mod tests;
