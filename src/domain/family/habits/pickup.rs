//! Who picks up the child on which weekday, as a person types it on one line. Days may stand before or after the
//! person: `mon Gran, fri Papa`, `Gran on Mondays and Papa on Fridays`. One person alone picks up every day.

use super::{HabitError, read_school_days, school_days_label, week};
use crate::domain::day;
use crate::domain::family::SchoolDays;
use crate::domain::names::name_key;
use crate::domain::text::{Breaks, list, one_line, scrub};
use jiff::civil::Weekday;
use std::ops::Range;

/// Who picks up the child on each weekday, Monday first.
type Collects = [Option<String>; 7];

/// Words for all days of the week.
const EVERY_DAY: [&str; 7] = ["every day", "each day", "everyday", "daily", "all days", "all week", "always"];
/// Words for the days that the line does not name.
const OTHER_DAYS: [&str; 9] = [
    "the other days",
    "all other days",
    "the rest",
    "other days",
    "all others",
    "otherwise",
    "remaining days",
    "rest",
    "else",
];
const WEEKEND: [&str; 4] = ["on weekends", "weekends", "the weekend", "weekend"];

/// Short words for days that are no names. `mo` and `su` alone are names.
const SHORT_DAYS: [(&str, &str); 6] =
    [("tu", "tue"), ("th", "thu"), ("fr", "fri"), ("mwf", "mon wed fri"), ("tth", "tue thu"), ("tuth", "tue thu")];

/// Shorter words, which are days next to a slash or in a range: `M/W/F`, `M-F`, `Mo-Fr`.
const SHORTEST_DAYS: [(&str, &str); 8] = [
    ("m", "mon"),
    ("t", "tue"),
    ("w", "wed"),
    ("f", "fri"),
    ("mo", "mon"),
    ("we", "wed"),
    ("sa", "sat"),
    ("su", "sun"),
];

/// The most words of a run of days: all days of the week, with a word between two of them.
const MOST_WORDS: usize = 14;

/// Small words before a person, after the days.
const BEFORE_PERSON: [&str; 11] = ["and", "then", "with", "by", "is", "it's", "are", "but", "only", "&", "+"];
/// Small words after a person, before the days.
const AFTER_PERSON: [&str; 17] = [
    "and",
    "then",
    "on",
    "at",
    "each",
    "only",
    "picks up",
    "pick up",
    "picks him up",
    "picks her up",
    "picks them up",
    "collects",
    "collect",
    "does",
    "has",
    "&",
    "+",
];

/// Words for days on which nobody is named.
const NOBODY: [&str; 4] = ["nobody", "no one", "noone", "none"];

/// Signs between a person and the days.
const SIGNS: [char; 10] = [',', ';', ':', '/', '=', '|', '•', '*', '→', '>'];

/// A run of days, or the text between two runs.
enum Part<'t> {
    Days(Days),
    /// The text has a person, or only signs and small words.
    Text(&'t str),
}

#[derive(Clone, Copy)]
enum Days {
    Named(SchoolDays),
    Others,
}

/// Who picks up the child, as a person types it. Days with the same person stand together.
pub fn collects_label(collects: &Collects) -> String {
    let part = |(who, days): (&str, SchoolDays)| {
        let days =
            if days == every_day() { EVERY_DAY[0].to_owned() } else { school_days_label(days).replace(", ", " ") };
        // A colon marks the end of the days when the name begins with a weekday, such as Sun Li.
        let colon = if days_at(who, &words(who)).is_some() { ":" } else { "" };
        format!("{days}{colon} {who}")
    };
    persons(collects).into_iter().map(part).collect::<Vec<_>>().join("; ")
}

/// Who picks up the child, as a sentence: `Gran picks up on Monday and Wednesday, Papa on Friday.` It names the school
/// days without a person. None when no person is named.
pub fn collects_sentence(collects: &Collects, school_days: SchoolDays) -> Option<String> {
    let persons = persons(collects);
    let said = persons.iter().enumerate().map(|(place, (who, days))| {
        let verb = if place == 0 { " picks up" } else { "" };
        let days = if *days == every_day() { "every day".to_owned() } else { format!("on {}", long_label(*days)) };
        format!("{who}{verb} {days}")
    });
    let said = said.collect::<Vec<_>>().join("; ");
    let open = week().filter(|day| school_days.contains(*day) && person(collects, *day).is_none());
    let open = SchoolDays::of(open).map_or_else(String::new, |days| format!(" Nobody yet on {}.", long_label(days)));
    (!persons.is_empty()).then(|| format!("{said}.{open}"))
}

/// The persons in the order of their first days.
fn persons(collects: &Collects) -> Vec<(&str, SchoolDays)> {
    let mut said: Vec<(&str, Vec<Weekday>)> = Vec::new();
    for day in week() {
        let Some(who) = person(collects, day) else { continue };
        match said.iter_mut().find(|(other, _)| *other == who) {
            Some((_, days)) => days.push(day),
            None => said.push((who, vec![day])),
        }
    }
    said.into_iter().filter_map(|(who, days)| Some((who, SchoolDays::of(days)?))).collect()
}

fn person(collects: &Collects, day: Weekday) -> Option<&str> {
    collects[day.to_monday_zero_offset() as usize].as_deref()
}

/// `Monday, Tuesday and Friday`.
fn long_label(days: SchoolDays) -> String {
    let names: Vec<&str> = week().filter(|day| days.contains(*day)).map(day::weekday_label).collect();
    list(&names, "and")
}

fn every_day() -> SchoolDays {
    SchoolDays::of(week()).unwrap_or(SchoolDays::MONDAY_TO_FRIDAY)
}

/// Reads who picks up the child.
///
/// # Errors
/// When a day has no person or two persons, or a person has no day.
pub fn read_collects(typed: &str) -> Result<Collects, HabitError> {
    let typed = scrub(typed, Breaks::Keep);
    let sections: Vec<&str> =
        typed.split([';', '\n', '|']).filter(|section| !without_signs(section).is_empty()).collect();
    let mut said = Vec::new();
    for section in &sections {
        said.extend(read_section(section, sections.len() == 1)?);
    }
    let mut collects = Collects::default();
    let named =
        said.iter().filter_map(|(who, days)| if let Days::Named(days) = days { Some((who, *days)) } else { None });
    for (who, days) in named {
        for day in week().filter(|day| days.contains(*day)) {
            let slot = &mut collects[day.to_monday_zero_offset() as usize];
            match slot {
                Some(first) if name_key(first) != name_key(who) => {
                    let day = day::weekday_label(day);
                    return Err(HabitError::TwoPersons { day, first: first.clone(), second: who.clone() });
                }
                _ => *slot = Some(who.clone()),
            }
        }
    }
    let mut others = said.into_iter().filter(|(_, days)| matches!(days, Days::Others));
    if let Some((who, _)) = others.next() {
        if let Some((second, _)) = others.next() {
            return Err(HabitError::TwoPersons { day: "the other days", first: who, second });
        }
        collects.iter_mut().filter(|slot| slot.is_none()).for_each(|slot| *slot = Some(who.clone()));
    }
    Ok(collects.map(|who| who.filter(|who| !NOBODY.contains(&name_key(who).as_str()))))
}

/// Reads the persons and days of a line, or of a part of a line between two semicolons.
fn read_section(section: &str, is_alone: bool) -> Result<Vec<(String, Days)>, HabitError> {
    let mut found: Vec<Part<'_>> = Vec::new();
    for part in parts(section) {
        match (part, found.last_mut()) {
            // Days with only a small word between them belong together.
            (Part::Text(text), _) if without_signs(text).is_empty() => {}
            (Part::Days(Days::Named(more)), Some(Part::Days(Days::Named(days)))) => {
                *days = SchoolDays::of(week().filter(|day| days.contains(*day) || more.contains(*day))).unwrap_or(more);
            }
            (part, _) => found.push(part),
        }
    }
    let person = |text: &str| one_line(without_signs(text)).trim().to_owned();
    let pair = |pair: &[Part<'_>]| match pair {
        [Part::Days(days), Part::Text(text)] | [Part::Text(text), Part::Days(days)] => Ok((person(text), *days)),
        [Part::Text(text), ..] => Err(HabitError::NoDay { who: person(text) }),
        _ => Err(HabitError::NoPerson),
    };
    match found[..] {
        [Part::Text(text)] if is_alone => Ok(vec![(person(text), Days::Named(every_day()))]),
        _ => found.chunks(2).map(pair).collect(),
    }
}

/// Splits a text into runs of days and the text between them.
fn parts(text: &str) -> Vec<Part<'_>> {
    let words = words(text);
    let mut parts = Vec::new();
    let (mut from, mut place) = (0, 0);
    // After a colon, a word is a name even if it is a weekday, such as Sun Li.
    let mut is_after_colon = false;
    while let Some(word) = words.get(place) {
        let run = days_at(text, &words[place..]).filter(|(days, count)| {
            let is_last = place + count == words.len();
            !is_after_colon && (matches!(days, Days::Named(_)) || is_last || begins_a_part(&text[..word.start]))
        });
        is_after_colon = false;
        let Some((days, count)) = run else {
            place += 1;
            continue;
        };
        let last = &words[place + count - 1];
        let (start, end) = with_parentheses(text, word.start..last.end);
        parts.push(Part::Text(&text[from..start]));
        parts.push(Part::Days(days));
        is_after_colon = text[last.end..].trim_start().starts_with(':');
        (from, place) = (end, place + count);
    }
    parts.push(Part::Text(&text[from..]));
    parts
}

/// Whether a new person may begin after a text. `after rest time` is no other day, and `or else Papa` is no new person.
fn begins_a_part(before: &str) -> bool {
    let before = before.trim_end();
    let small = ["and", "but", "then"];
    before.is_empty() || before.ends_with(SIGNS) || small.iter().any(|word| before_word(before, word) != before)
}

/// The days at the start of some words, and the number of these words. The longest run counts.
fn days_at(text: &str, words: &[Range<usize>]) -> Option<(Days, usize)> {
    let run =
        |count: usize| text[words[0].start..words[count - 1].end].to_lowercase().replace("'s", "").replace("’s", "");
    let days = |count| {
        let run = run(count);
        let is = |known: &[&str]| known.contains(&run.as_str());
        if is(&EVERY_DAY) {
            Some(Days::Named(every_day()))
        } else if is(&OTHER_DAYS) {
            Some(Days::Others)
        } else if is(&WEEKEND) {
            SchoolDays::of([Weekday::Saturday, Weekday::Sunday]).map(Days::Named)
        } else {
            read_school_days(&with_long_days(&run)).ok().map(Days::Named)
        }
    };
    (1..=words.len().min(MOST_WORDS)).rev().find_map(|count| Some((days(count)?, count)))
}

/// The text with the usual spellings of days.
fn with_long_days(text: &str) -> String {
    let is_end = |c: char| [' ', ',', '/', '+', '&'].contains(&c);
    let long = |word: &str, may_be_shortest: bool| {
        let tables = SHORT_DAYS.iter().chain(SHORTEST_DAYS.iter().filter(|_| may_be_shortest));
        tables.into_iter().find(|(short, _)| *short == word).map(|(_, long)| *long)
    };
    let mut out = String::with_capacity(text.len());
    for part in text.split_inclusive(is_end) {
        let word = part.trim_end_matches(is_end);
        let is_beside_slash = out.ends_with('/') || part.ends_with('/');
        match word.split_once(['-', '–']) {
            Some((from, to)) => {
                out.push_str(&format!("{}-{}", long(from, true).unwrap_or(from), long(to, true).unwrap_or(to)));
            }
            None => out.push_str(long(word, is_beside_slash).unwrap_or(word)),
        }
        out.push_str(&part[word.len()..]);
    }
    out
}

/// The places of the words in a text. A hyphen does not end a word: `mon-fri`, `Sun-Hee`.
fn words(text: &str) -> Vec<Range<usize>> {
    let ends =
        |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '/' | '&' | '+' | '=' | '(' | ')' | '[' | ']');
    let mut words = Vec::new();
    let mut at = 0;
    for word in text.split(ends) {
        if !word.is_empty() {
            words.push(at..at + word.len());
        }
        at += word.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    words
}

/// The range of days, with the parentheses around the days.
fn with_parentheses(text: &str, days: Range<usize>) -> (usize, usize) {
    let (before, after) = (text[..days.start].trim_end(), text[days.end..].trim_start());
    match (before.chars().next_back(), after.chars().next()) {
        (Some('('), Some(')')) | (Some('['), Some(']')) => (before.len() - 1, text.len() - after.len() + 1),
        _ => (days.start, days.end),
    }
}

/// The text without the signs and the small words at its ends.
fn without_signs(text: &str) -> &str {
    let is_sign = |c: char| SIGNS.contains(&c) || c.is_whitespace();
    let mut rest = text;
    loop {
        let before = rest;
        rest = rest.trim_matches(is_sign);
        rest = rest
            .strip_prefix("- ")
            .or_else(|| rest.strip_prefix("– "))
            .or_else(|| rest.strip_prefix("-> "))
            .unwrap_or(rest);
        rest = rest.strip_suffix(" -").or_else(|| rest.strip_suffix(" –")).unwrap_or(rest);
        if matches!(rest, "-" | "–" | "—" | "&" | "+") {
            rest = "";
        }
        rest = BEFORE_PERSON.iter().fold(rest, |rest, word| after_word(rest, word));
        rest = AFTER_PERSON.iter().fold(rest, |rest, word| before_word(rest, word));
        rest = without_period(rest);
        if rest == before {
            return rest;
        }
    }
}

/// The text without the period of a sentence. The period of an initial stays: `Papa J.`
fn without_period(text: &str) -> &str {
    let last_word = |text: &str| text.chars().rev().take_while(|letter| letter.is_alphabetic()).count();
    text.strip_suffix('.').filter(|text| last_word(text) > 2).unwrap_or(text)
}

/// The text after a word at its start. A part of a longer word stays.
fn after_word<'t>(text: &'t str, word: &str) -> &'t str {
    let Some((start, rest)) = text.split_at_checked(word.len()) else { return text };
    let is_word = start.to_lowercase() == word && !rest.starts_with(char::is_alphanumeric);
    if is_word { rest } else { text }
}

/// The text before a word at its end. A part of a longer word stays.
fn before_word<'t>(text: &'t str, word: &str) -> &'t str {
    let at = text.len().saturating_sub(word.len());
    let Some((rest, end)) = text.split_at_checked(at) else { return text };
    let is_word = end.to_lowercase() == word && !rest.ends_with(char::is_alphanumeric);
    if is_word { rest } else { text }
}
