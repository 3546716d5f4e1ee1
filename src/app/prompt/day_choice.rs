//! Asks which day numbers such as `7/10` mean. The form with the numbers waits meanwhile.

use super::{Outcome, Prompt, down, up};
use crate::app::field::Field;
use crate::app::keys::{Place, Scope, row};
use crate::app::{App, Effect};
use crate::domain::typed_day::DayError;
use jiff::civil::Date;
use std::any::Any;

#[rustfmt::skip] // Short actions stay on one line.
pub static SCOPE: Scope = Scope::of_prompt("which-day", "Choosing between two days", &[
    row("which-day.next", "Enter Space", "next", "Take this day, and go on.").at(Place::First).run(take),
    up("which-day.up", "Up Left k h"),
    down("which-day.down", "Down Right j l"),
    row("which-day.back", "Esc", "back", "Go back to the form and type another day.").at(Place::Always).run(back),
]);

/// The two days that the numbers can be.
#[derive(Debug)]
pub struct DayChoice {
    pub typed: String,
    pub readings: [Date; 2],
    pub cursor: usize,
    /// The form whose field in focus has the numbers.
    form: Box<dyn Prompt>,
    /// Saves the form.
    save: fn(&mut App) -> Vec<Effect>,
}

/// A form's question about numbers that can be two days.
pub(in crate::app) struct DayQuestion {
    typed: String,
    readings: [Date; 2],
    save: fn(&mut App) -> Vec<Effect>,
}

impl DayQuestion {
    /// Asks about the day of the field in focus, or says what is wrong with that day. `save` runs after the answer.
    pub(super) fn outcome(error: DayError, app: &mut App, save: fn(&mut App) -> Vec<Effect>) -> Outcome {
        match error {
            DayError::Ambiguous { typed, readings, .. } => Outcome::Ask(DayQuestion { typed, readings, save }),
            error => {
                app.warn(error.to_string());
                Outcome::Stay
            }
        }
    }

    /// The prompt that asks the question of `form`.
    pub(super) fn prompt(self, form: Box<dyn Prompt>) -> DayChoice {
        DayChoice { typed: self.typed, readings: self.readings, cursor: 0, form, save: self.save }
    }
}

/// Puts the chosen day into the field in focus, and saves the form.
fn take(app: &mut App) -> Vec<Effect> {
    let Some(mut choice) = closed(app) else { return Vec::new() };
    let date = choice.readings[choice.cursor.min(1)].to_string();
    if let Some(field) = choice.form.field() {
        let text = field.text();
        let with_day = if text.contains(&choice.typed) { text.replacen(&choice.typed, &date, 1) } else { date };
        *field = Field::new(&with_day);
    }
    app.prompt = Some(choice.form);
    (choice.save)(app)
}

fn back(app: &mut App) -> Vec<Effect> {
    app.prompt = closed(app).map(|choice| choice.form);
    Vec::new()
}

fn closed(app: &mut App) -> Option<Box<DayChoice>> {
    let prompt: Box<dyn Any> = app.prompt.take()?;
    prompt.downcast().ok()
}

impl Prompt for DayChoice {
    fn scope(&self) -> &'static Scope {
        &SCOPE
    }

    fn cursor(&mut self, _app: &App) -> Option<(&mut usize, usize)> {
        Some((&mut self.cursor, self.readings.len()))
    }

    fn is_edited(&self) -> bool {
        true
    }

    fn asks_the_same(&self, other: &dyn Prompt) -> bool {
        self.form.asks_the_same(other)
    }
}
