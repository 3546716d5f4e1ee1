//! The grammar of typed days. A text becomes a [`Phrase`] here; today and the meaning then choose its date.

use super::DateOrder;
use crate::domain::day::{MONTHS, parse_weekday};
use jiff::civil::{Date, Weekday};

/// A day as it was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phrase {
    /// A number of days from today: `tomorrow`, `3 days ago`, `in a week`.
    Days(i64),
    /// A number of months from today: `in 3 months`, `a year ago`.
    Months(i32),
    /// A weekday without a date: `friday`, `monday week`.
    Weekday(Weekday, Which),
    /// A day of the calendar: `7 sep`, `tue 7 sep 2027`, `the 7th`.
    Date(WrittenDate),
    /// Numbers in an open order: `7/10`.
    Numbers(Numbers),
}

/// The occurrence of a weekday that is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// `friday`: today, the coming or the last Friday. [`Meant`](super::Meant) decides.
    Any,
    /// `this friday`: today or the coming Friday. For a past morning, the nearest Friday.
    This,
    /// `next friday`: after today.
    Next,
    /// `last friday`: before today.
    Last,
    /// `friday week`: seven days after the coming Friday.
    WeekLater,
    /// `friday next week`: in the week that begins on the coming Monday.
    NextWeek,
}

/// A day of the calendar. Year and weekday may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WrittenDate {
    pub day: DayInYear,
    pub year: Option<i16>,
    pub weekday: Option<Weekday>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayInYear {
    /// A day of any month: `the 7th`.
    Day(i8),
    DayAndMonth {
        day: i8,
        month: i8,
    },
}

/// The numbers of a day, in the order in which they were typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numbers {
    pub first: i8,
    pub second: i8,
    pub third: Option<Third>,
    pub weekday: Option<Weekday>,
}

/// The number after a day and a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Third {
    /// Four digits.
    Year(i16),
    /// Two digits: a year, or the day after a year and a month.
    Short(i8),
}

impl Numbers {
    /// The order, if only one of the first two numbers can be a month: `31/12`, `12/31`.
    pub(super) fn only_order(self) -> Option<DateOrder> {
        match (self.first > 12, self.second > 12) {
            (true, false) => Some(DateOrder::DayFirst),
            (false, true) => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }
}

/// The longest text that can name a day or two, in bytes. `Wednesday, September 30, 2026 – …` has room twice over.
const LONGEST: usize = 150;

/// Writes a typed text in the form that the grammar reads: small letters, one kind of dash and apostrophe, no
/// quotes around it, and no comma, colon, exclamation point or question mark at its end.
pub(super) fn normalized(typed: &str) -> Option<String> {
    if typed.len() > LONGEST {
        return None;
    }
    let text = typed
        .trim()
        .trim_start_matches(['"', '“', '„', '«', '\'', '‘'])
        .to_lowercase()
        .replace(['–', '—', '‐', '‑', '−'], "-")
        .replace(['’', '‘'], "'");
    let text = text.replace("'s time", "").replace("' time", "");
    let text = without_distance(&text);
    let text = ["on ", "for ", "= ", "week of "].iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    Some(text.trim().trim_end_matches([',', ':', '!', '?', '"', '”', '“', '»', '\'']).to_owned())
}

/// Takes the distance off a date as replies and screens write it: `September 7 (3 days ago)`, `September 7, in 3 days`.
fn without_distance(text: &str) -> &str {
    let is_distance = |end: &str| {
        let end = end.trim_end_matches(')');
        end == "this week" || relative(&tokens(end)).is_some()
    };
    let is_date = |day: &str| day.contains(|c: char| c.is_ascii_digit());
    let ends = [" (", "  ", ", "].iter().filter_map(|between| text.rsplit_once(between));
    ends.filter(|(day, end)| is_date(day) && is_distance(end)).map(|(day, _)| day).next().unwrap_or(text)
}

/// Reads the text of one day, which [`normalized`] has written.
pub(super) fn phrase(text: &str) -> Option<Phrase> {
    if let Ok(date) = text.parse::<Date>() {
        return Some(Phrase::Date(WrittenDate::of(date)));
    }
    let tokens = tokens(text);
    relative(&tokens).or_else(|| weekday(&tokens)).or_else(|| date(text, &tokens)).or_else(|| {
        if let Some(day) = text.strip_suffix(" morning") {
            return phrase(day.trim_end());
        }
        let (weekday, rest) = split_weekday(text)?;
        let weekday = Some(weekday);
        match date(rest, &self::tokens(rest)).or_else(|| bare_day(rest))? {
            Phrase::Date(date) => Some(Phrase::Date(WrittenDate { weekday, ..date })),
            Phrase::Numbers(numbers) => Some(Phrase::Numbers(Numbers { weekday, ..numbers })),
            _ => None,
        }
    })
}

/// Reads a day that is typed as a number alone, as the first day of `21 - 25 dec`.
pub(super) fn bare_day(text: &str) -> Option<Phrase> {
    Some(Phrase::Date(WrittenDate::day(text)?))
}

impl WrittenDate {
    fn of(date: Date) -> WrittenDate {
        let day = DayInYear::DayAndMonth { day: date.day(), month: date.month() };
        WrittenDate { day, year: Some(date.year()), weekday: None }
    }

    fn without_year(day: DayInYear) -> WrittenDate {
        WrittenDate { day, year: None, weekday: None }
    }

    /// Reads the number of a day in its month.
    fn day(word: &str) -> Option<WrittenDate> {
        let day = day_number(word).filter(|day| (1..=31).contains(day))?;
        Some(WrittenDate::without_year(DayInYear::Day(day)))
    }

    fn in_year(day: i8, month: i8, year: i16) -> WrittenDate {
        WrittenDate { day: DayInYear::DayAndMonth { day, month }, year: Some(year), weekday: None }
    }
}

/// Splits a text into words, numbers and signs. A separator inside a date (`7-sep`, `7.sep`) is left out.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    let (mut after_letter, mut after_digit) = (false, false);
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '0'..='9' => {
                let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
                digits + ordinal_length(&rest[digits..])
            }
            first if first.is_alphabetic() => rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len()),
            first => first.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        let before_letter = after.chars().next().is_some_and(char::is_alphanumeric);
        let is_separator = match first {
            ',' | '.' => after_letter,
            // `sep 14-18` has two days.
            '-' | '/' => {
                after_letter && before_letter && !(after_digit && after.starts_with(|c: char| c.is_ascii_digit()))
            }
            '\'' => after.starts_with(|c: char| c.is_ascii_digit()),
            first => first.is_whitespace(),
        };
        if !is_separator {
            tokens.push(token);
        }
        after_letter = first.is_alphanumeric();
        after_digit = first.is_ascii_digit();
        rest = after;
    }
    tokens
}

/// The length of the `th` in `7th`.
fn ordinal_length(after: &str) -> usize {
    let length = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
    if matches!(&after[..length], "st" | "nd" | "rd" | "th") { length } else { 0 }
}

/// Reads a distance from today.
fn relative(tokens: &[&str]) -> Option<Phrase> {
    let tokens = tokens.strip_prefix(&["the"]).unwrap_or(tokens);
    match tokens {
        ["today"] | ["this", "morning"] => Some(Phrase::Days(0)),
        ["tomorrow" | "tmrw" | "tmr" | "tmw"] | ["to" | "2", "morrow"] | ["2", "moro"] => Some(Phrase::Days(1)),
        ["yesterday"] => Some(Phrase::Days(-1)),
        ["week", "after", "next"] => Some(Phrase::Days(14)),
        ["day", "after", "tomorrow"] => Some(Phrase::Days(2)),
        ["day", "before", "yesterday"] => Some(Phrase::Days(-2)),
        ["today", "week"] => Some(Phrase::Days(7)),
        ["tomorrow", "week"] => Some(Phrase::Days(8)),
        ["+", n] => Some(Phrase::Days(amount(n)?.into())),
        ["+" | "in", n, unit] | [n, unit, "from", "now" | "today"] => distance(amount(n)?, unit),
        ["next", unit @ ("week" | "month" | "year")] => distance(1, unit),
        ["last", unit @ ("week" | "month" | "year")] => distance(-1, unit),
        [n, unit, "ago"] => distance(-amount(n)?, unit),
        [n, unit @ ("d" | "w")] => distance(n.parse::<u16>().ok()?.into(), unit),
        _ => None,
    }
}

const AMOUNTS: &str = "one two three four five six seven eight nine ten eleven twelve";

/// Reads an amount: `a`, `three`, `3`.
pub(super) fn amount(word: &str) -> Option<i32> {
    if let "a" | "an" = word {
        return Some(1);
    }
    let place = AMOUNTS.split(' ').position(|amount| amount == word).map(|place| place as i32 + 1);
    place.or_else(|| word.parse::<u16>().ok().map(i32::from))
}

fn distance(amount: i32, unit: &str) -> Option<Phrase> {
    Some(match unit {
        "day" | "days" | "d" | "sleep" | "sleeps" => Phrase::Days(amount.into()),
        "fortnight" | "fortnights" => Phrase::Days(i64::from(amount) * 14),
        "week" | "weeks" | "w" => Phrase::Days(i64::from(amount) * 7),
        "month" | "months" => Phrase::Months(amount),
        "year" | "years" => Phrase::Months(amount * 12),
        _ => return None,
    })
}

/// Reads a weekday without a date.
fn weekday(tokens: &[&str]) -> Option<Phrase> {
    let (word, which) = match tokens {
        [word] | ["the", word] => (word, Which::Any),
        ["this", word] => (word, Which::This),
        ["next" | "coming", word] | ["this" | "the", "coming" | "next", word] => (word, Which::Next),
        ["last" | "past", word] => (word, Which::Last),
        [word, "week"] | ["week", "on" | "from", word] | ["a", "week", "on" | "from", word] | ["a", "week", word] => {
            (word, Which::WeekLater)
        }
        [word, "next", "week"] | [word, "of", "next", "week"] | ["next", "week", word] => (word, Which::NextWeek),
        _ => return None,
    };
    // `mondays` are several days.
    Some(Phrase::Weekday(parse_weekday(word).filter(|_| !word.ends_with('s') || word.len() < 6)?, which))
}

/// Takes the weekday off a date: `tue 7 sep`, `7 sep, Tuesday`.
fn split_weekday(text: &str) -> Option<(Weekday, &str)> {
    let ends = [text.split_once([' ', ',']), text.rsplit_once([' ', ',']).map(|(rest, word)| (word, rest))];
    ends.into_iter().flatten().find_map(|(word, rest)| {
        let rest = rest.trim_matches([' ', ',']);
        Some((parse_weekday(word.trim_matches(['.', ',']))?, rest)).filter(|_| !rest.is_empty())
    })
}

/// Reads a date, with or without a year.
fn date(text: &str, tokens: &[&str]) -> Option<Phrase> {
    numeric(text).or_else(|| with_month_name(tokens).map(Phrase::Date))
}

/// Reads a date with the name of its month, or the number of a day in its month.
fn with_month_name(tokens: &[&str]) -> Option<WrittenDate> {
    let has_article = tokens.first() == Some(&"the");
    let words: Vec<&str> = tokens.iter().copied().filter(|word| !matches!(*word, "the" | "of")).collect();
    match words.as_slice() {
        [day] if has_article || !day.ends_with(|c: char| c.is_ascii_digit()) => WrittenDate::day(day),
        [a, b] => {
            let (day, month) = day_and_month(a, b)?;
            Some(WrittenDate::without_year(DayInYear::DayAndMonth { day, month }))
        }
        [first, month, day] if first.len() == 4 && self::month(month).is_some() => {
            Some(WrittenDate::in_year(day_number(day)?, self::month(month)?, year(first)?))
        }
        [a, b, last] => {
            let (day, month) = day_and_month(a, b)?;
            Some(WrittenDate::in_year(day, month, year(last)?))
        }
        _ => None,
    }
}

/// Reads a date in digits: `2026-9-7`, `9/7`, `07-09-2026`, `7. 9. 2026`. Dots put the day first.
fn numeric(text: &str) -> Option<Phrase> {
    let separator = text.chars().find(|c| matches!(c, '/' | '.' | '-'))?;
    let text = if separator == '-' { text } else { text.trim_end_matches(separator) };
    // A sentence may end after any date.
    let parts: Vec<&str> = text.trim_end_matches('.').split(separator).map(str::trim).collect();
    if !parts.iter().all(|part| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let numbers = |first: &str, second: &str, third| {
        let (first, second) = (two_digits(first)?, two_digits(second)?);
        Some(Numbers { first, second, third, weekday: None })
    };
    match (separator, parts.as_slice()) {
        (_, [first, month, day]) if first.len() == 4 => {
            Some(Phrase::Date(WrittenDate::in_year(two_digits(day)?, two_digits(month)?, year(first)?)))
        }
        ('.', [day, month]) => {
            let (day, month) = (two_digits(day)?, two_digits(month)?);
            Some(Phrase::Date(WrittenDate::without_year(DayInYear::DayAndMonth { day, month })))
        }
        ('.', [a, b, last]) => {
            let numbers = numbers(a, b, None)?;
            let (day, month) = match numbers.only_order() {
                // `9.13.2026` can only have the month first.
                Some(DateOrder::MonthFirst) => (numbers.second, numbers.first),
                _ => (numbers.first, numbers.second),
            };
            Some(Phrase::Date(WrittenDate::in_year(day, month, year(last)?)))
        }
        (_, [a, b]) => {
            let numbers = numbers(a, b, None)?;
            // Spaces around a dash make a range: `7 - 9`. So do two numbers that are not months: `21-25`.
            let is_range = separator == '-' && (text.contains(' ') || numbers.first.min(numbers.second) > 12);
            (!is_range).then_some(Phrase::Numbers(numbers))
        }
        (_, [a, b, last]) => {
            let third = if last.len() == 4 { Third::Year(year(last)?) } else { Third::Short(two_digits(last)?) };
            Some(Phrase::Numbers(numbers(a, b, Some(third))?))
        }
        _ => None,
    }
}

fn two_digits(digits: &str) -> Option<i8> {
    digits.parse().ok().filter(|_| digits.len() <= 2 && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// Reads a year of four digits, or of two for this century.
fn year(digits: &str) -> Option<i16> {
    let year: i16 = digits.parse().ok().filter(|_| digits.bytes().all(|b| b.is_ascii_digit()))?;
    match digits.len() {
        2 => Some(2000 + year),
        4 => Some(year),
        _ => None,
    }
}

/// Ordinals that people write as words: `the first of October`.
const ORDINALS: &str = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth";

fn day_and_month(a: &str, b: &str) -> Option<(i8, i8)> {
    // Only next to a month, an ordinal in letters is a day.
    let day = |word| {
        let ordinal = || ORDINALS.split(' ').position(|ordinal| ordinal == word).map(|place| place as i8 + 1);
        day_number(word).or_else(ordinal)
    };
    day(a).zip(month(b)).or_else(|| day(b).zip(month(a)))
}

/// Reads the name of a month: `September`, `sep`, `sept`.
pub(super) fn month(word: &str) -> Option<i8> {
    let found = MONTHS.split(' ').position(|name| word.len() >= 3 && name.to_lowercase().starts_with(word));
    found.map(|place| place as i8 + 1)
}

/// Reads the number of a day in its month: `7`, `7th`.
fn day_number(word: &str) -> Option<i8> {
    let word = word.trim().trim_end_matches('.');
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    two_digits(digits)
}
