//! Prompts: questions on top of a screen. A prompt keeps the text and the choices, and saving it makes one change.
//! Each prompt is in its own file, with the scope of its keys.

pub mod add_menu;
pub mod child_form;
pub mod children;
pub mod copies;
pub mod day_choice;
pub mod fill;
pub mod go_to_day;
pub mod info;
pub mod mood;
pub mod morning_picker;
pub mod note;
mod opened;
pub mod path;
pub mod preview;
pub mod ritual_form;
pub mod ritual_picker;
pub mod rule_form;
pub mod rules;
pub mod skip;
pub mod versions;
pub mod welcome;

use self::day_choice::DayQuestion;
use super::field::{Entered, Field};
use super::keys::{Binding, Key, Mouse, Place, Scope, available_if, row};
use super::screens::ChildDates;
use super::{App, Effect};
use crate::domain::refusal::Conflict;
use std::any::Any;
use std::fmt::Debug;

/// A question, list or text on top of a screen. The defaults suit a prompt without lines and without text.
pub trait Prompt: Any + Debug {
    /// The scope that gets the keys.
    fn scope(&self) -> &'static Scope;

    /// The cursor, and the number of lines in its list.
    fn cursor(&mut self, _app: &App) -> Option<(&mut usize, usize)> {
        None
    }

    /// Moves the cursor by some lines.
    fn move_by(&mut self, app: &App, lines: isize) {
        if let Some((cursor, count)) = self.cursor(app) {
            *cursor = moved(*cursor, lines, count);
        }
    }

    /// Puts the cursor on a line that was clicked.
    fn point(&mut self, app: &App, line: usize) {
        if let Some((cursor, _)) = self.cursor(app) {
            *cursor = line;
        }
    }

    /// The field that text goes into.
    fn field(&mut self) -> Option<&mut Field> {
        None
    }

    /// Follows a change of the text.
    fn text_changed(&mut self) -> Vec<Effect> {
        Vec::new()
    }

    /// Handles a key without a row. Returns whether the key has a meaning in this prompt.
    fn letter(&mut self, _key: Key) -> bool {
        false
    }

    /// Whether the prompt holds text or choices that must not be lost.
    fn is_edited(&self) -> bool {
        false
    }

    /// The text and choices of an edited prompt, as the subject of a sentence.
    fn text_label(&self) -> &'static str {
        "What you entered"
    }

    /// The text of an edited prompt that is long enough to be missed.
    fn typed(&self) -> Option<&str> {
        None
    }

    /// Whether another prompt asks for the same thing. Such a prompt opens with this draft.
    fn asks_the_same(&self, _other: &dyn Prompt) -> bool {
        false
    }

    /// Accepts what another program changed, once the person was told of it: the next save goes over it.
    fn look_again(&mut self, _app: &App) {}

    /// Whether the prompt opens again at once when its change was refused.
    fn opens_again(&self) -> bool {
        true
    }

    /// The dates whose mornings the prompt needs.
    fn dates(&self) -> Option<ChildDates> {
        None
    }

    /// Whether the prompt only shows text. The screen under such a prompt moves on to a new day.
    fn is_info(&self) -> bool {
        false
    }
}

impl dyn Prompt {
    /// The prompt as a value of its own type.
    pub fn as_a<P: Prompt>(&self) -> Option<&P> {
        (self as &dyn Any).downcast_ref()
    }

    fn as_a_mut<P: Prompt>(&mut self) -> Option<&mut P> {
        (self as &mut dyn Any).downcast_mut()
    }
}

/// Prompts whose text and choices may still be needed.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    /// The prompts that were left without saving.
    pub(super) left: Vec<Box<dyn Prompt>>,
    /// The prompt whose change waits to be saved. It opens again when the change is refused.
    pub(super) sent: Option<Box<dyn Prompt>>,
    /// The open prompt as it would be without its draft; None when it has no draft.
    without_draft: Option<Box<dyn Prompt>>,
}

/// The fate of a prompt after one of its actions.
pub(super) enum Outcome {
    Stay,
    /// The prompt stays open, and these effects follow.
    StayWith(Vec<Effect>),
    /// The prompt waits while the person chooses one of two days.
    Ask(DayQuestion),
    /// The prompt closes, and these effects follow.
    Close(Vec<Effect>),
}

impl From<()> for Outcome {
    fn from((): ()) -> Outcome {
        Outcome::Stay
    }
}

/// Runs an action of the open prompt, which is of type `P` whenever its keys work.
pub(super) fn act<P: Prompt, O: Into<Outcome>>(app: &mut App, act: impl FnOnce(&mut P, &mut App) -> O) -> Vec<Effect> {
    // During the action the prompt is not in `app`, so that the action can change both.
    let Some(mut prompt) = app.prompt.take() else { return Vec::new() };
    match prompt.as_a_mut().map_or(Outcome::Stay, |own| act(own, app).into()) {
        Outcome::Stay => {
            app.prompt = Some(prompt);
            Vec::new()
        }
        Outcome::StayWith(effects) => {
            app.prompt = Some(prompt);
            effects
        }
        Outcome::Ask(question) => {
            app.prompt = Some(Box::new(question.prompt(prompt)));
            Vec::new()
        }
        Outcome::Close(effects) => {
            app.drafts.sent = Some(prompt).filter(|prompt| prompt.is_edited() && effects.contains(&Effect::Save));
            effects
        }
    }
}

/// How many lines a page key moves, as the help of the page keys says.
const PAGE: isize = 10;

const fn up(id: &'static str, keys: &'static str) -> Binding {
    row(id, keys, "", "Move up.").mouse(Mouse::WheelUp).run(|app| move_cursor(app, -1))
}

const fn down(id: &'static str, keys: &'static str) -> Binding {
    row(id, keys, "", "Move down.").mouse(Mouse::WheelDown).run(|app| move_cursor(app, 1))
}

const fn page_up(id: &'static str, keys: &'static str) -> Binding {
    row(id, keys, "", "Move up by ten lines.").run(|app| move_cursor(app, -PAGE))
}

const fn page_down(id: &'static str, keys: &'static str) -> Binding {
    row(id, keys, "", "Move down by ten lines.").run(|app| move_cursor(app, PAGE))
}

/// The row that closes the prompt and keeps what was typed for the next time.
const fn back(id: &'static str, keys: &'static str, help: &'static str) -> Binding {
    row(id, keys, "back", help).at(Place::Always).run(leave)
}

/// The row that closes a list and takes back the last change.
#[rustfmt::skip] // Short actions stay on one line.
const fn undo(id: &'static str) -> Binding {
    row(id, "u", "", "Go back to the calendar, and undo the last change.").run(|app| { app.prompt = None; app.undo() })
}

/// The row that drops the draft.
const fn start_over(id: &'static str) -> Binding {
    row(id, "Ctrl-N", "start over", "Drop the draft, and start over.")
        .when(|app| available_if(app.drafts.without_draft.is_some(), "There is no draft to drop."))
        .run(|app| {
            app.prompt = app.drafts.without_draft.take().or(app.prompt.take());
            Vec::new()
        })
}

pub(super) fn leave(app: &mut App) -> Vec<Effect> {
    if let Some(draft) = app.prompt.take().filter(|prompt| prompt.is_edited()) {
        app.say("What you entered is kept for the next time you open this.");
        app.drafts.left.push(draft);
    }
    Vec::new()
}

fn move_cursor(app: &mut App, lines: isize) -> Vec<Effect> {
    if let Some(mut prompt) = app.prompt.take() {
        prompt.move_by(app, lines);
        app.prompt = Some(prompt);
    }
    Vec::new()
}

/// A cursor after a move by some lines in a list of `count` lines. It stops at both ends.
pub(super) fn moved(cursor: usize, lines: isize, count: usize) -> usize {
    let last = count.saturating_sub(1);
    cursor.min(last).saturating_add_signed(lines).min(last)
}

/// A typed key or a pasted text.
pub enum TextInput<'t> {
    Key(Key),
    Paste(&'t str),
}

impl TextInput<'_> {
    pub(super) fn put_into(&self, field: &mut Field) -> Entered {
        match self {
            TextInput::Key(key) => field.key(*key),
            TextInput::Paste(text) => field.paste(text),
        }
    }
}

impl App {
    /// The open prompt.
    pub fn prompt(&self) -> Option<&dyn Prompt> {
        self.prompt.as_deref()
    }

    /// The open prompt, if it is of type `P`.
    pub fn prompt_as<P: Prompt>(&self) -> Option<&P> {
        self.prompt.as_deref()?.as_a()
    }

    pub(super) fn prompt_as_mut<P: Prompt>(&mut self) -> Option<&mut P> {
        self.prompt.as_deref_mut()?.as_a_mut()
    }

    /// Opens a prompt, or the draft of the same prompt.
    pub(super) fn open(&mut self, prompt: impl Prompt) -> Vec<Effect> {
        let left = self.drafts.left.iter().rposition(|draft| draft.asks_the_same(&prompt));
        let prompt: Box<dyn Prompt> = Box::new(prompt);
        (self.prompt, self.drafts.without_draft) = match left.map(|place| self.drafts.left.remove(place)) {
            Some(draft) => {
                let starts_over = draft.scope().bindings().find(|row| row.id.ends_with(".start-over"));
                if let Some(row) = starts_over {
                    self.say(format!("This is what you entered last time. {} starts over.", row.key_name()));
                }
                (Some(draft), Some(prompt))
            }
            None => (Some(prompt), None),
        };
        Vec::new()
    }

    /// Opens a prompt, if there is something to ask.
    pub(super) fn open_some<P: Prompt>(&mut self, prompt: impl FnOnce(&App) -> Option<P>) -> Vec<Effect> {
        prompt(self).map_or_else(Vec::new, |prompt| self.open(prompt))
    }

    /// Opens a prompt again after its change was refused, or keeps the prompt as a draft.
    pub(super) fn open_again(&mut self, mut sent: Option<Box<dyn Prompt>>, why: &Conflict) {
        sent.iter_mut().for_each(|prompt| prompt.look_again(self));
        self.warn(why);
        match (sent, why) {
            (Some(prompt), Conflict::Changed { what }) if prompt.opens_again() && self.prompt.is_none() => {
                self.prompt = Some(prompt);
                let how = "{note.save} saves it, {note.back} keeps it as a draft";
                let said = format!("Another program changed {what} meanwhile. What you typed is still here: {how}.");
                self.warn(said);
            }
            (sent, _) => self.drafts.left.extend(sent),
        }
    }
}
