//! Lengths of time, sizes and positions, as people write them.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use bytesize::ByteSize;
use jiff::SignedDuration;
use jiff::fmt::friendly::{Direction, SpanPrinter};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A number, or text that says the same with a unit.
enum NumberOrText {
    Number(i64),
    Text(String),
}

impl NumberOrText {
    /// Reads either. An error about anything else shows it, and says what was expected.
    fn read<'de, D: Deserializer<'de>>(
        deserializer: D,
        expected: &'static str,
    ) -> Result<Self, D::Error> {
        struct Either(&'static str);

        impl Visitor<'_> for Either {
            type Value = NumberOrText;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.0)
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<NumberOrText, E> {
                Ok(NumberOrText::Number(number))
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<NumberOrText, E> {
                let signed = number.try_into();
                let too_large = |_| E::invalid_value(Unexpected::Unsigned(number), &self);
                signed.map(NumberOrText::Number).map_err(too_large)
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<NumberOrText, E> {
                Ok(NumberOrText::Text(text.to_owned()))
            }
        }

        deserializer.deserialize_any(Either(expected))
    }
}

/// Reads text that may also be written as a number.
pub(super) fn text_or_number<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    Ok(Some(match NumberOrText::read(deserializer, "a text or a whole number")? {
        NumberOrText::Number(number) => number.to_string(),
        NumberOrText::Text(text) => text,
    }))
}

pub(super) fn text_or_number_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": ["string", "integer"]})
}

/// A length of time: text with units such as "90s", "250ms", "1h 30m" or "-20m", or a whole number of seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span(SignedDuration);

impl Span {
    /// The length, if it is not negative.
    #[must_use]
    pub fn duration(self) -> Option<Duration> {
        Duration::try_from(self.0).ok()
    }

    pub(crate) fn signed(self) -> SignedDuration {
        self.0
    }

    /// The length; zero if it is negative, which [`Scenario`](super::Scenario) and the control endpoint refuse.
    pub(crate) fn or_zero(self) -> Duration {
        self.duration().unwrap_or_default()
    }
}

impl From<Duration> for Span {
    fn from(duration: Duration) -> Self {
        Self(SignedDuration::try_from(duration).unwrap_or(SignedDuration::MAX))
    }
}

/// Also below zero.
impl From<SignedDuration> for Span {
    fn from(duration: SignedDuration) -> Self {
        Self(duration)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // In the form that is documented: "-20m", not "20m ago".
        const PRINTER: SpanPrinter = SpanPrinter::new().direction(Direction::Sign);
        f.write_str(&PRINTER.duration_to_string(&self.0))
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let expected = "a length of time such as \"90s\", or a whole number of seconds";
        match NumberOrText::read(deserializer, expected)? {
            NumberOrText::Number(seconds) => Ok(Self(SignedDuration::from_secs(seconds))),
            NumberOrText::Text(text) => text.parse().map(Self).map_err(|error| {
                let hint = "write a length of time such as \"90s\", \"15m\" or \"1h 30m\"";
                de::Error::custom(format_args!("{text:?}: {error}; {hint}"))
            }),
        }
    }
}

impl JsonSchema for Span {
    fn schema_name() -> Cow<'static, str> {
        "Span".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A length of time: \"90s\", \"250ms\", \"1h 30m\", or a whole number of seconds.",
            "type": ["string", "integer"],
            "pattern": "[0-9]",
        })
    }
}

/// A number of bytes: text with a unit such as "64KiB", "1.5 MB" or "1GiB", or a whole number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Size(pub u64);

impl Serialize for Size {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(self.0)
    }
}

impl<'de> Deserialize<'de> for Size {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wrong = |given: &str| {
            let hint = "write a number of bytes such as 4096, \"64KiB\" or \"1GiB\"";
            de::Error::custom(format_args!("{given}: {hint}"))
        };
        let expected = "a number of bytes such as 4096 or \"64KiB\"";
        match NumberOrText::read(deserializer, expected)? {
            NumberOrText::Number(bytes) => {
                bytes.try_into().map(Self).map_err(|_| wrong(&bytes.to_string()))
            }
            NumberOrText::Text(text) => ByteSize::from_str(&text)
                .map(|size| Self(size.as_u64()))
                .map_err(|_| wrong(&format!("{text:?}"))),
        }
    }
}

impl JsonSchema for Size {
    fn schema_name() -> Cow<'static, str> {
        "Size".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A number of bytes: \"64KiB\", \"1GiB\", or a whole number.",
            "type": ["string", "integer"],
            "pattern": "^[0-9.]+ *([kKmMgGtTpP]i?)?[bB]?$",
            "minimum": 0,
        })
    }
}

/// A place in a body: a whole number of bytes from its start (from its end, if negative), or "50%".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// This many bytes from the start.
    Byte(u64),
    /// This many bytes before the end.
    BeforeEnd(u64),
    /// This many percent of the body, at most 100.
    Percent(u8),
}

impl Position {
    /// The number of bytes before this place in a body of `size` bytes.
    pub(crate) fn of(self, size: u64) -> u64 {
        match self {
            Self::Byte(byte) => byte,
            Self::BeforeEnd(bytes) => size.saturating_sub(bytes),
            Self::Percent(percent) => {
                let place = u128::from(size) * u128::from(percent) / 100;
                u64::try_from(place).unwrap_or(size)
            }
        }
    }
}

impl Serialize for Position {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Byte(byte) => serializer.serialize_u64(*byte),
            Self::BeforeEnd(bytes) => {
                serializer.serialize_i64(-i64::try_from(*bytes).unwrap_or(i64::MAX))
            }
            Self::Percent(percent) => serializer.collect_str(&format_args!("{percent}%")),
        }
    }
}

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let expected = "a number of bytes, or a text from \"0%\" to \"100%\"";
        match NumberOrText::read(deserializer, expected)? {
            NumberOrText::Number(bytes) if bytes < 0 => Ok(Self::BeforeEnd(bytes.unsigned_abs())),
            NumberOrText::Number(bytes) => Ok(Self::Byte(bytes.unsigned_abs())),
            NumberOrText::Text(text) => text
                .strip_suffix('%')
                .and_then(|percent| percent.trim().parse().ok())
                .filter(|percent| *percent <= 100)
                .map(Self::Percent)
                .ok_or_else(|| {
                    let hint = "write a number of bytes (negative: from the end) or a text from \"0%\" to \"100%\"";
                    de::Error::custom(format_args!("{text:?}: {hint}"))
                }),
        }
    }
}

impl JsonSchema for Position {
    fn schema_name() -> Cow<'static, str> {
        "Position".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A place in a body: bytes from its start (from its end, if negative), or \"50%\".",
            "type": ["string", "integer"],
            "pattern": "^[0-9]+ *%$",
        })
    }
}
