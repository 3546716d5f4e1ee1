//! The form for one child.

use super::day_choice::DayQuestion;
use super::{Outcome, Prompt, act, back, down, start_over, up};
use crate::app::App;
use crate::app::changes::NOTHING_CHANGED;
use crate::app::field::Field;
use crate::app::keys::{Place, Scope, row};
use crate::domain::child_id::ChildId;
use crate::domain::day::{self, add_days, days_between, month_and_day};
use crate::domain::family::habits::{HabitError, collects_label, collects_sentence, read_collects};
use crate::domain::family::habits::{read_school_days, school_days_label};
use crate::domain::family::{Child, SchoolDays, with_child, with_child_changed};
use crate::domain::names::check_free;
use crate::domain::text::one_line;
use crate::domain::two_homes::{PatternError, TwoHomes};
use crate::domain::typed_day::{DayError, DayReader, Meant};
use jiff::civil::Date;

#[rustfmt::skip] // Short actions stay on one line.
pub static SCOPE: Scope = Scope::of_prompt("child", "Writing about a child", &[
    row("child.save", "Enter", "save", "Save the child; {screens.undo} takes it back.")
        .at(Place::First).run(|app| act(app, ChildForm::save)),
    up("child.up", "Up Shift-Tab").help("Go to the line above."),
    down("child.down", "Down Tab").word("next line").help("Go to the line below."),
    start_over("child.start-over"),
    back("child.back", "Esc", "Leave without saving; what was typed is kept for the next time."),
]).typing();

/// The lines of the form, in their order.
pub const LINES: [(ChildLine, &str, &str); 7] = [
    (ChildLine::Name, "Name", ""),
    (ChildLine::FirstDay, "First day", ""),
    (ChildLine::SchoolDays, "School days", "mon-fri"),
    (ChildLine::Collects, "Who picks up", "such as mon Grandma, after story time; tue-fri Papa"),
    (ChildLine::Pattern, "Two homes", "7-7 (every other week), 2-2-3, 2-2-5-5 or 3-4-4-3"),
    (ChildLine::Mine, "Our days", "A: the first days are ours; B: the other home's"),
    (ChildLine::Since, "Starts on", "when the pattern starts; empty: the first school day"),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChildLine {
    Name,
    FirstDay,
    SchoolDays,
    Collects,
    Pattern,
    Mine,
    Since,
}

fn place(line: ChildLine) -> usize {
    LINES.iter().position(|(own, ..)| *own == line).unwrap_or(0)
}

const NO_PATTERN: &str = "Write 7-7 (every other week), 2-2-3, 2-2-5-5 or 3-4-4-3; or a letter for each \
                          day, such as AABBAAAAABBBBB.";

/// The days of a first school year: ten months.
const SCHOOL_YEAR: i64 = 300;

/// The form for a new child, or for one of the family.
#[derive(Debug)]
pub struct ChildForm {
    pub fields: [Field; LINES.len()],
    pub cursor: usize,
    /// The child that is changed; None for a new one.
    pub old: Option<Child>,
    opened: [String; LINES.len()],
    days: DayReader,
}

impl ChildForm {
    /// The form for a new child. It offers the first day of a sibling in the same school year, or the next weekday.
    pub(super) fn empty(app: &App) -> ChildForm {
        let is_of_this_year = |first: &Date| days_between(*first, app.today) < SCHOOL_YEAR;
        let sibling = app.children().iter().map(|child| child.first_day).filter(is_of_this_year).max();
        let first_day = sibling.unwrap_or(SchoolDays::MONDAY_TO_FRIDAY.next_after(app.today)).to_string();
        let texts = ["".into(), first_day, "mon-fri".into(), "".into(), "".into(), "".into(), "".into()];
        ChildForm::with(app, None, texts)
    }

    pub(super) fn of(app: &App, child: &Child) -> ChildForm {
        let home = child.home.as_ref();
        let texts = [
            child.name.clone(),
            child.first_day.to_string(),
            school_days_label(child.school_days),
            collects_label(&child.collects),
            home.map_or_else(String::new, |home| home.pattern().to_owned()),
            home.map_or_else(String::new, |home| home.mine().to_string()),
            home.map_or_else(String::new, |home| home.anchor().to_string()),
        ];
        ChildForm::with(app, Some(child.clone()), texts)
    }

    fn with(app: &App, old: Option<Child>, opened: [String; LINES.len()]) -> ChildForm {
        let mut fields = opened.clone().map(|text| Field::new(&text));
        for line in [ChildLine::FirstDay, ChildLine::Since] {
            fields[place(line)] = Field::offered(&opened[place(line)]);
        }
        ChildForm { fields, cursor: 0, old, opened, days: app.days() }
    }

    pub fn line(&self) -> ChildLine {
        LINES[self.cursor].0
    }

    /// The date on the line of the cursor; None if the line has no date.
    pub fn understood(&self) -> Option<Result<Date, DayError>> {
        let is_date = match self.line() {
            ChildLine::FirstDay => true,
            ChildLine::Since => !self.fields[self.cursor].is_empty(),
            _ => false,
        };
        is_date.then(|| self.days.day(self.fields[self.cursor].text(), Meant::Either))
    }

    /// Says on which school days of two weeks the child is with us, from this week or from the first week of school.
    /// Returns None without two homes, or while a line is wrong.
    pub fn homes_sentence(&self, app: &App) -> Option<String> {
        let first_day = self.first_day().ok()?;
        let (home, school_days) = (self.home(first_day).ok()??, self.school_days().ok()?);
        let week = app.week_of(first_day.max(app.today));
        let days = |from| {
            let here = home.days_here(from).filter(|day| school_days.contains(*day));
            SchoolDays::of(here).map_or_else(|| "no school day".to_owned(), school_days_label)
        };
        let (this, next) = match week == app.week_of(app.today) {
            true => ("this week".to_owned(), "next week"),
            false => (format!("in the week of {}", month_and_day(week)), "in the next"),
        };
        let name = Some(self.typed(ChildLine::Name)).filter(|name| !name.is_empty());
        let name = name.as_deref().unwrap_or("The child");
        Some(format!("{name} is with us {this}: {}; {next}: {}.", days(week), days(add_days(week, 7))))
    }

    /// Says who picks up on which days, or what is wrong with the line. None while the line is empty.
    pub fn pickup_sentence(&self) -> Option<Result<String, HabitError>> {
        let collects = match self.untouched(&[ChildLine::Collects]) {
            Some(child) => Ok(child.collects.clone()),
            None => read_collects(self.fields[place(ChildLine::Collects)].text()),
        };
        let school_days = self.school_days().unwrap_or(SchoolDays::MONDAY_TO_FRIDAY);
        collects.map(|collects| collects_sentence(&collects, school_days)).transpose()
    }

    fn save(&mut self, app: &mut App) -> Outcome {
        match self.child(app) {
            Err((line, why)) => {
                self.cursor = place(line);
                if let Some(Err(error)) = self.understood() {
                    return DayQuestion::outcome(error, app, |app| act(app, ChildForm::save));
                }
                app.warn(why);
                Outcome::Stay
            }
            Ok(child) => self.save_child(app, &child),
        }
    }

    fn typed(&self, line: ChildLine) -> String {
        one_line(self.fields[place(line)].text()).trim().to_owned()
    }

    /// The child before the change, if none of `lines` was edited. It has details that one line of text cannot show.
    fn untouched(&self, lines: &[ChildLine]) -> Option<&Child> {
        let is_as_opened = |line: &ChildLine| self.fields[place(*line)].text() == self.opened[place(*line)];
        self.old.as_ref().filter(|_| lines.iter().all(is_as_opened))
    }

    fn first_day(&self) -> Result<Date, (ChildLine, String)> {
        let typed = || self.days.day(&self.typed(ChildLine::FirstDay), Meant::Either);
        let before = self.untouched(&[ChildLine::FirstDay]).map(|child| Ok(child.first_day));
        before.unwrap_or_else(typed).map_err(|why| (ChildLine::FirstDay, why.to_string()))
    }

    fn school_days(&self) -> Result<SchoolDays, (ChildLine, String)> {
        match self.typed(ChildLine::SchoolDays).as_str() {
            "" => Ok(SchoolDays::MONDAY_TO_FRIDAY),
            typed => read_school_days(typed).map_err(|why| (ChildLine::SchoolDays, why.to_string())),
        }
    }

    fn collects(&self) -> Result<[Option<String>; 7], (ChildLine, String)> {
        let typed = || read_collects(self.fields[place(ChildLine::Collects)].text());
        let before = self.untouched(&[ChildLine::Collects]).map(|child| Ok(child.collects.clone()));
        before.unwrap_or_else(typed).map_err(|why| (ChildLine::Collects, why.to_string()))
    }

    /// The child of the form, or the first wrong line and why it is wrong.
    fn child(&self, app: &App) -> Result<Child, (ChildLine, String)> {
        let name = self.typed(ChildLine::Name);
        if name.is_empty() {
            return Err((ChildLine::Name, "A child needs a name.".to_owned()));
        }
        if self.untouched(&[ChildLine::Name]).is_none() {
            let own = self.old.as_ref().map(|child| child.id.as_str());
            let is_free = check_free(app.family().all_children(), &name, own);
            is_free.map_err(|why| (ChildLine::Name, why.to_string()))?;
        }
        let (first_day, school_days, collects) = (self.first_day()?, self.school_days()?, self.collects()?);
        let home = self.home(first_day)?;
        let before = self.old.clone().unwrap_or_else(|| {
            let all = app.family().all_children();
            let taken: Vec<ChildId> = all.map(|child| child.id.clone()).collect();
            Child::new(ChildId::from_name(&name, &taken), name.clone(), first_day)
        });
        Ok(Child { name, first_day, school_days, collects, home, ..before })
    }

    fn home(&self, first_day: Date) -> Result<Option<TwoHomes>, (ChildLine, String)> {
        if let Some(before) = self.untouched(&[ChildLine::Pattern, ChildLine::Mine, ChildLine::Since]) {
            return Ok(before.home.clone());
        }
        let pattern = self.typed(ChildLine::Pattern);
        if pattern.is_empty() {
            return Ok(None);
        }
        let (mine, since) = (self.typed(ChildLine::Mine), self.typed(ChildLine::Since));
        let mine = if mine.is_empty() { "A".to_owned() } else { mine };
        let since = match since.as_str() {
            "" => first_day,
            since => self.days.day(since, Meant::Either).map_err(|why| (ChildLine::Since, why.to_string()))?,
        };
        TwoHomes::new(&pattern, &mine, since).map(Some).map_err(|unclear| match unclear {
            PatternError::Pattern => (ChildLine::Pattern, NO_PATTERN.to_owned()),
            PatternError::Mine(pattern) => {
                (ChildLine::Mine, format!("Our days: write the letter of {pattern} that stands for the days with us."))
            }
        })
    }

    fn save_child(&self, app: &mut App, child: &Child) -> Outcome {
        if self.old.as_ref() == Some(child) {
            return Outcome::Close(app.reply(NOTHING_CHANGED));
        }
        let name = &child.name;
        let effects = match &self.old {
            Some(old) => {
                let is_renamed = old.name != *name;
                let what =
                    if is_renamed { format!("{} renamed to {name}", old.name) } else { format!("{name} changed") };
                app.change_family(what, |text| with_child_changed(text, old, child))
            }
            None => app.change_family(format!("{name} added"), |text| {
                let plain = Child::new(child.id.clone(), name.clone(), child.first_day);
                with_child_changed(&with_child(text, &plain)?, &plain, child)
            }),
        };
        // When the change is refused, the form stays open with all that was typed.
        let Some(effects) = effects else { return Outcome::Stay };
        if self.old.is_none() {
            app.show_child(&child.id);
            app.say(format!(
                "{name} is in the family. On Rituals, {{rituals.usual}} sets the usual ritual; then {{week.fill}} on \
                 Week fills the first weeks."
            ));
        }
        let is_new_day = self.old.as_ref().is_none_or(|old| old.first_day != child.first_day);
        if is_new_day && (child.first_day < app.today || child.first_day.year() != app.today.year()) {
            app.say_also(&format!("First day: {}.", day::reply_label(child.first_day, app.today)));
        }
        Outcome::Close(effects)
    }
}

impl Prompt for ChildForm {
    fn scope(&self) -> &'static Scope {
        &SCOPE
    }

    fn cursor(&mut self, _app: &App) -> Option<(&mut usize, usize)> {
        Some((&mut self.cursor, LINES.len()))
    }

    fn field(&mut self) -> Option<&mut Field> {
        self.fields.get_mut(self.cursor)
    }

    fn is_edited(&self) -> bool {
        self.fields.iter().zip(&self.opened).any(|(field, opened)| field.text() != opened)
    }

    fn asks_the_same(&self, other: &dyn Prompt) -> bool {
        let is_same = |other: &ChildForm| (&self.old, &self.opened) == (&other.old, &other.opened);
        other.as_a().is_some_and(is_same)
    }
}
