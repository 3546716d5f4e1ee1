//! Chooses the mornings of one ritual.

use super::{Outcome, Prompt, back, on};
use crate::app::keys::{ALWAYS, DOWN, ENTER, ESC, Key, LEFT, Mouse, Place, RIGHT, SPACE, Scope, UP, row};
use crate::app::screens::DatesOf;
use crate::app::{App, Effect};
use crate::domain::change::Change;
use crate::domain::child_id::ChildId;
use crate::domain::plan;
use crate::domain::ritual::RitualId;
use crate::domain::text::plural;
use jiff::civil::Date;

pub static SCOPE: Scope = Scope {
    id: "strip",
    title: "Choosing mornings for a ritual",
    is_typing: false,
    around: &[&ALWAYS],
    rows: &[
        row("strip.save", &[ENTER], "save", "Plan the ritual on the ticked mornings.", |app| {
            on(app, |strip: &mut Strip, app| Outcome::Close(strip.save(app)))
        })
        .at(Place::First),
        row("strip.tick", &[SPACE], "tick", "Tick a morning, or not.", |app| on(app, Strip::tick)).mouse(Mouse::Click),
        row("strip.tick-all", &[Key::char('a')], "all", "Tick all mornings, or none.", |app| on(app, Strip::tick_all)),
        row("strip.before", &[LEFT, Key::char('h')], "", "The morning before.", |app| {
            on(app, |strip: &mut Strip, app| strip.move_by(app, -1))
        }),
        row("strip.after", &[RIGHT, Key::char('l')], "", "The morning after.", |app| {
            on(app, |strip: &mut Strip, app| strip.move_by(app, 1))
        }),
        row("strip.week-before", &[UP, Key::char('k')], "", "The week before.", |app| {
            on(app, |strip: &mut Strip, _| {
                strip.cursor = strip.cursor.checked_sub(strip.week()).unwrap_or(strip.cursor)
            })
        })
        .mouse(Mouse::WheelUp),
        row("strip.week-after", &[DOWN, Key::char('j')], "", "The week after.", |app| {
            on(app, |strip: &mut Strip, _| {
                let below = strip.cursor + strip.week();
                strip.cursor = if below < strip.days.len() { below } else { strip.cursor };
            })
        })
        .mouse(Mouse::WheelDown),
        back("strip.back", &[ESC], "Leave the mornings as they were."),
    ],
};

/// How many mornings the strip shows: two ordinary weeks.
const STRIP: usize = 10;

/// Chooses mornings for one ritual.
#[derive(Debug)]
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

    /// How many mornings a row has.
    fn week(&self) -> usize {
        self.days.len().div_ceil(2)
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
            app.say(format!("{what}. {{screens.undo}} takes it back."));
        } else {
            let rest = plural(left_out, "morning");
            app.warn(format!(
                "{what}; {rest} left out, because the file cannot be changed. {{screens.problems}} tells what to do."
            ));
        }
        app.push(Change::of_mornings(what, edits))
    }
}

impl Prompt for Strip {
    fn scope(&self) -> &'static Scope {
        &SCOPE
    }

    fn cursor(&mut self, _app: &App) -> Option<(&mut usize, usize)> {
        Some((&mut self.cursor, self.days.len()))
    }

    fn dates(&self) -> Option<DatesOf> {
        Some((self.child.clone(), self.days.clone()))
    }
}
