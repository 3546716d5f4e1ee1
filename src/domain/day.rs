//! Days as people read them (`Monday, September 7`), and months as files hold them. [`super::typed_day`] reads the days
//! that people type.

use super::text::plural;
use jiff::civil::{Date, Weekday};
use std::fmt;
use std::str::FromStr;

/// A month of a year, written as `2026-09`. Each mornings file holds one month.
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
    pub fn first_day(self) -> Date {
        Date::new(self.year, self.month, 1).unwrap_or_default()
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

pub(super) const WEEKDAYS: &str = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday";
pub(super) const MONTHS: &str = "January February March April May June July August September October November December";

pub fn weekday_label(day: Weekday) -> &'static str {
    WEEKDAYS.split(' ').nth(day.to_monday_zero_offset() as usize).unwrap_or_default()
}

/// The first three letters of a weekday: `Mon`.
pub fn short_weekday_label(day: Weekday) -> &'static str {
    &weekday_label(day)[..3]
}

/// The name of a month from 1 to 12.
pub(super) fn month_name(month: i8) -> &'static str {
    usize::try_from(month - 1).ok().and_then(|place| MONTHS.split(' ').nth(place)).unwrap_or_default()
}

/// `Monday, September 7`, with the year when it is not this year.
pub fn label(date: Date, today: Date) -> String {
    let label = format!("{}, {} {}", weekday_label(date.weekday()), month_name(date.month()), date.day());
    with_year(label, date, today)
}

/// `Mon, Sep 7`, with the year when it is not this year.
pub fn short_label(date: Date, today: Date) -> String {
    with_year(format!("{}, {}", short_weekday_label(date.weekday()), month_and_day(date)), date, today)
}

/// The day of a reply. The label has the distance from today when the day is past or in another year.
pub fn reply_label(date: Date, today: Date) -> String {
    with_distance(label(date, today), date, today)
}

/// The day of a reply in few letters: `Wed, Sep 9 (yesterday)`.
pub fn short_reply_label(date: Date, today: Date) -> String {
    with_distance(short_label(date, today), date, today)
}

fn with_distance(label: String, date: Date, today: Date) -> String {
    if date >= today && date.year() == today.year() {
        label
    } else {
        format!("{label} ({})", distance_label(date, today))
    }
}

pub(super) fn with_year(label: String, date: Date, today: Date) -> String {
    if date.year() == today.year() { label } else { format!("{label}, {}", date.year()) }
}

/// `September 2026`.
pub fn month_label(date: Date) -> String {
    format!("{} {}", month_name(date.month()), date.year())
}

/// `Sep 7`.
pub fn month_and_day(date: Date) -> String {
    format!("{} {}", &month_name(date.month())[..3], date.day())
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

/// Whether a date is from 1900 to 2999. Other years are typos.
pub fn is_plausible(date: Date) -> bool {
    (1900..=2999).contains(&date.year())
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

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_weekday_is_read_as_it_is_usually_written_and_a_name_is_no_weekday() {
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
