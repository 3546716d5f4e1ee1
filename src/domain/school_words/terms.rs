//! Events that are a term themselves: "Autumn Term", "1. Halbjahr", "Fall Semester 2026", over all its weeks.

use crate::domain::school_event::{Days, SchoolEvent};

/// What a stretch of school is called. One of these has to be in the name.
const TERMS: &[&str] = &[
    "term",
    "semester",
    "trimester",
    "quarter",
    "halbjahr",
    "schuljahr",
    "schulhalbjahr",
    "trimestre",
    "semestre",
    "periode",
    "terme",
    "quadrimestre",
];

/// What a name may say besides. Any other word makes it something in a term: "Term 1 assessments".
const BESIDES: &[&str] = &[
    "the",
    "of",
    "school",
    "academic",
    "year",
    "dates",
    "and",
    "to",
    "in",
    "session",
    "half",
    "part",
    "autumn",
    "fall",
    "winter",
    "spring",
    "summer",
    "michaelmas",
    "lent",
    "hilary",
    "trinity",
    "easter",
    "christmas",
    "advent",
    "first",
    "second",
    "third",
    "fourth",
    "1st",
    "2nd",
    "3rd",
    "4th",
    "5th",
    "6th",
    "one",
    "two",
    "three",
    "four",
    "i",
    "ii",
    "iii",
    "iv",
    "erstes",
    "zweites",
    "premier",
    "1er",
    "2e",
    "2eme",
    "3e",
    "3eme",
    "deuxieme",
    "troisieme",
    "primer",
    "segundo",
    "tercer",
    "t1",
    "t2",
    "t3",
    "t4",
    "q1",
    "q2",
    "q3",
    "q4",
    "s1",
    "s2",
];

/// A shorter stretch is a break or a week of something.
const SHORTEST: i64 = 21;

/// A longer one is a year with a wrong digit, or one that another file begins.
const LONGEST: i64 = 330;

/// Whether an event is a term, from its first day to its last. `words` are those of its name.
pub fn is_term(event: &SchoolEvent, words: &[String]) -> bool {
    let [days] = event.dates.as_slice() else { return false };
    let is_named = |words: &[String]| words.iter().any(|word| TERMS.contains(&word.as_str())) || is_school_year(words);
    // "Half Term" is the holidays in its middle; "Autumn Half Term 2" is half of it, and school.
    let is_break =
        words.windows(2).any(|pair| pair[0] == "half" && pair[1] == "term") && !words.iter().any(|word| is_count(word));
    event.is_whole_days()
        && is_long(*days)
        && is_named(words)
        && !is_break
        && words.iter().all(|word| may_be_said(word))
}

fn is_long(days: Days) -> bool {
    (SHORTEST..=LONGEST).contains(&days.count())
}

fn is_school_year(words: &[String]) -> bool {
    words.windows(2).any(|pair| ["school", "academic"].contains(&pair[0].as_str()) && pair[1] == "year")
}

fn may_be_said(word: &str) -> bool {
    let is_number = word.bytes().all(|b| b.is_ascii_digit());
    is_number || word == super::title::BREAK || TERMS.contains(&word) || BESIDES.contains(&word)
}

/// Which of the halves it is. A year is none.
fn is_count(word: &str) -> bool {
    let ordinals = ["first", "second", "1st", "2nd", "3rd", "4th", "5th", "6th"];
    ordinals.contains(&word) || (word.len() == 1 && word.bytes().all(|b| b.is_ascii_digit()))
}
