//! Reads the values of lines. The crate `calcard` reads parameters, escaped texts and durations. Dates and rules are
//! read here, because `calcard` accepts a day of one digit, a count of zero, and 300 as 44.

use super::lines::ContentLine;
use crate::domain::repeat::{Frequency, Recurrence};
use calcard::icalendar::{
    ICalendarComponentType, ICalendarEntry, ICalendarParameter, ICalendarParameterName, ICalendarParameterValue,
    ICalendarValue,
};
use calcard::{Entry, Parser};
use jiff::civil::{Date, DateTime, Time, Weekday};
use std::collections::HashSet;
use std::hash::Hash;
use std::ops::RangeInclusive;
use std::str::FromStr;

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

/// Returns the first text of a line, or an empty text.
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
    // Most lines have no parameters. This quick look keeps large files fast.
    let may_have_some = line.text.split(':').next().is_some_and(|before| before.contains(';'));
    may_have_some.then(|| entry(line)).flatten().map(|entry| entry.params).unwrap_or_default()
}

/// Returns the dates of a line, and the starts of its periods. Returns None when an entry is not a date.
pub fn moments(line: &ContentLine) -> Option<Vec<Moment>> {
    line.value().split(',').map(|part| moment(part.split('/').next()?)).collect()
}

/// Returns the date of a line with a single date.
pub fn single_moment(line: &ContentLine) -> Option<Moment> {
    moment(line.value())
}

/// Zones in files from Outlook begin in 1601.
const EARLIEST_YEAR: i16 = 1601;
/// The last year that is not a typo.
const LATEST_YEAR: i16 = 2999;

/// Reads `20260907`, `20260907T083000` or `20260907T083000Z`, and also `2026-09-07T08:30`, which people write. An
/// offset such as `-0400` is dropped: the local time before it is what counts.
fn moment(text: &str) -> Option<Moment> {
    let text = text.trim();
    let date =
        |text: &str| text.parse().ok().filter(|date: &Date| (EARLIEST_YEAR..=LATEST_YEAR).contains(&date.year()));
    let Some((day, time)) = text.split_once(['T', 't', ' ']) else { return date(text).map(Moment::Day) };
    let day = date(day)?;
    let (time, is_utc) = time.strip_suffix(['Z', 'z']).map_or((time, false), |time| (time, true));
    let at = match time.strip_prefix("24") {
        // 24:00 is the start of the next day.
        Some(rest) if rest.trim_matches(['0', ':']).is_empty() => day.tomorrow().ok()?.to_datetime(Time::midnight()),
        _ => {
            let (time, _fraction) = time.split_once('.').unwrap_or((time, ""));
            format!("{day}T{time}").parse().ok()?
        }
    };
    Some(if is_utc { Moment::Utc(at) } else { Moment::Local(at) })
}

/// Returns the length of a `DURATION` in seconds. Returns None for a negative length.
pub fn duration(line: &ContentLine) -> Option<i64> {
    let value = line.value();
    let says_something = value.bytes().any(|byte| byte.is_ascii_digit());
    match entry(line)?.values.first()? {
        ICalendarValue::Duration(duration) if says_something && !duration.neg => Some(duration.as_seconds()),
        _ => None,
    }
}

/// Reads a rule, and its `UNTIL` as it is written. Returns None when a part is wrong. The limits of the numbers are
/// those of RFC 5545; it has none for `INTERVAL` and `COUNT`. Parts about hours are ignored.
pub fn rule(line: &ContentLine) -> Option<(Recurrence, Option<Moment>)> {
    let (mut frequency, mut until) = (None, None);
    let mut rule = Recurrence::each(Frequency::Day);
    let text = line.value().to_ascii_uppercase();
    for part in text.split(';').filter(|part| !part.trim().is_empty()) {
        let (key, value) = part.split_once('=')?;
        match key.trim() {
            "FREQ" => frequency = Some(self::frequency(value.trim())?),
            "UNTIL" => until = Some(moment(value)?),
            "INTERVAL" => rule.interval = number(value, 1..=9_999)?,
            "COUNT" => rule.count = Some(number(value, 1..=99_999)?),
            "BYMONTH" => rule.by_month = list(value, |month| number(month, 1..=12))?,
            "BYMONTHDAY" => rule.by_month_day = list(value, |day| number(day, -31..=31))?,
            "BYYEARDAY" => rule.by_year_day = list(value, |day| number(day, -366..=366))?,
            "BYWEEKNO" => rule.by_week = list(value, |week| number(week, -53..=53))?,
            "BYSETPOS" => rule.by_position = list(value, |position| number(position, -366..=366))?,
            "BYDAY" => rule.by_day = list(value, numbered_weekday)?,
            "WKST" => rule.week_start = weekday(value.trim())?,
            _ => {}
        }
    }
    Some((Recurrence { frequency: frequency?, ..rule }, until))
}

fn frequency(name: &str) -> Option<Frequency> {
    Some(match name {
        "YEARLY" => Frequency::Year,
        "MONTHLY" => Frequency::Month,
        "WEEKLY" => Frequency::Week,
        "DAILY" => Frequency::Day,
        "HOURLY" => Frequency::Seconds(60 * 60),
        "MINUTELY" => Frequency::Seconds(60),
        "SECONDLY" => Frequency::Seconds(1),
        _ => return None,
    })
}

/// Reads a list without its repetitions. Its items have limits, so the result is short however long the list is.
fn list<T: Copy + Eq + Hash>(text: &str, item: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    let mut seen = HashSet::new();
    let mut items = text.split(',').map(item).collect::<Option<Vec<T>>>()?;
    items.retain(|item| seen.insert(*item));
    Some(items)
}

/// Reads a number that is not zero.
fn number<T: FromStr + PartialOrd + Default>(text: &str, limits: RangeInclusive<T>) -> Option<T> {
    text.trim().parse().ok().filter(|number| *number != T::default() && limits.contains(number))
}

/// Reads `MO` as every Monday, `1MO` as the first Monday and `-1MO` as the last Monday.
fn numbered_weekday(text: &str) -> Option<(Option<i16>, Weekday)> {
    let text = text.trim();
    let (nth, name) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let nth = if nth.is_empty() { None } else { Some(number(nth, -53..=53)?) };
    Some((nth, weekday(name)?))
}

fn weekday(name: &str) -> Option<Weekday> {
    let place = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].iter().position(|known| *known == name)?;
    Weekday::from_monday_zero_offset(i8::try_from(place).ok()?).ok()
}
