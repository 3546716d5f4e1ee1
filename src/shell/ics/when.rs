//! When an event is: its days and times by the clock on the wall, however its file writes them.

use super::event::{Wrong, line, wrong};
use super::file::EventLines;
use super::lines::Line;
use super::values::{self, Moment};
use super::zone::Zones;
use crate::domain::day::{add_days, days_between};
use jiff::civil::{Date, DateTime, Time};

/// The first time an event is, and how its start is written: its other dates are meant the same way.
pub struct When {
    pub first: Date,
    /// How many days each time lasts.
    pub days: i64,
    /// To the minute, as the family's file has it.
    pub starts: Option<Time>,
    pub ends: Option<Time>,
    pub start: Moment,
    zone: Option<String>,
}

/// No event of a school lasts longer; a year with a wrong digit does.
const MOST_DAYS: i64 = 400;

impl When {
    /// # Errors
    /// The first thing that is wrong with the event's start or end.
    pub fn read<'l>(event: &'l EventLines, zones: &mut Zones) -> Result<When, Wrong<'l>> {
        let no_date = || wrong(&event.begin, "it has no date", "an event without a line DTSTART");
        let start_line = line(event, "DTSTART").ok_or_else(no_date)?;
        let start =
            values::single_moment(start_line).ok_or_else(|| wrong(start_line, "its start is no date", "not a date"))?;
        let zone = values::zone_name(start_line);
        let (end_line, end) = end(event, start)?;
        let from = zones.on_the_wall(start, zone.as_deref());
        let end_zone = values::zone_name(end_line).or_else(|| zone.clone());
        let to = end.map(|end| zones.on_the_wall(end, end_zone.as_deref()));
        let (is_backwards, from, to) = match (start, end) {
            // Whole days that a program wrote as midnights of UTC.
            (Moment::Utc(from), Some(Moment::Utc(to))) if is_whole(from, to) && from < to => (false, from, Some(to)),
            // In the hour in which clocks are set back, the wall may show less at the end than at the start.
            (Moment::Utc(utc_from), Some(Moment::Utc(utc_to))) => (utc_to < utc_from, from, to.max(Some(from))),
            _ => (to.is_some_and(|to| to < from), from, to),
        };
        if is_backwards {
            return Err(wrong(end_line, "it ends before it starts", "before the start"));
        }
        let last =
            to.map_or(from.date(), |to| if ends_at_midnight(from, to) { add_days(to.date(), -1) } else { to.date() });
        let days = days_between(from.date(), last) + 1;
        if days > MOST_DAYS {
            return Err(wrong(end_line, "it lasts for more than a year", "a wrong year?"));
        }
        let has_times = !is_whole(from, to.unwrap_or(from));
        let ends = to.filter(|&to| has_times && !ends_at_midnight(from, to)).map(|to| to_the_minute(to.time()));
        let starts = has_times.then(|| to_the_minute(from.time()));
        Ok(When { first: from.date(), days, starts, ends, start, zone })
    }

    /// The date on the wall when a rule says `date`, on the clock that the start is written by.
    pub fn on(&self, date: Date, zones: &mut Zones) -> Date {
        match self.start {
            Moment::Utc(at) if self.starts.is_some() => {
                zones.on_the_wall(Moment::Utc(date.to_datetime(at.time())), self.zone.as_deref()).date()
            }
            _ => self.as_first(date),
        }
    }

    /// A date as the start has it, on the wall: a whole day may have begun on another date in UTC.
    fn as_first(&self, date: Date) -> Date {
        add_days(date, days_between(self.start.written().date(), self.first))
    }

    /// The date on the wall of one of the event's other times, in `zone` or else in that of the start.
    pub fn day_of(&self, moment: Moment, zone: Option<&str>, zones: &mut Zones) -> Date {
        let wall = zones.on_the_wall(moment, zone.or(self.zone.as_deref()));
        let Moment::Utc(at) = moment else { return wall.date() };
        if self.starts.is_some() || wall.time() == Time::midnight() {
            return wall.date();
        }
        // Of a whole day that does not begin at midnight on this wall, the date is what counts.
        match self.start {
            Moment::Utc(start) if start.time() == at.time() => self.as_first(at.date()),
            _ if at.time() == Time::midnight() => at.date(),
            _ => wall.date(),
        }
    }

    /// The last date a rule may give, counted as the rule counts: on the clock that the start is written by.
    pub fn last_date(&self, until: Moment, zones: &mut Zones) -> Date {
        let until = match (until, self.start) {
            (Moment::Day(date), _) => return date,
            // Of a whole day the date counts. Programs write it as midnight or as the last second in UTC, and some as
            // their own midnight in UTC.
            (Moment::Utc(at), Moment::Day(_)) if at.time() == Time::midnight() || is_last_minute(at.time()) => at,
            (Moment::Utc(at), Moment::Utc(_)) => at,
            (until, _) => zones.on_the_wall(until, self.zone.as_deref()),
        };
        let is_after = until.time() >= self.start.written().time();
        if is_after { until.date() } else { add_days(until.date(), -1) }
    }
}

/// When an event ends, and the line that says so.
fn end(event: &EventLines, start: Moment) -> Result<(&Line, Option<Moment>), Wrong<'_>> {
    if let Some(line) = line(event, "DTEND") {
        let end = values::single_moment(line).ok_or_else(|| wrong(line, "its end is no date", "not a date"))?;
        return Ok((line, Some(end)));
    }
    let Some(line) = line(event, "DURATION") else { return Ok((&event.begin, None)) };
    let length = values::duration(line).ok_or_else(|| wrong(line, "its length cannot be read", "not a length"))?;
    let at = start.written().saturating_add(jiff::SignedDuration::from_secs(length));
    let end = match start {
        Moment::Day(_) if at.time() == Time::midnight() => Moment::Day(at.date()),
        Moment::Day(_) | Moment::At(_) => Moment::At(at),
        Moment::Utc(_) => Moment::Utc(at),
    };
    Ok((line, Some(end)))
}

fn ends_at_midnight(from: DateTime, to: DateTime) -> bool {
    to.time() == Time::midnight() && to.date() > from.date()
}

/// From midnight to midnight, or to the last minute before it.
fn is_whole(from: DateTime, to: DateTime) -> bool {
    from.time() == Time::midnight() && (to.time() == Time::midnight() || is_last_minute(to.time()))
}

fn is_last_minute(time: Time) -> bool {
    time >= Time::constant(23, 59, 0, 0)
}

fn to_the_minute(time: Time) -> Time {
    Time::constant(time.hour(), time.minute(), 0, 0)
}
