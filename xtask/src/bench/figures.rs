//! Figures of several runs.

use std::path::Path;
use std::{fmt, fs, io};

use serde::Serialize;

/// Writes figures to a file, if one is given.
pub(super) fn write(json: Option<&Path>, figures: &impl Serialize) -> Result<(), String> {
    let Some(path) = json else { return Ok(()) };
    let failed = |error: io::Error| format!("{}: {error}", path.display());
    let figures = serde_json::to_string_pretty(figures).map_err(|error| failed(error.into()))?;
    fs::write(path, figures + "\n").map_err(failed)
}

/// The middle of several figures, and how far apart they are.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(super) struct Spread {
    pub(super) median: f64,
    pub(super) least: f64,
    pub(super) most: f64,
}

impl Spread {
    /// Without any figures there is no spread.
    pub(super) fn of(figures: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut figures: Vec<_> = figures.into_iter().collect();
        figures.sort_by(f64::total_cmp);
        let (least, most) = (*figures.first()?, *figures.last()?);
        let half = figures.len() / 2;
        let median = match figures.len() % 2 {
            0 => f64::midpoint(figures[half - 1], figures[half]),
            _ => figures[half],
        };
        Some(Self { median, least, most })
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { median, least, most } = self;
        f.pad(&format!("{median:.2} ({least:.2} to {most:.2})"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_is_the_middle_one_or_between_the_two_middle_ones() {
        let of = |figures: &[f64]| Spread::of(figures.iter().copied());
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[3.0, 1.0, 2.0]), Some(Spread { median: 2.0, least: 1.0, most: 3.0 }));
        assert_eq!(of(&[4.0, 1.0]), Some(Spread { median: 2.5, least: 1.0, most: 4.0 }));
    }

    #[test]
    fn figures_are_shown_with_two_decimals() {
        let spread = Spread { median: 0.125, least: 0.0, most: 12.0 };
        assert_eq!(format!("{spread:<25}|"), "0.12 (0.00 to 12.00)     |");
    }
}
