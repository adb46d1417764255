//! What every page of the site has: its head, and the bar that leads to the others.

use super::text::escape;
use crate::SERVICES;

/// The frame of a page, with places to be filled.
const FRAME: &str = include_str!("../../site/page.html");

/// What a page may load: files beside it. `file:` is what a folder is to a browser. Nothing may be sent.
const POLICY: &str = "default-src 'none'; script-src 'self' file:; style-src 'self' file: 'unsafe-inline'; \
                      img-src 'self' file: data:; font-src 'self' file: data:; base-uri 'none'; form-action 'none'";

/// A page.
#[derive(Debug)]
pub(super) struct Page<'a> {
    /// The file, which is also how the bar knows where it is.
    pub(super) file: &'a str,
    pub(super) title: &'a str,
    /// `text` for pages to read, `whole` for those that fill the window.
    pub(super) kind: &'a str,
    /// HTML.
    pub(super) body: &'a str,
}

impl Page<'_> {
    /// The page as HTML.
    pub(super) fn html(&self) -> String {
        // The body comes last: whatever stands in it is no place to be filled.
        FRAME
            .replace("{policy}", POLICY)
            .replace("{title}", &escape(self.title))
            .replace("{kind}", self.kind)
            .replace("{nav}", &self.nav())
            .replacen("{body}", self.body, 1)
    }

    fn nav(&self) -> String {
        let services = SERVICES.map(|service| (format!("{service}.html"), name(service)));
        let others = [
            ("jobs.html", "Jobs"),
            ("README.html", "How to use them"),
            ("CHANGELOG.html", "Changes"),
        ];
        let others = others.map(|(file, title)| (file.to_owned(), title));
        let link = |(file, title): (String, &str)| {
            let here = if file == self.file { " aria-current=\"page\"" } else { "" };
            format!("<a href=\"{file}\"{here}>{title}</a>\n")
        };
        services.into_iter().chain(others).map(link).collect()
    }
}

/// What people call a service.
pub(super) fn name(service: &str) -> &str {
    match service {
        "rds" => "RDS",
        "dds" => "DDS",
        "dcs" => "DCS",
        "clouddc" => "CloudDC",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::Page;

    #[test]
    fn what_looks_like_a_place_in_a_body_stays_as_it_is() {
        let page = Page { file: "dcs.html", title: "A & B", kind: "text", body: "<p>{title}</p>" };
        let html = page.html();
        assert!(html.contains("<title>A &amp; B</title>"), "{html}");
        assert!(html.contains("<p>{title}</p>"), "{html}");
        assert!(html.contains("<a href=\"dcs.html\" aria-current=\"page\">DCS</a>"), "{html}");
    }
}
