//! What `cargo xtask docs` writes, as far as no browser is needed to see it.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use xtask::document::Document;
use xtask::site::files::Files;
use xtask::site::{bundle, jobs, pages};
use xtask::{SERVICES, extensions, workspace_root};
use zip::ZipArchive;

const FIXTURE: &str = include_str!("fixture.yaml");

fn documents() -> Vec<Document> {
    SERVICES.map(|service| Document::load(&workspace_root(), service).unwrap()).into()
}

/// The pages, with something in place of what comes from npm.
fn site() -> Files {
    let mut site = pages::all(&workspace_root(), &documents()).unwrap();
    site.insert("scalar.js".to_owned(), b"// a script".to_vec());
    site.insert("licences.txt".to_owned(), b"licences".to_vec());
    site
}

/// The page of jobs for the fixture after an edit of its first job and of the extension of its download.
fn drawn(edit: impl Fn(&mut Value, &mut Value)) -> String {
    let mut value = Document::parse("fixture", FIXTURE).unwrap().value;
    let job = "/paths/~1v1~1{project_id}~1logs/post/x-log-job";
    let download = "/paths/~1v1~1{project_id}~1exports~1{export_id}~1content/get/x-log-download";
    let mut parts = [job, download].map(|place| value.pointer(place).unwrap().clone());
    let [first, second] = &mut parts;
    edit(first, second);
    for (place, part) in [job, download].iter().zip(parts) {
        *value.pointer_mut(place).unwrap() = part;
    }
    // JSON is YAML as well.
    let document = Document::parse("fixture", &value.to_string()).unwrap();
    let page = jobs::page(&[document]).unwrap();
    page[page.find("<figure").unwrap()..].to_owned()
}

/// An `x-log-download` of a link of which nothing else is known.
fn link() -> Value {
    json!({ "kind": "link", "link": "/link", "name_header": null, "expires": null, "lifetime": null })
}

#[test]
fn jobs_with_links_in_the_answer_and_with_streams_are_drawn() {
    insta::assert_snapshot!(drawn(|_, _| ()));
}

#[test]
fn a_job_whose_links_are_made_and_whose_list_grows_is_drawn() {
    let page = drawn(|job, download| {
        job["answer"] = Value::Null;
        job["items"]["pending"] = json!([]);
        job["items"]["new_only"] = json!(true);
        job["download"]["operation"] = json!("DownloadExport");
        *download = link();
    });
    insta::assert_snapshot!(page[..page.find("</figure>").unwrap()]);
}

#[test]
fn a_job_with_nothing_to_wait_for_is_drawn_without_waiting() {
    let made = "DownloadExport";
    for operation in [made, "PrepareLogs"] {
        let page = drawn(|job, download| {
            job["answer"] = Value::Null;
            job["items"]["status"] = Value::Null;
            job["download"]["operation"] = json!(operation);
            *download = link();
        });
        let drawing = &page[..page.find("</figure>").unwrap()];
        assert!(!drawing.contains("pending"), "{drawing}");
        if operation == made {
            insta::assert_snapshot!(drawing);
        }
    }
}

#[test]
fn every_job_of_the_documents_is_drawn_with_all_its_words_and_linked_from_its_operation() {
    let site = site();
    let page = std::str::from_utf8(&site["jobs.html"]).unwrap();
    for document in documents() {
        let reference = std::str::from_utf8(&site[&format!("{}.html", document.service)]).unwrap();
        for job in extensions::jobs(&document).unwrap() {
            let anchor =
                format!("<figure class=\"job\" id=\"{}-{}\">", document.service, job.job.name);
            let link = format!("(jobs.html#{}-{})", document.service, job.job.name);
            assert!(reference.contains(&link), "{link}");
            let start = page.find(&anchor).unwrap_or_else(|| panic!("{anchor}"));
            let figure = &page[start..start + page[start..].find("</figure>").unwrap()];
            let answer = job
                .job
                .answer
                .iter()
                .flat_map(|words| [&words.pending, &words.succeeded, &words.failed]);
            let items = job
                .job
                .items
                .iter()
                .flat_map(|words| [&words.pending, &words.succeeded, &words.failed]);
            for word in answer.chain(items).flatten() {
                assert!(figure.contains(word.as_str()), "{anchor} lacks {word}");
            }
        }
    }
}

#[test]
fn every_link_within_the_site_leads_to_a_file_and_a_place_in_it() {
    let site = site();
    let mut seen = 0;
    for (path, bytes) in site.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = std::str::from_utf8(bytes).unwrap();
        for kind in ["href=\"", "src=\""] {
            for link in page.split(kind).skip(1).map(|rest| &rest[..rest.find('"').unwrap()]) {
                if link.contains("://") {
                    continue;
                }
                seen += 1;
                let (file, place) = link.split_once('#').unwrap_or((link, ""));
                let file = if file.is_empty() { path } else { file };
                let target = site.get(file).unwrap_or_else(|| panic!("{path} leads to {link}"));
                // The places in a reference are made by its script; the browser's test looks there.
                if !place.is_empty() && !place.starts_with("tag/") {
                    let target = std::str::from_utf8(target).unwrap();
                    assert!(target.contains(&format!("id=\"{place}\"")), "{path} leads to {link}");
                }
            }
        }
    }
    assert!(seen > 50, "{seen} links");
}

#[test]
fn pages_load_nothing_from_elsewhere() {
    for (path, bytes) in site().iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = std::str::from_utf8(bytes).unwrap();
        for part in ["src=\"http", "<link rel=\"stylesheet\" href=\"http", "@import", "url("] {
            assert!(!page.contains(part), "{path} has {part}");
        }
        assert!(page.contains("default-src 'none'"), "{path} has no policy");
    }
}

#[test]
fn text_that_ends_a_script_stays_in_the_document_of_a_reference() {
    let mut documents = documents();
    documents[0].value["info"]["title"] = json!("</script><b>");
    let site = pages::all(&workspace_root(), &documents).unwrap();
    let page = std::str::from_utf8(&site["rds.html"]).unwrap();
    assert!(!page.contains("</script><b>"));
    assert!(page.contains("\\u003c/script>\\u003cb>"));
}

/// The files of a bundle that was written and read again, and its bytes.
fn unpacked(folder: &Path, name: &str) -> (Files, Vec<u8>) {
    let path = folder.join(format!("{name}.zip"));
    bundle::write(&path, &bundle::contents(&workspace_root(), &site()).unwrap()).unwrap();
    let mut zip = ZipArchive::new(File::open(&path).unwrap()).unwrap();
    let mut files = Files::new();
    for index in 0..zip.len() {
        let mut entry = zip.by_index(index).unwrap();
        let path = entry.name().unwrap().strip_prefix(&format!("{name}/")).unwrap().to_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        assert!(files.insert(path.clone(), bytes).is_none(), "{path} twice");
    }
    (files, fs::read(&path).unwrap())
}

#[test]
fn a_bundle_has_everything_with_its_checksum() {
    let folder = tempfile::tempdir().unwrap();
    let (files, _) = unpacked(folder.path(), "bundle");
    let sums = std::str::from_utf8(&files[bundle::SUMS]).unwrap();
    let listed: BTreeSet<&str> =
        sums.lines().map(|line| line.split_once("  ").unwrap().1).collect();
    let there: BTreeSet<&str> =
        files.keys().map(String::as_str).filter(|path| *path != bundle::SUMS).collect();
    assert_eq!(listed, there);
    for line in sums.lines() {
        let (sum, path) = line.split_once("  ").unwrap();
        let actual: String =
            Sha256::digest(&files[path]).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(actual, sum, "{path}");
    }
    for path in [
        "rds.yaml",
        "clouddc.yaml",
        "README.md",
        "CHANGELOG.md",
        "vectors/signing.json",
        "rules/spectral.yaml",
        "rules/redocly.yaml",
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "site/index.html",
        "site/scalar.js",
        "site/licences.txt",
    ] {
        assert!(there.contains(path), "{path} is missing");
    }
    let left: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["bundle.zip"]);
}

#[test]
fn the_same_files_make_the_same_bundle() {
    let folders = [(); 2].map(|()| tempfile::tempdir().unwrap());
    let [first, second] = folders.each_ref().map(|folder| unpacked(folder.path(), "bundle"));
    assert!(first == second);
}

#[test]
fn documents_with_several_versions_have_no_bundle() {
    let mut documents = documents();
    assert_eq!(pages::version(&documents).unwrap(), documents[0].openapi.info.version);
    documents[1].openapi.info.version = "9.9.9".to_owned();
    assert!(pages::version(&documents).unwrap_err().contains("9.9.9"));
}
