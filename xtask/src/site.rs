//! `cargo xtask docs`: the documents as a site that works from a folder and from any web server.
//!
//! ```text
//! openapi/*.yaml ─► pages: index, a reference for each document, diagrams ─┐
//! openapi/*.md   ─► pages                                                  ├─► target/docs ─► bundle
//! xtask/site/    ─► style sheet, npm: the script that shows a reference   ─┘
//! ```
//!
//! The script is [Scalar](https://github.com/scalar/scalar)'s. It comes from npm and stands in the site, so that no
//! page asks anyone else for anything.

mod browser;
pub mod bundle;
mod canvas;
mod diagram;
pub mod files;
mod index;
pub mod jobs;
mod markdown;
mod page;
pub mod pages;
mod phases;
mod reference;
mod story;
mod text;
mod vendored;

use std::path::Path;

use crate::{SERVICES, cargo, document::Document, npm};

/// Writes the site and says where; with `test` looks at it with a browser, with `bundle` writes the zip file.
///
/// # Errors
///
/// What is wrong with a document, what could not be installed or written, or what the browser found.
pub fn run(root: &Path, test: bool, bundle: bool) -> Result<(), String> {
    let target = cargo::target_directory(root)?;
    let documents = documents(root)?;
    let packages = npm::prepare(root, "site")?;
    let mut site = pages::all(root, &documents)?;
    site.extend(vendored::files(&packages)?);
    let folder = target.join("docs");
    files::write(&folder, &site)?;
    eprintln!("==> written to {}", folder.display());
    if test {
        browser::test(root, &packages, &folder, &documents)?;
    }
    if bundle {
        let version = pages::version(&documents)?;
        let path = target.join(format!("huaweicloud-logs-openapi-{version}.zip"));
        bundle::write(&path, &bundle::contents(root, &site)?)?;
        eprintln!("==> written to {}", path.display());
    }
    Ok(())
}

fn documents(root: &Path) -> Result<Vec<Document>, String> {
    let documents = SERVICES.iter().map(|service| Document::load(root, service));
    documents.collect::<Result<_, _>>().map_err(|problems| problems.to_string())
}
