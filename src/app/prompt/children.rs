//! The family's children: who is shown and in which order.

use super::child_form::ChildForm;
use super::{Outcome, Prompt, moved};
use crate::app::App;
use crate::app::keys::Action;
use crate::domain::family::{Child, FamilyEditError, with_child_hidden, with_child_moved};

/// The list of the children, those who are put away last.
#[derive(Clone, Debug, Default)]
pub struct Children {
    pub cursor: usize,
}

impl Children {
    fn child(&self, app: &App) -> Option<(Child, bool)> {
        let shown = app.children().len();
        let all = app.family().all_children();
        all.clone().nth(self.cursor).map(|child| (child.clone(), self.cursor >= shown))
    }

    /// Whether the child under the cursor is put away.
    pub fn is_on_one_put_away(&self, app: &App) -> bool {
        self.child(app).is_some_and(|(_, is_away)| is_away)
    }

    /// Changes something about a child, and stays with the child wherever it is now.
    fn change(
        &mut self,
        app: &mut App,
        child: &Child,
        what: String,
        edit: impl FnOnce(&str) -> Result<String, FamilyEditError>,
    ) -> Outcome {
        let Some(effects) = app.change_family(what, edit) else { return Outcome::Stay };
        let mut all = app.family().all_children();
        self.cursor = all.position(|other| other.id == child.id).unwrap_or(self.cursor);
        Outcome::Ask(effects)
    }

    pub(super) fn act(&mut self, app: &mut App, action: Action) -> Outcome {
        let count = app.children().len() + app.family().hidden.len();
        if action == Action::NewChild {
            let form = ChildForm::empty(app);
            return Outcome::Close(app.open(Prompt::ChildForm(Box::new(form))));
        }
        let Some((child, is_away)) = self.child(app) else {
            self.cursor = 0;
            return Outcome::Stay;
        };
        match action {
            Action::Take => {
                let form = ChildForm::of(app, &child);
                return Outcome::Close(app.open(Prompt::ChildForm(Box::new(form))));
            }
            Action::PutAway => {
                let what = match is_away {
                    true => format!("{} is back", child.name),
                    false => format!("{} put away, and the mornings stay", child.name),
                };
                return self.change(app, &child, what, |text| with_child_hidden(text, &child, !is_away));
            }
            Action::MoveUp | Action::MoveDown if is_away => app.say("x brings a child back; then it can be moved."),
            Action::MoveUp | Action::MoveDown => {
                let is_up = action == Action::MoveUp;
                let end = if is_up { 0 } else { app.children().len() - 1 };
                if self.cursor == end {
                    return Outcome::Stay;
                }
                let what = format!("{} moved {}", child.name, if is_up { "up" } else { "down" });
                return self.change(app, &child, what, |text| with_child_moved(text, &child, is_up));
            }
            _ => self.cursor = moved(self.cursor, action, count),
        }
        Outcome::Stay
    }
}
