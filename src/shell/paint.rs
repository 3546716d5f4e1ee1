//! Colors in printed text. A verb paints words with marks; the output replaces the marks with the colors of a terminal,
//! or removes them.

use crate::domain::text::{Breaks, PAINT_MARKS, scrub};

/// The meaning of a painted word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// A heading.
    Strong,
    /// A ritual that is done.
    Done,
    /// An error.
    Alarm,
}

impl Paint {
    const ALL: [Paint; 3] = [Paint::Strong, Paint::Done, Paint::Alarm];
    /// The mark at which a painted word ends.
    const END: char = *PAINT_MARKS.end();

    /// Returns `text` between the marks of this paint.
    pub fn on(self, text: &str) -> String {
        format!("{}{text}{}", self.mark(), Paint::END)
    }

    /// Returns `text` with its first word painted if that is `word`.
    pub fn on_first_word(self, word: &str, text: &str) -> String {
        text.strip_prefix(word).map_or_else(|| text.to_owned(), |rest| self.on(word) + rest)
    }

    /// The mark at which a word of this paint begins.
    fn mark(self) -> char {
        match self {
            Paint::Strong => '\u{fdd0}',
            Paint::Done => '\u{fdd1}',
            Paint::Alarm => '\u{fdd2}',
        }
    }

    /// The sequence that starts the color in a terminal: one of the terminal's own sixteen colors.
    fn sequence(self) -> &'static str {
        match self {
            Paint::Strong => "\x1b[1m",
            Paint::Done => "\x1b[32m",
            Paint::Alarm => "\x1b[1;31m",
        }
    }
}

/// Returns a text scrubbed, with the colors of its marks or without the marks.
pub fn render(text: &str, has_colors: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for piece in text.split_inclusive(|c| PAINT_MARKS.contains(&c)) {
        out.push_str(&scrub(piece, Breaks::Keep));
        match piece.chars().next_back().filter(|c| has_colors && PAINT_MARKS.contains(c)) {
            Some(Paint::END) => out.push_str("\x1b[0m"),
            Some(mark) => {
                out.extend(Paint::ALL.iter().find(|paint| paint.mark() == mark).map(|paint| paint.sequence()))
            }
            None => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn painted_words_get_colors_or_stay_plain() {
        let text = format!("a {} b", Paint::Done.on("ok\x1b[2J"));
        assert_eq!(render(&text, true), "a \x1b[32mok[2J\x1b[0m b");
        assert_eq!(render(&text, false), "a ok[2J b");
        assert_eq!(render(&Paint::Alarm.on_first_word("error", "error: x"), true), "\x1b[1;31merror\x1b[0m: x");
        assert_eq!(Paint::Alarm.on_first_word("error", "all is well"), "all is well");
    }
}
