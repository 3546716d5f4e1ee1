//! The rows of the key tables, and their scopes.

use super::{ALWAYS, Key};
use crate::app::{App, Effect};
use std::borrow::Cow;

/// A row of a key table: one action with its keys, its words and its availability.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// A name that never changes: the id of the scope, a dot, and words joined by hyphens.
    pub id: &'static str,
    /// The names of the keys, with a blank between them.
    pub keys: &'static str,
    /// A word or two for the footer. A row with an empty word is left out of the footer.
    pub word: &'static str,
    /// One sentence for the help and the README.
    pub help: &'static str,
    /// Two keys that the footer names together, such as `← →`; empty where the first key is enough.
    pub pair: &'static str,
    pub place: Place,
    /// The wheel or click that does the same.
    pub mouse: Option<Mouse>,
    /// Whether the action can be done now, and if not, why.
    pub when: fn(&App) -> Availability,
    pub run: fn(&mut App) -> Vec<Effect>,
}

/// The place of a row in the footer. Without room for all, the rows on the right are left out first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The keys that a person probably needs next.
    First,
    Middle,
    Later,
    /// The keys that a person finds alone or rarely needs.
    Last,
    /// The keys for help and for leaving, which are never left out.
    Always,
}

/// The use of the mouse that runs a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mouse {
    WheelUp,
    WheelDown,
    /// A click on a line. The cursor goes to the line first.
    Click,
}

/// Whether an action can be done now: its word for the footer, or why not. Functions named `may_…` or `requires_…`
/// return an availability.
pub type Availability = Result<Word, NotNow>;

/// The word of an available row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// The row's own word.
    Default,
    /// Another word, for the action of the key now.
    Now(&'static str),
    /// No word: the key works, and the footer does not offer it.
    Hidden,
}

/// Why an action cannot be done now, as a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct NotNow {
    pub why: Cow<'static, str>,
    /// Whether a damaged file is the reason.
    pub is_warning: bool,
}

impl NotNow {
    pub fn warning(why: String) -> NotNow {
        NotNow { why: why.into(), is_warning: true }
    }
}

impl<T: Into<Cow<'static, str>>> From<T> for NotNow {
    fn from(why: T) -> NotNow {
        NotNow { why: why.into(), is_warning: false }
    }
}

/// A row that is always available, stands in the middle of the footer and does nothing yet.
pub const fn row(id: &'static str, keys: &'static str, word: &'static str, help: &'static str) -> Binding {
    let (when, run) = (|_: &App| Ok(Word::Default), |_: &mut App| Vec::new());
    Binding { id, keys, word, help, pair: "", place: Place::Middle, mouse: None, when, run }
}

/// The availability of an action that needs a condition.
pub fn available_if(condition: bool, why_not: impl Into<NotNow>) -> Availability {
    if condition { Ok(Word::Default) } else { Err(why_not.into()) }
}

impl Binding {
    pub const fn run(self, run: fn(&mut App) -> Vec<Effect>) -> Binding {
        Binding { run, ..self }
    }

    pub const fn when(self, when: fn(&App) -> Availability) -> Binding {
        Binding { when, ..self }
    }

    pub const fn word(self, word: &'static str) -> Binding {
        Binding { word, ..self }
    }

    pub const fn help(self, help: &'static str) -> Binding {
        Binding { help, ..self }
    }

    pub const fn at(self, place: Place) -> Binding {
        Binding { place, ..self }
    }

    pub const fn pair(self, pair: &'static str) -> Binding {
        Binding { pair, ..self }
    }

    pub const fn mouse(self, mouse: Mouse) -> Binding {
        Binding { mouse: Some(mouse), ..self }
    }

    /// The names of the keys.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.keys.split(' ')
    }

    /// The name of the first key.
    pub fn key_name(&self) -> &'static str {
        self.keys().next().unwrap_or_default()
    }

    /// The keys as the footer names them: a pair, or the first key with arrows as signs.
    pub fn footer_name(&self) -> &'static str {
        match (self.pair, self.key_name()) {
            ("", "Left") => "←",
            ("", "Right") => "→",
            ("", "Up") => "↑",
            ("", "Down") => "↓",
            ("", name) => name,
            (pair, _) => pair,
        }
    }
}

/// A screen, a prompt, or several of them, with the rows that work there.
#[derive(Debug)]
pub struct Scope {
    pub id: &'static str,
    pub title: &'static str,
    /// Whether keys without a row are text.
    pub is_typing: bool,
    /// The scopes whose rows work here as well, nearest first.
    pub outer: &'static [&'static Scope],
    pub rows: &'static [Binding],
}

impl Scope {
    /// A scope inside other scopes.
    pub const fn within(
        id: &'static str,
        title: &'static str,
        outer: &'static [&'static Scope],
        rows: &'static [Binding],
    ) -> Scope {
        Scope { id, title, is_typing: false, outer, rows }
    }

    /// The scope of a prompt. Only [`ALWAYS`] is around it.
    pub const fn of_prompt(id: &'static str, title: &'static str, rows: &'static [Binding]) -> Scope {
        static OUTER: [&Scope; 1] = [&ALWAYS];
        Scope { id, title, is_typing: false, outer: &OUTER, rows }
    }

    /// Marks the scope as typing: keys without a row are text.
    pub const fn typing(self) -> Scope {
        Scope { is_typing: true, ..self }
    }

    /// This scope and its outer scopes, nearest first.
    pub fn chain(&'static self) -> impl Iterator<Item = &'static Scope> {
        std::iter::once(self).chain(self.outer.iter().copied())
    }

    /// The rows that work in this scope, nearest first.
    pub fn bindings(&'static self) -> impl Iterator<Item = &'static Binding> {
        self.chain().flat_map(|scope| scope.rows)
    }

    /// The row of a key in this scope.
    pub fn row(&'static self, key: Key) -> Option<&'static Binding> {
        let name = key.name();
        self.bindings().find(|row| row.keys().any(|own| own == name))
    }

    /// The row that a wheel or a click runs in this scope.
    pub fn row_of_mouse(&'static self, mouse: Mouse) -> Option<&'static Binding> {
        self.bindings().find(|row| row.mouse == Some(mouse))
    }
}
