//! The list of what can be added to a day of the calendar.

use super::rule_form::RuleForm;
use super::{Outcome, Prompt, back, down, on, up};
use crate::app::App;
use crate::app::keys::{ALWAYS, DOWN, ENTER, ESC, Key, Place, Scope, UP, row};
use crate::domain::dates::DateRange;
use crate::domain::family::Kind;
use crate::domain::school_year::Exception;

pub static SCOPE: Scope = Scope {
    id: "kinds",
    title: "Adding to the calendar",
    is_typing: false,
    around: &[&ALWAYS],
    rows: &[
        row(
            "kinds.next",
            &[ENTER],
            "next",
            "Fill in the form for this line. A letter goes to the next line it begins.",
            |app| {
                on(app, |kinds: &mut Kinds, app| {
                    let form = RuleForm::new(app, kinds.kinds[kinds.cursor.min(kinds.kinds.len() - 1)], kinds.dates);
                    Outcome::Close(app.open(form))
                })
            },
        )
        .at(Place::First),
        up("kinds.up", &[UP]),
        down("kinds.down", &[DOWN]).word("more"),
        back("kinds.back", &[ESC], "Add nothing."),
    ],
};

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
