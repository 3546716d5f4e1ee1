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

    /// Changes the morning if `part`, which the prompt is about, is still as the person saw it. Otherwise says so, and
    /// the person may save again.
    pub(super) fn save<T: PartialEq>(
        &mut self,
        app: &mut App,
        what: &str,
        (name, part): (&str, fn(&Morning) -> &T),
        change: impl FnOnce(&Morning) -> Morning,
    ) -> Outcome {
        if part(app.morning_of(&self.child, self.date)) == part(&self.seen) {
            return Outcome::Close(app.change_morning_of(&self.child, self.date, what, change));
        }
        self.look_again(app);
        let kept = if name == "note" { "keeps it as a draft" } else { "leaves theirs" };
        app.warn(format!(
            "Another program changed the {name} meanwhile. {{note.save}} saves yours, {{note.back}} {kept}."
        ));
        Outcome::Stay
    }

    /// Takes the morning as it is now for seen: the person was told that it changed.
    pub(super) fn look_again(&mut self, app: &App) {
        self.seen = app.morning_of(&self.child, self.date).clone();
    }
}
