//! Reads times of day in a title: "dismissal 12:30", "late start 9.15 am", "Unterrichtsschluss 11 Uhr", "noon".

use super::table::WordList;
use crate::domain::time_of_day;
use jiff::civil::{Time, time};
use std::ops::Range;

/// The times in a title, in its order.
pub fn times(title: &str) -> Vec<Time> {
    let letters: Vec<char> = title.to_lowercase().chars().collect();
    places(&letters).into_iter().map(|(_, time)| time).collect()
}

/// The times in a text of small letters, with their places. Without "am" or "pm", an hour before seven is in the
/// afternoon, because no school starts or ends at night.
pub fn places(text: &[char]) -> Vec<(Range<usize>, Time)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let starts_word = at == 0 || !(text[at - 1].is_alphanumeric() || matches!(text[at - 1], '/' | '.' | ':'));
        if let Some(end) = starts_word.then(|| word_end(text, at, WordList::Noon)).flatten() {
            found.push((at..end, time(12, 0, 0, 0)));
            at = end;
        } else if starts_word && text[at].is_ascii_digit() {
            let (time, next) = clock_time(text, at);
            found.extend(time.map(|time| (at..next, time)));
            at = next;
        } else {
            at += 1;
        }
    }
    found
}

/// Reads one time as a parent types it: `12:30`, `12.30`, `1pm`, `1230`, `9`, `noon`. An hour before seven is in the
/// afternoon, as in a title, unless it has a leading zero: `06:45`.
pub fn parse_time(typed: &str) -> Option<Time> {
    let typed = typed.trim();
    let digits = typed.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = typed.split_at(digits);
    let written = match digits {
        1 | 2 if rest.is_empty() => format!("{number}:00"),
        3 | 4 => format!("{}:{}{rest}", &number[..digits - 2], &number[digits - 2..]),
        _ => typed.to_owned(),
    };
    if let Some(time) = time_of_day::parse(&written).filter(|_| written.starts_with('0')) {
        return Some(time);
    }
    match times(&written).as_slice() {
        [time] => Some(*time),
        _ => None,
    }
}

/// The end of the longest word of a list that stands at this place of a text.
fn word_end(text: &[char], at: usize, list: WordList) -> Option<usize> {
    let end = |word: &str| {
        let end = at + word.chars().count();
        let is_word = text.get(at..end)?.iter().copied().eq(word.chars());
        (is_word && text.get(end).is_none_or(|next| !next.is_alphanumeric())).then_some(end)
    };
    list.phrases().filter_map(end).max()
}

/// Reads a time that begins at `at`, and returns the place after it. A number alone is not a time.
fn clock_time(text: &[char], at: usize) -> (Option<Time>, usize) {
    let digits = |from: usize| text[from..].iter().take_while(|c| c.is_ascii_digit()).count();
    let number = |from: usize, count: usize| text[from..from + count].iter().collect::<String>().parse::<i8>().ok();
    let hour_length = digits(at);
    let mut next = at + hour_length;
    let Some(hour) = number(at, hour_length).filter(|_| hour_length <= 2) else { return (None, next) };
    let mut minute = None;
    if text.get(next).is_some_and(|c| matches!(c, ':' | '.' | 'h')) && digits(next + 1) == 2 {
        minute = number(next + 1, 2);
        // 18.12.2026 and 18.12. are dates.
        if text.get(next + 3) == Some(&'.') && text.get(next) == Some(&'.') {
            return (None, next + 4);
        }
        next += 3;
    }
    let after_space = next + text[next..].iter().take_while(|c| **c == ' ').count();
    let [am, pm, oclock] = [WordList::Am, WordList::Pm, WordList::Oclock].map(|list| word_end(text, after_space, list));
    let end = am.or(pm).or(oclock);
    if minute.is_none() && end.is_none() {
        return (None, next);
    }
    let hour = match hour {
        12 if am.is_some() => 0,
        1..=11 if pm.is_some() => hour + 12,
        1..=6 if am.is_none() => hour + 12,
        _ => hour,
    };
    (Time::new(hour, minute.unwrap_or(0), 0, 0).ok(), end.unwrap_or(next))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_found_as_schools_write_them() {
        for (title, expected) in [
            ("Early dismissal 12:30", &[(12, 30)][..]),
            ("Dismissal at 1:15", &[(13, 15)]),
            ("Dismissal at 1 PM", &[(13, 0)]),
            ("11:30am/12:15 p.m. dismissal", &[(11, 30)]),
            ("Late start 9.15 a.m.", &[(9, 15)]),
            ("Noon dismissal", &[(12, 0)]),
            ("Unterrichtsschluss 11 Uhr", &[(11, 0)]),
            ("sortie à 11h30", &[(11, 30)]),
            ("8:00-12:00", &[(8, 0), (12, 0)]),
            ("12am", &[(0, 0)]),
            ("Grades 9-12, 2026-27", &[]),
            ("Ferien 18.12.2026 bis 2.1.", &[]),
            ("half-day 9/15", &[]),
            ("99:99 and 25:00 and 7:6", &[]),
            ("noonday 12:301", &[]),
        ] {
            let found: Vec<(i8, i8)> = times(title).iter().map(|t| (t.hour(), t.minute())).collect();
            assert_eq!(found, expected, "{title}");
        }
    }

    #[test]
    fn a_time_is_read_as_a_parent_types_it() {
        for (typed, hour, minute) in [
            ("12:30", 12, 30),
            ("12.30", 12, 30),
            ("12:30pm", 12, 30),
            ("1pm", 13, 0),
            ("1 pm", 13, 0),
            ("1230", 12, 30),
            ("915 am", 9, 15),
            ("9am", 9, 0),
            ("9", 9, 0),
            (" Noon ", 12, 0),
            ("1:15", 13, 15),
            ("06:45", 6, 45),
            ("11 Uhr", 11, 0),
        ] {
            assert_eq!(parse_time(typed), Some(time(hour, minute, 0, 0)), "{typed}");
        }
        for typed in ["", "soon", "25:00", "12:3", "1260", "12345", "9-12", "8:00-12:00", "ä"] {
            assert_eq!(parse_time(typed), None, "{typed}");
        }
    }
}
