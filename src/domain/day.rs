//! Days as people type them (`7 sep`, `next monday`) and read them (`Monday, September 7`), and months as files hold
//! them.

use super::text::{one_line, plural};
use jiff::civil::{Date, Weekday};
use std::fmt;
use std::str::FromStr;

/// One month of one year, written as `2026-09`. Each mornings file holds one month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i16,
    month: i8,
}

impl Month {
    pub fn of(date: Date) -> Month {
        Month { year: date.year(), month: date.month() }
    }
    pub fn contains(self, date: Date) -> bool {
        Month::of(date) == self
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl FromStr for Month {
    type Err = ();
    fn from_str(s: &str) -> Result<Month, ()> {
        let month = format!("{s}-01").parse().map(Month::of).map_err(drop)?;
        if month.to_string() == s { Ok(month) } else { Err(()) }
    }
}

/// Moves a date by whole days. The result stays within the calendar's first and last day.
pub fn add_days(date: Date, days: i64) -> Date {
    date.saturating_add(jiff::Span::new().try_days(days).unwrap_or_default())
}

/// The number of days from `from` to `to`, which is negative when `to` is earlier.
pub fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// The first day of the week of `date`, where weeks start on `starts`.
pub fn week_of(date: Date, starts: Weekday) -> Date {
    add_days(date, -i64::from(starts.until(date.weekday())))
}

const WEEKDAYS: &str = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday";
const MONTHS: &str = "January February March April May June July August September October November December";

pub fn weekday_label(day: Weekday) -> &'static str {
    WEEKDAYS.split(' ').nth(day.to_monday_zero_offset() as usize).unwrap_or_default()
}

/// The first three letters of a weekday: `Mon`.
pub fn short_weekday_label(day: Weekday) -> &'static str {
    &weekday_label(day)[..3]
}

fn month_name(date: Date) -> &'static str {
    MONTHS.split(' ').nth(date.month() as usize - 1).unwrap_or_default()
}

/// `Monday, September 7`, with the year when it is not this year.
pub fn label(date: Date, today: Date) -> String {
    let label = format!("{}, {} {}", weekday_label(date.weekday()), month_name(date), date.day());
    with_year(label, date, today)
}

/// `Mon, Sep 7`, with the year when it is not this year.
pub fn short_label(date: Date, today: Date) -> String {
    with_year(format!("{}, {}", short_weekday_label(date.weekday()), month_and_day(date)), date, today)
}

fn with_year(label: String, date: Date, today: Date) -> String {
    if date.year() == today.year() { label } else { format!("{label}, {}", date.year()) }
}

/// `September 2026`.
pub fn month_label(date: Date) -> String {
    format!("{} {}", month_name(date), date.year())
}

/// `Sep 7`.
pub fn month_and_day(date: Date) -> String {
    format!("{} {}", &month_name(date)[..3], date.day())
}

/// The distance from today to a date as people say it: `today`, `tomorrow`, `in 3 days`, `2 weeks ago`.
pub fn distance_label(date: Date, today: Date) -> String {
    let days = days_between(today, date);
    let amount = match days.abs() {
        0 => return "today".into(),
        1 => return if days > 0 { "tomorrow" } else { "yesterday" }.into(),
        n @ 2..14 => plural(n, "day"),
        n @ 14..70 => plural(n / 7, "week"),
        // Rounded to the nearest month.
        n @ 70..700 => plural((n * 12 + 182) / 365, "month"),
        n => plural(n / 365, "year"),
    };
    if days > 0 { format!("in {amount}") } else { format!("{amount} ago") }
}

/// Reads a day as a person types it. A date without a year means the date nearest to `today`. `monday` means the next
/// Monday, which may be today; `next monday` is never today. Slashes put the month first, as Americans do; dots put the
/// day first.
///
/// # Errors
/// When the text is not a day. The error says what can be typed.
pub fn parse_typed(typed: &str, today: Date) -> Result<Date, NotADay> {
    read_typed(typed, today, None).ok_or_else(|| NotADay::new(typed))
}

/// Reads the last day of a span that begins on `first`. A weekday or a date without a year means its next occurrence
/// from `first` on, if that is within a school year. So "7 sep" to "18 jun" is a school year, whatever today is.
///
/// # Errors
/// As [`parse_typed`].
pub fn parse_last_day(typed: &str, first: Date, today: Date) -> Result<Date, NotADay> {
    read_typed(typed, today, Some(first)).ok_or_else(|| NotADay::new(typed))
}

/// A typed text that is not a day. The sentence says what can be typed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a day I know. Try 2026-09-07, 7 sep, sep 7, tomorrow or next monday.")]
pub struct NotADay(String);

impl NotADay {
    fn new(typed: &str) -> NotADay {
        NotADay(one_line(typed.trim()).into_owned())
    }
}

/// The longest school year from its first to its last day, in days. It is shorter than 365, so that a date just before
/// the first day is read as a typo, and not as a date one year later.
const SCHOOL_YEAR: i64 = 350;

fn read_typed(typed: &str, today: Date, first: Option<Date>) -> Option<Date> {
    let weekdays_from = first.unwrap_or(today);
    let in_some_year = |day, month| {
        let from_first =
            |first| years(day, month, first).find(|date| (0..SCHOOL_YEAR).contains(&days_between(first, *date)));
        first.and_then(from_first).or_else(|| nearest(day, month, today))
    };
    let text = typed.trim().to_lowercase();
    if let Ok(date) = text.parse::<Date>() {
        return plausible(date);
    }
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || c == ',').filter(|w| !w.is_empty()).collect();
    match words.as_slice() {
        ["today"] => Some(today),
        ["tomorrow"] => Some(add_days(today, 1)),
        ["yesterday"] => Some(add_days(today, -1)),
        ["in", n, "day" | "days"] => plausible(add_days(today, n.parse::<u16>().ok()?.into())),
        ["in", n, "week" | "weeks"] => plausible(add_days(today, i64::from(n.parse::<u16>().ok()?) * 7)),
        [day] if parse_weekday(day).is_some() => Some(on_or_after(weekdays_from, parse_weekday(day)?)),
        ["next", day] => Some(on_or_after(add_days(weekdays_from, 1), parse_weekday(day)?)),
        ["last", day] => Some(add_days(on_or_after(today, parse_weekday(day)?), -7)),
        [day, rest @ ..] if parse_weekday(day).is_some() && !rest.is_empty() => {
            read_typed(&rest.join(" "), today, first).filter(|d| Some(d.weekday()) == parse_weekday(day))
        }
        [number] => numeric(number, in_some_year),
        [a, b] => day_and_month(a, b).and_then(|(d, m)| in_some_year(d, m)),
        [a, b, year] => {
            let (d, m) = day_and_month(a, b)?;
            plausible(Date::new(year.parse().ok()?, m, d).ok()?)
        }
        _ => None,
    }
}

/// Whether a date is from 1900 to 2999. Other years are typos.
pub fn is_plausible(date: Date) -> bool {
    (1900..=2999).contains(&date.year())
}

fn plausible(date: Date) -> Option<Date> {
    is_plausible(date).then_some(date)
}

fn on_or_after(date: Date, day: Weekday) -> Date {
    add_days(date, i64::from(date.weekday().until(day)))
}

/// Reads a weekday: `Wednesday`, `mon`, `tues`, `Fridays`. Other beginnings of a weekday may be names, such as Frida.
pub fn parse_weekday(word: &str) -> Option<Weekday> {
    let word = word.trim().to_lowercase();
    let word = match word.as_str() {
        "tues" => "tue",
        "weds" => "wed",
        "thur" | "thurs" => "thu",
        word => word.strip_suffix("days").map_or(word, |_| &word[..word.len() - 1]),
    };
    let is = |name: &str| word.eq_ignore_ascii_case(name) || word.eq_ignore_ascii_case(&name[..3]);
    let offset = WEEKDAYS.split(' ').position(is)?;
    Weekday::from_monday_zero_offset(offset as i8).ok()
}

fn month(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.');
    let found = MONTHS.split(' ').position(|name| word.len() >= 3 && name.to_lowercase().starts_with(word));
    found.map(|i| i as i8 + 1)
}

fn day_number(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches('.').trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = word.trim_end_matches('.').strip_prefix(digits)?;
    matches!(ending, "" | "st" | "nd" | "rd" | "th").then(|| digits.parse().ok())?
}

fn day_and_month(a: &str, b: &str) -> Option<(i8, i8)> {
    day_number(a).zip(month(b)).or_else(|| day_number(b).zip(month(a)))
}

/// Reads a date in digits: `9/7`, `9/7/27`, `7.9.2027`.
fn numeric(word: &str, in_some_year: impl Fn(i8, i8) -> Option<Date>) -> Option<Date> {
    let separator = word.chars().find(|c| matches!(c, '/' | '.'))?;
    let parts: Vec<&str> = word.trim_end_matches(separator).split(separator).collect();
    let (a, b) = (parts.first()?.parse().ok()?, parts.get(1)?.parse().ok()?);
    let (d, m) = if separator == '/' { (b, a) } else { (a, b) };
    match parts.as_slice() {
        [_, _] => in_some_year(d, m),
        [_, _, year] => {
            let year: i16 = year.parse().ok()?;
            plausible(Date::new(if year < 100 { 2000 + year } else { year }, m, d).ok()?)
        }
        _ => None,
    }
}

/// The date with this day and month that is nearest to today, past or future.
fn nearest(day: i8, month: i8, today: Date) -> Option<Date> {
    years(day, month, today).min_by_key(|&date| days_between(today, date).abs())
}

/// The dates with this day and month in the nine years around a date, which include a leap year.
fn years(day: i8, month: i8, around: Date) -> impl Iterator<Item = Date> {
    (around.year() - 4..=around.year() + 4).filter_map(move |year| Date::new(year, month, day).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_read_as_people_type_them() {
        let today = date(2026, 11, 22); // a Sunday
        for (typed, expected) in [
            ("2026-09-07", date(2026, 9, 7)),
            ("7 sep", date(2026, 9, 7)),
            ("sep 7", date(2026, 9, 7)),
            ("September 7th, 2027", date(2027, 9, 7)),
            ("7. Sept.", date(2026, 9, 7)),
            ("7.9.", date(2026, 9, 7)),
            ("7.9.2027", date(2027, 9, 7)),
            ("9/7/27", date(2027, 9, 7)),
            ("mon sep 7", date(2026, 9, 7)),
            ("today", today),
            (" Tomorrow ", date(2026, 11, 23)),
            ("sunday", today),
            ("next sunday", date(2026, 11, 29)),
            ("next monday", date(2026, 11, 23)),
            ("last fri", date(2026, 11, 20)),
            ("in 3 days", date(2026, 11, 25)),
            ("1 mar", date(2027, 3, 1)),
            ("29 feb", date(2028, 2, 29)),
        ] {
            assert_eq!(parse_typed(typed, today), Ok(expected), "{typed}");
        }
        for typed in ["", "soon", "31 feb", "7", "13/13", "99999-01-01", "tue sep 7", "next", "frida"] {
            assert!(parse_typed(typed, today).is_err(), "{typed}");
        }
    }

    #[test]
    fn a_last_day_comes_after_the_first_whatever_today_is() {
        let (today, first) = (date(2026, 9, 10), date(2026, 9, 7));
        for (typed, expected) in [
            ("18 jun", date(2027, 6, 18)),
            ("6/18", date(2027, 6, 18)),
            ("22 aug", date(2027, 8, 22)),
            ("23 aug", date(2026, 8, 23)),
            ("7 sep", first),
            ("friday", date(2026, 9, 11)),
            ("tomorrow", date(2026, 9, 11)),
            ("2026-06-18", date(2026, 6, 18)),
            // A day before the first day is a typo.
            ("6 sep", date(2026, 9, 6)),
        ] {
            assert_eq!(parse_last_day(typed, first, today), Ok(expected), "{typed}");
        }
        assert_eq!(parse_last_day("fri", date(2026, 10, 26), today), Ok(date(2026, 10, 30)));
    }

    #[test]
    fn usual_spellings_of_weekdays_are_read_and_names_are_not_weekdays() {
        for (word, day) in [
            ("Tuesday", Weekday::Tuesday),
            ("tues", Weekday::Tuesday),
            ("Thurs", Weekday::Thursday),
            ("WED", Weekday::Wednesday),
            ("fridays", Weekday::Friday),
        ] {
            assert_eq!(parse_weekday(word), Some(day), "{word}");
        }
        for word in ["Frida", "Sunda", "Satu", "mond", "days", "", "ä"] {
            assert_eq!(parse_weekday(word), None, "{word}");
        }
    }

    #[test]
    fn labels_name_days_and_distances_as_people_do() {
        let today = date(2026, 9, 7);
        assert_eq!(label(today, today), "Monday, September 7");
        assert_eq!(short_label(date(2027, 1, 5), today), "Tue, Jan 5, 2027");
        assert_eq!(distance_label(date(2026, 9, 21), today), "in 2 weeks");
        assert_eq!(distance_label(date(2026, 9, 4), today), "3 days ago");
        assert_eq!(distance_label(date(2026, 12, 7), today), "in 3 months");
        assert_eq!(distance_label(date(2026, 6, 8), today), "3 months ago");
    }

    #[test]
    fn a_month_is_written_as_in_the_name_of_its_file() {
        assert_eq!("2026-09".parse(), Ok(Month::of(date(2026, 9, 30))));
        assert_eq!(Month::of(date(2026, 9, 1)).to_string(), "2026-09");
        for wrong in ["2026-13", "2026-9", "26-09", "notes", "2026-09-01", "+026-09"] {
            assert!(wrong.parse::<Month>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_date_never_leaves_the_calendar() {
        assert_eq!(add_days(Date::MAX, 5), Date::MAX);
        assert_eq!(add_days(Date::MIN, i64::MIN), Date::MIN);
    }
}
