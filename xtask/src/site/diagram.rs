//! The states of a job and the operations between them, drawn from its extension.
//!
//! Every job has the same shape, so nothing has to be laid out: two columns of boxes, the good way down the left
//! one. The drawing is as wide as a telephone and is never made smaller than that.
//!
//! ```text
//! ● ─► waiting { pending, unknown word } ─► succeeded ─► link ─► file
//!                                        └► failed       └► link expired ─► back
//! ```

use super::canvas::{Canvas, Line, State, WIDTH};
use super::phases::{self, Link, Phase};
use super::story;
use super::text::{duration, escape};
use crate::extensions::Job;

/// The left edges of the columns, and how far in their arrows are.
const LEFT: u32 = 14;
const RIGHT: u32 = 204;
const ARROW: u32 = 26;

/// The right edge of the frame around what is waited for.
const FRAME: u32 = 386;

/// Where the way back from an expired link runs.
const MARGIN: u32 = 394;

/// The room for an arrow with a label, and how far down the label begins.
const GAP: u32 = 64;
const LABEL: u32 = 20;

/// Draws a job. `id` is unique in the page.
pub(super) fn draw(id: &str, job: &Job<'_>) -> String {
    let mut canvas = Canvas::default();
    let start = &job.job.start;
    canvas
        .element(format_args!("<circle class=\"dot\" cx=\"{}\" cy=\"10\" r=\"7\"/>", LEFT + ARROW));
    let note = if start.repeatable { "may be sent again" } else { "send it only once" };
    down(&mut canvas, LEFT, 17, 17 + GAP, &start.operation, note);

    let mut y = 17 + GAP;
    // Where asking again leads: to the list, or to the frame.
    let mut back = (LEFT + WIDTH, y + 18);
    if !phases::is_complete(job) {
        let bottom = waiting(&mut canvas, y, job);
        back = (FRAME, bottom - 16);
        y = bottom + GAP;
        for column in [LEFT, RIGHT] {
            down(&mut canvas, column, bottom, y, &job.job.poll.operation, "");
        }
    }
    let bottom = canvas.state(LEFT, y, &succeeded(job));
    let mut row = bottom;
    if !phases::is_complete(job) {
        let failed = State::new("failed", "failed", told(job, Phase::Failed));
        row = row.max(canvas.state(RIGHT, y, &failed));
    }
    let end = match phases::link(job) {
        Link::Stream(operation) => {
            let end = bottom + GAP;
            down(&mut canvas, LEFT, bottom, end, operation, "with credentials");
            end
        }
        link => {
            let top = row + GAP + 10;
            let bottom = with_link(&mut canvas, (bottom, row, top), back, job, &link);
            let end = bottom + GAP;
            down(&mut canvas, LEFT, bottom, end, "", "plain GET, without credentials");
            end
        }
    };
    let x = LEFT + ARROW;
    canvas.element(format_args!("<circle class=\"ring\" cx=\"{x}\" cy=\"{}\" r=\"9\"/>", end + 9));
    canvas.element(format_args!("<circle class=\"dot\" cx=\"{x}\" cy=\"{}\" r=\"5\"/>", end + 9));
    canvas.text(x + 18, end + 14, "title", "file");

    format!(
        "<svg class=\"diagram\" viewBox=\"0 0 400 {}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" \
         xmlns=\"http://www.w3.org/2000/svg\">\n<title id=\"{id}-title\">{}</title>\n\
         <desc id=\"{id}-desc\">{}</desc>\n{}</svg>\n",
        end + 22,
        escape(&format!("States of the job {}", job.job.name)),
        escape(&story::tell(job)),
        canvas.finish(),
    )
}

/// An arrow down one of the columns, with its label.
fn down(canvas: &mut Canvas, column: u32, from: u32, to: u32, operation: &str, note: &str) {
    canvas.arrow(&[(column + ARROW, from), (column + ARROW, to)]);
    canvas.label(column + ARROW + 12, from + LABEL, operation, note);
}

/// The frame around the states in which the poll is repeated; returns where it ends.
fn waiting(canvas: &mut Canvas, y: u32, job: &Job<'_>) -> u32 {
    let mut pending = told(job, Phase::Pending);
    if job.job.answer.as_ref().is_some_and(|answer| answer.percentage.is_some()) {
        pending.push(Line::Note("tells its progress".to_owned()));
    }
    let pending = State::new("pending", "pending", pending);
    let unknown = State::new(
        "unknown",
        "unknown word",
        [Line::Note("any other word counts as pending until your deadline".to_owned())],
    );
    let inside = y + 52;
    let bottom = inside + pending.height().max(unknown.height()) + 12;
    canvas.element(format_args!(
        "<rect class=\"frame\" x=\"4\" y=\"{y}\" width=\"{}\" height=\"{}\" rx=\"12\"/>",
        FRAME - 4,
        bottom - y
    ));
    canvas.text(LEFT, y + 22, "title", "waiting");
    canvas.text(LEFT, y + 40, "operation", &job.job.poll.operation);
    canvas.text(RIGHT, y + 40, "note", "again, after a pause");
    canvas.arrow(&[(FRAME, y + 54), (FRAME + 11, y + 54), (FRAME + 11, y + 26), (FRAME, y + 26)]);
    canvas.state(LEFT, inside, &pending);
    canvas.state(RIGHT, inside, &unknown);
    bottom
}

fn succeeded(job: &Job<'_>) -> State {
    if phases::is_complete(job) {
        let note = "complete as it stands; an empty list is a good end";
        return State::new("succeeded", "listed", [Line::Note(note.to_owned())]);
    }
    let mut lines = told(job, Phase::Succeeded);
    if job.job.items.as_ref().is_some_and(|items| items.new_only) {
        lines.push(Line::Note("not listed before the start".to_owned()));
    }
    State::new("succeeded", "succeeded", lines)
}

/// The link and its end, for a row between the ends of the boxes above and `top`; returns where the link ends.
fn with_link(
    canvas: &mut Canvas,
    (succeeded, row, top): (u32, u32, u32),
    back: (u32, u32),
    job: &Job<'_>,
    link: &Link<'_>,
) -> u32 {
    let life = job.download.lifetime.map_or_else(
        || "no page says how long".to_owned(),
        |seconds| format!("lives {}", duration(seconds)),
    );
    let decides = job.download.expires.as_ref().map(|name| format!("{name} in it decides"));
    let lines = [Some(life), decides].into_iter().flatten().map(Line::Note);
    let bottom = canvas.state(LEFT, top, &State::new("link", "link", lines));
    let over = job.download.expires.as_ref().map_or_else(
        || "refused with 403".to_owned(),
        |name| format!("{name} is past, or refused with 403"),
    );
    canvas.state(RIGHT, top, &State::new("expired", "link expired", [Line::Note(over)]));
    canvas.arrow(&[(LEFT + WIDTH, top + 18), (RIGHT, top + 18)]);

    let down_from = (LEFT + ARROW, succeeded);
    canvas.arrow(&[down_from, (LEFT + ARROW, top)]);
    let label = row + LABEL + 10;
    match link {
        Link::Polled(operation) => {
            canvas.label(LEFT + ARROW + 12, label, "", "in the answer");
            let from = (RIGHT + WIDTH, top + 18);
            canvas.arrow(&[from, (MARGIN, top + 18), (MARGIN, back.1), back]);
            let note = if phases::is_complete(job) { "" } else { "may be pending again" };
            canvas.label(RIGHT + ARROW + 12, label, operation, note);
        }
        Link::Made(operation) | Link::Stream(operation) => {
            canvas.label(LEFT + ARROW + 12, label + 10, operation, "");
            let (x, y) = (RIGHT + WIDTH / 2, row + 14);
            canvas.arrow(&[(x, top), (x, y), (LEFT + ARROW, y)]);
        }
    }
    bottom
}

/// The words for a state, as lines of its box.
fn told(job: &Job<'_>, phase: Phase) -> Vec<Line> {
    let words = phases::words(job, phase);
    let mut lines = Vec::new();
    for (whose, words) in [("answer", words.answer), ("entry", words.entry)] {
        let Some(words) = words else { continue };
        lines.push(Line::Note(match words {
            [] => format!("{whose}: no word known"),
            _ => whose.to_owned(),
        }));
        if !words.is_empty() {
            lines.push(Line::Words(words.join(", ")));
        }
    }
    lines
}
