//! Text fields, with a cursor that moves by visible characters and words.

use super::keys::{self, Key};
use crate::domain::text::{Breaks, MOST_LETTERS, letters, scrub, thousands};
use tui_input::{Input, InputRequest};
use unicode_segmentation::UnicodeSegmentation;

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

    /// Handles a key of text entry.
    pub fn key(&mut self, key: Key) -> Entered {
        let Some(request) = keys::text_request(key) else { return Entered::default() };
        if let InputRequest::InsertChar(letter) = request {
            return self.insert(letter.encode_utf8(&mut [0; 4]));
        }
        self.offered = false;
        let before = self.input.clone();
        let changed = self.input.handle(request).is_some_and(|changed| changed.value);
        let too_many = letters(self.text()).saturating_sub(MOST_LETTERS.max(letters(before.value())));
        if too_many > 0 {
            self.input = before;
        }
        Entered { changed: changed && too_many == 0, left_out: too_many }
    }

    /// Adds a pasted text. Some terminals end pasted lines with a carriage return.
    pub fn paste(&mut self, text: &str) -> Entered {
        let text = text.trim_end_matches(['\r', '\n']).replace("\r\n", "\n").replace('\r', "\n");
        self.insert(&scrub(&text, Breaks::Keep))
    }

    /// Inserts a line break.
    pub fn line_break(&mut self) -> Entered {
        self.insert("\n")
    }

    /// Inserts as much of a text as fits, at the cursor. A visible character is never cut in two.
    fn insert(&mut self, text: &str) -> Entered {
        if text.is_empty() {
            return Entered::default();
        }
        if std::mem::take(&mut self.offered) {
            self.input.reset();
        }
        let mut room = MOST_LETTERS.saturating_sub(letters(self.text()));
        let fits = text.graphemes(true).take_while(|grapheme| {
            let rest = room.checked_sub(letters(grapheme));
            room = rest.unwrap_or_default();
            rest.is_some()
        });
        let (inserted, left_out) = text.split_at(fits.map(str::len).sum());
        let cursor = self.input.cursor();
        let (before, after) = split_at_letter(self.text(), cursor);
        let now = format!("{before}{inserted}{after}");
        self.input = std::mem::take(&mut self.input).with_value(now);
        self.input.handle(InputRequest::SetCursor(cursor + letters(inserted)));
        Entered { changed: !inserted.is_empty(), left_out: letters(left_out) }
    }
}

/// The effect of a key or a paste on a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entered {
    /// Whether the text changed.
    pub changed: bool,
    /// How many letters did not fit.
    pub left_out: usize,
}

impl Entered {
    /// Why some of the text is missing; None when all of it is in the field.
    pub fn left_out_sentence(self) -> Option<String> {
        let most = thousands(MOST_LETTERS);
        match self.left_out {
            0 => None,
            1 => Some(format!("The text is full: there is room for {most} letters.")),
            more => Some(format!("{} letters did not fit: there is room for {most}.", thousands(more))),
        }
    }
}

fn split_at_letter(text: &str, place: usize) -> (&str, &str) {
    let at = text.char_indices().nth(place).map_or(text.len(), |(at, _)| at);
    text.split_at(at)
}
