//! The Week screen: the mornings of a week, with plans that are copied, cleared and filled.

use super::morning::{self, may_plan, no_school, plan};
use super::{DEFAULTS, Screen};
use crate::app::keys::{ALWAYS, Availability, EVERY_SCREEN, Mouse, Place, Scope, available_if, row};
use crate::app::prompt::fill;
use crate::app::{App, Effect};
use crate::domain::day::add_days;
use crate::domain::morning::Morning;
use crate::domain::ritual::RitualId;

pub static SCREEN: Screen = Screen {
    name: "Week",
    scope: &SCOPE,
    dates: |app| {
        let first = app.week_of(app.date);
        app.dates_in_focus([first, add_days(first, 6)])
    },
    ..DEFAULTS
};

#[rustfmt::skip] // Short actions stay on one line.
pub static SCOPE: Scope = Scope::within("week", "Week", &[&morning::SCOPE, &EVERY_SCREEN, &ALWAYS], &[
    row("week.plan", "Enter", "plan", "Plan rituals for this morning; the usual one is offered first.")
        .at(Place::First).when(may_plan).run(plan),
    row("week.before", "PageUp", "", "Go to the previous week.")
        .mouse(Mouse::WheelUp).when(App::requires_child).run(|app| app.look_at(add_days(app.date, -7))),
    row("week.after", "PageDown", "weeks", "Go to the next week.")
        .pair("PgUp PgDn").mouse(Mouse::WheelDown).when(App::requires_child)
        .run(|app| app.look_at(add_days(app.date, 7))),
    row("week.fill", "f", "fill", "Fill the empty school mornings of this week or more.")
        .when(|app| app.may_change_family().and(app.may_change_morning())).run(fill::open),
    row("week.copy", "y", "copy", "Copy the plan of this morning.").at(Place::Last).when(may_copy).run(copy),
    row("week.paste", "p", "paste", "Paste the copied plan to this morning.")
        .at(Place::Last).when(may_paste).run(paste),
    row("week.clear", "x", "clear", "Clear this morning.").at(Place::Last).when(may_clear).run(clear),
]);

/// The screen's own state, beyond the morning in focus.
#[derive(Debug, Default)]
pub struct State {
    copied: Option<Vec<RitualId>>,
}

fn may_copy(app: &App) -> Availability {
    app.requires_child()?;
    let is_planned = app.morning().is_some_and(|morning| !morning.plan.is_empty());
    available_if(is_planned, "This morning has no plan to copy.")
}

fn copy(app: &mut App) -> Vec<Effect> {
    app.on_week.copied = app.morning().map(|morning| morning.plan.clone());
    app.reply("Copied. {week.paste} pastes it on another morning.")
}

fn may_paste(app: &App) -> Availability {
    let (child, calendar) = app.child_and_calendar()?;
    if let Some(why) = calendar.day(app.date).no_goodbye_label(&child.name) {
        return Err(no_school(&why, "there is nothing to plan"));
    }
    available_if(app.on_week.copied.is_some(), "Nothing is copied yet. {week.copy} copies the plan of a morning.")?;
    app.may_change_morning()
}

fn paste(app: &mut App) -> Vec<Effect> {
    let Some(plan) = app.on_week.copied.clone() else { return Vec::new() };
    app.change_morning("plan pasted", |morning| morning.planned(plan))
}

fn may_clear(app: &App) -> Availability {
    app.may_change_morning()?;
    available_if(!app.morning().is_some_and(Morning::is_blank), "This morning is empty already.")
}

fn clear(app: &mut App) -> Vec<Effect> {
    let with_note = app.morning().is_some_and(|morning| morning.note.is_some() || morning.mood.is_some());
    app.change_morning(if with_note { "plan, mood and note removed" } else { "plan removed" }, Morning::cleared)
}
