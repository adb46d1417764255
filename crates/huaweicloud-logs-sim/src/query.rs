//! Query strings.

use percent_encoding::percent_decode;

/// The decoded pairs of a query string in the order they were sent. A name without "=" has an empty value.
pub(crate) fn pairs(query: &str) -> Vec<(Vec<u8>, Vec<u8>)> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect()
}

/// Servers read a plus sign in a query as a space, as in a submitted form.
fn decode(text: &str) -> Vec<u8> {
    let spaced: Vec<u8> = text.bytes().map(|byte| if byte == b'+' { b' ' } else { byte }).collect();
    percent_decode(&spaced).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(query: &str) -> Vec<(String, String)> {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        pairs(query).into_iter().map(|(name, value)| (text(name), text(value))).collect()
    }

    #[test]
    fn names_and_values_are_decoded_after_the_split() {
        let expected = [("a", "1&2=3"), ("b", ""), ("c", ""), ("d e", "f+g")];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(text("a=1%262%3D3&b=&&c&d+e=f%2Bg"), expected);
    }

    #[test]
    fn an_empty_query_has_no_pairs() {
        assert!(pairs("").is_empty());
    }
}
