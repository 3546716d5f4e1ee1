//! The reasons why a typed text is not a day, as sentences that say what to type.

use crate::domain::day::{
    add_days, days_between, distance_label, label, month_name, short_label, weekday_label, with_year,
};
use crate::domain::text::one_line;
use jiff::civil::{Date, Weekday};
use std::fmt;

/// A typed text that is not a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayError {
    /// The text has a word that belongs to no day.
    Unknown {
        typed: String,
        /// The text that was probably meant.
        suggestion: Option<String>,
    },
    /// The month has no such day, or the year has no such month.
    NoSuchDay { day: i8, month: i8, year: Option<i16> },
    /// The weekday that was typed with the date is not the weekday of the date.
    WrongWeekday { date: Date, typed: Weekday, today: Date },
    /// The weekday that was typed with the date fits only a past date, and a coming day is meant.
    Past { date: Date, today: Date },
    /// The text is numbers that mean different days, because their order differs between countries.
    Ambiguous { typed: String, readings: [Date; 2], today: Date },
    /// The year is before 1900 or after 2999.
    OutOfRange,
    /// The text names several days where one day is needed.
    SeveralDays { typed: String },
    /// The text is a span such as `next week`, where one day is needed.
    Span { typed: String, example: Date, today: Date },
    /// The last day of a range is before its first.
    Backward { first: Date, last: Date, today: Date },
}

impl DayError {
    pub(super) fn unknown(typed: &str) -> DayError {
        DayError::Unknown { typed: on_one_line(typed), suggestion: None }
    }

    pub(super) fn several(typed: &str) -> DayError {
        DayError::SeveralDays { typed: on_one_line(typed) }
    }

    pub(super) fn ambiguous(typed: &str, one: Date, other: Date, today: Date) -> DayError {
        DayError::Ambiguous { typed: on_one_line(typed), readings: [one, other], today }
    }

    pub(super) fn with_suggestion(self, suggestion: Option<String>) -> DayError {
        match self {
            DayError::Unknown { typed, .. } => DayError::Unknown { typed, suggestion },
            other => other,
        }
    }

    /// Whether the text is a day with something wrong in it. If not, the text is other words.
    pub(super) fn is_about_a_day(&self) -> bool {
        !matches!(self, DayError::Unknown { .. })
    }

    /// The error in at most 54 letters, for the line below a field. For an unknown text, it gives examples.
    pub fn short_label(&self) -> String {
        match self {
            DayError::Unknown { suggestion: Some(suggestion), .. } => format!("Did you mean {suggestion}?"),
            DayError::Unknown { .. } => "Try 7 sep, 2026-09-07, tomorrow or next monday.".to_owned(),
            DayError::NoSuchDay { day, month, year } => no_such_day(*day, *month, *year),
            DayError::WrongWeekday { date, today, .. } => is_a_weekday(*date, *today),
            DayError::Past { date, today } => format!("{} is past.", label(*date, *today)),
            DayError::Ambiguous { readings: [one, other], today, .. } => {
                format!("{} or {}? Enter asks.", short_label(*one, *today), short_label(*other, *today))
            }
            DayError::OutOfRange => "Years are 1900 to 2999.".to_owned(),
            DayError::SeveralDays { .. } => "These are several days. Type one day.".to_owned(),
            DayError::Span { typed, .. } => format!("Which day of {typed}?"),
            DayError::Backward { .. } => "The last day is before the first.".to_owned(),
        }
    }
}

impl fmt::Display for DayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DayError::Unknown { typed, suggestion: Some(suggestion) } => {
                write!(f, "\"{typed}\" is not a day I know. Did you mean {suggestion}?")
            }
            DayError::Unknown { typed, suggestion: None } => write!(
                f,
                "\"{typed}\" is not a day I know. Try 2026-09-07, 7 sep, sep 7, tomorrow, next monday or in 3 days."
            ),
            DayError::NoSuchDay { day, month, year } => {
                f.write_str(&no_such_day(*day, *month, *year))?;
                let Some(last) = last_of_month(*month, *year) else {
                    return f.write_str(" Months are 1 to 12. Try the month's name, such as 7 sep.");
                };
                let at_most = if year.is_none() && last.day() == LEAP_DAY { "at most " } else { "" };
                let (then, next) = (if year.is_some() { " then" } else { "" }, add_days(last, 1));
                let typed = |date| if year.is_some() { as_typed_with_year(date) } else { as_typed_without_year(date) };
                let name = month_name(*month);
                write!(f, " {name} has {at_most}{} days{then}. Type {} or {}.", last.day(), typed(last), typed(next))
            }
            DayError::WrongWeekday { date, typed, today } => {
                let to = i64::from(date.weekday().until(*typed));
                let near = add_days(*date, if to > 3 { to - 7 } else { to });
                write!(
                    f,
                    "{} Type {}, or {} for the {}.",
                    is_a_weekday(*date, *today),
                    as_typed(*date, *today),
                    as_typed(near, *today),
                    weekday_label(*typed)
                )
            }
            DayError::Past { date, today } => write!(
                f,
                "{} is past ({}). Type {date} if you mean that day.",
                label(*date, *today),
                distance_label(*date, *today)
            ),
            DayError::Ambiguous { typed, readings: [one, other], today } => write!(
                f,
                "\"{typed}\" can be {} or {}. Type {} or {}. To set the order once, write date_order = \"month first\" \
                 or \"day first\" in settings.toml.",
                label(*one, *today),
                label(*other, *today),
                as_typed(*one, *today),
                as_typed(*other, *today)
            ),
            DayError::OutOfRange => f.write_str("That day is too far away: years are 1900 to 2999."),
            DayError::SeveralDays { typed } => {
                write!(f, "\"{typed}\" names several days. Type one day at a time.")
            }
            DayError::Span { typed, example, today } => {
                write!(f, "Which day of {typed}? Type the day, such as {}.", as_typed(*example, *today))
            }
            DayError::Backward { first, last, today } => {
                write!(f, "The last day, {}, is before the first, {}.", label(*last, *today), label(*first, *today))
            }
        }
    }
}

impl std::error::Error for DayError {}

fn on_one_line(typed: &str) -> String {
    one_line(typed.trim()).into_owned()
}

/// `There is no September 31.`
fn no_such_day(day: i8, month: i8, year: Option<i16>) -> String {
    let year = year.map_or_else(String::new, |year| format!(" in {year}"));
    if (1..=12).contains(&month) {
        format!("There is no {} {day}{year}.", month_name(month))
    } else {
        format!("There is no month {month}{year}.")
    }
}

/// `September 7 is a Monday.`
fn is_a_weekday(date: Date, today: Date) -> String {
    let day = with_year(format!("{} {}", month_name(date.month()), date.day()), date, today);
    format!("{day} is a {}.", weekday_label(date.weekday()))
}

/// A date in the letters that a person types: `7 sep`, and `7 sep 2027` where the year must be said.
fn as_typed(date: Date, today: Date) -> String {
    /// The distance in days within which a date needs no year, whether past or future is meant.
    const CLEAR: i64 = 150;
    let is_clear = (0..CLEAR).contains(&days_between(today, date));
    if is_clear { as_typed_without_year(date) } else { as_typed_with_year(date) }
}

fn as_typed_with_year(date: Date) -> String {
    format!("{} {}", as_typed_without_year(date), date.year())
}

fn as_typed_without_year(date: Date) -> String {
    format!("{} {}", date.day(), month_name(date.month())[..3].to_lowercase())
}

const LEAP_DAY: i8 = 29;

/// The last day of a month. Without a year, the last day in a leap year.
fn last_of_month(month: i8, year: Option<i16>) -> Option<Date> {
    const LEAP_YEAR: i16 = 2028;
    Date::new(year.unwrap_or(LEAP_YEAR), month, 1).ok().map(Date::last_of_month)
}
