//! The revision to compare with, and what git has of it.

use std::path::Path;
use std::process::{Command, Output};

use super::version::Version;

/// A commit to compare with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Base {
    pub(super) commit: String,
    /// Where it comes from, for people: "tag v0.1.0 (86c2cd9)".
    pub(super) shown: String,
}

impl Base {
    fn new(commit: String, from: &str) -> Self {
        let shown = format!("{from} ({})", commit.get(..7).unwrap_or(&commit));
        Self { commit, shown }
    }
}

/// The revision that was asked for.
pub(super) fn named(root: &Path, revision: &str) -> Result<Base, String> {
    let commit = git(root, &["rev-parse", "--verify", &format!("{revision}^{{commit}}")]);
    let commit = commit
        .map_err(|error| format!("there is no revision `{revision}` to compare with: {error}"))?;
    Ok(Base::new(commit, revision))
}

/// The revision that fits best.
pub(super) enum Nearest {
    Base(Base),
    /// There is nothing to compare with, and why.
    Nothing(String),
}

/// The last tag of a version before this commit; without one, where this branch left main; on main itself, the last
/// commit that changed `info.version`, or else the first one with documents.
pub(super) fn nearest(root: &Path) -> Result<Nearest, String> {
    let Some(head) = commit(root, "HEAD")? else {
        return Ok(Nearest::Nothing("there is no commit here".to_owned()));
    };
    if let Some(base) = tagged(root, &head)? {
        return Ok(Nearest::Base(base));
    }
    for (main, name) in [("refs/remotes/origin/main", "origin/main"), ("refs/heads/main", "main")] {
        if commit(root, main)?.is_none() {
            continue;
        }
        // Without an ancestor in common that this clone has, there is none.
        if let Some(left) = ask(root, &["merge-base", "HEAD", main])? {
            if left == head {
                break;
            }
            return Ok(Nearest::Base(Base::new(left, &format!("where this branch left {name}"))));
        }
    }
    let Some(parent) = commit(root, "HEAD^1")? else {
        let is_shallow = git(root, &["rev-parse", "--is-shallow-repository"])? == "true";
        let clone = if is_shallow { "this clone is shallow: " } else { "" };
        return Ok(Nearest::Nothing(format!(
            "{clone}no tag of a version and no commit before this one is here"
        )));
    };
    Ok(Nearest::Base(before(root, parent)?))
}

/// The last commit before `head` with documents and a tag such as `v1.2.3` or `openapi-v1.2.3`.
fn tagged(root: &Path, head: &str) -> Result<Option<Base>, String> {
    // Tags may be younger than what they stand on, so that history decides, and not their date.
    let tagged = git(
        root,
        &[
            "log",
            "--no-show-signature",
            "--simplify-by-decoration",
            "--decorate-refs=refs/tags/",
            "--format=%H %D",
        ],
    )?;
    for line in tagged.lines() {
        let (commit, names) = line.split_once(' ').unwrap_or((line, ""));
        let mut tags = names.split(", ").filter_map(|name| name.strip_prefix("tag: "));
        if let Some(tag) = tags.find(|tag| is_version(tag))
            && commit != head
            && !files(root, commit)?.is_empty()
        {
            return Ok(Some(Base::new(commit.to_owned(), &format!("tag {tag}"))));
        }
    }
    Ok(None)
}

/// Whether a tag is a version of the documents.
fn is_version(tag: &str) -> bool {
    tag.strip_prefix("openapi-")
        .unwrap_or(tag)
        .strip_prefix('v')
        .is_some_and(|number| number.parse::<Version>().is_ok())
}

/// The last commit up to `parent` that changed `info.version`; else the first with documents; else `parent`, which has
/// none.
fn before(root: &Path, parent: String) -> Result<Base, String> {
    let commits = git(root, &["rev-list", "--first-parent", &parent, "--", "openapi/"])?;
    let mut younger: Option<(&str, Vec<String>)> = None;
    for commit in commits.lines() {
        let versions = versions(root, commit)?;
        if let Some((commit, then)) = younger
            && !then.is_empty()
            && then != versions
        {
            let from =
                if versions.is_empty() { FIRST } else { "the last change of `info.version`" };
            return Ok(Base::new(commit.to_owned(), from));
        }
        younger = Some((commit, versions));
    }
    Ok(match younger.filter(|(_, versions)| !versions.is_empty()) {
        Some((first, _)) => Base::new(first.to_owned(), FIRST),
        None => Base::new(parent, "the commit before"),
    })
}

const FIRST: &str = "the first commit with documents";

/// The lines with `info.version` in the documents of a commit, each once.
fn versions(root: &Path, commit: &str) -> Result<Vec<String>, String> {
    // Not read as documents: what is older than the rules may not keep them.
    let pattern = "^  version:";
    let lines = ask(root, &["grep", "-h", "-e", pattern, commit, "--", "openapi/*.yaml"])?;
    let mut lines: Vec<_> = lines.unwrap_or_default().lines().map(str::to_owned).collect();
    lines.sort();
    lines.dedup();
    Ok(lines)
}

/// The commit that a name stands for, if there is one.
fn commit(root: &Path, name: &str) -> Result<Option<String>, String> {
    ask(root, &["rev-parse", "--verify", "--quiet", name])
}

/// The files in `openapi/` of a revision.
pub(super) fn files(root: &Path, revision: &str) -> Result<Vec<String>, String> {
    let names = git(root, &["ls-tree", "--name-only", "-z", revision, "openapi/"])?;
    Ok(names.split_terminator('\0').map(str::to_owned).collect())
}

/// The text of a file in a revision.
pub(super) fn text(root: &Path, revision: &str, file: &str) -> Result<String, String> {
    git(root, &["show", &format!("{revision}:./{file}")])
}

/// What git says, or why it says nothing.
fn git(root: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = output(root, arguments)?;
    if output.status.success() { Ok(text_of(&output)) } else { Err(error_of(&output)) }
}

/// What git says, or nothing if what it is asked for isn't there: then it fails with 1 and without a word.
fn ask(root: &Path, arguments: &[&str]) -> Result<Option<String>, String> {
    let output = output(root, arguments)?;
    match output.status.code() {
        Some(0) => Ok(Some(text_of(&output))),
        Some(1) if output.stderr.is_empty() => Ok(None),
        _ => Err(error_of(&output)),
    }
}

fn output(root: &Path, arguments: &[&str]) -> Result<Output, String> {
    let output = Command::new("git").arg("-C").arg(root).args(arguments).output();
    output.map_err(|error| format!("git could not be started: {error}"))
}

fn text_of(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).trim_end_matches('\n').to_owned()
}

fn error_of(output: &Output) -> String {
    format!("git failed: {}", String::from_utf8_lossy(&output.stderr).trim())
}
