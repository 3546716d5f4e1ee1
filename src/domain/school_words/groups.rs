//! Titles that speak of one class or age alone: "INSET day (Nursery only)", "No school grades 9-12".
//!
//! Only the parent knows whether the child is one of them. A day off that is none is the worst of errors, so such a
//! title is for the parent to say. A name is no class: "Lincoln High School closed" is said by Lincoln High School.

use super::title::{BREAK, TIME};
use super::{Match, Meaning, fit};

/// Classes, ages and kinds of school.
const GROUPS: &[&str] = &[
    "nursery",
    "preschool",
    "pre school",
    "pre k",
    "prek",
    "tk",
    "kindergarten",
    "kindergarteners",
    "kindergartners",
    "kinder",
    "reception",
    "eyfs",
    "early years",
    "ks1",
    "ks2",
    "ks3",
    "ks4",
    "toddlers",
    "infants",
    "infant school",
    "juniors",
    "junior school",
    "junior high",
    "seniors",
    "senior school",
    "sophomores",
    "freshmen",
    "freshman",
    "elementary",
    "elem",
    "primary",
    "secondary",
    "middle",
    "middle school",
    "middle schools",
    "high",
    "high school",
    "high schools",
    "hs",
    "ms",
    "upper school",
    "lower school",
    "sixth form",
    "6th form",
    "maternelle",
    "primaire",
    "college",
    "lycee",
    "klasse",
    "klassen",
    "grundschule",
    "unterstufe",
    "mittelstufe",
    "oberstufe",
    "infantil",
    "primaria",
    "secundaria",
    "bachillerato",
    "kleuters",
    "onderbouw",
    "bovenbouw",
];

/// What comes before the number of a class: "grades 9-12", "Year 6".
const BEFORE_NUMBERS: &[&str] =
    &["grade", "grades", "gr", "year", "years", "yr", "yrs", "klasse", "klassen", "stufe", "groep", "groepen"];

/// What comes after it: "6th grade".
const AFTER_NUMBERS: &[&str] = &["grade", "grades", "grader", "graders", "year", "years", "class", "classes"];

/// What may stand beside a class in a title that is about it. Beside any other word it is part of a name, or of
/// something that happens.
const BESIDE: &[&str] = &[
    BREAK,
    TIME,
    "for",
    "in",
    "at",
    "of",
    "the",
    "all",
    "and",
    "or",
    "except",
    "excluding",
    "students",
    "student",
    "pupils",
    "children",
    "kids",
    "families",
    "class",
    "classes",
    "level",
    "levels",
    "school",
    "schools",
    "only",
    "staggered",
    "parent",
    "teacher",
    "conference",
    "conferences",
    "en",
    "pour",
    "fur",
    "die",
    "der",
    "voor",
    "de",
    "para",
    "per",
];

/// Who or what an "only" may follow without leaving out a child.
const EVERY_CHILD: &[&str] = &[
    "teacher",
    "teachers",
    "staff",
    "faculty",
    "employees",
    "adults",
    "parents",
    "student",
    "students",
    "pupil",
    "pupils",
    "children",
    "today",
    "day",
    "days",
    "week",
    "am",
    "pm",
    "morning",
    "mornings",
    "afternoon",
    "afternoons",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "mondays",
    "tuesdays",
    "wednesdays",
    "thursdays",
    "fridays",
    TIME,
];

/// "Only" in languages that say it first, and what it may go before without leaving out a child.
const ONLY_FIRST: &[&str] = &["nur", "uniquement", "seulement", "alleen", "solamente", "unicamente", "apenas"];
const NOT_OF_CHILDREN: &[&str] =
    &["bis", "am", "vormittags", "nachmittags", "le", "jusqua", "tot", "hasta", "ate", TIME];

/// Whether a title is about some of the children alone. `found` are the rows of the table that fit it. The first and
/// last days of a class are those of the school nearly always, unless it says "only".
pub fn is_for_some(meaning: Meaning, words: &[String], found: &[Match]) -> bool {
    match meaning {
        Meaning::NotAboutMornings => false,
        Meaning::FirstDay | Meaning::LastDay | Meaning::Term => says_only(words),
        _ => says_only(words) || names_a_group(words, found),
    }
}

fn says_only(words: &[String]) -> bool {
    let follows = |at: usize, known: &[&str]| words.get(at).is_some_and(|word| known.contains(&word.as_str()));
    words.iter().enumerate().any(|(at, word)| match word.as_str() {
        "only" => {
            let before = at.checked_sub(1).filter(|&before| words[before] != BREAK);
            let leaves_out = before.is_some_and(|before| !follows(before, EVERY_CHILD));
            leaves_out || follows(at + 1, &["for"]) || group(&words[at + 1..]).is_some()
        }
        word if ONLY_FIRST.contains(&word) => !follows(at + 1, NOT_OF_CHILDREN),
        _ => false,
    })
}

fn names_a_group(words: &[String], found: &[Match]) -> bool {
    let is_in_row = |at: usize| {
        let counts = |m: &&Match| m.meaning != Meaning::NotAboutMornings;
        found.iter().filter(counts).any(|m| (m.at..m.at + m.words).contains(&at))
    };
    let groups: Vec<(usize, usize)> = (0..words.len()).filter_map(|at| Some((at, at + group(&words[at..])?))).collect();
    let is_in_group = |at: usize| groups.iter().any(|(from, to)| (*from..*to).contains(&at));
    let is_beside = |at: usize| {
        let Some(word) = words.get(at) else { return true };
        let is_number = word.bytes().all(|b| b.is_ascii_digit());
        is_number || BESIDE.contains(&word.as_str()) || is_in_row(at) || is_in_group(at)
    };
    // A group within a row is what the row means: "preschool closed".
    let is_free = |&(from, to): &(usize, usize)| !(from..to).all(is_in_row);
    groups
        .iter()
        .filter(|group| is_free(group))
        .any(|&(from, to)| from.checked_sub(1).is_none_or(is_beside) && is_beside(to))
}

/// How many of `words` name a group, when they begin with one.
fn group(words: &[String]) -> Option<usize> {
    let first = words.first()?;
    let named = GROUPS.iter().filter(|row| row.starts_with(first)).filter_map(|row| fit(row, words)).max();
    named.max(numbered(words))
}

/// [`group`] by numbers: "grades K-5", "6th grade", "K-5". All of them, "K-12", are no group.
fn numbered(words: &[String]) -> Option<usize> {
    let is = |at: usize, known: &[&str]| words.get(at).is_some_and(|word| known.contains(&word.as_str()));
    let ordinal = words.first()?.trim_end_matches(char::is_alphabetic);
    if !ordinal.is_empty() && ordinal.len() < words[0].len() && is_class(ordinal) && is(1, AFTER_NUMBERS) {
        return Some(2);
    }
    let before = usize::from(is(0, BEFORE_NUMBERS));
    let is_joiner = |word: &str| matches!(word, "and" | "to" | "through" | "thru" | "bis");
    let run =
        words[before..].iter().take_while(|word| is_class(word) || is_first_class(word) || is_joiner(word)).count();
    let classes: Vec<&String> = words[before..before + run].iter().filter(|word| !is_joiner(word)).collect();
    let (first, last) = (classes.first()?, classes.last()?);
    let is_range = before == 1 || (is_first_class(first) && classes.len() > 1);
    let is_everyone = is_first_class(first) && matches!(last.as_str(), "12" | "13");
    (is_range && !is_everyone).then_some(before + run)
}

fn is_class(word: &str) -> bool {
    word.parse().is_ok_and(|number: u8| (1..=13).contains(&number))
}

fn is_first_class(word: &str) -> bool {
    matches!(word, "k" | "pk" | "tk" | "prek" | "pre" | "p")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{judged, whole_day};
    use super::*;

    #[test]
    fn what_is_for_one_class_alone_is_for_the_parent_to_say() {
        for title in [
            "INSET day (Nursery only)",
            "INSET Day - Year 6 only",
            "No School (Seniors)",
            "No school for seniors",
            "Kindergarten staggered start - no school",
            "No School: Grade 9-12 only",
            "No School Grades K-5",
            "High school only: no school",
            "High School - No School",
            "Elementary Early Release",
            "Elementary schools closed",
            "Middle/High School Early Release",
            "MS/HS Late Start",
            "Early Dismissal 12:30 (K-5)",
            "Early dismissal 12:30 kindergarten",
            "No school for 6th grade",
            "No School - Pre-K",
            "PreK-4 No School",
            "No classes for Year 7 and Year 8",
            "No School except Kindergarten",
            "Half Day (South campus only)",
            "No school, only for grade 5",
            "INSET Day (Reception & Nursery)",
            "Elementary Parent-Teacher Conferences - No School",
            "Kindergarten conferences: no school",
            "No School for K & 1",
            "No school, grades 6 through 8",
            "First day of school (Kindergarten only)",
            "Last day of school - grade 12 only",
            "Schulfrei nur Klassen 5-7",
            "Schulfrei f\u{fc}r 5. Klasse",
            "Pas d'\u{e9}cole en maternelle",
            "Pas de classe (CM2 uniquement)",
        ] {
            assert_eq!(judged(&whole_day(title)).meaning, Meaning::NotAboutMornings, "{title}");
        }
    }

    #[test]
    fn what_names_a_class_and_is_for_everybody_stays() {
        for (title, expected) in [
            ("Lincoln High School closed", Meaning::DayOff),
            ("Maple Street Elementary: No School", Meaning::DayOff),
            ("No School (K-12)", Meaning::DayOff),
            ("No school PK-12", Meaning::DayOff),
            ("No school, grades K through 12", Meaning::DayOff),
            ("No School - Primary Election", Meaning::DayOff),
            ("No School, all grades Pre-K-12", Meaning::DayOff),
            ("Preschool closed", Meaning::DayOff),
            ("Nursery closed - INSET", Meaning::DayOff),
            ("Teacher only day", Meaning::DayOff),
            ("INSET day - staff only", Meaning::DayOff),
            ("No School - students only", Meaning::DayOff),
            ("Half day (Friday only)", Meaning::HalfDay),
            ("No school - kindergarten registration", Meaning::DayOff),
            ("Half term; Year 11 revision", Meaning::DayOff),
            ("School year 2026-27: no school", Meaning::DayOff),
            ("New Year's Day", Meaning::DayOff),
            ("No School 11/3", Meaning::DayOff),
            ("Schulfrei f\u{fc}r alle Klassen", Meaning::DayOff),
            ("Unterrichtsschluss, nur bis 11:15", Meaning::EarlyFinish),
            ("First Day of School (Grades 1-12)", Meaning::FirstDay),
            ("First day of kindergarten", Meaning::FirstDay),
        ] {
            assert_eq!(judged(&whole_day(title)).meaning, expected, "{title}");
        }
    }
}
