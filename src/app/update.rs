//! What a message makes of the state.

use super::keys::{self, Action, Key, Scope};
use super::prompt::form::Form;
use super::prompt::morning::{MoodChoice, Note, Picker, Skip};
use super::prompt::planning::{Fill, Strip};
use super::prompt::welcome::Welcome;
use super::prompt::{Entry, Outcome, Prompt, moved};
use super::{App, Effect, Msg, Screen, Target};
use crate::domain::change::{Change, Page, PageEdit};
use crate::domain::day::{self, add_days};
use crate::domain::journal::{Edit, Morning, Standing};
use crate::domain::ritual::Origin;
use crate::domain::{calendar, family};
use jiff::civil::Date;

pub(super) fn update(app: &mut App, msg: Msg) -> Vec<Effect> {
    let mut effects = match msg {
        Msg::Key(key) => app.key(key),
        Msg::Paste(text) => app.entry(&Entry::Paste(&text)),
        Msg::Click(target) => app.click(target),
        Msg::Wheel(steps) => app.wheel(steps),
        Msg::Today(today) => app.new_day(today),
        Msg::Read(found) => {
            app.take(found);
            Vec::new()
        }
        Msg::ChangedElsewhere(found) => {
            if app.take(found) {
                app.say("Changed elsewhere: this is how it is now.");
            }
            Vec::new()
        }
        Msg::Saved(found) => {
            app.unsaved.clear();
            app.not_saved = None;
            app.take(found);
            Vec::new()
        }
        Msg::Undone { what, again, found } => {
            app.take(found);
            app.say(format!("{}: {what}.", if again { "Done again" } else { "Undone" }));
            Vec::new()
        }
        Msg::Refused { why, found } => {
            app.unsaved.clear();
            app.not_saved = None;
            app.take(found);
            app.warn(why);
            Vec::new()
        }
        Msg::NotSaved { why } => {
            app.warn(format!("Not saved: {why}"));
            app.not_saved = Some(why);
            Vec::new()
        }
    };
    if let Some(Prompt::Strip(mut strip)) = app.prompt.take_if(|p| matches!(p, Prompt::Strip(_))) {
        strip.refresh(app);
        app.prompt = Some(Prompt::Strip(strip));
    }
    effects.extend(app.missing_months());
    effects
}

impl App {
    /// Where keys go now.
    pub fn scope(&self) -> Scope {
        match (&self.prompt, self.screen) {
            (Some(prompt), _) => prompt.scope(),
            (None, Screen::Today) => Scope::Today,
            (None, Screen::Week) => Scope::Week,
            (None, Screen::Rituals) if self.browse.typing => Scope::Filter,
            (None, Screen::Rituals) => Scope::Rituals,
        }
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        self.notice = None;
        // What could not be saved is tried again with every key.
        let mut effects: Vec<Effect> = self.not_saved.iter().map(|_| Effect::Save).collect();
        match keys::action(self.scope(), key) {
            Some(action) => effects.extend(self.act(action)),
            None => effects.extend(self.entry(&Entry::Key(key))),
        }
        effects
    }

    fn act(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Quit => return vec![Effect::Quit],
            Action::Suspend => return vec![Effect::Suspend],
            _ => {}
        }
        if let Some(prompt) = self.prompt.take() {
            return match prompt.act(self, action) {
                Outcome::Stay(prompt) => {
                    self.prompt = Some(prompt);
                    Vec::new()
                }
                Outcome::Close(effects) => effects,
            };
        }
        match action {
            Action::GoToday => self.go(Screen::Today),
            Action::GoWeek => self.go(Screen::Week),
            Action::GoRituals => self.go(Screen::Rituals),
            Action::NextScreen => self.go(self.neighbor(1)),
            Action::LastScreen => self.go(self.neighbor(2)),
            Action::NextChild => self.next_child(),
            Action::Help => self.open(Prompt::Help { of: self.scope(), scroll: 0 }),
            Action::Problems if self.problems().is_empty() => self.reply("Nothing is wrong with any file."),
            Action::Problems => self.open(Prompt::Problems { scroll: 0 }),
            Action::Undo => vec![Effect::Undo],
            Action::Redo => vec![Effect::Redo],
            _ if self.screen == Screen::Rituals => self.act_on_rituals(action),
            _ => self.act_on_morning(action),
        }
    }

    fn act_on_morning(&mut self, action: Action) -> Vec<Effect> {
        let Some(child) = self.child() else { return self.without_family(action) };
        let free = !calendar::is_school_morning(child, self.date);
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
                self.change_morning(self.date, "cleared", Morning::cleared)
            }
            Action::Pick if free && self.screen == Screen::Today => match self.next_school_morning() {
                Some(next) => self.look_at(next, 0),
                None => Vec::new(),
            },
            Action::Pick | Action::Paste if free => self.reply("No school on this day, so there is nothing to plan."),
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
                self.reply("No school on this day, so there is nothing to skip.")
            }
            Action::Skip => self.ask(|app| Skip::new(app).map(Prompt::Skip)),
            Action::Note => self.ask(|app| Note::new(app).map(Prompt::Note)),
            Action::Mood => self.ask(|app| MoodChoice::new(app).map(Prompt::Mood)),
            _ => Vec::new(),
        }
    }

    fn act_on_rituals(&mut self, action: Action) -> Vec<Effect> {
        let count = self.listed().len();
        let before = self.browse.cursor;
        match action {
            Action::Up | Action::Down => self.browse.cursor = moved(before, action, count),
            Action::ScrollUp => self.browse.scroll = self.browse.scroll.saturating_sub(3),
            Action::ScrollDown => self.browse.scroll = (self.browse.scroll + 3).min(self.preview_paragraphs()),
            Action::Filter => self.browse.typing = true,
            Action::Take => self.browse.typing = false,
            Action::Leave => self.browse = super::screens::Browse::default(),
            Action::PlanRitual => {
                if let Some(id) = self.browsed().map(|r| r.id.clone()) {
                    return self.ask(|app| Strip::new(app, &id).map(Prompt::Strip));
                }
            }
            Action::Favorite => return self.toggle_favorite(),
            Action::Usual => return self.toggle_usual(),
            Action::NewRitual => return self.write_own(|_| Ok(Form::new())),
            Action::EditRitual => {
                return self.write_own(|app| match app.browsed() {
                    Some(ritual) if ritual.origin == Origin::Family => Ok(Form::of(ritual)),
                    _ => Err("This one came with the program. n adds one of your own."),
                });
            }
            _ => {}
        }
        if self.browse.cursor != before {
            self.browse.scroll = 0;
        }
        Vec::new()
    }

    /// How many paragraphs the preview can have at most; scrolling stops there.
    fn preview_paragraphs(&self) -> usize {
        self.browsed().map_or(0, |ritual| {
            let prepare = ritual.prepare.as_ref().map_or(0, |prepare| prepare.steps.len() + 1);
            ritual.steps.len() + prepare + 6
        })
    }

    /// Opens the form, unless the family's rituals cannot be written now.
    fn write_own(&mut self, form: impl FnOnce(&App) -> Result<Form, &'static str>) -> Vec<Effect> {
        if self.saved.rituals_elsewhere {
            return self.reply("The rituals come from --rituals now. Start without it to write your own.");
        }
        if let Some(problem) = self.saved.rituals_problems.first() {
            let why = format!("{} has a problem and is left as it is. ! tells what to do.", problem.file);
            return self.refuse(why);
        }
        match form(self) {
            Ok(form) => self.open(Prompt::Form(form)),
            Err(why) => self.reply(why),
        }
    }

    fn toggle_favorite(&mut self) -> Vec<Effect> {
        self.change_child(|app, text, child| {
            let ritual = app.browsed()?;
            let on = !child.favorites.contains(&ritual.id);
            let what =
                if on { format!("{} is a favorite", ritual.name) } else { format!("{} is no favorite", ritual.name) };
            Some((what, family::with_favorite(text, child, &ritual.id, on)))
        })
    }

    fn toggle_usual(&mut self) -> Vec<Effect> {
        self.change_child(|app, text, child| {
            let ritual = app.browsed()?;
            let on = child.usual.as_ref() != Some(&ritual.id);
            let what = if on { format!("{} is the usual ritual", ritual.name) } else { "no usual ritual".to_owned() };
            Some((what, family::with_usual(text, child, on.then_some(&ritual.id))))
        })
    }

    /// Changes the family file; `change` says what is done and gives the new text.
    fn change_child(
        &mut self,
        change: impl FnOnce(&App, &str, &family::Child) -> Option<(String, Result<String, String>)>,
    ) -> Vec<Effect> {
        if let Some(problem) = self.saved.family_problems.first() {
            let why = format!("{} has a problem and is left as it is. ! tells what to do.", problem.file);
            return self.refuse(why);
        }
        let was = self.page_text(Page::Family);
        let (Some(text), Some(child)) = (&was, self.child()) else { return self.without_family(Action::Favorite) };
        match change(self, text, child) {
            None => Vec::new(),
            Some((_, Err(why))) => self.refuse(why),
            Some((what, Ok(text))) => {
                self.say(format!("{what}."));
                self.push(Change::of_page(what, PageEdit { page: Page::Family, was, becomes: Some(text) }))
            }
        }
    }

    fn mark(&mut self) -> Vec<Effect> {
        let Some(morning) = self.morning() else { return Vec::new() };
        let Some(row) = self.today_row() else {
            return match morning.standing() {
                Standing::Empty | Standing::Skipped => self.reply("Nothing is planned here: Enter picks a ritual."),
                _ => self.reply("All done. Up and Space take a mark back."),
            };
        };
        let Some(id) = morning.rituals().get(row).map(|&id| id.clone()) else { return Vec::new() };
        let done = !morning.is_done(&id);
        let name = self.catalog.name(&id);
        let what = format!("{name} {}", if done { "done" } else { "not done" });
        self.row = if done { None } else { Some(row) };
        let effects = self.change_morning(self.date, &what, |m| m.marked(&id, done));
        if !effects.is_empty() && done && self.date > self.today {
            self.say("Marked ahead of its day. u takes it back.");
        }
        effects
    }

    /// Changes one morning of the child on screen, unless its file may only be read.
    pub(super) fn change_morning(
        &mut self,
        date: Date,
        what: &str,
        change: impl FnOnce(&Morning) -> Morning,
    ) -> Vec<Effect> {
        if let Some(why) = self.read_only(date) {
            return self.refuse(why);
        }
        let Some(child) = self.child() else { return Vec::new() };
        let was = self.morning_of(&child.id, date).clone();
        let becomes = change(&was);
        let edit = Edit { child: child.id.clone(), date, was, becomes };
        let what = format!("{what}, {}", day::in_short(date, self.today));
        self.push(Change::of_mornings(what, vec![edit]))
    }

    /// Opens a prompt on the morning in focus, unless it may only be read.
    fn ask(&mut self, prompt: impl FnOnce(&App) -> Option<Prompt>) -> Vec<Effect> {
        if self.child().is_none() {
            return self.without_family(Action::Pick);
        }
        if let Some(why) = self.read_only(self.date) {
            return self.refuse(why);
        }
        self.prompt = prompt(self);
        Vec::new()
    }

    fn without_family(&mut self, action: Action) -> Vec<Effect> {
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
        let Some(child) = self.child() else { return Vec::new() };
        let school = match step {
            1 => calendar::next_from(child, date),
            -1 => calendar::last_before(child, add_days(date, 1)),
            _ => Some(date),
        };
        // A morning with something on it is never passed over, school or not; today neither.
        let noted = |d: Date| d == self.today || !self.morning_of(&child.id, d).is_blank();
        let between = (0..7).map(|i| add_days(date, i * step)).take_while(|&d| Some(d) != school);
        let stop = if step == 0 { None } else { between.into_iter().find(|&d| noted(d)) };
        match stop.or(school) {
            Some(found) => {
                self.date = found;
                self.row = None;
                Vec::new()
            }
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
        calendar::next_from(self.child()?, add_days(self.date, 1))
    }

    fn new_day(&mut self, today: Date) -> Vec<Effect> {
        if today != self.today {
            // A screen that showed today goes on showing today.
            if self.date == self.today && self.prompt.is_none() {
                self.date = today;
                self.row = None;
            }
            self.today = today;
        }
        Vec::new()
    }

    fn go(&mut self, screen: Screen) -> Vec<Effect> {
        self.screen = screen;
        self.browse.typing = false;
        match self.child() {
            Some(child) if screen == Screen::Rituals => vec![Effect::ReadAll(child.id.clone())],
            _ => Vec::new(),
        }
    }

    fn neighbor(&self, steps: usize) -> Screen {
        let here = Screen::ALL.iter().position(|s| *s == self.screen).unwrap_or(0);
        Screen::ALL[(here + steps) % Screen::ALL.len()]
    }

    fn next_child(&mut self) -> Vec<Effect> {
        match self.family.children.len() {
            0 | 1 => self.reply("There is one child in family.toml so far."),
            n => {
                self.child = (self.child + 1) % n;
                self.row = None;
                if self.screen == Screen::Rituals { self.go(Screen::Rituals) } else { Vec::new() }
            }
        }
    }

    fn entry(&mut self, input: &Entry) -> Vec<Effect> {
        if let Some(prompt) = &mut self.prompt {
            prompt.text(input);
        } else if self.browse.typing {
            let before = self.browse.filter.text().to_owned();
            input.into_field(&mut self.browse.filter);
            if before != self.browse.filter.text() {
                (self.browse.cursor, self.browse.scroll) = (0, 0);
            }
        }
        Vec::new()
    }

    fn click(&mut self, target: Target) -> Vec<Effect> {
        self.notice = None;
        match target {
            Target::Choice(line) => {
                if let Some(prompt) = &mut self.prompt {
                    prompt.point(line);
                    // Where lines can be ticked, a click ticks.
                    if keys::bindings(prompt.scope()).any(|row| row.action == Action::Tick) {
                        return self.act(Action::Tick);
                    }
                }
            }
            _ if self.prompt.is_some() => {}
            Target::Screen(screen) => return self.go(screen),
            Target::Row(row) => self.row = Some(row),
            Target::Day(date) => {
                self.date = date;
                self.row = None;
            }
            Target::Ritual(i) => (self.browse.cursor, self.browse.scroll) = (i, 0),
        }
        Vec::new()
    }

    fn wheel(&mut self, steps: i32) -> Vec<Effect> {
        let action = if steps < 0 { Action::Up } else { Action::Down };
        let moves = match (&self.prompt, self.screen) {
            (None, Screen::Week) => return self.act(if steps < 0 { Action::WeekBack } else { Action::WeekOn }),
            (Some(prompt), _) => keys::bindings(prompt.scope()).any(|row| row.action == action),
            (None, _) => true,
        };
        if moves { (0..steps.unsigned_abs().min(50)).flat_map(|_| self.act(action)).collect() } else { Vec::new() }
    }

    fn open(&mut self, prompt: Prompt) -> Vec<Effect> {
        self.prompt = Some(prompt);
        Vec::new()
    }

    fn reply(&mut self, text: &str) -> Vec<Effect> {
        self.say(text);
        Vec::new()
    }

    fn refuse(&mut self, why: String) -> Vec<Effect> {
        self.warn(why);
        Vec::new()
    }
}
