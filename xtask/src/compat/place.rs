//! Where the comparison is, in the words of the report.

use super::change::Class;

/// What the documents use a node for. It decides whether stricter or laxer is worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Use {
    /// Clients send it.
    Request,
    /// Clients get it.
    Answer,
    /// Both, or it can't be told.
    Both,
    /// No operation leads there.
    Nowhere,
}

impl Use {
    /// The class of what breaks clients wherever it is used.
    pub(super) fn breaks(self) -> Class {
        if self == Self::Nowhere { Class::DocOnly } else { Class::Breaking }
    }

    /// The class of what clients needn't know.
    pub(super) fn adds(self) -> Class {
        if self == Self::Nowhere { Class::DocOnly } else { Class::Additive }
    }

    /// The class of allowing less: what was sent so far may be refused.
    pub(super) fn stricter(self) -> Class {
        if self == Self::Answer { Class::Additive } else { self.breaks() }
    }

    /// The class of allowing more: what comes back may not be what a strict client takes.
    pub(super) fn laxer(self) -> Class {
        if self == Self::Request { Class::Additive } else { self.breaks() }
    }
}

/// A node's place in the document.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// For people: "operation `PrepareLogs`, parameter `days`".
    pub(super) shown: String,
    /// What a line of the changelog may call it.
    pub(super) names: Vec<String>,
    /// What it is used for.
    pub(super) used: Use,
}

impl Place {
    /// A place that has a name: "schema" and `LogFile`.
    pub(super) fn named(kind: &str, name: &str, used: Use) -> Self {
        Self { shown: format!("{kind} `{name}`"), names: vec![name.to_owned()], used }
    }

    /// A place without a name of its own below this one: "items".
    pub(super) fn inside(&self, what: &str) -> Self {
        Self { shown: format!("{}, {what}", self.shown), ..self.clone() }
    }

    /// A place with a name of its own below this one: "field" and `size`.
    pub(super) fn at(&self, kind: &str, name: &str) -> Self {
        self.inside(&format!("{kind} `{name}`")).also(name)
    }

    /// This place, which has one more name.
    pub(super) fn also(mut self, name: &str) -> Self {
        if !self.names.iter().any(|known| known == name) {
            self.names.push(name.to_owned());
        }
        self
    }

    /// This place, when it is about what clients send or get.
    pub(super) fn used(mut self, used: Use) -> Self {
        self.used = used;
        self
    }
}
