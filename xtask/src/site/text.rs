//! Text on its way into a page.

/// Text as it may stand in HTML and SVG, between tags and in attributes.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}

/// Text in lines of at most `width` letters. It is broken after spaces and, where a word is longer than that,
/// before capital letters; what has neither stays whole.
pub(super) fn folded(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let pieces = if word.len() > width { at_capitals(word) } else { vec![word] };
        for (n, piece) in pieces.into_iter().enumerate() {
            let gap = if n == 0 && !line.is_empty() { " " } else { "" };
            if !line.is_empty() && line.len() + gap.len() + piece.len() > width {
                lines.push(std::mem::take(&mut line));
            } else {
                line.push_str(gap);
            }
            line.push_str(piece);
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

fn at_capitals(word: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, letter) in word.char_indices() {
        if at > start && letter.is_ascii_uppercase() {
            pieces.push(&word[start..at]);
            start = at;
        }
    }
    pieces.push(&word[start..]);
    pieces
}

/// Words as a sentence lists them: `a, b or c`.
pub(super) fn one_of(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [word] => word.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// A time in the largest unit that leaves it whole.
pub(super) fn duration(seconds: u32) -> String {
    let (count, unit) = match seconds {
        hours if hours % 3600 == 0 => (hours / 3600, "hour"),
        minutes if minutes % 60 == 0 => (minutes / 60, "minute"),
        seconds => (seconds, "second"),
    };
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::{duration, escape, folded, one_of};

    #[test]
    fn text_of_a_document_cannot_become_a_tag() {
        assert_eq!(escape("<a href=\"x\">&"), "&lt;a href=&quot;x&quot;&gt;&amp;");
    }

    #[test]
    fn a_long_name_is_broken_before_a_capital_letter() {
        assert_eq!(folded("CreateRedislogDownloadLink", 22), ["CreateRedislogDownload", "Link"]);
        assert_eq!(folded("ShowLogsExportStatus", 22), ["ShowLogsExportStatus"]);
        assert_eq!(folded("at_work, waiting, prepared", 12), ["at_work,", "waiting,", "prepared"]);
        assert_eq!(folded("INSUFFICIENT_SPACE", 12).concat(), "INSUFFICIENT_SPACE");
        assert_eq!(folded("", 12), [""; 0]);
    }

    #[test]
    fn times_are_told_in_the_largest_whole_unit() {
        assert_eq!(
            [30, 60, 90, 900, 3600, 86400].map(duration),
            ["30 seconds", "1 minute", "90 seconds", "15 minutes", "1 hour", "24 hours"]
        );
    }

    #[test]
    fn words_are_listed_as_in_a_sentence() {
        let words = ["a", "b", "c"].map(str::to_owned);
        assert_eq!([one_of(&words), one_of(&words[..1]), one_of(&[])], ["a, b or c", "a", ""]);
    }
}
