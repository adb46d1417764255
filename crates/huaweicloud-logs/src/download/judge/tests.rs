//! Verdicts on answers that are right, wrong, and of something else.

use proptest::option;
use proptest::prelude::{Strategy, any, prop_assert, proptest};

use super::{Ask, Head, Object, Verdict, judge};
use crate::download::headers::content_range::ContentRange;

fn object(length: u64, etag: Option<&str>) -> Object {
    let etag =
        etag.map(|etag| serde_json::from_str(&format!("{:?}", format!("\"{etag}\""))).unwrap());
    Object { length: Some(length), etag, ..Object::default() }
}

fn part(first: u64, last: u64, total: u64, etag: Option<&str>) -> Head {
    let range = ContentRange { first, last, total: Some(total) };
    Head { part: Some(Some(range)), object: object(total, etag), framed: true, ..Head::default() }
}

fn whole(length: u64, etag: Option<&str>) -> Head {
    let object = object(length, etag);
    Head { body: Some(length), object, framed: true, ..Head::default() }
}

const ASK: Ask = Ask { ranged: true, from: 40, at: 50, to: None };

#[test]
fn a_part_of_the_same_object_is_good() {
    let held = object(100, Some("a"));
    for (head, to) in [
        (part(40, 99, 100, Some("a")), 100),
        // Less than was asked for: the rest is another request.
        (part(40, 60, 100, Some("a")), 61),
        // The bytes before the gap will tell.
        (part(40, 99, 100, None), 100),
    ] {
        let good = Verdict::Good { from: 40, to: Some(to) };
        assert_eq!(judge(ASK, &head, &held, true), good, "{head:?}");
    }
}

#[test]
fn a_part_of_another_object_is_told_from_one_that_makes_no_sense() {
    let held = object(100, Some("a"));
    let other = |head: &Head| matches!(judge(ASK, head, &held, true), Verdict::Other(_));
    assert!(other(&part(40, 99, 100, Some("b"))));
    assert!(other(&part(40, 89, 90, Some("b"))));
    assert!(other(&part(40, 89, 90, None)));
    let nonsense = |head: &Head| matches!(judge(ASK, head, &held, true), Verdict::Nonsense(_));
    // The same tag, and another length.
    assert!(nonsense(&part(40, 89, 90, Some("a"))));
    for (first, last) in [(0, 99), (41, 99), (40, 49), (50, 99)] {
        assert!(nonsense(&part(first, last, 100, Some("a"))), "{first}-{last}");
    }
    assert!(nonsense(&Head { part: Some(None), ..part(40, 99, 100, Some("a")) }));
    assert!(nonsense(&Head { body: Some(59), ..part(40, 99, 100, Some("a")) }));
    let until = Ask { to: Some(60), ..ASK };
    let more = judge(until, &part(40, 60, 100, Some("a")), &held, true);
    assert!(matches!(more, Verdict::Nonsense(_)));
}

#[test]
fn a_newer_date_is_another_object_unless_the_tag_says_otherwise() {
    let dated = |etag, modified| {
        let mut head = part(40, 99, 100, etag);
        head.object.modified = Some(modified);
        head
    };
    let held = |etag| Object { modified: Some(1), ..object(100, etag) };
    assert!(matches!(judge(ASK, &dated(None, 2), &held(None), true), Verdict::Other(_)));
    assert!(matches!(judge(ASK, &dated(None, 1), &held(None), true), Verdict::Good { .. }));
    assert!(matches!(
        judge(ASK, &dated(Some("a"), 2), &held(Some("a")), true),
        Verdict::Good { .. }
    ));
}

#[test]
fn without_bytes_to_compare_only_a_tag_proves() {
    let ask = Ask { from: 50, ..ASK };
    let untold = judge(ask, &part(50, 99, 100, None), &object(100, Some("a")), true);
    assert!(matches!(untold, Verdict::Other(_)));
    let proved = judge(ask, &part(50, 99, 100, Some("a")), &object(100, Some("a")), true);
    assert_eq!(proved, Verdict::Good { from: 50, to: Some(100) });
}

#[test]
fn all_of_it_is_good_whatever_it_is_of() {
    for head in [whole(100, Some("a")), whole(100, Some("b")), whole(7, None)] {
        let verdict = judge(ASK, &head, &object(100, Some("a")), true);
        assert_eq!(verdict, Verdict::Good { from: 0, to: head.body });
    }
}

#[test]
fn a_part_where_all_was_asked_for_makes_no_sense() {
    let verdict = judge(Ask::WHOLE, &part(0, 99, 100, None), &Object::default(), false);
    assert!(matches!(verdict, Verdict::Nonsense(_)));
    let probed = judge(Ask::PROBE, &part(0, 99, 100, None), &Object::default(), false);
    assert_eq!(probed, Verdict::Good { from: 0, to: Some(100) });
}

#[test]
fn the_answer_to_a_probe_has_to_tell_a_length() {
    // Perhaps of another object: what is known of the one before counts for nothing.
    for total in [None, Some(u64::MAX)] {
        let range = ContentRange { first: 0, last: 49, total };
        let mut head = part(0, 49, 100, None);
        (head.part, head.object.length) = (Some(Some(range)), None);
        for known in [Object::default(), object(100, None)] {
            let verdict = judge(Ask::PROBE, &head, &known, true);
            assert!(matches!(verdict, Verdict::Nonsense(_)), "{total:?} {known:?}");
        }
    }
}

#[test]
fn a_range_is_written_as_http_has_it() {
    assert_eq!(Ask::WHOLE.range(), None);
    assert_eq!(Ask::PROBE.range().unwrap(), "bytes=0-");
    assert_eq!(ASK.range().unwrap(), "bytes=40-");
    assert_eq!(Ask { to: Some(60), ..ASK }.range().unwrap(), "bytes=40-59");
}

fn tag() -> impl Strategy<Value = Option<&'static str>> {
    option::of(proptest::sample::select(&["a", "b"][..]))
}

proptest! {
    #[test]
    fn a_good_part_covers_what_was_asked_for_and_contradicts_nothing(
        first in 0u64..120, length in 0u64..120, total in option::of(1u64..120),
        to in option::of(51u64..120), tags in (tag(), tag()), held_length in option::of(100u64..102),
        body in option::of(any::<u64>()),
    ) {
        let range = ContentRange { first, last: first + length, total };
        let mut head = part(first, first + length, 100, tags.0);
        (head.part, head.object.length, head.body) = (Some(Some(range)), total, body);
        let held = Object { length: held_length, ..object(100, tags.1) };
        let ask = Ask { to, ..ASK };
        if let Verdict::Good { from, to: end } = judge(ask, &head, &held, true) {
            let end = end.unwrap();
            prop_assert!(from == ask.from && end > ask.at);
            prop_assert!(to.is_none_or(|to| end <= to));
            prop_assert!(tags.0.is_none() || tags.1.is_none() || tags.0 == tags.1);
            prop_assert!(total.is_none() || held_length.is_none() || total == held_length);
        }
    }
}
