//! The screens, a row each. A screen's own state and actions are in its own file.

pub mod calendar;
pub mod morning;
pub mod rituals;
pub mod today;
pub mod week;

use super::changes::damaged_file_sentence;
use super::field::Entered;
use super::keys::{self, ALWAYS, Availability, EVERY_SCREEN, NotNow, Place, Scope, Word, available_if, row};
use super::prompt::TextInput;
use super::prompt::welcome::Welcome;
use super::{App, Effect};
use crate::domain::calendar::Calendar;
use crate::domain::child_id::ChildId;
use crate::domain::day::add_days;
use crate::domain::family::Child;
use jiff::civil::Date;

/// A child, and the dates whose mornings are needed.
pub type ChildDates = (ChildId, Vec<Date>);

/// A row of [`SCREENS`].
#[derive(Debug)]
pub struct Screen {
    pub name: &'static str,
    pub scope: &'static Scope,
    /// The scope that replaces the screen's own now; None when its own applies.
    pub scope_now: fn(&App) -> Option<&'static Scope>,
    /// The dates whose mornings the screen and its keys need.
    pub dates: fn(&App) -> Vec<ChildDates>,
    /// Runs when the screen opens, from another screen or from itself.
    pub enter: fn(&mut App, &Screen) -> Vec<Effect>,
    /// Runs when the screen closes.
    pub leave: fn(&mut App),
    /// Brings the screen up to date after each message.
    pub refresh: fn(&mut App),
    /// Handles text while the scope is for typing.
    pub text: fn(&mut App, &TextInput) -> Entered,
}

/// Every screen, in the order of the tabs.
pub static SCREENS: &[&Screen] = &[&today::SCREEN, &week::SCREEN, &rituals::SCREEN, &calendar::SCREEN];

/// The defaults for a row of [`SCREENS`].
const DEFAULTS: Screen = Screen {
    name: "",
    scope: &EVERY_SCREEN,
    scope_now: |app| app.has_no_family().then_some(&START),
    dates: |_| Vec::new(),
    enter: |_, _| Vec::new(),
    leave: |_| {},
    refresh: |_| {},
    text: |_, _| Entered::default(),
};

/// The scope of the screens that show a child, until there is a family.
#[rustfmt::skip] // Short actions stay on one line.
pub static START: Scope = Scope::within("start", "Before there is a child", &[&EVERY_SCREEN, &ALWAYS], &[
    row("start.welcome", "Enter", "start", "Answer three short questions about the child.")
        .at(Place::First).run(|app| { let welcome = Welcome::new(app); app.open(welcome) }),
]);

impl PartialEq for Screen {
    fn eq(&self, other: &Screen) -> bool {
        self.name == other.name
    }
}

impl Eq for Screen {}

impl Screen {
    /// The key that goes to the screen.
    pub fn key_name(&self) -> &'static str {
        keys::row_of(&format!("screens.{}", self.scope.id)).map_or("", |row| row.key_name())
    }
}

impl App {
    /// The scope that gets the keys.
    pub fn scope(&self) -> &'static Scope {
        match &self.prompt {
            Some(prompt) => prompt.scope(),
            None => (self.screen.scope_now)(self).unwrap_or(self.screen.scope),
        }
    }

    /// Shows a screen.
    pub(in crate::app) fn go(&mut self, screen: &'static Screen) -> Vec<Effect> {
        let before = std::mem::replace(&mut self.screen, screen);
        (before.leave)(self);
        (screen.enter)(self, before)
    }

    /// Shows the screen some places to the right. The first comes after the last.
    pub(in crate::app) fn go_to_neighbor(&mut self, places: isize) -> Vec<Effect> {
        let here = SCREENS.iter().position(|screen| *screen == self.screen).unwrap_or(0);
        self.go(SCREENS[cycled(here, places, SCREENS.len())])
    }

    pub(in crate::app) fn show_child(&mut self, child: &ChildId) {
        self.child = Some(child.clone());
        self.on_today.row = None;
    }

    pub(in crate::app) fn show_child_at(&mut self, place: usize) {
        if let Some(child) = self.children().get(place).map(|child| child.id.clone()) {
            self.show_child(&child);
        }
    }

    /// Shows the child some places further in the family. The first comes after the last.
    pub(in crate::app) fn show_neighbor(&mut self, places: isize) -> Vec<Effect> {
        self.show_child_at(cycled(self.place_of_child(), places, self.children().len()));
        (self.screen.enter)(self, self.screen)
    }

    pub(in crate::app) fn requires_another_child(&self) -> Availability {
        self.requires_child()?;
        let how = "There is one child so far. On Calendar ({screens.calendar}), {calendar.children} adds another.";
        available_if(self.children().len() > 1, how)
    }

    /// The child that keys act on, with its calendar; or why there is none.
    pub(in crate::app) fn child_and_calendar(&self) -> Result<(&Child, &Calendar), NotNow> {
        self.child().zip(self.calendar()).ok_or_else(|| match self.problems().next() {
            _ if self.has_no_family() => NO_FAMILY.into(),
            None => ALL_HIDDEN.into(),
            Some(_) => NotNow::warning(self.problem_notice()),
        })
    }

    pub(in crate::app) fn requires_child(&self) -> Availability {
        self.child_and_calendar().map(|_| Word::Default)
    }

    pub(in crate::app) fn requires_family(&self) -> Availability {
        available_if(!self.has_no_family(), NO_FAMILY)
    }

    /// Whether the morning in focus can be changed.
    pub(in crate::app) fn may_change_morning(&self) -> Availability {
        self.requires_child()?;
        self.read_only(self.date).map_or(Ok(Word::Default), |why| Err(NotNow::warning(why)))
    }

    /// Whether the family can be changed.
    pub(in crate::app) fn may_change_family(&self) -> Availability {
        self.requires_child()?;
        let problem = self.family_state.family_problem();
        problem.map_or(Ok(Word::Default), |problem| Err(NotNow::warning(damaged_file_sentence(problem))))
    }

    /// Looks at a date.
    pub(in crate::app) fn look_at(&mut self, date: Date) -> Vec<Effect> {
        self.date = date;
        self.on_today.row = None;
        Vec::new()
    }

    /// The dates that a screen needs for the child in focus: the date in focus, the date a week earlier for the arrows,
    /// which stop at mornings that are not blank, and `more`.
    fn dates_in_focus(&self, more: impl IntoIterator<Item = Date>) -> Vec<ChildDates> {
        let dates = [self.date, add_days(self.date, -7)].into_iter().chain(more).collect();
        self.child().map(|child| (child.id.clone(), dates)).into_iter().collect()
    }
}

const NO_FAMILY: &str =
    "There is no child yet. On Today ({screens.today}), {start.welcome} asks three short questions.";

pub const ALL_HIDDEN: &str = "All children are hidden. On Calendar ({screens.calendar}), {calendar.children} lists the \
                          children, and {children.hide} shows one again.";

/// The place some steps further in a cycle of `count` places.
pub(in crate::app) fn cycled(place: usize, steps: isize, count: usize) -> usize {
    let count = count.max(1);
    (place % count).checked_add_signed(steps.rem_euclid(count as isize)).unwrap_or(place) % count
}
