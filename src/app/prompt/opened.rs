//! The morning a prompt was opened on.

use super::Outcome;
use crate::app::App;
use crate::domain::child_id::ChildId;
use crate::domain::morning::Morning;
use jiff::civil::Date;

/// The morning a prompt was opened on, as the person saw it.
#[derive(Debug)]
pub struct Opened {
    child: ChildId,
    pub date: Date,
    pub(super) seen: Morning,
}

impl Opened {
    pub(super) fn new(app: &App) -> Option<Opened> {
        Some(Opened { child: app.child()?.id.clone(), date: app.date, seen: app.morning()?.clone() })
    }

    /// Whether another prompt was opened on this morning with the same note.
    pub(super) fn is_same_note(&self, other: &Opened) -> bool {
        (&self.child, self.date, &self.seen.note) == (&other.child, other.date, &other.seen.note)
    }

    /// Changes the morning if it is still as the person saw it. Otherwise says so, and the person may save again.
    pub(super) fn save(&mut self, app: &mut App, what: &str, change: impl FnOnce(&Morning) -> Morning) -> Outcome {
        let now = app.morning_of(&self.child, self.date).clone();
        if now == self.seen {
            return Outcome::Close(app.change_morning_of(&self.child, self.date, what, change));
        }
        self.seen = now;
        app.warn(
            "This morning was changed elsewhere in the meantime. {note.save} saves yours, {note.back} leaves it as is.",
        );
        Outcome::Stay
    }
}
