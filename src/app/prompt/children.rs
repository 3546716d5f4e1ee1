//! The family's children: who is shown and in which order.

use super::child_form::ChildForm;
use super::{Outcome, Prompt, back, down, on, up};
use crate::app::App;
use crate::app::keys::{ALWAYS, Availability, DOWN, ENTER, ESC, Key, Place, Scope, UP, Word, row};
use crate::domain::family::{Child, FamilyEditError, with_child_hidden, with_child_moved};

pub static SCOPE: Scope = Scope {
    id: "children",
    title: "The children",
    is_typing: false,
    around: &[&ALWAYS],
    rows: &[
        row("children.open", &[ENTER], "open", "Change name, first day, school days, who picks up, homes.", |app| {
            on(app, Children::open)
        })
        .when(has_child)
        .at(Place::First),
        row("children.new", &[Key::char('n')], "new", "Add a child.", |app| {
            let form = ChildForm::empty(app);
            app.open(form)
        }),
        row("children.hide", &[Key::char('x')], "hide", "Hide a child, or show it again. Its mornings stay.", |app| {
            on(app, Children::hide)
        })
        .when(|app| {
            has_child(app)?;
            Ok(if here(app).is_some_and(|(_, is_hidden)| is_hidden) { Word::Now("show again") } else { Word::Usual })
        }),
        row("children.move-up", &[Key::char('K')], "move up", "Move the child up in the order.", |app| {
            on(app, |list: &mut Children, app| list.move_child(app, true))
        })
        .when(|app| may_move(app, true)),
        row("children.move-down", &[Key::char('J')], "move down", "Move the child down in the order.", |app| {
            on(app, |list: &mut Children, app| list.move_child(app, false))
        })
        .when(|app| may_move(app, false)),
        up("children.up", &[UP, Key::char('k')]),
        down("children.down", &[DOWN, Key::char('j')]),
        back("children.back", &[ESC], "Back to the calendar."),
    ],
};

/// The list of the children, the hidden ones last.
#[derive(Debug, Default)]
pub struct Children {
    pub cursor: usize,
}

impl Children {
    /// The child under the cursor, and whether it is hidden.
    fn child(&self, app: &App) -> Option<(Child, bool)> {
        let is_hidden = self.cursor >= app.children().len();
        app.family().all_children().nth(self.cursor).map(|child| (child.clone(), is_hidden))
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
    app.prompt_as::<Children>()?.child(app)
}

fn has_child(app: &App) -> Availability {
    here(app).map(|_| Word::Usual).ok_or("There is no child in this list.".into())
}

fn may_move(app: &App, is_up: bool) -> Availability {
    let (last, line) = (app.children().len().saturating_sub(1), app.prompt_as::<Children>().map(|list| list.cursor));
    match here(app) {
        Some((_, true)) => Err("{children.hide} shows the child again; then it can be moved.".into()),
        Some(_) if is_up && line == Some(0) => Err("This child is the first already.".into()),
        Some(_) if !is_up && line == Some(last) => Err("This child is the last already.".into()),
        _ => has_child(app),
    }
}

impl Prompt for Children {
    fn scope(&self) -> &'static Scope {
        &SCOPE
    }

    fn cursor(&mut self, app: &App) -> Option<(&mut usize, usize)> {
        Some((&mut self.cursor, app.family().all_children().count()))
    }
}
