//! The parsers of what servers send, for a fuzzer. Without any promise of stability.
//!
//! Each target takes any bytes and panics when something is wrong. A new one is a function, a line in [`TARGETS`] and
//! a folder of inputs to begin with, `tests/fuzz/seeds/<name>/`.

use std::collections::BTreeSet;
use std::path::{Component, Path};

use jiff::Timestamp;
use reqwest::StatusCode;
use reqwest::header::{CONTENT_RANGE, DATE, ETAG, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use serde_json::{Value, json};
use url::Url;

use crate::Phase;
use crate::answer::Answer;
use crate::api::{ErrorFields, log_jobs};
use crate::download::disk::journal::{last, line};
use crate::download::file_name::{numbered, safe};
use crate::download::headers::content_range::ContentRange;
use crate::download::headers::disposition::file_name;
use crate::download::headers::etag::Etag;
use crate::download::headers::expiry::expiry;
use crate::error::Refusal;
use crate::observation::observe;

/// Panics when any bytes show something wrong.
pub type Target = fn(&[u8]);

/// The targets by name.
pub const TARGETS: &[(&str, Target)] = &[
    ("content_disposition", content_disposition),
    ("content_range", content_range),
    ("error_body", error_body),
    ("etag", etag),
    ("job_answer", job_answer),
    ("journal", journal),
    ("link_expiry", link_expiry),
    ("percentage", percentage),
    ("retry_after", retry_after),
    ("safe_name", safe_name),
    ("status_word", status_word),
];

fn content_disposition(bytes: &[u8]) {
    let Some(name) = file_name(&String::from_utf8_lossy(bytes)) else { return };
    assert!(!name.is_empty());
    let quoted = name.replace('\\', "\\\\").replace('"', "\\\"");
    let again = file_name(&format!("attachment; filename=\"{quoted}\"; size=3"));
    assert_eq!(again, Some(name));
}

fn content_range(bytes: &[u8]) {
    let Some(headers) = header(CONTENT_RANGE, bytes) else { return };
    if let Some(range) = ContentRange::read(&headers) {
        assert!(range.first <= range.last && range.total.is_none_or(|total| range.last < total));
    }
}

fn error_body(bytes: &[u8]) {
    let told = ErrorFields::of_body(bytes);
    let fields = [&told.code, &told.message, &told.request_id];
    assert!(fields.into_iter().flatten().all(|text| !text.trim().is_empty()));
    if fields.into_iter().any(Option::is_some) {
        // As most services write them.
        let [code, message, id] = fields;
        let body = json!({ "error_code": code, "error_msg": message, "request_id": id });
        assert_eq!(ErrorFields::of_body(body.to_string().as_bytes()), told);
    }
}

fn journal(bytes: &[u8]) {
    let (state, good) = last(bytes);
    assert!(good <= bytes.len() as u64 && state.is_some() == (good > 0));
    // A checksum is no hurdle for a fuzzer that need not find it.
    let json = String::from_utf8_lossy(bytes).replace('\n', " ");
    let line = format!("{:08x} {json}\n", crc32fast::hash(json.as_bytes()));
    if let (Some(state), _) = last(line.as_bytes()) {
        let written = self::line(&state);
        assert_eq!(last(written.as_bytes()), (Some(state), written.len() as u64));
    }
}

fn etag(bytes: &[u8]) {
    let Some(headers) = header(ETAG, bytes) else { return };
    let Some(tag) = Etag::strong(&headers) else { return };
    // What a journal keeps is read again.
    let text = serde_json::to_value(&tag).unwrap_or_default();
    let text = text.as_str().unwrap_or_default();
    let sent = header(ETAG, text.as_bytes());
    assert_eq!(sent.and_then(|sent| Etag::strong(&sent)), Some(tag.clone()));
    assert!(text.len() > 2 && text.starts_with('"'));
    if let Some(md5) = tag.md5(&headers) {
        let hex: String = md5.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(format!("\"{hex}\""), text.to_ascii_lowercase());
    }
}

fn job_answer(bytes: &[u8]) {
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else { return };
    let Ok(answer) = Answer::of(&value) else { return };
    for job in log_jobs() {
        let seen = observe(job, answer.clone(), &BTreeSet::new());
        assert_ne!(seen.phase, Phase::Unknown);
        assert!(seen.percent.is_none_or(|percent| (0.0..=100.0).contains(&percent)));
        if seen.phase == Phase::Succeeded {
            let open = |phase| matches!(phase, Phase::Pending | Phase::Unknown);
            assert!(!seen.items.iter().any(|item| open(item.phase)));
        }
        if job.items.is_some() {
            let known = seen.items.into_iter().map(|item| item.key).collect();
            assert!(observe(job, answer.clone(), &known).items.is_empty());
        }
    }
}

fn link_expiry(bytes: &[u8]) {
    let Ok(mut url) = Url::parse("https://bucket.obs.cn-north-4.myhuaweicloud.com:443/log") else {
        return;
    };
    url.set_query(Some(&String::from_utf8_lossy(bytes)));
    let end = expiry(&url, None);
    assert_eq!(expiry(&url, Some("Expires")), end);
    // Unix seconds have no sign in a link, but a date may lie before them.
    if let Some(end) = end.filter(|end| *end >= Timestamp::UNIX_EPOCH) {
        url.set_query(Some(&format!("Until={}", end.as_second())));
        assert_eq!(expiry(&url, Some("until")).map(Timestamp::as_second), Some(end.as_second()));
    }
}

fn percentage(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let answer = |value: &Value| Answer::of(&json!({ "percentage": value }));
    let number = serde_json::from_str(&text).ok();
    for value in number.into_iter().chain([Value::from(&*text)]) {
        if let Ok(answer) = answer(&value)
            && let Some(percent) = answer.percentage("/percentage")
        {
            assert!((0.0..=100.0).contains(&percent));
        }
    }
}

/// Before the line break `Retry-After`, behind it `Date`.
fn retry_after(bytes: &[u8]) {
    let mut lines = bytes.splitn(2, |byte| *byte == b'\n');
    let mut headers = HeaderMap::new();
    for name in [RETRY_AFTER, DATE] {
        let value = lines.next().and_then(|line| HeaderValue::from_bytes(line).ok());
        headers.extend(value.map(|value| (name, value)));
    }
    let told = ErrorFields { code: None, message: None, request_id: None };
    let refusal = Refusal::new("X", StatusCode::TOO_MANY_REQUESTS, &headers, told);
    assert!(headers.contains_key(RETRY_AFTER) || refusal.retry_after.is_none());
}

fn safe_name(bytes: &[u8]) {
    let once = safe(&String::from_utf8_lossy(bytes));
    assert_eq!(safe(&once), once);
    for name in [numbered(&once, u32::MAX), once] {
        assert_eq!(Path::new("folder").join(&name).parent(), Some(Path::new("folder")));
        let parts: Vec<_> = Path::new(&name).components().collect();
        assert!(matches!(parts.as_slice(), [Component::Normal(_)]), "{name:?}");
        assert!(name.len() <= 255 && !name.starts_with('.'), "{name:?}");
        assert!(!name.contains(['/', '\\', ':']) && !name.contains(char::is_control), "{name:?}");
    }
}

fn status_word(bytes: &[u8]) {
    let word = String::from_utf8_lossy(bytes);
    for job in log_jobs() {
        let words = job.answer.map(|place| place.words);
        for words in words.into_iter().chain(job.items.map(|place| place.words)) {
            let phase = words.phase(&word);
            assert_eq!(words.phase(&word.to_ascii_uppercase()), phase);
            let documented = [words.pending, words.succeeded, words.failed].concat();
            let known = documented.iter().any(|known| known.eq_ignore_ascii_case(&word));
            assert_eq!(known, phase != Phase::Unknown, "{word:?}");
        }
    }
}

fn header(name: HeaderName, bytes: &[u8]) -> Option<HeaderMap> {
    Some(HeaderMap::from_iter([(name, HeaderValue::from_bytes(bytes).ok()?)]))
}
