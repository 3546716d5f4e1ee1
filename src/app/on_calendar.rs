//! What the keys of the Calendar screen do: to the day in focus, for all children at once.

use super::changes::left_as_it_is;
use super::keys::Action;
use super::prompt::{Prompt, path::Path};
use super::{App, Effect, Screen};
use crate::domain::change::Change;
use crate::domain::day::{add_days, in_short};
use crate::domain::family::{self, Child, ChildId};
use crate::domain::journal::{Edit, Morning, Standing};
use crate::domain::plan;
use crate::domain::ritual::plural;
use crate::domain::school_year::{Dates, Whom};
use jiff::{Span, civil::Date};

/// What a day off is called until the family file says it better.
const DAY_OFF: &str = "Day off";

/// How many school mornings are looked through for a free one: four ordinary weeks.
const LONGEST_SEARCH: usize = 20;

impl App {
    pub(super) fn act_on_calendar(&mut self, action: Action) -> Vec<Effect> {
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
            Action::DayOff => return self.toggle_day_off(),
            Action::MovePlans => return self.move_plans(),
            Action::Import => return self.ask_for_calendar(),
            _ => return Vec::new(),
        };
        (self.date, self.row) = (date, None);
        Vec::new()
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

    fn toggle_day_off(&mut self) -> Vec<Effect> {
        let date = self.date;
        let is_off = self.is_day_off(date);
        let somebody_goes = self.children_with_calendars().any(|(_, calendar)| calendar.number(date).is_some());
        if !is_off && !somebody_goes {
            return self.reply("There is no school on this day anyway.");
        }
        let day = in_short(date, self.today);
        let effects = self.change_family(|_, text, _| {
            Some(if is_off {
                (format!("School again on {day}"), family::without_day_off(text, date, None))
            } else {
                let text = family::with_day_off(text, &[Dates::one(date)], DAY_OFF, &Whom::AllChildren);
                (format!("{day} is a day off for everybody"), text)
            })
        });
        if !effects.is_empty() && !is_off && !self.plans_to_move().is_empty() {
            self.say(format!("{day} is a day off for everybody. Its plan stays; m moves it to the next free morning."));
        }
        effects
    }

    /// The children with a plan on the day in focus and no school then, and the mornings it could move to.
    fn plans_in_the_way(&self) -> impl Iterator<Item = (&Child, &Morning, Vec<Date>)> {
        self.children_with_calendars().filter_map(|(child, calendar)| {
            let here = self.morning_of(&child.id, self.date);
            let in_the_way = here.standing() == Standing::Planned && !calendar.is_school_morning(self.date);
            in_the_way.then(|| (child, here, calendar.mornings_from(add_days(self.date, 1), LONGEST_SEARCH)))
        })
    }

    /// The dates that moving the plans of the day in focus looks at, for every child.
    pub(super) fn dates_plans_move_to(&self) -> impl Iterator<Item = (ChildId, Vec<Date>)> {
        let here = self.children().iter().map(|child| (child.id.clone(), vec![self.date]));
        here.chain(self.plans_in_the_way().map(|(child, _, later)| (child.id.clone(), later)))
    }

    /// The edits that move what is planned and not done on a day without school.
    fn plans_to_move(&self) -> Vec<Edit> {
        let mut edits = Vec::new();
        for (child, here, later) in self.plans_in_the_way() {
            let is_free = |date: &Date| {
                let there = self.morning_of(&child.id, *date);
                there.standing() == Standing::Empty && self.read_only_of(Some(&child.id), *date).is_none()
            };
            if let Some(free) = later.into_iter().find(is_free) {
                edits.push(plan::plan_edit(child, self.date, here, Vec::new()));
                edits.push(plan::plan_edit(child, free, self.morning_of(&child.id, free), here.plan.clone()));
            }
        }
        edits
    }

    fn move_plans(&mut self) -> Vec<Effect> {
        if let Some(why) = self.read_only(self.date) {
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
        let what = format!("{plans} moved from {} to {}", in_short(self.date, self.today), in_short(to, self.today));
        self.say(format!("{what}. u takes it back."));
        self.push(Change::of_mornings(what, edits))
    }
}
