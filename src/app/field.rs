//! Text fields, with a cursor that moves by visible characters and words.

use super::keys::{self, Key};
use crate::domain::text::{Breaks, scrub};
use tui_input::{Input, InputRequest};

/// The most characters in a field: a page of notes. A longer paste is cut.
const MOST_CHARS: usize = 2000;

/// A text field.
#[derive(Clone, Debug, Default)]
pub struct Field {
    input: Input,
    /// Whether the first typed character replaces the text.
    offered: bool,
}

impl Field {
    pub fn new(text: &str) -> Field {
        Field { input: Input::new(scrub(text, Breaks::Keep).into_owned()), offered: false }
    }

    /// A field whose text is replaced by the first typed character. Other editing keys, such as arrows, keep the text.
    pub fn offered(text: &str) -> Field {
        Field { offered: !text.is_empty(), ..Field::new(text) }
    }

    /// Whether typing replaces the text.
    pub fn is_offered(&self) -> bool {
        self.offered
    }

    pub fn text(&self) -> &str {
        self.input.value()
    }

    pub fn is_empty(&self) -> bool {
        self.text().trim().is_empty()
    }

    /// How many display columns stand left of the cursor.
    pub fn columns_before_cursor(&self) -> usize {
        self.input.visual_cursor()
    }

    /// How many characters stand left of the cursor.
    pub fn characters_before_cursor(&self) -> usize {
        self.input.cursor()
    }

    /// How many display columns are scrolled away in a field that is `width` wide.
    pub fn scrolled(&self, width: usize) -> usize {
        self.input.visual_scroll(width)
    }

    /// Handles a key of text entry. Returns whether the text changed.
    pub fn key(&mut self, key: Key) -> bool {
        let Some(request) = keys::text_request(key) else { return false };
        if matches!(request, InputRequest::InsertChar(_)) && self.text().chars().count() >= MOST_CHARS {
            return false;
        }
        if std::mem::take(&mut self.offered) && matches!(request, InputRequest::InsertChar(_)) {
            self.input.reset();
        }
        self.input.handle(request).is_some_and(|changed| changed.value)
    }

    /// Adds a pasted text. Returns true, because that changes the field.
    pub fn paste(&mut self, text: &str) -> bool {
        if std::mem::take(&mut self.offered) {
            self.input.reset();
        }
        let room = MOST_CHARS.saturating_sub(self.text().chars().count());
        for c in scrub(text.trim_end_matches(['\r', '\n']), Breaks::Keep).chars().take(room) {
            self.input.handle(InputRequest::InsertChar(c));
        }
        true
    }

    /// Inserts a line break.
    pub fn line_break(&mut self) {
        self.input.handle(InputRequest::InsertChar('\n'));
    }
}
