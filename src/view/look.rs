//! The styles and signs of the screens, and their replacements on a terminal without color or with ASCII only.
//! The styles can be read on light and dark backgrounds.

use crate::domain::calendar::Day;
use crate::domain::morning::{Mood, Morning, MorningState};
use crate::domain::school_year::Special;
use crate::domain::text::{is_invisible, is_mark, without_accent};
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};
use std::borrow::Cow;

pub const PLAIN: Style = Style::new();
pub const STRONG: Style = Style::new().add_modifier(Modifier::BOLD);
pub const DIM: Style = Style::new().add_modifier(Modifier::DIM);
pub const ACCENT: Style = Style::new().fg(Color::Magenta).add_modifier(Modifier::BOLD);
pub const DONE: Style = Style::new().fg(Color::Green);
pub const WARNING: Style = Style::new().fg(Color::Red).add_modifier(Modifier::BOLD);

/// The colors and signs that the terminal can show and the person wants to see.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look {
    /// Whether only ASCII characters are shown.
    pub ascii: bool,
    /// Whether no color is shown: `NO_COLOR` is set, or the terminal has none.
    pub colorless: bool,
}

impl Look {
    /// Replaces colors and signs that cannot be shown. Each state can still be read, because it has a sign and a word.
    pub(super) fn apply(self, buf: &mut Buffer) {
        if !self.ascii && !self.colorless {
            return;
        }
        for cell in &mut buf.content {
            if self.colorless {
                (cell.fg, cell.bg) = (Color::Reset, Color::Reset);
            }
            if self.ascii && !cell.symbol().is_ascii() {
                let plain = cell.symbol().chars().next().map_or(' ', in_ascii);
                cell.set_char(plain);
            }
        }
    }

    /// Returns a printed text with signs and letters that can be shown. A printed text has room for more letters than a
    /// cell: `ß` becomes ss.
    pub fn plain_text(self, text: &str) -> Cow<'_, str> {
        if !self.ascii || text.is_ascii() {
            return Cow::Borrowed(text);
        }
        let mut plain = String::with_capacity(text.len());
        for c in text.replace(" · ", " - ").chars().filter(|c| c.is_ascii() || !is_mark(*c) && !is_invisible(*c)) {
            match c {
                '…' => plain.push_str("..."),
                letter if letter.is_alphabetic() => {
                    plain.extend(without_accent(letter).map(|c| if c.is_ascii() { c } else { '?' }));
                }
                c => plain.push(if c.is_ascii() { c } else { in_ascii(c) }),
            }
        }
        Cow::Owned(plain)
    }
}

/// The ASCII character that stands for a sign or a letter; `?` for all others.
fn in_ascii(c: char) -> char {
    match c {
        '✓' | '☑' => 'x',
        '○' | '◌' | '☐' => 'o',
        '◐' => '%',
        '▸' | '→' => '>',
        '←' => '<',
        '↑' => '^',
        '↓' => 'v',
        '★' | '✶' | '•' => '*',
        '☼' => '+',
        '☁' => '~',
        '☂' => ':',
        '◇' => '=',
        '✿' => '#',
        '│' => '|',
        '─' | '–' | '—' | '‐' | '‑' | '−' => '-',
        '·' | '…' => '.',
        '╭' | '╮' | '╰' | '╯' | '┌' | '┐' | '└' | '┘' | '├' | '┤' => '+',
        '♥' => '*',
        '⌂' => '^',
        '□' => '#',
        '∅' => '/',
        '⇄' => '&',
        '½' => 'h',
        '»' => '>',
        '«' => '<',
        '×' => 'x',
        '↵' => '/',
        '’' | '‘' | '‚' | '´' | 'ʼ' => '\'',
        '“' | '”' | '„' => '"',
        '\u{a0}' | '\u{202f}' => ' ',
        // An accented letter loses its accent.
        letter => without_accent(letter).next().filter(char::is_ascii).unwrap_or('?'),
    }
}

/// The sign, the words and the style for the state of a morning.
pub fn morning_state(morning: &Morning) -> (&'static str, Cow<'static, str>, Style) {
    match morning.state() {
        MorningState::Empty => ("·", "no plan".into(), DIM),
        MorningState::Planned => ("○", "planned".into(), PLAIN),
        MorningState::Begun => {
            let rituals = morning.rituals();
            let done = rituals.iter().filter(|id| morning.is_done(id)).count();
            ("◐", format!("{done} of {}", rituals.len()).into(), PLAIN)
        }
        MorningState::Done => ("✓", "done".into(), DONE),
        MorningState::Skipped => ("–", "skipped".into(), DIM),
    }
}

/// The sign and the words for the kind of day; None for an ordinary school morning.
pub fn day(day: Day<'_>) -> Option<(&'static str, Cow<'_, str>)> {
    Some(match day {
        Day::School(hours) => {
            let sign = match hours.kind {
                None => return None,
                Some(Special::SchoolDay) => "+",
                Some(Special::HalfDay) => "½",
                Some(Special::LateStart) => "»",
                Some(Special::EarlyFinish) => "«",
            };
            (sign, hours.to_string().into())
        }
        Day::Free => ("⌂", "no school".into()),
        Day::BeforeFirstDay => ("⌂", "before the first day".into()),
        Day::Off { name } => ("□", name.into()),
        Day::Absent { name: Some(name) } => ("∅", format!("absent: {name}").into()),
        Day::Absent { name: None } => ("∅", "absent".into()),
        Day::OtherHome => ("⇄", "other home".into()),
    })
}

/// The sign for a mood: a sign for weather, because moods pass too.
pub fn mood(mood: &Mood) -> &'static str {
    match mood {
        Mood::Tears => "☂",
        Mood::Wobbly => "☁",
        Mood::Okay => "◇",
        Mood::Cheerful => "☼",
        Mood::Beaming => "✿",
        Mood::Other(_) => "·",
    }
}
