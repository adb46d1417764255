//! The revision to compare with, and what git has of it.

use std::path::Path;
use std::process::Command;

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
    let commit = git(
        root,
        &["rev-parse", "--verify", "--end-of-options", &format!("{revision}^{{commit}}")],
    );
    let commit = commit
        .map_err(|error| format!("there is no revision `{revision}` to compare with: {error}"))?;
    Ok(Base::new(commit, revision))
}

/// The last tag with documents; without one, where this branch left main; on main itself, the commit before.
///
/// Where there is nothing, says why.
pub(super) fn nearest(root: &Path) -> Result<Base, String> {
    let head = git(root, &["rev-parse", "--verify", "HEAD^{commit}"])
        .map_err(|error| format!("there is no commit here: {error}"))?;
    // Tags may be younger than what they stand on, so that history decides, and not their date.
    let tagged = git(
        root,
        &[
            "log",
            "--no-show-signature",
            "--topo-order",
            "--simplify-by-decoration",
            "--decorate-refs=refs/tags/",
            "--format=%H %D",
        ],
    )?;
    for line in tagged.lines() {
        let (commit, names) = line.split_once(' ').unwrap_or((line, ""));
        if let Some((_, tag)) = names.split_once("tag: ")
            && !files(root, commit)?.is_empty()
        {
            let tag = tag.split(',').next().unwrap_or(tag);
            return Ok(Base::new(commit.to_owned(), &format!("tag {tag}")));
        }
    }
    let mains = [("refs/remotes/origin/main", "origin/main"), ("refs/heads/main", "main")];
    // No such branch, or no ancestor in common that this clone has.
    let left = mains
        .iter()
        .find_map(|(main, name)| Some((git(root, &["merge-base", "HEAD", main]).ok()?, name)));
    if let Some((commit, name)) = left.filter(|(commit, _)| *commit != head) {
        return Ok(Base::new(commit, &format!("where this branch left {name}")));
    }
    let parent = git(root, &["rev-parse", "--verify", "HEAD^1^{commit}"]);
    let parent = parent
        .map_err(|_| "no tag has documents, and no commit before this one is here".to_owned())?;
    Ok(Base::new(parent, "the commit before"))
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
    let output = Command::new("git")
        .arg("-C")
        .arg(root)
        .args(arguments)
        .output()
        .map_err(|error| format!("git could not be started: {error}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).trim_end_matches('\n').to_owned())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).trim().to_owned())
    }
}
