//! The Week screen: the mornings of a week, with plans that are copied, cleared and filled.

use super::morning::{self, may_plan, no_school, plan};
use super::{PLAIN, Screen};
use crate::app::keys::{
    ALWAYS, Availability, ENTER, EVERY_SCREEN, Key, Mouse, PAGE_DOWN, PAGE_UP, Place, Scope, Word, row,
};
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
    ..PLAIN
};

pub static SCOPE: Scope = Scope {
    id: "week",
    title: "Week",
    is_typing: false,
    around: &[&morning::SCOPE, &EVERY_SCREEN, &ALWAYS],
    rows: &[
        row("week.plan", &[ENTER], "plan", "Plan rituals for this morning; the usual one is offered first.", plan)
            .when(may_plan)
            .at(Place::First),
        row("week.before", &[PAGE_UP], "", "The week before.", |app| app.look_at(add_days(app.date, -7)))
            .when(morning::has_child)
            .mouse(Mouse::WheelUp),
        row("week.after", &[PAGE_DOWN], "weeks", "The week after.", |app| app.look_at(add_days(app.date, 7)))
            .when(morning::has_child)
            .pair("PgUp PgDn")
            .mouse(Mouse::WheelDown),
        row("week.fill", &[Key::char('f')], "fill", "Fill the empty school mornings of this week or more.", fill::open)
            .when(|app| app.needs_morning().map(|_| Word::Usual)),
        row("week.copy", &[Key::char('y')], "copy", "Copy the plan of this morning.", copy)
            .when(may_copy)
            .at(Place::Last),
        row("week.paste", &[Key::char('p')], "paste", "Paste the copied plan to this morning.", paste)
            .when(may_paste)
            .at(Place::Last),
        row("week.clear", &[Key::char('x')], "clear", "Clear this morning.", clear).when(may_clear).at(Place::Last),
    ],
};

/// What the screen remembers beyond the morning in focus.
#[derive(Debug, Default)]
pub struct State {
    copied: Option<Vec<RitualId>>,
}

fn may_copy(app: &App) -> Availability {
    app.needs_child()?;
    match app.morning().is_some_and(|morning| !morning.plan.is_empty()) {
        true => Ok(Word::Usual),
        false => Err("There is no plan to copy on this morning.".into()),
    }
}

fn copy(app: &mut App) -> Vec<Effect> {
    app.on_week.copied = app.morning().map(|morning| morning.plan.clone());
    app.reply("Copied. {week.paste} pastes it on another morning.")
}

fn may_paste(app: &App) -> Availability {
    let (child, calendar) = app.needs_child()?;
    if let Some(why) = calendar.day(app.date).why_none_is_due(&child.name) {
        return Err(no_school(&why, "there is nothing to plan"));
    }
    if app.on_week.copied.is_none() {
        return Err("Nothing is copied yet. {week.copy} copies the plan of a morning.".into());
    }
    app.needs_morning().map(|_| Word::Usual)
}

fn paste(app: &mut App) -> Vec<Effect> {
    let Some(plan) = app.on_week.copied.clone() else { return Vec::new() };
    app.change_morning(app.date, "plan pasted", |morning| morning.planned(plan))
}

fn may_clear(app: &App) -> Availability {
    app.needs_morning()?;
    match app.morning().is_some_and(Morning::is_blank) {
        true => Err("This morning is empty already.".into()),
        false => Ok(Word::Usual),
    }
}

fn clear(app: &mut App) -> Vec<Effect> {
    let with_note = app.morning().is_some_and(|morning| morning.note.is_some() || morning.mood.is_some());
    let effects = app.change_morning(app.date, "cleared", Morning::cleared);
    if !effects.is_empty() {
        let what = if with_note { "Cleared, with the note and how it went." } else { "Cleared." };
        app.say(format!("{what} {{screens.undo}} takes it back."));
    }
    effects
}
