//! The `Authorization` header.

use super::Denied;

const ALGORITHM: &str = "SDK-HMAC-SHA256";

/// The parts of `SDK-HMAC-SHA256 Access=…, SignedHeaders=…, Signature=…`.
#[derive(Debug, PartialEq)]
pub(super) struct Authorization<'a> {
    pub(super) access_key: &'a str,
    /// As listed, since their order is part of what was signed.
    pub(super) signed_headers: Vec<&'a str>,
    pub(super) signature: Vec<u8>,
}

impl<'a> Authorization<'a> {
    pub(super) fn parse(header: &'a str) -> Result<Self, Denied> {
        let Some(fields) =
            header.trim().strip_prefix(ALGORITHM).filter(|rest| rest.starts_with(' '))
        else {
            return Err(Denied::signature(format!(
                "Authorization does not start with {ALGORITHM}"
            )));
        };
        let field = |name: &str| {
            fields
                .split(',')
                .filter_map(|field| field.trim().split_once('='))
                .find_map(|(given, value)| (given == name).then_some(value))
                .ok_or_else(|| Denied::signature(format!("Authorization has no {name}")))
        };
        let signature = field("Signature")?;
        let Some(signature) = from_hex(signature) else {
            return Err(Denied::signature("Signature is not hexadecimal"));
        };
        let signed_headers = field("SignedHeaders")?.split(';').collect();
        Ok(Self { access_key: field("Access")?, signed_headers, signature })
    }
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    pairs.iter().map(|&[high, low]| Some(digit(high)? << 4 | digit(low)?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_fields_are_read_in_any_order_and_spacing() {
        let expected = Authorization {
            access_key: "AK",
            signed_headers: vec!["host", "x-sdk-date"],
            signature: vec![0x0a, 0xff],
        };
        for header in [
            "SDK-HMAC-SHA256 Access=AK, SignedHeaders=host;x-sdk-date, Signature=0aff",
            "SDK-HMAC-SHA256 Signature=0AFF,Access=AK,SignedHeaders=host;x-sdk-date",
        ] {
            assert_eq!(Authorization::parse(header).unwrap(), expected);
        }
    }

    #[test]
    fn anything_else_is_refused_with_its_reason() {
        for (header, reason) in [
            ("", "does not start with SDK-HMAC-SHA256"),
            ("Bearer abc", "does not start with SDK-HMAC-SHA256"),
            ("SDK-HMAC-SHA256", "does not start with SDK-HMAC-SHA256"),
            ("SDK-HMAC-SHA2567 Access=AK", "does not start with SDK-HMAC-SHA256"),
            ("SDK-HMAC-SHA256 Access=AK, Signature=0a", "has no SignedHeaders"),
            ("SDK-HMAC-SHA256 SignedHeaders=host, Signature=0a", "has no Access"),
            ("SDK-HMAC-SHA256 Access=AK, SignedHeaders=host", "has no Signature"),
            ("SDK-HMAC-SHA256 Access=AK, SignedHeaders=host, Signature=0", "not hexadecimal"),
            ("SDK-HMAC-SHA256 Access=AK, SignedHeaders=host, Signature=zz", "not hexadecimal"),
        ] {
            let denied = Authorization::parse(header).unwrap_err();
            assert_eq!(denied.code, "APIGW.0301");
            assert!(denied.message.contains(reason), "{header}: {}", denied.message);
        }
    }
}
