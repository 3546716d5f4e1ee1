//! The texts to read: every key of a scope, and the problems of the files.

use super::Drawn;
use super::look::{ACCENT, DIM, PLAIN, STRONG};
use super::parts::{Paper, wrapped};
use crate::app::App;
use crate::app::keys::{Scope, spell};
use crate::app::prompt::info::{About, Info};
use crate::domain::problem::Problem;
use ratatui::style::Style;
use std::iter;

/// The column in which the sentences begin, right of the longest row of keys.
const SENTENCES: u16 = 18;

pub fn draw(app: &App, info: &Info, paper: &mut Paper, _drawn: &mut Drawn) {
    match info.about {
        About::Keys(scope) => keys(scope, info.scroll, paper),
        About::Problems => problems(app, info.scroll, paper),
    }
}

/// Draws the keys of a scope and of its outer scopes, from the tables.
fn keys(of: &'static Scope, scroll: usize, paper: &mut Paper) {
    let mut lines: Vec<(String, String, Style)> = Vec::new();
    let room = paper.width().saturating_sub(SENTENCES + 1);
    for scope in of.chain() {
        lines.push((scope.title.to_owned(), String::new(), ACCENT));
        for row in scope.rows {
            for (i, line) in wrapped(&spell(row.help), room).into_iter().enumerate() {
                lines.push((if i == 0 { row.keys.to_owned() } else { String::new() }, line, STRONG));
            }
        }
        lines.push((String::new(), String::new(), PLAIN));
    }
    lines.push((String::new(), "Mouse: click on tabs, days, rituals and choices; the wheel scrolls.".into(), PLAIN));
    page(lines.len(), scroll, paper, |i, y, paper| {
        let (keys, sentence, style) = &lines[i];
        let first = if sentence.is_empty() { paper.width() } else { SENTENCES - 1 };
        paper.part(1, y, first.saturating_sub(1), 1).write(0, 0, keys, *style);
        paper.write(SENTENCES, y, sentence, PLAIN);
    });
}

/// Draws the problems of the files and their unknown keys, each with its line and what to do.
fn problems(app: &App, scroll: usize, paper: &mut Paper) {
    let problems: Vec<&Problem> = app.problems().collect();
    let unknown_keys: Vec<&Problem> = app.unknown_keys().iter().collect();
    let copies: Vec<Problem> = app.copies().map(|copy| copy.problem(app.family())).collect();
    let room = paper.width().saturating_sub(2);
    let key = spell("{problems.choose}");
    let mut lines: Vec<(String, Style)> = Vec::new();
    for (heading, found) in [
        ("Problems in your files. Each file is left as it is until you correct it.", problems),
        (
            "Files that goodbye does not read. They may have mornings that your files do not have.",
            copies.iter().collect(),
        ),
        ("Keys that goodbye does not know. It keeps them. Are they typos?", unknown_keys),
    ] {
        if found.is_empty() {
            continue;
        }
        lines.extend(lines.last().map(|_| (String::new(), PLAIN)));
        lines.extend(wrapped(heading, room).into_iter().map(|line| (line, STRONG)));
        for report in found.iter().map(|problem| problem.on_its_page(&key).report()) {
            let below = iter::once("").chain(report.lines()).flat_map(|line| in_lines(line, room));
            lines.extend(below.map(|line| (line, PLAIN)));
        }
    }
    page(lines.len(), scroll, paper, |i, y, paper| {
        paper.write(1, y, &lines[i].0, lines[i].1);
    });
}

/// Breaks one line of a report into lines that fit. A sentence breaks between words, and its other lines are indented.
/// A line of a file breaks where the room ends, so that carets stay below the text they mark.
fn in_lines(line: &str, room: u16) -> Vec<String> {
    let sentence = ["error: ", "= help: "].iter().find_map(|begin| {
        let at = line.find(begin)?;
        line[..at].trim().is_empty().then_some(at + begin.len())
    });
    let Some(indent) = sentence.filter(|&indent| indent < usize::from(room)) else { return in_pieces(line, room) };
    let blank = " ".repeat(indent);
    let pieces = wrapped(&line[indent..], room - indent as u16).into_iter().enumerate();
    pieces.map(|(i, piece)| format!("{}{piece}", if i == 0 { &line[..indent] } else { &blank })).collect()
}

/// Breaks a text into pieces that fill the room.
fn in_pieces(line: &str, room: u16) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = line;
    loop {
        let piece = super::parts::fitting(rest, room);
        if piece.is_empty() || piece.len() == rest.len() {
            pieces.push(rest.to_owned());
            return pieces;
        }
        pieces.push(piece.to_owned());
        rest = &rest[piece.len()..];
    }
}

/// Draws the lines from `scroll` on. Scrolling stops where the last line is at the bottom.
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
