//! One difference between two versions of a document.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

/// What a difference means for a client that was made from the older version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Only people read it, no operation leads there, or it means the same as before: texts, examples, `deprecated`,
    /// the document's own list of tags, keys in another order, a default that was left out.
    DocOnly,
    /// The client goes on as it is: something new that it needn't send or read, a new extension, less that it must
    /// send, answers within closer bounds, an error status beside `default`.
    Additive,
    /// The client may fail, or may not compile when it is generated again: something that went or has another name,
    /// type, order of parameters, title or tag; requests within closer bounds; answers within wider ones, with another
    /// media type, or of a status that it doesn't know; a schema that moved behind a reference or out of it; any
    /// difference that no rule is for.
    Breaking,
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::DocOnly => "doc-only",
            Self::Additive => "additive",
            Self::Breaking => "breaking",
        })
    }
}

/// One difference between two versions of a document.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// What it means for clients.
    pub class: Class,
    /// Where it is, for people: "schema `LogFile`, field `size`".
    pub place: String,
    /// The operations, schemas, fields and the like that the place and the change are about.
    pub names: Vec<String>,
    /// What happened there.
    pub what: String,
    /// What stood there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<Value>,
    /// What stands there now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is: Option<Value>,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.class, self.place, self.what)?;
        match (&self.was, &self.is) {
            (Some(was), Some(is)) => {
                let (was, is) = (was.to_string(), is.to_string());
                let same = was.chars().zip(is.chars()).take_while(|(was, is)| was == is).count();
                write!(f, ": was {}, is {}", short(&was, same), short(&is, same))
            }
            (Some(was), None) => write!(f, ": was {}", short(&was.to_string(), 0)),
            (None, Some(is)) => write!(f, ": is {}", short(&is.to_string(), 0)),
            (None, None) => Ok(()),
        }
    }
}

/// A text, or of a long one the part where it begins to differ.
fn short(text: &str, same: usize) -> String {
    const LIMIT: usize = 80;
    const BEFORE: usize = 20;
    let length = text.chars().count();
    if length <= LIMIT {
        return text.to_owned();
    }
    let start = same.saturating_sub(BEFORE).min(length - LIMIT);
    let part: String = text.chars().skip(start).take(LIMIT).collect();
    let (before, after) = (start > 0, start + LIMIT < length);
    format!("{}{part}{}", if before { "…" } else { "" }, if after { "…" } else { "" })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Change, Class};

    fn shown(was: &str, is: &str) -> String {
        let change = Change {
            class: Class::DocOnly,
            place: "schema `LogFile`".into(),
            names: Vec::new(),
            what: "`description`".into(),
            was: Some(json!(was)),
            is: Some(json!(is)),
        };
        change.to_string()
    }

    #[test]
    fn short_values_are_shown_whole() {
        assert_eq!(
            shown("A file.", "Some file."),
            "doc-only: schema `LogFile`: `description`: was \"A file.\", is \"Some file.\""
        );
    }

    #[test]
    fn of_long_values_the_part_is_shown_that_differs() {
        let (begin, end) = ("a".repeat(100), "z".repeat(100));
        let line = shown(&format!("{begin}1{end}"), &format!("{begin}2"));
        let (before, after) = ("a".repeat(20), "z".repeat(59));
        let last = "a".repeat(78);
        assert!(line.ends_with(&format!("was …{before}1{after}…, is …{last}2\"")), "{line}");
    }
}
