//! Reading a document: YAML to a value that knows its lines, and from there to `openapiv3`.

use std::collections::HashMap;
use std::path::Path;

use openapiv3::OpenAPI;
use saphyr::{LoadableYamlNode, MarkedYaml, Scalar, YamlData};
use serde_json::{Map, Number, Value};

use crate::SERVICES;
use crate::problem::{Problem, Problems};
use crate::tree::{self, Kind};

/// One of the documents in `openapi/`.
#[derive(Clone, Debug)]
pub struct Document {
    /// The service, which is also the file's stem: `rds`.
    pub service: String,
    /// The file, as a path from the workspace's root.
    pub file: String,
    /// The document as written.
    pub value: Value,
    /// The document as `openapiv3` reads it.
    pub openapi: OpenAPI,
    lines: HashMap<String, usize>,
}

impl Document {
    /// Reads `openapi/{service}.yaml` under `root`.
    ///
    /// # Errors
    ///
    /// Says where and why when the file can't be read, is not YAML, or is not OpenAPI 3.0.
    pub fn load(root: &Path, service: &str) -> Result<Self, Problems> {
        let file = format!("openapi/{service}.yaml");
        let text = std::fs::read_to_string(root.join(&file)).map_err(|error| {
            Problems::from(Problem {
                file: file.clone(),
                line: 0,
                place: String::new(),
                rule: "readable",
                what: error.to_string(),
                why: "every service needs its document; restore the file or remove the service from xtask".into(),
            })
        })?;
        Self::parse(service, &text)
    }

    /// Files in `openapi/` that look like documents but belong to no service.
    #[must_use]
    pub fn strays(root: &Path) -> Vec<Problem> {
        let entries = std::fs::read_dir(root.join("openapi")).into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        let documents = names.filter(|name| name.ends_with(".yaml") || name.ends_with(".yml"));
        let mut strays: Vec<String> = documents
            .filter(|name| !SERVICES.iter().any(|service| *name == format!("{service}.yaml")))
            .collect();
        strays.sort();
        let problem = |name: String| Problem {
            file: format!("openapi/{name}"),
            line: 0,
            place: String::new(),
            rule: "service",
            what: "no service has this document".into(),
            why: "nothing is generated from it; add the service to SERVICES in xtask/src/lib.rs"
                .into(),
        };
        strays.into_iter().map(problem).collect()
    }

    /// Reads a document from its text.
    ///
    /// # Errors
    ///
    /// As [`Document::load`].
    pub fn parse(service: &str, text: &str) -> Result<Self, Problems> {
        let file = format!("openapi/{service}.yaml");
        let (value, lines) = read_yaml(&file, text)?;
        match serde_json::from_value::<OpenAPI>(value.clone()) {
            Ok(openapi) => Ok(Self { service: service.to_owned(), file, value, openapi, lines }),
            Err(error) => {
                let (place, why) = tree::first_unreadable(&value)
                    .unwrap_or_else(|| (String::new(), error.to_string()));
                Err(Problem {
                    line: line_of(&lines, &place),
                    file,
                    place,
                    rule: "openapi",
                    what: "this is not what OpenAPI 3.0 allows here".into(),
                    why,
                }
                .into())
            }
        }
    }

    /// A problem at `place`, a JSON Pointer into this document.
    #[must_use]
    pub fn problem(
        &self,
        place: &str,
        rule: &'static str,
        what: impl Into<String>,
        why: impl Into<String>,
    ) -> Problem {
        Problem {
            file: self.file.clone(),
            line: line_of(&self.lines, place),
            place: place.to_owned(),
            rule,
            what: what.into(),
            why: why.into(),
        }
    }

    /// The node that a local reference points to, with its place.
    #[must_use]
    pub fn resolve<'a>(&'a self, node: &'a Value) -> Option<&'a Value> {
        match node.get("$ref").and_then(Value::as_str) {
            None => Some(node),
            Some(reference) => self.value.pointer(reference.strip_prefix('#')?),
        }
    }

    /// Every operation: its place, HTTP method, path and node.
    pub fn operations(&self) -> impl Iterator<Item = Operation<'_>> {
        let paths = self.value.get("paths").and_then(Value::as_object);
        paths.into_iter().flatten().flat_map(|(path, item)| {
            let entries = item.as_object().into_iter().flatten();
            entries.filter(|(key, _)| tree::is_method(key)).map(move |(method, node)| Operation {
                place: format!("/paths/{}/{method}", tree::escape(path)),
                method,
                path,
                item,
                node,
            })
        })
    }

    /// The operation with this id.
    #[must_use]
    pub fn operation(&self, id: &str) -> Option<Operation<'_>> {
        self.operations().find(|operation| operation.id() == Some(id))
    }

    /// Visits every node of a known kind, references included.
    pub fn visit(&self, visitor: &mut dyn FnMut(&str, Kind, &Value)) {
        tree::visit("", Kind::Document, &self.value, visitor);
    }
}

/// An operation of a document.
#[derive(Clone, Debug)]
pub struct Operation<'a> {
    /// JSON Pointer to the operation.
    pub place: String,
    /// The HTTP method in lower case.
    pub method: &'a str,
    /// The path template.
    pub path: &'a str,
    /// The path item around the operation.
    pub item: &'a Value,
    /// The operation itself.
    pub node: &'a Value,
}

impl<'a> Operation<'a> {
    /// The operation id, if it has one.
    #[must_use]
    pub fn id(&self) -> Option<&'a str> {
        self.node.get("operationId").and_then(Value::as_str)
    }

    /// The parameters of the path item and of the operation, unresolved.
    pub fn parameters(&self) -> impl Iterator<Item = &'a Value> {
        [self.item, self.node]
            .into_iter()
            .filter_map(|owner| owner.get("parameters").and_then(Value::as_array))
            .flatten()
    }
}

/// The line of a node, or of the nearest node around it that has one.
fn line_of(lines: &HashMap<String, usize>, place: &str) -> usize {
    let mut place = place;
    loop {
        if let Some(line) = lines.get(place) {
            return *line;
        }
        match place.rfind('/') {
            Some(end) => place = &place[..end],
            None => return 0,
        }
    }
}

type Lines = HashMap<String, usize>;

fn read_yaml(file: &str, text: &str) -> Result<(Value, Lines), Problem> {
    let problem = |line, what: String, why: &str| Problem {
        file: file.to_owned(),
        line,
        place: String::new(),
        rule: "yaml",
        what,
        why: why.to_owned(),
    };
    let nodes = MarkedYaml::load_from_str(text).map_err(|error| {
        problem(
            error.marker().line(),
            error.info().to_owned(),
            "the file must be well-formed YAML 1.2; look at the indentation and quotes around this line",
        )
    })?;
    let [node] = nodes.as_slice() else {
        return Err(problem(
            0,
            format!("the file holds {} YAML documents", nodes.len()),
            "a service has exactly one document a file",
        ));
    };
    let mut lines = Lines::new();
    let value = convert(node, String::new(), &mut lines).map_err(|(line, what)| {
        problem(line, what, "the document must also be writable as JSON")
    })?;
    Ok((value, lines))
}

fn convert(
    node: &MarkedYaml<'_>,
    place: String,
    lines: &mut Lines,
) -> Result<Value, (usize, String)> {
    let line = node.span.start.line();
    lines.entry(place.clone()).or_insert(line);
    Ok(match &node.data {
        YamlData::Value(Scalar::Null) => Value::Null,
        YamlData::Value(Scalar::Boolean(flag)) => Value::Bool(*flag),
        YamlData::Value(Scalar::Integer(number)) => Value::Number((*number).into()),
        YamlData::Value(Scalar::FloatingPoint(number)) => Number::from_f64(number.into_inner())
            .map(Value::Number)
            .ok_or_else(|| (line, "infinity and NaN have no place in JSON".to_owned()))?,
        YamlData::Value(Scalar::String(text)) => Value::String(text.to_string()),
        YamlData::Sequence(items) => {
            let mut array = Vec::with_capacity(items.len());
            for (index, item) in items.iter().enumerate() {
                array.push(convert(item, format!("{place}/{index}"), lines)?);
            }
            Value::Array(array)
        }
        YamlData::Mapping(entries) => {
            let mut object = Map::new();
            for (key, item) in entries {
                let key_line = key.span.start.line();
                let key = match &key.data {
                    YamlData::Value(Scalar::String(text)) => text.to_string(),
                    YamlData::Value(Scalar::Integer(number)) => number.to_string(),
                    _ => return Err((key_line, "a key that is neither text nor a number".into())),
                };
                let place = format!("{place}/{}", tree::escape(&key));
                lines.insert(place.clone(), key_line);
                let item = convert(item, place, lines)?;
                // YAML tells `200` and `"200"` apart, JSON doesn't.
                if object.insert(key.clone(), item).is_some() {
                    return Err((key_line, format!("the key `{key}` stands here twice")));
                }
            }
            Value::Object(object)
        }
        YamlData::Alias(_) | YamlData::Tagged(..) | YamlData::Representation(..) => {
            return Err((line, "an alias or a tag, which JSON can't express".into()));
        }
        YamlData::BadValue => return Err((line, "a value that YAML can't read".into())),
    })
}
