//! Pages of a list, which calls ask for by offset and limit.

use crate::call::Call;
use crate::refusal::Refusal;

/// A part of a list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Page {
    pub(super) offset: usize,
    limit: usize,
}

impl Page {
    /// The page that a call asks for. Pages have `most` entries at most, and `usual` ones unless the call says it;
    /// with none usual the call has to say it all.
    ///
    /// # Errors
    ///
    /// Made of what is wrong with the call's offset or limit.
    pub(super) fn of<P>(
        call: &Call<P>,
        usual: Option<usize>,
        most: usize,
        refuse: impl Fn(String) -> Refusal,
    ) -> Result<Self, Refusal> {
        let number = |name: &str, usual: Option<usize>, least: usize, most: usize| {
            let Some(text) = call.query(name) else {
                return usual.ok_or_else(|| refuse(format!("{name} is missing")));
            };
            // Rust would also read "+1", which is no number anywhere else.
            let digits = text.bytes().all(|byte| byte.is_ascii_digit());
            let number =
                text.parse().ok().filter(|number| digits && (least..=most).contains(number));
            number.ok_or_else(|| refuse(format!("{name} can be {least} to {most}")))
        };
        let farthest = usize::try_from(i32::MAX).unwrap_or(usize::MAX);
        let offset = number("offset", usual.map(|_| 0), 0, farthest)?;
        Ok(Self { offset, limit: number("limit", usual, 1, most)? })
    }

    /// Whether the entry of this number, counted from 0, is on the page.
    pub(super) fn holds(self, number: usize) -> bool {
        number >= self.offset && number - self.offset < self.limit
    }

    /// The entries of a list that are on the page.
    pub(super) fn cut<T>(self, list: impl IntoIterator<Item = T>) -> Vec<T> {
        list.into_iter().skip(self.offset).take(self.limit).collect()
    }
}
