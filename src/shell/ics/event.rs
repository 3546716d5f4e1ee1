//! One event of a calendar file, understood: its name, its times by the wall clock, and the dates it falls on.

use super::file::EventLines;
use super::lines::Line;
use super::values::{self, Moment};
use super::zone::Zones;
use crate::domain::day::{add_days, days_between};
use crate::domain::repeat::{self, Rule, Steps};
use crate::domain::school_event::Days;
use crate::domain::text::one_line;
use jiff::civil::{Date, DateTime, Time};

/// An event with every date in question, its series not yet put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub uid: Option<String>,
    pub sequence: i64,
    /// The date of the series that this event changes, and whether all later ones too.
    pub changes: Option<(Date, bool)>,
    pub name: String,
    pub hints: Vec<String>,
    /// How many days each time lasts.
    pub days: i64,
    pub starts: Option<Time>,
    pub ends: Option<Time>,
    pub is_cancelled: bool,
    /// The first date of each time, in order.
    pub dates: Vec<Date>,
    /// When it is for the first time, in question or not.
    pub first: Date,
    pub line: usize,
}

/// What is wrong with an event, and on which line.
#[derive(Debug)]
pub struct Wrong<'l> {
    pub line: &'l Line,
    pub message: &'static str,
    pub label: &'static str,
}

/// No event of a school lasts longer; a year with a wrong digit does.
const MOST_DAYS: i64 = 400;
const LONGEST_NAME: usize = 200;

fn line<'l>(event: &'l EventLines, name: &str) -> Option<&'l Line> {
    lines(event, name).next()
}

fn lines<'l>(event: &'l EventLines, name: &str) -> impl Iterator<Item = &'l Line> {
    event.lines.iter().filter(move |(found, _)| *found == name).map(|(_, line)| line)
}

/// The school's own name for an event, as it may be written into the family's file.
pub fn uid(event: &EventLines) -> Option<String> {
    let text = one_line(&values::text(line(event, "UID")?)).trim().chars().take(LONGEST_NAME).collect::<String>();
    Some(text).filter(|text| !text.is_empty())
}

/// The name of an event, fit for a screen.
pub fn name(event: &EventLines) -> String {
    let written = line(event, "SUMMARY").map(values::text).unwrap_or_default();
    // Calendars that are made from web pages leave these in. Only once: what this makes of "&amp;lt;" stays.
    let spoken = written
        .replace("&nbsp;", " ")
        .replace("&#39;", "'")
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    let words: Vec<String> = one_line(&spoken).split_whitespace().map(str::to_owned).collect();
    let name: String = words.join(" ").chars().take(LONGEST_NAME).collect();
    if name.is_empty() { "(no name)".into() } else { name }
}

/// The categories of an event, and the first line of its description.
fn hints(event: &EventLines) -> Vec<String> {
    const MOST: usize = 5;
    const LONGEST: usize = 60;
    let categories = lines(event, "CATEGORIES").flat_map(values::texts);
    let described = line(event, "DESCRIPTION").map(values::text).unwrap_or_default();
    let first = described.lines().map(str::trim).find(|line| !line.is_empty()).map(str::to_owned);
    let hints = categories.chain(first).map(|hint| one_line(&hint).trim().to_owned());
    hints.filter(|hint| !hint.is_empty() && hint.chars().count() <= LONGEST).take(MOST).collect()
}

/// Understands an event.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn understood<'l>(
    event: &'l EventLines,
    zones: &mut Zones,
    between: (Date, Date),
    steps: &mut Steps,
) -> Result<Event, Wrong<'l>> {
    let wrong = |line, message, label| Wrong { line, message, label };
    if !event.is_whole {
        return Err(wrong(&event.begin, "the file breaks off in the middle of it", "begins here and has no end"));
    }
    let no_date = || wrong(&event.begin, "it has no date", "an event without a line DTSTART");
    let start_line = line(event, "DTSTART").ok_or_else(no_date)?;
    let start =
        values::single_moment(start_line).ok_or_else(|| wrong(start_line, "its start is no date", "not a date"))?;
    let zone = values::zone_name(start_line);
    let time = When::read(event, start, zone.as_deref(), zones)?;
    let calendar_day = |moment: Moment, zones: &mut Zones, zone: Option<&str>| {
        // A whole day is a date on the calendar, also where a program wrote its midnight in UTC.
        if time.starts.is_none() { moment.written().date() } else { zones.on_the_wall(moment, zone).date() }
    };
    let repeated = |rule_line: &'l Line, zones: &mut Zones, steps: &mut Steps| {
        let (rule, until) = values::rule(rule_line)
            .ok_or_else(|| wrong(rule_line, "its rule to repeat cannot be read", "not a rule I know"))?;
        let rule = Rule { until: until.map(|until| last_date(until, start, zone.as_deref(), zones)), ..rule };
        // An event that began before the days in question may reach into them.
        let from = add_days(between.0, -time.days);
        let (first, at) = (start.written().date(), start.written().time());
        let found = repeat::dates(&rule, first, at, (from, add_days(between.1, 1)), steps)
            .ok_or_else(|| wrong(rule_line, "its rule repeats too often to follow", "too many times"))?;
        Ok(found.into_iter().map(|date| time.on(date, start, zone.as_deref(), zones)).collect::<Vec<Date>>())
    };
    let mut series = Vec::new();
    for rule_line in lines(event, "RRULE") {
        series.extend(repeated(rule_line, zones, steps)?);
    }
    if line(event, "RRULE").is_none() {
        series.push(time.first);
    }
    for date_line in lines(event, "RDATE") {
        let more =
            values::moments(date_line).ok_or_else(|| wrong(date_line, "one of its dates is none", "not dates"))?;
        let zone = values::zone_name(date_line).or_else(|| zone.clone());
        series.extend(more.into_iter().map(|moment| calendar_day(moment, zones, zone.as_deref())));
    }
    let mut left_out = Vec::new();
    // Gone from the format since 2009 (RFC 5545), and still written.
    for rule_line in lines(event, "EXRULE") {
        left_out.extend(repeated(rule_line, zones, steps)?);
    }
    for date_line in lines(event, "EXDATE") {
        let without =
            values::moments(date_line).ok_or_else(|| wrong(date_line, "a date it leaves out is none", "not dates"))?;
        let zone = values::zone_name(date_line).or_else(|| zone.clone());
        left_out.extend(without.into_iter().map(|moment| calendar_day(moment, zones, zone.as_deref())));
    }
    left_out.sort_unstable();
    series.retain(|date| left_out.binary_search(date).is_err());
    series.sort_unstable();
    series.dedup();
    let changes = match line(event, "RECURRENCE-ID") {
        None => None,
        Some(line) => {
            let moment = values::single_moment(line)
                .ok_or_else(|| wrong(line, "the date it stands for is none", "not a date"))?;
            let zone = values::zone_name(line).or_else(|| zone.clone());
            Some((calendar_day(moment, zones, zone.as_deref()), values::is_for_the_future(line)))
        }
    };
    let is = |name: &str, value: &str| line(event, name).is_some_and(|line| line.value().eq_ignore_ascii_case(value));
    Ok(Event {
        uid: uid(event),
        sequence: line(event, "SEQUENCE").and_then(|line| line.value().parse().ok()).unwrap_or(0),
        changes,
        name: name(event),
        hints: hints(event),
        days: time.days,
        starts: time.starts,
        ends: time.ends,
        is_cancelled: is("STATUS", "CANCELLED") || is("STATUS", "CANCELED"),
        dates: series,
        first: time.first,
        line: event.begin.number,
    })
}

/// The last date a rule may give, counted as the rule counts: on the clock that the start is written by.
fn last_date(until: Moment, start: Moment, zone: Option<&str>, zones: &mut Zones) -> Date {
    let until = match (until, start) {
        (Moment::Day(date), _) => return date,
        // Of a whole day the date counts. Programs write it as midnight or as the last second in UTC, and some as
        // their own midnight in UTC.
        (Moment::Utc(at), Moment::Day(_)) if at.time() == Time::midnight() || is_last_minute(at.time()) => at,
        (Moment::Utc(at), Moment::Utc(_)) => at,
        (until, _) => zones.on_the_wall(until, zone),
    };
    let is_after = until.time() >= start.written().time();
    if is_after { until.date() } else { add_days(until.date(), -1) }
}

fn is_last_minute(time: Time) -> bool {
    time >= Time::constant(23, 59, 0, 0)
}

/// When an event is: the first day of the first time, how many days it lasts, and its times if it has any.
struct When {
    first: Date,
    days: i64,
    starts: Option<Time>,
    ends: Option<Time>,
}

impl When {
    fn read<'l>(
        event: &'l EventLines,
        start: Moment,
        zone: Option<&str>,
        zones: &mut Zones,
    ) -> Result<When, Wrong<'l>> {
        let wrong = |line, message, label| Wrong { line, message, label };
        let mut end = None;
        let mut end_line = &event.begin;
        if let Some(line) = line(event, "DTEND") {
            end = Some(values::single_moment(line).ok_or_else(|| wrong(line, "its end is no date", "not a date"))?);
            end_line = line;
        } else if let Some(line) = line(event, "DURATION") {
            let length =
                values::duration(line).ok_or_else(|| wrong(line, "its length cannot be read", "not a length"))?;
            let at = start.written().saturating_add(jiff::SignedDuration::from_secs(length));
            end_line = line;
            end = Some(match start {
                Moment::Day(_) if at.time() == Time::midnight() => Moment::Day(at.date()),
                Moment::Day(_) | Moment::At(_) => Moment::At(at),
                Moment::Utc(_) => Moment::Utc(at),
            });
        }
        let from = zones.on_the_wall(start, zone);
        let end_zone = line(event, "DTEND").and_then(values::zone_name);
        let to = end.map(|end| zones.on_the_wall(end, end_zone.as_deref().or(zone)));
        let when = match (start, end, to) {
            (Moment::Utc(from), Some(Moment::Utc(to)), Some(_)) if is_whole(from, to) && from < to => {
                When::of(from, Some(to))
            }
            _ => When::of(from, to),
        };
        match when {
            _ if to.is_some_and(|to| to < from) => Err(wrong(end_line, "it ends before it starts", "before the start")),
            when if when.days > MOST_DAYS => Err(wrong(end_line, "it lasts for more than a year", "a wrong year?")),
            when => Ok(when),
        }
    }

    fn of(from: DateTime, to: Option<DateTime>) -> When {
        let end = to.unwrap_or(from);
        let ends_at_midnight = end.time() == Time::midnight() && end.date() > from.date();
        let last = if ends_at_midnight { add_days(end.date(), -1) } else { end.date() };
        let is_whole = is_whole(from, end);
        When {
            first: from.date(),
            days: days_between(from.date(), last) + 1,
            starts: (!is_whole).then_some(from.time()),
            ends: to.map(DateTime::time).filter(|_| !is_whole && !ends_at_midnight),
        }
    }

    /// The date on the wall when the rule says `date`, on the clock that the start is written by.
    fn on(&self, date: Date, start: Moment, zone: Option<&str>, zones: &mut Zones) -> Date {
        match start {
            Moment::Utc(at) if self.starts.is_some() => {
                zones.on_the_wall(Moment::Utc(date.to_datetime(at.time())), zone).date()
            }
            // The whole day may have begun on another date in UTC.
            _ => add_days(date, days_between(start.written().date(), self.first)),
        }
    }
}

/// From midnight to midnight, or to the last minute before it.
fn is_whole(from: DateTime, to: DateTime) -> bool {
    from.time() == Time::midnight() && (to.time() == Time::midnight() || is_last_minute(to.time()))
}

impl Event {
    /// The days of the time that begins on `date`.
    pub fn days_from(&self, date: Date) -> Days {
        Days { from: date, to: add_days(date, self.days - 1) }
    }

    /// Whether two events differ in their dates only.
    pub fn is_like(&self, other: &Event) -> bool {
        (&self.name, self.days, self.starts, self.ends) == (&other.name, other.days, other.starts, other.ends)
    }
}
