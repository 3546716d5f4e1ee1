//! Leaving the planner: asks once before changes that could not be saved, or text that was typed, are lost.

use super::keys::spell;
use super::{App, Effect};
use crate::domain::text::plural;

/// The question that was asked before leaving. Any other key takes the question back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Question {
    #[default]
    None,
    /// The typed text would be lost.
    Text,
    /// The changes that could not be saved would be lost, and the typed text too.
    Changes,
}

/// The question before leaving, and the key that asked it.
#[derive(Debug, Default)]
pub(super) struct Leaving {
    asked: Question,
    /// The question that the last key asked, while the next key is handled.
    before: Question,
    /// The id of the row of the leaving key.
    key: &'static str,
}

impl Leaving {
    /// Begins a new key, which answers the question of the key before.
    pub(super) fn next_key(&mut self) {
        self.before = std::mem::take(&mut self.asked);
    }
}

/// Leaves, or asks first. `key` is the id of the row that was pressed.
pub(in crate::app) fn leave(app: &mut App, key: &'static str) -> Vec<Effect> {
    app.leaving.key = key;
    match app.leaving.before {
        Question::Changes => return vec![Effect::QuitUnsaved],
        Question::Text => return vec![Effect::Quit],
        Question::None => {}
    }
    let Some(what) = unsaved_text(app) else { return vec![Effect::Quit] };
    app.leaving.asked = Question::Text;
    app.warn(format!("{what} is not saved. {{{key}}} again leaves without it."));
    Vec::new()
}

/// The text that leaving would lose, as the subject of a sentence.
fn unsaved_text(app: &App) -> Option<&'static str> {
    let open = app.prompt.iter().filter(|prompt| prompt.is_edited());
    let subjects: Vec<&str> = open.chain(&app.drafts.left).map(|prompt| prompt.text_label()).collect();
    match subjects.as_slice() {
        [] => None,
        [only] => Some(only),
        _ => Some("What you entered"),
    }
}

impl App {
    /// Asks whether to leave although changes could not be saved.
    pub(super) fn ask_to_leave_unsaved(&mut self) {
        self.leaving.asked = Question::Changes;
        let why = self.why_not_saved().map(|why| format!("{why} ")).unwrap_or_default();
        let count = plural(self.unsaved().len(), "change");
        self.warn(format!("{why}{} again leaves without {count}.", spell(&format!("{{{}}}", self.leaving.key))));
    }

    /// The unsaved changes and typed texts that would be lost if the program ended now, as sentences.
    pub fn lost_on_leaving(&self) -> Vec<String> {
        let changes = self.unsaved().iter().map(|change| {
            let written = change.edits.iter().filter(|edit| edit.was.note != edit.becomes.note);
            let notes: Vec<&str> = written.filter_map(|edit| edit.becomes.note.as_deref()).collect();
            match notes.as_slice() {
                [] => format!("Not saved: {}.", change.what),
                notes => format!("Not saved: {}: {}", change.what, notes.join("\n")),
            }
        });
        let open = self.prompt.iter().filter(|prompt| prompt.is_edited());
        let typed = open.chain(&self.drafts.left).filter_map(|prompt| prompt.typed());
        changes.chain(typed.map(|text| format!("Not saved, as you typed it: {text}"))).collect()
    }
}
