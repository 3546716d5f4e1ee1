//! The family's children: who is shown and in which order, and the form of one of them.

use super::{Entry, Outcome, Prompt, moved};
use crate::app::field::Field;
use crate::app::keys::Action;
use crate::app::{App, Effect};
use crate::domain::change::Page;
use crate::domain::day::{add_days, parse_typed};
use crate::domain::family::habits::{collects_in_words, read_collects, read_school_days, school_days_in_words};
use crate::domain::family::{
    Child, ChildId, SchoolDays, with_child, with_child_changed, with_child_moved, with_child_put_away,
};
use crate::domain::text::one_line;
use crate::domain::two_homes::TwoHomes;
use jiff::civil::Date;

/// The list of the children, those who are put away last.
#[derive(Clone, Debug, Default)]
pub struct Children {
    pub cursor: usize,
}

impl Children {
    fn child(&self, app: &App) -> Option<(Child, bool)> {
        let shown = app.children().len();
        let all = app.family().children.iter().chain(&app.family().put_away);
        all.clone().nth(self.cursor).map(|child| (child.clone(), self.cursor >= shown))
    }

    pub(super) fn act(&mut self, app: &mut App, action: Action) -> Outcome {
        let count = app.children().len() + app.family().put_away.len();
        if action == Action::NewChild {
            let form = ChildForm::empty(app);
            return Outcome::Close(app.open(Prompt::ChildForm(Box::new(form))));
        }
        let Some((child, is_away)) = self.child(app) else {
            self.cursor = 0;
            return Outcome::Stay;
        };
        match action {
            Action::Take => {
                let form = ChildForm::of(app, &child);
                return Outcome::Close(app.open(Prompt::ChildForm(Box::new(form))));
            }
            Action::PutAway => {
                let what = match is_away {
                    true => format!("{} is back", child.name),
                    false => format!("{} put away, and the mornings stay", child.name),
                };
                return Outcome::Ask(change(app, what, |text| with_child_put_away(text, &child, !is_away)));
            }
            Action::MoveUp | Action::MoveDown if is_away => app.say("x brings a child back; then it can be moved."),
            Action::MoveUp | Action::MoveDown => {
                let is_up = action == Action::MoveUp;
                let last = app.children().len() - 1;
                let next =
                    if is_up { self.cursor.checked_sub(1) } else { Some(self.cursor + 1).filter(|i| *i <= last) };
                let Some(next) = next else { return Outcome::Stay };
                let before = app.unsaved().len();
                let what = format!("{} moved {}", child.name, if is_up { "up" } else { "down" });
                let effects = change(app, what, |text| with_child_moved(text, &child, is_up));
                if app.unsaved().len() > before {
                    self.cursor = next;
                }
                return Outcome::Ask(effects);
            }
            _ => self.cursor = moved(self.cursor, action, count),
        }
        Outcome::Stay
    }
}

/// Changes the family's text, as one change.
fn change(app: &mut App, what: String, edit: impl FnOnce(&str) -> Result<String, String>) -> Vec<Effect> {
    app.change_family_text(|text| Some((what, edit(text))))
}

/// The lines of the form, in their order.
pub const LINES: [(ChildLine, &str, &str); 7] = [
    (ChildLine::Name, "Name", ""),
    (ChildLine::FirstDay, "First day", ""),
    (ChildLine::SchoolDays, "School days", "mon-fri"),
    (ChildLine::Collects, "Who collects", "such as mon Gran, after story time; tue-fri Papa"),
    (ChildLine::Pattern, "Two homes", "empty, or 7-7, 2-2-3, 2-2-5-5, 3-4-4-3"),
    (ChildLine::Mine, "Ours is", "the letter of our days: A"),
    (ChildLine::Since, "Counted from", "the day of the first letter"),
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

#[derive(Clone, Debug)]
pub struct ChildForm {
    pub fields: [Field; LINES.len()],
    pub cursor: usize,
    /// The child that is changed; None for a new one.
    pub before: Option<Child>,
    opened: [String; LINES.len()],
    today: Date,
}

impl ChildForm {
    /// A form for one more child: first day like the youngest's when that is to come, or the next school day.
    fn empty(app: &App) -> ChildForm {
        let sibling = app.children().last().map(|child| child.first_day).filter(|day| *day >= app.today);
        let is_weekday = |date: &Date| SchoolDays::MONDAY_TO_FRIDAY.contains(date.weekday());
        let next = (1..=3).map(|i| add_days(app.today, i)).find(is_weekday).unwrap_or(app.today);
        let first_day = sibling.unwrap_or(next).to_string();
        ChildForm::with(
            app,
            None,
            [String::new(), first_day, "mon-fri".into(), "".into(), "".into(), "".into(), "".into()],
        )
    }

    fn of(app: &App, child: &Child) -> ChildForm {
        let home = child.home.as_ref();
        let texts = [
            child.name.clone(),
            child.first_day.to_string(),
            school_days_in_words(child.school_days),
            collects_in_words(&child.collects),
            home.map_or_else(String::new, |home| home.pattern().to_owned()),
            home.map_or_else(String::new, |home| home.mine().to_string()),
            home.map_or_else(String::new, |home| home.anchor().to_string()),
        ];
        ChildForm::with(app, Some(child.clone()), texts)
    }

    fn with(app: &App, before: Option<Child>, opened: [String; LINES.len()]) -> ChildForm {
        let fields = opened.clone().map(|text| Field::new(&text));
        ChildForm { fields, cursor: 0, before, opened, today: app.today }
    }

    pub(super) fn is_changed(&self) -> bool {
        self.fields.iter().zip(&self.opened).any(|(field, opened)| field.text() != opened)
    }

    pub(super) fn asks_like(&self, other: &ChildForm) -> bool {
        (&self.before, &self.opened) == (&other.before, &other.opened)
    }

    pub(super) fn text(&mut self, input: &Entry) {
        input.put_into(&mut self.fields[self.cursor]);
    }

    /// What a line of dates is understood as.
    pub fn understood(&self) -> Option<Result<Date, String>> {
        match LINES[self.cursor].0 {
            ChildLine::FirstDay => Some(parse_typed(self.fields[self.cursor].text(), self.today)),
            ChildLine::Since if !self.fields[self.cursor].is_empty() => {
                Some(parse_typed(self.fields[self.cursor].text(), self.today))
            }
            _ => None,
        }
    }

    pub(super) fn act(&mut self, app: &mut App, action: Action) -> Outcome {
        self.cursor = moved(self.cursor, action, LINES.len());
        if action != Action::Take {
            return Outcome::Stay;
        }
        match self.child(app) {
            Err((line, why)) => {
                self.cursor = LINES.iter().position(|(own, ..)| *own == line).unwrap_or(0);
                app.warn(why);
                Outcome::Stay
            }
            Ok(child) => self.save(app, &child),
        }
    }

    fn typed(&self, line: ChildLine) -> String {
        let place = LINES.iter().position(|(own, ..)| *own == line).unwrap_or(0);
        one_line(self.fields[place].text()).trim().to_owned()
    }

    /// The child as the form tells it, or what is not right yet.
    fn child(&self, app: &App) -> Result<Child, (ChildLine, String)> {
        let at = |line| move |why: String| (line, why);
        let name = self.typed(ChildLine::Name);
        if name.is_empty() {
            return Err((ChildLine::Name, "A child needs a name.".to_owned()));
        }
        let first_day = parse_typed(&self.typed(ChildLine::FirstDay), self.today).map_err(at(ChildLine::FirstDay))?;
        let school_days = match self.typed(ChildLine::SchoolDays).as_str() {
            "" => SchoolDays::MONDAY_TO_FRIDAY,
            typed => read_school_days(typed).map_err(at(ChildLine::SchoolDays))?,
        };
        let collects = read_collects(&self.typed(ChildLine::Collects)).map_err(at(ChildLine::Collects))?;
        let home = self.home(first_day)?;
        let before = self.before.clone().unwrap_or_else(|| {
            let all = app.family().children.iter().chain(&app.family().put_away);
            let taken: Vec<ChildId> = all.map(|child| child.id.clone()).collect();
            Child::new(ChildId::from_name(&name, &taken), name.clone(), first_day)
        });
        Ok(Child { name, first_day, school_days, collects, home, ..before })
    }

    fn home(&self, first_day: Date) -> Result<Option<TwoHomes>, (ChildLine, String)> {
        let pattern = self.typed(ChildLine::Pattern);
        if pattern.is_empty() {
            return Ok(None);
        }
        let (mine, since) = (self.typed(ChildLine::Mine), self.typed(ChildLine::Since));
        let mine = if mine.is_empty() { "A".to_owned() } else { mine };
        let since = match since.as_str() {
            "" => first_day,
            since => parse_typed(since, self.today).map_err(|why| (ChildLine::Since, why))?,
        };
        // Which of the two is wrong shows when the letter is surely right.
        let is_pattern =
            TwoHomes::new(&pattern, "A", since).is_ok() || TwoHomes::new(&pattern, &pattern[..1], since).is_ok();
        let line = if is_pattern { ChildLine::Mine } else { ChildLine::Pattern };
        TwoHomes::new(&pattern, &mine, since).map(Some).map_err(|why| (line, format!("Two homes: {why}.")))
    }

    fn save(&self, app: &mut App, child: &Child) -> Outcome {
        let before = app.unsaved().len();
        let namesake = app.children().iter().any(|other| other.name == child.name && other.id != child.id);
        let effects = match &self.before {
            Some(old) => change(app, format!("{} changed", child.name), |text| with_child_changed(text, old, child)),
            None => change(app, format!("{} is in the family now", child.name), |text| {
                let plain = Child::new(child.id.clone(), child.name.clone(), child.first_day);
                with_child_changed(&with_child(text, &plain)?, &plain, child)
            }),
        };
        if app.unsaved().len() == before && app.page_text(Page::Family).is_some() && self.is_changed() {
            return Outcome::Stay;
        }
        if self.before.is_none() {
            app.show_child(&child.id);
        }
        if namesake {
            app.say(format!("Saved. Two children are called {} now; c tells them apart by their order.", child.name));
        }
        Outcome::Close(effects)
    }
}
