//! An answer as a tree that the pointers of the table lead into.
//!
//! It is made of a typed answer for every poll, so it is lighter than the map of a `serde_json::Value`: names are
//! not copied, and a list of pairs is searched, as no object has many fields.

mod tree;

use std::borrow::Cow;
use std::mem;

use serde::Serialize;
use serde_json::Value;

use self::tree::Tree;
use crate::Result;
use crate::error::Kind;

/// An answer, or a part of it. It has no `Debug`: it may hold a link, whose signature is a secret.
#[derive(Clone, PartialEq)]
pub enum Answer {
    /// Text, a number or the like.
    Plain(Value),
    List(Vec<Answer>),
    Object(Vec<(Cow<'static, str>, Answer)>),
}

impl Answer {
    /// An answer that says nothing.
    pub(crate) const NOTHING: Self = Self::Plain(Value::Null);

    /// What a typed answer is in JSON.
    pub(crate) fn of(answer: &impl Serialize) -> Result<Self> {
        answer.serialize(Tree).map_err(|error| {
            Kind::Unusable { doing: "an answer".into(), why: error.to_string() }.into()
        })
    }

    /// Where a pointer of the table leads. Its names have nothing escaped.
    pub(crate) fn find(&self, pointer: &str) -> Option<&Self> {
        names(pointer).try_fold(self, |part, name| match part {
            Self::Object(fields) => fields.iter().find(|(known, _)| known == name).map(|it| &it.1),
            Self::List(entries) => entries.get(name.parse::<usize>().ok()?),
            Self::Plain(_) => None,
        })
    }

    /// Takes out the list to which a pointer leads.
    pub(crate) fn take_list(&mut self, pointer: &str) -> Vec<Self> {
        self.list(pointer).map(mem::take).unwrap_or_default()
    }

    /// The list to which a pointer leads.
    pub(crate) fn list(&mut self, pointer: &str) -> Option<&mut Vec<Self>> {
        let list = names(pointer).try_fold(self, |part, name| match part {
            Self::Object(fields) => {
                fields.iter_mut().find(|(known, _)| known == name).map(|it| &mut it.1)
            }
            Self::List(entries) => entries.get_mut(name.parse::<usize>().ok()?),
            Self::Plain(_) => None,
        });
        match list? {
            Self::List(list) => Some(list),
            _ => None,
        }
    }

    /// Text that is there and not empty; numbers count as their text.
    pub(crate) fn text(&self, pointer: &str) -> Option<String> {
        match self.find(pointer)? {
            Self::Plain(Value::String(text)) if !text.is_empty() => Some(text.clone()),
            Self::Plain(Value::Number(number)) => Some(number.to_string()),
            _ => None,
        }
    }

    /// A part of a hundred: `30`, `"30"` and `"30%"` are the same, anything else is none.
    pub(crate) fn percentage(&self, pointer: &str) -> Option<f32> {
        let percent = match self.find(pointer)? {
            Self::Plain(Value::Number(number)) => number.as_f64()? as f32,
            Self::Plain(Value::String(text)) => {
                text.trim().trim_end_matches('%').trim_end().parse().ok()?
            }
            _ => return None,
        };
        (0.0..=100.0).contains(&percent).then_some(percent)
    }
}

fn names(pointer: &str) -> impl Iterator<Item = &str> {
    // Splitting at a char would search with means that only pay in long texts.
    pointer.split(['/']).skip(1)
}
