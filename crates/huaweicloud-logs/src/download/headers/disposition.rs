//! The file name that an answer suggests.

use percent_encoding::percent_decode_str;

/// The file name in a `Content-Disposition` header (RFC 6266), as the server sent it: it may be a path.
///
/// The documented header is `attachment; filename=<serial number>-dump.tar.gz` (CloudDC API reference).
/// `filename*=`, which tells its character set, goes before `filename=`.
pub(crate) fn file_name(header: &str) -> Option<String> {
    let (_, mut rest) = header.split_once(';')?;
    let mut plain = None;
    while let Some((name, value, further)) = parameter(rest) {
        rest = further;
        if name.eq_ignore_ascii_case("filename*")
            && let Some(file) = extended(&value).filter(|file| !file.is_empty())
        {
            return Some(file);
        }
        if name.eq_ignore_ascii_case("filename") && !value.is_empty() {
            plain.get_or_insert(value);
        }
    }
    plain
}

/// The first parameter's name and value, and what follows it. One without a value is passed over.
fn parameter(mut text: &str) -> Option<(&str, String, &str)> {
    loop {
        let at = text.find(['=', ';'])?;
        let (name, rest) = (text[..at].trim(), &text[at + 1..]);
        if text.as_bytes()[at] == b';' {
            text = rest;
            continue;
        }
        let (value, rest) = value(rest.trim_start());
        return Some((name, value, rest));
    }
}

/// The value that a text begins with, and what follows the semicolon behind it.
fn value(text: &str) -> (String, &str) {
    if let Some((value, rest)) = text.strip_prefix('"').and_then(quoted) {
        return (value, rest.split_once(';').map_or("", |(_, rest)| rest));
    }
    let (value, rest) = text.split_once(';').unwrap_or((text, ""));
    // A quote that nobody closes is no part of a name.
    (value.trim_start_matches('"').trim().to_owned(), rest)
}

/// What stands before the closing quote, and what follows that.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut letters = text.char_indices();
    loop {
        match letters.next()? {
            (at, '"') => return Some((value, &text[at + 1..])),
            (_, '\\') => value.push(letters.next()?.1),
            (_, letter) => value.push(letter),
        }
    }
}

/// A value with its character set: `UTF-8''na%C3%AFve.log` (RFC 8187).
fn extended(value: &str) -> Option<String> {
    let (charset, rest) = value.split_once('\'')?;
    let (_language, encoded) = rest.split_once('\'')?;
    let decoded = percent_decode_str(encoded);
    if charset.eq_ignore_ascii_case("UTF-8") {
        return decoded.decode_utf8().ok().map(Into::into);
    }
    // Each byte is the letter of that number.
    charset.eq_ignore_ascii_case("ISO-8859-1").then(|| decoded.map(char::from).collect())
}

#[cfg(test)]
mod tests {
    use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::file_name;

    #[test]
    fn the_name_is_read_quoted_or_not() {
        for header in [
            "attachment; filename=SN1-dump.tar.gz",
            "attachment; filename=\"SN1-dump.tar.gz\"",
            "attachment;FileName = SN1-dump.tar.gz ; size=3",
            "attachment; size=3; filename=\"SN1-dump.tar.gz\" ; filename=other",
            "attachment;; inline; filename=SN1-dump.tar.gz",
        ] {
            assert_eq!(file_name(header).as_deref(), Some("SN1-dump.tar.gz"), "{header}");
        }
        for header in ["attachment", "", "attachment; filename=", "attachment; filename=\"\""] {
            assert_eq!(file_name(header), None, "{header}");
        }
    }

    #[test]
    fn quotes_keep_semicolons_and_escapes_together() {
        for (header, name) in [
            (r#"attachment; filename="a;b.log"; size=3"#, "a;b.log"),
            (r#"attachment; note="; filename=no"; filename=a.log"#, "a.log"),
            (r#"attachment; filename="say \"hi\" \\ bye.log""#, r#"say "hi" \ bye.log"#),
            (r#"attachment; filename=" a ""#, " a "),
            (r#"attachment; filename="日志.log""#, "日志.log"),
        ] {
            assert_eq!(file_name(header).as_deref(), Some(name), "{header}");
        }
    }

    #[test]
    fn a_name_that_tells_its_character_set_goes_first() {
        for (header, name) in [
            ("attachment; filename*=UTF-8''na%C3%AFve%20%E2%82%AC.log", "naïve €.log"),
            ("attachment; filename=plain.log; FILENAME*=utf-8'en'a%3Bb.log", "a;b.log"),
            ("attachment; filename*=iso-8859-1''na%EFve.log; filename=plain.log", "naïve.log"),
            ("attachment; filename*=\"UTF-8''a.log\"", "a.log"),
        ] {
            assert_eq!(file_name(header).as_deref(), Some(name), "{header}");
        }
    }

    #[test]
    fn a_name_in_an_unreadable_character_set_gives_way_to_the_plain_one() {
        for broken in ["UTF-8''%FF", "UTF-8''", "Shift_JIS''a", "UTF-8'a", "a", ""] {
            let with = |plain: &str| file_name(&format!("attachment; filename*={broken}{plain}"));
            assert_eq!(with("; filename=plain.log").as_deref(), Some("plain.log"), "{broken}");
            assert_eq!(with(""), None, "{broken}");
        }
    }

    #[test]
    fn a_quote_that_nobody_closes_is_left_out() {
        for header in
            ["attachment; filename=\"a.log", "attachment; filename=\"a.log; filename=b.log\\"]
        {
            assert_eq!(file_name(header).as_deref(), Some("a.log"), "{header}");
        }
    }

    proptest! {
        #[test]
        fn any_header_is_read_without_panic(header in any::<String>()) {
            let _ = file_name(&header);
            let _ = file_name(&format!("attachment; filename={header}"));
            let _ = file_name(&format!("attachment; filename*={header}"));
        }

        #[test]
        fn a_quoted_name_is_read_as_it_was_written(name in any::<String>(), other in "[a-z\";\\\\]{0,9}") {
            let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
            let header = format!("attachment; note={}; filename={}", quoted(&other), quoted(&name));
            prop_assert_eq!(file_name(&header), Some(name).filter(|name| !name.is_empty()));
        }

        #[test]
        fn an_encoded_name_is_read_as_it_was_written(name in any::<String>()) {
            let encoded = utf8_percent_encode(&name, NON_ALPHANUMERIC);
            let header = format!("attachment; filename*=UTF-8''{encoded}");
            prop_assert_eq!(file_name(&header), Some(name).filter(|name| !name.is_empty()));
        }
    }
}
