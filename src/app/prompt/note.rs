//! Writes the note of a morning.

use super::Outcome;
use super::opened::Opened;
use crate::app::App;
use crate::app::field::Field;
use crate::app::keys::Action;

/// The note of a morning.
#[derive(Clone, Debug)]
pub struct Note {
    pub opened: Opened,
    pub field: Field,
}

impl Note {
    pub fn new(app: &App) -> Option<Note> {
        let opened = Opened::new(app)?;
        let field = Field::new(opened.seen.note.as_deref().unwrap_or_default());
        Some(Note { opened, field })
    }

    pub(super) fn is_changed(&self) -> bool {
        !self.field.is_empty() && Some(self.field.text()) != self.opened.seen.note.as_deref()
    }

    pub(super) fn act(&mut self, app: &mut App, action: Action) -> Outcome {
        if action == Action::LineBreak {
            self.field.line_break();
        }
        if action != Action::Take || !self.opened.still_fits(app) {
            return Outcome::Stay;
        }
        if self.field.text() == Field::new(self.opened.seen.note.as_deref().unwrap_or_default()).text() {
            // Nothing was typed; what the file has stays as it is, to the letter.
            return Outcome::Close(Vec::new());
        }
        let what = if self.field.is_empty() { "no note" } else { "a note" };
        Outcome::Close(
            app.change_morning_of(&self.opened.child, self.opened.date, what, |m| m.noted(self.field.text())),
        )
    }
}
