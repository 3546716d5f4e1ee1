//! The list of what can be added to a day of the calendar.

use super::rule_form::RuleForm;
use super::{Entry, Outcome, Prompt, moved};
use crate::app::App;
use crate::app::keys::Action;
use crate::domain::dates::DateRange;
use crate::domain::family::Kind;
use crate::domain::school_year::Exception;

/// What can be added.
#[derive(Clone, Debug)]
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

    pub(super) fn act(&mut self, app: &mut App, action: Action) -> Outcome {
        match action {
            Action::Take => {
                let form = RuleForm::new(app, self.kinds[self.cursor.min(self.kinds.len() - 1)], self.dates);
                Outcome::Close(app.open(Prompt::RuleForm(Box::new(form))))
            }
            _ => {
                self.cursor = moved(self.cursor, action, self.kinds.len());
                Outcome::Stay
            }
        }
    }

    /// A letter goes to the next line that begins with it.
    pub(super) fn text(&mut self, input: &Entry) {
        let Entry::Key(key) = input else { return };
        let (letter, count) = (key.name(), self.kinds.len());
        let next = (1..=count).map(|step| (self.cursor + step) % count);
        let found = next.into_iter().find(|&line| self.kinds[line].label().starts_with(&letter));
        self.cursor = found.unwrap_or(self.cursor);
    }
}
