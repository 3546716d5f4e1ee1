//! What the keys of Today and Week do: to the morning in focus, and to which morning that is.

use crate::app::keys::Action;
use crate::app::prompt::fill::Fill;
use crate::app::prompt::welcome::Welcome;
use crate::app::prompt::{Prompt, moved};
use crate::app::prompt::{mood::MoodChoice, note::Note, picker::Picker, skip::Skip};
use crate::app::{App, Effect, Screen};
use crate::domain::day::add_days;
use crate::domain::morning::{Morning, MorningState};
use jiff::civil::Date;

/// How many days without school are looked through for a morning with something on it: a long summer.
const LONGEST_LOOK: i64 = 100;

impl App {
    pub(in crate::app) fn act_on_morning(&mut self, action: Action) -> Vec<Effect> {
        let Some(child) = self.child() else { return self.without_family(action) };
        let why_free = self.calendar().and_then(|calendar| calendar.day(self.date).why_none_is_due(&child.name));
        let free = why_free.is_some();
        let rows = self.morning().map_or(0, |morning| morning.rituals().len());
        match action {
            Action::Earlier => self.look_at(add_days(self.date, -1), -1),
            Action::Later => self.look_at(add_days(self.date, 1), 1),
            Action::WeekBack => self.look_at_week(-7),
            Action::WeekOn => self.look_at_week(7),
            Action::BackToToday => self.look_at(self.today, 0),
            Action::Up | Action::Down => {
                self.row = match self.today_row() {
                    Some(row) => Some(moved(row, action, rows)),
                    None if action == Action::Up => rows.checked_sub(1),
                    None => (rows > 0).then_some(0),
                };
                Vec::new()
            }
            Action::Mark => self.mark(),
            Action::Copy => {
                self.copied = self.morning().map(|m| m.plan.clone()).filter(|plan| !plan.is_empty());
                match &self.copied {
                    Some(_) => self.reply("Copied. p pastes it on another morning."),
                    None => self.reply("There is no plan to copy on this morning."),
                }
            }
            Action::Clear => {
                if self.morning().is_some_and(Morning::is_blank) {
                    return self.reply("This morning is empty already.");
                }
                let with_note = self.morning().is_some_and(|m| m.note.is_some() || m.mood.is_some());
                let effects = self.change_morning(self.date, "cleared", Morning::cleared);
                if !effects.is_empty() {
                    let what = if with_note { "Cleared, with how it went and the note." } else { "Cleared." };
                    self.say(format!("{what} u takes it back."));
                }
                effects
            }
            Action::Pick if free && self.screen == Screen::Today => match self.next_school_morning() {
                Some(next) => self.look_at(next, 0),
                None => Vec::new(),
            },
            Action::Pick | Action::Paste if free => self.reply_free(why_free, "there is nothing to plan"),
            Action::Paste => match self.copied.clone() {
                Some(plan) => self.change_morning(self.date, "plan pasted", |m| m.planned(plan)),
                None => self.reply("Nothing is copied yet: y copies the plan of a morning."),
            },
            Action::Fill => match self.read_only(self.date) {
                Some(why) => self.refuse(why),
                None => {
                    let (fill, effects) = Fill::open(self);
                    self.prompt = Some(Prompt::Fill(fill));
                    effects
                }
            },
            Action::Pick => self.ask(|app| Picker::new(app).map(Prompt::Picker)),
            Action::Skip if free && self.morning().is_some_and(Morning::is_blank) => {
                self.reply_free(why_free, "there is nothing to skip")
            }
            Action::Skip => self.ask(|app| Skip::new(app).map(Prompt::Skip)),
            Action::Note => self.ask(|app| Note::new(app).map(Prompt::Note)),
            Action::Mood => self.ask(|app| MoodChoice::new(app).map(Prompt::Mood)),
            _ => Vec::new(),
        }
    }

    /// `No school for Leo: Half term. So there is nothing to plan.`
    fn reply_free(&mut self, why: Option<String>, so: &str) -> Vec<Effect> {
        let why = why.unwrap_or_default();
        let first = why.chars().next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        let rest: String = why.chars().skip(1).collect();
        self.reply(&format!("{first}{rest}. So {so}."))
    }

    fn mark(&mut self) -> Vec<Effect> {
        let Some(morning) = self.morning() else { return Vec::new() };
        let free = self.calendar().is_some_and(|calendar| !calendar.is_school_morning(self.date));
        let Some(row) = self.today_row() else {
            return match morning.state() {
                MorningState::Empty if free => self.reply("No school on this day, so there is nothing to mark."),
                MorningState::Empty | MorningState::Skipped => {
                    self.reply("Nothing is planned here: Enter picks a ritual.")
                }
                _ => self.reply("All done. Up and Space take a mark back."),
            };
        };
        let Some(id) = morning.rituals().get(row).map(|&id| id.clone()) else { return Vec::new() };
        let done = !morning.is_done(&id);
        let name = self.catalog().name(&id);
        let what = format!("{name} {}", if done { "done" } else { "not done" });
        self.row = if done { None } else { Some(row) };
        let effects = self.change_morning(self.date, &what, |m| m.marked(&id, done));
        if !effects.is_empty() && done && self.date > self.today {
            self.say("Marked ahead of its day. u takes it back.");
        }
        effects
    }

    /// Opens a prompt on the morning in focus, unless it may only be read.
    pub(in crate::app) fn ask(&mut self, prompt: impl FnOnce(&App) -> Option<Prompt>) -> Vec<Effect> {
        if self.child().is_none() {
            return self.without_family(Action::Pick);
        }
        if let Some(why) = self.read_only(self.date) {
            return self.refuse(why);
        }
        match prompt(self) {
            Some(prompt) => self.open(prompt),
            None => Vec::new(),
        }
    }

    pub(in crate::app) fn without_family(&mut self, action: Action) -> Vec<Effect> {
        if !self.has_no_family() && self.problems().next().is_none() {
            return self.reply("Every child is put away: on Calendar, a shows the list, and x brings one back.");
        }
        if !self.has_no_family() {
            return self.refuse(self.problem_notice());
        }
        match action {
            Action::Pick => self.open(Prompt::Welcome(Welcome::new(self))),
            Action::Up | Action::Down | Action::Earlier | Action::Later => Vec::new(),
            _ => self.reply("There is no child yet: on Today, Enter asks three short questions."),
        }
    }

    /// Looks at another date; with `step` -1 or 1 days off are passed over in that direction.
    fn look_at(&mut self, date: Date, step: i64) -> Vec<Effect> {
        let (Some(child), Some(calendar)) = (self.child(), self.calendar()) else { return Vec::new() };
        let school = match step {
            1 => calendar.next_from(date),
            -1 => calendar.last_before(add_days(date, 1)),
            _ => Some(date),
        };
        // A morning with something on it is never passed over, school or not; today neither.
        let noted = |d: Date| d == self.today || !self.morning_of(&child.id, d).is_blank();
        let between = (0..LONGEST_LOOK).map(|i| add_days(date, i * step)).take_while(|&d| Some(d) != school);
        let stop = if step == 0 { None } else { between.into_iter().find(|&d| noted(d)) };
        match stop.or(school) {
            Some(found) => {
                self.date = found;
                self.row = None;
                Vec::new()
            }
            None if step > 0 => self.reply("No school morning is known after this."),
            None => self.reply("School had not begun before this."),
        }
    }

    fn look_at_week(&mut self, days: i64) -> Vec<Effect> {
        self.date = add_days(self.date, days);
        self.row = None;
        Vec::new()
    }

    /// The first school morning after the one in focus.
    pub fn next_school_morning(&self) -> Option<Date> {
        self.calendar()?.next_from(add_days(self.date, 1))
    }

    pub(in crate::app) fn new_day(&mut self, today: Date) -> Vec<Effect> {
        if today != self.today {
            // A screen that showed today goes on showing today; a prompt about a morning stays with it.
            let asks_about_it = !matches!(self.prompt, None | Some(Prompt::Help { .. } | Prompt::Problems { .. }));
            if self.date == self.today && !asks_about_it {
                self.date = today;
                self.row = None;
            }
            self.today = today;
        }
        Vec::new()
    }
}
