//! The welcome: three short questions, and two school weeks are planned.

use super::{Entry, Outcome, moved};
use crate::app::field::Field;
use crate::app::keys::{Action, Scope};
use crate::app::{App, Effect, Screen};
use crate::domain::beginning::{begin, first_child, first_mornings};
use crate::domain::change::Page;
use crate::domain::child_id::ChildId;
use crate::domain::day::parse_typed;
use crate::domain::family::{Child, SchoolDays};
use crate::domain::ritual::RitualId;
use jiff::civil::Date;

/// The name until another is typed.
pub const DEFAULT_NAME: &str = "Kiddo";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    Name,
    FirstDay,
    Rituals,
}

#[derive(Clone, Debug)]
pub struct Welcome {
    pub question: Question,
    pub name: Field,
    pub first_day: Field,
    pub cursor: usize,
    /// The rituals offered, and which are ticked.
    pub rituals: Vec<(RitualId, bool)>,
    today: Date,
}

impl Welcome {
    pub fn new(app: &App) -> Welcome {
        let offered = app.catalog().offered().enumerate();
        let rituals = offered.map(|(i, ritual)| (ritual.id.clone(), i == 0)).collect();
        Welcome {
            question: Question::Name,
            name: Field::default(),
            first_day: Field::offered(&SchoolDays::MONDAY_TO_FRIDAY.next_after(app.today).to_string()),
            cursor: 0,
            rituals,
            today: app.today,
        }
    }

    pub fn scope(&self) -> Scope {
        if self.question == Question::Rituals { Scope::WelcomeRituals } else { Scope::WelcomeText }
    }

    /// The first day as it is understood so far; the next weekday when the line is empty.
    ///
    /// # Errors
    /// A sentence that says what can be typed.
    pub fn understood(&self) -> Result<Date, String> {
        if self.first_day.is_empty() {
            return Ok(SchoolDays::MONDAY_TO_FRIDAY.next_after(self.today));
        }
        parse_typed(self.first_day.text(), self.today).map_err(|error| error.to_string())
    }

    pub fn chosen_name(&self) -> String {
        let typed = self.name.text().replace('\n', " ").trim().to_owned();
        if typed.is_empty() { DEFAULT_NAME.to_owned() } else { typed }
    }

    /// The child as told so far; None while the day is not understood.
    fn child(&self) -> Option<Child> {
        let ticked: Vec<RitualId> = self.rituals.iter().filter(|(_, on)| *on).map(|(id, _)| id.clone()).collect();
        let name = self.chosen_name();
        Some(first_child(&name, self.understood().ok()?, ticked))
    }

    /// The mornings that would be planned: when only the family file was lost, something may be on them.
    pub(in crate::app) fn dates_needed(&self) -> Option<(ChildId, Vec<Date>)> {
        let child = self.child().filter(|_| self.question == Question::Rituals)?;
        let mornings = first_mornings(&child, self.today);
        Some((child.id, mornings))
    }

    pub(super) fn text(&mut self, input: &Entry) {
        match self.question {
            Question::Name => input.put_into(&mut self.name),
            Question::FirstDay => input.put_into(&mut self.first_day),
            Question::Rituals => {}
        }
    }

    pub(super) fn act(&mut self, app: &mut App, action: Action) -> Outcome {
        match (self.question, action) {
            (Question::FirstDay, Action::Previous) => self.question = Question::Name,
            (Question::Rituals, Action::Previous) => self.question = Question::FirstDay,
            (Question::Name, Action::Take) => self.question = Question::FirstDay,
            (Question::FirstDay, Action::Take) => match self.understood() {
                Ok(_) => self.question = Question::Rituals,
                Err(why) => app.warn(why),
            },
            (Question::Rituals, Action::Up | Action::Down) => {
                self.cursor = moved(self.cursor, action, self.rituals.len());
            }
            (Question::Rituals, Action::Tick) => {
                if let Some((_, ticked)) = self.rituals.get_mut(self.cursor) {
                    *ticked ^= true;
                }
            }
            (Question::Rituals, Action::Take) => match self.begin(app) {
                Ok(effects) => return Outcome::Close(effects),
                Err(why) => app.warn(why),
            },
            _ => {}
        }
        Outcome::Stay
    }

    /// Makes the family and plans its first two weeks, as one change.
    fn begin(&self, app: &mut App) -> Result<Vec<Effect>, String> {
        let child = self.child().ok_or("The first day is not understood yet.")?;
        let is_blank = |date| app.morning_of(&child.id, date).is_blank();
        let change = begin(&child, app.today, app.family_state.page_text(Page::Family), is_blank)
            .map_err(|error| error.to_string())?;
        let first = change.edits.first().map_or(child.first_day.max(app.today), |edit| edit.date);
        let planned = change.edits.len();
        let effects = app.push(change);
        app.screen = Screen::Today;
        app.date = first;
        app.row = None;
        app.say(match planned {
            0 => "Ready. Enter picks a ritual for this morning.".to_owned(),
            n => format!("Ready: {n} mornings are planned. 2 shows the week, Enter picks rituals."),
        });
        Ok(effects)
    }
}
