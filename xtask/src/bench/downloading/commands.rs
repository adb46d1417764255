//! How each program is told what to download.

use std::path::{Path, PathBuf};

use super::peer::Peer;
use super::run::Call;

/// A file, and what else a program has to know.
#[derive(Debug, Clone, Copy)]
pub(super) struct One<'a> {
    pub(super) url: &'a str,
    /// The folder, and the file's name in it, with which the URL ends.
    pub(super) folder: &'a Path,
    pub(super) name: &'a str,
    pub(super) authority: Option<&'a Path>,
    /// Whether the program is to try again, and to go on where it stopped.
    pub(super) again: bool,
}

const CURL: [&str; 3] = ["--silent", "--show-error", "--fail"];

const ARIA2: [&str; 3] = ["--no-conf", "--quiet", "--file-allocation=none"];

/// The call that downloads a file.
pub(super) fn one(peer: Peer, program: &str, one: One<'_>) -> Call {
    let One { url, folder, name, again, .. } = one;
    let (file, folder) = (folder.join(name).display().to_string(), folder.display().to_string());
    let authority = |option: &str| match one.authority {
        Some(path) => vec![format!("{option}={}", path.display())],
        None => vec![],
    };
    // Only curl wants it as a word of its own.
    let cacert =
        one.authority.iter().flat_map(|path| ["--cacert".to_owned(), path.display().to_string()]);
    let mut words = Words(vec![program.to_owned()]);
    match peer {
        Peer::Ours | Peer::OursOneConnection => {
            words.add(["fetch", url, "--to", &folder]).add(authority("--ca-file"));
            if peer == Peer::OursOneConnection {
                words.add(["--connections", "1"]);
            }
        }
        Peer::Curl => {
            words.add(CURL).add(cacert).add(["--output", &file, url]);
            if again {
                words.add(["--continue-at", "-", "--retry", "10", "--retry-all-errors"]);
            }
        }
        Peer::CurlAndSync => {
            let script = r#"file=$1; shift; "$@" --output "$file" && sync "$file""#;
            words = Words::sh(script, &file);
            words.add([program]).add(CURL).add(cacert).add([url]);
        }
        Peer::Wget | Peer::Wget2 => {
            words.add(["--quiet", "--directory-prefix", &folder]);
            words.add(authority("--ca-certificate"));
            if again {
                words.add(["--continue", "--tries=10", "--waitretry=1"]);
            }
            if again && peer == Peer::Wget {
                words.add(["--retry-on-http-error=503"]);
            }
            words.add([url]);
        }
        Peer::Aria2 | Peer::Aria2Four => {
            let connections = if peer == Peer::Aria2 { "1" } else { "4" };
            words.add(ARIA2).add([
                "-k1M",
                &format!("-x{connections}"),
                &format!("-s{connections}"),
            ]);
            words.add([&format!("--dir={folder}")]).add(authority("--ca-certificate"));
            if again {
                words.add(["--continue=true", "--max-tries=10", "--retry-wait=1"]);
            }
            words.add([url]);
        }
        Peer::Rclone => {
            words.add(["copyurl", "--config", "", "--quiet"]);
            if again {
                words.add(["--retries", "10", "--low-level-retries", "10"]);
            }
            words.add([url, &file]);
        }
        Peer::ReqwestLoop | Peer::ObjectStore => {
            words.add([url, &file]).add(one.authority.map(|path| path.display().to_string()));
        }
    }
    Call { words: words.0, input: None }
}

/// Files that with their URLs' last segments as names belong into `folder`.
#[derive(Debug)]
pub(super) struct Many {
    /// A URL a line.
    pub(super) links: PathBuf,
    /// The same as curl's settings.
    pub(super) curl: PathBuf,
    pub(super) folder: PathBuf,
}

/// The call that downloads many files, if the program can.
pub(super) fn many(peer: Peer, program: &str, many: &Many) -> Option<Call> {
    let [links, curl, folder] =
        [&many.links, &many.curl, &many.folder].map(|path| path.display().to_string());
    let mut words = Words(vec![program.to_owned()]);
    let parallel = ["--parallel", "--remote-name-all", "--output-dir", &folder, "--config", &curl];
    match peer {
        Peer::CurlAndSync => {
            words = Words::sh(r#"folder=$1; shift; "$@" && sync "$folder"/*"#, &folder);
            words.add([program]).add(CURL).add(parallel);
        }
        Peer::Wget | Peer::Wget2 => {
            words.add(["--quiet", "--directory-prefix", &folder, "--input-file", &links]);
        }
        Peer::Aria2 | Peer::Aria2Four => {
            words.add(ARIA2).add(["-j16", &format!("--dir={folder}"), "--input-file", &links]);
        }
        Peer::Ours | Peer::OursOneConnection => {
            words.add(["fetch", "-", "--to", &folder]);
            return Some(Call { words: words.0, input: Some(many.links.clone()) });
        }
        Peer::Curl => {
            words.add(CURL).add(parallel);
        }
        Peer::Rclone | Peer::ReqwestLoop | Peer::ObjectStore => return None,
    }
    Some(Call { words: words.0, input: None })
}

/// What a command consists of.
struct Words(Vec<String>);

impl Words {
    fn sh(script: &str, argument: &str) -> Self {
        Self(["sh", "-c", script, "sh", argument].map(str::to_owned).into())
    }

    fn add(&mut self, words: impl IntoIterator<Item = impl Into<String>>) -> &mut Self {
        self.0.extend(words.into_iter().map(Into::into));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_wanted_of_a_program_is_said_to_it() {
        let mut file = One {
            url: "http://h/a",
            folder: Path::new("/to"),
            name: "a",
            authority: None,
            again: false,
        };
        let said = |peer, file| one(peer, "program", file).words.join(" ");
        assert_eq!(said(Peer::Ours, file), "program fetch http://h/a --to /to");
        assert_eq!(
            said(Peer::Curl, file),
            "program --silent --show-error --fail --output /to/a http://h/a"
        );
        file.authority = Some(Path::new("ca"));
        assert_eq!(
            said(Peer::OursOneConnection, file),
            "program fetch http://h/a --to /to --ca-file=ca --connections 1"
        );
        file.again = true;
        assert_eq!(
            said(Peer::Wget2, file),
            "program --quiet --directory-prefix /to --ca-certificate=ca --continue --tries=10 \
             --waitretry=1 http://h/a"
        );
    }

    #[test]
    fn many_files_are_downloaded_by_those_that_can() {
        let files = Many { links: "links".into(), curl: "curl".into(), folder: "/to".into() };
        let ours = many(Peer::Ours, "program", &files).unwrap();
        assert_eq!(ours.words, ["program", "fetch", "-", "--to", "/to"]);
        assert_eq!(ours.input, Some("links".into()));
        assert_eq!(many(Peer::Rclone, "program", &files), None);
    }
}
