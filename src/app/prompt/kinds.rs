//! The list of what can be added to a day of the calendar.

use super::rule_form::RuleForm;
use super::{Outcome, Prompt, back, down, on, up};
use crate::app::App;
use crate::app::keys::{Key, Place, Scope, row};
use crate::domain::dates::DateRange;
use crate::domain::family::Kind;
use crate::domain::school_year::Exception;

#[rustfmt::skip]
pub static SCOPE: Scope = Scope::of_prompt("kinds", "Adding to the calendar", &[
    row("kinds.next", "Enter", "next", "Fill in the form for this line. A letter goes to the next line it begins.")
        .at(Place::First).run(|app| on(app, Kinds::open_form)),
    up("kinds.up", "Up"),
    down("kinds.down", "Down").word("more"),
    back("kinds.back", "Esc", "Add nothing."),
]);

/// What can be added.
#[derive(Debug)]
pub struct Kinds {
    pub kinds: Vec<Kind>,
    pub cursor: usize,
    pub dates: DateRange,
}

impl Kinds {
    pub(in crate::app) fn new(app: &App, dates: DateRange) -> Kinds {
        let two_homes = app.children().iter().any(|child| child.home.is_some());
        let fits = |kind: &Kind| two_homes || *kind != Kind::Exception(Exception::Swap);
        Kinds { kinds: Kind::ALL.into_iter().filter(fits).collect(), cursor: 0, dates }
    }

    fn open_form(&mut self, app: &mut App) -> Outcome {
        let form = RuleForm::new(app, self.kinds[self.cursor.min(self.kinds.len() - 1)], self.dates);
        Outcome::Close(app.open(form))
    }
}

impl Prompt for Kinds {
    fn scope(&self) -> &'static Scope {
        &SCOPE
    }

    fn cursor(&mut self, _app: &App) -> Option<(&mut usize, usize)> {
        Some((&mut self.cursor, self.kinds.len()))
    }

    /// A letter goes to the next line that begins with it.
    fn letter(&mut self, key: Key) -> bool {
        let (letter, count) = (key.name(), self.kinds.len());
        let next = (1..=count).map(|step| (self.cursor + step) % count);
        let found = next.into_iter().find(|&line| self.kinds[line].label().starts_with(&letter));
        self.cursor = found.unwrap_or(self.cursor);
        found.is_some()
    }
}
