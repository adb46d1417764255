//! Faults of the store, and the ranges and conditions that most of them are about.

use huaweicloud_logs_sim::{
    ContentRangeError, EtagForm, Fault, FaultOrder, Framing, NewLength, On, Position, Service,
    SizeClaim,
};
use serde_json::json;

use crate::client::{Answer, Client};
use crate::orders::status;
use crate::raw::{End, Raw, unchunked};

fn befalls_once(fault: Fault) -> FaultOrder {
    FaultOrder::new(fault).on(On::service(Service::Obs)).times(1)
}

#[track_caller]
fn assert_unsatisfiable(answer: &Answer, size: usize) {
    assert_eq!(answer.status, 416);
    assert_eq!(answer.header("content-range"), format!("bytes */{size}"));
    assert_eq!(answer.header("content-type"), "application/xml");
    let text = answer.text();
    assert!(text.contains("<Code>InvalidRange</Code>"), "{text}");
    assert!(text.contains(&format!("<ActualObjectSize>{size}</ActualObjectSize>")), "{text}");
}

#[tokio::test]
async fn a_part_comes_with_its_place_in_the_whole() {
    let client = Client::start_ready("").await;
    let (link, object) = (client.link().await, client.object());
    let size = object.len();
    let etag = client.fetch(&link).await.header("etag").to_owned();
    for (range, first, last) in [
        ("bytes=0-0".to_owned(), 0, 0),
        ("bytes=10-19".to_owned(), 10, 19),
        (format!("bytes={}-", size - 1), size - 1, size - 1),
        (format!("bytes=5-{}", size * 2), 5, size - 1),
        ("bytes=-7".to_owned(), size - 7, size - 1),
        (format!("bytes=-{}", size + 1), 0, size - 1),
    ] {
        let answer = client.fetch_with(&link, &[("Range", &range)]).await;
        assert_eq!(answer.status, 206, "{range}");
        assert!(answer.body == object[first..=last], "{range}");
        let place = format!("bytes {first}-{last}/{size}");
        assert_eq!(answer.header("content-range"), place);
        assert_eq!(answer.header("content-length"), (last - first + 1).to_string());
        assert_eq!(answer.header("etag"), etag, "the part has the tag of the whole");
        assert_eq!(answer.header("accept-ranges"), "bytes");
        assert_eq!(client.last(Service::Obs).range, Some(range));
    }
}

#[tokio::test]
async fn a_range_beyond_the_end_is_refused_and_one_that_is_none_is_ignored() {
    let client = Client::start_ready("").await;
    let (link, object) = (client.link().await, client.object());
    let size = object.len();
    for range in [format!("bytes={size}-"), format!("bytes={size}-{}", size + 9), "bytes=-0".into()]
    {
        assert_unsatisfiable(&client.fetch_with(&link, &[("Range", &range)]).await, size);
    }
    for range in ["", "bytes", "bytes=", "bytes=a-b", "bytes=9-5", "lines=0-1", "bytes=0-3,2-5"] {
        let answer = client.fetch_with(&link, &[("Range", range)]).await;
        assert_eq!((answer.status.as_u16(), answer.header("content-range")), (200, ""), "{range}");
        assert!(answer.body == object);
    }
}

#[tokio::test]
async fn conditions_decide_between_the_part_the_whole_and_a_refusal() {
    let client = Client::start_ready("").await;
    let (link, object) = (client.link().await, client.object());
    let etag = client.fetch(&link).await.header("etag").to_owned();
    let ask = async |name: &str, value: &str| {
        client.fetch_with(&link, &[("Range", "bytes=1-2"), (name, value)]).await
    };
    for name in ["If-Match", "If-Range"] {
        let answer = ask(name, &etag).await;
        assert_eq!((answer.status.as_u16(), &answer.body[..]), (206, &object[1..3]), "{name}");
    }
    for other in ["\"another\"".to_owned(), format!("W/{etag}")] {
        let refused = ask("If-Match", &other).await;
        assert_eq!(refused.status, 412);
        assert!(refused.text().contains("<Code>PreconditionFailed</Code>"), "{}", refused.text());
        let whole = ask("If-Range", &other).await;
        assert!(whole.status == 200 && whole.body == object, "{other}");
    }
}

#[tokio::test]
async fn a_link_can_expire_before_its_time() {
    let client = Client::start_ready("").await;
    let link = client.link().await;
    // Only the store has links, so only its requests count.
    client.order(FaultOrder::new(Fault::ExpiredLink).times(2));
    assert_eq!(client.link().await, link);
    for _ in 0..2 {
        let answer = client.fetch(&link).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("content-type")),
            (403, "application/xml")
        );
        let text = answer.text();
        assert!(text.contains("<Code>AccessDenied</Code><Message>Request has expired"), "{text}");
        assert_eq!(client.last(Service::Obs).faults, ["expired-link"]);
    }
    assert!(client.fetch(&link).await.body == client.object());
}

#[tokio::test]
async fn a_replaced_object_stays_replaced() {
    for (length, factor) in
        [(NewLength::Same, 1.0), (NewLength::Longer, 1.5), (NewLength::Shorter, 0.5)]
    {
        let client = Client::start_ready("").await;
        let (link, object) = (client.link().await, client.object());
        let before = client.fetch(&link).await;
        client.order(befalls_once(Fault::ReplaceObject { length }));
        let after = client.fetch(&link).await;
        assert!(after.status == 200 && after.body != object && !after.body.is_empty());
        let expected = object.len() as f64 * factor;
        assert!((after.body.len() as f64 - expected).abs() <= 1.0, "{length:?}");
        assert_eq!(after.header("content-length"), after.body.len().to_string());
        assert_ne!(after.header("etag"), before.header("etag"));

        let again = client.fetch(&link).await;
        assert!(again.body == after.body, "{length:?}");
        assert_eq!(again.header("etag"), after.header("etag"));
        // Once more is once more another.
        client.order(befalls_once(Fault::ReplaceObject { length: NewLength::Same }));
        let third = client.fetch(&link).await;
        assert!(third.body != after.body && third.body.len() == after.body.len());
    }
}

#[tokio::test]
async fn who_resumes_a_replaced_object_with_a_condition_notices() {
    let client = Client::start_ready(
        "faults = [{ on.range = true, after = 1, times = 1, fault.kind = 'replace-object' }]",
    )
    .await;
    let (link, object) = (client.link().await, client.object());
    let first = client.fetch_with(&link, &[("Range", "bytes=0-99")]).await;
    assert!(first.body == object[..100]);
    let etag = first.header("etag");
    let resume = [("Range", "bytes=100-"), ("If-Match", etag)];
    assert_eq!(client.fetch_with(&link, &resume).await.status, 412, "replaced just before");
    let resume = [("Range", "bytes=100-"), ("If-Range", etag)];
    let whole = client.fetch_with(&link, &resume).await;
    assert!(whole.status == 200 && whole.body.len() == object.len() && whole.body != object);
    let careless = client.fetch_with(&link, &[("Range", "bytes=100-")]).await;
    assert!(careless.status == 206 && careless.body == whole.body[100..]);
}

#[tokio::test]
async fn an_etag_can_be_one_that_promises_nothing() {
    let client = Client::start_ready("").await;
    let (link, object) = (client.link().await, client.object());
    let etag = client.fetch(&link).await.header("etag").to_owned();
    let mut seen = vec![etag.clone()];
    for (form, kind) in
        [(EtagForm::Weak, "weak"), (EtagForm::Missing, "missing"), (EtagForm::Changing, "changing")]
    {
        let fault = json!({"kind": "etag", "form": kind});
        let id = client.order_json(json!({"on": {"service": "obs"}, "fault": fault})).await;
        assert_eq!(client.simulator.faults()[0].order.fault, Fault::Etag { form });
        for (headers, status) in [(&[][..], 200), (&[("Range", "bytes=3-")], 206)] {
            let answer = client.fetch_with(&link, headers).await;
            assert_eq!(answer.status, status);
            assert!(object.ends_with(&answer.body));
            let given = answer.header("etag");
            match form {
                EtagForm::Weak => assert_eq!(given, format!("W/{etag}")),
                EtagForm::Missing => assert!(answer.headers.get("etag").is_none()),
                EtagForm::Changing => {
                    assert!(given.starts_with('"') && given.ends_with('"') && given.len() > 2);
                    assert!(!seen.contains(&given.to_owned()), "{given} again");
                    seen.push(given.to_owned());
                }
            }
            // None of them is a condition that can hold.
            let resume = [("Range", "bytes=3-"), ("If-Range", given)];
            assert_eq!(client.fetch_with(&link, &resume).await.status, 200);
        }
        client.simulator.cancel(id);
    }
    assert_eq!(client.fetch(&link).await.header("etag"), etag);
}

#[tokio::test]
async fn a_range_can_be_ignored_even_one_beyond_the_end() {
    let client =
        Client::start_ready("faults = [{ on.service = 'obs', fault.kind = 'ignore-range' }]").await;
    let (link, object) = (client.link().await, client.object());
    for range in ["bytes=5-", "bytes=0-0", "bytes=-1", "bytes=99999999-"] {
        let answer = client.fetch_with(&link, &[("Range", range)]).await;
        assert_eq!((answer.status.as_u16(), answer.header("content-range")), (200, ""), "{range}");
        assert_eq!(answer.header("content-length"), object.len().to_string());
        assert!(answer.body == object, "{range}");
    }
}

#[tokio::test]
async fn who_resumes_where_ranges_are_ignored_gets_everything_again() {
    let client = Client::start_ready(
        "[[faults]]\non.service = 'obs'\nfault.kind = 'ignore-range'\n\
         [[faults]]\non.service = 'obs'\ntimes = 1\nfault = { kind = 'reset', at = '50%' }",
    )
    .await;
    let (link, object) = (client.link().await, client.object());
    let mut raw = Raw::get(&link, &[]).await;
    raw.head().await;
    let (half, end) = raw.rest().await;
    assert!(end == End::Reset && object.starts_with(&half) && half.len() <= object.len() / 2);
    assert_eq!(client.last(Service::Obs).faults, ["reset"]);

    let resume = format!("bytes={}-", half.len());
    let whole = client.fetch_with(&link, &[("Range", &resume)]).await;
    assert!(whole.status == 200 && whole.body == object);
    assert_eq!(client.last(Service::Obs).faults, ["ignore-range"]);
}

#[tokio::test]
async fn a_content_range_can_be_wrong_in_four_ways() {
    let client = Client::start_ready("").await;
    let (link, object) = (client.link().await, client.object());
    let size = object.len();
    for (wrong, part, rest) in [
        (
            ContentRangeError::Start,
            Some(format!("bytes 11-20/{size}")),
            // It cannot end behind the object's end without being unreadable.
            Some(format!("bytes 11-{}/{size}", size - 1)),
        ),
        (
            ContentRangeError::Total,
            Some(format!("bytes 10-19/{}", size + 1)),
            Some(format!("bytes 10-{}/{}", size - 1, size + 1)),
        ),
        (
            ContentRangeError::Unreadable,
            Some("bytes some-of-it".to_owned()),
            Some("bytes some-of-it".to_owned()),
        ),
        (ContentRangeError::Missing, None, None),
    ] {
        let id = client.order(FaultOrder::new(Fault::ContentRange { wrong }));
        for (range, bytes, given) in
            [("bytes=10-19", &object[10..20], part), ("bytes=10-", &object[10..], rest)]
        {
            let answer = client.fetch_with(&link, &[("Range", range)]).await;
            assert_eq!(answer.status, 206);
            let found = answer.headers.get("content-range").map(|value| value.to_str().unwrap());
            assert_eq!(found, given.as_deref(), "{wrong:?}");
            assert!(answer.body == bytes, "the bytes themselves are right");
        }
        let whole = client.fetch(&link).await;
        assert_eq!((whole.status.as_u16(), whole.header("content-range")), (200, ""));
        client.simulator.cancel(id);
    }
}

#[tokio::test]
async fn a_range_can_be_refused_with_any_claim_of_the_size() {
    let client = Client::start_ready("").await;
    let (link, object) = (client.link().await, client.object());
    let size = object.len();
    for (size_claim, claimed) in [
        (SizeClaim::Actual, size),
        (SizeClaim::Smaller, size / 2),
        (SizeClaim::Larger, size + size / 2 + 1),
    ] {
        let id = client.order(FaultOrder::new(Fault::RangeNotSatisfiable { size: size_claim }));
        for range in ["bytes=0-", "bytes=10-19", "bytes=-1"] {
            let answer = client.fetch_with(&link, &[("Range", range)]).await;
            assert_unsatisfiable(&answer, claimed);
        }
        assert!(client.fetch(&link).await.body == object, "without a range it is still there");
        client.simulator.cancel(id);
    }
    client.order_json(json!({"fault": {"kind": "range-not-satisfiable"}, "times": 1})).await;
    assert_unsatisfiable(&client.fetch_with(&link, &[("Range", "bytes=0-")]).await, size);
}

#[tokio::test]
async fn a_body_without_a_length_ends_with_its_last_chunk() {
    let client =
        Client::start_ready("faults = [{ on.service = 'obs', fault.kind = 'no-length' }]").await;
    let (link, object) = (client.link().await, client.object());
    for (headers, status, expected) in
        [(&[][..], 200, &object[..]), (&[("Range", "bytes=5-999")], 206, &object[5..1000])]
    {
        let mut raw = Raw::get(&link, headers).await;
        let head = raw.head().await;
        assert_eq!((head.status, head.header("content-length")), (status, None));
        assert_eq!(head.header("transfer-encoding"), Some("chunked"));
        // The connection goes on, so ask for its end.
        raw.ask("GET", &link, &[("Range", "bytes=0-0"), ("Connection", "close")]).await;
        let (stream, end) = raw.rest().await;
        let first = b"\r\n0\r\n\r\nHTTP/1.1 206";
        let place = stream.windows(first.len()).position(|part| part == first).unwrap();
        let (body, complete) = unchunked(&stream[..place + first.len() - "HTTP/1.1 206".len()]);
        assert!(body == expected && complete && end == End::Orderly);
    }
}

#[tokio::test]
async fn a_body_without_a_length_can_end_with_the_connection() {
    let client = Client::start_ready("").await;
    let (link, object) = (client.link().await, client.object());
    client.order(
        FaultOrder::new(Fault::NoLength { framing: Framing::Close }).on(On::service(Service::Obs)),
    );
    let mut raw = Raw::get(&link, &[]).await;
    let head = raw.head().await;
    assert_eq!((head.status, head.header("connection")), (200, Some("close")));
    assert_eq!(head.version, "HTTP/1.0", "which knows no other way to end a body");
    assert_eq!((head.header("content-length"), head.header("transfer-encoding")), (None, None));
    let (body, end) = raw.rest().await;
    assert!(body == object && end == End::Orderly);
    // A plain client takes it as well, and goes on with another connection.
    assert!(client.fetch(&link).await.body == object);
    let part = client.fetch_with(&link, &[("Range", "bytes=1-3")]).await;
    assert_eq!((part.status.as_u16(), &part.body[..]), (206, &object[1..4]));
}

#[tokio::test]
async fn a_body_without_a_length_can_be_cut_short_unnoticed() {
    let client = Client::start_ready("").await;
    let (link, object) = (client.link().await, client.object());
    for framing in [Framing::Close, Framing::Chunked] {
        for (at, expected) in
            [(Position::Byte(100), 100), (Position::Percent(50), object.len() / 2)]
        {
            client.order(befalls_once(Fault::NoLength { framing }));
            client.order(befalls_once(Fault::ShortBody { at }));
            let mut raw = Raw::get(&link, &[]).await;
            let head = raw.head().await;
            assert_eq!(head.header("content-length"), None);
            let (stream, end) = raw.rest().await;
            let (body, complete) = match framing {
                Framing::Close => (stream, false),
                Framing::Chunked => unchunked(&stream),
            };
            assert_eq!((body.len(), complete, end), (expected, false, End::Orderly));
            assert!(object.starts_with(&body));
            assert_eq!(client.last(Service::Obs).faults, ["no-length", "short-body"]);
        }
    }
    client.order(befalls_once(Fault::NoLength { framing: Framing::Close }));
    client.order(befalls_once(Fault::ShortBody { at: Position::Byte(100) }));
    assert!(client.fetch(&link).await.body == object[..100], "a plain client notices nothing");
}

#[tokio::test]
async fn a_redirected_download_ends_up_with_other_bytes() {
    let client = Client::start_ready(
        "faults = [{ on.service = 'obs', times = 1, fault.kind = 'redirect' }]",
    )
    .await;
    let link = client.link().await;
    let answer = client.fetch(&link).await;
    assert_eq!(answer.status, 200, "a client that follows is none the wiser");
    assert!(answer.body != client.object());
    assert_eq!(client.last(Service::Obs).status, Some(302));
    let elsewhere = client.last(Service::Elsewhere);
    assert_eq!((elsewhere.auth_token, elsewhere.authorization), (false, false));
    assert!(client.fetch(&link).await.body == client.object());
}

#[tokio::test]
async fn ordered_answers_come_before_all_that_the_store_would_say() {
    let client = Client::start_ready("").await;
    let link = client.link().await;
    client.order(FaultOrder::new(status(503)).on(On::service(Service::Obs).range(true)));
    client.order(befalls_once(Fault::ReplaceObject { length: NewLength::Shorter }));
    let answer = client.fetch_with(&link, &[("Range", "bytes=0-9")]).await;
    assert_eq!(answer.status, 503);
    assert_eq!(client.last(Service::Obs).faults, ["status"]);
    assert_eq!(client.simulator.faults()[1].befell, 0, "nothing was replaced yet");
    assert!(client.fetch(&link).await.body != client.object(), "now it is");
}
