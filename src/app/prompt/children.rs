//! The family's children: who is shown and in which order.

use super::child_form::ChildForm;
use super::{Outcome, Prompt, act, back, down, undo, up};
use crate::app::App;
use crate::app::keys::{Availability, Place, Scope, Word, available_if, row};
use crate::domain::family::{Child, FamilyEditError, with_child_hidden, with_child_moved};

#[rustfmt::skip] // Short actions stay on one line.
pub static SCOPE: Scope = Scope::of_prompt("children", "The children", &[
    row("children.open", "Enter", "open", "Change name, first day, school days, who picks up and homes.")
        .at(Place::First).when(may_open).run(|app| act(app, ChildList::open)),
    row("children.new", "n", "new", "Add a child.").run(|app| { let form = ChildForm::empty(app); app.open(form) }),
    row("children.hide", "x", "hide", "Hide a child, or show it again. Its mornings stay.")
        .when(may_hide)
        .run(|app| act(app, ChildList::hide)),
    row("children.move-up", "K", "move up", "Move the child up in the order.")
        .when(|app| may_move(app, true))
        .run(|app| act(app, |list: &mut ChildList, app| list.move_child(app, true))),
    row("children.move-down", "J", "move down", "Move the child down in the order.")
        .when(|app| may_move(app, false))
        .run(|app| act(app, |list: &mut ChildList, app| list.move_child(app, false))),
    up("children.up", "Up k"),
    down("children.down", "Down j"),
    undo("children.undo"), back("children.back", "Esc", "Go back to the calendar."),
]);

/// The list of the children, hidden children last.
#[derive(Debug, Default)]
pub struct ChildList {
    pub cursor: usize,
}

impl ChildList {
    /// The child under the cursor, and whether it is hidden.
    fn child(&self, app: &App) -> Option<(Child, bool)> {
        let is_hidden = self.cursor >= app.children().len();
        app.family().all_children().nth(self.cursor).map(|child| (child.clone(), is_hidden))
    }

    /// Changes the child, and keeps the cursor on the child after a move.
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
        Outcome::StayWith(effects)
    }

    fn open(&mut self, app: &mut App) -> Outcome {
        let Some((child, _)) = self.child(app) else { return Outcome::Stay };
        let form = ChildForm::of(app, &child);
        Outcome::Close(app.open(form))
    }

    fn hide(&mut self, app: &mut App) -> Outcome {
        let Some((child, is_hidden)) = self.child(app) else { return Outcome::Stay };
        let what = match is_hidden {
            true => format!("{} is shown again", child.name),
            false => format!("{} is hidden; the mornings stay", child.name),
        };
        self.change(app, &child, what, |text| with_child_hidden(text, &child, !is_hidden))
    }

    fn move_child(&mut self, app: &mut App, is_up: bool) -> Outcome {
        let Some((child, _)) = self.child(app) else { return Outcome::Stay };
        let what = format!("{} moved {}", child.name, if is_up { "up" } else { "down" });
        self.change(app, &child, what, |text| with_child_moved(text, &child, is_up))
    }
}

fn here(app: &App) -> Option<(Child, bool)> {
    app.prompt_as::<ChildList>()?.child(app)
}

fn may_open(app: &App) -> Availability {
    available_if(here(app).is_some(), "There is no child in this list.")
}

fn may_hide(app: &App) -> Availability {
    let is_hidden = here(app).is_some_and(|(_, is_hidden)| is_hidden);
    may_open(app).map(|word| if is_hidden { Word::Now("show again") } else { word })
}

fn may_move(app: &App, is_up: bool) -> Availability {
    let (last, line) = (app.children().len().saturating_sub(1), app.prompt_as::<ChildList>().map(|list| list.cursor));
    match here(app) {
        Some((_, true)) => Err("{children.hide} shows the child again; then it can be moved.".into()),
        Some(_) if is_up && line == Some(0) => Err("This child is already the first.".into()),
        Some(_) if !is_up && line == Some(last) => Err("This child is already the last.".into()),
        _ => may_open(app),
    }
}

impl Prompt for ChildList {
    fn scope(&self) -> &'static Scope {
        &SCOPE
    }

    fn cursor(&mut self, app: &App) -> Option<(&mut usize, usize)> {
        Some((&mut self.cursor, app.family().all_children().count()))
    }
}
