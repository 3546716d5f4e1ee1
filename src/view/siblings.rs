//! All children of a morning on the Today screen: side by side where there is room, else a short line on each of those
//! who are not in focus.

use super::look::{self, ACCENT, DIM, DONE, PLAIN, STRONG};
use super::parts::{Paper, window};
use super::{Drawn, marks};
use crate::app::{App, Target};
use crate::domain::calendar::{Calendar, Day};
use crate::domain::family::Child;
use crate::domain::morning::{Morning, MorningState};

/// The least a child's column needs: a ritual's name and its mark.
const COLUMN: u16 = 26;

/// Whether all children fit side by side.
pub fn fit(app: &App, paper: &Paper) -> bool {
    let count = app.children().len() as u16;
    count > 1 && paper.width() / count >= COLUMN && paper.height() >= 12
}

/// Draws a column for each child; returns the row after the longest.
pub fn columns(app: &App, top: u16, paper: &mut Paper, drawn: &mut Drawn) -> u16 {
    let count = app.children().len() as u16;
    let width = paper.width() / count;
    // The child in focus has its steps below.
    let room = paper.height().saturating_sub(top) * 3 / 5;
    let mut longest = 0;
    for (place, (child, calendar)) in app.children_with_calendars().enumerate() {
        let x = place as u16 * width;
        let mut column = paper.part(x, top, width.saturating_sub(1), room);
        drawn.spots.push((column.rect(0, 0, width - 1, room), Target::Child(place)));
        longest = self::column(app, place, child, calendar, &mut column, drawn).max(longest);
    }
    let longest = longest.min(room);
    for place in 1..count {
        paper.part(place * width - 1, top, 1, longest).rule_down(0);
    }
    top + longest
}

fn column(app: &App, place: usize, child: &Child, calendar: &Calendar, paper: &mut Paper, drawn: &mut Drawn) -> u16 {
    let in_focus = app.child().is_some_and(|shown| shown.id == child.id);
    let morning = app.morning_of(&child.id, app.date);
    paper.write(1, 0, if in_focus { "▸" } else { " " }, ACCENT);
    paper.write(3, 0, &child.name, if in_focus { STRONG.reversed() } else { STRONG });
    if app.is_not_saved(&child.id, app.date) {
        paper.write(3, 1, "not saved", look::WARNING);
    }
    let mut y = paper.wrap(3, 1, &about(app, child, calendar), DIM);
    y = rituals(app, place, in_focus, morning, y, paper, drawn);
    if let Some(who) = calendar.collects(app.date).filter(|_| calendar.is_school_morning(app.date)) {
        y = paper.wrap(3, y, &format!("Collects: {who}"), DIM);
    }
    if morning.state() == MorningState::Skipped {
        y = paper.wrap(3, y, &marks::skip_in_words(morning), PLAIN);
    }
    let (width, height) = (paper.width().saturating_sub(3), paper.height());
    if in_focus { marks::draw(morning, y, &mut paper.part(3, 0, width, height)) } else { y }
}

/// The rituals with their marks; the cursor is in the column in focus.
fn rituals(
    app: &App,
    place: usize,
    in_focus: bool,
    morning: &Morning,
    top: u16,
    paper: &mut Paper,
    drawn: &mut Drawn,
) -> u16 {
    let cursor = app.today_row().filter(|_| in_focus);
    let all = morning.rituals();
    let room = paper.height().saturating_sub(top).max(1);
    // A last line says that there are more.
    let rows = if all.len() > usize::from(room) { (room - 1).max(1) } else { room };
    let shown = window(cursor.unwrap_or(0), all.len(), rows);
    let mut y = top;
    for row in shown.clone() {
        let (id, here) = (all[row], cursor == Some(row));
        let done = morning.is_done(id);
        let style = if here { STRONG } else { PLAIN };
        paper.write(1, y, if here { "▸" } else { " " }, ACCENT);
        paper.write(3, y, if done { "✓" } else { "○" }, if done { DONE } else { style });
        paper.write(5, y, &app.catalog().name(id), if done && !here { DIM } else { style });
        drawn.spots.push((paper.rect(0, y, paper.width(), 1), Target::Row { child: place, row }));
        y += 1;
    }
    if shown.len() < all.len() {
        paper.write(5, y, &format!("{} of {}", shown.len(), all.len()), DIM);
        y += 1;
    }
    if all.is_empty()
        && morning.state() == MorningState::Empty
        && app.calendar_of(place).is_some_and(|c| c.is_school_morning(app.date))
    {
        paper.write(3, y, "· nothing planned yet", DIM);
        y += 1;
    }
    y
}

/// Which school morning it is, or why it is none, without the child's name.
fn about(app: &App, child: &Child, calendar: &Calendar) -> String {
    if app.read_only_of(Some(&child.id), app.date).is_some() {
        return "! read only".to_owned();
    }
    match calendar.day(app.date) {
        Day::School(hours) => {
            let number = calendar.number_label(app.date).unwrap_or_default();
            let hours = hours.to_string();
            let dot = if hours.is_empty() { "" } else { " · " };
            format!("{number}{dot}{hours}")
        }
        free => look::day(free).map_or_else(String::new, |(sign, words)| format!("{sign} {words}")),
    }
}

/// A few words on each child who is not in focus.
pub fn others(app: &App) -> Vec<String> {
    let shown = app.child().map(|child| &child.id);
    let one = |(child, calendar): (&Child, &Calendar)| {
        let morning = app.morning_of(&child.id, app.date);
        let (sign, word, _) = look::morning_state(morning.state());
        let undone = morning.first_undone().filter(|_| morning.state() != MorningState::Skipped);
        match (undone, look::day(calendar.day(app.date))) {
            (Some(id), _) => format!("{} {sign} {}", child.name, app.catalog().name(id)),
            (None, Some((sign, words))) if !calendar.is_school_morning(app.date) => {
                format!("{} {sign} {words}", child.name)
            }
            _ => format!("{} {sign} {word}", child.name),
        }
    };
    let others = app.children_with_calendars().filter(|(child, _)| Some(&child.id) != shown);
    others.map(one).collect()
}

/// Who has something to do this morning still, when the child in focus has not.
pub fn next_undone(app: &App) -> Option<&str> {
    let (children, shown) = (app.children(), app.child()?);
    let here = children.iter().position(|child| child.id == shown.id)?;
    let next = (1..children.len()).map(|step| &children[(here + step) % children.len()]);
    let is_undone = |child: &&Child| {
        let morning = app.morning_of(&child.id, app.date);
        morning.first_undone().is_some() && morning.state() != MorningState::Skipped
    };
    next.into_iter().find(is_undone).map(|child| child.name.as_str())
}
