//! Goes to a typed day on the Calendar screen.

use super::day_choice::DayQuestion;
use super::{Outcome, Prompt, act, back};
use crate::app::App;
use crate::app::field::Field;
use crate::app::keys::{Place, Scope, row};
use crate::domain::typed_day::{DayError, DayReader, Meant};
use jiff::civil::Date;

#[rustfmt::skip] // Short actions stay on one line.
pub static SCOPE: Scope = Scope::of_prompt("go-to", "Going to a day", &[
    row("go-to.go", "Enter", "go", "Go to this day.").at(Place::First).run(|app| act(app, GoToDay::go)),
    back("go-to.back", "Esc", "Stay on the day in focus."),
]).typing();

/// The day that is being typed.
#[derive(Debug)]
pub struct GoToDay {
    pub field: Field,
    days: DayReader,
}

impl GoToDay {
    pub(in crate::app) fn new(app: &App) -> GoToDay {
        GoToDay { field: Field::default(), days: app.days() }
    }

    /// The typed day; today when nothing is typed.
    ///
    /// # Errors
    /// The text is not a day.
    pub fn understood(&self) -> Result<Date, DayError> {
        if self.field.is_empty() {
            Ok(self.days.today)
        } else {
            self.days.day(self.field.text(), Meant::FutureOrRecent)
        }
    }

    fn go(&mut self, app: &mut App) -> Outcome {
        match self.understood() {
            Ok(date) => Outcome::Close(app.look_at(date)),
            Err(error) => DayQuestion::outcome(error, app, |app| act(app, GoToDay::go)),
        }
    }
}

impl Prompt for GoToDay {
    fn scope(&self) -> &'static Scope {
        &SCOPE
    }

    fn field(&mut self) -> Option<&mut Field> {
        Some(&mut self.field)
    }
}
