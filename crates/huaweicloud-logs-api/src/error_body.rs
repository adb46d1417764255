//! The many shapes of an error body, made one.
//!
//! Services, gateways and proxies in front of these APIs write errors in a dozen ways. The documents
//! describe one, `{"error_code", "error_msg"}`, and this is where the others are turned into it.

use serde_json::{Map, Value, json};

/// Rewrites any body as a JSON object with `error_code` and `error_msg` where they can be found.
///
/// A body that is no JSON object, such as a proxy's HTML page, becomes the message.
pub(crate) fn uniform(body: &[u8]) -> Vec<u8> {
    let read = serde_json::from_slice::<Value>(body).ok();
    let object = match read {
        Some(Value::Object(object)) => documented(object),
        _ => {
            let text = String::from_utf8_lossy(body).trim().to_owned();
            Map::from_iter((!text.is_empty()).then(|| ("error_msg".to_owned(), json!(text))))
        }
    };
    Value::Object(object).to_string().into_bytes()
}

/// Spellings of the code, by who writes them: the services, RDS v1, a few others, IAM.
const CODES: [&str; 4] = ["error_code", "errCode", "errorCode", "code"];
/// Spellings of the message, in the same order.
const MESSAGES: [&str; 4] = ["error_msg", "externalMessage", "errorMsg", "message"];

fn documented(mut object: Map<String, Value>) -> Map<String, Value> {
    // Keystone and Trove wrap the error in one more object: {"error": {…}}, {"itemNotFound": {…}}.
    let wrapped = object.len() == 1;
    if wrapped && let Some(Value::Object(inner)) = object.values_mut().next() {
        object = std::mem::take(inner);
    }
    for (documented, spellings) in [("error_code", CODES), ("error_msg", MESSAGES)] {
        let found = spellings.iter().find_map(|spelling| text(object.get(*spelling)?));
        match found {
            Some(text) => object.insert(documented.to_owned(), Value::String(text)),
            None => object.remove(documented),
        };
    }
    // The remaining documented fields are text too; anything else would not decode.
    object.retain(|_, value| matches!(value, Value::String(_)));
    object
}

/// IAM writes its code as a number.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::uniform;

    #[test]
    fn every_known_shape_gives_code_and_message() {
        for (body, code, message) in [
            (r#"{"error_code":"DBS.200022","error_msg":"busy"}"#, "DBS.200022", "busy"),
            (
                r#"{"error_code":"DCS.4800","error_msg":"bad","error_ext_msg":null}"#,
                "DCS.4800",
                "bad",
            ),
            (r#"{"errCode":"RDS.0010","externalMessage":"gone"}"#, "RDS.0010", "gone"),
            (r#"{"error":{"code":401,"message":"no","title":"Unauthorized"}}"#, "401", "no"),
            (r#"{"itemNotFound":{"code":404,"message":"none"}}"#, "404", "none"),
            (r#"{"errorCode":"ASM.1","errorMsg":"odd"}"#, "ASM.1", "odd"),
            (r#"{"code":"X.1","message":"generic"}"#, "X.1", "generic"),
        ] {
            let got: Value = serde_json::from_slice(&uniform(body.as_bytes())).unwrap();
            assert_eq!(got["error_code"], code, "{body}");
            assert_eq!(got["error_msg"], message, "{body}");
        }
    }

    #[test]
    fn the_request_id_of_the_gateway_stays() {
        let got = uniform(br#"{"error_code":"APIGW.0301","error_msg":"m","request_id":"r1"}"#);
        assert_eq!(serde_json::from_slice::<Value>(&got).unwrap()["request_id"], "r1");
    }

    #[test]
    fn what_is_no_json_object_becomes_the_message() {
        for (body, expected) in [
            ("<html>Bad Gateway</html>", json!({"error_msg": "<html>Bad Gateway</html>"})),
            ("-", json!({"error_msg": "-"})),
            ("[1]", json!({"error_msg": "[1]"})),
            ("  ", json!({})),
            ("", json!({})),
            (r#"{"error_code":null,"error_msg":["a"]}"#, json!({})),
        ] {
            let got: Value = serde_json::from_slice(&uniform(body.as_bytes())).unwrap();
            assert_eq!(got, expected, "{body:?}");
        }
    }
}
