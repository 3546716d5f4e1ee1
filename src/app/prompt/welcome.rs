//! The welcome: three short questions, which begin a family and plan its first two school weeks.

use super::day_choice::DayQuestion;
use super::{Outcome, Prompt, act, down, leave, up};
use crate::app::App;
use crate::app::field::Field;
use crate::app::keys::{Availability, Mouse, Place, Scope, Word, row};
use crate::app::screens::{ChildDates, today};
use crate::domain::beginning::{begin, first_child, first_mornings};
use crate::domain::change::Page;
use crate::domain::family::{Child, SchoolDays};
use crate::domain::ritual::RitualId;
use crate::domain::typed_day::{DayError, DayReader, Meant};
use jiff::civil::Date;

/// The keys of the first two questions.
#[rustfmt::skip] // Short actions stay on one line.
pub static TEXT: Scope = Scope::of_prompt("welcome", "Welcome: name and first day", &[
    row("welcome.next", "Enter", "next", "Go to the next question.")
        .at(Place::First).run(|app| act(app, Welcome::next)),
    row("welcome.previous", "Up Shift-Tab", "previous", "Go back to the previous question.")
        .when(may_go_back).run(|app| act(app, |welcome: &mut Welcome, _| welcome.question = Question::Name)),
    row("welcome.later", "Esc", "later", "Leave the questions for later and look around.")
        .at(Place::Always).run(leave),
]).typing();

/// The keys of the last question.
#[rustfmt::skip] // Short actions stay on one line.
pub static RITUALS: Scope = Scope::of_prompt("welcome-rituals", "Welcome: rituals", &[
    row("welcome-rituals.save", "Enter", "save", "Save the family and plan two weeks with the ticked rituals.")
        .at(Place::First).run(|app| act(app, Welcome::begin)),
    row("welcome-rituals.tick", "Space", "tick", "Tick or untick the ritual.")
        .mouse(Mouse::Click).run(|app| act(app, Welcome::tick)),
    up("welcome-rituals.up", "Up k"),
    down("welcome-rituals.down", "Down j"),
    row("welcome-rituals.previous", "Shift-Tab", "", "Go back to the previous question.")
        .run(|app| act(app, |welcome: &mut Welcome, _| welcome.question = Question::FirstDay)),
    row("welcome-rituals.later", "Esc", "later", "Leave the questions for later and look around.")
        .at(Place::Always).run(leave),
]);

/// The name of the child when the person types none.
pub const DEFAULT_NAME: &str = "Kiddo";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    Name,
    FirstDay,
    Rituals,
}

/// The answers so far.
#[derive(Debug)]
pub struct Welcome {
    pub question: Question,
    pub name: Field,
    pub first_day: Field,
    pub cursor: usize,
    /// The rituals offered, and which are ticked.
    pub rituals: Vec<(RitualId, bool)>,
    days: DayReader,
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
            days: app.days(),
        }
    }

    /// The first day that the text means; the next weekday when the line is empty.
    ///
    /// # Errors
    /// The text is no date.
    pub fn understood(&self) -> Result<Date, DayError> {
        if self.first_day.is_empty() {
            return Ok(SchoolDays::MONDAY_TO_FRIDAY.next_after(self.days.today));
        }
        self.days.day(self.first_day.text(), Meant::Either)
    }

    pub fn chosen_name(&self) -> String {
        let typed = self.name.text().replace('\n', " ").trim().to_owned();
        if typed.is_empty() { DEFAULT_NAME.to_owned() } else { typed }
    }

    /// The child of the answers; None while the first day is not understood.
    fn child(&self) -> Option<Child> {
        let ticked: Vec<RitualId> = self.rituals.iter().filter(|(_, on)| *on).map(|(id, _)| id.clone()).collect();
        let name = self.chosen_name();
        Some(first_child(&name, self.understood().ok()?, ticked))
    }

    fn next(&mut self, app: &mut App) -> Outcome {
        self.question = match (self.question, self.understood()) {
            (Question::Name, _) => Question::FirstDay,
            (_, Ok(_)) => Question::Rituals,
            (_, Err(error)) => return DayQuestion::outcome(error, app, |app| act(app, Welcome::next)),
        };
        Outcome::Stay
    }

    fn tick(&mut self, _app: &mut App) {
        if let Some((_, ticked)) = self.rituals.get_mut(self.cursor) {
            *ticked ^= true;
        }
    }

    /// Begins the family and plans its first two weeks, as one change.
    fn begin(&mut self, app: &mut App) -> Outcome {
        // The last question is asked once the first day is understood.
        let Some(child) = self.child() else { return Outcome::Stay };
        let is_blank = |date| app.morning_of(&child.id, date).is_blank();
        let change = match begin(&child, app.today, app.family_state.page_text(Page::Family), is_blank) {
            Ok(change) => change,
            Err(error) => {
                app.warn(error.to_string());
                return Outcome::Stay;
            }
        };
        let first = change.edits.first().map_or(child.first_day.max(app.today), |edit| edit.date);
        let planned = change.edits.len();
        let effects = app.push(change);
        app.screen = &today::SCREEN;
        app.look_at(first);
        app.say(match planned {
            0 => "Ready. {today.plan} picks a ritual for this morning.".to_owned(),
            n => format!(
                "Ready: {n} mornings are planned. {{screens.week}} shows the week, {{today.plan}} changes the plan."
            ),
        });
        Outcome::Close(effects)
    }
}

fn may_go_back(app: &App) -> Availability {
    match app.prompt_as::<Welcome>().map(|welcome| welcome.question) {
        Some(Question::Name) => Err("This is the first question.".into()),
        _ => Ok(Word::Default),
    }
}

impl Prompt for Welcome {
    fn scope(&self) -> &'static Scope {
        if self.question == Question::Rituals { &RITUALS } else { &TEXT }
    }

    fn cursor(&mut self, _app: &App) -> Option<(&mut usize, usize)> {
        Some((&mut self.cursor, self.rituals.len()))
    }

    fn field(&mut self) -> Option<&mut Field> {
        match self.question {
            Question::Name => Some(&mut self.name),
            Question::FirstDay => Some(&mut self.first_day),
            Question::Rituals => None,
        }
    }

    fn is_edited(&self) -> bool {
        !self.name.is_empty()
    }

    fn asks_the_same(&self, other: &dyn Prompt) -> bool {
        other.as_a::<Welcome>().is_some()
    }

    /// The mornings that will be planned. If only the family file was lost, they may have plans already.
    fn dates(&self) -> Option<ChildDates> {
        let child = self.child().filter(|_| self.question == Question::Rituals)?;
        let mornings = first_mornings(&child, self.days.today);
        Some((child.id, mornings))
    }
}
