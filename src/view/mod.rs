//! Draws the state: `&App` to cells, nothing back but what was drawn where, so that a click finds it.

mod form;
mod help;
mod look;
mod parts;
mod prompts;
mod rituals;
mod today;
mod week;
mod welcome;

pub use look::Look;

use crate::app::keys::{self, Action, Scope};
use crate::app::prompt::Prompt;
use crate::app::{App, Screen, Target};
use look::{ACCENT, DIM, PLAIN, STRONG, WARNING};
use parts::Paper;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// What was drawn where, for the mouse and the terminal's cursor.
#[derive(Debug, Default)]
pub struct Drawn {
    pub spots: Vec<(Rect, Target)>,
    /// Where text is entered.
    pub cursor: Option<Position>,
}

impl Drawn {
    /// What is at a cell; what was drawn last lies on top.
    pub fn at(&self, column: u16, row: u16) -> Option<Target> {
        let here = Position::new(column, row);
        self.spots.iter().rev().find(|(area, _)| area.contains(here)).map(|(_, target)| *target)
    }
}

/// Below this a screen cannot be read, and says so.
const LEAST_WIDTH: u16 = 28;
const LEAST_HEIGHT: u16 = 8;

/// Draws the whole program into `buf`, whatever its size.
pub fn draw(app: &App, look: Look, buf: &mut Buffer) -> Drawn {
    let mut drawn = Drawn::default();
    let area = buf.area;
    let mut paper = Paper::new(buf, area);
    if area.width < LEAST_WIDTH || area.height < LEAST_HEIGHT {
        paper.wrap(0, 0, "A little more room, please: goodbye needs a larger window.", PLAIN);
    } else {
        // While the welcome asks, there is nowhere else to go yet.
        if !matches!(app.prompt, Some(Prompt::Welcome(_))) {
            header(app, &mut paper, &mut drawn);
        }
        let (top, bottom) = if area.height >= 16 { (2, 3) } else { (1, 2) };
        let mut body = paper.part(1, top, area.width.saturating_sub(2), area.height.saturating_sub(top + bottom));
        match (&app.prompt, app.screen) {
            (Some(Prompt::Welcome(welcome)), _) => welcome::draw(app, welcome, &mut body, &mut drawn),
            (Some(Prompt::Help { of, scroll }), _) => help::keys(*of, *scroll, &mut body),
            (Some(Prompt::Problems { scroll }), _) => help::problems(app, *scroll, &mut body),
            (_, Screen::Today) => today::draw(app, &mut body, &mut drawn),
            (_, Screen::Week) => week::draw(app, &mut body, &mut drawn),
            (_, Screen::Rituals) => rituals::draw(app, &mut body, &mut drawn),
        }
        prompts::draw(app, &mut body, &mut drawn);
        notice(app, &mut paper);
        footer(app, &mut paper);
    }
    look.apply(buf);
    drawn
}

fn header(app: &App, paper: &mut Paper, drawn: &mut Drawn) {
    let width = paper.width();
    let mut x = 1;
    for (i, screen) in Screen::ALL.into_iter().enumerate() {
        let style = if screen == app.screen { ACCENT.reversed() } else { PLAIN };
        let label = [" ", ["1", "2", "3"][i], " ", screen.name(), " "];
        let from = x;
        for part in label {
            x = paper.write(x, 0, part, style);
        }
        drawn.spots.push((paper.rect(from, 0, x - from, 1), Target::Screen(screen)));
        x += 1;
    }
    let waiting = if app.not_saved.is_some() { "not saved yet" } else { "" };
    let name = app.child().map_or("", |child| child.name.as_str());
    let right = width.saturating_sub(1);
    let name_width = parts::columns(name).min(right.saturating_sub(x));
    let name_x = right - name_width;
    paper.within(name_x, 0, name_width).write(0, 0, name, STRONG);
    if !waiting.is_empty() {
        let at = name_x.saturating_sub(parts::columns(waiting) + 2);
        if at >= x {
            paper.write(at, 0, waiting, WARNING);
        }
    }
}

fn notice(app: &App, paper: &mut Paper) {
    let (width, height) = (paper.width(), paper.height());
    let Some(notice) = &app.notice else { return };
    let style = if notice.warning { WARNING } else { ACCENT };
    let text = crate::domain::text::one_line(&notice.text);
    let lines = parts::wrapped(&text, width.saturating_sub(4));
    // A long sentence takes a second line from the body rather than lose its end.
    let rows = lines.len().clamp(1, 2) as u16;
    let top = height.saturating_sub(1 + rows);
    for (i, line) in lines.iter().take(2).enumerate() {
        let y = top + i as u16;
        paper.clear_row(y);
        paper.write(2, y, line, style);
    }
}

/// The keys that work here, as many as fit; how to see all keys is always among them.
fn footer(app: &App, paper: &mut Paper) {
    let y = paper.height().saturating_sub(1);
    let at_home = app.date == app.today;
    let rows = keys::bindings(app.scope()).filter(|row| !row.word.is_empty());
    let rows = rows.filter(|row| row.action != Action::BackToToday || !at_home);
    let mut words: Vec<(String, &str)> = rows.map(|row| (footer_keys(row), row.word)).collect();
    let length = |(key, word): &(String, &str)| parts::columns(key) + parts::columns(word) + 1;
    let room = paper.width().saturating_sub(3);
    let all: u16 = words.iter().map(|pair| length(pair) + 3).sum();
    let gap = if all <= room + 3 { 3 } else { 2 };
    // What does not fit goes, from the least needed on; the way to all keys and the way out stay.
    while words.iter().map(|pair| length(pair) + gap).sum::<u16>() > room + gap {
        match words.iter().rposition(|(key, _)| !matches!(key.as_str(), "?" | "q" | "Esc")) {
            Some(i) if words.len() > 1 => drop(words.remove(i)),
            _ => break,
        }
    }
    let mut x = 2;
    for (key, word) in &words {
        x = paper.write(x, y, key, STRONG);
        x = paper.write(x + 1, y, word, DIM) + gap;
    }
}

fn footer_keys(row: &keys::Binding) -> String {
    match row.action {
        Action::Later => "← →".into(),
        Action::Down if row.scope == Scope::Fill => "↑ ↓".into(),
        Action::Next if row.scope == Scope::Fill => "← →".into(),
        Action::Down => "↓".into(),
        Action::Next => "↓".into(),
        _ => row.keys.first().map_or_else(String::new, |key| key.name()),
    }
}
