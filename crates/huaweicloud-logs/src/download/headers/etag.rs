//! Which object an answer comes from.

use reqwest::header::{ETAG, HeaderMap, HeaderName};
use serde::{Deserialize, Serialize};

use super::only;

/// A strong entity tag (RFC 9110, 8.8.3): as long as it is the same, so is every byte.
///
/// It is the header's value with its quotes, as `If-Match` and `If-Range` take it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Etag(String);

impl Etag {
    /// Reads the header. A weak tag is none, and neither are two that differ.
    pub(crate) fn strong(headers: &HeaderMap) -> Option<Self> {
        only(headers, ETAG)?.trim().to_owned().try_into().ok()
    }

    /// The MD5 of the object, if the tag is one. `headers` are those that the tag came with.
    ///
    /// Only OBS and stores like S3 promise that, which give each request an id; for others, digits like these may stand
    /// for anything. It is not one either when the store has encrypted the object, whosever the keys are (OBS API
    /// reference, server-side encryption), or when the object can be appended to.
    pub(crate) fn md5(&self, headers: &HeaderMap) -> Option<[u8; 16]> {
        let promised = ["x-obs-request-id", "x-amz-request-id"];
        let is_other = |name: &HeaderName| {
            let rest = ["x-obs-", "x-amz-"].iter().find_map(|it| name.as_str().strip_prefix(it));
            // The first name goes on where a customer's key was used.
            rest.is_some_and(|rest| {
                rest.starts_with("server-side-encryption") || rest == "object-type"
            })
        };
        if !promised.iter().any(|name| headers.contains_key(*name)) || headers.keys().any(is_other)
        {
            return None;
        }
        // 32 hexadecimal digits; `from_str_radix` alone would take a plus and fewer digits.
        let digits = self.0.trim_matches('"');
        let all = digits.len() == 32 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        all.then(|| u128::from_str_radix(digits, 16).ok()).flatten().map(u128::to_be_bytes)
    }
}

impl TryFrom<String> for Etag {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        // Neither space nor quote may stand in one; what is not ASCII is nobody's.
        let allowed = |byte: u8| byte.is_ascii_graphic() && byte != b'"';
        match text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            Some(opaque) if !opaque.is_empty() && opaque.bytes().all(allowed) => Ok(Self(text)),
            _ => Err("no strong entity tag"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
    use reqwest::header::{ETAG, HeaderMap, HeaderName, HeaderValue};

    use super::Etag;

    const MD5_OF_NOTHING: &str = "\"d41d8cd98f00b204e9800998ecf8427e\"";

    fn headers(values: &[(&'static str, &str)]) -> HeaderMap {
        let named = |(name, value): &(&'static str, &str)| {
            (HeaderName::from_static(name), value.parse().unwrap())
        };
        values.iter().map(named).collect()
    }

    fn read(value: &str) -> Option<Etag> {
        Etag::strong(&headers(&[("etag", value)]))
    }

    #[test]
    fn a_strong_tag_is_kept_with_its_quotes() {
        for tag in [MD5_OF_NOTHING, "\"0a1b-12\"", "\"W/\"", "\"\\\""] {
            assert_eq!(read(tag).unwrap().0, tag);
            assert_eq!(read(&format!("\t{tag} ")).unwrap().0, tag);
        }
    }

    #[test]
    fn a_tag_that_is_weak_or_broken_is_none() {
        for tag in [
            "",
            "\"",
            "\"\"",
            "abc",
            "W/\"abc\"",
            "w/\"abc\"",
            "\"a b\"",
            "\"a\"b\"",
            "\"a\tb\"",
            "\"é\"",
            "'abc'",
        ] {
            assert_eq!(read(tag), None, "{tag}");
        }
        assert_eq!(Etag::strong(&HeaderMap::new()), None);
    }

    #[test]
    fn two_tags_count_only_when_they_are_the_same() {
        let twice = |second| Etag::strong(&headers(&[("etag", "\"a\""), ("etag", second)]));
        assert!(twice("\"a\"").is_some());
        assert_eq!(twice("\"b\""), None);
        assert_eq!(twice("W/\"a\""), None);
    }

    #[test]
    fn a_tag_of_32_hexadecimal_digits_is_an_md5() {
        let md5 = |tag: &str| read(tag).unwrap().md5(&headers(&[("x-obs-request-id", "1")]));
        let nothing = Some(0xd41d_8cd9_8f00_b204_e980_0998_ecf8_427e_u128.to_be_bytes());
        assert_eq!(md5(MD5_OF_NOTHING), nothing);
        assert_eq!(md5(&MD5_OF_NOTHING.to_uppercase()), nothing);
        for tag in [
            // As a store makes them of an object that came in two parts.
            "\"d41d8cd98f00b204e9800998ecf8427e-2\"",
            "\"d41d8cd98f00b204e9800998ecf8427\"",
            "\"+41d8cd98f00b204e9800998ecf8427e\"",
            "\"d41d8cd98f00b204e9800998ecf8427g\"",
        ] {
            assert_eq!(md5(tag), None, "{tag}");
        }
        // Some servers make such tags of a file's date and length.
        for other in ["server", "x-oss-request-id", "x-amz-cf-id"] {
            let headers = headers(&[(other, "1")]);
            assert_eq!(read(MD5_OF_NOTHING).unwrap().md5(&headers), None, "{other}");
        }
    }

    #[test]
    fn the_tag_of_an_encrypted_or_appended_object_is_no_md5() {
        let md5 = |name, value| {
            let headers = headers(&[("x-obs-request-id", "1"), (name, value)]);
            read(MD5_OF_NOTHING).unwrap().md5(&headers)
        };
        for (name, value) in [
            ("x-obs-server-side-encryption", "kms"),
            ("x-obs-server-side-encryption", "AES256"),
            ("x-amz-server-side-encryption", "aws:kms"),
            ("x-obs-server-side-encryption-customer-algorithm", "AES256"),
            ("x-amz-server-side-encryption-customer-algorithm", "AES256"),
            ("x-obs-object-type", "Appendable"),
        ] {
            assert_eq!(md5(name, value), None, "{name}: {value}");
        }
        assert!(md5("x-obs-storage-class", "STANDARD").is_some());
    }

    #[test]
    fn a_tag_from_a_file_is_checked_again() {
        let tag = read(MD5_OF_NOTHING).unwrap();
        let json = serde_json::to_string(&tag).unwrap();
        assert_eq!(json, r#""\"d41d8cd98f00b204e9800998ecf8427e\"""#);
        assert_eq!(serde_json::from_str::<Etag>(&json).unwrap(), tag);
        for json in [r#""""#, r#""abc""#, r#""W/\"abc\"""#, r#""\"a\r\nb\"""#, "1"] {
            assert!(serde_json::from_str::<Etag>(json).is_err(), "{json}");
        }
    }

    proptest! {
        #[test]
        fn any_tag_is_read_without_panic(value in any::<Vec<u8>>()) {
            if let Ok(value) = HeaderValue::from_bytes(&value) {
                let headers = HeaderMap::from_iter([(ETAG, value)]);
                if let Some(tag) = Etag::strong(&headers) {
                    let _ = tag.md5(&headers);
                    prop_assert!(HeaderValue::from_str(&tag.0).is_ok());
                }
            }
        }

        #[test]
        fn a_tag_is_read_as_it_was_written(opaque in "[!#-~]{1,40}") {
            let tag = read(&format!("\"{opaque}\"")).unwrap();
            prop_assert_eq!(&tag.0, &format!("\"{opaque}\""));
            prop_assert_eq!(Etag::try_from(tag.0.clone()), Ok(tag));
        }

        #[test]
        fn an_md5_is_read_as_it_was_written(md5 in any::<u128>()) {
            let tag = read(&format!("\"{md5:032x}\"")).unwrap();
            let headers = headers(&[("x-amz-request-id", "1")]);
            prop_assert_eq!(tag.md5(&headers), Some(md5.to_be_bytes()));
        }
    }
}
