//! The files of the site, apart from the script that comes from npm.

use std::fs;
use std::path::Path;

use super::files::{self, Files};
use super::page::Page;
use super::{index, jobs, markdown, reference};
use crate::document::Document;

/// Files that stand in the site as they are.
const AS_IT_IS: [(&str, &str); 3] = [
    ("icon.svg", include_str!("../../site/icon.svg")),
    ("reference.js", include_str!("../../site/reference.js")),
    ("style.css", include_str!("../../site/style.css")),
];

/// Every page, what the pages load, and what they let people download.
///
/// # Errors
///
/// Names the file in `openapi/` that can't be read, or says what is wrong with an extension.
pub fn all(root: &Path, documents: &[Document]) -> Result<Files, String> {
    let openapi = root.join("openapi");
    let mut site = Files::new();
    for (name, text) in AS_IT_IS {
        site.insert(name.to_owned(), text.into());
    }
    for document in documents {
        let file = format!("{}.html", document.service);
        site.insert(file.clone(), reference::page(&file, document).into());
        let source = format!("{}.yaml", document.service);
        let text = read(&openapi.join(&source))?;
        site.insert(source, text.into());
    }
    site.insert("index.html".to_owned(), index::page(documents)?.into());
    site.insert("jobs.html".to_owned(), jobs::page(documents)?.into());
    for (name, title) in [("README", "How to use the documents"), ("CHANGELOG", "Changes")] {
        let body = markdown::html(&read(&openapi.join(format!("{name}.md")))?);
        let file = format!("{name}.html");
        let page = Page { file: &file, title, kind: "text", body: &body };
        site.insert(file.clone(), page.html().into());
    }
    for folder in ["vectors", "examples"] {
        site.extend(files::read(root, &format!("openapi/{folder}"), &format!("{folder}/"))?);
    }
    Ok(site)
}

/// The version that all documents share.
///
/// # Errors
///
/// Names the versions if there are several.
pub fn version(documents: &[Document]) -> Result<String, String> {
    let mut versions: Vec<&str> =
        documents.iter().map(|document| document.openapi.info.version.as_str()).collect();
    versions.dedup();
    match versions.as_slice() {
        [version] => Ok((*version).to_owned()),
        several => Err(format!("the documents have several versions: {}", several.join(", "))),
    }
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}
