//! `x-pages` is complete and leads somewhere.

use serde_json::Value;

use super::fields;
use crate::document::{Document, Operation};
use crate::extensions::{self, PAGES, Pages};
use crate::problem::Problem;

pub(super) fn check(document: &Document, problems: &mut Vec<Problem>) {
    for operation in document.operations() {
        match extensions::pages(document, &operation) {
            Ok(None) => Checked { document, operation }.no_pages(problems),
            Ok(Some(pages)) => Checked { document, operation }.pages(&pages, problems),
            Err(problem) => problems.push(problem),
        }
    }
}

struct Checked<'a> {
    document: &'a Document,
    operation: Operation<'a>,
}

impl Checked<'_> {
    fn wrong(&self, key: &str, what: impl Into<String>) -> Problem {
        self.document.problem(
            &format!("{}/{PAGES}/{key}", self.operation.place),
            "extension-complete",
            what,
            "clients in every language read the list by this; openapi/README.md explains the keys",
        )
    }

    /// An operation with the parameters that lists in pages have must not pass for one that answers all at once.
    fn no_pages(&self, problems: &mut Vec<Problem>) {
        let goes_on = self.query("offset").or_else(|| self.query("marker"));
        if goes_on.is_some() && self.query("limit").is_some() {
            problems.push(self.document.problem(
                &self.operation.place,
                "extension-complete",
                format!("it has a `limit`, and nothing says how its pages are read to the end: no {PAGES}"),
                "clients in every language take an operation without it for one that answers its whole list at once",
            ));
        }
    }

    fn pages(&self, pages: &Pages, problems: &mut Vec<Problem>) {
        match fields::of_answer(self.document, &self.operation, &pages.list) {
            Some(list) if list["type"] == "array" => {
                if fields::field(self.document, &list["items"], &pages.key).is_none() {
                    problems.push(self.wrong("key", format!("no field at `{}`", pages.key)));
                }
            }
            _ => problems.push(self.wrong("list", format!("no array at `{}`", pages.list))),
        }
        for (key, pointer) in [("total", &pages.total), ("next", &pages.next)] {
            if let Some(pointer) = pointer
                && fields::of_answer(self.document, &self.operation, pointer).is_none()
            {
                problems.push(self.wrong(key, format!("no field at `{pointer}`")));
            }
        }
        for (key, name) in [
            ("limit", Some(&pages.limit)),
            ("offset", pages.offset.as_ref()),
            ("marker", pages.marker.as_ref()),
        ] {
            if let Some(name) = name
                && self.query(name).is_none()
            {
                problems.push(self.wrong(key, format!("no query parameter `{name}`")));
            }
        }
        let maximum = self.query(&pages.limit).and_then(|limit| limit.pointer("/schema/maximum"));
        if pages.most == 0 || maximum.is_some_and(|maximum| *maximum != pages.most) {
            let what = format!("`{}` has another maximum than {}", pages.limit, pages.most);
            problems.push(self.wrong("most", what));
        }
        if pages.offset.is_some() == pages.marker.is_some() {
            problems.push(self.wrong("offset", "pages go either by offset or by marker"));
        }
        if pages.marker.is_some() != pages.next.is_some() {
            problems.push(self.wrong("next", "a marker comes from the answer before"));
        }
    }

    fn query(&self, name: &str) -> Option<&Value> {
        let mut parameters =
            self.operation.parameters().filter_map(|parameter| self.document.resolve(parameter));
        parameters.find(|parameter| parameter["in"] == "query" && parameter["name"] == name)
    }
}
