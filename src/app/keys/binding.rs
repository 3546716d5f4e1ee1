//! A row of the tables, and the scope it works in.

use super::Key;
use crate::app::{App, Effect};
use std::borrow::Cow;

/// One action: its keys, what they are called, when they work and what they do.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// A name that never changes: the id of the scope, a dot, and words joined by hyphens.
    pub id: &'static str,
    pub keys: &'static [Key],
    /// A word or two for the footer; empty keeps the row out of it.
    pub word: &'static str,
    /// One sentence for the help and the README.
    pub help: &'static str,
    /// The keys that the footer names where one key alone would not say enough, such as `← →`.
    pub pair: &'static str,
    pub place: Place,
    /// The wheel or click that does the same.
    pub mouse: Option<Mouse>,
    /// Whether the action can be done now, and if not, why.
    pub when: fn(&App) -> Availability,
    pub run: fn(&mut App) -> Vec<Effect>,
}

/// Where a row stands in the footer. When there is no room, the rows on the right are left out first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// What a person probably does next.
    First,
    Middle,
    Later,
    /// What is found without being told, or rarely needed.
    Last,
    /// The way to all keys and the way out: never left out.
    Always,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mouse {
    WheelUp,
    WheelDown,
    /// A click on a line, after the cursor went there.
    Click,
}

/// Whether an action can be done now: its word for the footer, or why not.
pub type Availability = Result<Word, NotNow>;

/// The word of a row that can be done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// The word of the table.
    Usual,
    /// Another word, which says what the key would do now.
    Now(&'static str),
    /// No word: the key works, and the footer does not offer it.
    Unsaid,
}

/// Why an action cannot be done now, as a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotNow(pub Cow<'static, str>);

impl<T: Into<Cow<'static, str>>> From<T> for NotNow {
    fn from(why: T) -> NotNow {
        NotNow(why.into())
    }
}

/// A row that can always be done and stands in the middle of the footer.
pub const fn row(
    id: &'static str,
    keys: &'static [Key],
    word: &'static str,
    help: &'static str,
    run: fn(&mut App) -> Vec<Effect>,
) -> Binding {
    Binding { id, keys, word, help, pair: "", place: Place::Middle, mouse: None, when: |_| Ok(Word::Usual), run }
}

impl Binding {
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

    /// The name of the first key.
    pub fn key_name(&self) -> String {
        self.keys.first().map_or_else(String::new, |key| key.name())
    }

    /// The keys as the footer names them.
    pub fn footer_name(&self) -> String {
        match self.pair {
            "" => self.keys.first().map_or_else(String::new, |key| key.short_name()),
            pair => pair.to_owned(),
        }
    }
}

/// Where rows work: a screen, a prompt, or what several of them have in common.
#[derive(Debug)]
pub struct Scope {
    pub id: &'static str,
    pub title: &'static str,
    /// Whether keys without a row are text.
    pub is_typing: bool,
    /// The scopes whose rows work here too, nearest first.
    pub around: &'static [&'static Scope],
    pub rows: &'static [Binding],
}

impl Scope {
    /// This scope and those around it, nearest first.
    pub fn chain(&'static self) -> impl Iterator<Item = &'static Scope> {
        std::iter::once(self).chain(self.around.iter().copied())
    }

    /// The rows that work in this scope, nearest first.
    pub fn bindings(&'static self) -> impl Iterator<Item = &'static Binding> {
        self.chain().flat_map(|scope| scope.rows)
    }

    /// The row of a key in this scope.
    pub fn row(&'static self, key: Key) -> Option<&'static Binding> {
        self.bindings().find(|row| row.keys.contains(&key))
    }

    /// The row that a wheel or a click stands for in this scope.
    pub fn row_of_mouse(&'static self, mouse: Mouse) -> Option<&'static Binding> {
        self.bindings().find(|row| row.mouse == Some(mouse))
    }
}
