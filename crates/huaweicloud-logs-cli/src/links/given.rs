//! The links that a user gives. They are secrets: messages name their places only.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::io::{self, BufRead};
use std::thread;

use tokio::sync::oneshot;

use crate::failure::Failure;

/// A link and where it stood.
pub(super) struct Given {
    pub(super) place: Place,
    pub(super) link: String,
}

/// Where a link stood: among the arguments, or on standard input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    Argument(usize),
    Line(usize),
}

impl Place {
    pub(crate) fn number(self) -> usize {
        let (Self::Argument(number) | Self::Line(number)) = self;
        number
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Argument(number) => write!(f, "link {number}"),
            Self::Line(number) => write!(f, "the link in line {number}"),
        }
    }
}

/// All links, each once.
pub(super) async fn all(arguments: &[String]) -> Result<Vec<Given>, Failure> {
    let mut links = Vec::new();
    for (at, argument) in arguments.iter().enumerate() {
        if argument == "-" {
            let lines = standard_input().await.map_err(|error| {
                Failure::Usage(format!("the links can't be read from standard input: {error}"))
            })?;
            links.extend(lines);
        } else {
            links.push(Given { place: Place::Argument(at + 1), link: argument.clone() });
        }
    }
    let mut seen = HashSet::new();
    links.retain(|given| seen.insert(given.link.clone()));
    Ok(links)
}

/// Reads standard input in a thread that nobody has to wait for: a signal must end the command all the same.
async fn standard_input() -> io::Result<Vec<Given>> {
    let (sender, lines) = oneshot::channel();
    thread::spawn(move || {
        // Nobody wants them any more if that can't be sent.
        let _ = sender.send(read(io::stdin().lock()));
    });
    lines.await.map_err(io::Error::other)?
}

/// One link a line. Blank lines and those that begin with `#` are none.
fn read(lines: impl BufRead) -> io::Result<Vec<Given>> {
    let mut links = Vec::new();
    for (at, line) in lines.lines().enumerate() {
        let line = line?;
        // Editors of Windows put that character in front of a text.
        let link = line.trim_start_matches('\u{feff}').trim();
        if !link.is_empty() && !link.starts_with('#') {
            links.push(Given { place: Place::Line(at + 1), link: link.to_owned() });
        }
    }
    Ok(links)
}

/// The links to each object, of which `object_of` a link tells.
pub(super) fn by_object(
    links: Vec<Given>,
    object_of: impl Fn(&str) -> Option<String>,
) -> Vec<Vec<Given>> {
    let mut objects: Vec<Vec<Given>> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for given in links {
        // What is no link is nobody else's either.
        let object = object_of(&given.link).unwrap_or_else(|| given.link.clone());
        let at = *known.entry(object).or_insert(objects.len());
        match objects.get_mut(at) {
            Some(links) => links.push(given),
            None => objects.push(vec![given]),
        }
    }
    objects
}

#[cfg(test)]
mod tests {
    use super::{Given, Place, all, by_object, read};

    fn places(links: &[Given]) -> Vec<usize> {
        links.iter().map(|given| given.place.number()).collect()
    }

    #[test]
    fn comments_and_blank_lines_are_no_links() {
        let text = "\u{feff}http://a\r\n\n  # of yesterday\n   \n http://b  \nhttp://c";
        let links = read(text.as_bytes()).unwrap();
        let read: Vec<_> = links.iter().map(|given| given.link.as_str()).collect();
        assert_eq!(read, ["http://a", "http://b", "http://c"]);
        assert_eq!(places(&links), [1, 5, 6]);
        assert!(super::read(&b"http://a\n\xff"[..]).is_err());
    }

    #[tokio::test]
    async fn a_link_that_comes_twice_counts_once() {
        let given = ["http://a", "http://b", "http://a"].map(str::to_owned);
        assert_eq!(places(&all(&given).await.unwrap()), [1, 2]);
    }

    #[test]
    fn links_to_one_object_are_kept_together() {
        let text = "http://a/x?s=1\nhttp://a/y?s=1\nhttp://a/x?s=2\nhttp://b/x";
        let objects = by_object(read(text.as_bytes()).unwrap(), |link| {
            Some(link.split('?').next()?.to_owned())
        });
        let objects: Vec<_> = objects.iter().map(|links| places(links)).collect();
        assert_eq!(objects, [vec![1, 3], vec![2], vec![4]]);
        assert_eq!(Place::Line(3).to_string(), "the link in line 3");
    }
}
