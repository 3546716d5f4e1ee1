//! Chooses the mornings of one ritual.

use super::{Outcome, Prompt, act, back};
use crate::app::changes::NOTHING_CHANGED;
use crate::app::keys::{Mouse, Place, Scope, row};
use crate::app::screens::ChildDates;
use crate::app::{App, Effect};
use crate::domain::change::Change;
use crate::domain::child_id::ChildId;
use crate::domain::plan;
use crate::domain::ritual::RitualId;
use crate::domain::text::plural;
use jiff::civil::Date;

#[rustfmt::skip] // Short actions stay on one line.
pub static SCOPE: Scope = Scope::of_prompt("mornings", "Choosing mornings for a ritual", &[
    row("mornings.save", "Enter", "save", "Plan the ritual on the ticked mornings.")
        .at(Place::First).run(|app| act(app, |mornings: &mut MorningPicker, app| Outcome::Close(mornings.save(app)))),
    row("mornings.tick", "Space", "tick", "Tick or untick the morning.")
        .mouse(Mouse::Click).run(|app| act(app, MorningPicker::tick)),
    row("mornings.tick-all", "a", "all", "Tick all mornings, or none.").run(|app| act(app, MorningPicker::tick_all)),
    row("mornings.before", "Left h", "", "Go to the previous morning.")
        .run(|app| act(app, |mornings: &mut MorningPicker, app| mornings.move_by(app, -1))),
    row("mornings.after", "Right l", "", "Go to the next morning.")
        .run(|app| act(app, |mornings: &mut MorningPicker, app| mornings.move_by(app, 1))),
    row("mornings.week-before", "Up k", "", "Go back a week.")
        .mouse(Mouse::WheelUp).run(|app| act(app, |mornings: &mut MorningPicker, _| mornings.move_by_weeks(-1))),
    row("mornings.week-after", "Down j", "", "Go ahead a week.")
        .mouse(Mouse::WheelDown).run(|app| act(app, |mornings: &mut MorningPicker, _| mornings.move_by_weeks(1))),
    back("mornings.back", "Esc", "Leave the mornings as they were."),
]);

/// How many mornings are offered: two ordinary weeks.
const OFFERED: usize = 10;

/// The next mornings, with their ticks for one ritual.
#[derive(Debug)]
pub struct MorningPicker {
    child: ChildId,
    pub ritual: RitualId,
    pub days: Vec<Date>,
    pub cursor: usize,
    /// The ticks that the person set; None means that the morning's plan decides.
    chosen: Vec<Option<bool>>,
}

impl MorningPicker {
    /// The choice of the next school mornings.
    pub fn new(app: &App, ritual: &RitualId) -> Option<MorningPicker> {
        let child = app.child()?;
        let days = app.calendar()?.mornings_from(app.today, OFFERED);
        let chosen = vec![None; days.len()];
        Some(MorningPicker { child: child.id.clone(), ritual: ritual.clone(), days, chosen, cursor: 0 })
    }

    pub fn is_ticked(&self, app: &App, i: usize) -> bool {
        self.chosen[i].unwrap_or_else(|| app.morning_of(&self.child, self.days[i]).plan.contains(&self.ritual))
    }

    /// Whether the morning looks empty only because its file cannot be read.
    pub fn cannot_be_read(&self, app: &App, i: usize) -> bool {
        app.cannot_be_read(&self.child, self.days[i])
    }

    /// Moves to the same place in the other row, if that place has a morning. Each row has half of the mornings.
    fn move_by_weeks(&mut self, weeks: isize) {
        let row = self.days.len().div_ceil(2);
        let moved = self.cursor.checked_add_signed(weeks.saturating_mul(row as isize));
        self.cursor = moved.filter(|place| *place < self.days.len()).unwrap_or(self.cursor);
    }

    fn tick(&mut self, app: &mut App) {
        if self.cursor < self.days.len() {
            self.chosen[self.cursor] = Some(!self.is_ticked(app, self.cursor));
        }
    }

    fn tick_all(&mut self, app: &mut App) {
        let is_any_left = (0..self.days.len()).any(|i| !self.is_ticked(app, i));
        self.chosen.fill(Some(is_any_left));
    }

    fn save(&self, app: &mut App) -> Vec<Effect> {
        let Some(child) = app.child().filter(|child| child.id == self.child) else {
            app.warn("This child is no longer in family.toml, so nothing was planned.");
            return Vec::new();
        };
        let mut left_out = 0;
        let mut edits = Vec::new();
        for (i, &date) in self.days.iter().enumerate() {
            let ticked = self.is_ticked(app, i);
            let was = app.morning_of(&child.id, date);
            if ticked != was.plan.contains(&self.ritual) {
                if app.read_only(date).is_some() {
                    left_out += 1;
                    continue;
                }
                let mut plan = was.plan.clone();
                plan.retain(|id| *id != self.ritual);
                plan.extend(ticked.then(|| self.ritual.clone()));
                edits.push(plan::plan_edit(child, date, was, plan));
            }
        }
        let name = app.catalog().name(&self.ritual);
        if edits.is_empty() && left_out == 0 {
            return app.reply(NOTHING_CHANGED);
        }
        let what = format!("{name} changed on {}", plural(edits.len(), "morning"));
        if left_out == 0 {
            app.say_done(&what);
        } else {
            let rest = plural(left_out, "morning");
            app.warn(format!(
                "{what}; {rest} left out, because the file cannot be changed. {{screens.problems}} shows what to do."
            ));
        }
        app.push(Change::of_mornings(what, edits))
    }
}

impl Prompt for MorningPicker {
    fn scope(&self) -> &'static Scope {
        &SCOPE
    }

    fn cursor(&mut self, _app: &App) -> Option<(&mut usize, usize)> {
        Some((&mut self.cursor, self.days.len()))
    }

    fn dates(&self) -> Option<ChildDates> {
        Some((self.child.clone(), self.days.clone()))
    }
}
