//! Whether an HTTP answer is what a document says.
//!
//! For tests of whoever answers: every exchange goes through [`Answers::findings`], and whatever comes
//! back is wrong, in the answer or in the document. Answers that are meant to be wrong, such as a page
//! that something in between wrote, are not for this module; their test leaves them out.

use std::path::Path;

use jiff::fmt::strtime;
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use crate::document::{Document, Operation};
use crate::problem::Problems;
use crate::{SERVICES, conformance};

/// Headers that hold one value: clients differ in which of two they take.
const SINGLE: [&str; 4] = ["Content-Type", "Content-Disposition", "Retry-After", "X-Request-Id"];

/// One exchange, as a test saw it.
#[derive(Clone, Copy, Debug)]
pub struct Exchange<'a> {
    /// The service that was asked: `rds`.
    pub service: &'a str,
    /// The method of the request.
    pub method: &'a str,
    /// The path of the request as sent, without the query.
    pub path: &'a str,
    /// The status of the answer.
    pub status: u16,
    /// The headers of the answer. The case of their names doesn't count.
    pub headers: &'a [(String, String)],
    /// The body of the answer.
    pub body: &'a [u8],
}

/// The documents that answers are held to.
#[derive(Clone, Debug)]
pub struct Answers {
    documents: Vec<Document>,
}

impl Answers {
    /// Reads the documents of all services under `root`.
    ///
    /// # Errors
    ///
    /// As [`Document::load`], for the first document that can't be read.
    pub fn load(root: &Path) -> Result<Self, Problems> {
        let documents = SERVICES.iter().map(|service| Document::load(root, service));
        Ok(Self::new(documents.collect::<Result<_, _>>()?))
    }

    /// Holds answers to these documents.
    #[must_use]
    pub fn new(documents: Vec<Document>) -> Self {
        Self { documents }
    }

    /// What is wrong with the answer, one line a finding; empty when it conforms.
    #[must_use]
    pub fn findings(&self, exchange: &Exchange<'_>) -> Vec<String> {
        let Exchange { service, method, path, status, .. } = *exchange;
        let Some(document) = self.documents.iter().find(|document| document.service == service)
        else {
            return vec![format!("{service} {method} {path}: this service has no document")];
        };
        let operation = find(document, method, path);
        let mut check = Check { document, exchange, findings: Vec::new() };
        check.always();
        match &operation {
            Some(operation) => check.documented(operation),
            None => check.refused(),
        }
        let name = match &operation {
            Some(operation) => format!("{} {}", operation.path, operation.id().unwrap_or("?")),
            None => format!("{path} (no operation)"),
        };
        let line = |finding| format!("{service} {method} {name} {status}: {finding}");
        check.findings.into_iter().map(line).collect()
    }
}

/// The operation that a request is for. Where two templates fit, the one with fewer variables is meant.
fn find<'a>(document: &'a Document, method: &str, path: &str) -> Option<Operation<'a>> {
    let fits = |operation: &Operation<'_>| {
        operation.method.eq_ignore_ascii_case(method) && is_made_from(path, operation.path)
    };
    document.operations().filter(fits).min_by_key(|operation| operation.path.matches('{').count())
}

/// Whether a path fits a template. An escaped slash is part of its segment and ends none.
fn is_made_from(path: &str, template: &str) -> bool {
    let (sent, wanted) = (path.split('/'), template.split('/'));
    sent.clone().count() == wanted.clone().count()
        && sent.zip(wanted).all(|(sent, wanted)| {
            if wanted.starts_with('{') && wanted.ends_with('}') {
                !sent.is_empty()
            } else {
                percent_decode_str(sent).eq(wanted.bytes())
            }
        })
}

/// One answer under examination.
struct Check<'a> {
    document: &'a Document,
    exchange: &'a Exchange<'a>,
    findings: Vec<String>,
}

impl<'a> Check<'a> {
    /// What holds for every answer, whatever was asked.
    fn always(&mut self) {
        for name in SINGLE {
            if self.sent(name).count() > 1 {
                self.wrong(format!("header {name}: it is there twice"));
            }
        }
        match self.header("X-Request-Id") {
            None => self.wrong("header X-Request-Id: it is not there"),
            Some(id) if id.trim().is_empty() => self.wrong("header X-Request-Id: it is empty"),
            Some(_) => {}
        }
        if let Some(wait) = self.header("Retry-After")
            && !is_seconds(wait)
            && !is_http_date(wait)
        {
            self.wrong(format!("header Retry-After: {wait:?} is neither seconds nor an HTTP date"));
        }
        if self.is_head() && !self.exchange.body.is_empty() {
            self.wrong("body: the answer to a HEAD has none");
        }
    }

    /// The answer to a request that no operation is for.
    fn refused(&mut self) {
        if ![401, 404, 405].contains(&self.exchange.status) {
            self.wrong("status: without an operation it is 404, 405 or 401");
        }
        let text = json!({"type": "string"});
        let error = json!({
            "type": "object",
            "required": ["error_code", "error_msg"],
            "properties": {"error_code": text, "error_msg": text, "request_id": text},
        });
        self.content(&json!({"application/json": {"schema": error}}));
    }

    /// The answer of an operation.
    fn documented(&mut self, operation: &Operation<'_>) {
        let status = self.exchange.status;
        let responses = &operation.node["responses"];
        // A `default` describes errors only (openapi/README.md), so it allows no other success.
        let response = match responses.get(status.to_string()) {
            None if status >= 400 => responses.get("default"),
            response => response,
        };
        let Some(response) = response else {
            return self.wrong("status: the document has no such answer");
        };
        let document = self.document;
        let Some(resolved) = document.resolve(response) else {
            return self.wrong(format!("response: {} leads nowhere", response["$ref"]));
        };
        self.documented_headers(&resolved["headers"]);
        let names_the_file = operation.node["x-log-download"]["name_header"].as_str();
        if let Some(name) = names_the_file.filter(|_| status < 400)
            && self.header(name).is_none()
        {
            self.wrong(format!("header {name}: it names the file and is not there"));
        }
        self.content(&resolved["content"]);
    }

    fn documented_headers(&mut self, headers: &Value) {
        for (name, header) in headers.as_object().into_iter().flatten() {
            let Some(resolved) = self.document.resolve(header) else {
                self.wrong(format!("header {name}: {} leads nowhere", header["$ref"]));
                continue;
            };
            match self.header(name) {
                Some(text) => {
                    let at = format!("header {name}");
                    self.conforms(&at, &resolved["schema"], &Value::String(text.to_owned()));
                }
                None if resolved["required"] == true => {
                    self.wrong(format!("header {name}: it is required and not there"));
                }
                None => {}
            }
        }
    }

    /// Holds the body to the `content` of a response.
    fn content(&mut self, content: &Value) {
        // Its headers may or may not be those of a GET (RFC 9110, 9.3.2).
        if self.is_head() {
            return;
        }
        let body = self.exchange.body;
        let Some(content) = content.as_object().filter(|content| !content.is_empty()) else {
            if !body.is_empty() {
                self.wrong(format!("body: {} bytes where the document has none", body.len()));
            }
            return;
        };
        let documented = content.keys().map(String::as_str).collect::<Vec<_>>().join(" or ");
        let Some(sent) = self.header("Content-Type") else {
            return self.wrong(format!("header Content-Type: it is not there; {documented} is"));
        };
        let fits = |name: &str| essence(name).eq_ignore_ascii_case(essence(sent));
        let Some((name, media)) = content.iter().find(|(name, _)| fits(name)) else {
            return self.wrong(format!("header Content-Type: {sent:?} instead of {documented}"));
        };
        let schema = &media["schema"];
        let resolved = self.document.resolve(schema);
        if resolved.is_some_and(|schema| schema["format"] == "binary") {
            return;
        }
        if essence(name) == "application/json" {
            match serde_json::from_slice(body) {
                Ok(value) => {
                    self.conforms("body", schema, &value);
                    self.same_request_id(&value);
                }
                Err(error) => self.wrong(format!("body: it is no JSON: {error}")),
            }
        } else {
            match std::str::from_utf8(body) {
                Ok(text) => self.conforms("body", schema, &Value::String(text.to_owned())),
                Err(error) => self.wrong(format!("body: it is no text: {error}")),
            }
        }
    }

    /// The gateway says the id twice, and it is the same one.
    fn same_request_id(&mut self, body: &Value) {
        let (Some(inside), Some(outside)) =
            (body["request_id"].as_str(), self.header("X-Request-Id"))
        else {
            return;
        };
        if inside != outside {
            self.wrong(format!("body/request_id: {inside:?}, and X-Request-Id is {outside:?}"));
        }
    }

    fn conforms(&mut self, at: &str, schema: &Value, value: &Value) {
        for finding in conformance::findings(self.document, schema, value) {
            self.wrong(format!("{at}{finding}"));
        }
    }

    fn header(&self, name: &str) -> Option<&'a str> {
        self.sent(name).next()
    }

    fn sent(&self, name: &str) -> impl Iterator<Item = &'a str> {
        let same = |(key, _): &&(String, String)| key.eq_ignore_ascii_case(name);
        self.exchange.headers.iter().filter(same).map(|(_, value)| value.as_str())
    }

    fn is_head(&self) -> bool {
        self.exchange.method.eq_ignore_ascii_case("HEAD")
    }

    fn wrong(&mut self, finding: impl Into<String>) {
        self.findings.push(finding.into());
    }
}

/// A media type without its parameters.
fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

fn is_seconds(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The one form of an HTTP date that may still be sent (RFC 9110, 5.6.7).
fn is_http_date(text: &str) -> bool {
    const FORM: &str = "%a, %d %b %Y %H:%M:%S GMT";
    let date = strtime::parse(FORM, text).and_then(|date| date.to_datetime());
    // Writing it again finds what reading lets pass, such as a day of one digit.
    date.is_ok_and(|date| date.strftime(FORM).to_string() == text)
}
