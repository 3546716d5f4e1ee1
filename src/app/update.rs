//! Answers each message: changes the state, and returns the effects that follow.

use super::keys::{self, Binding, Key, Mouse, NotNow};
use super::prompt::TextInput;
use super::prompt::path::CalendarPath;
use super::prompt::welcome::Welcome;
use super::{App, Effect, Msg, Target};
use crate::domain::change::{Change, Snapshot};
use crate::domain::refusal::Conflict;
use jiff::civil::Date;

/// Answers a message, then updates the parts of the state that depend on the answer.
pub(super) fn update(app: &mut App, msg: Msg) -> Vec<Effect> {
    let problems_before = app.problems().count();
    let mut effects = answer(app, msg);
    if app.prompt_as::<Welcome>().is_some() && !app.has_no_family() {
        app.prompt = None;
        app.say("Another program has set up the family, so there is nothing more to ask.");
    }
    if app.problems().count() > problems_before {
        app.warn_also(&app.problem_notice());
    }
    (app.screen.refresh)(app);
    effects.extend(app.missing_months());
    effects
}

fn answer(app: &mut App, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Key(key) => return app.key(key),
        Msg::Paste(text) => return app.paste(&text),
        Msg::Click(target) => return app.click(target),
        Msg::Wheel(steps) => return app.wheel(steps),
        Msg::Today(today) => return app.new_day(today),
        Msg::CalendarRead(found) => return app.preview(*found),
        Msg::Read(found) => {
            app.family_state.accept(found);
            if app.on_calendar.searches_plans {
                return app.go_to_a_stray_plan();
            }
        }
        Msg::ChangedElsewhere(found) => {
            if app.family_state.accept(found) {
                app.say("Another program changed the files. This is how they are now.");
            }
        }
        Msg::CopiesFound(found) => return app.accept_copies(found),
        Msg::Settled { count, refused, found } => return app.settled(count, refused, found),
        Msg::NotSaved { why } => {
            app.warn(&why);
            app.family_state.could_not_save(why);
        }
        Msg::QuitPutOff => app.ask_to_leave_unsaved(),
        Msg::Undone { change, is_redo, found } => return app.undone(&change, is_redo, found),
        Msg::Refused { why, found } => {
            app.family_state.accept(found);
            app.warn(why);
        }
        Msg::NothingToUndo { is_redo: false } => app.say("There is nothing to undo."),
        Msg::NothingToUndo { is_redo: true } => app.say("There is nothing to redo."),
        Msg::StateNotice(notice) => {
            app.is_undo_off |= notice.is_undo_off();
            app.warn(notice);
        }
        Msg::CalendarsListed { typed, found } => {
            if let Some(path) = app.prompt_as_mut::<CalendarPath>() {
                path.show_candidates(&typed, found);
            }
        }
    }
    Vec::new()
}

impl App {
    /// Runs the row of a key, or adds the key to a text, or says why the key does nothing.
    fn key(&mut self, key: Key) -> Vec<Effect> {
        self.notice = None;
        self.leaving.next_key();
        let key = self.latin_if_no_text(key);
        // Each key tries again to save the unsaved changes.
        let mut effects: Vec<Effect> = self.why_not_saved().map(|_| Effect::Save).into_iter().collect();
        effects.extend(match self.scope().row(key) {
            Some(row) => self.run(row),
            None if self.is_text(key) => self.enter_text(&TextInput::Key(key)),
            None if self.prompt.as_mut().is_some_and(|prompt| prompt.letter(key)) => Vec::new(),
            None => self.refuse(&keys::answer(self, key)),
        });
        effects
    }

    /// A letter of another script as the Latin letter on its key, unless the letter is text or has a row.
    fn latin_if_no_text(&self, key: Key) -> Key {
        let scope = self.scope();
        let stays = scope.is_typing || scope.row(key).is_some();
        key.on_a_latin_keyboard().filter(|_| !stays).unwrap_or(key)
    }

    /// Whether a key is text now: it has no row, and a text field takes it.
    pub fn is_text(&self, key: Key) -> bool {
        let scope = self.scope();
        scope.is_typing && scope.row(key).is_none() && keys::text_request(key).is_some()
    }

    /// Runs a row, or says why the row cannot be run now.
    fn run(&mut self, row: &Binding) -> Vec<Effect> {
        match (row.when)(self) {
            Ok(_) => (row.run)(self),
            Err(why) => self.refuse(&why),
        }
    }

    /// Adds a pasted text to the text field, or says that nothing here takes text.
    fn paste(&mut self, text: &str) -> Vec<Effect> {
        self.notice = None;
        let has_field = self.prompt.as_mut().is_none_or(|prompt| prompt.field().is_some());
        if self.scope().is_typing && has_field {
            self.enter_text(&TextInput::Paste(text))
        } else {
            self.reply("Nothing here takes text, so nothing was pasted.")
        }
    }

    /// Puts text into the field of the prompt or of the screen, and says how much of it did not fit.
    fn enter_text(&mut self, input: &TextInput) -> Vec<Effect> {
        let entered = match &mut self.prompt {
            Some(prompt) => prompt.field().map(|field| input.put_into(field)).unwrap_or_default(),
            None => (self.screen.text)(self, input),
        };
        if let Some(missing) = entered.left_out_sentence() {
            self.warn(missing);
        }
        let prompt = self.prompt.as_mut().filter(|_| entered.changed);
        prompt.map_or_else(Vec::new, |prompt| prompt.text_changed())
    }

    /// Moves the focus to the target of a click.
    fn click(&mut self, target: Target) -> Vec<Effect> {
        self.notice = None;
        match target {
            Target::Choice(line) => {
                if let Some(mut prompt) = self.prompt.take() {
                    prompt.point(self, line);
                    self.prompt = Some(prompt);
                    return self.scope().row_of_mouse(Mouse::Click).map_or_else(Vec::new, |row| self.run(row));
                }
            }
            _ if self.prompt.is_some() => {}
            Target::Screen(screen) => return self.go(screen),
            Target::MorningRitual { child, row } => {
                self.show_child_at(child);
                self.on_today.row = Some(row);
            }
            Target::Child(child) => self.show_child_at(child),
            Target::Day(date) => return self.look_at(date),
            Target::Ritual(line) => self.on_rituals.move_to(line),
        }
        Vec::new()
    }

    /// Runs the row of the wheel once for each step. Where no row can be run, nothing happens.
    fn wheel(&mut self, steps: i32) -> Vec<Effect> {
        let mouse = if steps < 0 { Mouse::WheelUp } else { Mouse::WheelDown };
        let Some(row) = self.scope().row_of_mouse(mouse).filter(|row| (row.when)(self).is_ok()) else {
            return Vec::new();
        };
        (0..steps.unsigned_abs().min(MOST_STEPS)).flat_map(|_| (row.run)(self)).collect()
    }

    /// Shows the files after an undo or redo, which may have moved copies.
    fn undone(&mut self, change: &Change, is_redo: bool, found: Snapshot) -> Vec<Effect> {
        self.is_undo_off = false;
        let what = change.label(self.family().all_children(), self.today);
        self.family_state.accept(found);
        self.say(match is_redo {
            false => format!("Took back: {what}. {{screens.redo}} brings it back."),
            true => format!("Brought back: {what}. {{screens.undo}} takes it back."),
        });
        vec![Effect::FindCopies]
    }

    /// Says how the saving of the first `count` unsaved changes ended.
    fn settled(&mut self, count: usize, refused: Option<Conflict>, found: Snapshot) -> Vec<Effect> {
        let had_to_wait = self.why_not_saved().is_some();
        let moves_files = self.unsaved().iter().take(count).any(|change| !change.files.is_empty());
        if self.family_state.settle(count, found) && refused.is_none() {
            self.say_also("The changes of another program are kept too.");
        }
        if had_to_wait && refused.is_none() && self.unsaved().is_empty() {
            self.say_also("Everything is saved now.");
        }
        let sent = self.drafts.sent.take_if(|_| refused.is_some() || self.family_state.unsaved().is_empty());
        if let Some(why) = refused {
            self.open_again(sent, &why);
        }
        if moves_files { vec![Effect::FindCopies] } else { Vec::new() }
    }

    /// Undoes the last change. While saving fails, takes back the last unsaved change instead.
    pub(super) fn undo(&mut self) -> Vec<Effect> {
        if self.why_not_saved().is_some() { self.take_back_unsaved() } else { vec![Effect::Undo] }
    }

    /// Goes on to a new day. A screen that showed today shows the new day, unless a prompt asks about the old day.
    fn new_day(&mut self, today: Date) -> Vec<Effect> {
        let before = std::mem::replace(&mut self.today, today);
        let is_asking = self.prompt.as_ref().is_some_and(|prompt| !prompt.is_info());
        if today != before && self.date == before && !is_asking {
            self.look_at(today);
        }
        Vec::new()
    }

    /// Shows a notice, without effects.
    pub(super) fn reply(&mut self, text: &str) -> Vec<Effect> {
        self.say(text);
        Vec::new()
    }

    /// Says why an action cannot be done now.
    pub(super) fn refuse(&mut self, why: &NotNow) -> Vec<Effect> {
        self.notify(&why.why, why.is_warning);
        Vec::new()
    }
}

/// The most steps of one turn of the wheel, so that a fast wheel cannot block the screen.
const MOST_STEPS: u32 = 50;
