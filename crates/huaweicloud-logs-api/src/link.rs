//! Pre-signed links.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A pre-signed URL: whoever has it has the file, so `Debug` doesn't show it and there is no `Display`.
///
/// It is kept as text, because a URL type might rewrite what was signed.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Link(String);

impl Link {
    /// Takes a link.
    #[must_use]
    pub fn new(link: impl Into<String>) -> Self {
        Self(link.into())
    }

    /// The link itself, signature included.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (place, _) = self.0.split_once('?').unwrap_or((&self.0, ""));
        write!(f, "Link({place:?}, …)")
    }
}

#[cfg(test)]
mod tests {
    use super::Link;
    use crate::rds::types::ErrorlogDownload;

    #[test]
    fn debug_of_an_answer_shows_no_signature() {
        let text = r#"{"list":[{"file_link":"https://obs/o?Expires=1&Signature=hunter2"}]}"#;
        let answer: ErrorlogDownload = serde_json::from_str(text).unwrap();
        let shown = format!("{answer:?}");
        assert!(shown.contains("https://obs/o") && !shown.contains("hunter2"), "{shown}");
        assert_eq!(serde_json::to_string(&answer).unwrap(), text);
        let link: Link = answer.list.unwrap().remove(0).file_link.unwrap();
        assert!(link.expose().ends_with("hunter2"));
    }
}
