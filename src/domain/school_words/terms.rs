//! Recognizes events that last a whole term: "Autumn Term", "1. Halbjahr", "Fall Semester 2026".

use super::find::BREAK;
use super::table::WordList;
use crate::domain::school_event::SchoolEvent;

/// A shorter event is a break or another event.
const FEWEST_DAYS: i64 = 21;

/// A school year has fewer days, so the dates of a longer event are wrong.
const MOST_DAYS: i64 = 330;

/// Whether an event is a term, from its first day to its last.
pub fn is_term(event: &SchoolEvent, title: &[String]) -> bool {
    let [days] = event.dates.as_slice() else { return false };
    let is_number = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    // "Half Term" is the break in the middle. "Autumn Half Term 2" is half of the term, and school.
    let is_half = |word: &String| WordList::TermNumbers.has(word) || (word.len() == 1 && is_number(word));
    // With any other word, the event is an event within a term: "Term 1 assessments".
    let belongs = |word: &String| {
        is_number(word) || word == BREAK || WordList::Terms.has(word) || WordList::BesideTerms.has(word)
    };
    event.lasts_whole_days()
        && (FEWEST_DAYS..=MOST_DAYS).contains(&days.count())
        && title.iter().all(belongs)
        && WordList::Terms.is_in(title)
        && (!WordList::HalfTerm.is_in(title) || title.iter().any(is_half))
}
