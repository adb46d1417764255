//! The spellings that sources disagree on.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Which spellings the services use. Whatever is left out is as in the services' own examples, which differ
/// from their tables and from each other.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Dialect {
    /// The case of all status words.
    pub words: Option<WordCase>,
    /// Whether the entries of RDS and DDS have a status of their own. If left out, those of RDS's error logs have one
    /// only until they are ready, and all others always. Those of extended event logs always have one, as there is
    /// no other word.
    pub item_status: Option<bool>,
    /// The name of DDS's update time.
    pub update_field: Option<UpdateField>,
    /// A word that no document knows, in place of every word that means "not done yet".
    pub unknown_word: Option<String>,
    /// How CloudDC writes a percentage.
    pub percentage: Option<PercentageForm>,
    /// What DCS counts as the first entry of the list of run logs.
    pub dcs_offset: Option<OffsetFrom>,
}

/// The case of status words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WordCase {
    /// `FINISH`
    Upper,
    /// `finish`
    Lower,
}

/// The name of DDS's update time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UpdateField {
    /// As in the tables.
    UpdateAt,
    /// As in some examples.
    UpdatedAt,
}

/// How a percentage is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PercentageForm {
    /// `30`
    Number,
    /// `"30"`
    Text,
    /// `"30%"`
    Sign,
}

/// What an offset counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OffsetFrom {
    /// The first entry has offset 0, as the tables say.
    Zero,
    /// The first entry has offset 1, as an example suggests; 0 means the same.
    One,
}

impl Dialect {
    /// A word that means "done" or "failed".
    pub(crate) fn word(&self, usual: &'static str) -> Cow<'static, str> {
        match self.words {
            None => usual.into(),
            Some(WordCase::Upper) => usual.to_uppercase().into(),
            Some(WordCase::Lower) => usual.to_lowercase().into(),
        }
    }

    /// A word that means "not done yet".
    pub(crate) fn pending(&self, usual: &'static str) -> Cow<'static, str> {
        self.unknown_word.clone().map_or_else(|| self.word(usual), Cow::Owned)
    }

    pub(crate) fn percentage(&self, percent: u32) -> Value {
        match self.percentage {
            Some(PercentageForm::Number) => json!(percent),
            Some(PercentageForm::Text) => json!(percent.to_string()),
            None | Some(PercentageForm::Sign) => json!(format!("{percent}%")),
        }
    }

    /// How many entries of a list to pass over.
    pub(crate) fn skipped(&self, offset: usize) -> usize {
        match self.dcs_offset {
            None | Some(OffsetFrom::Zero) => offset,
            Some(OffsetFrom::One) => offset.saturating_sub(1),
        }
    }
}
