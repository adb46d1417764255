//! What services list.

use serde::Serialize;
use serde_json::Value;

use crate::service::Service;

/// An instance, or a physical server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Instance {
    /// The service that it belongs to.
    pub service: Service,
    /// Its id, by which its logs are asked for.
    pub id: String,
    /// The name that people gave it.
    pub name: Option<String>,
    /// Its state, in the service's word; of a physical server, how far it is managed.
    pub status: Option<String>,
    /// What runs there, such as `PostgreSQL 14.6`; of a physical server, its model.
    pub engine: Option<String>,
    /// Its nodes, as far as the list of instances has them: RDS and DDS.
    pub nodes: Vec<Node>,
}

/// A part of an instance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Node {
    /// Its id: for DDS the one that [`LogRequest::nodes`](crate::LogRequest::nodes) takes, for DCS the replication id
    /// that [`LogRequest::replication`](crate::LogRequest::replication) takes.
    pub id: String,
    /// Its name; for DCS its address.
    pub name: Option<String>,
    /// The part of a cluster that it is in, such as `shard`, or for DCS the name of the shard.
    pub group: Option<String>,
    /// What it does, in the service's word, such as `Primary`.
    pub role: Option<String>,
    /// Its state, in the service's word.
    pub status: Option<String>,
}

/// A log file that can be asked for by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ListedFile {
    /// Its name.
    pub name: String,
    /// Its size in bytes; where the service tells kilobytes, 1024 for each.
    pub bytes: Option<u64>,
}

impl ListedFile {
    /// A file whose size is told in units of so many bytes.
    pub(super) fn new(name: String, size: Option<&Value>, unit: u64) -> Self {
        let number = match size {
            Some(Value::String(text)) => text.trim().parse::<f64>().ok(),
            Some(size) => size.as_f64(),
            None => None,
        };
        let number = number.filter(|number| number.is_finite() && *number >= 0.0);
        let bytes = number.map(|number| (number * unit as f64) as u64);
        Self { name, bytes }
    }
}

/// A word or two, without blanks where one is missing.
pub(super) fn joined(words: [Option<&str>; 2]) -> Option<String> {
    let words: Vec<_> = words.into_iter().flatten().filter(|word| !word.is_empty()).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{ListedFile, joined};

    #[test]
    fn a_size_is_a_number_or_its_text_in_whatever_unit() {
        for (size, unit, bytes) in [
            (json!("2048"), 1, Some(2048)),
            (json!(2048), 1, Some(2048)),
            (json!("3.5"), 1024, Some(3584)),
            (json!(""), 1, None),
            (json!("-1"), 1, None),
            (json!("1e400"), 1, None),
            (json!(null), 1, None),
        ] {
            assert_eq!(ListedFile::new(String::new(), Some(&size), unit).bytes, bytes, "{size}");
        }
    }

    #[test]
    fn what_is_missing_leaves_no_blank() {
        assert_eq!(joined([Some("Redis"), Some("5.0")]).as_deref(), Some("Redis 5.0"));
        assert_eq!(joined([Some("Redis"), None]).as_deref(), Some("Redis"));
        assert_eq!(joined([Some(""), None]), None);
    }
}
