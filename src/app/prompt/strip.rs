//! Chooses the mornings of one ritual.

use super::{Outcome, moved};
use crate::app::keys::Action;
use crate::app::{App, Effect};
use crate::domain::change::Change;
use crate::domain::child_id::ChildId;
use crate::domain::plan;
use crate::domain::ritual::RitualId;
use crate::domain::text::plural;
use jiff::civil::Date;

/// How many mornings the strip shows: two ordinary weeks.
const STRIP: usize = 10;

/// Chooses mornings for one ritual.
#[derive(Clone, Debug)]
pub struct Strip {
    child: ChildId,
    pub ritual: RitualId,
    pub days: Vec<Date>,
    pub cursor: usize,
    /// What was ticked or unticked here; the others are ticked when they have the ritual.
    chosen: Vec<Option<bool>>,
}

impl Strip {
    /// The next ten school mornings.
    pub fn new(app: &App, ritual: &RitualId) -> Option<Strip> {
        let child = app.child()?;
        let days = app.calendar()?.mornings_from(app.today, STRIP);
        let chosen = vec![None; days.len()];
        Some(Strip { child: child.id.clone(), ritual: ritual.clone(), days, chosen, cursor: 0 })
    }

    pub fn is_ticked(&self, app: &App, i: usize) -> bool {
        self.chosen[i].unwrap_or_else(|| app.morning_of(&self.child, self.days[i]).plan.contains(&self.ritual))
    }

    pub(super) fn act(&mut self, app: &mut App, action: Action) -> Outcome {
        let week = self.days.len().div_ceil(2);
        match action {
            Action::Up => self.cursor = self.cursor.checked_sub(week).unwrap_or(self.cursor),
            Action::Down if self.cursor + week < self.days.len() => self.cursor += week,
            Action::Next | Action::Previous => self.cursor = moved(self.cursor, action, self.days.len()),
            Action::Tick if self.cursor < self.days.len() => {
                self.chosen[self.cursor] = Some(!self.is_ticked(app, self.cursor));
            }
            Action::TickAll => {
                let on = !(0..self.days.len()).all(|i| self.is_ticked(app, i));
                self.chosen.fill(Some(on));
            }
            Action::Take => return Outcome::Close(self.save(app)),
            _ => {}
        }
        Outcome::Stay
    }

    fn save(&self, app: &mut App) -> Vec<Effect> {
        let Some(child) = app.child().filter(|child| child.id == self.child) else {
            app.warn("This child is not in family.toml any more, so nothing was planned.");
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
            app.say("Nothing changed.");
            return Vec::new();
        }
        let what = format!("{name}: {} changed", plural(edits.len(), "morning"));
        if left_out == 0 {
            app.say(format!("{what}. u takes it back."));
        } else {
            let rest = plural(left_out, "morning");
            app.warn(format!("{what}; {rest} left out, because the file cannot be changed. ! tells what to do."));
        }
        app.push(Change::of_mornings(what, edits))
    }
}
