//! Picks the rituals of a morning.

use super::opened::Opened;
use super::{Outcome, Prompt, act, back, down, moved, up};
use crate::app::App;
use crate::app::Effect;
use crate::app::field::Field;
use crate::app::keys::{Mouse, Place, Scope, row};
use crate::domain::ritual::{Ritual, RitualId};
use crate::domain::search;

#[rustfmt::skip] // Short actions stay on one line.
pub static SCOPE: Scope = Scope::of_prompt("picker", "Picking rituals for a morning", &[
    row("picker.save", "Enter", "save", "Save the ticked rituals, or the ritual under the cursor.")
        .at(Place::First).run(|app| act(app, RitualPicker::save)),
    row("picker.tick", "Space", "tick", "Tick or untick the ritual.")
        .mouse(Mouse::Click).run(|app| act(app, RitualPicker::tick)),
    up("picker.up", "Up"),
    down("picker.down", "Down"),
    back("picker.back", "Esc", "Leave the morning as it was."),
]).typing();

/// The ticked rituals of a morning, and the typed filter.
#[derive(Debug)]
pub struct RitualPicker {
    pub opened: Opened,
    pub filter: Field,
    pub cursor: usize,
    pub ticked: Vec<RitualId>,
    /// Whether the person has changed a tick.
    touched: bool,
    /// Whether the person has moved the cursor.
    pointed: bool,
}

impl RitualPicker {
    pub fn new(app: &App) -> Option<RitualPicker> {
        let opened = Opened::new(app)?;
        let ticked = opened.seen.plan.clone();
        let first_ticked = app.pickable("").iter().position(|ritual| ticked.contains(&ritual.id));
        let cursor = first_ticked.unwrap_or(0);
        Some(RitualPicker { opened, filter: Field::default(), cursor, ticked, touched: false, pointed: false })
    }

    /// The ritual under the cursor.
    fn here(&self, app: &App) -> Option<RitualId> {
        let offered = app.pickable(self.filter.text());
        offered.get(moved(self.cursor, 0, offered.len())).map(|ritual| ritual.id.clone())
    }

    fn tick(&mut self, app: &mut App) {
        let Some(id) = self.here(app) else { return };
        self.touched = true;
        match self.ticked.iter().position(|ticked| *ticked == id) {
            Some(place) => drop(self.ticked.remove(place)),
            None => self.ticked.push(id),
        }
    }

    fn save(&mut self, app: &mut App) -> Outcome {
        let mut plan = self.ticked.clone();
        // Where no tick has changed, Enter plans the ritual that the person pointed at.
        let adds_here = !self.touched && (self.pointed || plan.is_empty());
        plan.extend(self.here(app).filter(|id| adds_here && !self.ticked.contains(id)));
        let names: Vec<String> = plan.iter().map(|id| app.catalog().name(id)).collect();
        let what = if names.is_empty() { "plan removed".into() } else { format!("{} planned", names.join(", ")) };
        self.opened.save(app, &what, ("plan", |m| &m.plan), |m| m.planned(plan))
    }
}

impl Prompt for RitualPicker {
    fn scope(&self) -> &'static Scope {
        &SCOPE
    }

    fn cursor(&mut self, app: &App) -> Option<(&mut usize, usize)> {
        let count = app.pickable(self.filter.text()).len();
        Some((&mut self.cursor, count))
    }

    fn move_by(&mut self, app: &App, lines: isize) {
        self.point(app, moved(self.cursor, lines, app.pickable(self.filter.text()).len()));
    }

    fn point(&mut self, _app: &App, line: usize) {
        (self.cursor, self.pointed) = (line, true);
    }

    fn field(&mut self) -> Option<&mut Field> {
        Some(&mut self.filter)
    }

    fn text_changed(&mut self) -> Vec<Effect> {
        (self.cursor, self.pointed) = (0, true);
        Vec::new()
    }
}

impl App {
    /// The rituals a picker offers: the usual ritual first, then favorites, then the others.
    pub fn pickable(&self, typed: &str) -> Vec<&Ritual> {
        let mut found = search::rituals(self.catalog().offered(), typed);
        if typed.trim().is_empty() {
            found.sort_by_key(|ritual| (!self.is_usual(&ritual.id), !self.is_favorite(&ritual.id)));
        }
        found
    }
}
