//! Lowering: rewriting a faithful document into what progenitor can express.
//!
//! Each rewrite that loses something returns a [`Note`]; the notes are snapshot-tested, so a loss is
//! always a line that somebody reviewed.

mod schemas;

use std::fmt;

use openapiv3::{OpenAPI, Operation, ReferenceOr, RequestBody, Response, Responses, StatusCode};

pub(crate) use self::schemas::LINK;
use self::schemas::hoist_links;
use crate::document::Document;
use crate::problem::{Problem, Problems};

/// Something the generated client doesn't express although the document does.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// Where: an operation id or a schema's name, with the part of it.
    pub place: String,
    /// What is lost, and where it went instead.
    pub text: String,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.text)
    }
}

/// A document in progenitor's terms, and what was lost on the way.
#[derive(Clone, Debug)]
pub struct Lowered {
    /// The rewritten document.
    pub openapi: OpenAPI,
    /// One note for each loss, in the order of the document.
    pub notes: Vec<Note>,
}

/// Lowers a document.
///
/// # Errors
///
/// Reports operations that can't be expressed at all, such as two different success bodies.
pub fn lower(document: &Document) -> Result<Lowered, Problems> {
    let mut lowering = Lowering { document, notes: Vec::new(), problems: Problems::default() };
    let mut openapi = document.openapi.clone();
    lowering.security(&openapi);
    lowering.components(&mut openapi);
    lowering.paths(&mut openapi);
    lowering.problems.into_result()?;
    Ok(Lowered { openapi, notes: lowering.notes })
}

struct Lowering<'a> {
    document: &'a Document,
    notes: Vec<Note>,
    problems: Problems,
}

impl Lowering<'_> {
    fn note(&mut self, place: impl Into<String>, text: impl Into<String>) {
        self.notes.push(Note { place: place.into(), text: text.into() });
    }

    fn refuse(&mut self, operation: &str, what: impl Into<String>) {
        let place = self.document.operation(operation).map(|found| found.place).unwrap_or_default();
        let problem: Problem = self.document.problem(
            &place,
            "lowering",
            what,
            "progenitor can't express it; rewrite the document or teach xtask/src/lower.rs",
        );
        self.problems.0.push(problem);
    }

    fn security(&mut self, openapi: &OpenAPI) {
        let schemes =
            openapi.components.iter().flat_map(|components| components.security_schemes.keys());
        let names: Vec<_> = schemes.cloned().collect();
        if !names.is_empty() {
            let text = format!(
                "security schemes {} are not generated; the transport sends them",
                names.join(", ")
            );
            self.note("components", text);
        }
    }

    fn components(&mut self, openapi: &mut OpenAPI) {
        openapi.info.description = None;
        let Some(components) = &mut openapi.components else { return };
        self.note("components", "null for an array of an answer is read as none");
        let mut link = None;
        for (name, schema) in &mut components.schemas {
            if let ReferenceOr::Item(schema) = schema {
                self.schema(name, schema);
                link = link.or(hoist_links(schema));
            }
        }
        if let Some(link) = link {
            components.schemas.insert(LINK.to_owned(), ReferenceOr::Item(link));
        }
        for parameter in components.parameters.values_mut() {
            if let ReferenceOr::Item(parameter) = parameter {
                escape(&mut parameter_data(parameter).description);
            }
        }
    }

    fn paths(&mut self, openapi: &mut OpenAPI) {
        let components = openapi.components.clone().unwrap_or_default();
        for (path, item) in &mut openapi.paths.paths {
            let ReferenceOr::Item(item) = item else {
                let what = format!("the path {path} is a reference");
                self.problems.0.push(self.document.problem(
                    "/paths",
                    "lowering",
                    what,
                    "write the path out",
                ));
                continue;
            };
            for operation in operations(item) {
                self.operation(operation, &components);
            }
        }
    }

    fn operation(&mut self, operation: &mut Operation, components: &openapiv3::Components) {
        let id = operation.operation_id.clone().unwrap_or_default();
        escape(&mut operation.description);
        for parameter in &mut operation.parameters {
            if let ReferenceOr::Item(parameter) = parameter {
                let data = parameter_data(parameter);
                escape(&mut data.description);
                if let openapiv3::ParameterSchemaOrContent::Schema(ReferenceOr::Item(schema)) =
                    &mut data.format
                {
                    self.schema(&format!("{id}({})", data.name), schema);
                }
            }
        }
        if let Some(ReferenceOr::Item(body)) = &mut operation.request_body {
            self.request_body(&id, body);
        }
        let responses = std::mem::take(&mut operation.responses);
        operation.responses = self.responses(&id, responses, components);
    }

    fn request_body(&mut self, id: &str, body: &mut RequestBody) {
        if !body.required {
            body.required = true;
            self.note(format!("{id} request"), "the optional body becomes a required argument");
        }
        if body.content.len() != 1 {
            self.refuse(id, "the request body has more than one media type");
        }
    }

    /// One kind of success and one kind of error, which is all that progenitor can type.
    fn responses(
        &mut self,
        id: &str,
        mut responses: Responses,
        components: &openapiv3::Components,
    ) -> Responses {
        let mut lowered = Responses::default();
        let (mut successes, mut errors) = (Vec::new(), Vec::new());
        let default = responses.default.take();
        for (code, response) in responses.responses {
            let Some(response) = resolved(response, components) else {
                self.refuse(id, format!("the response {code} leads nowhere"));
                continue;
            };
            if is_success(&code) {
                successes.push((code, response));
            } else {
                errors.push((code, response));
            }
        }
        self.successes(id, successes, &mut lowered);
        let Some(error) = default else {
            self.refuse(id, "there is no default response to type its errors with");
            return lowered;
        };
        self.errors(id, &errors);
        for range in [4, 5] {
            lowered.responses.insert(StatusCode::Range(range), error.clone());
        }
        lowered
    }

    fn errors(&mut self, id: &str, errors: &[(StatusCode, Response)]) {
        let mut codes: Vec<_> = errors.iter().map(|(code, _)| code.to_string()).collect();
        codes.push("default".to_owned());
        let text = format!("{} become 4XX and 5XX with the body of default", codes.join(", "));
        self.note(format!("{id} errors"), text);
        for (code, response) in errors {
            for media_type in response.content.keys().filter(|media_type| !is_json(media_type)) {
                self.note(
                    format!("{id} {code}"),
                    format!("{media_type} is rewritten as JSON by hooks.rs"),
                );
            }
        }
    }

    fn successes(
        &mut self,
        id: &str,
        successes: Vec<(StatusCode, Response)>,
        lowered: &mut Responses,
    ) {
        let (mut with_body, without): (Vec<_>, Vec<_>) =
            successes.into_iter().partition(|(_, response)| !response.content.is_empty());
        if with_body.len() > 1 {
            return self.refuse(id, "two success responses have a body");
        }
        let (code, mut response) = match (with_body.pop(), without.as_slice()) {
            (Some((code, response)), []) => (code, response),
            (Some((code, response)), empty) => {
                let codes: Vec<_> = empty.iter().map(|(code, _)| code.to_string()).collect();
                let text = format!(
                    "{} without a body and {code} become 2XX; hooks.rs hands the empty answer on as {{}}",
                    codes.join(", ")
                );
                self.note(format!("{id} success"), text);
                (StatusCode::Range(2), response)
            }
            (None, [(code, response)]) => (code.clone(), response.clone()),
            (None, _) => return self.refuse(id, "there is not exactly one success response"),
        };
        self.headers(id, &code, &response);
        response.headers.clear();
        response.description = escaped(&response.description);
        if response.content.keys().any(|media_type| !is_json(media_type)) {
            self.note(format!("{id} {code}"), "the body is an untyped byte stream");
        }
        lowered.responses.insert(code, ReferenceOr::Item(response));
    }

    fn headers(&mut self, id: &str, code: &StatusCode, response: &Response) {
        if !response.headers.is_empty() {
            let names: Vec<_> = response.headers.keys().cloned().collect();
            let text = format!(
                "headers {} are not typed; ResponseValue::headers() has them",
                names.join(", ")
            );
            self.note(format!("{id} {code}"), text);
        }
    }
}

fn is_success(code: &StatusCode) -> bool {
    matches!(code, StatusCode::Code(200..=299) | StatusCode::Range(2))
}

fn is_json(media_type: &str) -> bool {
    media_type == "application/json" || media_type.starts_with("application/json;")
}

fn resolved(
    response: ReferenceOr<Response>,
    components: &openapiv3::Components,
) -> Option<Response> {
    match response {
        ReferenceOr::Item(response) => Some(response),
        ReferenceOr::Reference { reference } => {
            let name = reference.strip_prefix("#/components/responses/")?;
            components.responses.get(name)?.as_item().cloned()
        }
    }
}

fn operations(item: &mut openapiv3::PathItem) -> impl Iterator<Item = &mut Operation> {
    [
        &mut item.get,
        &mut item.put,
        &mut item.post,
        &mut item.delete,
        &mut item.options,
        &mut item.head,
        &mut item.patch,
        &mut item.trace,
    ]
    .into_iter()
    .filter_map(Option::as_mut)
}

fn parameter_data(parameter: &mut openapiv3::Parameter) -> &mut openapiv3::ParameterData {
    match parameter {
        openapiv3::Parameter::Query { parameter_data, .. }
        | openapiv3::Parameter::Header { parameter_data, .. }
        | openapiv3::Parameter::Path { parameter_data, .. }
        | openapiv3::Parameter::Cookie { parameter_data, .. } => parameter_data,
    }
}

fn escape(text: &mut Option<String>) {
    if let Some(text) = text {
        *text = escaped(text);
    }
}

/// Keeps rustdoc from reading `<T>` as HTML and `[x]` as a link.
fn escaped(text: &str) -> String {
    let mut code = false;
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter == '`' {
            code = !code;
        }
        if !code && matches!(letter, '<' | '>' | '[' | ']') {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}
