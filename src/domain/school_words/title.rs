//! Splits the title of an event into words.

use super::find::{BREAK, FoundPhrase};
use super::times;
use crate::domain::text::{is_mark, without_accent};
use jiff::civil::{Time, time};
use std::ops::RangeInclusive;

/// The word for a time of day at which school can begin or end.
pub const TIME: &str = "#";

/// School begins and ends between these times. A later time, such as "18:00", belongs to another event.
const SCHOOL_HOURS: RangeInclusive<Time> = time(7, 0, 0, 0)..=time(17, 0, 0, 0);

/// A title in words, with the phrases of the table that stand in it.
pub struct Title {
    pub words: Vec<String>,
    pub phrases: Vec<FoundPhrase>,
}

impl Title {
    pub fn read(text: &str) -> Title {
        Title::of(words(text))
    }
}

/// The words of a title: small letters without accents and apostrophes, with a [`BREAK`] between its parts and a
/// [`TIME`] for each time of day.
pub fn words(title: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let letters: Vec<char> = title.to_lowercase().replace('½', "1 2").replace('&', " and ").chars().collect();
    let times = times::places(&letters).into_iter();
    let times: Vec<_> = times.filter(|(_, at)| SCHOOL_HOURS.contains(at)).collect();
    for (i, &letter) in letters.iter().enumerate() {
        if let Some((place, _)) = times.iter().find(|(place, _)| place.contains(&i)) {
            if i == place.start {
                words.extend([TIME.into(), String::new()]);
            }
            continue;
        }
        let is_often_left_out = matches!(letter, '\'' | '’' | '‘' | '`' | '´') || is_mark(letter);
        if letter.is_alphanumeric() || is_often_left_out {
            let plain = without_accent(letter).filter(|_| !is_often_left_out);
            words.last_mut().into_iter().for_each(|word| word.extend(plain.clone()));
        } else if !joins_initials(&letters, i) {
            words.push(String::new());
            if ends_part(&letters, i) {
                words.extend([BREAK.into(), String::new()]);
            }
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Whether the punctuation mark at this place ends a part of the title.
fn ends_part(letters: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).map_or(' ', |before| letters[before]);
    let after = letters.get(at + 1).copied().unwrap_or(' ');
    match letters[at] {
        '(' | ')' | '[' | ']' | ';' | '|' | '!' | '?' | '•' | '·' | '—' | ',' | '"' | '“' | '”' => true,
        '.' if follows_initial(letters, at) => false,
        ':' | '.' => !(before.is_ascii_digit() && after.is_ascii_digit()),
        '-' | '–' | '/' | '*' | '~' | '>' => before.is_whitespace() && after.is_whitespace(),
        _ => false,
    }
}

/// Whether the punctuation mark at this place is a dot between initials, such as the first dot of "P.D. Day".
fn joins_initials(letters: &[char], at: usize) -> bool {
    letters[at] == '.' && follows_initial(letters, at) && is_initial(letters, at + 1)
}

/// Whether an initial stands before this place.
fn follows_initial(letters: &[char], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| is_initial(letters, before))
}

/// Whether a letter without neighbors stands at this place.
fn is_initial(letters: &[char], at: usize) -> bool {
    let is_word = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(|c| c.is_alphanumeric());
    letters.get(at).is_some_and(|c| c.is_alphabetic()) && !is_word(at.checked_sub(1)) && !is_word(Some(at + 1))
}
