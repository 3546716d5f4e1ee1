//! The Calendar screen: the school year. Its keys change the day in focus or the selected days for all children.

mod day_off_labels;
mod stray_plans;

use super::morning::may_go_to_today;
use super::{ChildDates, DEFAULTS, Screen, today};
use crate::app::keys::{ALWAYS, Availability, EVERY_SCREEN, Mouse, Place, Scope, Word, available_if, row};
use crate::app::prompt::add_menu::AddMenu;
use crate::app::prompt::children::ChildList;
use crate::app::prompt::go_to_day::GoToDay;
use crate::app::prompt::path;
use crate::app::prompt::rules::RuleList;
use crate::app::{App, Effect};
use crate::domain::calendar::Day;
use crate::domain::dates::DateRange;
use crate::domain::day::add_days;
use crate::domain::family;
use crate::domain::free_days;
use jiff::{Span, civil::Date};

pub static SCREEN: Screen =
    Screen { name: "Calendar", scope: &SCOPE, dates, leave: |app| app.on_calendar.selecting = None, ..DEFAULTS };

#[rustfmt::skip] // Short actions stay on one line.
pub static SCOPE: Scope = Scope::within("calendar", "Calendar", &[&EVERY_SCREEN, &ALWAYS], &[
    row("calendar.day-off", "o", "day off", "Make this day a day off for all children, or a school day again.")
        .at(Place::First).when(may_toggle_day_off).run(toggle_day_off),
    row("calendar.move-plan", "m", "move plan", 
        "Move the plans of a day without school to the next free morning, or go to the next such day.")
        .at(Place::First)
        .when(|app| { app.requires_child()?; Ok(if app.has_plans_to_move() { Word::Default } else { Word::Hidden }) })
        .run(App::move_plans),
    row("calendar.add", "+", "add", "Add a term, a day off, a half day, who picks up and more.")
        .at(Place::First).when(App::requires_child).run(|app| app.open(AddMenu::new(app, app.selected()))),
    row("calendar.edit", "e", "edit", "Change or remove an entry for this day, or a coming one.")
        .when(may_edit).run(|app| app.open_some(|app| RuleList::about(app, app.selected()))),
    row("calendar.import", "i", "import", "Import the school's calendar from a file (.ics).")
        .when(App::may_change_family).run(path::open),
    row("calendar.children", "a", "children", "Add, rename, reorder or hide a child.")
        .when(App::requires_family)
        .run(|app| app.open(ChildList::default())),
    row("calendar.select", "Space", "select", "Start selecting several days with the arrows, or stop.")
        .at(Place::Later)
        .when(|app| { app.requires_child()?; Ok(if app.is_selecting() { Word::Hidden } else { Word::Default }) })
        .run(select),
    row("calendar.drop-selection", "Esc", "", "End the selection.")
        .when(|app| available_if(app.is_selecting(), "No days are selected. {calendar.select} starts selecting."))
        .run(|app| { app.on_calendar.selecting = None; Vec::new() }),
    row("calendar.open", "Enter", "open", "Open this morning on Today.")
        .at(Place::Last).when(App::requires_child).run(|app| app.go(&today::SCREEN)),
    row("calendar.day-before", "Left h", "", "Go to the previous day.")
        .when(App::requires_child).run(|app| go_by_days(app, -1)),
    row("calendar.day-after", "Right l", "days", "Go to the next day.")
        .at(Place::Last).pair("← →").when(App::requires_child).run(|app| go_by_days(app, 1)),
    row("calendar.week-before", "Up k", "", "Go back a week.").when(App::requires_child).run(|app| go_by_days(app, -7)),
    row("calendar.week-after", "Down j", "", "Go ahead a week.")
        .when(App::requires_child).run(|app| go_by_days(app, 7)),
    row("calendar.month-before", "PageUp", "", "Go to the previous month.")
        .mouse(Mouse::WheelUp).when(App::requires_child)
        .run(|app| app.look_at(app.date.saturating_sub(Span::new().months(1)))),
    row("calendar.month-after", "PageDown", "months", "Go to the next month.")
        .at(Place::Last).pair("PgUp PgDn").mouse(Mouse::WheelDown).when(App::requires_child)
        .run(|app| app.look_at(app.date.saturating_add(Span::new().months(1)))),
    row("calendar.go-to", "g", "go to", "Go to a day that you type, such as 18 jun.")
        .at(Place::Last).when(App::requires_child).run(|app| app.open(GoToDay::new(app))),
    row("calendar.today", "t", "today", "Go back to today.")
        .at(Place::Later).when(may_go_to_today).run(|app| app.look_at(app.today)),
]);

/// The longest selection that keys act on: the summer holidays of most schools.
pub(in crate::app) const MOST_SELECTED: usize = 100;

/// How many months a tall screen shows below the month in focus: a quarter of a year in all.
const MONTHS_AFTER: i64 = 2;

/// The screen's own state, beyond the day in focus.
#[derive(Debug, Default)]
pub struct State {
    /// The first or last day of a selection; the other end is the day in focus.
    pub(in crate::app) selecting: Option<Date>,
    /// Whether a search for a plan on a day without school waits for months to be read.
    pub(in crate::app) searches_plans: bool,
}

fn dates(app: &App) -> Vec<ChildDates> {
    let months = [app.date.first_of_month(), app.date.last_of_month()].into_iter().chain(app.months_after());
    let mut dates = app.dates_in_focus(months);
    dates.extend(app.dates_to_move_plans());
    if app.on_calendar.searches_plans {
        dates.extend(app.dates_to_search());
    }
    dates
}

impl App {
    /// The first days of the months after the month in focus.
    pub fn months_after(&self) -> impl Iterator<Item = Date> {
        let first = self.date.first_of_month();
        (1..=MONTHS_AFTER).map(move |months| first.saturating_add(Span::new().months(months)))
    }

    /// The dates that keys act on: the selection, or the day in focus.
    pub fn selected(&self) -> DateRange {
        DateRange::between(self.on_calendar.selecting.unwrap_or(self.date), self.date)
    }

    pub fn is_selecting(&self) -> bool {
        self.on_calendar.selecting.is_some()
    }

    /// Ends the selection and looks at a date.
    pub(in crate::app) fn show_day(&mut self, date: Date) {
        self.on_calendar.selecting = None;
        self.look_at(date);
    }

    /// Whether a child who is shown goes to school on a date.
    fn has_school(&self, date: Date) -> bool {
        self.children_with_calendars().any(|(_, calendar)| calendar.goes(date))
    }

    /// Whether a day off keeps all children at home on the selected dates.
    fn is_day_off(&self) -> bool {
        let is_off =
            |date| self.children_with_calendars().any(|(_, calendar)| matches!(calendar.day(date), Day::Off { .. }));
        let days = || self.selected().days().take(MOST_SELECTED);
        !days().any(|date| self.has_school(date)) && days().any(is_off)
    }
}

fn may_toggle_day_off(app: &App) -> Availability {
    app.may_change_family()?;
    let dates = app.selected();
    let count = dates.days().count();
    if count > MOST_SELECTED {
        let most = format!("At most {MOST_SELECTED} days can be made days off at once.");
        return Err(format!("{most} For a longer time without school, end the term with {{calendar.add}}.").into());
    }
    if app.is_day_off() && !free_days::make_school(app.family(), dates).is_empty() {
        return Ok(Word::Now("school again"));
    }
    let days = if count == 1 { "this day" } else { "these days" };
    available_if(dates.days().any(|date| app.has_school(date)), format!("There is no school on {days} anyway."))
}

fn toggle_day_off(app: &mut App) -> Vec<Effect> {
    let dates = app.selected();
    let is_off = app.is_day_off();
    let edits = if is_off { free_days::make_school } else { free_days::make_free }(app.family(), dates);
    let what = if is_off { app.school_again_label(&edits, dates) } else { app.day_off_label(&edits, dates) };
    let edit = |text: &str| family::with_rule_edits(text, &edits);
    let effects = app.change_family_on(what, Some(dates), edit).unwrap_or_default();
    // A selection with plans stays, so that the next key can move them.
    if !effects.is_empty() && !app.has_plans_to_move() {
        app.on_calendar.selecting = None;
    }
    effects
}

fn may_edit(app: &App) -> Availability {
    app.requires_child()?;
    let selected = app.selected();
    let is_any = app.family().dates_of_rules().any(|dates| dates.overlaps(selected) || dates.to() >= app.today);
    available_if(is_any, "There is no entry for this day or a later one. {calendar.add} adds one.")
}

fn select(app: &mut App) -> Vec<Effect> {
    if app.on_calendar.selecting.take().is_some() {
        return Vec::new();
    }
    app.on_calendar.selecting = Some(app.date);
    app.reply(
        "The arrows select more days. {calendar.day-off} and {calendar.add} act on all of them; \
         {calendar.drop-selection} forgets them.",
    )
}

fn go_by_days(app: &mut App, days: i64) -> Vec<Effect> {
    app.look_at(add_days(app.date, days))
}
