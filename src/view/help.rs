//! The pages one reads: every key that works on a screen, and what is wrong with a file.

use super::look::{ACCENT, DIM, PLAIN, STRONG};
use super::parts::{Paper, wrapped};
use crate::app::App;
use crate::app::keys::{self, Scope};
use ratatui::style::Style;

/// The column in which the sentences begin.
const SENTENCES: u16 = 18;

/// The keys of a scope and of those around it, from the one table.
pub fn keys(of: Scope, scroll: usize, paper: &mut Paper) {
    let mut lines: Vec<(String, String, Style)> = Vec::new();
    let room = paper.width().saturating_sub(SENTENCES + 1);
    for &scope in of.chain() {
        lines.push((scope.title().to_owned(), String::new(), ACCENT));
        for row in keys::TABLE.iter().filter(|row| row.scope == scope) {
            let names: Vec<String> = row.keys.iter().map(|key| key.name()).collect();
            for (i, line) in wrapped(row.help, room).into_iter().enumerate() {
                lines.push((if i == 0 { names.join(" ") } else { String::new() }, line, STRONG));
            }
        }
        lines.push((String::new(), String::new(), PLAIN));
    }
    lines.push((String::new(), "Mouse: click selects and switches, the wheel scrolls.".into(), PLAIN));
    page(lines.len(), scroll, paper, |i, y, paper| {
        let (keys, sentence, style) = &lines[i];
        let first = if sentence.is_empty() { paper.width() } else { SENTENCES - 1 };
        paper.part(1, y, first.saturating_sub(1), 1).write(0, 0, keys, *style);
        paper.write(SENTENCES, y, sentence, PLAIN);
    });
}

/// Every problem of every file read so far, with its line and what to do.
pub fn problems(app: &App, scroll: usize, paper: &mut Paper) {
    let told: Vec<String> = app.problems().map(|problem| problem.in_full()).collect();
    let heading = "What is wrong. Each file is left as it is until it is mended.";
    let all = [heading, ""].into_iter().chain(told.iter().flat_map(|text| text.lines().chain([""])));
    let room = paper.width().saturating_sub(2);
    let lines: Vec<&str> = all.flat_map(|line| in_pieces(line, room)).collect();
    page(lines.len(), scroll, paper, |i, y, paper| {
        paper.write(1, y, lines[i], if i == 0 { STRONG } else { PLAIN });
    });
}

/// A line cut where the room ends, so that carets stay under what they mark.
fn in_pieces(line: &str, room: u16) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = line;
    loop {
        let piece = super::parts::fitting(rest, room);
        if piece.is_empty() || piece.len() == rest.len() {
            pieces.push(rest);
            return pieces;
        }
        pieces.push(piece);
        rest = &rest[piece.len()..];
    }
}

/// Shows a page of lines from `scroll` on; the last page stays full.
fn page(lines: usize, scroll: usize, paper: &mut Paper, draw: impl Fn(usize, u16, &mut Paper)) {
    let room = usize::from(paper.height());
    let start = scroll.min(lines.saturating_sub(room));
    for (row, i) in (start..lines.min(start + room)).enumerate() {
        draw(i, row as u16, paper);
    }
    if start + room < lines {
        let last = paper.height().saturating_sub(1);
        paper.clear_row(last);
        paper.write(1, last, "↓ more", DIM);
    }
}
