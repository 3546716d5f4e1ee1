//! The menu of the rules that can be added to the calendar.

use super::rule_form::RuleForm;
use super::{Outcome, Prompt, act, back, down, up};
use crate::app::App;
use crate::app::keys::{Key, Place, Scope, row};
use crate::domain::dates::DateRange;
use crate::domain::family::Kind;
use crate::domain::school_year::Exception;

#[rustfmt::skip] // Short actions stay on one line.
pub static SCOPE: Scope = Scope::of_prompt("add", "Adding to the calendar", &[
    row("add.next", "Enter", "next", "Open the form for this entry. A letter goes to the next line with it.")
        .at(Place::First).run(|app| act(app, AddMenu::open_form)),
    up("add.up", "Up"),
    down("add.down", "Down").word("more"),
    back("add.back", "Esc", "Add nothing."),
]);

/// The kinds of rules that can be added on some dates.
#[derive(Debug)]
pub struct AddMenu {
    pub kinds: Vec<Kind>,
    pub cursor: usize,
    pub dates: DateRange,
}

impl AddMenu {
    pub(in crate::app) fn new(app: &App, dates: DateRange) -> AddMenu {
        let two_homes = app.children().iter().any(|child| child.home.is_some());
        let fits = |kind: &Kind| two_homes || *kind != Kind::Exception(Exception::Swap);
        AddMenu { kinds: Kind::ALL.into_iter().filter(fits).collect(), cursor: 0, dates }
    }

    fn open_form(&mut self, app: &mut App) -> Outcome {
        let form = RuleForm::new(app, self.kinds[self.cursor.min(self.kinds.len() - 1)], self.dates);
        Outcome::Close(app.open(form))
    }
}

impl Prompt for AddMenu {
    fn scope(&self) -> &'static Scope {
        &SCOPE
    }

    fn cursor(&mut self, _app: &App) -> Option<(&mut usize, usize)> {
        Some((&mut self.cursor, self.kinds.len()))
    }

    /// Goes to the next line that begins with the letter.
    fn letter(&mut self, key: Key) -> bool {
        let (letter, count) = (key.name(), self.kinds.len());
        let next = (1..=count).map(|step| (self.cursor + step) % count);
        let found = next.into_iter().find(|&line| self.kinds[line].label().starts_with(&letter));
        self.cursor = found.unwrap_or(self.cursor);
        found.is_some()
    }
}
