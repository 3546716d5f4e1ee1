//! Picks the rituals of a morning.

use super::opened::Opened;
use super::{Entry, Outcome, moved};
use crate::app::App;
use crate::app::field::Field;
use crate::app::keys::Action;
use crate::domain::ritual::RitualId;

/// Picks the rituals of a morning; typing filters.
#[derive(Clone, Debug)]
pub struct Picker {
    pub opened: Opened,
    pub filter: Field,
    pub cursor: usize,
    pub ticked: Vec<RitualId>,
    /// Something was ticked, or a tick taken away.
    touched: bool,
    /// The cursor was put where it is.
    pointed: bool,
}

impl Picker {
    pub fn new(app: &App) -> Option<Picker> {
        let opened = Opened::new(app)?;
        let ticked = opened.seen.plan.clone();
        let first_ticked = app.pickable("").iter().position(|ritual| ticked.contains(&ritual.id));
        let cursor = first_ticked.unwrap_or(0);
        Some(Picker { opened, filter: Field::default(), cursor, ticked, touched: false, pointed: false })
    }

    pub(super) fn text(&mut self, input: &Entry) {
        let before = self.filter.text().to_owned();
        input.put_into(&mut self.filter);
        if before != self.filter.text() {
            self.point(0);
        }
    }

    pub(super) fn point(&mut self, line: usize) {
        self.cursor = line;
        self.pointed = true;
    }

    pub(super) fn act(&mut self, app: &mut App, action: Action) -> Outcome {
        let offered: Vec<RitualId> = app.pickable(self.filter.text()).iter().map(|r| r.id.clone()).collect();
        self.cursor = moved(self.cursor, action, offered.len());
        self.pointed |= matches!(action, Action::Up | Action::Down);
        let here = offered.get(self.cursor);
        match (action, here) {
            (Action::Tick, Some(id)) => {
                self.touched = true;
                match self.ticked.iter().position(|t| t == id) {
                    Some(i) => drop(self.ticked.remove(i)),
                    None => self.ticked.push(id.clone()),
                }
            }
            (Action::Take, _) => {
                if !self.opened.still_fits(app) {
                    return Outcome::Stay;
                }
                let mut plan = self.ticked.clone();
                if let Some(id) =
                    here.filter(|id| !self.touched && (self.pointed || plan.is_empty()) && !plan.contains(id))
                {
                    plan.push(id.clone());
                }
                let names: Vec<String> = plan.iter().map(|id| app.catalog().name(id)).collect();
                let what =
                    if names.is_empty() { "nothing planned".into() } else { format!("{} planned", names.join(", ")) };
                return Outcome::Close(
                    app.change_morning_of(&self.opened.child, self.opened.date, &what, |m| m.planned(plan)),
                );
            }
            _ => {}
        }
        Outcome::Stay
    }
}
