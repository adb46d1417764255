//! The shape of an OpenAPI document: which kind of node stands where, and which keys it may have.

use openapiv3 as oas;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The kinds of node that the house rules speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The document itself.
    Document,
    /// `info`.
    Info,
    /// `components`.
    Components,
    /// A path with its operations.
    PathItem,
    /// An operation.
    Operation,
    /// A parameter.
    Parameter,
    /// A request body.
    RequestBody,
    /// A response.
    Response,
    /// A response header.
    Header,
    /// The content of a body under one media type.
    MediaType,
    /// A schema.
    Schema,
    /// A property of a schema, which is a schema too.
    Property,
    /// A named example.
    Example,
    /// A security scheme.
    SecurityScheme,
}

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Whether a key of a path item names an operation.
#[must_use]
pub fn is_method(key: &str) -> bool {
    METHODS.contains(&key)
}

/// Escapes a key for use in a JSON Pointer.
#[must_use]
pub fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Calls `visitor` with every node of a known kind under `node`, parents first.
pub fn visit(place: &str, kind: Kind, node: &Value, visitor: &mut dyn FnMut(&str, Kind, &Value)) {
    visitor(place, kind, node);
    if node.get("$ref").is_some() {
        return;
    }
    for (segments, kind) in children(kind) {
        visit_at(place, segments, *kind, node, visitor);
    }
}

/// Follows `segments` from `node`; `*` stands for every entry, `{method}` for every operation.
fn visit_at(
    place: &str,
    segments: &[&str],
    kind: Kind,
    node: &Value,
    visitor: &mut dyn FnMut(&str, Kind, &Value),
) {
    let Some((first, rest)) = segments.split_first() else {
        return visit(place, kind, node, visitor);
    };
    let mut step = |key: &str, child: &Value| {
        visit_at(&format!("{place}/{}", escape(key)), rest, kind, child, visitor);
    };
    match (*first, node) {
        ("*", Value::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                step(&index.to_string(), item);
            }
        }
        (wanted @ ("*" | "{method}"), Value::Object(entries)) => {
            for (key, child) in entries {
                if !key.starts_with("x-") && (wanted == "*" || is_method(key)) {
                    step(key, child);
                }
            }
        }
        (key, Value::Object(entries)) => {
            // `additionalProperties` may be a plain `true`, which is no schema.
            if let Some(child) = entries.get(key).filter(|child| !child.is_boolean()) {
                step(key, child);
            }
        }
        _ => {}
    }
}

type Children = &'static [(&'static [&'static str], Kind)];

fn children(kind: Kind) -> Children {
    match kind {
        Kind::Document => &[
            (&["info"], Kind::Info),
            (&["paths", "*"], Kind::PathItem),
            (&["components"], Kind::Components),
        ],
        Kind::Components => &[
            (&["schemas", "*"], Kind::Schema),
            (&["parameters", "*"], Kind::Parameter),
            (&["responses", "*"], Kind::Response),
            (&["requestBodies", "*"], Kind::RequestBody),
            (&["headers", "*"], Kind::Header),
            (&["examples", "*"], Kind::Example),
            (&["securitySchemes", "*"], Kind::SecurityScheme),
        ],
        Kind::PathItem => {
            &[(&["parameters", "*"], Kind::Parameter), (&["{method}"], Kind::Operation)]
        }
        Kind::Operation => &[
            (&["parameters", "*"], Kind::Parameter),
            (&["requestBody"], Kind::RequestBody),
            (&["responses", "*"], Kind::Response),
        ],
        Kind::RequestBody => &[(&["content", "*"], Kind::MediaType)],
        Kind::Response => {
            &[(&["headers", "*"], Kind::Header), (&["content", "*"], Kind::MediaType)]
        }
        Kind::Parameter | Kind::Header | Kind::MediaType => {
            &[(&["schema"], Kind::Schema), (&["examples", "*"], Kind::Example)]
        }
        Kind::Schema | Kind::Property => &[
            (&["properties", "*"], Kind::Property),
            (&["items"], Kind::Schema),
            (&["additionalProperties"], Kind::Schema),
            (&["allOf", "*"], Kind::Schema),
            (&["anyOf", "*"], Kind::Schema),
            (&["oneOf", "*"], Kind::Schema),
            (&["not"], Kind::Schema),
        ],
        Kind::Info | Kind::Example | Kind::SecurityScheme => &[],
    }
}

/// The keys a node of this kind may have, besides vendor extensions.
#[must_use]
pub fn known_keys(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Document => &[
            "openapi",
            "info",
            "servers",
            "paths",
            "components",
            "security",
            "tags",
            "externalDocs",
        ],
        Kind::Info => &["title", "description", "termsOfService", "contact", "license", "version"],
        Kind::Components => &[
            "schemas",
            "responses",
            "parameters",
            "examples",
            "requestBodies",
            "headers",
            "securitySchemes",
            "links",
            "callbacks",
        ],
        Kind::PathItem => &[
            "summary",
            "description",
            "servers",
            "parameters",
            "get",
            "put",
            "post",
            "delete",
            "options",
            "head",
            "patch",
            "trace",
        ],
        Kind::Operation => &[
            "tags",
            "summary",
            "description",
            "externalDocs",
            "operationId",
            "parameters",
            "requestBody",
            "responses",
            "callbacks",
            "deprecated",
            "security",
            "servers",
        ],
        Kind::Parameter => &[
            "name",
            "in",
            "description",
            "required",
            "deprecated",
            "allowEmptyValue",
            "style",
            "explode",
            "allowReserved",
            "schema",
            "example",
            "examples",
            "content",
        ],
        Kind::RequestBody => &["description", "content", "required"],
        Kind::Response => &["description", "headers", "content", "links"],
        Kind::Header => &[
            "description",
            "required",
            "deprecated",
            "style",
            "explode",
            "schema",
            "example",
            "examples",
            "content",
        ],
        Kind::MediaType => &["schema", "example", "examples", "encoding"],
        Kind::Schema | Kind::Property => &[
            "title",
            "multipleOf",
            "maximum",
            "exclusiveMaximum",
            "minimum",
            "exclusiveMinimum",
            "maxLength",
            "minLength",
            "pattern",
            "maxItems",
            "minItems",
            "uniqueItems",
            "maxProperties",
            "minProperties",
            "required",
            "enum",
            "type",
            "allOf",
            "oneOf",
            "anyOf",
            "not",
            "items",
            "properties",
            "additionalProperties",
            "description",
            "format",
            "default",
            "nullable",
            "discriminator",
            "readOnly",
            "writeOnly",
            "xml",
            "externalDocs",
            "example",
            "deprecated",
        ],
        Kind::Example => &["summary", "description", "value", "externalValue"],
        Kind::SecurityScheme => &[
            "type",
            "description",
            "name",
            "in",
            "scheme",
            "bearerFormat",
            "flows",
            "openIdConnectUrl",
        ],
    }
}

/// The innermost node that `openapiv3` refuses, with its reason.
///
/// `openapiv3` reads references and schemas through untagged enums, whose errors name neither the
/// place nor the cause, so each node is tried on its own.
#[must_use]
pub fn first_unreadable(document: &Value) -> Option<(String, String)> {
    let mut innermost: Option<(String, String)> = None;
    visit("", Kind::Document, document, &mut |place, kind, node| {
        let Err(why) = readable(kind, node) else { return };
        let deeper = innermost.as_ref().is_none_or(|(outer, _)| place.starts_with(outer.as_str()));
        if deeper {
            innermost = Some((place.to_owned(), why));
        }
    });
    innermost
}

fn readable(kind: Kind, node: &Value) -> Result<(), String> {
    if kind != Kind::Document && node.get("$ref").is_some() {
        return Ok(());
    }
    match kind {
        Kind::Document => read::<oas::OpenAPI>(node),
        Kind::Info => read::<oas::Info>(node),
        Kind::Components => read::<oas::Components>(node),
        Kind::PathItem => read::<oas::PathItem>(node),
        Kind::Operation => read::<oas::Operation>(node),
        Kind::Parameter => read::<oas::Parameter>(node),
        Kind::RequestBody => read::<oas::RequestBody>(node),
        Kind::Response => read::<oas::Response>(node),
        Kind::Header => read::<oas::Header>(node),
        Kind::MediaType => read::<oas::MediaType>(node),
        Kind::Schema | Kind::Property => read::<oas::Schema>(node),
        Kind::Example => read::<oas::Example>(node),
        Kind::SecurityScheme => read::<oas::SecurityScheme>(node),
    }
}

fn read<T: DeserializeOwned>(node: &Value) -> Result<(), String> {
    T::deserialize(node).map(drop).map_err(|error| error.to_string())
}
