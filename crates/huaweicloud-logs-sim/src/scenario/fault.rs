//! Faults that can be ordered.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::values::{Position, Span};
use crate::service::Service;

/// A fault, and which requests it befalls.
///
/// ```
/// use huaweicloud_logs_sim::{Fault, FaultOrder, On, Position, Service};
///
/// // Break the first two downloads off in the middle.
/// let order = FaultOrder::new(Fault::Reset { at: Some(Position::Percent(50)) })
///     .on(On::service(Service::Obs))
///     .times(2);
/// # let json = r#"{"on": {"service": "obs"}, "times": 2, "fault": {"kind": "reset", "at": "50%"}}"#;
/// # assert_eq!(serde_json::from_str::<FaultOrder>(json).unwrap(), order);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FaultOrder {
    /// Which requests. All, if left out.
    #[serde(default)]
    pub on: On,
    /// How many of these requests pass unharmed first.
    #[serde(default)]
    pub after: u64,
    /// How many of these requests it befalls then. Every one, if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1))]
    pub times: Option<u64>,
    /// The chance, from 0 to 1, that it befalls such a request. Which ones it befalls follows from the scenario's
    /// seed. Certain, if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 1))]
    pub chance: Option<f64>,
    /// What happens.
    pub fault: Fault,
}

impl FaultOrder {
    /// A fault that befalls every request.
    #[must_use]
    pub fn new(fault: Fault) -> Self {
        Self { on: On::default(), after: 0, times: None, chance: None, fault }
    }

    /// Sets [`on`](Self::on).
    #[must_use]
    pub fn on(mut self, on: On) -> Self {
        self.on = on;
        self
    }

    /// Sets [`after`](Self::after).
    #[must_use]
    pub fn after(mut self, requests: u64) -> Self {
        self.after = requests;
        self
    }

    /// Sets [`times`](Self::times).
    #[must_use]
    pub fn times(mut self, requests: u64) -> Self {
        self.times = Some(requests);
        self
    }

    /// Sets [`chance`](Self::chance).
    #[must_use]
    pub fn chance(mut self, chance: f64) -> Self {
        self.chance = Some(chance);
        self
    }
}

/// Which requests a fault befalls: those that everything said here is true of, and about which it can change
/// something.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct On {
    /// The server that is asked; `obs` is the store that links lead to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<Service>,
    /// The operation, by the id it has in the OpenAPI documents, such as `DownloadErrorlog`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// The method, in capitals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// A part of the path, such as the id of an instance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Whether the request asks for a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<bool>,
}

impl On {
    /// The requests to a server.
    #[must_use]
    pub fn service(service: Service) -> Self {
        Self { service: Some(service), ..Self::default() }
    }

    /// The requests for an operation, by the id it has in the OpenAPI documents.
    #[must_use]
    pub fn operation(id: impl Into<String>) -> Self {
        Self { operation: Some(id.into()), ..Self::default() }
    }

    /// Only requests with, or only those without, a `Range` header.
    #[must_use]
    pub fn range(mut self, range: bool) -> Self {
        self.range = Some(range);
        self
    }

    /// Only requests with this in their path.
    #[must_use]
    pub fn path(mut self, part: impl Into<String>) -> Self {
        self.path = Some(part.into());
        self
    }
}

/// What can go wrong. Several faults may befall one request; of those that answer in the service's place the
/// first one does, and the others wait for the next request. Times are real ones (those of `tokio::time`), which
/// moving the clock does not change. A place at or behind the end of a body is never reached.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Fault {
    /// Any service: answers with this status instead of doing anything.
    Status {
        /// The status, 200 to 599. 401 is always the gateway's.
        #[schemars(range(min = 200, max = 599))]
        status: u16,
        /// A `Retry-After` header as it is, so also a wrong one: "5", "never".
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            deserialize_with = "super::values::text_or_number"
        )]
        #[schemars(schema_with = "super::values::text_or_number_schema")]
        retry_after: Option<String>,
        /// A `Retry-After` header with the date this far ahead.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_after_date: Option<Span>,
        /// The body.
        #[serde(default)]
        body: ErrorBody,
    },
    /// Any service: does nothing for a while, then goes on as usual.
    Delay {
        /// How long.
        by: Span,
    },
    /// Any service: resets the connection (TCP RST).
    Reset {
        /// After this much of the body. Before any answer, if left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<Position>,
    },
    /// Any service: ends the connection in good order, but too early: the body is shorter than announced, or
    /// misses its last chunk.
    ShortBody {
        /// After this much of the body.
        at: Position,
    },
    /// Any service: stops sending.
    Stall {
        /// After this much of the body.
        at: Position,
        /// How long; for ever, if left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lasts: Option<Span>,
    },
    /// Any service: sends slowly.
    Trickle {
        /// From here on.
        at: Position,
        /// How many bytes a second.
        bytes_per_second: u32,
    },
    /// Any service: turns over the bits of one byte of the body. Nothing else tells of it.
    Corrupt {
        /// Which byte.
        at: Position,
    },
    /// Any service: sends the client elsewhere.
    Redirect {
        /// The status, 301, 302, 303, 307 or 308.
        #[serde(default = "found")]
        status: u16,
        /// Where to. If left out, a server of the simulator that answers everything and writes down what it gets.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<String>,
    },
    /// The store: refuses the link as expired, whatever its `Expires` says.
    ExpiredLink,
    /// The store: other bytes take the object's place just before it is sent, and stay.
    ReplaceObject {
        /// How many.
        #[serde(default)]
        length: NewLength,
    },
    /// The store: another `ETag` than the object's.
    Etag {
        /// Which.
        form: EtagForm,
    },
    /// The store: sends the whole object with status 200, whatever range is asked for.
    IgnoreRange,
    /// The store: a `Content-Range` that is not that of the bytes. Only on answers to requests with a range.
    ContentRange {
        /// What is wrong with it.
        wrong: ContentRangeError,
    },
    /// The store: says that the range cannot be satisfied. Only on requests with a range.
    RangeNotSatisfiable {
        /// Which size of the object it claims.
        #[serde(default)]
        size: SizeClaim,
    },
    /// The store: does not tell the length of the body in advance.
    NoLength {
        /// How the end of the body is told.
        #[serde(default)]
        framing: Framing,
    },
    /// RDS, DDS, DCS and CloudDC: another file name. CloudDC sends what a header cannot hold in the form of
    /// `filename*`.
    FileName {
        /// The name.
        name: String,
    },
    /// RDS, DDS and DCS: the link leads to an object of another name with other bytes.
    OtherObject,
}

fn found() -> u16 {
    302
}

/// The body of an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ErrorBody {
    /// As the service itself writes errors.
    #[default]
    Service,
    /// As the gateway in front of it does.
    Gateway,
    /// An HTML page, as a proxy in between would send it.
    Html,
    /// None.
    Empty,
}

/// The length of an object that takes another's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NewLength {
    /// The same.
    #[default]
    Same,
    /// Half as long again.
    Longer,
    /// Half as long.
    Shorter,
}

/// An `ETag` to be wary of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EtagForm {
    /// A weak one, which does not promise the same bytes.
    Weak,
    /// None.
    Missing,
    /// Another one each time.
    Changing,
}

/// A wrong `Content-Range`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ContentRangeError {
    /// It begins one byte later than the bytes do.
    Start,
    /// Its total is one byte too large.
    Total,
    /// It cannot be read.
    Unreadable,
    /// There is none.
    Missing,
}

/// The size a 416 claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SizeClaim {
    /// The object's.
    #[default]
    Actual,
    /// As if it had shrunk to half.
    Smaller,
    /// As if it had grown by half.
    Larger,
}

/// How the end of a body without a length is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Framing {
    /// With chunks, the last of which is empty.
    #[default]
    Chunked,
    /// With the end of the connection.
    Close,
}
