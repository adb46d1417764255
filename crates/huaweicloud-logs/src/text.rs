//! Text of a server, fit to be shown.

/// Control characters written out, so that no word, name or message can steer a terminal.
pub(crate) fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_control() {
            shown.extend(letter.escape_default());
        } else {
            shown.push(letter);
        }
    }
    shown
}

/// A long text, such as a proxy's HTML page, as one line that a terminal can take.
pub(crate) fn one_line(text: &str) -> String {
    let mut line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = line.char_indices().nth(300) {
        line.truncate(end);
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::{one_line, printable};

    #[test]
    fn control_characters_are_written_out() {
        assert_eq!(printable("a\u{1b}[2J\nb é"), "a\\u{1b}[2J\\nb é");
    }

    #[test]
    fn a_page_becomes_a_line() {
        assert_eq!(one_line(" <html>\n  <p>Bad\tGateway "), "<html> <p>Bad Gateway");
        assert_eq!(one_line(&"é".repeat(1000)).chars().count(), 301);
    }
}
