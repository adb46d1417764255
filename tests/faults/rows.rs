//! The faults: each kind at each place, each number of times.

use std::time::Duration;

use huaweicloud_logs_sim::{
    ContentRangeError, ErrorBody, EtagForm, Fault, NewLength, Position, SizeClaim,
};

use super::strike::{Row, Strike, Times, When};

const PLACES: [(&str, Position); 4] = [
    ("0", Position::Byte(0)),
    ("1", Position::Byte(1)),
    ("50 %", HALF),
    ("last byte", Position::BeforeEnd(1)),
];

const HALF: Position = Position::Percent(50);

fn strike(fault: Fault, when: When, times: Times) -> Strike {
    Strike { fault, when, times }
}

/// What makes a download ask again. Unlike a reset it never overtakes what was sent.
fn cut(at: Position) -> Strike {
    strike(Fault::ShortBody { at }, When::Body, Times::Once)
}

fn status(status: u16, body: ErrorBody, retry_after: Option<&str>) -> Fault {
    let retry_after = retry_after.map(ToOwned::to_owned);
    Fault::Status { status, retry_after, retry_after_date: None, body }
}

/// All of them.
pub(crate) fn all() -> Vec<Row> {
    [bodies(), refusals(), ranges(), tags(), objects(), links(), names()].concat()
}

/// What befalls bytes on their way.
fn bodies() -> Vec<Row> {
    type Make = fn(Position) -> Fault;
    let repeated: [(&str, Make); 4] = [
        ("reset", |at| Fault::Reset { at: Some(at) }),
        ("short body", |at| Fault::ShortBody { at }),
        ("stall", |at| Fault::Stall { at, lasts: None }),
        ("corrupt", |at| Fault::Corrupt { at }),
    ];
    let ends = Duration::from_millis(100).into();
    let slow: [(&str, Make); 2] = [
        ("trickle", |at| Fault::Trickle { at, bytes_per_second: 400_000 }),
        ("drip", |at| Fault::Trickle { at, bytes_per_second: 20 }),
    ];
    let mut rows = vec![];
    for (place, at) in PLACES {
        for (kind, make) in repeated {
            for times in Times::ALL {
                let mut row = Row::new(
                    format!("{kind} at {place}, {times}"),
                    [strike(make(at), When::Body, times)],
                );
                row.came = match kind {
                    "reset" => None,
                    // All of it comes, and none of it can be trusted.
                    "corrupt" => Some(Position::Percent(100)),
                    _ => Some(at),
                };
                rows.push(row);
            }
        }
        let stall = ("stall that ends", Fault::Stall { at, lasts: Some(ends) });
        let slow = slow.map(|(kind, make)| (kind, make(at)));
        for (kind, fault) in [stall].into_iter().chain(slow) {
            let strikes = [strike(fault, When::Body, Times::Always)];
            rows.push(Row::new(format!("{kind} at {place}"), strikes).came(at));
        }
    }
    rows
}

/// What is answered in place of bytes, from the beginning or when the rest is asked for.
fn refusals() -> Vec<Row> {
    let service = |number| status(number, ErrorBody::Service, None);
    let throttled = |after| status(429, ErrorBody::Service, after);
    let date = Fault::Status {
        status: 429,
        retry_after: None,
        retry_after_date: Some(Duration::from_secs(1).into()),
        body: ErrorBody::Service,
    };
    let faults = [
        ("reset before any answer", Fault::Reset { at: None }),
        ("403 expired", Fault::ExpiredLink),
        ("401", service(401)),
        ("404", service(404)),
        ("410", service(410)),
        ("429 for a second", throttled(Some("1"))),
        ("429 until a date", date),
        ("429 without a time", throttled(None)),
        ("429 for a day", throttled(Some("86400"))),
        ("500", service(500)),
        ("502 as html", status(502, ErrorBody::Html, None)),
        ("503", service(503)),
        ("504 without a body", status(504, ErrorBody::Empty, None)),
        ("redirect", Fault::Redirect { status: 302, to: None }),
        ("204", status(204, ErrorBody::Empty, None)),
    ];
    let mut rows = vec![];
    for (kind, fault) in faults {
        for times in Times::ALL {
            let refused = |when| strike(fault.clone(), when, times);
            rows.push(Row::new(format!("{kind} at first, {times}"), [refused(When::First)]));
            let strikes = [cut(HALF), refused(When::Resume)];
            rows.push(Row::new(format!("{kind} at resume, {times}"), strikes).came(HALF));
        }
    }
    let burst =
        [500, 502, 503, 504].map(|number| strike(service(number), When::First, Times::Once));
    rows.push(Row::new("500, 502, 503, 504 at first", burst.clone()));
    let burst = burst.map(|refused| Strike { when: When::Resume, ..refused });
    let strikes = [vec![cut(HALF)], burst.to_vec()].concat();
    rows.push(Row::new("500, 502, 503, 504 at resume", strikes).came(HALF));
    rows
}

/// Wrong answers to a request for the rest.
fn ranges() -> Vec<Row> {
    let faults = [
        ("416 of all there is", Fault::RangeNotSatisfiable { size: SizeClaim::Actual }),
        ("416 as if shorter", Fault::RangeNotSatisfiable { size: SizeClaim::Smaller }),
        ("416 as if longer", Fault::RangeNotSatisfiable { size: SizeClaim::Larger }),
        ("200 for a range", Fault::IgnoreRange),
        ("content-range begins wrong", Fault::ContentRange { wrong: ContentRangeError::Start }),
        ("content-range of another total", Fault::ContentRange { wrong: ContentRangeError::Total }),
        ("content-range unreadable", Fault::ContentRange { wrong: ContentRangeError::Unreadable }),
        ("content-range missing", Fault::ContentRange { wrong: ContentRangeError::Missing }),
    ];
    let mut rows = vec![];
    for (kind, fault) in faults {
        for times in Times::ALL {
            let strikes = [cut(HALF), strike(fault.clone(), When::Resume, times)];
            rows.push(Row::new(format!("{kind}, {times}"), strikes).came(HALF));
        }
    }
    rows
}

/// Tags that prove nothing, with a cut.
fn tags() -> Vec<Row> {
    let forms = [
        ("changing", EtagForm::Changing),
        ("weak", EtagForm::Weak),
        ("missing", EtagForm::Missing),
    ];
    let mut rows = vec![];
    for (kind, form) in forms {
        let tag = |when, times| strike(Fault::Etag { form }, when, times);
        for (place, at) in PLACES {
            let always = [tag(When::First, Times::Always), cut(at)];
            rows.push(Row::new(format!("etag {kind}, cut at {place}"), always).came(at));
            let later = [tag(When::Resume, Times::Always), cut(at)];
            rows.push(Row::new(format!("etag {kind} after a cut at {place}"), later).came(at));
        }
        // Nobody can know of a wrong byte then, so there is no row with one.
        let short = strike(Fault::ShortBody { at: HALF }, When::Body, Times::Always);
        let strikes = [tag(When::First, Times::Always), short];
        rows.push(Row::new(format!("etag {kind}, short body at 50 %, always"), strikes).came(HALF));
    }
    rows
}

/// Another object in the same place.
fn objects() -> Vec<Row> {
    let lengths = [
        ("as long", NewLength::Same),
        ("longer", NewLength::Longer),
        ("shorter", NewLength::Shorter),
    ];
    let mut rows = vec![];
    for (kind, length) in lengths {
        for (place, at) in PLACES {
            let other = strike(Fault::ReplaceObject { length }, When::Resume, Times::Once);
            let name = format!("replaced by one {kind} after a cut at {place}");
            let strikes = vec![cut(at), other];
            for (tag, form) in [
                ("", None),
                (", without etag", Some(EtagForm::Missing)),
                (", weak etag", Some(EtagForm::Weak)),
            ] {
                let mut strikes = strikes.clone();
                strikes.extend(
                    form.map(|form| strike(Fault::Etag { form }, When::First, Times::Always)),
                );
                rows.push(Row::new(format!("{name}{tag}"), strikes).came(at));
            }
        }
    }
    rows
}

/// Other links to it, and links to others.
fn links() -> Vec<Row> {
    let astray = |when, times| strike(Fault::OtherObject, when, times);
    let another = [cut(HALF), astray(When::Resume, Times::Once)];
    let mut another = Row::new("new link to another object", another).came(HALF);
    another.reissue = Some("same-object");
    let mut rows =
        vec![Row::new("link to another object", [astray(When::First, Times::Always)]), another];
    for (kind, reissue) in
        [("same object", "same-object"), ("new export", "new-export"), ("never ready", "never")]
    {
        for (place, at) in PLACES {
            let name = format!("cut at {place}, link expires, {kind}");
            let mut row = Row::new(name, [cut(at)]).came(at);
            row.reissue = Some(reissue);
            rows.push(row);
        }
    }
    rows
}

/// Names that would lead elsewhere.
fn names() -> Vec<Row> {
    let long = "x".repeat(4096);
    let names = [
        ("../x", "../x"),
        ("/abs", "/abs"),
        ("with NUL", "a\0b"),
        ("4 KiB long", &long),
        ("CON", "CON"),
        ("empty", ""),
        ("..", ".."),
        (".", "."),
        ("..\\x", "..\\x"),
        ("of a partial file", ".hwlogs-0000000000000000.part"),
    ];
    let row = |(kind, name): (&str, &str)| {
        let fault = Fault::FileName { name: name.to_owned() };
        let mut row =
            Row::new(format!("file name {kind}"), [strike(fault, When::First, Times::Always)]);
        row.file_name = Some(name.to_owned());
        row
    };
    names.map(row).into()
}
