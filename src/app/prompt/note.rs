//! Writes the note of a morning.

use super::opened::Opened;
use super::{Outcome, Prompt, act, back, start_over};
use crate::app::App;
use crate::app::changes::NOTHING_CHANGED;
use crate::app::field::Field;
use crate::app::keys::{Place, Scope, row};

#[rustfmt::skip] // Short actions stay on one line.
pub static SCOPE: Scope = Scope::of_prompt("note", "Writing a note", &[
    row("note.save", "Enter", "save", "Save the note; an empty note is removed.")
        .at(Place::First).run(|app| act(app, Note::save)),
    row("note.new-line", "Alt-Enter Ctrl-J", "new line", "Start a new line.")
        .run(|app| act(app, Note::line_break)),
    start_over("note.start-over"),
    back("note.back", "Esc", "Leave the note as it was."),
]).typing();

/// The note of a morning while it is written.
#[derive(Debug)]
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

    fn line_break(&mut self, app: &mut App) {
        if let Some(missing) = self.field.line_break().left_out_sentence() {
            app.warn(missing);
        }
    }

    fn save(&mut self, app: &mut App) -> Outcome {
        if self.field.text() == Field::new(self.opened.seen.note.as_deref().unwrap_or_default()).text() {
            return Outcome::Close(app.reply(NOTHING_CHANGED));
        }
        let what = if self.field.is_empty() { "note removed" } else { "note saved" };
        self.opened.save(app, what, ("note", |m| &m.note), |m| m.noted(self.field.text()))
    }
}

impl Prompt for Note {
    fn scope(&self) -> &'static Scope {
        &SCOPE
    }

    fn field(&mut self) -> Option<&mut Field> {
        Some(&mut self.field)
    }

    fn is_edited(&self) -> bool {
        !self.field.is_empty() && Some(self.field.text()) != self.opened.seen.note.as_deref()
    }

    fn text_label(&self) -> &'static str {
        "Your note"
    }

    fn typed(&self) -> Option<&str> {
        Some(self.field.text())
    }

    fn look_again(&mut self, app: &App) {
        self.opened.look_again(app);
    }

    fn asks_the_same(&self, other: &dyn Prompt) -> bool {
        other.as_a::<Note>().is_some_and(|other| self.opened.is_same_note(&other.opened))
    }
}
