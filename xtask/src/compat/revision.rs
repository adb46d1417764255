//! The documents and the changelog of one side.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use super::changelog::Changelog;
use super::git::{self, Base};
use super::version::Version;
use crate::document::Document;

const CHANGELOG: &str = "openapi/CHANGELOG.md";

/// What a side says: its documents by file, and its changelog.
#[derive(Debug)]
pub(super) struct Revision {
    pub(super) documents: BTreeMap<String, Document>,
    pub(super) changelog: Changelog,
}

impl Revision {
    /// A commit.
    pub(super) fn committed(root: &Path, base: &Base) -> Result<Self, String> {
        let read = |file: &str| git::text(root, &base.commit, file);
        Self::read(git::files(root, &base.commit)?, &read)
            .map_err(|error| format!("{}: {error}", base.shown))
    }

    /// The files as they are.
    pub(super) fn working_tree(root: &Path) -> Result<Self, String> {
        let read = |file: &str| {
            fs::read_to_string(root.join(file)).map_err(|error| format!("{file}: {error}"))
        };
        let names = |entries: fs::ReadDir| {
            entries
                .map(|entry| Ok(format!("openapi/{}", entry?.file_name().to_string_lossy())))
                .collect()
        };
        let files = match fs::read_dir(root.join("openapi")) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            entries => entries.and_then(names),
        };
        Self::read(files.map_err(|error| format!("openapi: {error}"))?, &read)
    }

    fn read(
        files: Vec<String>,
        read: &dyn Fn(&str) -> Result<String, String>,
    ) -> Result<Self, String> {
        let mut documents = BTreeMap::new();
        let mut changelog = Changelog::default();
        for file in files {
            if file == CHANGELOG {
                changelog = Changelog::parse(&read(&file)?);
            } else if let Some(service) =
                file.strip_prefix("openapi/").and_then(|name| name.strip_suffix(".yaml"))
            {
                let document = Document::parse(service, &read(&file)?)
                    .map_err(|problems| problems.to_string())?;
                documents.insert(file, document);
            }
        }
        Ok(Self { documents, changelog })
    }

    /// The versions of the documents, each once.
    pub(super) fn versions(&self) -> Result<Vec<Version>, String> {
        let mut versions = Vec::new();
        for (file, document) in &self.documents {
            versions.push(
                document
                    .openapi
                    .info
                    .version
                    .parse()
                    .map_err(|error| format!("{file}: {error}"))?,
            );
        }
        versions.sort();
        versions.dedup();
        Ok(versions)
    }
}
