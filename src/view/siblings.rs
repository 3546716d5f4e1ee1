//! The children of one morning on the Today screen: side by side if there is room, else a few words about each sibling
//! of the child in focus.

use super::Drawn;
use super::child_view::ChildView;
use super::look::{self, ACCENT, DIM, PLAIN, STRONG};
use super::parts::Paper;
use crate::app::{App, Target};
use crate::domain::morning::MorningState;

/// The least width of a child's column, with room for the mark and the name of a ritual.
const COLUMN: u16 = 26;

/// Whether all children fit side by side: several children, with room for their columns.
pub fn fit(app: &App, paper: &Paper) -> bool {
    let count = app.children().len() as u16;
    count > 1 && paper.width() / count >= COLUMN && paper.height() >= 12
}

/// Draws a column for each child. Returns the row below the longest.
pub fn columns(app: &App, top: u16, paper: &mut Paper, drawn: &mut Drawn) -> u16 {
    let count = app.children().len() as u16;
    let width = paper.width() / count;
    // The rows below are for the steps of the ritual in focus.
    let room = paper.height().saturating_sub(top) * 3 / 5;
    let mut longest = 0;
    for view in ChildView::all(app) {
        let x = view.place as u16 * width;
        let mut column = paper.part(x, top, width.saturating_sub(1), room);
        drawn.spots.push((column.rect(0, 0, width - 1, room), Target::Child(view.place)));
        longest = self::column(&view, &mut column, drawn).max(longest);
    }
    let longest = longest.min(room);
    for place in 1..count {
        paper.part(place * width - 1, top, 1, longest).rule_down(0);
    }
    top + longest
}

fn column(view: &ChildView, paper: &mut Paper, drawn: &mut Drawn) -> u16 {
    let (app, in_focus) = (view.app, view.is_in_focus());
    paper.write(1, 0, if in_focus { "▸" } else { " " }, ACCENT);
    paper.write(3, 0, &view.child.name, if in_focus { STRONG.reversed() } else { STRONG });
    if app.is_not_saved(&view.child.id, app.date()) {
        paper.write(3, 1, "not saved", look::WARNING);
    }
    let mut y = paper.wrap(3, 1, &kind_of_day(view), DIM);
    y = rituals(view, y, paper, drawn);
    if let Some(who) = view.calendar.collects(app.date()).filter(|_| view.is_school_morning()) {
        y = paper.wrap(3, y, &format!("Pickup: {who}"), DIM);
    }
    if let Some(skip) = view.skip_label() {
        y = paper.wrap(3, y, &skip, PLAIN);
    }
    if in_focus { view.mood_and_note(y, &mut paper.rest(3, 0)) } else { y }
}

/// Draws the rituals with their marks, or that nothing is planned. Returns the row below.
fn rituals(view: &ChildView, top: u16, paper: &mut Paper, drawn: &mut Drawn) -> u16 {
    let morning = view.morning();
    let room = paper.height().saturating_sub(top).max(1);
    // If rituals are left out, the last row has their count.
    let all_fit = morning.rituals().len() <= usize::from(room);
    let y = view.rituals(top, if all_fit { room } else { (room - 1).max(1) }, paper, drawn);
    if view.cannot_be_read(view.app.date()) {
        paper.write(3, y, "! cannot be read", look::WARNING);
        return y + 1;
    }
    if y == top && morning.state() == MorningState::Empty && view.is_school_morning() {
        paper.write(3, y, "· nothing planned yet", DIM);
        return y + 1;
    }
    y
}

/// The label of the school morning, or why there is none, without the child's name.
fn kind_of_day(view: &ChildView) -> String {
    let date = view.app.date();
    if view.app.read_only_of(Some(&view.child.id), date).is_some() {
        return "! read only".to_owned();
    }
    if view.app.is_calendar_uncertain() {
        return "! calendar may be wrong".to_owned();
    }
    view.calendar.school_morning_label(date).unwrap_or_else(|| {
        look::day(view.calendar.day(date)).map_or_else(String::new, |(sign, words)| format!("{sign} {words}"))
    })
}

/// A few words on each child who is not in focus.
pub fn others(app: &App) -> Vec<String> {
    let label = |view: ChildView| {
        let (name, morning) = (&view.child.name, view.morning());
        match (next_ritual(&view), look::day(view.calendar.day(app.date()))) {
            _ if view.cannot_be_read(app.date()) => format!("{name} ! cannot be read"),
            (None, Some((sign, words))) if !view.is_school_morning() => format!("{name} {sign} {words}"),
            (next, _) => {
                let (sign, word, _) = look::morning_state(morning);
                format!("{name} {sign} {}", next.as_deref().unwrap_or(&word))
            }
        }
    };
    ChildView::all(app).filter(|view| !view.is_in_focus()).map(label).collect()
}

/// The name of the first child after the one in focus who has something to do this morning.
pub fn next_undone(app: &App) -> Option<&str> {
    let (children, here) = (ChildView::all(app).collect::<Vec<_>>(), app.place_of_child());
    let mut after = (1..children.len()).map(|step| children[(here + step) % children.len()]);
    after.find(|view| next_ritual(view).is_some()).map(|view| view.child.name.as_str())
}

/// The name of the first ritual that is not done; None when none is left or the morning was skipped.
fn next_ritual(view: &ChildView) -> Option<String> {
    let morning = view.morning();
    let id = morning.first_undone().filter(|_| morning.state() != MorningState::Skipped)?;
    Some(view.app.catalog().name(id))
}
