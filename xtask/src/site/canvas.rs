//! Boxes, arrows and words of a diagram, as SVG that takes its colours from the page's style sheet.

use std::fmt::Write as _;

use super::text::{escape, folded};

/// What a line of text in a box is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Words out of the documents.
    Words(String),
    /// A remark of ours.
    Note(String),
}

/// A box with a title and lines.
#[derive(Clone, Debug)]
pub(super) struct State {
    /// The class that colours it.
    pub(super) class: &'static str,
    pub(super) title: &'static str,
    pub(super) lines: Vec<Line>,
}

/// Heights in a box.
const TITLE: u32 = 28;
const LINE: u32 = 18;

/// How many letters fit, also in fonts that run wide: of words and remarks into a box, of a name beside an arrow.
const WORDS: usize = 18;
const NOTE: usize = 21;
const OPERATION: usize = 18;

impl State {
    pub(super) fn new(
        class: &'static str,
        title: &'static str,
        lines: impl IntoIterator<Item = Line>,
    ) -> Self {
        let folded = lines.into_iter().flat_map(|line| match line {
            Line::Words(text) => fold(&text, WORDS, Line::Words),
            Line::Note(text) => fold(&text, NOTE, Line::Note),
        });
        Self { class, title, lines: folded.collect() }
    }

    pub(super) fn height(&self) -> u32 {
        let lines = u32::try_from(self.lines.len()).unwrap_or_default();
        TITLE + LINE * lines + if lines == 0 { 2 } else { 6 }
    }
}

fn fold(text: &str, width: usize, line: fn(String) -> Line) -> Vec<Line> {
    folded(text, width).into_iter().map(line).collect()
}

/// How wide a box is.
pub(super) const WIDTH: u32 = 172;

/// The inside of an SVG element.
#[derive(Debug, Default)]
pub(super) struct Canvas {
    svg: String,
}

impl Canvas {
    /// Draws a box and returns where it ends.
    pub(super) fn state(&mut self, x: u32, y: u32, state: &State) -> u32 {
        let State { class, title, lines } = state;
        let height = state.height();
        self.element(format_args!("<g class=\"state {class}\">"));
        self.element(format_args!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{WIDTH}\" height=\"{height}\" rx=\"9\"/>"
        ));
        self.text(x + 12, y + 19, "title", title);
        for (line, n) in lines.iter().zip(0..) {
            let at = y + TITLE + LINE * n + 12;
            match line {
                Line::Words(words) => self.text(x + 12, at, "words", words),
                Line::Note(note) => self.text(x + 12, at, "note", note),
            }
        }
        self.element(format_args!("</g>"));
        y + height
    }

    /// Draws a line through points, with a head at its end.
    pub(super) fn arrow(&mut self, points: &[(u32, u32)]) {
        let mut path = String::new();
        for ((x, y), command) in
            points.iter().zip(std::iter::once('M').chain(std::iter::repeat('L')))
        {
            let _ = write!(path, "{command}{x} {y}");
        }
        self.element(format_args!("<path class=\"arrow\" d=\"{path}\"/>"));
        if let [.., from, to] = points {
            self.head(*from, *to);
        }
    }

    /// A head that points along the line between two points.
    fn head(&mut self, (from_x, from_y): (u32, u32), (x, y): (u32, u32)) {
        let turn = match (x.cmp(&from_x), y.cmp(&from_y)) {
            (std::cmp::Ordering::Less, _) => 180,
            (std::cmp::Ordering::Greater, _) => 0,
            (_, std::cmp::Ordering::Less) => 270,
            _ => 90,
        };
        self.element(format_args!(
            "<path class=\"head\" d=\"M0 0L-9 -5L-9 5Z\" transform=\"translate({x} {y}) rotate({turn})\"/>"
        ));
    }

    /// Draws the lines of a label, the first of them the name of an operation.
    pub(super) fn label(&mut self, x: u32, y: u32, operation: &str, note: &str) {
        let mut at = y;
        for line in folded(operation, OPERATION) {
            self.text(x, at, "operation", &line);
            at += 15;
        }
        for line in folded(note, NOTE) {
            self.text(x, at, "note", &line);
            at += 15;
        }
    }

    /// Draws text.
    pub(super) fn text(&mut self, x: u32, y: u32, class: &str, text: &str) {
        self.element(format_args!(
            "<text x=\"{x}\" y=\"{y}\" class=\"{class}\">{}</text>",
            escape(text)
        ));
    }

    /// Adds an element as it is.
    pub(super) fn element(&mut self, element: std::fmt::Arguments<'_>) {
        // Writing to a string doesn't fail.
        let _ = writeln!(self.svg, "{element}");
    }

    /// Everything that was drawn.
    pub(super) fn finish(self) -> String {
        self.svg
    }
}
