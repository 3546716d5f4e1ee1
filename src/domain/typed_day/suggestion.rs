//! Suggests the day that a mistyped text probably means.

use super::DayError;
use super::phrase::{amount, month};
use crate::domain::day::{MONTHS, WEEKDAYS};

/// The words of days apart from weekdays and months.
const WORDS: &str = "today tomorrow yesterday day days week weeks month months year years after before next last this \
                     coming ago";

/// The fewest letters of a sure typo. Shorter words are near to too many other words.
pub(super) const FEWEST_LETTERS: usize = 5;

/// Replaces each mistyped word with the nearest known word. Returns the text only when `is_day` accepts it.
pub(super) fn suggest(typed: &str, is_day: impl Fn(&str) -> bool) -> Option<String> {
    let typed = typed.trim().to_lowercase();
    // A longer text is not a mistyped day.
    const MOST_WORDS: usize = 8;
    if typed.split_whitespace().count() > MOST_WORDS {
        return None;
    }
    let words: Vec<&str> = typed.split_whitespace().collect();
    let meant: Vec<String> = words.iter().map(|word| nearest(word).unwrap_or_else(|| (*word).to_owned())).collect();
    let meant = meant.join(" ");
    // `3 days` does not say whether before or after today, and `12` does not say of what.
    let directions = [meant.clone(), format!("in {meant}"), format!("the {meant}{}", ordinal_ending(&meant))];
    let starts_with_amount = words.first().is_some_and(|word| amount(word).is_some());
    let count = if starts_with_amount { directions.len() } else { 1 };
    directions.into_iter().take(count).find(|meant| *meant != words.join(" ") && is_day(meant))
}

/// The ending of an ordinal: `st` for 1, `th` for 12.
fn ordinal_ending(number: &str) -> &'static str {
    match number {
        "1" | "21" | "31" => "st",
        "2" | "22" => "nd",
        "3" | "23" => "rd",
        _ => "th",
    }
}

/// Whether a text is so near to a day that no other word is likely: `tomorow`, but not `sunny`.
pub(super) fn is_sure(error: &DayError) -> bool {
    let DayError::Unknown { typed, suggestion: Some(meant) } = error else { return false };
    let first = |text: &str| text.chars().next().map(|letter| letter.to_ascii_lowercase());
    first(typed) == first(meant)
}

/// The known word that a word is a typo of. None for a known word.
fn nearest(word: &str) -> Option<String> {
    let is_word = word.chars().all(char::is_alphabetic);
    if !is_word || month(word).is_some() || known().any(|known| known == word) {
        return None;
    }
    // Counting typos is slow, and most words differ too much in length.
    let length = word.chars().count();
    let candidates = known().filter(|known| known.len().abs_diff(length) <= typos(known));
    let near = candidates.map(|known| (strsim::osa_distance(word, &known), known));
    near.filter(|(distance, known)| *distance <= typos(known))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// The number of typos in a word that still leave it recognizable.
fn typos(known: &str) -> usize {
    match known.len() {
        0..=3 => 0,
        4..=6 => 1,
        _ => 2,
    }
}

fn known() -> impl Iterator<Item = String> {
    let words = WORDS.split(' ').chain(WEEKDAYS.split(' ')).chain(MONTHS.split(' '));
    words.map(str::to_lowercase)
}
