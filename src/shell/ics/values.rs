//! Reads the values of lines. The crate `calcard` splits a line and reads its parameters, escapes, rules and durations.
//! It accepts too much (a day of one digit, a count of zero, 300 wrapped around to 44), so dates and the numbers in rules
//! are checked here.

use super::lines::ContentLine;
use crate::domain::repeat::{Frequency, Recurrence};
use calcard::icalendar::{
    ICalendarComponentType, ICalendarEntry, ICalendarFrequency, ICalendarParameter, ICalendarParameterName,
    ICalendarParameterValue, ICalendarRecurrenceRule, ICalendarValue, ICalendarWeekday,
};
use calcard::{Entry, Parser};
use jiff::civil::{Date, DateTime, Time, Weekday};
use std::collections::HashSet;
use std::hash::Hash;
use std::ops::RangeInclusive;

/// A date or a time as the file writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// A whole day.
    Day(Date),
    /// A time on a clock at the school.
    Local(DateTime),
    Utc(DateTime),
}

impl Moment {
    /// Returns the date and time as they are written, without regard to the zone.
    pub fn written(self) -> DateTime {
        match self {
            Moment::Day(date) => date.to_datetime(Time::midnight()),
            Moment::Local(at) | Moment::Utc(at) => at,
        }
    }
}

fn entry(line: &ContentLine) -> Option<ICalendarEntry> {
    match Parser::new(&line.text).icalendar(ICalendarComponentType::VEvent) {
        Entry::ICalendar(parsed) => parsed.components.into_iter().next()?.entries.into_iter().next(),
        _ => None,
    }
}

/// Returns the texts of a line, such as `CATEGORIES:Holiday,Sports`, with their escapes undone.
pub fn texts(line: &ContentLine) -> Vec<String> {
    let values = entry(line).map(|entry| entry.values).unwrap_or_default();
    values.into_iter().filter_map(|value| Some(value.into_text()?.into_owned())).collect()
}

/// Returns the first text of a line, or an empty one.
pub fn text(line: &ContentLine) -> String {
    texts(line).into_iter().next().unwrap_or_default()
}

/// Returns the name of the zone from the parameter `TZID`.
pub fn zone_name(line: &ContentLine) -> Option<String> {
    let is_zone = |parameter: &ICalendarParameter| parameter.name == ICalendarParameterName::Tzid;
    match parameters(line).into_iter().find(is_zone)?.value {
        ICalendarParameterValue::Text(text) => Some(text),
        _ => None,
    }
}

/// True when a `RECURRENCE-ID` changes all later dates too.
pub fn changes_later_dates(line: &ContentLine) -> bool {
    line.text.to_ascii_uppercase().contains("THISANDFUTURE")
        && parameters(line).iter().any(|parameter| parameter.name == ICalendarParameterName::Range)
}

fn parameters(line: &ContentLine) -> Vec<ICalendarParameter> {
    // Most lines have no parameters. Looking first keeps large files fast.
    let may_have_some = line.text.split(':').next().is_some_and(|before| before.contains(';'));
    may_have_some.then(|| entry(line)).flatten().map(|entry| entry.params).unwrap_or_default()
}

/// Returns the dates of a line, and the starts of its periods. Returns None when one of them is not a date.
pub fn moments(line: &ContentLine) -> Option<Vec<Moment>> {
    line.value().split(',').map(|part| moment(part.split('/').next()?)).collect()
}

/// Returns the date of a line that has only one.
pub fn single_moment(line: &ContentLine) -> Option<Moment> {
    moment(line.value())
}

/// Zones in files from Outlook begin in 1601.
const EARLIEST_YEAR: i16 = 1601;
/// A later year is a mistake.
const LATEST_YEAR: i16 = 2999;

/// Reads `20260907`, `20260907T083000` or `20260907T083000Z`, and also `2026-09-07T08:30`, which people write.
fn moment(text: &str) -> Option<Moment> {
    let text = text.trim();
    let (date, time) = text.split_once(['T', 't', ' ']).map_or((text, None), |(date, time)| (date, Some(time)));
    let digits = |text: &str, separator: char, lengths: &[usize]| -> Option<Vec<i16>> {
        let plain: String = text.chars().filter(|c| *c != separator).collect();
        let separators = text.len() - plain.len();
        let fits = plain.bytes().all(|b| b.is_ascii_digit()) && (separators == 0 || separators == lengths.len() - 1);
        let mut rest = plain.as_str();
        let mut numbers = Vec::new();
        for &length in lengths.iter().filter(|_| fits) {
            let (number, after) = rest.split_at_checked(length)?;
            numbers.push(number.parse().ok()?);
            rest = after;
        }
        (fits && rest.is_empty()).then_some(numbers)
    };
    let [year, month, day] = digits(date, '-', &[4, 2, 2])?.try_into().ok()?;
    let date = Date::new(year, month as i8, day as i8)
        .ok()
        .filter(|date| (EARLIEST_YEAR..=LATEST_YEAR).contains(&date.year()))?;
    let Some(time) = time else { return Some(Moment::Day(date)) };
    let (time, utc) = time.strip_suffix(['Z', 'z']).map_or((time, false), |time| (time, true));
    // An offset such as `-0400` is dropped: the local time before it is what counts.
    let time = time.split(['+', '-']).next()?;
    // Fractions of a second are dropped.
    let time = time.split_once('.').filter(|(_, part)| part.bytes().all(|b| b.is_ascii_digit())).map_or(time, |t| t.0);
    let clock = digits(time, ':', &[2, 2, 2]).or_else(|| digits(time, ':', &[2, 2]))?;
    let second = clock.get(2).copied().unwrap_or(0).min(59);
    // 24:00 is the start of the next day.
    let is_end_of_day = clock[0] == 24 && clock[1..].iter().all(|part| *part == 0);
    let (date, hour) = if is_end_of_day { (date.tomorrow().ok()?, 0) } else { (date, clock[0]) };
    let at = date.to_datetime(Time::new(hour as i8, clock[1] as i8, second as i8, 0).ok()?);
    Some(if utc { Moment::Utc(at) } else { Moment::Local(at) })
}

/// Returns the length of a `DURATION` in seconds. Returns None for a negative one.
pub fn duration(line: &ContentLine) -> Option<i64> {
    let value = line.value();
    let says_something = value.bytes().any(|byte| byte.is_ascii_digit());
    match entry(line)?.values.first()? {
        ICalendarValue::Duration(duration) if says_something && !duration.neg => Some(duration.as_seconds()),
        _ => None,
    }
}

/// The numbers that each part of a rule may have. A negative number counts from the end. RFC 5545 sets these limits,
/// but for `INTERVAL` and `COUNT`: theirs are far beyond any school's.
const LIMITS: [(&str, RangeInclusive<i64>); 7] = [
    ("INTERVAL", 1..=9_999),
    ("COUNT", 1..=99_999),
    ("BYMONTH", 1..=12),
    ("BYMONTHDAY", -31..=31),
    ("BYYEARDAY", -366..=366),
    ("BYWEEKNO", -53..=53),
    ("BYSETPOS", -366..=366),
];

/// Checks the numbers of a rule as they are written, because `calcard` wraps large numbers around and drops some signs.
/// Returns the rule's `UNTIL`, or None when a part is wrong.
fn checked_until(text: &str) -> Option<Option<Moment>> {
    let mut until = None;
    for part in text.split(';').filter(|part| !part.trim().is_empty()) {
        let (key, value) = part.split_once('=')?;
        let key = key.trim().to_ascii_uppercase();
        if key == "UNTIL" {
            until = Some(moment(value)?);
        }
        let Some((_, limits)) = LIMITS.iter().find(|(name, _)| *name == key) else { continue };
        let is_within = |number: &str| number.trim().parse().is_ok_and(|n: i64| n != 0 && limits.contains(&n));
        if !value.split(',').all(is_within) {
            return None;
        }
    }
    Some(until)
}

/// Returns a rule, and its `UNTIL` as it is written. Returns None when a part of the rule cannot be read.
pub fn rule(line: &ContentLine) -> Option<(Recurrence, Option<Moment>)> {
    let until = checked_until(line.value())?;
    match entry(line)?.values.into_iter().next()? {
        ICalendarValue::RecurrenceRule(parsed) => Some((converted(*parsed)?, until)),
        _ => None,
    }
}

fn converted(parsed: ICalendarRecurrenceRule) -> Option<Recurrence> {
    let frequency = match parsed.freq {
        ICalendarFrequency::Yearly => Frequency::Year,
        ICalendarFrequency::Monthly => Frequency::Month,
        ICalendarFrequency::Weekly => Frequency::Week,
        ICalendarFrequency::Daily => Frequency::Day,
        ICalendarFrequency::Hourly => Frequency::Seconds(60 * 60),
        ICalendarFrequency::Minutely => Frequency::Seconds(60),
        ICalendarFrequency::Secondly => Frequency::Seconds(1),
    };
    let by_day = once_each(parsed.byday.iter().map(|day| (day.ordwk, weekday(day.weekday))));
    if by_day.iter().any(|(nth, _)| nth.is_some_and(|nth| nth == 0 || nth.abs() > 53)) {
        return None;
    }
    Some(Recurrence {
        frequency,
        interval: u32::from(parsed.interval.unwrap_or(1)),
        count: parsed.count,
        until: None,
        by_month: once_each(parsed.bymonth.iter().map(|month| month.month() as i8)),
        by_week: once_each(parsed.byweekno),
        by_year_day: once_each(parsed.byyearday),
        by_month_day: once_each(parsed.bymonthday),
        by_day,
        by_position: once_each(parsed.bysetpos),
        week_start: parsed.wkst.map_or(Weekday::Monday, weekday),
    })
}

/// Returns a list without its repetitions. The numbers have limits, so the result is short however long the list is.
fn once_each<T: Copy + Eq + Hash>(list: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut seen = HashSet::new();
    list.into_iter().filter(|item| seen.insert(*item)).collect()
}

fn weekday(day: ICalendarWeekday) -> Weekday {
    match day {
        ICalendarWeekday::Monday => Weekday::Monday,
        ICalendarWeekday::Tuesday => Weekday::Tuesday,
        ICalendarWeekday::Wednesday => Weekday::Wednesday,
        ICalendarWeekday::Thursday => Weekday::Thursday,
        ICalendarWeekday::Friday => Weekday::Friday,
        ICalendarWeekday::Saturday => Weekday::Saturday,
        ICalendarWeekday::Sunday => Weekday::Sunday,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn line(text: &str) -> ContentLine {
        ContentLine { number: 1, text: text.into() }
    }

    #[test]
    fn dates_are_read_as_programs_and_people_write_them() {
        let day = Some(vec![Moment::Day(date(2026, 9, 7))]);
        let at = date(2026, 9, 7).at(8, 30, 0, 0);
        for (text, expected) in [
            ("DTSTART:20260907", day.clone()),
            ("DTSTART;VALUE=DATE:20260907", day.clone()),
            ("DTSTART;X-NOTE=\"a:b\": 2026-09-07 ", day),
            ("DTSTART;TZID=Europe/Berlin:20260907T083000", Some(vec![Moment::Local(at)])),
            ("DTSTART:20260907T0830", Some(vec![Moment::Local(at)])),
            ("DTSTART:2026-09-07T08:30:00Z", Some(vec![Moment::Utc(at)])),
            ("DTSTART:20260907T083000-0400", Some(vec![Moment::Local(at)])),
            ("DTSTART:20260907T083000.000Z", Some(vec![Moment::Utc(at)])),
            ("DTEND:20260907T240000", Some(vec![Moment::Local(date(2026, 9, 8).at(0, 0, 0, 0))])),
            ("DTEND:20260907T240100", None),
            (
                "RDATE;VALUE=PERIOD:20260907T083000/PT1H,20260907T083000/20260907T093000",
                Some(vec![Moment::Local(at); 2]),
            ),
            ("DTSTART:2026097", None),
            ("DTSTART:20260230", None),
            ("DTSTART:20260907T250000", None),
            ("DTSTART:00010101", None),
            ("DTSTART:tomorrow", None),
            ("DTSTART 20260907", None),
            ("DTSTART:", None),
        ] {
            assert_eq!(moments(&line(text)), expected, "{text}");
        }
    }

    #[test]
    fn texts_zones_and_lengths_are_read() {
        assert_eq!(
            text(&line("SUMMARY;LANGUAGE=en:No school\\, really\\; \\\\o/\\nyes: it is")),
            "No school, really; \\o/\nyes: it is"
        );
        assert_eq!(
            zone_name(&line("DTSTART;TZID=\"(UTC-05:00) Eastern: Time\":20260907T083000")).as_deref(),
            Some("(UTC-05:00) Eastern: Time")
        );
        for text in ["RANGE=THISANDFUTURE:20260907", "range=ThisAndFuture;VALUE=DATE:20260907"] {
            assert!(changes_later_dates(&line(&format!("RECURRENCE-ID;{text}"))), "{text}");
        }
        assert!(!changes_later_dates(&line("RECURRENCE-ID;X-NOTE=THISANDFUTURE:20260907")));
        for (text, expected) in [
            ("PT1H30M", Some(5400)),
            ("P1D", Some(86400)),
            ("P2W", Some(1_209_600)),
            ("-P1D", None),
            ("soon", None),
            ("P", None),
        ] {
            assert_eq!(duration(&line(&format!("DURATION:{text}"))), expected, "{text}");
        }
    }

    #[test]
    fn rules_are_read_and_wrong_ones_refused() {
        let read = |text: &str| rule(&line(&format!("RRULE:{text}")));
        let (found, until) =
            read("FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO,-1FR;UNTIL=20270101T045959Z;WKST=SU").expect("a rule");
        assert_eq!(found.by_day, [(Some(1), Weekday::Monday), (Some(-1), Weekday::Friday)]);
        assert_eq!((found.frequency, found.interval, found.week_start), (Frequency::Month, 2, Weekday::Sunday));
        assert_eq!(until, Some(Moment::Utc(date(2027, 1, 1).at(4, 59, 59, 0))));
        let (often, _) = read(&format!("FREQ=MONTHLY;BYMONTHDAY=31{}", ",-1,31".repeat(10_000))).expect("a rule");
        assert_eq!(often.by_month_day, [31, -1]);
        for wrong in [
            "",
            "INTERVAL=2",
            "FREQ=SOMETIMES",
            "FREQ=DAILY;COUNT=0",
            "FREQ=DAILY;COUNT=-1",
            "FREQ=DAILY;INTERVAL=-2",
            "FREQ=YEARLY;BYMONTH=-1",
            "FREQ=DAILY;INTERVAL=0",
            "FREQ=DAILY;INTERVAL=65537",
            "FREQ=MONTHLY;BYMONTHDAY=300",
            "FREQ=YEARLY;BYMONTH=13",
            "FREQ=WEEKLY;BYDAY=XX",
            "FREQ=MONTHLY;BYDAY=0MO",
            "FREQ=DAILY;UNTIL=whenever",
            "FREQ=DAILY;COUNT",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
