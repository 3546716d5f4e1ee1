//! The Today screen: one morning, whose rituals are marked done.

use super::morning::{self, may_plan, plan};
use super::{DEFAULTS, Screen};
use crate::app::keys::{ALWAYS, Availability, EVERY_SCREEN, Mouse, Place, Scope, Word, available_if, row};
use crate::app::prompt::moved;
use crate::app::{App, Effect};
use crate::domain::day::add_days;
use crate::domain::morning::MorningState;
use crate::domain::ritual::RitualId;

pub static SCREEN: Screen = Screen {
    name: "Today",
    scope: &SCOPE,
    dates: |app| {
        let mut dates = app.dates_in_focus(app.next_school_morning());
        // The siblings are seen beside the child.
        dates.extend(app.children().iter().map(|child| (child.id.clone(), vec![app.date])));
        dates
    },
    ..DEFAULTS
};

#[rustfmt::skip] // Short actions stay on one line.
pub static SCOPE: Scope = Scope::within("today", "Today", &[&morning::SCOPE, &EVERY_SCREEN, &ALWAYS], &[
    row("today.done", "Space", "done", "Mark the ritual under the cursor as done, or as not done.")
        .at(Place::First).when(may_mark).run(mark),
    row("today.plan", "Enter", "plan", "Plan rituals for this morning; on a day off, go to the next school morning.")
        .at(Place::First).when(may_plan_or_go_on).run(plan_or_go_on),
    row("today.up", "Up k", "", "Go to the ritual above.")
        .mouse(Mouse::WheelUp).when(may_move).run(|app| move_row(app, -1)),
    row("today.down", "Down j", "", "Go to the ritual below.")
        .mouse(Mouse::WheelDown).when(may_move).run(|app| move_row(app, 1)),
    row("today.week-before", "PageUp", "", "Go back a week.")
        .when(App::requires_child).run(|app| app.look_at(add_days(app.date, -7))),
    row("today.week-after", "PageDown", "", "Go ahead a week.")
        .when(App::requires_child).run(|app| app.look_at(add_days(app.date, 7))),
]);

/// The screen's own state, beyond the morning in focus.
#[derive(Debug, Default)]
pub struct State {
    /// The row that the person chose; None means the first undone ritual.
    pub row: Option<usize>,
}

impl App {
    /// The row of Today's cursor: the row that the person chose, else the first undone ritual, else none.
    pub fn today_row(&self) -> Option<usize> {
        let morning = self.morning()?;
        let rows = morning.rituals();
        self.on_today.row.filter(|&row| row < rows.len()).or_else(|| rows.iter().position(|id| !morning.is_done(id)))
    }

    /// The ritual under Today's cursor.
    pub(super) fn ritual_of_row(&self) -> Option<RitualId> {
        self.morning()?.rituals().get(self.today_row()?).map(|&id| id.clone())
    }
}

fn may_plan_or_go_on(app: &App) -> Availability {
    let (_, calendar) = app.child_and_calendar()?;
    match app.next_school_morning() {
        _ if calendar.is_school_morning(app.date) => may_plan(app),
        Some(_) => Ok(Word::Now("next school morning")),
        None => Err("There is no later school morning yet.".into()),
    }
}

fn plan_or_go_on(app: &mut App) -> Vec<Effect> {
    match app.next_school_morning() {
        Some(next) if !app.calendar().is_some_and(|calendar| calendar.is_school_morning(app.date)) => app.look_at(next),
        _ => plan(app),
    }
}

fn may_move(app: &App) -> Availability {
    app.requires_child()?;
    let is_any = app.morning().is_some_and(|morning| !morning.rituals().is_empty());
    available_if(is_any, "Nothing is planned on this morning.")
}

fn move_row(app: &mut App, by: isize) -> Vec<Effect> {
    let rows = app.morning().map_or(0, |morning| morning.rituals().len());
    app.on_today.row = match app.today_row() {
        Some(row) => Some(moved(row, by, rows)),
        None if by < 0 => rows.checked_sub(1),
        None => (rows > 0).then_some(0),
    };
    Vec::new()
}

fn may_mark(app: &App) -> Availability {
    let (_, calendar) = app.child_and_calendar()?;
    let state = app.morning().map(|morning| morning.state());
    match (app.today_row(), state) {
        (Some(_), _) => app.may_change_morning(),
        _ if app.child().is_some_and(|child| app.cannot_be_read(&child.id, app.date)) => app.may_change_morning(),
        (None, Some(MorningState::Empty)) if !calendar.is_school_morning(app.date) => {
            Err("There is no school on this day, so there is nothing to mark.".into())
        }
        (None, Some(MorningState::Empty | MorningState::Skipped)) => {
            Err("Nothing is planned on this morning. {today.plan} picks a ritual.".into())
        }
        _ => Err("All done. {today.up} and {today.done} take a mark back.".into()),
    }
}

fn mark(app: &mut App) -> Vec<Effect> {
    let (Some(row), Some(id), Some(morning)) = (app.today_row(), app.ritual_of_row(), app.morning()) else {
        return Vec::new();
    };
    let done = !morning.is_done(&id);
    let what = format!("{} {}", app.catalog().name(&id), if done { "done" } else { "not done after all" });
    app.on_today.row = if done { None } else { Some(row) };
    let effects = app.change_morning(&what, |morning| morning.marked(&id, done));
    if !effects.is_empty() && done && app.date > app.today {
        app.say_undoable("This morning is still to come.", "{screens.undo} takes the mark back.");
    }
    effects
}
