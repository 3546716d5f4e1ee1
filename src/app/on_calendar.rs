//! What the keys of the Calendar screen do: to the day in focus, for all children at once.

use super::changes::left_as_it_is;
use super::keys::Action;
use super::prompt::Prompt;
use super::prompt::children::Children;
use super::prompt::path::Path;
use super::prompt::rules::{Kinds, Rules};
use super::{App, Effect, Screen};
use crate::domain::change::Change;
use crate::domain::day::{add_days, in_short};
use crate::domain::family::{self, Child, ChildId};
use crate::domain::journal::{Edit, Morning, Standing};
use crate::domain::plan;
use crate::domain::ritual::plural;
use crate::domain::school_year::{Dates, Whom, days_in_words};
use jiff::{Span, civil::Date};

/// What a day off is called until the family file says it better.
const DAY_OFF: &str = "Day off";

/// The longest selection that keys act on: the summer holidays of most schools.
const MOST_SELECTED: usize = 100;

const MONTHS_AFTER: i64 = 2;

/// How many school mornings are looked through for a free one: four ordinary weeks.
const LONGEST_SEARCH: usize = 20;

impl App {
    pub(super) fn act_on_calendar(&mut self, action: Action) -> Vec<Effect> {
        if action == Action::Children && !self.has_no_family() {
            return self.open(Prompt::Children(Children::default()));
        }
        if self.child().is_none() {
            return self.without_family(action);
        }
        let date = match action {
            Action::Earlier => add_days(self.date, -1),
            Action::Later => add_days(self.date, 1),
            Action::Up => add_days(self.date, -7),
            Action::Down => add_days(self.date, 7),
            Action::WeekBack => self.date.saturating_sub(Span::new().months(1)),
            Action::WeekOn => self.date.saturating_add(Span::new().months(1)),
            Action::BackToToday => self.today,
            Action::Pick => return self.go(Screen::Today),
            Action::Select => return self.select(),
            Action::Leave => {
                self.selecting = None;
                return Vec::new();
            }
            Action::AddRule => {
                let kinds = Kinds::new(self, self.selected());
                return self.open(Prompt::Kinds(kinds));
            }
            Action::EditRules => {
                return match Rules::about(self, self.selected()) {
                    Some(rules) => self.open(Prompt::Rules(rules)),
                    None => self.reply("Nothing is said about this day or a later one; + adds something."),
                };
            }
            Action::DayOff => return self.toggle_day_off(),
            Action::MovePlans => return self.move_plans(),
            Action::Import => return self.ask_for_calendar(),
            _ => return Vec::new(),
        };
        (self.date, self.row) = (date, None);
        Vec::new()
    }

    /// The first days of the months after the one in focus, as many as a tall screen has room for.
    pub fn months_after(&self) -> impl Iterator<Item = Date> {
        let first = self.date.first_of_month();
        (1..=MONTHS_AFTER).map(move |months| first.saturating_add(Span::new().months(months)))
    }

    /// Asks for the school's calendar file.
    fn ask_for_calendar(&mut self) -> Vec<Effect> {
        if let Some(problem) = self.family_problem() {
            return self.refuse(left_as_it_is(problem));
        }
        let path = Path::default();
        let look = path.look();
        self.prompt = Some(Prompt::Path(path));
        look
    }

    /// Whether the family file names this date a day off for anybody.
    pub fn is_day_off(&self, date: Date) -> bool {
        self.family().days_off.iter().any(|day_off| day_off.dates.contains(date))
    }

    /// The dates that keys act on: those selected, or the day in focus.
    pub fn selected(&self) -> Dates {
        let start = self.selecting.unwrap_or(self.date);
        Dates::new(start, self.date).or(Dates::new(self.date, start)).unwrap_or(Dates::one(self.date))
    }

    pub fn is_selecting(&self) -> bool {
        self.selecting.is_some()
    }

    fn select(&mut self) -> Vec<Effect> {
        self.selecting = if self.selecting.is_some() { None } else { Some(self.date) };
        match self.selecting {
            Some(_) => self.reply("The arrows select more days; o and + act on all of them, Esc forgets them."),
            None => Vec::new(),
        }
    }

    fn toggle_day_off(&mut self) -> Vec<Effect> {
        let dates = self.selected();
        if dates.days().count() > MOST_SELECTED {
            return self.refuse(format!("More than {MOST_SELECTED} days off at once are a term's end: + adds a term."));
        }
        let all_off = dates.days().all(|date| self.is_day_off(date));
        let is_gone_to = |date| self.children_with_calendars().any(|(_, calendar)| calendar.goes(date));
        if !all_off && !dates.days().any(is_gone_to) {
            let these = if dates.days().count() == 1 { "this day" } else { "these days" };
            return self.reply(&format!("There is no school on {these} anyway."));
        }
        let days = days_in_words(dates, self.today);
        let effects = if all_off {
            let without = |text: String, date| family::without_day_off(&text, date, None);
            self.change_family(format!("School again: {days}"), |text| dates.days().try_fold(text.to_owned(), without))
        } else {
            self.change_family(format!("Off for everybody: {days}"), |text| {
                family::with_day_off(text, &[dates], DAY_OFF, &Whom::AllChildren)
            })
        };
        let effects = effects.unwrap_or_default();
        if effects.is_empty() {
            return effects;
        }
        if !all_off && !self.plans_to_move().is_empty() {
            self.say(format!(
                "Off for everybody: {days}. What is planned stays; m moves it to the next free mornings."
            ));
        } else {
            self.selecting = None;
        }
        effects
    }

    /// The mornings with a plan and no school, of every child, on the selected dates, and where they could move to.
    fn plans_in_the_way(&self) -> impl Iterator<Item = (&Child, Vec<(Date, &Morning)>, Vec<Date>)> {
        let dates = self.selected();
        self.children_with_calendars().filter_map(move |(child, calendar)| {
            let in_the_way: Vec<(Date, &Morning)> = dates
                .days()
                .take(MOST_SELECTED)
                .map(|date| (date, self.morning_of(&child.id, date)))
                .filter(|(date, here)| here.standing() == Standing::Planned && !calendar.is_school_morning(*date))
                .collect();
            let later = calendar.mornings_from(add_days(dates.to(), 1), LONGEST_SEARCH);
            (!in_the_way.is_empty()).then_some((child, in_the_way, later))
        })
    }

    /// The dates that the keys of the Calendar look at, for every child.
    pub(super) fn dates_plans_move_to(&self) -> impl Iterator<Item = (ChildId, Vec<Date>)> {
        let selected: Vec<Date> = self.selected().days().take(MOST_SELECTED).collect();
        let here = self.children().iter().map(move |child| (child.id.clone(), selected.clone()));
        here.chain(self.plans_in_the_way().map(|(child, _, later)| (child.id.clone(), later)))
    }

    /// The edits that move what is planned and not done on a day without school.
    fn plans_to_move(&self) -> Vec<Edit> {
        let mut edits = Vec::new();
        for (child, in_the_way, later) in self.plans_in_the_way() {
            let is_free = |date: &Date| {
                let there = self.morning_of(&child.id, *date);
                there.standing() == Standing::Empty && self.read_only_of(Some(&child.id), *date).is_none()
            };
            for ((date, here), free) in in_the_way.into_iter().zip(later.into_iter().filter(is_free)) {
                edits.push(plan::plan_edit(child, date, here, Vec::new()));
                edits.push(plan::plan_edit(child, free, self.morning_of(&child.id, free), here.plan.clone()));
            }
        }
        edits
    }

    fn move_plans(&mut self) -> Vec<Effect> {
        if let Some(why) = self.selected().days().take(MOST_SELECTED).find_map(|date| self.read_only(date)) {
            return self.refuse(why);
        }
        let edits = self.plans_to_move();
        let Some(to) = edits.last().map(|edit| edit.date) else {
            return self.reply(if self.plans_in_the_way().next().is_some() {
                "The next four weeks have no free morning for this plan."
            } else {
                "Only a plan on a day without school is moved, and there is none here."
            });
        };
        let plans = plural(edits.len() / 2, "plan");
        let what = format!(
            "{plans} moved from {} to {}",
            days_in_words(self.selected(), self.today),
            in_short(to, self.today)
        );
        self.selecting = None;
        self.say(format!("{what}. u takes it back."));
        self.push(Change::of_mornings(what, edits))
    }
}
