//! What the keys of the Calendar screen do: to the day in focus or those selected, for all children at once.

use crate::app::changes::left_as_it_is;
use crate::app::keys::Action;
use crate::app::prompt::Prompt;
use crate::app::prompt::children::Children;
use crate::app::prompt::path::Path;
use crate::app::prompt::{kinds::Kinds, rules::Rules};
use crate::app::{App, Effect, Screen};
use crate::domain::calendar::Day;
use crate::domain::dates::DateRange;
use crate::domain::day::add_days;
use crate::domain::family;
use crate::domain::free_days;
use jiff::{Span, civil::Date};

/// The longest selection that keys act on: the summer holidays of most schools.
pub(in crate::app) const MOST_SELECTED: usize = 100;

const MONTHS_AFTER: i64 = 2;

impl App {
    pub(in crate::app) fn act_on_calendar(&mut self, action: Action) -> Vec<Effect> {
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
        if let Some(problem) = self.family_state.family_problem() {
            return self.refuse(left_as_it_is(problem));
        }
        let path = Path::default();
        let look = path.look();
        self.prompt = Some(Prompt::Path(path));
        look
    }

    /// Whether no child who is shown goes to school on the selected dates because of a day off.
    pub fn is_day_off(&self) -> bool {
        let days = || self.selected().days().take(MOST_SELECTED);
        let is_off =
            |date| self.children_with_calendars().any(|(_, calendar)| matches!(calendar.day(date), Day::Off { .. }));
        !days().any(|date| self.is_gone_to(date)) && days().any(is_off)
    }

    fn is_gone_to(&self, date: Date) -> bool {
        self.children_with_calendars().any(|(_, calendar)| calendar.goes(date))
    }

    /// Whether anything is said about the selected dates, or about what is not over today.
    pub fn is_anything_said(&self) -> bool {
        let selected = self.selected();
        self.family().dates_of_rules().any(|dates| dates.overlaps(selected) || dates.to() >= self.today)
    }

    /// The dates that keys act on: those selected, or the day in focus.
    pub fn selected(&self) -> DateRange {
        let start = self.selecting.unwrap_or(self.date);
        DateRange::between(start, self.date)
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
        let is_off = self.is_day_off();
        let edits = if is_off {
            free_days::make_school(self.family(), dates)
        } else if dates.days().any(|date| self.is_gone_to(date)) {
            free_days::make_free(self.family(), dates)
        } else {
            Vec::new()
        };
        if edits.is_empty() {
            let these = if dates.days().count() == 1 { "this day" } else { "these days" };
            return self.reply(&format!("There is no school on {these} anyway."));
        }
        let what = if is_off { self.school_again_in_words(&edits, dates) } else { self.off_in_words(&edits, dates) };
        let effects = self.change_family(what, |text| family::with_rule_edits(text, &edits)).unwrap_or_default();
        // What is planned on them waits to be moved.
        if !effects.is_empty() && !self.has_plans_to_move() {
            self.selecting = None;
        }
        effects
    }
}
