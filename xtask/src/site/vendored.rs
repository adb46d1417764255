//! What the site has from npm: the script that shows a reference, and the licences of all that is in it.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::files::Files;

/// The script, built for browsers, with everything it needs.
const SCRIPT: &str = "node_modules/@scalar/api-reference/dist/browser/standalone.js";

const HEAD: &str = "\
scalar.js is the API reference of Scalar, https://github.com/scalar/scalar, as its makers publish it on npm. It holds
code of the packages below. Everything else in this folder is under MIT or Apache-2.0, at your choice.
";

/// The MIT licence without its line on who grants it, for packages that are under it and hold no text.
const MIT: &str = include_str!("../../site/MIT.txt");

/// The script and the licences.
pub(super) fn files(packages: &Path) -> Result<Files, String> {
    let path = packages.join(SCRIPT);
    let script = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(Files::from([
        ("scalar.js".to_owned(), script),
        ("licences.txt".to_owned(), licences(packages)?.into_bytes()),
    ]))
}

/// The licences of the packages that the script was built from: all that are installed, those for tests apart.
fn licences(packages: &Path) -> Result<String, String> {
    let path = packages.join("package-lock.json");
    let lock = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let lock: Value =
        serde_json::from_str(&lock).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut out = HEAD.to_owned();
    for (place, package) in lock["packages"].as_object().into_iter().flatten() {
        let Some((_, name)) = place.rsplit_once("node_modules/") else { continue };
        let folder = packages.join(place);
        if package["dev"] == true || !folder.exists() {
            continue;
        }
        let text = |key: &str| package[key].as_str().unwrap_or("?").to_owned();
        out += &format!("\n{}\n{name} {} ({})\n", "=".repeat(80), text("version"), text("license"));
        let texts = texts(&folder)?;
        for text in &texts {
            out += &format!("\n{}\n", text.trim());
        }
        if texts.is_empty() && package["license"] == "MIT" {
            out += &format!("\nCopyright (c) the authors of {name}\n\n{}\n", MIT.trim());
        } else if texts.is_empty() {
            return Err(format!("{} holds no text of its licence", folder.display()));
        }
    }
    Ok(out)
}

/// What stands in the licence files of a package, in the order of their names.
fn texts(folder: &Path) -> Result<Vec<String>, String> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().to_lowercase();
        if ["licen", "notice", "copying"].iter().any(|start| name.starts_with(start)) {
            paths.push(entry.path());
        }
    }
    paths.sort();
    paths
        .iter()
        .filter(|path| path.is_file())
        .map(|path| fs::read_to_string(path).map_err(failed))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_of_all_that_is_in_the_script_go_along_and_those_of_tests_do_not() {
        let folder = tempfile::tempdir().unwrap();
        let lock = r#"{ "packages": {
            "": { "name": "site" },
            "node_modules/@a/shown": { "version": "1.0.0", "license": "MIT" },
            "node_modules/@a/shown/node_modules/inner": { "version": "2.0.0" },
            "node_modules/for-tests": { "version": "3.0.0", "dev": true },
            "node_modules/for-another-system": { "version": "4.0.0", "optional": true }
        } }"#;
        fs::write(folder.path().join("package-lock.json"), lock).unwrap();
        for package in ["@a/shown", "@a/shown/node_modules/inner", "for-tests"] {
            fs::create_dir_all(folder.path().join("node_modules").join(package)).unwrap();
        }
        let inner = folder.path().join("node_modules/@a/shown/node_modules/inner");
        let error = licences(folder.path()).unwrap_err();
        assert_eq!(error, format!("{} holds no text of its licence", inner.display()));

        fs::write(inner.join("LICENSE.md"), "Do as you like.\n").unwrap();
        let licences = licences(folder.path()).unwrap();
        let shown =
            "@a/shown 1.0.0 (MIT)\n\nCopyright (c) the authors of @a/shown\n\nPermission is";
        assert!(licences.contains(shown), "{licences}");
        assert!(licences.contains("\ninner 2.0.0 (?)\n\nDo as you like.\n"), "{licences}");
        assert!(!licences.contains("for-"), "{licences}");
    }
}
