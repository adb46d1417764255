//! Markdown of this repository as HTML.

use std::collections::HashMap;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};

/// Markdown as HTML, with headings that can be linked to as on GitHub, and links to other Markdown files made links
/// to their pages.
pub(super) fn html(markdown: &str) -> String {
    let mut events: Vec<Event<'_>> = Parser::new_ext(markdown, Options::ENABLE_TABLES).collect();
    name_headings(&mut events);
    for event in &mut events {
        if let Event::Start(Tag::Link { dest_url, .. }) = event
            && let Some(page) = page(dest_url)
        {
            *dest_url = page.into();
        }
    }
    let mut out = String::new();
    html::push_html(&mut out, events.into_iter().flat_map(framed));
    out
}

/// A table may be wider than the screen, so it gets a frame that scrolls.
fn framed(event: Event<'_>) -> Vec<Event<'_>> {
    match event {
        Event::Start(Tag::Table(_)) => vec![Event::Html("<div class=\"wide\">".into()), event],
        Event::End(TagEnd::Table) => vec![event, Event::Html("</div>\n".into())],
        other => vec![other],
    }
}

/// Gives each heading an id: its words in small letters, joined with hyphens, numbered where that is taken.
fn name_headings(events: &mut [Event<'_>]) {
    let mut taken: HashMap<String, usize> = HashMap::new();
    for start in 0..events.len() {
        if !matches!(events[start], Event::Start(Tag::Heading { .. })) {
            continue;
        }
        let title: String = events[start..]
            .iter()
            .take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))))
            .filter_map(|event| match event {
                Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
                _ => None,
            })
            .collect();
        let slug = slug(&title);
        let times = taken.entry(slug.clone()).and_modify(|times| *times += 1).or_default();
        let name = if *times == 0 { slug } else { format!("{slug}-{times}") };
        if let Event::Start(Tag::Heading { id, .. }) = &mut events[start] {
            *id = Some(CowStr::from(name));
        }
    }
}

fn slug(title: &str) -> String {
    let kept = title.chars().filter(|letter| letter.is_alphanumeric() || " -_".contains(*letter));
    kept.flat_map(char::to_lowercase)
        .map(|letter| if letter == ' ' { '-' } else { letter })
        .collect()
}

/// The page of a Markdown file beside this one.
fn page(link: &str) -> Option<String> {
    let (path, anchor) = link.split_once('#').map_or((link, None), |(path, to)| (path, Some(to)));
    let stem = path.strip_suffix(".md").filter(|stem| !stem.contains([':', '/']))?;
    Some(anchor.map_or_else(|| format!("{stem}.html"), |anchor| format!("{stem}.html#{anchor}")))
}

#[cfg(test)]
mod tests {
    use super::html;

    #[test]
    fn headings_can_be_linked_to_also_when_two_are_the_same() {
        assert_eq!(
            html("# x-log-job, and `more`\n\n## Added\n\n## Added\n"),
            "<h1 id=\"x-log-job-and-more\">x-log-job, and <code>more</code></h1>\n\
             <h2 id=\"added\">Added</h2>\n<h2 id=\"added-1\">Added</h2>\n"
        );
    }

    #[test]
    fn a_link_to_a_markdown_file_leads_to_its_page_and_others_stay() {
        assert_eq!(
            html("[a](README.md#words) [b](rds.yaml) [c](https://example.com/a.md)"),
            "<p><a href=\"README.html#words\">a</a> <a href=\"rds.yaml\">b</a> \
             <a href=\"https://example.com/a.md\">c</a></p>\n"
        );
    }

    #[test]
    fn a_wide_table_scrolls_by_itself() {
        let table = html("| a |\n|---|\n| b |\n");
        assert!(table.starts_with("<div class=\"wide\"><table>"), "{table}");
        assert!(table.ends_with("</table>\n</div>\n"), "{table}");
    }
}
