//! Ways to break a document, and the rule by which each judge has to notice.

use serde_json::{Value, json};

use super::Judge;
use crate::tree;

/// A way to break a document.
pub(super) struct Case {
    /// What is wrong, which is also the name of the file.
    pub(super) name: &'static str,
    spectral: Option<&'static str>,
    redocly: Option<&'static str>,
    /// Which part of the document it breaks, and how.
    at: At,
    change: fn(&mut Value),
}

/// A part of a document, the first of its kind.
#[derive(Clone, Copy)]
enum At {
    Document,
    Operation,
    /// The `x-pages` of an operation.
    Pages,
    Schema,
    /// The schema of a word.
    Word,
    /// The JSON body of an answer.
    Body,
}

const fn case(
    name: &'static str,
    at: At,
    change: fn(&mut Value),
    spectral: Option<&'static str>,
    redocly: Option<&'static str>,
) -> Case {
    Case { name, spectral, redocly, at, change }
}

/// One for each rule that reads a part of the documents in its own way.
pub(super) const CASES: &[Case] = &[
    case(
        "operation-id-in-another-case",
        At::Operation,
        |operation| operation["operationId"] = json!("download_errorlog"),
        Some("house-operation-id"),
        Some("rule/house-operation-id"),
    ),
    case(
        "no-operation-id",
        At::Operation,
        |operation| remove(operation, "operationId"),
        Some("operation-operationId"),
        Some("operation-operationId"),
    ),
    case(
        "no-default-response",
        At::Operation,
        |operation| remove(&mut operation["responses"], "default"),
        Some("house-default-response"),
        Some("rule/house-default-response"),
    ),
    case(
        "no-samples",
        At::Operation,
        |operation| remove(operation, "x-codeSamples"),
        Some("house-code-samples"),
        Some("rule/house-code-samples"),
    ),
    case(
        "no-sample-in-python",
        At::Operation,
        |operation| {
            operation["x-codeSamples"] =
                json!([{ "lang": "Shell", "label": "curl", "source": "curl" }])
        },
        Some("house-code-samples"),
        None,
    ),
    case(
        "a-key-too-few",
        At::Operation,
        |operation| remove(&mut operation["x-log-job"]["start"], "repeatable"),
        Some("house-log-job"),
        None,
    ),
    case(
        "a-key-too-many",
        At::Operation,
        |operation| operation["x-log-download"]["lifetme"] = json!(900),
        Some("house-log-download"),
        None,
    ),
    case(
        "a-list-without-the-size-of-its-pages",
        At::Pages,
        |pages| remove(pages, "most"),
        Some("house-pages"),
        None,
    ),
    case(
        "pages-of-nothing",
        At::Pages,
        |pages| pages["most"] = json!(0),
        Some("house-pages"),
        None,
    ),
    case(
        "no-summary",
        At::Operation,
        |operation| remove(operation, "summary"),
        Some("house-summary"),
        Some("operation-summary"),
    ),
    case(
        "an-enum",
        At::Schema,
        |schema| {
            schema["properties"]["word"] =
                json!({ "type": "string", "enum": ["a"], "example": "a" })
        },
        Some("house-no-enum"),
        Some("rule/house-no-enum"),
    ),
    case(
        "a-word-of-another-format",
        At::Word,
        |word| word["format"] = json!("name"),
        Some("house-words"),
        None,
    ),
    case(
        "a-word-without-words",
        At::Word,
        |word| word["x-extensible-enum"] = json!([]),
        Some("house-words"),
        None,
    ),
    case(
        "no-examples",
        At::Body,
        |body| remove(body, "examples"),
        Some("house-json-examples"),
        Some("rule/house-json-examples"),
    ),
    case(
        "a-wrong-example",
        At::Body,
        |body| body["examples"]["wrong"] = json!({ "summary": "Wrong", "value": [] }),
        Some("oas3-valid-media-example"),
        Some("no-invalid-media-type-examples"),
    ),
    case(
        "a-reference-to-nowhere",
        At::Body,
        |body| body["schema"] = json!({ "$ref": "#/components/schemas/Nowhere" }),
        Some("invalid-ref"),
        Some("no-unresolved-refs"),
    ),
    case(
        "two-servers",
        At::Document,
        |document| {
            document["servers"] =
                json!([{ "url": "https://a.example.com" }, { "url": "https://b.example.com" }])
        },
        Some("house-one-server"),
        Some("rule/house-one-server"),
    ),
    case(
        "one-security",
        At::Document,
        |document| document["security"] = json!([document["security"][0]]),
        Some("house-two-securities"),
        Some("rule/house-two-securities"),
    ),
    case(
        "no-quota",
        At::Document,
        |document| remove(document, "x-quota"),
        Some("house-quota"),
        None,
    ),
];

impl Case {
    /// The rule by which a judge notices; none if it has no way to say such a thing.
    pub(super) fn rule(&self, judge: Judge) -> Option<&'static str> {
        match judge {
            Judge::Spectral => self.spectral,
            Judge::Redocly => self.redocly,
        }
    }

    /// A broken copy of a document.
    pub(super) fn broken(&self, document: &Value) -> Result<Value, String> {
        let mut copy = document.clone();
        let place = self.at.place(document);
        let part = place.and_then(|place| copy.pointer_mut(&place));
        (self.change)(part.ok_or_else(|| format!("{}: the document has no such part", self.name))?);
        if copy == *document {
            return Err(format!("{} changes nothing", self.name));
        }
        Ok(copy)
    }
}

impl At {
    fn place(self, document: &Value) -> Option<String> {
        let first_with = |place: &str, needed: &str| {
            let mut parts = document.pointer(place)?.as_object()?.iter();
            let (key, _) = parts.find(|(_, part)| part.pointer(needed).is_some())?;
            Some(format!("{place}/{}", tree::escape(key)))
        };
        let first = |place: &str| first_with(place, "");
        match self {
            Self::Document => Some(String::new()),
            Self::Schema => first("/components/schemas"),
            Self::Word => first_with("/components/schemas", "/x-extensible-enum"),
            Self::Pages => {
                first_with("/paths", "/get/x-pages").map(|path| format!("{path}/get/x-pages"))
            }
            Self::Operation => first("/paths").map(|path| format!("{path}/post")),
            Self::Body => first("/paths")
                .map(|path| format!("{path}/post/responses/200/content/application~1json")),
        }
    }
}

fn remove(node: &mut Value, key: &str) {
    if let Some(object) = node.as_object_mut() {
        object.remove(key);
    }
}

#[cfg(test)]
mod tests {
    use super::CASES;
    use crate::document::Document;
    use crate::workspace_root;

    #[test]
    fn each_case_changes_the_document() {
        let document = Document::load(&workspace_root(), "rds").unwrap();
        for case in CASES {
            case.broken(&document.value).unwrap();
        }
    }
}
