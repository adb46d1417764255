//! The vocabulary of `format`: OpenAPI leaves it open, the house doesn't.

/// The formats a string may have. `openapi/README.md` gives their meaning; a test compares the two.
pub const STRING_FORMATS: &[&str] = &[
    "binary",
    "date",
    "date-time",
    "date-time-local",
    "date-time-offset",
    "decimal",
    "error-code",
    "file-name",
    "header-value",
    "id",
    "ip-address",
    "link",
    "name",
    "percentage",
    "text",
    "word",
];

/// The formats that a type may have; `None` for a type that needs none.
pub(super) fn allowed(kind: &str) -> Option<&'static [&'static str]> {
    match kind {
        "string" => Some(STRING_FORMATS),
        "integer" => Some(&["int32", "int64"]),
        "number" => Some(&["float", "double"]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::STRING_FORMATS;

    #[test]
    fn the_readers_of_the_documents_are_told_the_same_formats() {
        let readme =
            std::fs::read_to_string(crate::workspace_root().join("openapi/README.md")).unwrap();
        let (_, section) = readme.split_once("\n## Formats\n").unwrap();
        let (section, _) = section.split_once("\n## ").unwrap();
        let told: Vec<&str> = section
            .lines()
            .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
            .collect();
        assert_eq!(told, STRING_FORMATS);
    }
}
