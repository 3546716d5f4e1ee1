//! The Calendar screen: the school year, changed for the day in focus or for the days selected, for all children at once.

use super::morning::{has_child, is_elsewhere};
use super::{DatesOf, PLAIN, Screen, today};
use crate::app::keys::{ALWAYS, Availability, DOWN, ENTER, ESC, EVERY_SCREEN, Key, LEFT, Mouse, PAGE_DOWN, PAGE_UP};
use crate::app::keys::{Place, RIGHT, SPACE, Scope, UP, Word, row};
use crate::app::prompt::children::Children;
use crate::app::prompt::kinds::Kinds;
use crate::app::prompt::path;
use crate::app::prompt::rules::Rules;
use crate::app::{App, Effect};
use crate::domain::calendar::Day;
use crate::domain::dates::DateRange;
use crate::domain::day::add_days;
use crate::domain::family;
use crate::domain::free_days;
use jiff::{Span, civil::Date};

pub static SCREEN: Screen =
    Screen { name: "Calendar", scope: &SCOPE, dates, leave: |app| app.on_calendar.selecting = None, ..PLAIN };

pub static SCOPE: Scope = Scope {
    id: "calendar",
    title: "Calendar",
    is_typing: false,
    around: &[&EVERY_SCREEN, &ALWAYS],
    rows: &[
        row(
            "calendar.day-off",
            &[Key::char('o')],
            "day off",
            "Make it a day off for all children, or a school day again.",
            toggle_day_off,
        )
        .when(may_toggle_day_off)
        .at(Place::First),
        row(
            "calendar.move-plan",
            &[Key::char('m')],
            "move plan",
            "Move the plans of a day without school to the next free school morning, or find the next such plan.",
            App::move_plans,
        )
        .when(|app| {
            app.needs_child()?;
            Ok(if app.has_plans_to_move() { Word::Usual } else { Word::Unsaid })
        })
        .at(Place::First),
        row(
            "calendar.add",
            &[Key::char('+')],
            "add",
            "Add a term, a day off, a half day, who picks up and more.",
            |app| app.open(Kinds::new(app, app.selected())),
        )
        .when(has_child)
        .at(Place::First),
        row(
            "calendar.edit",
            &[Key::char('e')],
            "edit",
            "Change or take away what is said about this day, or what is coming.",
            |app| app.open_some(|app| Rules::about(app, app.selected())),
        )
        .when(may_edit),
        row(
            "calendar.import",
            &[Key::char('i')],
            "import",
            "Import the school's calendar from a file (.ics).",
            path::open,
        )
        .when(|app| app.needs_family().map(|_| Word::Usual)),
        row("calendar.children", &[Key::char('a')], "children", "Add, rename, reorder or hide a child.", |app| {
            app.open(Children::default())
        })
        .when(|app| if app.has_no_family() { has_child(app) } else { Ok(Word::Usual) }),
        row("calendar.select", &[SPACE], "select", "Start to select several days with the arrows, or stop.", select)
            .when(|app| {
                app.needs_child()?;
                Ok(if app.is_selecting() { Word::Unsaid } else { Word::Usual })
            })
            .at(Place::Later),
        row("calendar.drop-selection", &[ESC], "", "Forget the selection.", |app| {
            app.on_calendar.selecting = None;
            Vec::new()
        })
        .when(|app| if app.is_selecting() { Ok(Word::Usual) } else { Err("No days are selected.".into()) }),
        row("calendar.open", &[ENTER], "open", "Open this morning on Today.", |app| app.go(&today::SCREEN))
            .when(has_child)
            .at(Place::Last),
        row("calendar.day-before", &[LEFT, Key::char('h')], "", "The day before.", |app| look_days_on(app, -1))
            .when(has_child),
        row("calendar.day-after", &[RIGHT, Key::char('l')], "days", "The day after.", |app| look_days_on(app, 1))
            .when(has_child)
            .pair("← →")
            .at(Place::Last),
        row("calendar.week-before", &[UP, Key::char('k')], "", "A week back.", |app| look_days_on(app, -7))
            .when(has_child),
        row("calendar.week-after", &[DOWN, Key::char('j')], "", "A week ahead.", |app| look_days_on(app, 7))
            .when(has_child),
        row("calendar.month-before", &[PAGE_UP], "", "The month before.", |app| {
            app.look_at(app.date.saturating_sub(Span::new().months(1)))
        })
        .when(has_child)
        .mouse(Mouse::WheelUp),
        row("calendar.month-after", &[PAGE_DOWN], "months", "The month after.", |app| {
            app.look_at(app.date.saturating_add(Span::new().months(1)))
        })
        .when(has_child)
        .mouse(Mouse::WheelDown)
        .pair("PgUp PgDn")
        .at(Place::Last),
        row("calendar.today", &[Key::char('t')], "today", "Back to today.", |app| app.look_at(app.today))
            .when(is_elsewhere)
            .at(Place::Later),
    ],
};

/// The longest selection that keys act on: the summer holidays of most schools.
pub(in crate::app) const MOST_SELECTED: usize = 100;

/// How many months after the one in focus a tall screen has room for.
const MONTHS_AFTER: i64 = 2;

/// What the screen remembers beyond the day in focus.
#[derive(Debug, Default)]
pub struct State {
    /// Where a selection begins; it ends at the day in focus.
    pub(in crate::app) selecting: Option<Date>,
    /// Whether a plan on a day without school is looked for while the months ahead are being read.
    pub(in crate::app) seeks_plans: bool,
}

fn dates(app: &App) -> Vec<DatesOf> {
    let months = [app.date.first_of_month(), app.date.last_of_month()].into_iter().chain(app.months_after());
    let mut dates = app.dates_in_focus(months);
    dates.extend(app.dates_plans_move_to());
    if app.on_calendar.seeks_plans {
        dates.extend(app.dates_plans_are_sought_on());
    }
    dates
}

impl App {
    /// The first days of the months after the one in focus.
    pub fn months_after(&self) -> impl Iterator<Item = Date> {
        let first = self.date.first_of_month();
        (1..=MONTHS_AFTER).map(move |months| first.saturating_add(Span::new().months(months)))
    }

    /// The dates that keys act on: those selected, or the day in focus.
    pub fn selected(&self) -> DateRange {
        DateRange::between(self.on_calendar.selecting.unwrap_or(self.date), self.date)
    }

    pub fn is_selecting(&self) -> bool {
        self.on_calendar.selecting.is_some()
    }

    /// Looks at a date with nothing selected.
    pub(in crate::app) fn look_from(&mut self, date: Date) {
        self.on_calendar.selecting = None;
        self.look_at(date);
    }

    fn is_gone_to(&self, date: Date) -> bool {
        self.children_with_calendars().any(|(_, calendar)| calendar.goes(date))
    }

    /// Whether a day off keeps all children at home on the selected dates.
    fn is_day_off(&self) -> bool {
        let is_off =
            |date| self.children_with_calendars().any(|(_, calendar)| matches!(calendar.day(date), Day::Off { .. }));
        let days = || self.selected().days().take(MOST_SELECTED);
        !days().any(|date| self.is_gone_to(date)) && days().any(is_off)
    }
}

fn may_toggle_day_off(app: &App) -> Availability {
    app.needs_family()?;
    let dates = app.selected();
    let count = dates.days().count();
    if count > MOST_SELECTED {
        let most = format!("{MOST_SELECTED} days off at most.");
        return Err(format!("{most} For a longer time without school, end the term with {{calendar.add}}.").into());
    }
    if app.is_day_off() && !free_days::make_school(app.family(), dates).is_empty() {
        return Ok(Word::Now("school again"));
    }
    match dates.days().any(|date| app.is_gone_to(date)) {
        true => Ok(Word::Usual),
        false if count == 1 => Err("There is no school on this day anyway.".into()),
        false => Err("There is no school on these days anyway.".into()),
    }
}

fn toggle_day_off(app: &mut App) -> Vec<Effect> {
    let dates = app.selected();
    let (edits, what) = if app.is_day_off() {
        let edits = free_days::make_school(app.family(), dates);
        let what = app.school_again_in_words(&edits, dates);
        (edits, what)
    } else {
        let edits = free_days::make_free(app.family(), dates);
        let what = app.off_in_words(&edits, dates);
        (edits, what)
    };
    let effects = app.change_family(what, |text| family::with_rule_edits(text, &edits)).unwrap_or_default();
    // The plans on a selection wait to be moved.
    if !effects.is_empty() && !app.has_plans_to_move() {
        app.on_calendar.selecting = None;
    }
    effects
}

fn may_edit(app: &App) -> Availability {
    app.needs_child()?;
    let selected = app.selected();
    match app.family().dates_of_rules().any(|dates| dates.overlaps(selected) || dates.to() >= app.today) {
        true => Ok(Word::Usual),
        false => Err("Nothing is said about this day or a later one. {calendar.add} adds something.".into()),
    }
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

fn look_days_on(app: &mut App, days: i64) -> Vec<Effect> {
    app.look_at(add_days(app.date, days))
}
