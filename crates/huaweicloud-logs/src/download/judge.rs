//! Whether the bytes of an answer can be added to those that are there.

use super::answer::Head;
use super::object::{Object, Sameness};

/// What is asked for: the bytes from `from`, of which those before `at` are there already and only compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ask {
    /// Whether a part is asked for, and not simply all of it.
    pub(crate) ranged: bool,
    pub(crate) from: u64,
    pub(crate) at: u64,
    /// The place after the last byte; to the object's end if there is none.
    pub(crate) to: Option<u64>,
}

impl Ask {
    /// All of it, without a range.
    pub(crate) const WHOLE: Self = Self { ranged: false, from: 0, at: 0, to: None };

    /// All of it as a range, whose answer tells the length.
    pub(crate) const PROBE: Self = Self { ranged: true, ..Self::WHOLE };

    /// The header `Range`.
    pub(crate) fn range(self) -> Option<String> {
        let last = self.to.map(|to| to.saturating_sub(1).to_string()).unwrap_or_default();
        self.ranged.then(|| format!("bytes={}-{last}", self.from))
    }
}

/// What an answer is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Its bytes begin at `from`, and end before `to` if that is known. Those that are there already are compared,
    /// the others written.
    Good { from: u64, to: Option<u64> },
    /// It is a part of another object than the one of which bytes are there, or may be.
    Other(&'static str),
    /// It can't be made sense of.
    Nonsense(&'static str),
}

/// Judges an answer to what was asked. `held` says whether any bytes of `object` are there.
pub(crate) fn judge(ask: Ask, head: &Head, object: &Object, held: bool) -> Verdict {
    let Some(part) = head.part else {
        // All of it, from whatever object: what is there and equal stays, the rest is overwritten.
        return Verdict::Good { from: 0, to: head.body };
    };
    let Some(range) = part else {
        return Verdict::Nonsense("the server doesn't say which part it sends");
    };
    if !ask.ranged {
        return Verdict::Nonsense("the server sends a part where all was asked for");
    }
    // What is known counts only for a part of it; the answer to a probe may be of anything.
    let known = object.length.filter(|_| ask != Ask::PROBE);
    if head.object.length.or(known).is_none() {
        // What it sends may be less than was asked for, and nothing would tell.
        return Verdict::Nonsense("the server doesn't say how long the whole is");
    }
    let end = range.last.saturating_add(1);
    if range.first != ask.from || ask.to.is_some_and(|to| end > to) || end <= ask.at {
        return Verdict::Nonsense("the server sends another part than was asked for");
    }
    if head.body.is_some_and(|body| body != end - range.first) {
        return Verdict::Nonsense("the server sends more or less than the part it tells of");
    }
    // What begins at the beginning is compared with what is there, as all of it is.
    if held && ask != Ask::PROBE {
        let sameness = object.compare(&head.object);
        let same_tag = object.etag.is_some() && object.etag == head.object.etag;
        match sameness {
            Sameness::Refuted if same_tag => {
                return Verdict::Nonsense("the server tells two lengths of one object");
            }
            Sameness::Refuted => return Verdict::Other("it changed on the server"),
            Sameness::Possible if ask.from == ask.at => {
                return Verdict::Other("nothing proves that it is still the same");
            }
            Sameness::Proved | Sameness::Possible => {}
        }
    }
    Verdict::Good { from: range.first, to: Some(end) }
}

#[cfg(test)]
mod tests;
