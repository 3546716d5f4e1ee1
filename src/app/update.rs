//! What a message makes of the state.

use super::keys::{self, Action, Key, Scope};
use super::prompt::{Entry, Outcome, Prompt};
use super::{App, Effect, Msg, Screen, Target};
use crate::domain::child_id::ChildId;
use crate::domain::refusal::Conflict;

pub(super) fn update(app: &mut App, msg: Msg) -> Vec<Effect> {
    let problems_before = app.problems().count();
    let mut effects = match msg {
        Msg::Key(key) => app.key(key),
        Msg::Paste(text) => app.entry(&Entry::Paste(&text)),
        Msg::Click(target) => app.click(target),
        Msg::Wheel(steps) => app.wheel(steps),
        Msg::Today(today) => app.new_day(today),
        Msg::Read(found) => {
            app.family_state.accept(found);
            if app.seeks_plans { app.go_to_a_stray_plan() } else { Vec::new() }
        }
        Msg::ChangedElsewhere(found) => {
            if app.family_state.accept(found) {
                app.say("Changed elsewhere: this is how it is now.");
            }
            Vec::new()
        }
        Msg::Settled { count, refused, found } => {
            app.family_state.settle(count, found);
            let sent = app.sent.take_if(|_| refused.is_some() || app.family_state.unsaved().is_empty());
            if let Some(why) = refused {
                app.open_again(sent, &why);
            }
            Vec::new()
        }
        Msg::Undone { what, again, found } => {
            app.family_state.accept(found);
            app.say(format!("{}: {what}.", if again { "Done again" } else { "Undone" }));
            Vec::new()
        }
        Msg::Refused { why, found } => {
            app.family_state.accept(found);
            app.warn(why.to_string());
            Vec::new()
        }
        Msg::CalendarsListed { typed, found } => {
            if let Some(Prompt::Path(path)) = &mut app.prompt {
                path.take_found(&typed, found);
            }
            Vec::new()
        }
        Msg::CalendarRead(found) => app.preview(*found),
        Msg::Nothing { again } => {
            app.reply(if again { "There is nothing to redo." } else { "There is nothing to undo." })
        }
        Msg::StateNotice(notice) => {
            app.warn(notice.to_string());
            Vec::new()
        }
        Msg::NotSaved { why } => {
            app.warn(why.to_string());
            app.family_state.keep_waiting(why);
            Vec::new()
        }
    };
    if matches!(app.prompt, Some(Prompt::Welcome(_))) && !app.has_no_family() {
        app.prompt = None;
        app.say("There is a family here now, so there is nothing more to ask.");
    }
    if app.problems().count() > problems_before {
        app.warn(app.problem_notice());
    }
    if let (Screen::Rituals, Some(child)) = (app.screen, app.child().map(|child| child.id.clone())) {
        app.family_state.count_rituals(&child);
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
            (None, Screen::Calendar) => Scope::Calendar,
        }
    }

    /// Whether `key` is typed into a text, so that it means the same whatever the lists say.
    pub fn types(&self, key: Key) -> bool {
        keys::action(self.scope(), key).is_none()
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        self.notice = None;
        // What could not be saved is tried again with every key.
        let mut effects: Vec<Effect> = self.why_not_saved().iter().map(|_| Effect::Save).collect();
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
        // Taken out while it acts, so that it can change everything else.
        if let Some(mut prompt) = self.prompt.take() {
            if action == Action::Leave && prompt.has_words() {
                self.say("It is kept as you left it: open it again to go on.");
                self.drafts.push(prompt);
                return Vec::new();
            }
            if action == Action::StartAfresh {
                self.prompt = self.afresh.take().or(Some(prompt));
                return Vec::new();
            }
            return match prompt.act(self, action) {
                Outcome::Stay => {
                    self.prompt = Some(prompt);
                    Vec::new()
                }
                Outcome::Ask(effects) => {
                    self.prompt = Some(prompt);
                    effects
                }
                Outcome::Close(effects) => {
                    self.sent = Some(prompt).filter(|prompt| prompt.has_words() && effects.contains(&Effect::Save));
                    effects
                }
            };
        }
        match action {
            Action::GoToday => self.go(Screen::Today),
            Action::GoWeek => self.go(Screen::Week),
            Action::GoRituals => self.go(Screen::Rituals),
            Action::GoCalendar => self.go(Screen::Calendar),
            Action::NextScreen => self.go(self.neighbor(1)),
            Action::LastScreen => self.go(self.neighbor(Screen::ALL.len() - 1)),
            Action::NextChild => self.next_child(1),
            Action::LastChild => self.next_child(self.children().len().saturating_sub(1)),
            Action::Help => self.open(Prompt::Help { of: self.scope(), scroll: 0 }),
            Action::Problems if self.problems().next().is_none() => self.reply("Nothing is wrong with any file."),
            Action::Problems => self.open(Prompt::Problems { scroll: 0 }),
            Action::Undo if self.why_not_saved().is_some() => self.take_back_unsaved(),
            Action::Undo => vec![Effect::Undo],
            Action::Redo => vec![Effect::Redo],
            _ if self.screen == Screen::Rituals => self.act_on_rituals(action),
            _ if self.screen == Screen::Calendar => self.act_on_calendar(action),
            _ => self.act_on_morning(action),
        }
    }

    pub(super) fn go(&mut self, screen: Screen) -> Vec<Effect> {
        let looked_at = (self.screen == Screen::Today).then(|| self.ritual_of_row()).flatten();
        self.screen = screen;
        self.selecting = None;
        self.browse.typing = false;
        if let (Screen::Rituals, Some(id)) = (screen, looked_at) {
            self.browse_to(&id);
        }
        match self.child() {
            Some(child) if screen == Screen::Rituals => vec![Effect::ReadAll(child.id.clone())],
            _ => Vec::new(),
        }
    }

    fn neighbor(&self, steps: usize) -> Screen {
        let here = Screen::ALL.iter().position(|s| *s == self.screen).unwrap_or(0);
        Screen::ALL[(here + steps) % Screen::ALL.len()]
    }

    pub(super) fn show_child(&mut self, child: &ChildId) {
        (self.shown, self.row) = (Some(child.clone()), None);
    }

    fn show_child_at(&mut self, place: usize) {
        if let Some(child) = self.children().get(place).map(|child| child.id.clone()) {
            self.show_child(&child);
        }
    }

    fn next_child(&mut self, steps: usize) -> Vec<Effect> {
        let here = self.children().iter().position(|child| Some(&child.id) == self.child().map(|c| &c.id));
        match (here, self.children()) {
            (Some(here), children @ [_, _, ..]) => {
                let next = children[(here + steps) % children.len()].id.clone();
                self.show_child(&next);
                if self.screen == Screen::Rituals { self.go(Screen::Rituals) } else { Vec::new() }
            }
            (Some(_), _) => self.reply("There is one child so far; on Calendar, a adds another."),
            (None, _) => self.without_family(Action::NextChild),
        }
    }

    fn entry(&mut self, input: &Entry) -> Vec<Effect> {
        if let Some(prompt) = &mut self.prompt {
            prompt.text(input);
            if let Prompt::Path(path) = prompt {
                return path.look();
            }
        } else if self.browse.typing {
            let before = self.browse.filter.text().to_owned();
            input.put_into(&mut self.browse.filter);
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
            Target::Row { child, row } => {
                self.show_child_at(child);
                self.row = Some(row);
            }
            Target::Child(child) => self.show_child_at(child),
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
            (None, Screen::Week | Screen::Calendar) => {
                return self.act(if steps < 0 { Action::WeekBack } else { Action::WeekOn });
            }
            (Some(prompt), _) => keys::bindings(prompt.scope()).any(|row| row.action == action),
            (None, _) => true,
        };
        if moves { (0..steps.unsigned_abs().min(50)).flat_map(|_| self.act(action)).collect() } else { Vec::new() }
    }

    /// Opens a prompt, with what was typed when it was left before.
    pub(super) fn open(&mut self, prompt: Prompt) -> Vec<Effect> {
        let left = self.drafts.iter().rposition(|draft| draft.asks_like(&prompt));
        (self.prompt, self.afresh) = match left.map(|place| self.drafts.remove(place)) {
            Some(draft) => {
                if keys::bindings(draft.scope()).any(|row| row.action == Action::StartAfresh) {
                    self.say("This is how you left it. Ctrl-N starts afresh.");
                }
                (Some(draft), Some(prompt))
            }
            None => (Some(prompt), None),
        };
        Vec::new()
    }

    /// Opens a prompt again whose words were refused, or keeps them for the next time it is opened.
    fn open_again(&mut self, sent: Option<Prompt>, why: &Conflict) {
        match sent {
            // What it was worked out from is read again with the file.
            Some(prompt @ Prompt::Preview(_)) => self.drafts.push(prompt),
            Some(prompt) if self.prompt.is_none() => {
                self.prompt = Some(prompt);
                return self.warn(format!("{why} What you typed is still here."));
            }
            Some(prompt) => self.drafts.push(prompt),
            None => {}
        }
        self.warn(why.to_string());
    }

    /// Whether the prompt that is open has what was typed when it was left before.
    pub fn is_draft(&self) -> bool {
        self.afresh.is_some()
    }

    pub(super) fn reply(&mut self, text: &str) -> Vec<Effect> {
        self.say(text);
        Vec::new()
    }

    pub(super) fn refuse(&mut self, why: String) -> Vec<Effect> {
        self.warn(why);
        Vec::new()
    }
}
