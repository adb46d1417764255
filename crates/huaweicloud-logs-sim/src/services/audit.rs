//! Audit logs of RDS and DDS: they are there without being made, and each call gives links of its own.

use axum::Json;
use jiff::civil::Date;
use jiff::fmt::strtime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use serde_json::{Value, json};

use super::dbs::{body, parameter_error, texts_in};
use crate::call::Call;
use crate::cloud::Cloud;
use crate::content::Content;
use crate::refusal::Refusal;

/// Seconds a link lives.
const LINK_LIFE: u64 = 5 * 60;

/// The most ids in one call.
const MOST_IDS: usize = 50;

/// The longest span that can be asked for.
const LONGEST: SignedDuration = SignedDuration::from_hours(30 * 24);

/// The audit log of one day.
pub(super) struct AuditLog {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) day: Day,
    pub(super) content: Content,
}

/// A day in UTC, from its first second to its last.
#[derive(Clone, Copy)]
pub(super) struct Day {
    pub(super) begin: Timestamp,
    pub(super) end: Timestamp,
}

impl Day {
    /// So many days before a time. Days are counted from the simulator's start, so that ids and names stay.
    pub(super) fn before(now: Timestamp, days: usize) -> Self {
        let days = i32::try_from(days).unwrap_or(i32::MAX);
        let date = now.to_zoned(TimeZone::UTC).date().saturating_sub(days.days());
        let at = |date: Date, hour, minute, second| {
            let time = date.at(hour, minute, second, 0).to_zoned(TimeZone::UTC);
            // The calendar's first and last days reach beyond what a timestamp can be.
            time.map_or(Timestamp::MIN, |time| time.timestamp())
        };
        Self { begin: at(date, 0, 0, 0), end: at(date, 23, 59, 59) }
    }
}

/// The span of time that a call asks for.
pub(super) struct Span {
    start: Timestamp,
    end: Timestamp,
}

impl Span {
    pub(super) fn of<P>(call: &Call<P>) -> Result<Self, Refusal> {
        let time = |name: &str| {
            let text = call.query(name);
            let text = text.ok_or_else(|| parameter_error(format_args!("{name} is missing")))?;
            read(text).ok_or_else(|| {
                parameter_error(format_args!(
                    "{name} {text:?} is not written as yyyy-mm-ddThh:mm:ss+zzzz (the plus as %2B)"
                ))
            })
        };
        let (start, end) = (time("start_time")?, time("end_time")?);
        if end <= start {
            return Err(parameter_error("end_time is not later than start_time"));
        }
        if end.duration_since(start) > LONGEST {
            return Err(parameter_error("start_time and end_time are more than 30 days apart"));
        }
        Ok(Self { start, end })
    }

    /// Whether a day has a part of it.
    pub(super) fn meets(&self, day: Day) -> bool {
        day.begin <= self.end && self.start <= day.end
    }
}

/// Reads a time in its only form: with an offset that has a sign and no colon.
fn read(text: &str) -> Option<Timestamp> {
    const FORM: &str = "%Y-%m-%dT%H:%M:%S%z";
    let time = strtime::parse(FORM, text).ok()?;
    // Writing it again finds what reading lets pass, such as a month of one digit.
    let same = time.to_string(FORM).is_ok_and(|written| written == text);
    time.to_timestamp().ok().filter(|_| same)
}

/// Answers with a link for each id in the body, in their order. The object stays what it is, or became, however
/// many links lead to it.
pub(super) fn links<P>(
    cloud: &Cloud,
    call: &Call<P>,
    logs: &[AuditLog],
) -> Result<Json<Value>, Refusal> {
    let ids = texts_in(&body(call)?, "ids")?.unwrap_or_default();
    if ids.is_empty() {
        return Err(parameter_error("ids is missing or empty"));
    }
    if ids.len() > MOST_IDS {
        return Err(parameter_error(format_args!("ids has more than {MOST_IDS} entries")));
    }
    let find = |id: &String| {
        let log = logs.iter().find(|log| log.id == *id);
        log.ok_or_else(|| parameter_error(format_args!("ids names the unknown audit log {id}")))
    };
    let wanted = ids.iter().map(find).collect::<Result<Vec<_>, _>>()?;

    let now = cloud.clock.now();
    let expires = cloud.link_end(now, LINK_LIFE);
    let astray = cloud.leads_astray(&call.arrived);
    let link = |log: &AuditLog| {
        let object = format!("{}/{}", log.id, log.name);
        cloud.store.put_new(&object, log.content.clone(), now);
        let object = if astray { cloud.store.put_other(&object, now) } else { object };
        cloud.link(&object, expires)
    };
    Ok(Json(json!({"links": wanted.into_iter().map(link).collect::<Vec<_>>()})))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_has_one_form() {
        let time = read("2019-11-06T09:00:00+0800").unwrap();
        assert_eq!(time.to_string(), "2019-11-06T01:00:00Z");
        assert!(read("2019-11-06T09:00:00-0030").is_some());
        for wrong in [
            "",
            "2019-11-06",
            "2019-11-06T09:00:00",
            "2019-11-06T09:00:00Z",
            "2019-11-06T09:00:00 0800",
            "2019-11-06T09:00:00+08:00",
            "2019-11-6T09:00:00+0800",
            "2019-11-06 09:00:00+0800",
            "2019-13-06T09:00:00+0800",
            "2019-11-06T09:00:00+0800 ",
            "1573002000000",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_day_goes_from_midnight_to_the_last_second() {
        let now = "2026-03-01T13:14:15Z".parse().unwrap();
        let day = Day::before(now, 1);
        assert_eq!(day.begin.to_string(), "2026-02-28T00:00:00Z");
        assert_eq!(day.end.to_string(), "2026-02-28T23:59:59Z");
        assert!(Day::before(now, 0).begin <= now && now <= Day::before(now, 0).end);
    }

    #[test]
    fn a_span_meets_the_days_that_it_touches() {
        let time = |text: &str| read(text).unwrap();
        let day = Day::before(time("2026-03-01T13:14:15+0000"), 0);
        for (start, end, meets) in [
            ("2026-02-28T00:00:00+0000", "2026-02-28T23:59:59+0000", false),
            ("2026-02-28T00:00:00+0000", "2026-03-01T00:00:00+0000", true),
            ("2026-03-01T10:00:00+0000", "2026-03-01T10:00:01+0000", true),
            ("2026-03-02T07:59:59+0800", "2026-03-03T00:00:00+0800", true),
            ("2026-03-02T00:00:00+0000", "2026-03-03T00:00:00+0000", false),
        ] {
            let span = Span { start: time(start), end: time(end) };
            assert_eq!(span.meets(day), meets, "{start} to {end}");
        }
    }
}
